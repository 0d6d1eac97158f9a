package legal

import (
	"slices"

	"github.com/kelisim/kelisim/internal/language"
)

// rank orders the forms: a unit belongs to the nearest one before it of a lower
// rank. Decimal numbers rank by their count of parts.
func (l Label) rank() int {
	switch l.Form {
	case Roman:
		return int(Chapter) * 10
	case Decimal:
		return int(Decimal)*10 + min(len(l.Path), 9)
	}
	return int(l.Form) * 10
}

// Below reports whether a unit with label l belongs below one with label p.
func (l Label) Below(p Label) bool { return l.rank() > p.rank() }

// First reports whether the label can be the first of its list: 1, 1., 1), а).
func (l Label) First() bool {
	last := l.Path[len(l.Path)-1]
	return len(last) == 1 && (last[0] == 1 || l.Form == Letter && language.First(last[0]))
}

// Follows reports whether l is what is expected after p at the same depth: the
// next number (after 2.1: 2.2; after 3-1: 4; after а: б, or ә) or a hyphen
// insertion (after 3: 3-1; after 3-1: 3-2).
func (l Label) Follows(p Label) bool {
	if l.Form != p.Form || len(l.Path) != len(p.Path) {
		return false
	}
	n := len(l.Path) - 1
	for i := range n {
		if !slices.Equal(l.Path[i], p.Path[i]) {
			return false
		}
	}
	a, b := p.Path[n], l.Path[n]
	switch {
	case len(b) == len(a)+1:
		return slices.Equal(a, b[:len(a)]) && b[len(a)] == 1
	case len(b) > len(a):
		return false
	}
	last := len(b) - 1
	if !slices.Equal(a[:last], b[:last]) {
		return false
	}
	if l.Form == Letter && last == 0 {
		return l.rules.Next(a[0], b[0])
	}
	return b[last] == a[last]+1
}

// Child reports whether l is what is expected first below p.
func (l Label) Child(p Label) bool {
	if l.rank() <= p.rank() || !l.First() {
		return false
	}
	if l.Form == Decimal && p.Form == Decimal {
		n := len(p.Path)
		if len(l.Path) != n+1 {
			return false
		}
		for i := range n {
			if !slices.Equal(l.Path[i], p.Path[i]) {
				return false
			}
		}
	}
	return true
}
