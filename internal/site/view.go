package site

import (
	"time"

	"github.com/kelisim/kelisim/internal/check"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/word"
)

// Frame is what every page has around its content.
type Frame struct {
	Lang         legal.Lang
	Root         string // relative address of the site's root: "../../"; absolute or empty on the 404
	Title        string // of the document or list; the page's kind is added by its template
	Organization string
	Notice       string
	Logo         string      // address of the picture in the head; empty for none
	Links        []Link      // at the foot: to what is not of the site
	Crumbs       []Link      // from the document list down; the last one is this page, without Href
	Alternates   []Alternate // the language switch, in the site's order
	Canonical    string      // absolute; empty without base_url
	Draft        bool        // shows something that is not published
	NoIndex      bool        // not for search engines: a superseded or withdrawn edition
	Feeds        []Link      // Atom feeds about what the page shows, the most special one last
	Calendar     string      // address of the calendar of effective dates; empty if nothing is published
	Linked       *LinkedData // for the head; nil for none
	Service      string      // relative address of the description of the data, on their page alone
	Zone         string      // the site's offsets from UTC: see offsets
}

// Link is a named relative address. Href is empty if there is nothing to link to.
type Link struct {
	Name, Href string
}

// Alternate is this page in another language.
type Alternate struct {
	Lang    legal.Lang
	Href    string // relative
	URL     string // absolute, for hreflang; empty without base_url
	Current bool
	Exists  bool // false: Href is the page that says which languages exist
}

// DocumentRef names a document on another page.
type DocumentRef struct {
	ID    string
	Kind  legal.Kind
	Title string // in the page's language, else in the first that exists
	Lang  legal.Lang
	Href  string // its page
}

// EditionRef is one edition with all its facts, as pages show it.
type EditionRef struct {
	ID, Href  string
	URL       string // absolute; empty without base_url
	Seq       int
	Lang      legal.Lang // language of Title and Changes
	Title     string
	Changes   string // the author's summary
	From      time.Time
	Until     time.Time // zero: no end known
	Repealed  bool      // Until is the document's end without a successor
	Withdrawn time.Time // zero: not withdrawn
	Published time.Time // of the edition
	TextSince time.Time // of this language's text, if it was published later; else zero
	Claimed   bool      // Published is claimed, not witnessed by the ledger
	Material  bool
	Draft     bool
	Approved  *legal.Approval
	Act       *FileRef         // the file that is the act by which it was approved; nil for none
	Record    int              // number of the ledger record
	Exists    bool             // there is a text in the page's language
	Languages []Link           // the texts that exist: name of the language tag, address of the page
	Source    string           // SHA-256 of the source
	Plain     string           // SHA-256 of the plain form
	Format    string           // of the plain form
	Markdown  string           // address of text.md
	PlainText string           // address of text.txt
	Changed   string           // address of the redline against the edition before; empty for none
	Counts    *redline.Summary // of that redline; nil if it is not at hand
	Bilingual []Link           // address of the page in two languages, named by the other language's tag
	History   string           // address of the document's history
	Files     []FileRef
}

// FileRef is a file that belongs to an edition.
type FileRef struct {
	Name, Href string
	Size       int64
}

// Edition is the page of one edition, and the document's page, which shows one
// edition under its span.
type Edition struct {
	Frame
	Document     DocumentRef
	Edition      EditionRef
	IsDocument   bool         // the document's page: Edition.Href is the edition's own
	Standing     *Standing    // nil: nothing stands between the reader and the text
	Previous     *EditionRef  // nil for the first
	Next         *EditionRef  // the one that took its place, or will; nil for none
	Coming       []EditionRef // of an edition that is not over: those known to follow, in order
	Annex        *DocumentRef // the document that this one is annexed to
	Annexes      []DocumentRef
	Incorporates []DocumentRef
	Prevails     legal.Lang // empty: equal
	Contents     []Entry
	SinceHref    string // address of the page "what changed since"; empty for none
	TermsHref    string // address of the page of the text's terms; empty for none
	Text         *Body
	Summary      string  // of the document, in plain words; empty for none, and on the page of an edition
	Proved       *Proved // nil for a draft
	Downloads    []DownloadRef
}

// Standing is what a reader must know before the text: that it is another one
// that applies, or will. All of it is true on any day.
type Standing struct {
	Kind    string // "over", "soon", "withdrawn", "repealed"
	Later   bool   // it becomes so only after the state that the site shows
	Edition EditionRef
	Instead *EditionRef // the edition that applies instead; nil for none
	Changes string      // address of the changes between the two; empty for none
}

// Terms is the page of the terms that the text on a document's page defines.
type Terms struct {
	Frame
	Document DocumentRef
	Edition  EditionRef
	Standing *Standing   // as on the edition's page
	Terms    []TermEntry // by the alphabet
}

// TermEntry is a term with what the text says of it.
type TermEntry struct {
	Word        string
	Definitions []TermSaid // two or more: the text gives it several meanings
	Uses        []Place    // the clauses that use it, in order; none if that cannot be told
}

// TermSaid is a definition: what stands before the term, the term, and what stands
// behind it. Of a row of a table it is After alone.
type TermSaid struct {
	Before, Word, After string
	At                  Place
}

// Place is a unit of a text, with its address on the edition's page.
type Place struct {
	Units []legal.Unit
	Index int
	Href  string
}

// Entry is a heading in the contents, with those below it.
type Entry struct {
	Label, Text, Anchor string
	Entries             []Entry
}

// Body is a text to be shown, with where its links go.
type Body struct {
	Lang  legal.Lang
	Units []legal.Unit
	// Hrefs gives the address of every link of the text but those into itself,
	// relative to the page. A link that is missing here is shown as its words.
	Hrefs map[*legal.Link]string
	// Since names, for a unit whose wording is not that of the first edition, the
	// edition from which it is so, with the address of its redline there.
	Since map[int]Link
	// Terms are the links that lead a term to its definition in the text; true for one
	// of which there is another in the same unit before it.
	Terms map[*legal.Link]bool
	// Lives names, for the same units, the clause's place on the page of the history.
	Lives map[int]string
}

// List is the list of all documents in one language.
type List struct {
	Frame
	Groups   []Group
	Search   string // address of the search page
	Timeline *Chart // nil when there is nothing to draw
	Data     string // address of the page about the data
}

// Group is the documents of one kind, and last those that are no longer in force.
type Group struct {
	Kind  legal.Kind // empty: documents that name none
	Ended bool       // they were repealed, and nothing follows that is known
	Rows  []Row
}

// Row is a document in the list.
type Row struct {
	Document  DocumentRef
	Annex     *DocumentRef // the document that it is annexed to
	Shown     *EditionRef  // whose text the document's page shows; nil if none has a page
	Next      []EditionRef // known to come
	Editions  int
	History   string
	Languages []Link
}

// History is a document's timeline with all its editions.
type History struct {
	Frame
	Document DocumentRef
	Editions []EditionRef // the newest first
	Lives    []Life       // clauses that changed, in the order of the last edition; then the removed ones
	Timeline *Chart
}

// Chart is a timeline to scale. Lengths are thousandths of the width.
type Chart struct {
	Rows  []ChartRow
	Ticks []Tick
	From  time.Time // at 0
	To    time.Time // at 1000
}

// ChartRow is one document.
type ChartRow struct {
	Name, Href string
	Bars       []Bar
}

// Bar is one span.
type Bar struct {
	Edition     string // id
	Href        string
	X, Width    int
	From, Until time.Time // Until zero: no end known
}

// Tick is a year on the axis.
type Tick struct {
	X    int
	Year int
}

// Bilingual shows an edition in two languages, clause by clause.
type Bilingual struct {
	Frame
	Document DocumentRef
	Edition  EditionRef
	Standing *Standing // as on the edition's page
	Contents []Entry
	Left     *Body // the page's language
	Right    *Body
	Pairs    []Pair
}

// Pair is one row of a bilingual page: indices of units in Left and Right, -1 for none.
type Pair struct {
	Left, Right int
}

// Missing says that a text does not exist in the page's language, and which do.
type Missing struct {
	Frame
	Document  DocumentRef
	Edition   *EditionRef // nil for the document's page
	Languages []Link      // language tag and address of the texts that exist
}

// Languages is the root page: choose a language.
type Languages struct {
	Frame
	Choices []Greeting
}

// Greeting is what a page that speaks all languages says in one of them.
type Greeting struct {
	Alternate
	Organization, Notice string
	Links                []Link // as those of a frame
}

// Data is the page about the files that programs read. It speaks all languages of
// the site.
type Data struct {
	Frame
	Choices   []Alternate
	Files     []DataFile
	Documents []Link // the data of each document
}

// DataFile is a kind of file that programs read.
type DataFile struct {
	Key  string // of its words: "index"
	Name string // as it is written: "index.json"
	Href string // empty for one with no single address
}

// NotFound is the 404 page. It speaks all languages of the site.
type NotFound struct {
	Frame
	Choices []Greeting // without Href when the site has no base_url
}

// Changes is the redline of two editions in one language: an edition against the
// one before it, or what changed since an edition.
type Changes struct {
	Frame
	Document  DocumentRef
	Old, New  EditionRef
	Since     bool         // the page answers "what changed since": its address names Old
	Between   []EditionRef // every edition after Old up to New, oldest first, with their summaries
	Later     []EditionRef // of a New that is not over: those known to follow, in order
	Redline   *redline.Redline
	Lines     []string // Lines[i] is the address of record i's clause in New, else in Old; empty for none
	OldText   *Body
	NewText   *Body
	Reasons   *legal.Text // New's text, which says why its clauses changed; nil: none is given
	Table     string      // address of the comparative table; empty on a Since page
	Order     string      // address of the amending order; empty on a Since page, and if none is said in the language
	Bilingual []Link      // addresses of the redline in two languages, named by the other language's tag
	Chooser   string      // address of the page to choose another edition from; empty if there is none
	Coming    *Choice     // on a Since page: the edition to come, and the page that compares Old with it; nil for none
	Downloads []DownloadRef
}

// Table is the comparative table that lawyers file.
type Table struct {
	Changes
}

// Order is the amending order: the changes in words.
type Order struct {
	Changes
	Pair word.Pair
}

// Since lets the reader choose the edition, or the day, that she knows.
type Since struct {
	Frame
	Document DocumentRef
	Current  EditionRef    // the edition that the others are compared with
	Choices  []Choice      // newest first; none before the second edition
	Any      []EditionData // of all published editions that were not withdrawn, oldest first
	Coming   *Choice       // the edition to come, and the page that compares Current with it; nil for none
}

// EditionData is an edition with the addresses of its data, from which a script draws what
// changed between any two.
type EditionData struct {
	Edition EditionRef
	Text    string
	Redline string // against the edition before; empty for the first
}

// Choice is an edition to compare with. Its span is the choice of days.
type Choice struct {
	Edition EditionRef
	Href    string
}

// BilingualChanges shows the redlines of two languages side by side.
type BilingualChanges struct {
	Frame
	Document    DocumentRef
	Old, New    EditionRef
	Left, Right *Changes // Frame and addresses are those of this page
	Pairs       []ChangePair
}

// ChangePair is one row: indices of records in Left and Right, -1 for none.
type ChangePair struct {
	Left, Right int
	OneSided    bool // changed in one language alone
	// Otherwise is set for a clause that changed in both, but not in the same things.
	Otherwise *check.Otherwise
}

// Life is one clause through the editions, under whatever number.
type Life struct {
	ID             string       // of its place on the page: see origin; empty for a second one of the same origin
	Number, Anchor string       // in the last edition that has it
	Source         []legal.Unit // of that edition's text: Source[Index] is the clause
	Index          int
	Wordings       []Wording // oldest first; two or more, or a removal
	Removed        *EditionRef
}

// Wording is a clause's text from one edition on.
type Wording struct {
	Edition EditionRef
	Number  string // in that edition
	Text    string
	Href    string // of the clause there
	// Change is what this wording changed of the one before, of Old into New; nil for
	// the first one.
	Change   *redline.Record
	Old, New *Body
}
