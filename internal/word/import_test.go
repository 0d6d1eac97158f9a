//go:build corpora

package word

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/importer"
	"github.com/kelisim/kelisim/internal/lab/corpora"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
)

// TestCorporaImport: the clean text of every text of the corpora in which the
// profile finds no error is imported as the same units.
func TestCorporaImport(t *testing.T) {
	good, same := 0, 0
	for _, name := range corpora.Versions(t) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		body := strings.TrimPrefix(strings.ReplaceAll(string(data), "\r\n", "\n"), "\ufeff")
		if rest, ok := strings.CutPrefix(body, "---\n"); ok {
			if _, text, ok := strings.Cut(rest, "\n---\n"); ok {
				body = text
			}
		}
		title := "Title"
		if rest, ok := strings.CutPrefix(strings.TrimLeft(body, "\n"), "# "); ok { // the title of a text without front matter
			title, body, _ = strings.Cut(rest, "\n")
		}
		if !utf8.ValidString(body) {
			continue
		}
		lang := languagetest.Of("ru")
		units, found := markdown.Parse(markdown.Input{Path: "t.md", Source: []byte(body), Title: strings.TrimSpace(title), Language: lang})
		if found.HasErrors() || len(units) < 2 {
			continue
		}
		good++
		file, err := Pack(Text(units), units, units, docx.Settings{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		res := importer.Import("a.docx", file, importer.Options{Language: "ru", Languages: language.SetOf(lang)})
		var got []string
		for _, d := range res.Drafts {
			back, _ := markdown.Parse(markdown.Input{Path: "t.md", Source: d.Markdown, Body: d.Body, Title: d.Title, Language: lang})
			got = append(got, form(back)...)
		}
		want := form(units)
		i := 0
		for i < len(got) && i < len(want) && got[i] == want[i] {
			i++
		}
		if i == len(got) && i == len(want) {
			same++
			continue
		}
		t.Errorf("%s: %d drafts, unit %d: %.160q want %.160q", strings.TrimPrefix(name, corpora.Dir(t)), len(res.Drafts), i, at(got, i), at(want, i))
	}
	if good == 0 {
		t.Error("no text without errors")
	}
	t.Logf("%d of %d", same, good)
}

func form(units []legal.Unit) (out []string) {
	for i := range units {
		u := &units[i]
		// A number that was escaped is a number to Word, and to import.
		kind := u.Kind
		if kind == legal.Clause {
			kind = legal.Paragraph
		}
		out = append(out, fmt.Sprintf("%s %d %d %d %s", kind, u.Level, u.List, u.Quote, strings.TrimSpace(u.Label.Text+" "+u.Plain())))
	}
	return out
}
