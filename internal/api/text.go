package api

import (
	"time"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
)

// TextData is texts/DOCUMENT/EDITION/LANGUAGE.json.
type TextData struct {
	Schema       string        `json:"schema"`
	Document     string        `json:"document"`
	Edition      string        `json:"edition"`
	Seq          int           `json:"seq"`
	Language     legal.Lang    `json:"language"`
	Title        string        `json:"title"`
	Changes      string        `json:"changes,omitempty"`
	Published    time.Time     `json:"published"`
	SourceSHA256 string        `json:"source_sha256"`
	PlainSHA256  string        `json:"plain_sha256"`
	PlainFormat  string        `json:"plain_format"`
	Clauses      []*ClauseData `json:"clauses"`

	// Units are what the clauses name by Index; Hrefs has the addresses of their
	// links, which are absolute, without base_url from the site's root.
	Units []legal.Unit           `json:"-"`
	Hrefs map[*legal.Link]string `json:"-"`
}

// ClauseData is a unit of a text with those that belong to it.
type ClauseData struct {
	Index    int            `json:"index"` // in the text, the title being 0: as in a redline
	Kind     legal.UnitKind `json:"kind"`
	Label    string         `json:"label,omitempty"`  // the number as printed: "2.1."
	Number   string         `json:"number,omitempty"` // as cited: "2.1"
	Anchor   string         `json:"anchor"`
	Level    int            `json:"level,omitempty"`    // of a heading, from 1
	Table    int            `json:"table,omitempty"`    // of a row: its table, from 1
	Head     bool           `json:"head,omitempty"`     // a table's first row
	Verbatim bool           `json:"verbatim,omitempty"` // html and text are its source
	Text     string         `json:"text"`
	// HTML is what stands inside the element, without the number; package render
	// sets it if it is not the text with < > & " escaped.
	HTML    string        `json:"html,omitempty"`
	Since   string        `json:"since"`             // the edition from which the text is so
	History []TurnData    `json:"history,omitempty"` // oldest first; absent if nothing touched the clause after edition Since, which added it
	Clauses []*ClauseData `json:"clauses,omitempty"`
}

// TurnData is an edition that touched a clause.
type TurnData struct {
	Edition    string         `json:"edition"`
	Change     redline.Change `json:"change"` // added in the first one
	Moved      bool           `json:"moved,omitempty"`
	Renumbered bool           `json:"renumbered,omitempty"`
	Formatting bool           `json:"formatting,omitempty"`
	Number     string         `json:"number,omitempty"` // in that edition
	Anchor     string         `json:"anchor"`           // in that edition
}

// RedlineData is redlines/DOCUMENT/EDITION/LANGUAGE.json.
type RedlineData struct {
	redline.ShortDocument
}

// SinceData is since/DOCUMENT/EDITION/LANGUAGE.json and coming/…: a redline with what
// is between its two editions.
type SinceData struct {
	Schema  string                `json:"schema"`
	Between []StepData            `json:"between"` // every edition after the old one up to the new one, in order of effect
	Redline redline.ShortDocument `json:"redline"`
}

// StepData is an edition on the way.
type StepData struct {
	Edition  string    `json:"edition"`
	Seq      int       `json:"seq"`
	From     time.Time `json:"from"`
	Material bool      `json:"material"`
	Changes  string    `json:"changes,omitempty"` // the author's summary, in the language
}
