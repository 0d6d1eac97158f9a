package redline

// side is one of the two texts.
type side struct {
	units []unit
	pair  []int // index of the unit's partner on the other side; -1: none
	gap   []int // how many in-order pairs precede it
	prev  []int // partner of the nearest paired unit before it; -1: none
	next  []int // partner of the nearest one after it; the other side's length: none
	index *index
}

func newSide(words int, units []unit) side {
	s := side{units: units, pair: make([]int, len(units)), index: newIndex(words, units)}
	for i := range s.pair {
		s.pair[i] = -1
	}
	return s
}

// headingWeight is for how many clauses a heading counts in the chain of those
// that keep their order.
const headingWeight = 2

// orderWeight weighs n units of a group, of so many words on both sides, in the
// chain of those that keep their order: count first, words to break ties.
func orderWeight(g group, n, words int) int {
	w := n << 20
	if g == headings {
		w *= headingWeight
	}
	return w + min(words, 1<<10)
}

// locate sets gap, prev and next from the pairs there are.
func (m *aligner) locate() {
	var points []point
	for i, j := range m.x.pair {
		if j >= 0 {
			points = append(points, point{i, j, orderWeight(m.x.units[i].group, 1, m.x.units[i].words+m.y.units[j].words)})
		}
	}
	chain := heaviest(points)
	m.x.locate(chain, len(m.y.units), func(p point) int { return p.a })
	m.y.locate(chain, len(m.x.units), func(p point) int { return p.b })
}

func (s *side) locate(chain []point, other int, at func(point) int) {
	n := len(s.units)
	s.gap, s.prev, s.next = make([]int, n), make([]int, n), make([]int, n)
	gap, prev, next := 0, -1, other
	for i := range n {
		for gap < len(chain) && at(chain[gap]) < i {
			gap++
		}
		s.gap[i], s.prev[i] = gap, prev
		if s.pair[i] >= 0 {
			prev = s.pair[i]
		}
	}
	for i := n - 1; i >= 0; i-- {
		s.next[i] = next
		if s.pair[i] >= 0 {
			next = s.pair[i]
		}
	}
}

// inGap reports whether two units stand between the same pairs: of the whole
// text's order, or of their neighbours', which may have moved together. At the end
// of what moved one neighbour is enough.
func (m *aligner) inGap(i, j int) bool {
	near := func(d int) bool { return d >= 1 && d <= byPlace }
	return m.x.gap[i] == m.y.gap[j] ||
		m.between(i, j) ||
		near(j-m.x.prev[i]) && near(i-m.y.prev[j]) || near(m.x.next[i]-j) && near(m.y.next[j]-i)
}

// between reports whether each of two units stands between the partners of the other's
// nearest paired neighbours.
func (m *aligner) between(i, j int) bool {
	return m.x.prev[i] < j && j < m.x.next[i] && m.y.prev[j] < i && i < m.y.next[j]
}

// owners gives for every unit the clause that it belongs to, or else the heading
// that it stands under, -1 for none; headings belong to none.
func (s *side) owners() []int {
	out := make([]int, len(s.units))
	h := -1
	for i := range s.units {
		u := &s.units[i]
		switch p := u.src.Parent; {
		case u.group == headings:
			h, out[i] = i, -1
		case p >= 0 && p < i && s.units[p].group != headings && s.units[p].group != titles:
			out[i] = p
		default:
			out[i] = h
		}
	}
	return out
}
