//go:build corpora

package markdown

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/lab/corpora"
)

// TestCorpora runs the laws over all Markdown below the folder that
// KELISIM_CORPORA names.
func TestCorpora(t *testing.T) {
	root := corpora.Dir(t)
	texts, parts, codes, clean := 0, 0, map[string]int{}, 0
	var bodies []string // for the second implementation of the plain form
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".md" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil || !utf8.Valid(data) {
			return err
		}
		in := source(strings.TrimPrefix(strings.ReplaceAll(string(data), "\r\n", "\n"), "\ufeff"))
		if rest, ok := strings.CutPrefix(string(in.Source), "---\n"); ok {
			if i := strings.Index(rest, "\n---\n"); i >= 0 {
				in.Body = 4 + i + 5
			}
		}
		in.Path = path
		if err := laws(in); err != nil {
			t.Errorf("%s: %v", path, err)
		}
		units, found := Parse(in)
		texts, parts = texts+1, parts+len(units)
		bodies = append(bodies, string(in.Source[in.Body:]))
		if len(found) == 0 {
			clean++
		}
		for _, f := range found {
			codes[f.Key()]++
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if texts == 0 {
		t.Fatalf("no texts in %s", root)
	}
	plainAgain(t, bodies, true)
	var lines []string
	for code, n := range codes {
		lines = append(lines, fmt.Sprintf("%6d %s", n, code))
	}
	sort.Sort(sort.Reverse(sort.StringSlice(lines)))
	t.Logf("%d texts (%d without findings), %d units\n%s", texts, clean, parts, strings.Join(lines, "\n"))
}
