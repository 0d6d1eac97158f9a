package redline

import "github.com/kelisim/kelisim/internal/legal"

// Piece is a stretch of a segment within one run, so that a mark around it never
// crosses a run, a link, a cell or a unit.
type Piece struct {
	Op    Op
	Class Class
	Text  string
	Break legal.Break // what the piece stands for, if it is no text of a run
	// Restyled: the words are equal, the style or the link is not.
	Restyled bool
	// Same is Segment.Same, cut to this piece.
	Same int
	// Old and New are the runs that the piece is from: their style and link. Old
	// is nil in an insertion, New in a deletion, both in a break of cells or units.
	Old, New *legal.Run
	// OldCell and NewCell count the cells of a row; else 0.
	OldCell, NewCell int
}

// Pieces cuts the record's segments at the borders of runs. The texts of the
// pieces joined are those of the segments joined.
func (r *Record) Pieces() []Piece {
	old, new := newReader(r.Old), newReader(r.New)
	var out []Piece
	for _, s := range r.Segments {
		same := s.Same
		for text := s.Text; text != ""; {
			p := Piece{Op: s.Op, Class: s.Class}
			n := len(text)
			var a, b legal.Span
			if s.Op != Insert {
				a = old.span()
				n = min(n, a.End-old.at)
			}
			if s.Op != Delete {
				b = new.span()
				n = min(n, b.End-new.at)
			}
			if s.Op != Insert {
				p.Old, p.OldCell, p.Break = a.Run, a.Cell, a.Break
				old.at += n
			}
			if s.Op != Delete {
				p.New, p.NewCell, p.Break = b.Run, b.Cell, b.Break
				new.at += n
			}
			p.Restyled = s.Op == Equal && styleOf(&a) != styleOf(&b)
			p.Text, text = text[:n], text[n:]
			p.Same, same = min(same, n), max(0, same-n)
			out = append(out, p)
		}
	}
	return out
}

// reader walks the joined texts of a record's side.
type reader struct {
	units []Unit
	unit  int
	cursor
	at int // in the unit's text; past its end: in the break after it
}

func newReader(units []Unit) *reader {
	r := &reader{units: units}
	if len(units) > 0 {
		r.spans = units[0].spans
	}
	return r
}

// span returns the span at the reader's place.
func (r *reader) span() legal.Span {
	end := len(r.units[r.unit].Text)
	if r.at == end+len(unitBreak) {
		r.unit++
		r.cursor = cursor{spans: r.units[r.unit].spans}
		r.at = 0
		end = len(r.units[r.unit].Text)
	}
	if r.at >= end {
		return legal.Span{Start: end, End: end + len(unitBreak), Break: legal.BreakUnit}
	}
	return *r.cursor.span(r.at)
}

// formatted reports whether what readers see besides the words is another: the
// style or link of words that are kept, a line break, the form of the block.
func formatted(r *Record) bool {
	if len(r.Old) == 1 && len(r.New) == 1 && !sameForm(r) {
		return true
	}
	for _, p := range r.Pieces() {
		if p.Restyled {
			return true
		}
	}
	return false
}

// sameForm compares what belongs to no run. Another number, or another count of
// columns, is no formatting; other marks around a number are.
func sameForm(r *Record) bool {
	a, b := formOf(&r.Old[0]), formOf(&r.New[0])
	if r.Old[0].Number != r.New[0].Number {
		a.label, b.label = "", ""
	}
	if r.Old[0].Text != r.New[0].Text {
		a.code, b.code = "", ""
	}
	if len(a.aligns) != len(b.aligns) { // a row with more columns, or less
		a.aligns, b.aligns = "", ""
	}
	return a == b
}

// form is what of a unit's markup belongs to no run.
type form struct {
	kind               legal.UnitKind
	level, list, quote int
	head, verbatim     bool
	label              string
	code               string // source of a code block, whose white space matters
	aligns             string // of a row's columns
}

func formOf(of *Unit) form {
	u := &of.Source[of.Index]
	f := form{kind: u.Kind, level: u.Level, list: u.List, quote: u.Quote, head: u.Head, verbatim: u.Verbatim, label: u.Label.Text}
	for _, a := range u.Aligns {
		f.aligns += string(rune('0' + a))
	}
	if u.Kind == legal.Code && len(u.Runs) > 0 {
		f.code = u.Runs[0].Text
	}
	return f
}

// style is what readers see of a run besides its words. Links that are made from
// the words themselves are none of it.
type style struct {
	style       legal.Style
	kind        legal.LinkKind
	dest, title string
	brk         legal.Break
}

func styleOf(s *legal.Span) style {
	if s.Run == nil {
		return style{brk: s.Break}
	}
	out := style{style: s.Run.Style, brk: s.Break}
	if l := s.Run.Link; l != nil && !l.Made() {
		out.kind, out.dest, out.title = l.Kind, l.Dest, l.Title
	}
	return out
}

// cursor walks the spans of a text forward.
type cursor struct {
	spans []legal.Span
	at    int
}

// span returns the span that holds byte i, which is not before an earlier one.
func (c *cursor) span(i int) *legal.Span {
	for c.spans[c.at].End <= i {
		c.at++
	}
	return &c.spans[c.at]
}
