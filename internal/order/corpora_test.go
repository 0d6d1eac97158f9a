//go:build corpora

package order_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"github.com/kelisim/kelisim/internal/lab/corpora"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/order"
)

// TestCorpora: the orders between successive versions of real texts give the later
// ones, said in either language. The texts lie below the folder that the variable
// KELISIM_CORPORA names; make corpora sets it.
func TestCorpora(t *testing.T) {
	root := corpora.Dir(t)
	name := regexp.MustCompile(`^[0-9]{3}\.md$`)
	versions := map[string][]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err == nil && name.MatchString(d.Name()) {
			versions[filepath.Dir(path)] = append(versions[filepath.Dir(path)], path)
		}
		return err
	})
	if err != nil || len(versions) == 0 {
		t.Fatalf("no versions below %s: %v", root, err)
	}
	pairs, orders, whole, said, all := 0, 0, 0, 0, 0
	for _, files := range versions {
		slices.Sort(files)
		for k := 1; k < len(files); k++ {
			for _, lang := range []string{"ru", "kk"} {
				old, new := readFile(t, lang, files[k-1]), readFile(t, lang, files[k])
				pairs++
				o, text := made(t, lang, old, new)
				if len(o.Instructions) == 0 {
					continue
				}
				orders++
				said, all = said+len(text), all+len(new.Source)
				if o.Instructions[len(o.Instructions)-1].Verb == order.RestateText {
					whole++
					t.Logf("restated as a whole: %s, %s", files[k], lang)
				}
			}
		}
	}
	t.Logf("%d pairs, %d orders, %d of them restate the text; %d bytes instead of %d", pairs, orders, whole, said, all)
}

func readFile(t testing.TB, lang, name string) *legal.Text {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return read(lang, string(data))
}
