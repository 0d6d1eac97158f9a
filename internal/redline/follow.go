package redline

import (
	"slices"

	"github.com/kelisim/kelisim/internal/diff"
)

// A reference follows the renumbering where it cites, in the new text, the clause
// that it cited in the old one, which has another number now.

// target returns the match of the unit that the reference at token i of a stream
// cites, and the unit; -1 where it is no reference or the unit was not kept.
func (c *comparison) target(s *stream, i int, units cited, matchOf []int) (match, unit int, r *reference) {
	k, _ := slices.BinarySearch(s.first, i+1)
	u := s.units[k-1]
	at, ok := slices.BinarySearchFunc(u.refs, i-s.first[k-1], func(r reference, i int) int { return r.token - i })
	if !ok {
		return -1, -1, nil
	}
	if unit = units.find(u, at); unit == ambiguous {
		return -1, -1, nil
	}
	return matchOf[unit], unit, &u.refs[at]
}

// translate returns the keys of x with references under their new numbers; nil
// where none changes.
func (c *comparison) translate(x, y *stream) []int32 {
	var keys []int32
	for i := range x.tokens {
		k, unit, r := c.target(x, i, c.citedX, c.matchX)
		if k < 0 {
			continue
		}
		to := &c.y[c.matches[k].ys[0]]
		if to.cited == "" || to.cited == r.number || c.x[unit].src.Label.Form != to.src.Label.Form {
			continue
		}
		if keys == nil {
			keys = slices.Clone(x.keys)
		}
		keys[i] = c.id([]byte(to.cited + c.words[x.keys[i]][len(r.number):]))
	}
	return keys
}

// follows reports whether token j of y is the reference at token i of x under
// the new number.
func (c *comparison) follows(x, y *stream, i, j int) bool {
	k, _, r := c.target(x, i, c.citedX, c.matchX)
	if k < 0 {
		return false
	}
	l, _, s := c.target(y, j, c.citedY, c.matchY)
	return k == l && r.number != s.number && r.tail == s.tail
}

// soften drops the edits in which every word is the same or only follows, so
// that each place is shown by itself, as what it is.
func (c *comparison) soften(x, y *stream, edits []diff.Edit) []diff.Edit {
	return slices.DeleteFunc(edits, func(e diff.Edit) bool {
		if e.A1-e.A0 != e.B1-e.B0 {
			return false
		}
		for i, j := e.A0, e.B0; i < e.A1; i, j = i+1, j+1 {
			if x.keys[i] != y.keys[j] && !c.follows(x, y, i, j) {
				return false
			}
		}
		return true
	})
}
