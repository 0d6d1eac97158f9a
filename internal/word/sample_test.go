package word

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/importer"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
	"github.com/kelisim/kelisim/internal/source"
)

// edition is a text of this repository's content.
type edition struct {
	name, key string // key: its document and language
	lang      legal.Lang
	text      *legal.Text
	units     []legal.Unit
}

// editions are the texts of this repository's content, of each document and
// language in order.
func editions(t *testing.T) (out []edition) {
	t.Helper()
	files, err := filepath.Glob("../../content/*/*/*.md")
	if err != nil || len(files) < 10 {
		t.Fatalf("%d texts (%v)", len(files), err)
	}
	slices.Sort(files)
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lang := legal.Lang(strings.TrimSuffix(filepath.Base(name), ".md"))
		text, _ := source.ParseText(name, lang, data, false)
		units, _ := markdown.Parse(markdown.Input{Path: name, Source: text.Source, Body: text.Body, Title: text.Title, Language: languagetest.Of(string(lang))})
		document := filepath.Base(filepath.Dir(filepath.Dir(name)))
		out = append(out, edition{name, document + "/" + string(lang), lang, text, units})
	}
	return out
}

// TestSample: the Word document of every edition of this repository proves
// itself, is small, and importing it gives the draft that it was made of.
func TestSample(t *testing.T) {
	before := map[string][]legal.Unit{}
	for _, e := range editions(t) {
		clean, err := Pack(Text(e.units), e.units, e.units, docx.Settings{Title: e.text.Title})
		if err != nil {
			t.Fatalf("%s: %v", e.name, err)
		}
		res := importer.Import("a.docx", clean, importer.Options{Language: e.lang, Languages: languagetest.Set()})
		if len(res.Drafts) != 1 {
			t.Errorf("%s: %d drafts, %v", e.name, len(res.Drafts), res.List())
			continue
		}
		d := res.Drafts[0]
		if got, want := strings.TrimSpace(string(d.Markdown[d.Body:])), strings.TrimSpace(string(e.text.Source[e.text.Body:])); got != want || d.Title != e.text.Title {
			t.Errorf("%s: imported %q as\n%s\nwant\n%s", e.name, d.Title, got, want)
		}
		if old := before[e.key]; old != nil {
			data, err := docx.Write(proved(t, old, e.units, Options{Mark: docx.Mark{Author: "А"}}), docx.Settings{})
			if err != nil || len(data) > 60<<10 {
				t.Errorf("%s: %d bytes (%v)", e.name, len(data), err)
			}
		}
		before[e.key] = e.units
	}
}
