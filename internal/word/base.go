package word

import (
	"strings"

	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/legal"
)

// Base is the text that a file was made of. It travels with the file, so that what
// comes back can be compared with what was sent.
type Base struct {
	Document, Edition string // empty for a loose text
	Language          legal.Lang
	Source            string // as in legal.Text
}

// baseForm begins what is attached to a file.
const baseForm = "kelisim.text/1"

func (b Base) attached() string {
	return strings.Join([]string{baseForm, b.Document, b.Edition, string(b.Language), b.Source}, "\n")
}

// BaseOf is the base of a file as it was read; ok is false if it has none.
func BaseOf(d *docx.Document) (b Base, ok bool) {
	parts := strings.SplitN(d.Attached, "\n", 5)
	if len(parts) < 5 || parts[0] != baseForm {
		return b, false
	}
	return Base{parts[1], parts[2], legal.Lang(parts[3]), parts[4]}, true
}
