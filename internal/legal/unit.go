package legal

import (
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
)

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
	// Annex is what a heading without a number says of an annex within the text.
	Annex Annex
	// Within is the unit in which a number is looked up, because it alone stands in the text more than
	// once: an annex, a chapter, another heading. -1: the number is enough, or nothing makes it clear.
	Within int
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

// Annex is an annex that stands within a text, with all that is under its heading.
type Annex struct {
	Is     bool
	Number string // as in its title; empty if it has none
	Apart  bool   // numbers in it stand elsewhere, too
}

// AsTyped reports whether the unit shows its source as it was typed, white space and
// all: it is code, or the profile refuses it. It is no prose: nothing in it is a mark, a
// link or a citation.
func (u *Unit) AsTyped() bool { return u.Verbatim || u.Kind == Code }

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

// Words are those of the run.
func (r Run) Words() string { return r.Text }

// Words joins the words of runs as they are, be they of a text or of an import's source;
// [Flatten] folds their white space.
func Words[R interface{ Words() string }](runs []R) string {
	if len(runs) == 1 {
		return runs[0].Words()
	}
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.Words())
	}
	return b.String()
}

// LinkKind is where a link goes.
type LinkKind uint8

// Kinds of links.
const (
	LinkURL      LinkKind = iota // one of Schemes
	LinkDocument                 // doc:ID, doc:ID#3, doc:ID@2#3
	LinkAnchor                   // #2.1, into the same text
	LinkFile                     // a file of the edition
	LinkClause                   // made from a reference in running text: «2.1-тармақ»
	LinkAct                      // made from one to an act with a name: «пункт 2.1 Правил доступа»
)

// Schemes are those of addresses that a link of a text or of a site may have.
var Schemes = []string{"http", "https", "mailto", "tel"}

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

// Cited is the number by which readers cite unit i of a text without a word of what it
// stands in: "2.1", "5-бап". It is empty for what has no number, and for an item of what
// has one: a text has many "1)".
func Cited(units []Unit, i int) string {
	u := &units[i]
	if f := u.Label.Form; (f == Paren || f == Letter) && u.Parent >= 0 && units[u.Parent].Label.Form != NoLabel {
		return ""
	}
	return u.Number()
}
