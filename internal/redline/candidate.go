package redline

import (
	"cmp"
	"slices"
)

// How many candidates a unit gets, whatever the texts.
const (
	byNumber = 8  // units under one number, at most
	byWords  = 12 // that share the most rare words
	byRank   = 8  // either way, among the unpaired of a gap
	byPlace  = 3  // next to the partners of its neighbours
)

// candidate is a pair of units that may be the same.
type candidate struct{ i, j, sim, keen int }

// score is how alike a unit of x and unit j of y are, plain and keen.
type score struct{ j, sim, keen int32 }

// consider appends the pair of units i and j if they are alike at all.
func (m *aligner) consider(out []candidate, i, j int) []candidate {
	known := m.scores[i]
	k := slices.IndexFunc(known, func(s score) bool { return s.j == int32(j) })
	if k < 0 {
		a, b := m.of(&m.x.units[i], &m.y.units[j])
		k, m.scores[i] = len(known), append(known, score{int32(j), int32(a), int32(b)})
	}
	s := m.scores[i][k]
	if s.sim == 0 {
		return out
	}
	return append(out, candidate{i, j, int(s.sim), int(s.keen)})
}

// candidates pairs every unit that is free with those, free or not, that have
// its number or share its rare words; each once, by their units.
func (m *aligner) candidates() []candidate {
	var out []candidate
	search := func(from, to *side, add func(i, j int)) {
		numbers := map[string][]int{}
		for j := range to.units {
			if n := to.units[j].number; n != "" && len(numbers[n]) <= byNumber {
				numbers[n] = append(numbers[n], j)
			}
		}
		for i := range from.units {
			if from.pair[i] >= 0 {
				continue
			}
			if same := numbers[from.units[i].number]; len(same) <= byNumber {
				for _, j := range same {
					add(i, j)
				}
			}
			for _, j := range to.index.nearest(m.similarity, from.units[i].bag, byWords) {
				add(i, int(j))
			}
		}
	}
	search(&m.x, &m.y, func(i, j int) { out = m.consider(out, i, j) })
	search(&m.y, &m.x, func(j, i int) { out = m.consider(out, i, j) })
	slices.SortFunc(out, func(a, b candidate) int { return cmp.Or(cmp.Compare(a.i, b.i), cmp.Compare(a.j, b.j)) })
	return slices.Compact(out)
}

// all returns the known candidates and those that stand in the gaps there are
// now; each once, none without similarity.
func (m *aligner) all() []candidate {
	out := make([]candidate, 0, len(m.known)+len(m.x.units))
	known := m.known
	ys := m.y.free()
	var near []int // units of y that may be unit i
	for _, xs := range m.x.free() {
		gap := m.x.gap[xs[0]]
		var rivals []int
		if k, ok := slices.BinarySearchFunc(ys, gap, func(js []int, gap int) int { return cmp.Compare(m.y.gap[js[0]], gap) }); ok {
			rivals = ys[k]
		}
		for r, i := range xs {
			near = m.beside(near[:0], i)
			// The same rank from the start, and from the end.
			for _, at := range []int{r, len(rivals) - len(xs) + r} {
				if from, to := max(0, at-byRank), min(at+byRank+1, len(rivals)); from < to {
					near = append(near, rivals[from:to]...)
				}
			}
			slices.Sort(near)
			for _, j := range slices.Compact(near) {
				c := candidate{i: i, j: j}
				for len(known) > 0 && known[0].before(c) {
					out, known = append(out, known[0]), known[1:]
				}
				if len(known) == 0 || known[0].i != i || known[0].j != j {
					out = m.consider(out, i, j)
				}
			}
		}
	}
	return append(out, known...)
}

// beside appends the units of y that stand next to the partners of the neighbours of
// unit i, and have no partner.
func (m *aligner) beside(near []int, i int) []int {
	for d := 1; d <= byPlace; d++ {
		for _, j := range [...]int{m.x.prev[i] + d, m.x.next[i] - d} {
			if j >= 0 && j < len(m.y.units) && m.y.pair[j] < 0 {
				near = append(near, j)
			}
		}
	}
	return near
}

// before orders candidates by their units.
func (c candidate) before(d candidate) bool { return c.i < d.i || c.i == d.i && c.j < d.j }

// free lists the units that are not paired, gap by gap.
func (s *side) free() [][]int {
	var gaps [][]int
	last := -1
	for i, j := range s.pair {
		if j >= 0 {
			continue
		}
		if s.gap[i] != last {
			last = s.gap[i]
			gaps = append(gaps, nil)
		}
		gaps[len(gaps)-1] = append(gaps[len(gaps)-1], i)
	}
	return gaps
}

// context counts what speaks for a pair besides its words: neighbours that are
// paired, the same parent, the same number.
func (m *aligner) context(c candidate) int {
	n := 0
	if c.i > 0 && c.j > 0 && m.x.pair[c.i-1] == c.j-1 {
		n++
	}
	if c.i+1 < len(m.x.units) && c.j+1 < len(m.y.units) && m.x.pair[c.i+1] == c.j+1 {
		n++
	}
	a, b := &m.x.units[c.i], &m.y.units[c.j]
	if p := a.src.Parent; p >= 0 && p < len(m.x.pair) && b.src.Parent >= 0 && m.x.pair[p] == b.src.Parent {
		n++
	}
	if a.number != "" && a.number == b.number {
		n++
	}
	return n
}

// sort orders candidates best first: by words, those in place a step ahead, then
// by context, nearness and order.
func (m *aligner) sort(all []candidate) {
	type keyed struct {
		candidate
		score, context, distance int
	}
	keys := make([]keyed, len(all))
	for k, c := range all {
		keys[k] = keyed{c, c.sim, m.context(c), max(m.x.prev[c.i]-c.j, c.j-m.x.prev[c.i])}
		if m.inGap(c.i, c.j) {
			keys[k].score += ahead
		}
	}
	slices.SortFunc(keys, func(a, b keyed) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.context, a.context),
			cmp.Compare(a.distance, b.distance), cmp.Compare(a.i, b.i), cmp.Compare(a.j, b.j))
	})
	for k := range keys {
		all[k] = keys[k].candidate
	}
}

// rivals knows the best two candidates of every unit, by keen similarity. A unit
// that has a partner is less of a rival.
type rivals struct{ x, y [][2]candidate }

func (m *aligner) rivals(all []candidate) rivals {
	r := rivals{make([][2]candidate, len(m.x.units)), make([][2]candidate, len(m.y.units))}
	for _, c := range all {
		if !m.free(c) {
			c.keen = c.keen * settled / 1000
		}
		for _, top := range []*[2]candidate{&r.x[c.i], &r.y[c.j]} {
			switch {
			case c.keen > top[0].keen:
				top[0], top[1] = c, top[0]
			case c.keen > top[1].keen:
				top[1] = c
			}
		}
	}
	return r
}

// best returns the keen similarity of the candidate's best rival on either side.
// The candidate itself is free.
func (r rivals) best(c candidate) int {
	best := 0
	for _, top := range [][2]candidate{r.x[c.i], r.y[c.j]} {
		if top[0] == c {
			best = max(best, top[1].keen)
		} else {
			best = max(best, top[0].keen)
		}
	}
	return best
}
