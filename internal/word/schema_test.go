//go:build office

package word

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/source"
)

// TestSchema: the validator of Microsoft's Open XML SDK finds no fault in the
// documents of every pair of this package's tests, and in any form of the files of the
// editions of this repository's content.
func TestSchema(t *testing.T) {
	validator := "../e2e/unpacked/office/node_modules/.bin/ooxml-validator"
	if _, err := os.Stat(validator); err != nil {
		t.Fatalf("internal/e2e/setup.sh office installs the validator: %v", err)
	}
	catalog, err := i18n.Load(i18n.Files())
	if err != nil {
		t.Fatal(err)
	}
	dir, n := t.TempDir(), 0
	check := func(name, lang string, old, new *legal.Text, forms ...legal.Download) {
		p, err := catalog.Printer(lang)
		if err != nil {
			t.Fatal(err)
		}
		l := languagetest.Of(lang)
		pair := Pair{Old: Edition{Text: old, ID: "1"}, New: Edition{Text: new, ID: "2"}, Language: l, Author: "А",
			Redline: redline.Compare(l, old.Units, new.Units)}
		for _, form := range forms {
			data, err := File(p, form, pair, Options{Mark: docx.Mark{Author: "А", Date: time.Unix(0, 0)}, Moves: true})
			if err != nil {
				t.Fatalf("%s, %s: %v", name, form, err)
			}
			n++
			file := filepath.Join(dir, strconv.Itoa(n)+".docx")
			if err := os.WriteFile(file, data, 0o644); err != nil {
				t.Fatal(err)
			}
			out, err := exec.Command(validator, file).Output()
			var said struct {
				OK     bool              `json:"ok"`
				Errors []json.RawMessage `json:"errors"`
			}
			if e := json.Unmarshal(out, &said); e != nil || !said.OK || err != nil {
				t.Errorf("%s, %s: %v %s", name, form, err, said.Errors)
			}
		}
	}
	for _, p := range pairs {
		check(p.name, "ru", loose(t, p.old), loose(t, p.new), legal.DownloadChanges)
	}
	forms := slices.DeleteFunc(slices.Clone(legal.Downloads), func(d legal.Download) bool { return d == legal.DownloadPDF }) // Word's
	before := map[string]*legal.Text{}
	for _, e := range editions(t) {
		e.text.Units = e.units
		if old := before[e.key]; old != nil {
			check(e.name, string(e.lang), old, e.text, forms...)
		}
		before[e.key] = e.text
	}
	t.Logf("%d files", n)
}

// loose is a text with front matter, as editions have it.
func loose(t *testing.T, body string) *legal.Text {
	t.Helper()
	text, _ := source.ParseText("t.md", "ru", []byte("---\ntitle: Соглашение\n---\n\n"+body), false)
	text.Units, _ = markdown.Parse(markdown.Input{Path: "t.md", Source: text.Source, Body: text.Body, Title: text.Title, Language: languagetest.Of("ru")})
	return text
}
