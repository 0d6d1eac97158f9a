// Package marks joins what a redline knows with what its texts look like. A
// redline.Record says which words of a clause were kept, removed and added; the
// units of both texts say which of those words are strong, linked or in which
// cell they stand. A writer of pages, of a Word document or of a table needs
// both at once, as values: this package gives them, and knows no form of output.
//
//	for _, u := range marks.Of(record).Units(marks.Merged) {
//		walker.Unit(body(u.Side), u)	// Enter, Marked, Leave
//	}
//
// # Laws
//
//   - The words of a view are those of the record: Merged has every segment, Old
//     the equal and removed ones, New the equal and added ones, each once, in order.
//   - A piece lies within one run on each side, so a mark around it crosses no
//     style, no link, no cell and no unit.
package marks

import (
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
)

// Side is one of the two texts of a redline.
type Side uint8

// The sides.
const (
	New Side = iota
	Old
)

// View chooses which words of a record are shown, and in the form of which units.
type View uint8

// The views.
const (
	// Merged has all words with their marks in the form of the new units; a record
	// that was removed in the form of its old ones.
	Merged View = iota
	// OldSide has the old units with the marks of what was removed from them.
	OldSide
	// NewSide has the new units with the marks of what was added to them.
	NewSide
	// OldWhole has the old units marked as removed from the first word to the last.
	OldWhole
	// NewWhole has the new units marked as added from the first word to the last.
	NewWhole
)

// Mark is what happened to words. The zero Mark is of words that are as they were.
type Mark struct {
	Op       redline.Op // Delete or Insert; empty for words that both texts have
	Restyled bool       // of words that both texts have: their style or link is another
	Quiet    bool       // no change of wording: typography, look-alikes, a reference that follows
	Of       Matter     // what was removed or added
}

// Changed reports whether words were removed or added.
func (m Mark) Changed() bool { return m.Op != "" }

// Matter is what a mark stands on, for a change that cannot be seen.
type Matter uint8

// The matters.
const (
	Words     Matter = iota
	Space            // spaces and nothing else
	NoBreak          // spaces of which one is a no-break space
	Paragraph        // the end of a paragraph, with or without spaces
)

// Place is a changed place, or the words between two: neighbouring pieces that
// are marked alike.
type Place struct {
	Mark   Mark
	Pieces []redline.Piece
}

// Unit is a unit of a record as a view shows it.
type Unit struct {
	Side  Side
	Index int // in its text
	// Cells are the words, by cell; of anything but a row in one cell. It is nil if
	// the unit stands as it is in its text, without a mark.
	Cells [][]redline.Piece
}

// Record is a record with the runs of its words.
type Record struct {
	*redline.Record
	pieces []redline.Piece
}

// joint is the class of a space that a break between units took the place of, or
// that took its place: there is nothing to show, the paragraphs tell.
const joint redline.Class = "joint"

// Of joins a record with the runs of its units.
func Of(r *redline.Record) *Record {
	pieces := r.Pieces()
	for i := range pieces {
		if p := &pieces[i]; p.Break != legal.BreakUnit || p.Op == redline.Equal {
			continue
		}
		for _, k := range []int{i - 1, i + 1} {
			if k >= 0 && k < len(pieces) && pieces[k].Op != redline.Equal && pieces[k].Text == " " {
				pieces[k].Class = joint
			}
		}
	}
	return &Record{r, pieces}
}

// Units are the units that a view shows, in the order of their text.
func (r *Record) Units(v View) []Unit {
	switch {
	case v == OldSide, v == Merged && len(r.New) == 0:
		return deal(Old, r.Old, without(r.pieces, redline.Insert))
	case v == OldWhole:
		return deal(Old, r.Old, whole(r.pieces, redline.Delete))
	case v == NewWhole:
		return deal(New, r.New, whole(r.pieces, redline.Insert))
	case v == NewSide:
		return deal(New, r.New, without(r.pieces, redline.Delete))
	}
	for i := range r.pieces {
		if p := &r.pieces[i]; p.Op != redline.Equal || p.Restyled {
			return deal(New, r.New, r.pieces)
		}
	}
	return deal(New, r.New, nil)
}

// deal deals pieces out to the units of one side and, in a row, to its cells.
// What breaks only the other side is text here.
func deal(side Side, units []redline.Unit, pieces []redline.Piece) []Unit {
	out := make([]Unit, len(units))
	for k := range units {
		out[k] = Unit{Side: side, Index: units[k].Index}
		if pieces != nil {
			out[k].Cells = [][]redline.Piece{}
		}
	}
	unit, cell := 0, 0
	for _, p := range pieces {
		if side == Old || p.Op != redline.Delete {
			switch {
			case p.Break == legal.BreakUnit && unit < len(units)-1:
				unit, cell = unit+1, 0
				continue
			case p.Break == legal.BreakCell && units[unit].Kind == legal.Row:
				cell++
				continue
			}
		}
		u := &out[unit]
		for len(u.Cells) <= cell {
			u.Cells = append(u.Cells, nil)
		}
		u.Cells[cell] = append(u.Cells[cell], p)
	}
	return out
}

// without leaves out the pieces of the other side. No pieces remain no pieces.
func without(pieces []redline.Piece, op redline.Op) []redline.Piece {
	if pieces == nil {
		return nil
	}
	out := make([]redline.Piece, 0, len(pieces))
	for _, p := range pieces {
		if p.Op != op {
			out = append(out, p)
		}
	}
	return out
}

// whole marks all of one side's pieces.
func whole(pieces []redline.Piece, op redline.Op) []redline.Piece {
	other := redline.Insert
	if op == redline.Insert {
		other = redline.Delete
	}
	out := without(pieces, other)
	for i := range out {
		p := &out[i]
		p.Op, p.Class, p.Restyled, p.Same = op, redline.Wording, false, 0
		if op == redline.Delete {
			p.New = nil
		} else {
			p.Old = nil
		}
	}
	return out
}

// Run is the run that a piece takes its style and link from, and its side: the
// new one if it has one. The run is nil for a break between cells or units.
func Run(p *redline.Piece) (*legal.Run, Side) {
	if p.New == nil && p.Op == redline.Delete {
		return p.Old, Old
	}
	return p.New, New
}

// Places joins neighbouring pieces of one mark.
func Places(pieces []redline.Piece) []Place {
	var out []Place
	for _, p := range pieces {
		mark := Marked(&p)
		if n := len(out); n > 0 && out[n-1].Mark == mark {
			out[n-1].Pieces = append(out[n-1].Pieces, p)
			continue
		}
		out = append(out, Place{mark, []redline.Piece{p}})
	}
	for i := range out {
		if p := &out[i]; p.Mark.Changed() {
			p.Mark.Of = matter(p.Pieces)
		}
	}
	return out
}

// Marked is a piece's mark. Its matter is Words: see Places.
func Marked(p *redline.Piece) Mark {
	switch {
	case p.Class == joint:
		return Mark{}
	case p.Op == redline.Equal:
		return Mark{Restyled: p.Restyled}
	}
	return Mark{Op: p.Op, Quiet: p.Class != redline.Wording}
}

func matter(pieces []redline.Piece) Matter {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.Text)
	}
	switch text := b.String(); {
	case strings.TrimSpace(text) != "":
		return Words
	case strings.Contains(text, "\n\n"):
		return Paragraph
	case strings.ContainsAny(text, "\u00a0\u202f\u2007"):
		return NoBreak
	}
	return Space
}
