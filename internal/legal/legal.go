// Package legal holds the model: a Document has Editions, an Edition has one
// Text per language, a Text is a sequence of Units that form a tree of clauses.
//
// The values are plain data. Reading them from files, judging them and showing
// them is the work of other packages.
package legal

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/translog"
)

// Lang is a language tag such as "kk" or "ru" (BCP 47, lower case).
type Lang string

// copied are the names, without .md, that are given to a text's copy or its older state
// in whatever language: "ru (2)", "ru_old", "copy of ru".
var copied = regexp.MustCompile(`^(?:([a-z]{2,3})[ (_.–—-].*|.* ([a-z]{2,3}))$`)

// MeantLang returns the language whose text a file's name means, rightly or not:
// kk for kk.md, KK.md, kk.txt, kk.md.txt, kz.md, "kk (2).md" and kk_old.md. Any other
// stem is returned, too.
func MeantLang(name string) Lang {
	name = strings.ToLower(name)
	stem := strings.TrimSuffix(strings.TrimSuffix(name, ".txt"), ".md")
	if m := copied.FindStringSubmatch(stem); m != nil && stem != name {
		stem = m[1] + m[2]
	}
	if stem == "kz" {
		stem = "kk"
	}
	return Lang(stem)
}

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

var (
	documentID = regexp.MustCompile(`^[a-z][a-z0-9-]*$`)
	editionID  = regexp.MustCompile(`^[0-9]+([.-][0-9]+)*$`)
	langTag    = regexp.MustCompile(`^[a-z]{2,3}$`)
)

// reserved names are devices on Windows, or have a page of their own: kk/search/.
var reserved = map[string]bool{"search": true, "con": true, "prn": true, "aux": true, "nul": true}

// IsDocumentID reports whether s may name a document: [a-z][a-z0-9-]*, but for a few
// names such as "search".
func IsDocumentID(s string) bool {
	device := len(s) == 4 && (strings.HasPrefix(s, "com") || strings.HasPrefix(s, "lpt"))
	return len(s) <= 64 && documentID.MatchString(s) && !reserved[s] && !device
}

// IsEditionID reports whether s may name an edition: [0-9]+([.-][0-9]+)*.
func IsEditionID(s string) bool { return len(s) <= 32 && editionID.MatchString(s) }

// IsLang reports whether s has the form of a language code: two or three letters.
func IsLang(s string) bool { return langTag.MatchString(s) }

// CompareEditionIDs orders the ids of a document's editions by their numbers:
// "2" before "10", "2" before "2.1".
func CompareEditionIDs(a, b string) int {
	split := func(s string) []string {
		return strings.FieldsFunc(s, func(r rune) bool { return r == '.' || r == '-' })
	}
	x, y := split(a), split(b)
	for i := range min(len(x), len(y)) {
		p, q := strings.TrimLeft(x[i], "0"), strings.TrimLeft(y[i], "0")
		if c := cmp.Or(cmp.Compare(len(p), len(q)), cmp.Compare(p, q)); c != 0 {
			return c
		}
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(a, b))
}

// Site is the content of site.yaml.
type Site struct {
	ID           string // for feeds; never changed
	BaseURL      string // absolute, ends with a slash; or empty
	Languages    []Lang // the first one is the default
	Zone         *time.Location
	Organization map[Lang]string
	BIN          string           // the organization's business identification number; may be empty
	Contact      map[Lang]string  // where it is reached; may be empty
	Notice       map[Lang]string  // a sentence on every page; may be empty
	LedgerKey    translog.Key     // signs the ledger's checkpoints; may be empty
	Witnesses    []translog.Key   // cosign them
	TSA          string           // address of the service that stamps the time on them; may be empty
	Severity     []Severity       // severities of findings that differ from the program's
	NoticeDays   int              // between an edition's publication and effect; 0: any
	Offices      map[Kind]Offices // those that must agree to a draft, by the document's kind; may be empty
	Terms        [][]string       // forms of one term, of which a text uses one; nil: the program's
	Downloads    []Download       // what is handed out besides the pages, in the order of Downloads
	Accent       Accent           // colour of links and edges; may be empty
	Logo         *Logo            // in the head of pages; nil for none
	Links        []SiteLink       // at the foot of pages
}

// Accent is the colour of a site's links and edges in either scheme, as "#8a1538";
// empty: that of the program.
type Accent struct {
	Light, Dark string
}

// Logo is a picture of the site.
type Logo struct {
	Name string // of its file in content/
	Kind string // svg, png
	Data []byte
}

// SiteLink is a link to what is not of the site.
type SiteLink struct {
	Name map[Lang]string
	URL  string
}

// Offices names those that are asked to agree to a draft before it is published: at least
// Least of them must.
type Offices struct {
	Of    []string // their names, each once
	Least int      // how many of them; at most all
}

// Severity is one line of site.yaml's severity: "changes-long: note".
type Severity struct {
	Code, Level string
	Pos         diag.Pos
}

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

// File is a file of an edition other than its texts.
type File struct {
	Name   string // base name
	Path   string // content/DOCUMENT/EDITION/NAME
	SHA256 string // lower-case hex; of a text file such as edition.yaml: of its [Canonical] bytes
	// Forms are the hashes that records made by earlier programs may hold of a text
	// file's bytes: as they lie, and with the other line ends that Git gives them.
	// Nil for other files.
	Forms []string
	Size  int64 // in bytes, as it is stored
}

// AgreementsFile is the name of the file of an edition that says which offices agreed
// to it; see package agreement.
const AgreementsFile = "agreements.jsonl"

// Shown reports whether the site shows a file: not what is said about the edition
// itself, its edition.yaml and its agreements.
func (f File) Shown() bool { return ShownFile(f.Name) }

// ShownFile is [File.Shown] of a file's name.
func ShownFile(name string) bool { return name != "edition.yaml" && name != AgreementsFile }

// Text is one language's wording of an edition.
type Text struct {
	Lang    Lang
	Path    string // content/DOCUMENT/EDITION/kk.md
	Title   string
	Changes string // plain-language summary; may be empty
	// Reasons say why clauses changed, by the number that readers cite: "3.1"; nil:
	// none is given.
	Reasons map[string]string
	// Source is the file without BOM and with LF for CRLF: the hashed bytes.
	Source []byte
	Body   int // where the body begins in Source, behind the front matter
	// Units are the text's parts in source order; Units[0] is the title.
	Units []Unit
	// Reading is the version of the rules that Units were read by, see package
	// language; 0: nobody has read them.
	Reading int
	// Positions of the front matter's keys.
	Positions map[string]diag.Pos
	Index     *Index // nil until the text was parsed
}

// Index is what others need to know of a text when its units are not at hand.
type Index struct {
	SourceSHA256 string
	PlainSHA256  string  // of the form PlainFormat
	Anchors      Anchors // of all units
	Links        []*Link // copies of those to documents, to acts and to files of the edition
	Name         string  // by which citations find the text: see citation.NameOf
	Terms        bool    // it defines terms
}

// Reason is why unit i of units changed: the reason of its number, else of the
// nearest clause around it that has one. units are those of this text, or of the one
// before it, if the clause stands there alone.
func (t *Text) Reason(units []Unit, i int) string {
	for ; i >= 0; i = units[i].Parent {
		if s := t.Reasons[units[i].Number()]; s != "" && units[i].Label.Form != NoLabel {
			return s
		}
	}
	return ""
}

// MakeIndex sets the text's Index from its Source and Units.
func (t *Text) MakeIndex() {
	x := &Index{SourceSHA256: SHA256(t.Source), PlainSHA256: SHA256(t.Plain()), Anchors: anchorsOf(t.Units)}
	for i := range t.Units {
		u := &t.Units[i]
		u.EachLink(func(l *Link) {
			if l.Kind == LinkDocument || l.Kind == LinkFile || l.Kind == LinkAct {
				x.Links = append(x.Links, l.apart())
			}
		})
	}
	t.Index = x
}

// apart is a copy of the link that keeps no text in memory: the words of a link are
// parts of the text's source.
func (l *Link) apart() *Link {
	c := *l
	for _, s := range []*string{&c.Dest, &c.Title, &c.Document, &c.Edition, &c.Anchor} {
		*s = strings.Clone(*s)
	}
	c.Names = slices.Clone(c.Names)
	for i := range c.Names {
		c.Names[i] = strings.Clone(c.Names[i])
	}
	return &c
}

// Anchors is a set of anchors. A site holds one of every text in memory, so it is
// no map, and no part of the text.
type Anchors string // each after a NUL, and one at the end

func anchorsOf(units []Unit) Anchors {
	var b strings.Builder
	for i := range units {
		if a := units[i].Anchor; a != "" {
			b.WriteString("\x00" + a)
		}
	}
	return Anchors(b.String() + "\x00")
}

// Has reports whether an anchor is of the set.
func (a Anchors) Has(anchor string) bool {
	return !strings.Contains(anchor, "\x00") && anchor != "" && strings.Contains(string(a), "\x00"+anchor+"\x00")
}

// UnitKind says which kind of block a unit is.
type UnitKind string

// The kinds of units.
const (
	Title     UnitKind = "title"
	Heading   UnitKind = "heading"
	Clause    UnitKind = "clause" // a block that begins with a label
	Paragraph UnitKind = "paragraph"
	Item      UnitKind = "item"  // of a bulleted list
	Row       UnitKind = "row"   // of a table
	Quote     UnitKind = "quote" // a paragraph of a block quotation
	Code      UnitKind = "code"
)

// Unit is one part of a text: the smallest thing that has a number or an anchor.
type Unit struct {
	Kind   UnitKind
	Label  Label  // zero if it has none
	Anchor string // fragment id, the same in every language; empty for the title
	Parent int    // index of the unit it belongs to, -1 for none
	Depth  int    // number of ancestors
	Level  int    // of a heading, 1 to 6; else 0
	List   int    // depth of bulleted lists around it
	Quote  int    // depth of block quotations around it
	Rule   bool   // a rule (---) stands before it
	// Section is set for a heading whose number counts sections apart from the clauses:
	// "## 2. Tasks" above a clause "3.".
	Section bool
	// Anew is set if decimal numbers begin anew in the unit: an article, a section sign,
	// and what else does so in this text.
	Anew  bool
	Table int  // ordinal of its table from 1; 0 for none
	Head  bool // a table's first row
	// Nth is the place, from 1, of a row in its table, heads not counted, and of another
	// block without a number below the unit above it that has a number or is a heading;
	// the words of one with a number are its first block. 0: of what has a number, heads
	// before the first row, headings and titles.
	Nth int
	// TableNth is the place, from 1, of a row's table among several below one unit; 0 if
	// there is no other.
	TableNth int
	Aligns   []Align
	Cells    [][]Run // of a row
	Runs     []Run   // of all other kinds
	// Verbatim is set if today's profile refuses the block: Runs, of a row its
	// only cell, is then its source behind the label.
	Verbatim bool
	// Start and End are the block's bytes in Source, half-open. Units are in
	// order and disjoint; a block quotation's or list's marks belong to none.
	Start, End int
	Pos        diag.Pos
}

// EachLink calls f for every link of the unit, once each, in order.
func (u *Unit) EachLink(f func(*Link)) {
	each := func(runs []Run) {
		var last *Link
		for _, r := range runs {
			if r.Link != nil && r.Link != last {
				f(r.Link)
			}
			last = r.Link
		}
	}
	each(u.Runs)
	for _, c := range u.Cells {
		each(c)
	}
}

// Align is the alignment of a table column.
type Align uint8

// Alignments; the zero value is the page's default.
const (
	AlignDefault Align = iota
	AlignLeft
	AlignCenter
	AlignRight
)

// Style is a set of inline styles.
type Style uint8

// Styles of a run.
const (
	Strong Style = 1 << iota
	Emphasis
	CodeSpan
)

// Run is a piece of text in one style. Text is NFC; "\n" is a forced line break.
type Run struct {
	Text  string
	Style Style
	Link  *Link // shared by all runs of one link; nil for none
}

// LinkKind is where a link goes.
type LinkKind uint8

// Kinds of links.
const (
	LinkURL      LinkKind = iota // http, https, mailto, tel
	LinkDocument                 // doc:ID, doc:ID#3, doc:ID@2#3
	LinkAnchor                   // #2.1, into the same text
	LinkFile                     // a file of the edition
	LinkClause                   // made from a reference in running text: «2.1-тармақ»
	LinkAct                      // made from one to an act with a name: «пункт 2.1 Правил доступа»
)

// Link is the target of one or more runs.
type Link struct {
	Kind     LinkKind
	Dest     string   // as written; empty for links that nobody wrote
	Title    string   // as written; may be empty
	Auto     bool     // the destination is the text: <https://…>
	Document string   // LinkDocument
	Edition  string   // LinkDocument: empty for none named
	Names    []string // LinkAct: see citation.Citation; a document with such a title is meant
	Anchor   string   // LinkDocument, LinkAnchor, LinkClause, LinkAct; empty for none
	Dead     bool     // LinkAnchor: no unit of the text has the anchor; the words are shown without a link
	Pos      diag.Pos
}

// Made reports whether the program made the link of a reference in running text:
// nobody wrote it, and it says nothing that the words do not say.
func (l *Link) Made() bool { return l.Kind == LinkClause || l.Kind == LinkAct }

// Number is the unit's number as readers cite it: the label without its closing
// dot or brackets ("2.1", "3-1", "а", "1-тарау"); empty if it has none.
func (u *Unit) Number() string { return u.Label.Number() }

// FoldSpace replaces every run of spaces, tabs and line ends by one space and
// trims both ends. No-break and other Unicode spaces stay: they were typed on purpose.
func FoldSpace(s string) string {
	if !strings.ContainsAny(s, "\t\n\r\f\v") && !strings.Contains(s, "  ") {
		return strings.Trim(s, " ")
	}
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return r == ' ' || r >= '\t' && r <= '\r'
	}), " ")
}

// ChangedError says that a file has other bytes than when the site was read: an
// editor saved it while the command ran. Nothing was written.
type ChangedError struct{ Path string }

func (e ChangedError) Error() string { return e.Path + ": changed while the site was built" }
