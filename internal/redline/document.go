package redline

import (
	"bytes"
	"encoding/json"

	"github.com/kelisim/kelisim/internal/legal"
)

// schema names the form of a Document as JSON.
const schema = "kelisim.redline/1"

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

// Short is the document in its short form: the units of unchanged records keep their
// index, kind, number and anchor, and the records have no segments. All else is the
// same. The document itself is not changed.
func (d Document) Short() ShortDocument {
	s := ShortDocument{Document: d, Clauses: make([]ShortRecord, len(d.Clauses))}
	for i := range d.Clauses {
		r := &d.Clauses[i]
		s.Clauses[i] = ShortRecord{Change: r.Change, Moved: r.Moved, Carried: r.Carried, Renumbered: r.Renumbered, Formatting: r.Formatting, Typography: r.Typography,
			Old: short(r.Old, r.Change), New: short(r.New, r.Change), Segments: r.Segments}
		if r.Change == Unchanged {
			s.Clauses[i].Segments = nil
		}
	}
	return s
}

func short(units []Unit, change Change) []ShortUnit {
	out := make([]ShortUnit, len(units))
	for i, u := range units {
		out[i] = ShortUnit{Index: u.Index, Kind: u.Kind, Number: u.Number, Anchor: u.Anchor}
		if change != Unchanged {
			out[i].Line, out[i].Text = u.Line, &u.Text
		}
	}
	return out
}

// ShortDocument is the short form of a Document as JSON.
type ShortDocument struct {
	Document
	Clauses []ShortRecord `json:"clauses"`
}

// ShortRecord is a Record of the short form.
type ShortRecord struct {
	Change     Change      `json:"change"`
	Moved      bool        `json:"moved"`
	Carried    bool        `json:"carried,omitempty"`
	Renumbered bool        `json:"renumbered"`
	Formatting bool        `json:"formatting"`
	Typography bool        `json:"typography"`
	Old        []ShortUnit `json:"old"`
	New        []ShortUnit `json:"new"`
	Segments   []Segment   `json:"segments,omitempty"` // absent of an unchanged record
}

// ShortUnit is a Unit of the short form.
type ShortUnit struct {
	Index  int            `json:"index"`
	Kind   legal.UnitKind `json:"kind"`
	Number string         `json:"number,omitempty"`
	Anchor string         `json:"anchor,omitempty"`
	Line   int            `json:"line,omitempty"`
	Text   *string        `json:"text,omitempty"` // absent in an unchanged record
}

// JSON writes the short form as [Document.JSON] writes the full one.
func (d ShortDocument) JSON() ([]byte, error) { return line(d) }

// Document puts the names of both texts before the redline.
func (r *Redline) Document(old, new Side) Document {
	return Document{schema, old, new, r.Summary, r.Replacements, r.Records}
}

// JSON writes the document on one line, with a line end, and with < > & as they
// are. The same document gives the same bytes.
func (d Document) JSON() ([]byte, error) { return line(d) }

func line(d any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(d)
	return b.Bytes(), err
}
