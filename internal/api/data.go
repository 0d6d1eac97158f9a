// Package api plans the data for programs, the files of /api/v1/. They are the JSON
// of the types named …Data: the order of the fields is the order in the file, and
// package render writes them all in one form. docs/integrator.md explains them, the
// JSON Schemas of package render hold them. They only ever gain members.
//
// They hold facts of the ledger: what is published as of the boundary, never a
// draft, and never a state such as "in force". A file changes only when what it says
// changes; heartbeat.json alone holds the instant of the build. Addresses that follow
// from ids are not repeated: index.json has their templates.
package api

import (
	"time"

	"github.com/kelisim/kelisim/internal/legal"
)

// The names of the schemas, by which a file says what it is.
const (
	HeartbeatSchema = "kelisim.heartbeat/1"
	indexSchema     = "kelisim.index/1"
	currentSchema   = "kelisim.current/1"
	documentSchema  = "kelisim.document/1"
	textSchema      = "kelisim.text/1"
	sinceSchema     = "kelisim.since/1"
)

// FileSum is a file and its bytes.
type FileSum struct {
	Path   string `json:"path"` // from the site's root, without a slash before it, percent-encoded
	SHA256 string `json:"sha256"`
}

// ScriptData is the script of the element kelisim-text.
type ScriptData struct {
	Path      string `json:"path"`
	Integrity string `json:"integrity"` // as an integrity attribute has it
}

// Known says as of when the ledger was read.
type Known struct {
	AsOf       time.Time `json:"as_of,omitzero"` // the last boundary; absent before the first
	Ledger     HeadData  `json:"ledger"`
	NextChange time.Time `json:"next_change,omitzero"` // the next effect or end that is known; absent for none
}

// HeadData is the ledger as far as the file's site knows it.
type HeadData struct {
	Records int    `json:"records"`
	SHA256  string `json:"sha256"` // of the last record's line
}

// HeartbeatData is heartbeat.json, the one file that every build may change.
type HeartbeatData struct {
	Schema string    `json:"schema"`
	Built  time.Time `json:"built"` // the instant that the build is of
	Known
	Index   FileSum `json:"index"`
	Current FileSum `json:"current"`
}

// IndexData is index.json, the catalogue.
type IndexData struct {
	Schema    string        `json:"schema"`
	Generator GeneratorData `json:"generator"`
	Site      SiteData      `json:"site"`
	Known
	Current   FileSum        `json:"current"`
	Addresses AddressesData  `json:"addresses"`
	Documents []DocumentLine `json:"documents"` // in the order of lists
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

// DocumentLine is a document in the catalogue.
type DocumentLine struct {
	ID       string                `json:"id"`
	Kind     legal.Kind            `json:"kind"`
	Titles   map[legal.Lang]string `json:"titles"`   // of the edition that answers for the document
	Editions []EditionSpan         `json:"editions"` // in force as of as_of and to come; of a document that ended, the last
	FileSum                        // its documents/ID.json
}

// EditionSpan is when an edition is in force.
type EditionSpan struct {
	ID    string    `json:"id"`
	From  time.Time `json:"from"`
	Until time.Time `json:"until,omitzero"` // absent: no end is known
}

// DocumentData is documents/ID.json.
type DocumentData struct {
	Schema   string         `json:"schema"`
	ID       string         `json:"id"`
	Editions []EditionFacts `json:"editions"` // in order of effect
	Sets     []SetData      `json:"sets"`     // in order of time; those that will never be in force last
}

// EditionFacts is what the ledger says of an edition.
type EditionFacts struct {
	ID           string                   `json:"id"`
	Seq          int                      `json:"seq"` // from 1 in the document; the order of effect
	Kind         legal.Kind               `json:"kind"`
	AnnexOf      string                   `json:"annex_of,omitempty"`
	Incorporates []string                 `json:"incorporates"`
	Prevails     legal.Lang               `json:"prevails,omitempty"` // absent: the texts are equal
	Approved     *ApprovalData            `json:"approved,omitempty"`
	Acceptance   legal.Acceptance         `json:"acceptance"`
	Expires      string                   `json:"expires,omitempty"`
	RenewNotice  string                   `json:"renew_notice,omitempty"`
	Purposes     []PurposeData            `json:"purposes,omitempty"`
	Published    time.Time                `json:"published"`
	Claimed      bool                     `json:"claimed"` // published is the publisher's word, not the ledger's clock
	Recorded     time.Time                `json:"recorded"`
	Record       int                      `json:"record"`
	From         time.Time                `json:"from"`               // when it takes effect
	Until        time.Time                `json:"until,omitzero"`     // when it ceases to; absent: no end is known
	Repealed     bool                     `json:"repealed,omitempty"` // until is the document's end
	Withdrawn    time.Time                `json:"withdrawn,omitzero"` // it was taken back then and never takes effect
	Material     bool                     `json:"material"`
	MaterialFor  []string                 `json:"material_for,omitempty"` // the purposes for which alone it is material
	Suffices     []string                 `json:"suffices"`               // the editions whose acceptance holds for this one
	Texts        map[legal.Lang]TextFacts `json:"texts"`
	Files        []FileFacts              `json:"files"`
}

// ApprovalData is the act that approved an edition.
type ApprovalData struct {
	Act    string `json:"act"`
	Number string `json:"number,omitempty"`
	Date   string `json:"date,omitempty"` // YYYY-MM-DD
	// Body names who approved, by language; File is the name of the edition's file that is the act.
	Body map[legal.Lang]string `json:"body,omitempty"`
	File string                `json:"file,omitempty"`
}

// PurposeData is a purpose of a consent.
type PurposeData struct {
	ID       string                     `json:"id"`
	Clauses  []string                   `json:"clauses"` // anchors
	Optional bool                       `json:"optional,omitempty"`
	Since    string                     `json:"since"`    // the edition from which its words are so, in every language
	Suffices []string                   `json:"suffices"` // the editions in which giving this purpose holds for this one
	Texts    map[legal.Lang]PurposeText `json:"texts"`
}

// PurposeText is the words of a purpose.
type PurposeText struct {
	Text   string `json:"text"` // its clauses with their numbers, one a line
	SHA256 string `json:"sha256"`
}

// TextFacts is what the ledger says of one language of an edition.
type TextFacts struct {
	Title        string    `json:"title"`
	Changes      string    `json:"changes,omitempty"` // the author's summary
	Published    time.Time `json:"published"`
	Claimed      bool      `json:"claimed"`
	Record       int       `json:"record"`
	SourceSHA256 string    `json:"source_sha256"`
	PlainSHA256  string    `json:"plain_sha256"`
	PlainFormat  string    `json:"plain_format"`
	Before       string    `json:"before,omitempty"` // the edition that the redline compares it with; absent for none
	Since        string    `json:"since,omitempty"`  // the edition that its since data compare it with; absent for none
	Coming       string    `json:"coming,omitempty"` // the same of its coming data
}

// FileFacts is a file of an edition.
type FileFacts struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Path   string `json:"path"`
}

// SetData is what is in force together in a span. One without From was announced
// and will never be in force.
type SetData struct {
	ID      string            `json:"id"` // see timeline.SetID
	From    time.Time         `json:"from,omitzero"`
	Until   time.Time         `json:"until,omitzero"`
	Members map[string]string `json:"members"` // the editions by document
}

// CurrentData is current.json: what is in force as of as_of and what is known to
// come, as a form needs it.
type CurrentData struct {
	Schema string   `json:"schema"`
	Site   SiteData `json:"site"`
	Known
	Operator  *OperatorData     `json:"operator,omitempty"`
	Element   *ScriptData       `json:"element,omitempty"` // absent without base_url
	Documents []CurrentDocument `json:"documents"`         // in the order of lists; those that have an edition to show
}

// OperatorData is who publishes, as site.yaml says.
type OperatorData struct {
	Name    map[legal.Lang]string `json:"name,omitempty"`
	BIN     string                `json:"bin,omitempty"`
	Contact map[legal.Lang]string `json:"contact,omitempty"`
}

// CurrentDocument is a document of current.json. Its members have the names and the
// meaning that they have in DocumentData.
type CurrentDocument struct {
	ID       string           `json:"id"`
	Kind     legal.Kind       `json:"kind"`
	Editions []CurrentEdition `json:"editions"`
	Sets     []SetData        `json:"sets"`
}

// CurrentEdition is an edition in force or to come.
type CurrentEdition struct {
	ID          string                     `json:"id"`
	From        time.Time                  `json:"from"`
	Until       time.Time                  `json:"until,omitzero"`
	Published   time.Time                  `json:"published,omitzero"` // absent: not after from
	Acceptance  legal.Acceptance           `json:"acceptance"`
	Expires     string                     `json:"expires,omitempty"`
	RenewNotice string                     `json:"renew_notice,omitempty"`
	Approved    *ApprovalData              `json:"approved,omitempty"`
	Suffices    []string                   `json:"suffices"`
	Purposes    []PurposeData              `json:"purposes,omitempty"`
	Texts       map[legal.Lang]CurrentText `json:"texts"`
}

// CurrentText is a text of current.json.
type CurrentText struct {
	Title        string    `json:"title"`
	Changes      string    `json:"changes,omitempty"`  // of an edition to come alone
	Published    time.Time `json:"published,omitzero"` // absent: with its edition
	SourceSHA256 string    `json:"source_sha256"`
	Integrity    string    `json:"integrity,omitempty"` // of the fragment's bytes; absent without base_url
}

// VectorsData is vectors.json: the same on every site of one program.
type VectorsData struct{}

// StaticData is a file that is the same on every site of one program: a JSON Schema
// or openapi.json. Name is its path below /api/v1/.
type StaticData struct{ Name string }

// Schemas are the files of /api/v1/schema/.
var Schemas = []string{"acceptance.json", "common.json", "current.json", "document.json", "heartbeat.json", "index.json", "ledger.json",
	"receipt.json", "redline.json", "since.json", "text.json", "vectors.json"}
