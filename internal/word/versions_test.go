//go:build corpora || office

package word

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/legal"
)

// version is a text of the corpora.
type version struct {
	name  string
	units []legal.Unit
}

// versions are the texts below a folder of SOURCE/DOCUMENT/NNN.md, in order.
func versions(t *testing.T, root string) (out []version) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, "*", "*", "[0-9][0-9][0-9].md"))
	if err != nil || root == "" || len(files) < 2 {
		t.Fatalf("KELISIM_CORPORA (%s) names no folder with versions (%v)", root, err)
	}
	for _, name := range files {
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
		out = append(out, version{name, parse(t, body, "Title")})
	}
	return out
}
