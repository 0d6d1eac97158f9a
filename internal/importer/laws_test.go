package importer

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
)

// words are the grammars that come with the program.
func words(l legal.Lang) *language.Language {
	if l == "" {
		l = "kk"
	}
	return languagetest.Of(string(l))
}

// essence is what the law of words counts: letters and digits, without what NFC
// may compose of neighbours.
func essence(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, norm.NFD.String(s))
}

// left are the findings whose words are in no draft.
var left = map[string]string{"import-page-number": "text", "import-running-head.printed": "text", "import-frame": "text", "import-running-head": "text", "import-contents": "text",
	"import-rule": "text", "import-approved": "words", "import-bullet": "mark", "import-message": "mark"}

// holdsLaws checks what every import of text promises.
func holdsLaws(t *testing.T, name string, data []byte, res Result) {
	t.Helper()
	src, kind, ok := decode(name, data, &diag.List{})
	if !ok {
		t.Fatal("drafts of a source that is refused")
	}
	everyWord(t, kind, src, res)
	for i, d := range res.Drafts {
		md := string(d.Markdown)
		if !utf8.ValidString(md) || !norm.NFC.IsNormalString(md) || strings.Contains(md, "\r") || d.Annex != (i > 0) {
			t.Errorf("draft %d is not well formed", i)
		}
		again := Import("again.md", d.Markdown, Options{Languages: languagetest.Set(), Site: site})
		if len(again.Drafts) != 1 || string(again.Drafts[0].Markdown) != md {
			t.Errorf("draft %d is another one after it was imported:\n%s", i, md)
		}
	}
	switch source, _ := readHTML(name, src, nil); {
	case kind == formHTML:
		parsesBack(t, name, &source)
	case kind == formText:
		source = readText(src)
		parsesBack(t, name, &source)
	}
}

// everyWord: every word of the source stands in the drafts once and in order, or
// a finding says that it was left out.
func everyWord(t *testing.T, kind form, src string, res Result) {
	t.Helper()
	if kind == formMarkdown {
		if front, body := splitFront(src); front != "" {
			src = body
		}
	} else if kind == formHTML {
		source, _ := readHTML("a.html", src, nil)
		oneLanguage("", &source, res.Language, languagetest.Set())
		source.Blocks = slices.DeleteFunc(source.Blocks, func(b blocks.Block) bool { // of the site around the text
			return slices.ContainsFunc(res.Found, func(f Told) bool {
				return (f.Code == diag.ImportFrame || f.Code == diag.ImportContents) && f.Pos.Line == b.Place.Line && f.Args["text"] == tidy(b.Label+" "+b.Text())
			})
		})
		src = placed(&source)
	} else {
		source := readText(src)
		if answers(src) { // a finding has the words of the mail that it answers
			source, _ = readMail("", src, false)
		}
		oneLanguage("", &source, res.Language, languagetest.Set())
		src = withoutLeft(&source, res)
	}
	var out strings.Builder
	for _, d := range res.Drafts {
		md := string(d.Markdown)
		if d.TitleAt < 0 {
			out.WriteString(md[d.Body:])
			continue
		}
		out.WriteString(md[d.Body:d.TitleAt] + d.Title + md[d.TitleAt:])
	}
	got, want := essence(out.String()), essence(src)
	for _, f := range res.Found {
		if f.Code == diag.ImportCells || f.Code == diag.ImportFootnote { // put together again, moved to its mark
			got, want = letters(got), letters(want)
			break
		}
	}
	if got != want {
		at := 0
		for at < len(got) && at < len(want) && got[at] == want[at] {
			at++
		}
		t.Errorf("words differ at %d of %d: got %.90q, want %.90q", at, len(want), got[at:], want[at:])
	}
}

// placed is the words of a source, its notes behind the paragraphs that mark them.
func placed(source *blocks.Source) string {
	var out strings.Builder
	var write func(b *blocks.Block)
	write = func(b *blocks.Block) {
		var notes []blocks.Run
		for _, run := range b.Runs {
			out.WriteString(run.Text)
			if run.Note > 0 {
				notes = append(notes, run)
			}
			if run.Link != "" && allowedLink(run.Link) {
				out.WriteString(run.Link)
			}
		}
		for _, row := range b.Rows {
			for _, c := range row.Cells {
				for i := range c.Paragraphs {
					out.WriteString(c.Paragraphs[i].Label)
					write(&c.Paragraphs[i])
				}
			}
		}
		for _, mark := range notes {
			out.WriteString(mark.Text)
			note := source.Notes[mark.Note-1]
			for i := range note.Blocks {
				write(&note.Blocks[i])
			}
		}
		out.WriteByte('\n')
	}
	for i := range source.Blocks {
		out.WriteString(source.Blocks[i].Label)
		write(&source.Blocks[i])
	}
	return out.String()
}

// withoutLeft joins the lines of a source but what findings say was left out.
func withoutLeft(source *blocks.Source, res Result) string {
	gone, marks := map[int][]string{}, map[int]string{}
	for _, f := range res.Found {
		switch key := left[f.Key()]; {
		case key == "mark":
			marks[f.Pos.Line] = f.Args[key].(string)
		case key != "":
			gone[f.Pos.Line] = append(gone[f.Pos.Line], f.Args[key].(string))
		}
	}
	var out strings.Builder
	skip := ""
	for i := range source.Blocks {
		b := &source.Blocks[i]
		text := tidy(b.Text())
		for k, lost := range gone[b.Place.Line] {
			if skip == "" && strings.HasPrefix(lost+" ", text+" ") {
				gone[b.Place.Line] = slices.Delete(gone[b.Place.Line], k, k+1)
				skip = lost
				break
			}
		}
		text = strings.TrimPrefix(text, marks[b.Place.Line])
		if skip != "" {
			skip = strings.TrimSpace(strings.TrimPrefix(skip, text))
			continue
		}
		out.WriteString(text + "\n")
	}
	return out.String()
}

// unit is a part of a text as the recognizer means it and as Markdown reads it.
type unit struct{ kind, label, text string }

// parsesBack: what is written reads as exactly the structure that was recognized.
func parsesBack(t *testing.T, name string, source *blocks.Source) {
	t.Helper()
	own := words(Language(languagetest.Set(), textOf(source)))
	f, paras := recognize(name, source, own, languagetest.Set())
	for n, part := range f.signs.divide(f.signs.splitTitled(paras)) {
		d := drafter{f}.draft(part, n)
		var want []unit
		for _, p := range d.paras {
			want = append(want, meant(p)...)
		}
		units, found := markdown.Parse(markdown.Input{Source: d.Markdown, Body: d.Body, Title: d.Title, Language: own})
		for _, f := range found {
			if f.Code != diag.AnchorRepeated {
				t.Errorf("draft %d: %s %s %v", n, f.Pos, f.Key(), f.Args)
			}
		}
		var got []unit
		for _, u := range units[1:] {
			if u.Kind == legal.Quote && len(source.Notes) > 0 { // of the writer, behind the paragraph with its mark
				continue
			}
			got = append(got, unit{fmt.Sprint(u.Kind, u.Level), u.Label.Text, u.Plain()})
		}
		for i := range max(len(got), len(want)) {
			if i >= len(got) || i >= len(want) || got[i] != want[i] {
				t.Errorf("draft %d, unit %d: reads %q, was meant as %q\n%s", n, i, slices.Concat(got[min(i, len(got)):min(i+1, len(got))]), want[min(i, len(want)):min(i+1, len(want))], d.Markdown)
				break
			}
		}
	}
}

func meant(p *para) []unit {
	kind := legal.Paragraph
	switch {
	case p.kind == table:
		var rows []unit
		for _, row := range p.rows {
			cells := make([]string, len(row.Cells))
			for i := range row.Cells {
				cells[i] = legal.FoldSpace(row.Cells[i].Text())
			}
			rows = append(rows, unit{fmt.Sprint(legal.Row, 0), "", strings.Join(cells, " | ")})
		}
		return rows
	case p.kind == item:
		kind = legal.Item
	case p.kind == note || p.first.Quote:
		kind = legal.Quote
	case p.level > 0:
		kind = legal.Heading
	case p.label.Form != legal.NoLabel:
		kind = legal.Clause
	}
	return []unit{{fmt.Sprint(kind, p.level), p.label.Text, legal.FoldSpace(legal.NFC(p.text))}}
}

func lang(path string) legal.Lang { return legal.Lang(strings.Split(filepath.Base(path), ".")[1]) }
