//go:build corpora

package word

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/lab/corpora"
	"github.com/kelisim/kelisim/internal/redline"
)

// TestCorpora: the document of every two successive versions below the folder
// that KELISIM_CORPORA names proves itself.
func TestCorpora(t *testing.T) {
	before := version{}
	pairs, size := 0, 0
	for _, v := range versions(t, corpora.Dir(t)) {
		if filepath.Dir(before.name) == filepath.Dir(v.name) {
			r := redline.Compare(nil, before.units, v.units)
			file, err := Pack(Redline(r, before.units, v.units, Options{Mark: docx.Mark{Author: "a", Date: time.Unix(0, 0)}, Moves: pairs%2 == 0}), before.units, v.units, docx.Settings{})
			if err != nil {
				t.Errorf("%s: %.700s", v.name, err)
			}
			pairs, size = pairs+1, max(size, len(file))
		}
		before = v
	}
	t.Logf("%d pairs, the largest file has %d bytes", pairs, size)
}
