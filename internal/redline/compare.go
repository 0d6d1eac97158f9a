package redline

import (
	"cmp"
	"slices"

	"github.com/kelisim/kelisim/internal/diff"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// Compare compares two texts of one language, old and new, unit by unit. The
// units are read, not kept changed; Parent must be set as legal.Outline does.
// Either may be nil. The language says how they cite their clauses; nil: not at all.
func Compare(lang *language.Language, old, new []legal.Unit) *Redline {
	return Prepare(lang, old).Compare(Prepare(lang, new))
}

// Compare compares a text with a newer one of the same language.
func (p *Prepared) Compare(newer *Prepared) *Redline {
	a, b := p, newer
	// One order of the sides, so that swapping them mirrors the result: x and y
	// are the texts in that order, old and new as they were given.
	swapped := order(a.units, b.units) > 0
	if swapped {
		a, b = b, a
	}
	c := newComparison(a, b)
	records := make([]Record, 0, len(c.x)+len(c.y))
	moves := c.moves()
	for k, m := range c.matches {
		r := Record{Moved: moves[k] != kept, Carried: moves[k] == carried, Segments: c.segments(m, swapped), Old: unitsOf(c.x, m.xs), New: unitsOf(c.y, m.ys)}
		if swapped {
			r.Old, r.New = r.New, r.Old
		}
		records = append(records, r)
	}
	records = inOrder(addSingles(p.units, newer.units, records))
	for i := range records {
		records[i].judge()
	}
	c.linkSentences(records)
	return &Redline{Summary: summarize(records), Replacements: replacements(p.dictionary, records), Records: records}
}

// segments compares the words of a match.
func (c *comparison) segments(m match, swapped bool) []Segment {
	if len(m.xs) == 1 && len(m.ys) == 1 {
		if text := c.x[m.xs[0]].flat.Text; text == c.y[m.ys[0]].flat.Text {
			if text == "" {
				return []Segment{}
			}
			return []Segment{{Op: Equal, Text: text}}
		}
	}
	x, y := c.stream(c.x, m.xs), c.stream(c.y, m.ys)
	edits := c.edits(&x, &y)
	if swapped {
		return segments(&y, &x, diff.Mirror(edits))
	}
	return segments(&x, &y, edits)
}

// comparison is what the words of all records share.
type comparison struct {
	*vocabulary
	x, y           []unit
	matches        []match
	matchX, matchY []int // of each unit, -1 for none
	breakKey       int32
	cells          int // left of allCells
}

func newComparison(x, y *Prepared) *comparison {
	v := newVocabulary()
	c := &comparison{vocabulary: v, x: v.take(x), y: v.take(y), breakKey: v.id([]byte(unitBreak)), cells: allCells}
	c.match(align(v, c.x, c.y))
	c.prune()
	c.match(c.settle(c.matches))
	return c
}

// match sets what is matched.
func (c *comparison) match(matches []match) {
	c.matches = matches
	c.matchX, c.matchY = slices.Repeat([]int{-1}, len(c.x)), slices.Repeat([]int{-1}, len(c.y))
	for k, m := range c.matches {
		for _, i := range m.xs {
			c.matchX[i] = k
		}
		for _, j := range m.ys {
			c.matchY[j] = k
		}
	}
}

// leastKept is the least share of a piece's words, in thousandths, that a split
// or merge keeps; half of it between two other pieces.
const leastKept = 300

// prune takes from splits and merges the pieces of which, once the words are
// compared, next to nothing is kept. What leads in the others stays, for its words may
// stand behind theirs in the whole: «вправе смотреть: директор; …» and «директор, … вправе
// смотреть».
func (c *comparison) prune() {
	for k := range c.matches {
		m := &c.matches[k]
		for len(m.xs)+len(m.ys) > 2 {
			x, y := c.stream(c.x, m.xs), c.stream(c.y, m.ys)
			edits := c.edits(&x, &y)
			if len(m.ys) > 1 {
				if worst := leastKeptPiece(&y, edits, func(e diff.Edit) (int, int) { return e.B0, e.B1 }); worst >= 0 && !stays(c.y, m.ys, worst) {
					c.matchY[m.ys[worst]] = -1
					m.ys = slices.Delete(slices.Clone(m.ys), worst, worst+1)
					continue
				}
			} else if worst := leastKeptPiece(&x, edits, func(e diff.Edit) (int, int) { return e.A0, e.A1 }); worst >= 0 && !stays(c.x, m.xs, worst) {
				c.matchX[m.xs[worst]] = -1
				m.xs = slices.Delete(slices.Clone(m.xs), worst, worst+1)
				continue
			}
			break
		}
	}
}

// stays reports whether a piece is one whatever is kept of it: it leads in two others or
// more, or is an item of one word of the list that others begin.
func stays(units []unit, pieces []int, k int) bool {
	last := len(pieces) - 1
	return k == 0 && last > 1 && leads(units, pieces[0], pieces[1]) ||
		units[pieces[k]].words < pieceWords && among(units, pieces[k], pieces)
}

// leastKeptPiece returns the unit of a stream with the smallest share of words
// that no edit touches, if that is less than it must be; else -1.
func leastKeptPiece(s *stream, edits []diff.Edit, of func(diff.Edit) (int, int)) int {
	worst, least := -1, leastKept
	next := 0 // the first edit that does not end before the piece
	for k, from := range s.first {
		to := len(s.tokens)
		if k+1 < len(s.first) {
			to = s.first[k+1] - 1
		}
		all := s.words(from, to)
		left := all
		for ; next < len(edits); next++ {
			if _, b := of(edits[next]); b > from {
				break
			}
		}
		for _, e := range edits[next:] {
			a, b := of(e)
			if a >= to {
				break
			}
			if a, b = max(a, from), min(b, to); a < b {
				left -= s.words(a, b)
			}
		}
		share := 1000 * left / max(1, all)
		if k > 0 && k+1 < len(s.first) {
			share *= 2 // between two pieces it is one, though it repeats words of the others
		}
		if all > 0 && share < least {
			worst, least = k, share
		}
	}
	return worst
}

// addSingles adds a record for every unit that is in none.
func addSingles(old, new []unit, records []Record) []Record {
	inOld, inNew := make([]bool, len(old)), make([]bool, len(new))
	for _, r := range records {
		for _, u := range r.Old {
			inOld[u.Index] = true
		}
		for _, u := range r.New {
			inNew[u.Index] = true
		}
	}
	single := func(op Op, u *unit) []Segment {
		if u.flat.Text == "" {
			return []Segment{}
		}
		return []Segment{{Op: op, Text: u.flat.Text, Class: Wording}}
	}
	for i := range old {
		if !inOld[i] {
			records = append(records, Record{Old: unitsOf(old, []int{i}), New: []Unit{}, Segments: single(Delete, &old[i])})
		}
	}
	for j := range new {
		if !inNew[j] {
			records = append(records, Record{Old: []Unit{}, New: unitsOf(new, []int{j}), Segments: single(Insert, &new[j])})
		}
	}
	return records
}

// inOrder puts records in the new text's order, and each removed one after the nearest
// kept, unmoved one that preceded it in the old text.
func inOrder(records []Record) []Record {
	first := func(units []Unit) int {
		if len(units) == 0 {
			return -1
		}
		return units[0].Index
	}
	slices.SortFunc(records, func(a, b Record) int { return cmp.Compare(first(a.Old), first(b.Old)) })
	type place struct{ record, after, old int } // new index it stands at or after; old index if it was removed
	places := make([]place, len(records))
	anchor := -1
	for k, r := range records {
		switch {
		case len(r.New) == 0:
			places[k] = place{k, anchor, r.Old[0].Index}
			continue
		case len(r.Old) > 0 && !r.Moved:
			anchor = r.New[0].Index
		}
		places[k] = place{k, r.New[0].Index, -1}
	}
	slices.SortFunc(places, func(a, b place) int {
		return cmp.Or(cmp.Compare(a.after, b.after), cmp.Compare(a.old, b.old))
	})
	out := make([]Record, len(records))
	for k, p := range places {
		out[k] = records[p.record]
	}
	return out
}

// judge says what happened to a record's clause, of which the units and segments are
// known, and whether and with what it moved.
func (r *Record) judge() {
	equal, typography := true, true
	for _, s := range r.Segments {
		equal = equal && s.Op == Equal
		typography = typography && (s.Op == Equal || s.Class == Typography)
	}
	switch {
	case len(r.Old) == 0:
		r.Change = Added
		return
	case len(r.New) == 0:
		r.Change = Removed
		return
	case len(r.New) > 1:
		r.Change = Split
	case len(r.Old) > 1:
		r.Change = Merged
	case equal:
		r.Change = Unchanged
	default:
		r.Change = Changed
	}
	r.Typography = !equal && typography
	r.Renumbered = !slices.ContainsFunc(r.Old, func(a Unit) bool {
		return slices.ContainsFunc(r.New, func(b Unit) bool { return a.Number == b.Number })
	})
	r.Formatting = formatted(r)
}

// unitsOf gives the units at places of a text for a record.
func unitsOf(units []unit, at []int) []Unit {
	out := make([]Unit, len(at))
	for k, i := range at {
		u := &units[i]
		out[k] = Unit{Index: i, Kind: u.src.Kind, Number: u.number, Anchor: u.src.Anchor,
			Line: u.src.Pos.Line, Text: u.flat.Text, Source: u.text, spans: u.flat.Spans}
	}
	return out
}
