//go:build corpora

package word

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
)

// TestCorpora: the document of every two successive versions below the folder
// that KELISIM_CORPORA names proves itself.
func TestCorpora(t *testing.T) {
	root := os.Getenv("KELISIM_CORPORA")
	files, err := filepath.Glob(filepath.Join(root, "*", "*", "[0-9][0-9][0-9].md"))
	if err != nil || root == "" || len(files) < 2 {
		t.Fatalf("KELISIM_CORPORA (%s) names no folder with versions (%v)", root, err)
	}
	var before []legal.Unit
	pairs, size := 0, 0
	for i, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		body := strings.TrimPrefix(strings.ReplaceAll(string(data), "\r\n", "\n"), "\ufeff")
		if !utf8.ValidString(body) {
			body = strings.ToValidUTF8(body, "\ufffd")
		}
		if rest, ok := strings.CutPrefix(body, "---\n"); ok {
			if _, text, ok := strings.Cut(rest, "\n---\n"); ok {
				body = text
			}
		}
		units := parse(t, body, "Title")
		if i > 0 && filepath.Dir(files[i-1]) == filepath.Dir(name) {
			r := redline.Compare(nil, before, units)
			file, err := Pack(Redline(r, before, units, Options{Mark: docx.Mark{Author: "a", Date: time.Unix(0, 0)}, Moves: pairs%2 == 0}), before, units, docx.Settings{})
			if err != nil {
				t.Errorf("%s: %.700s", name, err)
			}
			pairs, size = pairs+1, max(size, len(file))
		}
		before = units
	}
	t.Logf("%d pairs, the largest file has %d bytes", pairs, size)
}
