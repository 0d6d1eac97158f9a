package desk

import (
	"strings"

	"github.com/kelisim/kelisim/internal/importer"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/mend"
	"github.com/kelisim/kelisim/internal/pipeline"
)

// Pasted is what another program put on the clipboard, as the Markdown of a text: headings,
// lists and tables stay what they were, as for a file that is imported. It is plain, the
// words that the same program gave without their form, if the two differ in a letter or a
// number, so that nothing is lost or made up. In plain words lines whose cells tabs part
// are a table.
func Pasted(p *pipeline.Project, lang legal.Lang, html, plain string) string {
	c := clipboard{p, lang}
	if title, text, ok := c.whole("paste.html", html, plain); ok {
		return strings.TrimSpace(title + "\n\n" + text)
	}
	return c.tabled(plain)
}

// PastedWhole is Pasted for what becomes a whole text: its title stands apart, and plain
// words, too, are read as a file that is imported.
func PastedWhole(p *pipeline.Project, lang legal.Lang, html, plain string) (title, text string) {
	c := clipboard{p, lang}
	if title, text, ok := c.whole("paste.html", html, plain); ok {
		return title, text
	}
	if title, text, ok := c.whole("paste.txt", plain, plain); ok {
		return title, text
	}
	return "", c.tabled(plain)
}

// clipboard reads what was copied as the importer reads a file.
type clipboard struct {
	project *pipeline.Project
	lang    legal.Lang
}

// whole is what the importer makes of one form of the clipboard, if all letters of its plain
// words are in it.
func (c clipboard) whole(name, data, plain string) (title, text string, ok bool) {
	if data == "" {
		return "", "", false
	}
	if name == "paste.html" {
		data = "<meta charset=\"utf-8\">" + data
	}
	title, text = c.imported(name, data)
	return title, text, mend.Letters(title+text) == mend.Letters(plain)
}

// imported is the Markdown of a copied file, its title apart; empty if there is none.
func (c clipboard) imported(name, data string) (title, text string) {
	res := importer.Import(name, []byte(data), importer.Options{Language: c.lang, Languages: c.project.Grammars(), Site: c.project.Tree.Site.Languages, One: true})
	if res.List().HasErrors() || len(res.Drafts) != 1 {
		return "", ""
	}
	d := &res.Drafts[0]
	return d.Title, strings.TrimSpace(string(d.Markdown[d.Body:]))
}

// tabled is plain text in which each stretch of lines with as many tabs as each other is
// a table, if the importer takes it for one.
func (c clipboard) tabled(plain string) string {
	lines := strings.Split(plain, "\n")
	var out []string
	for i := 0; i < len(lines); {
		end := i + 1
		for end < len(lines) && tabs(lines[i]) > 0 && tabs(lines[end]) == tabs(lines[i]) {
			end++
		}
		stretch := strings.Join(lines[i:end], "\n")
		i = end
		table := ""
		if strings.Contains(stretch, "\n") {
			_, table = c.imported("paste.txt", stretch)
		}
		if !strings.HasPrefix(table, "|") || mend.Letters(table) != mend.Letters(stretch) {
			out = append(out, stretch)
			continue
		}
		if len(out) > 0 && out[len(out)-1] != "" {
			out = append(out, "")
		}
		out = append(out, table)
		if end < len(lines) && lines[end] != "" {
			out = append(out, "")
		}
	}
	return strings.Join(out, "\n")
}

// tabs counts the tabs behind the first words of a line, for a cell may be empty; none
// behind the mark of a list.
func tabs(line string) int {
	line = strings.TrimLeft(line, " \t")
	if first, _, _ := strings.Cut(line, "\t"); mend.Letters(first) == "" {
		return 0
	}
	return strings.Count(line, "\t")
}
