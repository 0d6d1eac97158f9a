// Package legal holds the model: a Document has Editions, an Edition has one
// Text per language, a Text is a sequence of Units that form a tree of clauses.
//
// The values are plain data. Reading them from files, judging them and showing
// them is the work of other packages.
package legal

import (
	"time"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/diag"
)

// Lang is a language tag such as "kk" or "ru" (BCP 47, lower case).
type Lang string

// Kind is the kind of a document.
type Kind string

// The kinds of documents.
const (
	Agreement Kind = "agreement"
	Consent   Kind = "consent"
	Policy    Kind = "policy"
	Rules     Kind = "rules"
)

// Kinds lists them all, in the order of the format's description.
var Kinds = []Kind{Agreement, Consent, Policy, Rules}

// Document is one work: a folder of content.
type Document struct {
	ID           string
	Kind         Kind
	Order        int      // place in lists, then by title
	AnnexOf      string   // id of the document it is annexed to; may be empty
	Incorporates []string // ids of documents that apply together with it
	Languages    []Lang   // in the site's order
	Prevails     Lang     // the wording that prevails; empty when they are equal
	// Summary says in plain words what the document is about, in each of its languages;
	// nil: nothing. It is no part of any edition and not recorded.
	Summary   map[Lang]string
	Assent           // what is asked of those to whom it is shown
	File      string // content/ID/document.yaml
	Positions map[string]diag.Pos
	Editions  []*Edition
}

// Edition is a document's state from an effective instant on.
type Edition struct {
	ID        string
	Effective time.Time // zero: from the moment of publication
	Approved  *Approval // nil: not said
	Material  *bool     // nil: not said
	Purposes  []string  // the purposes for which alone Material is so; nil: for all
	Misread   bool      // edition.yaml may say of Material what could not be read
	Published time.Time // claimed instant of publication; zero: none claimed
	Dir       string    // content/DOCUMENT/EDITION
	Source    string    // SHA-256 of the bytes of edition.yaml that this was read from
	Positions map[string]diag.Pos
	Texts     []*Text // in the site's order of languages
	Files     []File  // edition.yaml and what lies beside the texts, by name
}

// Pos is the place of a key of document.yaml, else of the file.
func (d *Document) Pos(key string) diag.Pos {
	if p, ok := d.Positions[key]; ok {
		return p
	}
	return diag.Pos{File: d.File}
}

// Pos is the place of a key of edition.yaml, else of the file.
func (e *Edition) Pos(key string) diag.Pos {
	if p, ok := e.Positions[key]; ok {
		return p
	}
	return diag.Pos{File: e.Dir + "/edition.yaml"}
}

// Text returns the edition's text in a language, or nil.
func (e *Edition) Text(l Lang) *Text {
	for _, t := range e.Texts {
		if t.Lang == l {
			return t
		}
	}
	return nil
}

// Approval is the act that approved an edition.
type Approval struct {
	Act    string // order, decision, resolution, protocol
	Number string
	Date   civil.Date
	Body   map[Lang]string // who approved, in the nominative; nil: not said
	File   string          // a file of the edition that is the act; may be empty
}

// ApprovalFile is the file of the edition that is the act by which it was approved;
// nil if none is named, or there is no such file that the site shows.
func (e *Edition) ApprovalFile() *File {
	if e.Approved == nil {
		return nil
	}
	for i := range e.Files {
		if f := &e.Files[i]; f.Name == e.Approved.File && f.Shown() {
			return f
		}
	}
	return nil
}

// Acts lists the kinds of acts that can approve an edition.
var Acts = []string{"order", "decision", "resolution", "protocol"}

// Text is one language's wording of an edition.
type Text struct {
	Lang    Lang
	Path    string // content/DOCUMENT/EDITION/kk.md
	Title   string
	Changes string // plain-language summary; may be empty
	// Reasons say why clauses changed, by their number, see [Cited]: "3.1"; nil: none
	// is given.
	Reasons map[string]string
	// Source is the file without BOM and with LF for CRLF: the hashed bytes.
	Source []byte
	Body   int // where the body begins in Source, behind the front matter
	// Units are the text's parts in source order; Units[0] is the title.
	Units []Unit
	// Reading is the version of the rules that Units were read by, see package
	// language; 0: nobody has read them.
	Reading int
	// Recorded is set if the ledger names the text, at whatever instant.
	Recorded bool
	// Positions of the front matter's keys.
	Positions map[string]diag.Pos
	Index     *Index // nil until the text was parsed
}

// Reason is why unit i of units changed: the reason of its number, else of the
// nearest clause around it that has one. units are those of this text, or of the one
// before it, if the clause stands there alone.
func (t *Text) Reason(units []Unit, i int) string {
	for ; i >= 0; i = units[i].Parent {
		if s := t.Reasons[Cited(units, i)]; s != "" {
			return s
		}
	}
	return ""
}

// ChangedError says that a file has other bytes than when the site was read: an
// editor saved it while the command ran. Nothing was written.
type ChangedError struct{ Path string }

func (e ChangedError) Error() string { return e.Path + ": changed while the site was built" }
