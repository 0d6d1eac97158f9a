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
	a, b := flattenAll(old), flattenAll(new)
	// One order of the sides, so that swapping them mirrors the result: x and y
	// are the texts in that order, old and new as they were given.
	swapped := order(a, b) > 0
	if swapped {
		a, b = b, a
	}
	c := newComparison(a, b)
	records := make([]draft, 0, len(a)+len(b))
	inOrder := c.inOrder()
	for k, m := range c.matches {
		d := draft{old: m.xs, new: m.ys, moved: !inOrder[k], segments: c.segments(m, swapped)}
		if swapped {
			d.old, d.new = d.new, d.old
		}
		records = append(records, d)
	}
	if swapped {
		a, b = b, a
	}
	return finish(a, b, records)
}

// segments compares the words of a match.
func (c *comparison) segments(m match, swapped bool) []Segment {
	if len(m.xs) == 1 && len(m.ys) == 1 {
		if text := c.x[m.xs[0]].flat.text; text == c.y[m.ys[0]].flat.text {
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
	citedX, citedY cited
	breakKey       int32
	cells          int // left of allCells
}

func newComparison(x, y []unit) *comparison {
	v := newVocabulary()
	for _, units := range [][]unit{x, y} {
		for i := range units {
			v.tokenize(&units[i])
		}
	}
	c := &comparison{vocabulary: v, x: x, y: y, breakKey: v.id([]byte(unitBreak)), cells: allCells}
	c.matches = align(v, x, y)
	c.matchX, c.matchY = slices.Repeat([]int{-1}, len(x)), slices.Repeat([]int{-1}, len(y))
	for k, m := range c.matches {
		for _, i := range m.xs {
			c.matchX[i] = k
		}
		for _, j := range m.ys {
			c.matchY[j] = k
		}
	}
	c.citedX, c.citedY = citedUnits(x), citedUnits(y)
	return c
}

// inOrder tells of each match whether it kept its order: it is in the heaviest
// chain of matches.
func (c *comparison) inOrder() []bool {
	points := make([]point, len(c.matches))
	at := make(map[int]int, len(c.matches))
	for k, m := range c.matches {
		words := 0
		for _, i := range m.xs {
			words += c.x[i].words
		}
		for _, j := range m.ys {
			words += c.y[j].words
		}
		w := 1 << 20 * max(len(m.xs), len(m.ys))
		if c.x[m.xs[0]].group == headings {
			w *= 2
		}
		points[k] = point{m.xs[0], m.ys[0], w + min(words, 1<<10)}
		at[m.xs[0]] = k
	}
	kept := make([]bool, len(points))
	for _, p := range heaviest(points) {
		kept[at[p.a]] = true
	}
	return kept
}

// draft is a record of unit indices.
type draft struct {
	old, new []int
	moved    bool
	segments []Segment
}

// finish completes the records, puts them in order and counts.
func finish(old, new []unit, drafts []draft) *Redline {
	drafts = addSingles(old, new, drafts)
	sortDrafts(drafts)
	r := &Redline{Records: make([]Record, len(drafts))}
	for i := range drafts {
		r.Records[i] = drafts[i].record(old, new)
	}
	r.Summary = summarize(r.Records)
	r.Replacements = replacements(r.Records)
	return r
}

// addSingles adds a draft for every unit that is in none.
func addSingles(old, new []unit, drafts []draft) []draft {
	inOld, inNew := make([]bool, len(old)), make([]bool, len(new))
	for _, d := range drafts {
		for _, i := range d.old {
			inOld[i] = true
		}
		for _, j := range d.new {
			inNew[j] = true
		}
	}
	single := func(op Op, u *unit) []Segment {
		if u.flat.text == "" {
			return []Segment{}
		}
		return []Segment{{Op: op, Text: u.flat.text, Class: Wording}}
	}
	for i := range old {
		if !inOld[i] {
			drafts = append(drafts, draft{old: []int{i}, segments: single(Delete, &old[i])})
		}
	}
	for j := range new {
		if !inNew[j] {
			drafts = append(drafts, draft{new: []int{j}, segments: single(Insert, &new[j])})
		}
	}
	return drafts
}

// sortDrafts puts drafts in the new text's order, and each removed one after the
// nearest kept, unmoved one that preceded it in the old text.
func sortDrafts(drafts []draft) {
	slices.SortFunc(drafts, func(a, b draft) int { return cmp.Compare(firstOf(a.old), firstOf(b.old)) })
	type keyed struct {
		draft
		after, old int // new index it stands at or after; old index if it was removed
	}
	keys := make([]keyed, len(drafts))
	anchor := -1
	for k, d := range drafts {
		switch {
		case len(d.new) == 0:
			keys[k] = keyed{d, anchor, d.old[0]}
			continue
		case len(d.old) > 0 && !d.moved:
			anchor = d.new[0]
		}
		keys[k] = keyed{d, d.new[0], -1}
	}
	slices.SortFunc(keys, func(a, b keyed) int {
		return cmp.Or(cmp.Compare(a.after, b.after), cmp.Compare(a.old, b.old))
	})
	for k := range keys {
		drafts[k] = keys[k].draft
	}
}

func firstOf(at []int) int {
	if len(at) == 0 {
		return -1
	}
	return at[0]
}

// record makes a record of a draft.
func (d *draft) record(old, new []unit) Record {
	r := Record{Moved: d.moved, Segments: d.segments, Old: unitsOf(old, d.old), New: unitsOf(new, d.new)}
	equal, typography := true, true
	for _, s := range d.segments {
		equal = equal && s.Op == Equal
		typography = typography && (s.Op == Equal || s.Class == Typography)
	}
	switch {
	case len(d.old) == 0:
		r.Change = Added
	case len(d.new) == 0:
		r.Change = Removed
	case len(d.new) > 1:
		r.Change = Split
	case len(d.old) > 1:
		r.Change = Merged
	case equal:
		r.Change = Unchanged
	default:
		r.Change = Changed
	}
	if r.Change == Added || r.Change == Removed {
		return r
	}
	r.Typography = !equal && typography
	r.Renumbered = !slices.ContainsFunc(r.Old, func(a Unit) bool {
		return slices.ContainsFunc(r.New, func(b Unit) bool { return a.Number == b.Number })
	})
	r.Formatting = formatted(&r)
	return r
}

func unitsOf(units []unit, at []int) []Unit {
	out := make([]Unit, len(at))
	for k, i := range at {
		u := &units[i]
		out[k] = Unit{Index: i, Kind: u.src.Kind, Number: u.number, Anchor: u.src.Anchor,
			Line: u.src.Pos.Line, Text: u.flat.text, Source: u.text, flat: u.flat}
	}
	return out
}
