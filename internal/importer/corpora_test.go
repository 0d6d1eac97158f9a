//go:build corpora

package importer

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/lab/corpora"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/markdown"
)

// TestCorporaWord: every letter and figure of the Word files in the folder docx
// of KELISIM_CORPORA, those of automatic numbers too, stands in a draft.
func TestCorporaWord(t *testing.T) {
	files := corpora.Files(t, "docx", "*", "*.docx")
	count := func(into map[rune]int, s string) {
		for _, r := range essence(s) {
			into[r]++
		}
	}
	imported := 0
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		res := Import(name, data, Options{Language: "ru", Languages: languagetest.Set(), Site: site})
		if len(res.Drafts) == 0 {
			if found := res.List(); !slices.ContainsFunc(found, func(f diag.Finding) bool { return f.Code == diag.ImportEmpty }) {
				t.Errorf("%s: no drafts, but %v", name, found)
			}
			continue
		}
		imported++
		source, _ := readWord(name, data, "", &diag.List{})
		want, got := map[rune]int{}, map[rune]int{}
		count(want, textOf(&source))
		for i := range source.Blocks {
			for _, run := range source.Blocks[i].Runs {
				if run.Note > 0 { // its mark stands before the note, too
					count(want, run.Text)
				}
			}
		}
		for _, f := range res.Found {
			if key := left[f.Key()]; key != "" && f.Code != diag.ImportContents {
				lost := map[rune]int{}
				count(lost, f.Args[key].(string))
				for r, n := range lost {
					want[r] -= n
				}
			}
		}
		for _, d := range res.Drafts {
			units, _ := markdown.Parse(markdown.Input{Source: d.Markdown, Body: d.Body, Title: d.Title, Language: words("ru")})
			for _, u := range units {
				count(got, u.Label.Text+" "+u.Plain())
			}
		}
		if !maps.Equal(got, want) {
			for r, n := range want {
				if got[r] != n {
					t.Errorf("%s: %q stands %d times, in the file %d times", filepath.Base(name), r, got[r], n)
				}
			}
		}
	}
	t.Logf("%d of %d files were imported", imported, len(files))
}
