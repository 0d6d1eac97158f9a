package desk

import (
	"strings"
	"unicode"

	"github.com/kelisim/kelisim/internal/importer"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
)

// Pasted is what another program put on the clipboard, as the Markdown of a text: headings,
// lists and tables stay what they were, as for a file that is imported. It is plain, the
// words that the same program gave without their form, if the two differ in a letter or a
// number, so that nothing is lost or made up.
func Pasted(p *pipeline.Project, lang legal.Lang, html, plain string) string {
	res := importer.Import("paste.html", []byte("<meta charset=\"utf-8\">"+html), importer.Options{Language: lang, Languages: p.Grammars(), Site: p.Tree.Site.Languages, One: true})
	if res.List().HasErrors() || len(res.Drafts) != 1 {
		return plain
	}
	d := &res.Drafts[0]
	text := strings.TrimSpace(string(d.Markdown[d.Body:]))
	if d.Title != "" {
		text = strings.TrimSpace(d.Title + "\n\n" + text)
	}
	if letters(text) != letters(plain) {
		return plain
	}
	return text
}

// letters are the letters and numbers of a text, in order.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, s)
}
