// Package redline compares two texts of one language: what happened to every
// clause, and to every word in it.
//
// # Clauses first, words second
//
// Units (headings, clauses, paragraphs, items, rows) are found again by their
// words, then by number, then by order, wherever they went; see align.go. Each
// pair becomes one Record, and so does a clause that was split, one that several
// were merged into, and each unit that was added or removed. The words of a
// record are compared by a script of least cost; see words.go.
//
// # What the words of a unit are
//
// The text of a unit is legal.Unit.Plain in NFC: no number, no markup, white
// space folded, cells joined by " | ". Segments partition it. If a record has
// several units on a side, "\n\n" stands between their texts, as a segment of
// its own.
//
// # Laws
//
//   - The equal and delete segments of a record, joined, are its old texts; the
//     equal and insert segments its new ones.
//   - Every unit of both texts stands in exactly one record. The units of a split
//     or merge are in order, and others may stand between them.
//   - Records stand in the new text's order, by their first unit; each removed one after the nearest
//     kept, unmoved one that preceded it in the old text.
//   - Compare(a, a) is all Unchanged.
//   - Compare(b, a) mirrors Compare(a, b).
//   - The result depends on the two texts alone: no clock, no order of maps, no
//     floating point.
//
// # Sentences
//
// A sentence, or eight words and more, that left one record for another is a
// segment of its own on both sides, and each names the other (To, From).
//
// # Time
//
// Work is bounded on every input: candidates per unit are counted, exact scripts
// have a cap of cells each and in all, longer ones a cap of steps.
package redline

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/script"
)

// Change is what happened to a clause. A record has exactly one.
type Change string

// The changes.
const (
	Unchanged Change = "unchanged" // the text is equal byte for byte
	Changed   Change = "changed"
	Added     Change = "added"
	Removed   Change = "removed"
	Split     Change = "split"  // one old unit, several new ones
	Merged    Change = "merged" // several old units, one new one
)

// Op is what happened to a stretch of text.
type Op string

// The operations.
const (
	Equal  Op = "equal"
	Delete Op = "delete"
	Insert Op = "insert"
)

// Class is what kind of change a segment is. Equal segments have none.
type Class string

// The classes.
const (
	// Wording is any change that is none of the others; the break between two
	// units of a split or merge is one, too.
	Wording Class = "wording"
	// Typography is a change of quotes, spaces, ё/е or the form of a dash alone. A
	// dash that is put in or left out, and a minus, are Wording.
	Typography Class = "typography"
	// Lookalike replaces letters by letters of another alphabet that look the same.
	Lookalike Class = "lookalike"
	// Consequential is a reference to a clause that follows its renumbering.
	Consequential Class = "consequential"
)

// Segment is a stretch of a record's text.
type Segment struct {
	Op    Op     `json:"op"`
	Text  string `json:"text"`
	Class Class  `json:"class,omitempty"`
	// To is where a deletion that moved as a sentence went, From where an insertion
	// came from; nil for all others.
	To   *Place `json:"to,omitempty"`
	From *Place `json:"from,omitempty"`
	// Same is set if one word was replaced by another that begins alike (an
	// ending changed): the bytes of Text, from its start, that both share.
	Same int `json:"-"`
}

// Place names a segment of a redline.
type Place struct {
	Clause  int `json:"clause"`  // its record, counted from 0 in the redline's records
	Segment int `json:"segment"` // counted from 0 in the record's segments
	// Unit is the unit that the segment stands in: of the new text for To, of the
	// old one for From.
	Unit *Unit `json:"-"`
}

// Unit is one unit of a record.
type Unit struct {
	Index  int            `json:"index"` // in its text, from 0
	Kind   legal.UnitKind `json:"kind"`
	Number string         `json:"number,omitempty"` // as in legal.Unit.Number
	Anchor string         `json:"anchor,omitempty"`
	Line   int            `json:"line,omitempty"` // of its source, from 1; 0: not known
	Text   string         `json:"text"`
	// Source is all of its text: Source[Index] is the unit.
	Source []legal.Unit `json:"-"`

	spans []legal.Span // of Text
}

// Record is what happened to one clause.
type Record struct {
	Change Change `json:"change"`
	// Moved: it left its order among the clauses that are kept. A shift by
	// insertions or deletions is no move.
	Moved bool `json:"moved"`
	// Carried: it moved together with the record before it. A clause that moved
	// with its items, a section, a run of clauses is one move: of its records all
	// but the first are carried.
	Carried bool `json:"carried,omitempty"`
	// Renumbered: kept, under another number.
	Renumbered bool `json:"renumbered"`
	// Formatting: if the words are equal, the markup, a link, or the form of
	// the block or its label is not.
	Formatting bool `json:"formatting"`
	// Typography: every segment that is not equal is of that class.
	Typography bool      `json:"typography"`
	Old        []Unit    `json:"old"` // in order; none if it was added
	New        []Unit    `json:"new"` // in order; none if it was removed
	Segments   []Segment `json:"segments"`
}

// Summary counts records. The six changes add up to all of them; the flags count
// apart. Moved counts moves: records that moved together are one.
type Summary struct {
	Unchanged  int `json:"unchanged"`
	Changed    int `json:"changed"`
	Added      int `json:"added"`
	Removed    int `json:"removed"`
	Split      int `json:"split"`
	Merged     int `json:"merged"`
	Moved      int `json:"moved"`
	Renumbered int `json:"renumbered"`
	Formatting int `json:"formatting"`
	Typography int `json:"typography"`
}

// Replacement is the same change of wording, made in three or more places.
type Replacement struct {
	Old   string `json:"old"`
	New   string `json:"new"`
	Count int    `json:"count"`
}

// Redline is the comparison of two texts. No slice is nil.
type Redline struct {
	Summary      Summary
	Replacements []Replacement // most frequent first
	Records      []Record
}

// Equal reports whether nothing changed at all, not even a number or the markup.
func (r *Redline) Equal() bool {
	s := r.Summary
	return s.Unchanged == len(r.Records) && s.Moved+s.Renumbered+s.Formatting == 0
}

// Equal reports whether nothing happened to the clause.
func (r *Record) Equal() bool {
	return r.Change == Unchanged && !r.Moved && !r.Renumbered && !r.Formatting
}

// WordsChanged counts the words of the wording that were deleted and inserted:
// none of typography, of look-alikes, of references that only follow, or of
// sentences that moved.
func (r *Record) WordsChanged() (deleted, inserted int) {
	for _, s := range r.Segments {
		if s.Class != Wording || s.To != nil || s.From != nil {
			continue
		}
		switch s.Op {
		case Delete:
			deleted += countWords(s.Text)
		case Insert:
			inserted += countWords(s.Text)
		}
	}
	return deleted, inserted
}

// MarksChanged reports whether somewhere the wording changed by marks alone.
func (r *Record) MarksChanged() bool {
	for i, s := range r.Segments {
		if s.Class != Wording || strings.TrimFunc(s.Text, isSpace) == "" || countWords(s.Text) > 0 {
			continue
		}
		changed := func(k int) bool {
			return k >= 0 && k < len(r.Segments) && r.Segments[k].Op != Equal && countWords(r.Segments[k].Text) > 0
		}
		if !changed(i-1) && !changed(i+1) {
			return true
		}
	}
	return false
}

// SignsChanged reports whether somewhere the wording changed by a sign that a figure
// is read with: a minus, ≤, a dash beside it, €, §, № or %.
func (r *Record) SignsChanged() bool {
	for i, s := range r.Segments {
		if s.Op == Equal || s.Class != Wording || countWords(s.Text) > 0 {
			continue
		}
		if strings.ContainsFunc(s.Text, isFigureSign) {
			return true
		}
		first, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(firstKept(r.Segments[i+1:]), isSpace))
		if strings.ContainsFunc(s.Text, script.IsHyphen) && isDigit(first) || strings.ContainsRune(s.Text, '—') && isDigit(first) {
			return true
		}
	}
	return false
}

// isFigureSign reports whether a sign is read with a figure wherever it stands: one of
// mathematics or of money, §, №, a percentage, a degree. A bar parts cells.
func isFigureSign(r rune) bool {
	return r != '|' && unicode.In(r, unicode.Sm, unicode.Sc) || strings.ContainsRune("§№%‰°", r)
}

// firstKept is the text of the first segment that is kept.
func firstKept(segments []Segment) string {
	for _, s := range segments {
		if s.Op == Equal {
			return s.Text
		}
	}
	return ""
}

// Classes counts the changed places of each class: a deletion with the insertion
// after it is one place.
func (r *Record) Classes() map[Class]int {
	places := map[Class]int{}
	for i, s := range r.Segments {
		if s.Op == Equal || s.Op == Insert && i > 0 && r.Segments[i-1].Op == Delete && r.Segments[i-1].Class == s.Class {
			continue
		}
		places[s.Class]++
	}
	return places
}

func summarize(records []Record) Summary {
	var s Summary
	for i := range records {
		r := &records[i]
		switch r.Change {
		case Unchanged:
			s.Unchanged++
		case Changed:
			s.Changed++
		case Added:
			s.Added++
		case Removed:
			s.Removed++
		case Split:
			s.Split++
		case Merged:
			s.Merged++
		}
		for _, f := range []struct {
			set bool
			n   *int
		}{{r.Moved && !r.Carried, &s.Moved}, {r.Renumbered, &s.Renumbered}, {r.Formatting, &s.Formatting}, {r.Typography, &s.Typography}} {
			if f.set {
				*f.n++
			}
		}
	}
	return s
}
