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

// span is the units that a reference means, half-open: what stands behind a closed list is
// no part of its last item.
func (r Ref) span(units []legal.Unit) (from, to int) {
	from, to = r.reach(units)
	if to > from+1 && !r.Under {
		if first, ok := trails(units, from); ok && oneSentence(units, from, first) {
			to = first
		}
	}
	return from, to
}

// reach is the units whose names may lean on a reference, half-open: those that belong to it.
func (r Ref) reach(units []legal.Unit) (from, to int) {
	switch {
	case r.Index < 0:
		return 0, 0
	case !r.Under && (r.Own || units[r.Index].Label.Form == legal.NoLabel):
		return r.Index, r.Index + 1
	}
	return r.Index, subtreeEnd(units, r.Index)
}

// whole reports whether a reference by the unit's number means no other unit.
func whole(units []legal.Unit, i int) bool {
	_, to := Ref{Index: i}.span(units)
	return to == i+1
}

// place is where a clause with a number stands that nobody said: behind the clause
// with the greatest number below it, of the same form, within units [from, to). ok
// is false if there is none. doubt says that nobody knows which: several have that number,
// each in an article of its own, or a heading begins between it and the clause that comes next.
// An annex with numbers of its own is no place for one that is of the text.
func place(units []legal.Unit, labels map[int]legal.Label, label legal.Label, from, to int) (after int, ok, doubt bool) {
	best, several := -1, false
	var path [][]int
	for i := from; i < to; i++ {
		if units[i].Annex.Apart {
			i = subtreeEnd(units, i) - 1
			continue
		}
		l := labelIn(units, labels, i)
		if l.Form != label.Form || comparePaths(l.Path, label.Path) >= 0 {
			continue
		}
		switch c := comparePaths(l.Path, path); {
		case best < 0 || c > 0:
			best, path, several = i, l.Path, false
		case c == 0:
			best, several = i, several || units[i].Parent != units[best].Parent
		}
	}
	if best < 0 {
		return 0, false, false
	}
	_, end := Ref{Index: best}.span(units)
	return end - 1, true, several || betweenSections(units, labels, label, end)
}

// betweenSections reports whether a heading stands between unit from and the next clause of the
// level of a number, which may so be the last one above the heading or the first one below it.
// 12-1 belongs to 12.
func betweenSections(units []legal.Unit, labels map[int]legal.Label, label legal.Label, from int) bool {
	last := len(label.Path) - 1
	if last < 0 || label.Form != legal.Decimal || len(label.Path[last]) > 1 {
		return false
	}
	heading := false
	for i := from; i < len(units); i++ {
		if units[i].Annex.Apart {
			return false
		}
		if units[i].Kind == legal.Heading {
			heading = true
			continue
		}
		l := labelIn(units, labels, i)
		if l.Form == label.Form && len(l.Path) == last+1 && comparePaths(l.Path[:last], label.Path[:last]) == 0 && comparePaths(l.Path, label.Path) > 0 {
			return heading
		}
	}
	return false
}

// labelIn is a unit's label, or the new one that it gets.
func labelIn(units []legal.Unit, labels map[int]legal.Label, i int) legal.Label {
	if l, ok := labels[i]; ok {
		return l
	}
	return units[i].Label
}

func comparePaths(a, b [][]int) int {
	return slices.CompareFunc(a, b, func(x, y []int) int { return slices.Compare(x, y) })
}
