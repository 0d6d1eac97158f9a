package redline

import (
	"cmp"
	"slices"
)

// Alignment finds the units of one text in the other, in this order:
//
//  1. Units of one kind with the same words: those that are alone with them,
//     then equal neighbours of pairs, on and on. Numbers are no words, and
//     references to clauses are all one word here.
//  2. Short units that this found out of order are set free: figures of tables,
//     one-word lead-ins.
//  3. Clauses that were split, merged, or kept within another, by the runs of
//     words that went there (run.go, join.go); then those split in two or three
//     pieces that leave next to nothing unexplained.
//     Then rows of tables that have the same name in their first cell.
//  4. Of the rest, bounded candidates (candidate.go) by the similarity of their
//     words (similar.go), best first, in falling steps. Clauses of boilerplate
//     resemble each other, and no limit tells them apart; so one that stands out
//     of place must be an edited clause, not another one of the same words
//     (elsewhere.go).
//  5. Units beside a pair or a join that hold words which it does not explain.
//  6. Within the gaps between pairs that are in order: the best chain in order,
//     then what is alone there.
//  7. Headings, and clauses that lead in others, by what stands under them; then
//     short units that are alone in a gap under one number.
//  8. At last clauses that have nothing in common but their place and their number:
//     one was put for the other («изложить в новой редакции»). So the paragraph
//     that opens a text.
//
// Then the words are compared, and joins lose the pieces of which next to nothing
// is kept (compare.go).
//
// All choices are made by numbers, then by order: no map's order can be seen.

// The limits of alignment, in thousandths of similarity. They were set on edits
// of known truth: `go run ./internal/lab/score`.
const (
	sure       = 750 // pairs first, anywhere
	likely     = 600 // pairs then, anywhere
	possible   = 450 // pairs at last, anywhere
	inPlace    = 300 // pairs between neighbours that are paired in order
	leastAlike = 250 // pairs if nothing else could be meant
	certain    = 900 // needs no margin over rivals if it is out of place
	ahead      = 100 // what a pair in place has before others of its similarity
	keenAlike  = 300 // keen similarity that a pair out of place must have
	margin     = 30  // by which it must beat its rivals'
	settled    = 700 // what the keen similarity to a unit that is paired counts, in thousandths
)

// match says that units xs of one side are units ys of the other: one and one,
// one and several, or several and one. Each is in order; others may stand between.
type match struct{ xs, ys []int }

type aligner struct {
	similarity
	words  []string // of the vocabulary
	x, y   side
	known  []candidate // by number and words, of all units that were not paired at first
	scores [][]score   // of the pairs of each unit of x that were compared
	joins  []match     // splits and merges so far
	joinOf map[int]int // units of x that are in one: its place in joins
}

// align finds the units of x in y. It returns the matches in the order of x;
// what stands in none is on one side only.
func align(v *vocabulary, x, y []unit) []match {
	s := newSimilarity(v, x, y)
	m := &aligner{similarity: s, words: v.words, x: newSide(len(v.words), x), y: newSide(len(v.words), y), scores: make([][]score, len(x)), joinOf: map[int]int{}}
	m.titles()
	m.unique(func(u *unit) int32 { return u.exact })
	m.extend()
	m.unique(func(u *unit) int32 { return u.loose })
	m.extend()
	m.locate()
	m.unpairShort()
	m.known = m.candidates()

	m.joinWhole(entire)
	m.joinByRuns()
	m.joinWhole(wholeAlike)
	m.pairRows()
	m.pairNumbered(oneWordChanged)
	m.pairBest(sure)
	m.pairBest(likely)
	m.join()
	m.pairBest(possible)
	m.pairInOrder()
	m.pairBest(inPlace)
	m.pairAlone()
	m.pairOwners()
	m.join()
	m.pairLone()
	m.pairNumbered(func(_, _ *unit) bool { return true })
	return m.matches()
}

func (m *aligner) set(i, j int) { m.x.pair[i], m.y.pair[j] = j, i }

// titles pairs the two titles, whatever they say.
func (m *aligner) titles() {
	if len(m.x.units) > 0 && len(m.y.units) > 0 && m.x.units[0].group == titles && m.y.units[0].group == titles {
		m.set(0, 0)
	}
}

// once gives the unpaired units of a side by a key; -1 if several have it.
func once[K comparable](s *side, key func(i int) (k K, ok bool)) map[K]int {
	found := map[K]int{}
	for i, j := range s.pair {
		if j >= 0 {
			continue
		}
		if k, ok := key(i); ok {
			if _, twice := found[k]; twice {
				i = -1
			}
			found[k] = i
		}
	}
	return found
}

// unique pairs units whose key stands once on each side.
func (m *aligner) unique(key func(*unit) int32) {
	type place struct {
		key   int32
		group group
	}
	of := func(s *side) map[place]int {
		return once(s, func(i int) (place, bool) { return place{key(&s.units[i]), s.units[i].group}, true })
	}
	y := of(&m.y)
	for k, i := range of(&m.x) { // any order: keys are independent
		if j, ok := y[k]; ok && i >= 0 && j >= 0 {
			m.set(i, j)
		}
	}
}

// extend pairs equal units beside pairs, on and on: forward, then backward. The
// texts' ends count as pairs.
func (m *aligner) extend() {
	same := func(i, j int) bool {
		a, b := &m.x.units[i], &m.y.units[j]
		return m.x.pair[i] < 0 && m.y.pair[j] < 0 && a.loose == b.loose && a.group == b.group
	}
	n, k := len(m.x.units), len(m.y.units)
	for i, j := 0, 0; i < n; i++ {
		if i > 0 {
			if j = m.x.pair[i-1] + 1; j == 0 {
				continue
			}
		}
		if j < k && same(i, j) {
			m.set(i, j)
		}
	}
	for i, j := n-1, k-1; i >= 0; i-- {
		if i < n-1 {
			if j = m.x.pair[i+1] - 1; j < 0 {
				continue
			}
		}
		if j >= 0 && same(i, j) {
			m.set(i, j)
		}
	}
}

// pairBest pairs candidates of at least this similarity, best first. One that is
// out of place must be certain, or known again.
func (m *aligner) pairBest(least int) {
	all := m.all()
	rivals := m.rivals(all)
	free := m.rivals(slices.DeleteFunc(slices.Clone(all), func(c candidate) bool { return !m.free(c) }))
	stays := m.staying(all)
	found := slices.DeleteFunc(all, func(c candidate) bool {
		if c.sim < least || !m.free(c) {
			return true
		}
		if m.inGap(c.i, c.j) || c.sim >= certain {
			return false
		}
		return c.sim < sure && max(stays.x[c.i], stays.y[c.j]) >= c.sim-nearly || !m.knownAgain(c, rivals.best(c), free.best(c))
	})
	m.setAll(found)
}

// setAll pairs candidates whose units are free then, best first, and their equal
// neighbours.
func (m *aligner) setAll(all []candidate) {
	m.sort(all)
	for _, c := range all {
		if m.free(c) {
			m.set(c.i, c.j)
		}
	}
	m.extend()
	m.locate()
}

func (m *aligner) free(c candidate) bool { return m.x.pair[c.i] < 0 && m.y.pair[c.j] < 0 }

// pairInOrder pairs, among the candidates that stand in the gaps, those of the
// best chain.
func (m *aligner) pairInOrder() {
	var points []point
	for _, c := range m.all() {
		if c.sim >= inPlace && m.free(c) && m.x.gap[c.i] == m.y.gap[c.j] {
			points = append(points, point{c.i, c.j, c.sim*c.sim/100 + 100*m.context(c)})
		}
	}
	for _, p := range heaviest(points) {
		m.set(p.a, p.b)
	}
	m.extend()
	m.locate()
}

// place is a gap, for units of one kind.
type place struct {
	gap   int
	group group
}

// pairAlone pairs units that are alone of their kind in a gap, or stand there under
// one number, if they are alike in the least.
func (m *aligner) pairAlone() {
	alone := func(s *side) map[place]int {
		n := map[place]int{}
		for i, j := range s.pair {
			if j < 0 {
				n[place{s.gap[i], s.units[i].group}]++
			}
		}
		return n
	}
	nx, ny := alone(&m.x), alone(&m.y)
	all := slices.DeleteFunc(m.all(), func(c candidate) bool {
		a, b := &m.x.units[c.i], &m.y.units[c.j]
		k := place{m.x.gap[c.i], a.group}
		return c.sim < leastAlike || !m.free(c) || a.group != b.group || k.gap != m.y.gap[c.j] ||
			(nx[k] != 1 || ny[k] != 1) && (a.number == "" || a.number != b.number)
	})
	m.setAll(all)
}

// pairOwners pairs headings, and clauses that lead in others, by what stands
// under them: more than half of the units of both, wherever they went.
func (m *aligner) pairOwners() {
	x, y := m.x.owners(), m.y.owners()
	size, votes := map[int]int{}, map[[2]int]int{}
	for _, h := range y {
		size[h]++
	}
	total := map[int]int{}
	for i, h := range x {
		total[h]++
		if j := m.x.pair[i]; j >= 0 && h >= 0 && y[j] >= 0 {
			votes[[2]int{h, y[j]}]++
		}
	}
	for v, n := range votes { // any order: more than half can be of one pair only
		i, j := v[0], v[1]
		if m.free(candidate{i: i, j: j}) && m.x.units[i].group == m.y.units[j].group && 2*n > total[i] && 2*n > size[j] {
			m.set(i, j)
		}
	}
	m.locate()
}

// pairLone pairs units of few words that are alone of their kind in a gap, under
// one number: whatever they say, one was put for the other. So the paragraph that opens a
// text: it has no number, and no other place.
func (m *aligner) pairLone() {
	lone := func(s *side) map[place]int {
		return once(s, func(i int) (place, bool) { return place{s.gap[i], s.units[i].group}, true })
	}
	y := lone(&m.y)
	for k, i := range lone(&m.x) { // any order: places are independent
		j, ok := y[k]
		if !ok || i < 0 || j < 0 {
			continue
		}
		if a, b := &m.x.units[i], &m.y.units[j]; m.x.opens(i) && m.y.opens(j) || a.words <= shortWords && b.words <= shortWords && a.number != "" && a.number == b.number {
			m.set(i, j)
		}
	}
	m.locate()
}

// pairNumbered pairs numbered clauses that stand in one gap, under one number, in clauses
// that are paired, if they fit. In the last round all do: nothing of the old wording need be left.
// It is the reading of lawyers, who restate a clause under its number; a clause that went
// and another that came in its place look the same.
func (m *aligner) pairNumbered(fit func(a, b *unit) bool) {
	type key struct {
		gap, parent int // parent: in y; -1 for none
		number      string
		group       group
	}
	numbered := func(s *side, parent func(int) int) map[key]int {
		return once(s, func(i int) (key, bool) {
			u, p := &s.units[i], -1
			if u.number == "" || u.group == titles || u.group == headings {
				return key{}, false
			}
			if u.src.Parent >= 0 {
				if p = parent(u.src.Parent); p < 0 {
					return key{}, false
				}
			}
			return key{s.gap[i], p, u.number, u.group}, true
		})
	}
	y := numbered(&m.y, func(p int) int { return p })
	var found [][2]int
	for k, i := range numbered(&m.x, func(p int) int { return m.x.pair[p] }) { // any order: they are sorted
		if j, ok := y[k]; ok && i >= 0 && j >= 0 && m.between(i, j) && fit(&m.x.units[i], &m.y.units[j]) {
			found = append(found, [2]int{i, j})
		}
	}
	slices.SortFunc(found, func(a, b [2]int) int { return cmp.Compare(a[0], b[0]) })
	last := -1 // of y: they keep their order
	for _, p := range found {
		if p[1] > last {
			last = p[1]
			m.set(p[0], last)
		}
	}
	m.locate()
}

// oneWordChanged reports whether units, too short to be known again by their words, differ
// in one word at its place: their number says which is which.
func oneWordChanged(a, b *unit) bool {
	if a.words != b.words || a.words < pieceWords || a.words >= tellingWords {
		return false
	}
	x, y := a.wordList(), b.wordList()
	n := 0
	for k := range x {
		if x[k] != y[k] {
			n++
		}
	}
	return n == 1
}

// unpairShort takes the pairs of units of few words that stand out of order and
// by themselves: figures and names of tables, one-word lead-ins.
func (m *aligner) unpairShort() {
	short := func(i, j int) bool {
		return m.x.units[i].words <= shortWords && m.y.units[j].words <= shortWords && m.x.units[i].group != headings &&
			!sameItem(&m.x.units[i], &m.y.units[j], func(p, q int) bool { return m.x.pair[p] == q })
	}
	beside := func(i, j, d int) bool { // a longer pair moved with it
		for i, j = i+d, j+d; i >= 0 && j >= 0 && i < len(m.x.pair) && m.x.pair[i] == j && j < len(m.y.pair); i, j = i+d, j+d {
			if !short(i, j) {
				return true
			}
		}
		return false
	}
	for i, j := range m.x.pair {
		if j >= 0 && m.x.gap[i] != m.y.gap[j] && short(i, j) && !beside(i, j, 1) && !beside(i, j, -1) {
			m.x.pair[i], m.y.pair[j] = -1, -1
		}
	}
	m.locate()
}

// matches returns pairs and joins in the order of x.
func (m *aligner) matches() []match {
	out := slices.Clone(m.joins)
	for i, j := range m.x.pair {
		if _, joined := m.joinOf[i]; j >= 0 && !joined {
			out = append(out, match{[]int{i}, []int{j}})
		}
	}
	slices.SortFunc(out, func(a, b match) int { return cmp.Compare(a.xs[0], b.xs[0]) })
	return out
}
