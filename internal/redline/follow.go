package redline

import (
	"slices"

	"github.com/kelisim/kelisim/internal/diff"
	"github.com/kelisim/kelisim/internal/legal"
)

// A reference follows the renumbering if it cites, in the new text, the clause
// that it cited in the old one, which has another number now.

// refAt returns the reference at token i of a stream, nil for none.
func refAt(s *stream, i int) *reference {
	k, _ := slices.BinarySearch(s.first, i+1)
	u := s.units[k-1]
	at, ok := slices.BinarySearchFunc(u.refs, i-s.first[k-1], func(r reference, i int) int { return r.token - i })
	if !ok {
		return nil
	}
	return &u.refs[at]
}

// translate returns the keys of a stream of the text x with references under their new numbers; nil
// if none changes.
func (c *comparison) translate(x *stream) []int32 {
	var keys []int32
	for i := range x.tokens {
		r := refAt(x, i)
		if r == nil {
			continue
		}
		was := x.word(i)
		now := r.spell(was, func(n *cited) string {
			if number := c.now(n); number != "" {
				return number
			}
			return was[n.from:n.to]
		})
		if now == was {
			continue
		}
		if keys == nil {
			keys = slices.Clone(x.keys)
		}
		keys[i], _ = c.token(now)
	}
	return keys
}

// now is the number in y of the unit of x that n cites; empty if it is not kept,
// or is cited in another way now.
func (c *comparison) now(n *cited) string {
	if n.unit < 0 || c.matchX[n.unit] < 0 {
		return ""
	}
	from, to := c.x[n.unit].src.Label, &c.y[c.matches[c.matchX[n.unit]].ys[0]]
	switch {
	case to.cited == "" || to.cited == n.number:
		return ""
	case from.Form != to.src.Label.Form && !(isItemLabel(from) && isItemLabel(to.src.Label)):
		return ""
	case n.roman:
		return legal.Romans(to.src.Label.Path[0][0])
	}
	return to.cited
}

// follows reports whether token j of y is the reference at token i of x under
// the new numbers.
func (c *comparison) follows(x, y *stream, i, j int) bool {
	r, s := refAt(x, i), refAt(y, j)
	if r == nil || s == nil || r.shape != s.shape || len(r.numbers) != len(s.numbers) {
		return false
	}
	changed := false
	for k := range r.numbers {
		a, b := &r.numbers[k], &s.numbers[k]
		if a.number == b.number {
			continue
		}
		if a.unit < 0 || b.unit < 0 || c.matchX[a.unit] < 0 || c.matchX[a.unit] != c.matchY[b.unit] {
			return false
		}
		changed = true
	}
	return changed
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
