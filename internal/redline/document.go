package redline

import (
	"bytes"
	"encoding/json"

	"github.com/kelisim/kelisim/internal/legal"
)

// Schema names the form of a Document as JSON.
const Schema = "kelisim.redline/1"

// Side names one of the two texts. Empty fields are left out.
type Side struct {
	Document string     `json:"document,omitempty"`
	Edition  string     `json:"edition,omitempty"`
	Language legal.Lang `json:"language,omitempty"`
	Path     string     `json:"path,omitempty"`
	SHA256   string     `json:"sha256,omitempty"`
}

// Document is a redline as data, of the schema kelisim.redline/1.
type Document struct {
	Schema       string        `json:"schema"`
	Old          Side          `json:"old"`
	New          Side          `json:"new"`
	Summary      Summary       `json:"summary"`
	Replacements []Replacement `json:"replacements"`
	Clauses      []Record      `json:"clauses"`
}

// Document puts the names of both texts before the redline.
func (r *Redline) Document(old, new Side) Document {
	return Document{Schema, old, new, r.Summary, r.Replacements, r.Records}
}

// JSON writes the document on one line, with a line end, and with < > & as they
// are. The same document gives the same bytes.
func (d Document) JSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(d)
	return b.Bytes(), err
}
