package check

import (
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
	"github.com/kelisim/kelisim/internal/source"
)

var judged = flag.Bool("judged", false, "write down all uses of terms as right, having read those that -v shows")

// The uses of terms that a person has read and found right, each by the hash of its
// term and the words around it. A use that is not among them is wrong, or new: read it.
const rightUses = "testdata/terms.txt"

// judgeTerms counts the uses of terms in texts, each with the words around it once,
// and reports what share of them was found right.
func judgeTerms(t *testing.T, root string, lang func(path string) string) (uses int, precision float64) {
	t.Helper()
	right := map[string]bool{}
	data, err := os.ReadFile(rightUses)
	if err != nil && !*judged {
		t.Fatal(err)
	}
	for _, h := range strings.Fields(string(data)) {
		right[h] = true
	}
	seen, good := map[string]bool{}, 0
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".md" || d.Name() == "README.md" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		l := languagetest.Of(lang(path))
		text, _ := source.ParseText(path, legal.Lang(l.Code), data, false)
		text.Units, _ = markdown.Parse(markdown.Input{Path: path, Source: text.Source, Body: text.Body, Title: text.Title, Language: l})
		for _, term := range Glossary(l, text) {
			for _, u := range term.Uses {
				runs := text.Units[u.Unit].Runs
				if text.Units[u.Unit].Kind == legal.Row {
					runs = text.Units[u.Unit].Cells[u.Cell]
				}
				s := runs[u.Run].Text
				before, after := s[max(0, u.From-80):u.From], s[u.To:min(len(s), u.To+60)]
				sum := sha256.Sum256([]byte(term.Word + "|" + before + "|" + s[u.From:u.To] + "|" + after))
				h := hex.EncodeToString(sum[:5])
				if seen[h] {
					continue
				}
				seen[h] = true
				if right[h] {
					good++
				} else {
					t.Logf("%s, %q: %s[%s]%s", path, term.Word, strings.ToValidUTF8(before, ""), s[u.From:u.To], strings.ToValidUTF8(after, ""))
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if *judged {
		maps.Copy(right, seen)
		if err := os.WriteFile(rightUses, []byte(strings.Join(slices.Sorted(maps.Keys(right)), "\n")+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		good = len(seen)
	}
	return len(seen), float64(good) / float64(len(seen))
}

// What is marked as a defined term in the sample is one.
func TestSampleTerms(t *testing.T) {
	uses, precision := judgeTerms(t, "../../content", func(path string) string { return strings.TrimSuffix(filepath.Base(path), ".md") })
	t.Logf("%d uses, %.4f right", uses, precision)
	if uses < 200 || precision < .99 {
		t.Errorf("%d uses of terms, %.4f of them right", uses, precision)
	}
}
