// Package api plans the data for programs, the files of /api/v1/. They are the JSON
// of the types named …Data: the order of the fields is the order in the file, and
// package render writes them all in one form. docs/integrator.md explains them, the
// JSON Schemas of package render hold them. They only ever gain members.
//
// They hold facts of the ledger: what is published as of the boundary, never a
// draft, and never a state such as "in force".
package api

import (
	"time"

	"github.com/kelisim/kelisim/internal/legal"
)

// The names of the schemas, by which a file says what it is.
const (
	IndexSchema    = "kelisim.index/1"
	DocumentSchema = "kelisim.document/1"
	TextSchema     = "kelisim.text/1"
	SinceSchema    = "kelisim.since/1"
	SetsSchema     = "kelisim.sets/1"
)

// Address is where a file of the site is.
type Address struct {
	Path string `json:"path"`          // from the site's root, without a slash before it, percent-encoded
	URL  string `json:"url,omitempty"` // absolute; absent without base_url
}

// Known says what a file was made from.
type Known struct {
	AsOf   time.Time `json:"as_of,omitzero"` // the last boundary; absent before the first
	Ledger HeadData  `json:"ledger"`
}

// HeadData is the ledger as far as the file's site knows it.
type HeadData struct {
	Records int    `json:"records"`
	SHA256  string `json:"sha256"` // of the last record's line
}

// IndexData is index.json.
type IndexData struct {
	Schema    string        `json:"schema"`
	Generator GeneratorData `json:"generator"`
	Site      SiteData      `json:"site"`
	Known
	NextChange time.Time       `json:"next_change,omitzero"` // the next effect or end that is known; absent for none
	Element    *EmbedData      `json:"element,omitempty"`    // the script of kelisim-text; absent without base_url
	Documents  []DocumentFacts `json:"documents"`            // in the order of lists
}

// GeneratorData is the program that made the site.
type GeneratorData struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
}

// SiteData is the site.
type SiteData struct {
	ID        string       `json:"id"`
	BaseURL   string       `json:"base_url,omitempty"`
	Languages []legal.Lang `json:"languages"` // the default one first
	Timezone  string       `json:"timezone"`
}

// DocumentData is documents/ID.json.
type DocumentData struct {
	Schema string `json:"schema"`
	Known
	DocumentFacts
	History []LanguageAddress `json:"history"`         // the page with all editions, by language
	Feeds   []LanguageAddress `json:"feeds,omitempty"` // Atom, by language; absent without base_url
}

// LanguageAddress is an address in a language.
type LanguageAddress struct {
	Language legal.Lang `json:"language"`
	Address
}

// DocumentFacts is a document with its editions in order of effect.
type DocumentFacts struct {
	ID       string         `json:"id"`
	Data     Address        `json:"data"`
	Sets     Address        `json:"sets"`
	Editions []EditionFacts `json:"editions"`
}

// EditionFacts is what the ledger says of an edition.
type EditionFacts struct {
	ID            string      `json:"id"`
	Seq           int         `json:"seq"` // from 1 in the document; the order of effect
	Kind          legal.Kind  `json:"kind"`
	AnnexOf       string      `json:"annex_of,omitempty"`
	Incorporates  []string    `json:"incorporates"`
	Prevails      legal.Lang  `json:"prevails,omitempty"` // absent: the texts are equal
	Published     time.Time   `json:"published"`
	Claimed       bool        `json:"claimed"` // published is the publisher's word, not the ledger's clock
	Recorded      time.Time   `json:"recorded"`
	Record        int         `json:"record"`
	From          time.Time   `json:"from"`               // when it takes effect
	Until         time.Time   `json:"until,omitzero"`     // when it ceases to; absent: no end is known
	Repealed      bool        `json:"repealed,omitempty"` // until is the document's end
	Withdrawn     time.Time   `json:"withdrawn,omitzero"` // it was taken back then and never takes effect
	Material      bool        `json:"material"`
	ReacceptSince int         `json:"reaccept_since"` // seq of the first edition whose acceptance suffices for this one
	Texts         []TextFacts `json:"texts"`
	Files         []FileFacts `json:"files"`
}

// TextFacts is what the ledger says of one language of an edition.
type TextFacts struct {
	Language     legal.Lang `json:"language"`
	Title        string     `json:"title"`
	Changes      string     `json:"changes,omitempty"` // the author's summary
	Published    time.Time  `json:"published"`
	Claimed      bool       `json:"claimed"`
	Record       int        `json:"record"`
	SourceSHA256 string     `json:"source_sha256"`
	PlainSHA256  string     `json:"plain_sha256"`
	PlainFormat  string     `json:"plain_format"`
	Page         Address    `json:"page"`
	Source       Address    `json:"source"` // the bytes of source_sha256
	Plain        Address    `json:"plain"`  // the bytes of plain_sha256
	Data         Address    `json:"data"`
	ChangesPage  *Address   `json:"changes_page,omitempty"` // against the edition before; absent for none
	Redline      *Address   `json:"redline,omitempty"`      // the same as data
	Since        *Address   `json:"since,omitempty"`        // what changed from this edition to the one that the document's page shows
	Embed        *EmbedData `json:"embed,omitempty"`        // absent without base_url
}

// EmbedData is the address of what pages of other systems take in.
type EmbedData struct {
	Address
	Integrity string `json:"integrity,omitempty"` // of the bytes, in index.json alone
}

// FileFacts is a file of an edition.
type FileFacts struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Address
}

// SetsData is sets/ID.json: which editions were, are and will be in force
// together.
type SetsData struct {
	Schema string `json:"schema"`
	Known
	Document string    `json:"document"`
	Sets     []SetData `json:"sets"`
}

// SetData is what is in force together in a span.
type SetData struct {
	From    time.Time    `json:"from"`
	Until   time.Time    `json:"until,omitzero"`
	Members []MemberData `json:"members"` // the document itself first
}

// MemberData is one document of a set. One that is named by another but is not
// in force has no edition.
type MemberData struct {
	Document      string       `json:"document"`
	Edition       string       `json:"edition,omitempty"`
	Seq           int          `json:"seq,omitempty"`
	ReacceptSince int          `json:"reaccept_since,omitempty"`
	Texts         []MemberText `json:"texts"`
	Files         []MemberFile `json:"files"`
}

// MemberText is a text of a member. One that was published after the set began
// was not there before that.
type MemberText struct {
	Language     legal.Lang `json:"language"`
	Published    time.Time  `json:"published"`
	SourceSHA256 string     `json:"source_sha256"`
	PlainSHA256  string     `json:"plain_sha256"`
	PlainFormat  string     `json:"plain_format"`
}

// MemberFile is a file of a member.
type MemberFile struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

// VectorsData is vectors.json: the same on every site of one program.
type VectorsData struct{}

// SchemaData is a JSON Schema: the same on every site of one program.
type SchemaData struct{ Name string }

// Schemas are the files of /api/v1/schema/.
var Schemas = []string{"common.json", "document.json", "index.json", "redline.json", "sets.json", "since.json", "text.json", "vectors.json"}
