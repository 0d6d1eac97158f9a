package redline

import (
	"cmp"
	"slices"
)

// The least similarity, in thousandths, of a clause to the pieces beside each other
// that it was split into.
const (
	wholeAlike = 850
	entire     = 1000 // they have its words and no others
)

// joinWhole finds splits and merges in place that are at least so alike, before a
// piece, or a clause elsewhere that resembles the whole, can be taken for it.
func (m *aligner) joinWhole(least int) {
	type whole struct {
		match
		sim int
	}
	var found []whole
	bestX, bestY := make([]int, len(m.x.units)), make([]int, len(m.y.units))
	all := m.all()
	for _, c := range all {
		bestX[c.i], bestY[c.j] = max(bestX[c.i], c.sim), max(bestY[c.j], c.sim)
	}
	for _, c := range all {
		if !m.free(c) {
			continue
		}
		for _, r := range [][2]int{{-1, 0}, {0, 1}, {-1, 1}, {0, 2}, {-2, 0}} {
			if ys := m.y.run(c.j+r[0], c.j+r[1]); ys != nil {
				if sim := m.whole(&m.x.units[c.i], &m.y, ys); sim >= least && sim > bestX[c.i] {
					found = append(found, whole{match{[]int{c.i}, ys}, sim})
				}
			}
			if xs := m.x.run(c.i+r[0], c.i+r[1]); xs != nil {
				if sim := m.whole(&m.y.units[c.j], &m.x, xs); sim >= least && sim > bestY[c.j] {
					found = append(found, whole{match{xs, []int{c.j}}, sim})
				}
			}
		}
	}
	slices.SortStableFunc(found, func(a, b whole) int { return b.sim - a.sim })
	for _, w := range found {
		if m.x.allFree(w.xs) && m.y.allFree(w.ys) {
			m.take(w.match)
		}
	}
	m.extend()
	m.locate()
}

// run lists the units from to to if all are free and long enough to be pieces; else none.
func (s *side) run(from, to int) []int {
	if from < 0 || to >= len(s.units) {
		return nil
	}
	var run []int
	for i := from; i <= to; i++ {
		if s.pair[i] >= 0 || s.units[i].words < pieceWords {
			return nil
		}
		run = append(run, i)
	}
	return run
}

func (s *side) allFree(run []int) bool {
	return !slices.ContainsFunc(run, func(i int) bool { return s.pair[i] >= 0 })
}

// whole is the similarity of a unit to a run of others together, or some number
// below wholeAlike.
func (m *aligner) whole(u *unit, s *side, run []int) int {
	weight, common, rest := u.weight, 0, u.bag
	for _, i := range run {
		weight += s.units[i].weight
		common += m.common(s.units[i].bag, u.bag) // at most: they may share words
	}
	if 2*1000*common < wholeAlike*weight {
		return 0
	}
	common = 0
	for _, i := range run {
		common += m.common(s.units[i].bag, rest)
		rest = without(rest, s.units[i].bag)
	}
	return 2 * 1000 * common / max(1, weight)
}

// take records a split or merge, or another form of one that is recorded.
func (m *aligner) take(j match) {
	k, grown := m.joinOf[j.xs[0]]
	for _, x := range j.xs {
		if at, ok := m.joinOf[x]; ok {
			k, grown = at, true
		}
	}
	if grown {
		m.joins[k] = j
	} else {
		k = len(m.joins)
		m.joins = append(m.joins, j)
	}
	for _, x := range j.xs {
		m.x.pair[x] = j.ys[0]
		m.joinOf[x] = k
	}
	for _, y := range j.ys {
		m.y.pair[y] = j.xs[0]
	}
}

// at returns the match of unit i of x, which is paired.
func (m *aligner) at(i int) match {
	if k, ok := m.joinOf[i]; ok {
		return m.joins[k]
	}
	return match{[]int{i}, []int{m.x.pair[i]}}
}

// apart is how many units may stand between two pieces that stand next to each
// other in the joined clause.
const apart = 4

// held is the least share of a piece's words, in thousandths, that stand in runs
// of the clause it is a piece of.
const held = 600

// star is a clause of one side and the units of the other that it holds.
type star struct {
	center int
	leaves []int
	score  int  // words in common runs, those of leaves that are held in part counting less
	ofY    bool // the center is a unit of y
}

// joinByRuns finds what was split, merged or kept within another clause by the
// runs of words that went there.
func (m *aligner) joinByRuns() {
	flows := m.flows()
	if m.pairAround(flows) {
		flows = m.flows()
	}
	stars := m.stars(flows, false)
	for k, f := range flows {
		flows[k] = flow{f.j, f.i, f.words}
	}
	slices.SortFunc(flows, func(a, b flow) int { return cmp.Or(cmp.Compare(a.i, b.i), cmp.Compare(a.j, b.j)) })
	stars = append(stars, m.stars(flows, true)...)
	slices.SortStableFunc(stars, func(a, b star) int { return cmp.Compare(b.score, a.score) })
	for _, s := range stars {
		from, to := &m.x, &m.y
		if s.ofY {
			from, to = to, from
		}
		leaves := slices.DeleteFunc(s.leaves, func(i int) bool { return to.pair[i] >= 0 })
		if from.pair[s.center] >= 0 || len(leaves) == 0 {
			continue
		}
		j := match{[]int{s.center}, leaves}
		if s.ofY {
			j = match{leaves, []int{s.center}}
		}
		if len(leaves) > 1 {
			m.take(j)
		} else {
			m.set(j.xs[0], j.ys[0])
		}
	}
	m.extend()
	m.locate()
}

// stars groups flows, which are in order, by i. A leaf is a unit most of whose
// words went to its center; of leaves that stand far apart those with the most
// words count.
func (m *aligner) stars(flows []flow, ofY bool) []star {
	from, to := &m.x, &m.y
	if ofY {
		from, to = to, from
	}
	most := map[int]flow{} // of each j
	for _, f := range flows {
		if best, ok := most[f.j]; !ok || f.words > best.words {
			most[f.j] = f
		}
	}
	var out []star
	for k := 0; k < len(flows); {
		center := flows[k].i
		var here, best star
		for ; k < len(flows) && flows[k].i == center; k++ {
			f := flows[k]
			share := 1000 * f.words / to.units[f.j].words
			if most[f.j] != f || share < held || to.units[f.j].group == titles || from.units[center].group == titles {
				continue
			}
			if n := len(here.leaves); n > 0 && (f.j-here.leaves[n-1] > apart+1 || to.gap[f.j] != to.gap[here.leaves[n-1]]) {
				here = star{}
			}
			here = star{center, append(here.leaves, f.j), here.score + f.words*share*share/1000, ofY}
			if here.score > best.score && (len(here.leaves) > 1 || share >= heldAlone && f.words >= keptWords) {
				best = here
			}
		}
		if len(best.leaves) > 0 {
			out = append(out, best)
		}
	}
	return out
}

// A unit is paired with one that holds it whole if they have at least this many
// words in common runs, and this share of its words.
const (
	keptWords = 5
	heldAlone = 800
)

// pieceWords is how many words a unit must have to be taken for a piece.
const pieceWords = 2

// joinedShare is the least share of an unpaired unit's words, in thousandths,
// that the other text of a pair must hold beyond the pair's own.
const joinedShare = 600

// The least shares, in thousandths, of the words of a piece that repeats others of its
// whole: those that no other piece has, and those that the whole has at all.
const (
	ownShare      = 200
	repeatedShare = 900
)

// join lets splits and merges grow piece by piece: an unpaired unit beside a
// changed pair or join, most of whose words stand in what that does not explain,
// is a part of it. It is marked as paired, so that nothing else takes it.
func (m *aligner) join() {
	for i, j := range m.x.pair {
		if j < 0 {
			continue
		}
		old := m.at(i)
		if old.xs[0] != i || m.x.units[i].group == titles {
			continue
		}
		if a, b := &m.x.units[i], &m.y.units[j]; len(old.xs) == 1 && len(old.ys) == 1 && (a.loose == b.loose || oneWordChanged(a, b)) {
			continue // nothing left them, or one word for another
		}
		new := old
		if len(old.xs) == 1 {
			new.ys = m.grow(&m.y, old.ys, &m.x.units[i])
		}
		if len(new.ys) == 1 {
			new.xs = m.grow(&m.x, old.xs, &m.y.units[j])
		}
		if len(new.xs) > len(old.xs) || len(new.ys) > len(old.ys) {
			m.take(new)
		}
	}
	m.locate()
}

// outdone reports whether another unit without a partner is whole in the rest of a clause, with
// more than a piece has in common with it: of clauses that differ in a name and a sum that one
// went there.
func (m *aligner) outdone(s *side, common int, rest []count) bool {
	return slices.ContainsFunc(s.index.nearest(m.similarity, rest, byWords), func(i int32) bool {
		u := &s.units[i]
		return s.pair[i] < 0 && u.weight > common && m.common(u.bag, rest) == u.weight
	})
}

// grow returns the run with the units around it that hold words of the whole
// which the run does not have.
func (m *aligner) grow(s *side, run []int, whole *unit) []int {
	rest := without(whole.bag, s.together(run))
	run = slices.Clone(run)
	fits := func(k int, near bool) bool {
		u := &s.units[k]
		share := joinedShare
		if u.group != whole.group {
			share = share * 100 / otherGroup
		}
		common := m.common(u.bag, rest)
		switch {
		case s.pair[k] >= 0 || u.group == titles || u.weight == 0 || (u.group == headings) != (whole.group == headings):
			return false
		case u.words < pieceWords: // a lead-in of one word, or an item of one
			return near && common == u.weight && (leads(s.units, k, slices.Min(run)) || among(s.units, k, run) || 2*common >= weigh(m.weights, rest))
		}
		// An item may repeat words that stand once in the whole: «приостановить или
		// прекратить доступ» becomes «приостановить доступ» and «прекратить доступ».
		fit := 1000*common >= share*u.weight ||
			near && 1000*common >= ownShare*u.weight && 1000*m.common(u.bag, whole.bag) >= repeatedShare*u.weight
		return fit && (common == u.weight || !m.outdone(s, common, rest))
	}
	fill := func() { // what stands between pieces
		from, to := slices.Min(run), slices.Max(run)
		for k := from; k < to; k++ {
			if s.pair[k] < 0 && to-from <= apart*len(run) && !slices.Contains(run, k) && fits(k, true) {
				rest = without(rest, s.units[k].bag)
				run = append(run, k)
			}
		}
	}
	fill()
	step := func(from, d int) bool {
		for n := 1; n <= apart+1; n++ {
			k := from + d*n
			if k < 0 || k >= len(s.units) || s.pair[k] >= 0 {
				return false
			}
			if fits(k, n == 1) {
				rest = without(rest, s.units[k].bag)
				run = append(run, k)
				return true
			}
		}
		return false
	}
	for step(slices.Max(run), 1) {
	}
	for step(slices.Min(run), -1) {
	}
	fill()
	slices.Sort(run)
	return run
}
