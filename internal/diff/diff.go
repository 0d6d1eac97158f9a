// Package diff finds how one sequence becomes another.
//
// A script is a list of edits: each replaces one stretch of a by one of b, and
// what lies between two edits is equal. Among all scripts, Edits looks for one
// that is cheap to read: it costs the weight of every element taken out or put
// in, and a fixed gap for every edit, so that two changes with a word between
// them become one.
//
//	a := strings.Fields("the fee is due in ten days")
//	b := strings.Fields("the fee is payable in five days")
//	Edits(a, b, cost)  // {3 4 3 4} "due" to "payable", {5 6 5 6} "ten" to "five"
//
// Laws:
//   - The edits of Edits(a, b, c), made in a, give b.
//   - Edits are in order, disjoint, not empty, and never adjacent.
//   - Edits(b, a, c) is the mirror of Edits(a, b, c).
//   - The script costs the least possible where a and b, without their common
//     ends, span at most c.Cells pairs. Beyond that a linear-space script with a
//     fixed amount of work is used, and if that does not suffice, one edit
//     for the whole. The result never depends on a clock.
package diff

import (
	"cmp"
	"slices"
)

// Edit replaces a[A0:A1] by b[B0:B1]. At least one of the two is not empty.
type Edit struct{ A0, A1, B0, B1 int }

// Cost is what a script costs.
type Cost[T any] struct {
	// Weight of an element, at least 0; equal elements have equal weights.
	// Nil: every element weighs 1.
	Weight func(T) int
	// Gap is added for every edit, at least 0.
	Gap int
	// Cells is the largest len(a)*len(b) solved exactly. 0: 4 million.
	Cells int
	// Work bounds the steps of the linear-space script. 0: 40 million.
	Work int
}

// Edits returns a script from a to b; nil if they are equal.
func Edits[T cmp.Ordered](a, b []T, c Cost[T]) []Edit {
	// One order of the sides, so that swapping them mirrors the script.
	if len(a) > len(b) || len(a) == len(b) && slices.Compare(a, b) > 0 {
		return Mirror(Edits(b, a, c))
	}
	// Common ends are part of some cheapest script: whatever else a[0] were
	// matched with could be exchanged for b[0], at no more weight or edits.
	start := 0
	for start < len(a) && a[start] == b[start] {
		start++
	}
	end := 0
	for end < len(a)-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	s := newScript(a[start:len(a)-end], b[start:len(b)-end], c)
	edits := s.solve(cmp.Or(c.Cells, 4_000_000), cmp.Or(c.Work, 40_000_000))
	for i := range edits {
		e := &edits[i]
		*e = Edit{e.A0 + start, e.A1 + start, e.B0 + start, e.B1 + start}
	}
	return edits
}

// Mirror turns a script from a to b into one from b to a, in place.
func Mirror(edits []Edit) []Edit {
	for i, e := range edits {
		edits[i] = Edit{e.B0, e.B1, e.A0, e.A1}
	}
	return edits
}

// script is one problem on small integers: equal elements have equal names.
type script struct {
	a, b   []int32 // names
	wa, wb []int32 // weights
	gap    int32
}

func newScript[T cmp.Ordered](a, b []T, c Cost[T]) *script {
	names := make(map[T]int32, len(a))
	weigh := func(seq []T) (name, weight []int32) {
		name, weight = make([]int32, len(seq)), make([]int32, len(seq))
		for i, v := range seq {
			id, ok := names[v]
			if !ok {
				id = int32(len(names))
				names[v] = id
			}
			name[i], weight[i] = id, 1
			if c.Weight != nil {
				weight[i] = int32(c.Weight(v))
			}
		}
		return name, weight
	}
	s := &script{gap: int32(c.Gap)}
	s.a, s.wa = weigh(a)
	s.b, s.wb = weigh(b)
	return s
}

func (s *script) solve(cells, work int) []Edit {
	n, m := len(s.a), len(s.b)
	switch {
	case n == 0 && m == 0:
		return nil
	case n == 0 || m == 0:
		return []Edit{{0, n, 0, m}}
	case n <= cells/m:
		return s.exact()
	}
	return s.absorb(s.linear(work))
}

// absorb drops the equal islands between edits that cost more than they save.
func (s *script) absorb(edits []Edit) []Edit {
	out := edits[:0]
	for _, e := range edits {
		if len(out) > 0 {
			last := &out[len(out)-1]
			var island int64
			for _, w := range s.wa[last.A1:e.A0] {
				island += int64(w)
			}
			if 2*island <= int64(s.gap) {
				last.A1, last.B1 = e.A1, e.B1
				continue
			}
		}
		out = append(out, e)
	}
	return out
}
