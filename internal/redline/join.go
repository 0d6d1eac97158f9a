package redline

import "slices"

// wholeAlike is the least similarity, in thousandths, of a clause to the pieces
// beside each other that it was split into.
const wholeAlike = 850

// joinWhole finds splits and merges in place that leave little unexplained, before
// a piece, or a clause elsewhere that resembles the whole, can be taken for it.
func (m *aligner) joinWhole() {
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
				if sim := m.whole(&m.x.units[c.i], &m.y, ys); sim >= wholeAlike && sim > bestX[c.i] {
					found = append(found, whole{match{[]int{c.i}, ys}, sim})
				}
			}
			if xs := m.x.run(c.i+r[0], c.i+r[1]); xs != nil {
				if sim := m.whole(&m.y.units[c.j], &m.x, xs); sim >= wholeAlike && sim > bestY[c.j] {
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

// run lists the units from to to where all are free and long enough to be pieces.
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

// take records a split or merge.
func (m *aligner) take(j match) {
	for _, x := range j.xs {
		m.x.pair[x] = j.ys[0]
		m.joined[x] = true
	}
	for _, y := range j.ys {
		m.y.pair[y] = j.xs[0]
	}
	m.joins = append(m.joins, j)
}

// pieceWords is how many words a unit must have to be taken for a piece.
const pieceWords = 2

// joinedShare is the least share of an unpaired unit's words, in thousandths,
// that the other text of a pair must hold beyond the pair's own.
const joinedShare = 600

// join finds clauses that were split or merged: an unpaired unit beside a changed
// pair, most of whose words stand in what the pair does not explain, is part of
// that pair. It is marked as paired, so that nothing else takes it.
func (m *aligner) join() {
	for i, j := range m.x.pair {
		if j < 0 || m.joined[i] {
			continue
		}
		a, b := &m.x.units[i], &m.y.units[j]
		if a.loose == b.loose || a.group == titles {
			continue
		}
		ys := m.grow(&m.y, j, without(a.bag, b.bag))
		xs := []int{i}
		if len(ys) == 1 {
			xs = m.grow(&m.x, i, without(b.bag, a.bag))
		}
		if len(xs) == 1 && len(ys) == 1 {
			continue
		}
		m.take(match{xs, ys})
	}
	m.locate()
}

// grow returns the run of units around i, which is paired, that the rest holds:
// words of i's partner that i does not have.
func (m *aligner) grow(s *side, i int, rest []count) []int {
	run := []int{i}
	take := func(k int) bool {
		if k < 0 || k >= len(s.units) || s.pair[k] >= 0 {
			return false
		}
		u := &s.units[k]
		if u.words < pieceWords || u.group == titles || 1000*m.common(u.bag, rest) < joinedShare*u.weight {
			return false
		}
		rest = without(rest, u.bag)
		run = append(run, k)
		return true
	}
	for k := i + 1; take(k); k++ {
	}
	for k := i - 1; take(k); k-- {
	}
	slices.Sort(run)
	return run
}
