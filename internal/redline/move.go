package redline

import (
	"cmp"
	"slices"
)

// What moved is what stands outside the heaviest chain of matches that keep their
// order. Matches that moved and still follow each other on both sides moved
// together: a clause with its items, a section, a run of clauses is one move.

// moveOf says how a match moved.
type moveOf uint8

const (
	kept    moveOf = iota
	moved          // it begins a move
	carried        // it moved with the match before it
)

// shortWords is how many words a unit has at most that is too short to be known
// again elsewhere by itself: a figure or a name in a table.
const shortWords = 3

// moves says of each match how it moved.
func (c *comparison) moves() []moveOf {
	out := make([]moveOf, len(c.matches))
	inOrder := c.inOrder()
	for _, block := range c.blocks(inOrder) {
		for n, k := range block {
			out[k] = carried
			if n == 0 {
				out[k] = moved
			}
		}
	}
	return out
}

// inOrder says of each match whether it kept its order: it is in the heaviest
// chain of matches.
func (c *comparison) inOrder() []bool {
	points := make([]point, len(c.matches))
	at := make(map[int]int, len(c.matches))
	for k, m := range c.matches {
		points[k] = point{m.xs[0], m.ys[0], orderWeight(c.x[m.xs[0]].group, max(len(m.xs), len(m.ys)), c.wordsOf(m))}
		at[m.xs[0]] = k
	}
	out := make([]bool, len(points))
	for _, p := range heaviest(points) {
		out[at[p.a]] = true
	}
	return out
}

// wordsOf counts the words of a match on both sides.
func (c *comparison) wordsOf(m match) int {
	n := 0
	for _, i := range m.xs {
		n += c.x[i].words
	}
	for _, j := range m.ys {
		n += c.y[j].words
	}
	return n
}

// blocks groups the matches that are out of order: those of a block follow each
// other among the matches on both sides.
func (c *comparison) blocks(inOrder []bool) [][]int {
	// Matches stand in the order of x; rank is their order in y.
	byY := make([]int, len(c.matches))
	for k := range byY {
		byY[k] = k
	}
	slices.SortFunc(byY, func(a, b int) int { return cmp.Compare(c.matches[a].ys[0], c.matches[b].ys[0]) })
	rank := make([]int, len(byY))
	for r, k := range byY {
		rank[k] = r
	}
	var out [][]int
	for k := range c.matches {
		if inOrder[k] {
			continue
		}
		if n := len(out); n > 0 && k > 0 && !inOrder[k-1] && rank[k] == rank[k-1]+1 {
			out[n-1] = append(out[n-1], k)
			continue
		}
		out = append(out, []int{k})
	}
	return out
}

// sameItem reports whether a match is of one item of one list.
func (c *comparison) sameItem(m match) bool {
	return len(m.xs) == 1 && len(m.ys) == 1 && sameItem(&c.x[m.xs[0]], &c.y[m.ys[0]], func(p, q int) bool {
		return c.matchX[p] >= 0 && c.matchX[p] == c.matchY[q]
	})
}

// settle drops the matches of units of few words, other than headings, that stand
// out of order and did not move with longer ones or within their list.
func (c *comparison) settle(matches []match) []match {
	drop := map[int]bool{}
	for _, block := range c.blocks(c.inOrder()) {
		long := slices.ContainsFunc(block, func(k int) bool {
			m := c.matches[k]
			return c.x[m.xs[0]].group == headings || c.sameItem(m) || slices.ContainsFunc(m.xs, func(i int) bool { return c.x[i].words > shortWords }) ||
				slices.ContainsFunc(m.ys, func(j int) bool { return c.y[j].words > shortWords })
		})
		for _, k := range block {
			drop[k] = !long
		}
	}
	if len(drop) == 0 {
		return matches
	}
	var out []match
	for k, m := range matches {
		if !drop[k] {
			out = append(out, m)
		}
	}
	return out
}
