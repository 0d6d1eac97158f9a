package order

import (
	"slices"

	"github.com/kelisim/kelisim/internal/legal"
)

// subtreeEnd is the unit behind unit i and all that belongs to it.
func subtreeEnd(units []legal.Unit, i int) int {
	end := i + 1
	for end < len(units) && below(units, end, i) {
		end++
	}
	return end
}

// below reports whether unit k belongs to unit i, at any depth.
func below(units []legal.Unit, k, i int) bool {
	for p := units[k].Parent; p >= 0; p = units[p].Parent {
		if p == i {
			return true
		}
	}
	return false
}

// span is the units that a reference names, half-open.
func (r Ref) span(units []legal.Unit) (from, to int) {
	switch {
	case r.Index < 0:
		return 0, 0
	case r.Under:
		return r.Index, subtreeEnd(units, r.Index)
	case r.Own || units[r.Index].Label.Form == legal.NoLabel:
		return r.Index, r.Index + 1
	}
	return r.Index, subtreeEnd(units, r.Index)
}

// whole reports whether a reference by the unit's number names no other unit.
func whole(units []legal.Unit, i int) bool {
	return units[i].Label.Form == legal.NoLabel || subtreeEnd(units, i) == i+1
}

// place is where a clause with a number stands that nobody said: behind the clause
// with the greatest number below it, of the same form, within units [from, to). ok
// is false if there is none.
func place(units []legal.Unit, labels map[int]legal.Label, label legal.Label, from, to int) (after int, ok bool) {
	best := -1
	var path [][]int
	for i := from; i < to; i++ {
		l := units[i].Label
		if changed, ok := labels[i]; ok {
			l = changed
		}
		if l.Form != label.Form || comparePaths(l.Path, label.Path) >= 0 {
			continue
		}
		if best < 0 || comparePaths(l.Path, path) >= 0 {
			best, path = i, l.Path
		}
	}
	if best < 0 {
		return 0, false
	}
	return subtreeEnd(units, best) - 1, true
}

func comparePaths(a, b [][]int) int {
	return slices.CompareFunc(a, b, func(x, y []int) int { return slices.Compare(x, y) })
}
