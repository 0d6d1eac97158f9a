//go:build corpora

package docx

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/lab/corpora"
)

// TestCorporaTriples: accepting and rejecting the changes of NAME.docx gives
// what Word made of it in NAME-Accepted.docx and NAME-Rejected.docx, in the
// folder docx/accept-reject of KELISIM_CORPORA.
func TestCorporaTriples(t *testing.T) {
	files := corpora.Files(t, "docx", "accept-reject", "*-Accepted.docx")
	read := func(name string) *Document {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		d, found := Read(name, data)
		if d == nil {
			t.Fatal(found)
		}
		return d
	}
	// Faces are left out: rejecting a change of the paragraph's style does not
	// give back those that the old style had.
	words := func(d *Document) string {
		for _, p := range Paragraphs(d.Blocks) {
			for i := range p.Runs {
				p.Runs[i].Face = 0
			}
		}
		return text(d)
	}
	for _, f := range files {
		base := strings.TrimSuffix(f, "-Accepted.docx")
		d := read(base + ".docx")
		if got, want := words(d.Accept()), words(read(f).Accept()); got != want {
			t.Errorf("%s accepted:\n%swant\n%s", filepath.Base(base), got, want)
		}
		if got, want := words(d.Reject()), words(read(base+"-Rejected.docx").Accept()); got != want {
			t.Errorf("%s rejected:\n%swant\n%s", filepath.Base(base), got, want)
		}
	}
}
