//go:build corpora

package redline

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/lab/corpora"
	"github.com/kelisim/kelisim/internal/legal"
)

// TestLawsOnCorpora checks the laws on real versions: the paragraphs of the
// successive files of every folder below $KELISIM_CORPORA, if that is set.
func TestLawsOnCorpora(t *testing.T) {
	files := corpora.Versions(t)
	units := func(name string) []legal.Unit {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return parse(strings.ReplaceAll(string(data), "\n\n", "\n"))
	}
	for i := 1; i < len(files); i++ {
		if filepath.Dir(files[i]) == filepath.Dir(files[i-1]) {
			compare(t, units(files[i-1]), units(files[i]))
		}
	}
}
