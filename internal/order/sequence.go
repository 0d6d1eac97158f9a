package order

import (
	"cmp"
	"slices"

	"github.com/kelisim/kelisim/internal/legal"
)

// An order means the same in any sequence, but it is read from its beginning:
//
//	в пункте 4.4 слова … заменить …;
//	пункты 4.3 и 4.4 считать соответственно пунктами 4.4 и 4.5;
//	дополнить пунктом 4.3 следующего содержания: «4.3. …».
//
// So a unit is called by its old number before another one gets that number, and a number is
// free before something is added with it.

// The rank of what is said at one place of the old text.
const (
	ofWords = iota
	beforeNumbers
	ofNumbers
	behindNumbers
)

// placed is an instruction with the place in the old text by which it stands in the order.
type placed struct {
	in    Instruction
	at    int
	added bool   // units come to this place
	units [2]int // added: the new ones, half-open
	rank  int
	from  int // what parts those of one rank: the place before numbers had their say
}

func (m *maker) say(in Instruction, at int) { m.list = append(m.list, placed{in: in, at: at}) }

// comes says that new units [j, end) are added or moved to a place.
func (m *maker) comes(in Instruction, at, j, end int) {
	m.list = append(m.list, placed{in: in, at: at, added: true, units: [2]int{j, end}})
}

// sequence puts what is said in the sequence in which it is read.
func (m *maker) sequence() {
	numbers := m.numberings()
	type stay struct{ takes, called bool }
	places, until := map[int]stay{}, map[int]int{}
	for k := range m.list {
		p := &m.list[k]
		p.from = p.at
		if !p.added {
			continue
		}
		s := places[p.at]
		for j := p.units[0]; j < p.units[1] && p.in.Verb == Add; j++ {
			if holder := m.holder(j, -1); holder >= 0 {
				s.takes = true
				until[p.at] = max(until[p.at], numbers.freed(holder))
			}
		}
		s.called = s.called || !p.in.Free && numbers.of[p.in.After.Index] || p.in.Verb == Move && numbers.of[p.in.Target.Index]
		places[p.at] = s
	}
	for k := range m.list {
		switch p := &m.list[k]; {
		case p.added:
			s := places[p.at]
			p.rank = behindNumbers
			if s.called && !s.takes {
				p.rank = beforeNumbers
			}
			p.at = max(p.at, until[p.at])
		case p.in.Verb == Renumber:
			p.at, p.rank, p.from = numbers.freed(p.in.Target.Index), ofNumbers, m.level(p.in.Target.Index)
		}
	}
	slices.SortStableFunc(m.list, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.rank, b.rank), cmp.Compare(a.from, b.from))
	})
}

// level parts numbers that are said together: items while their clause has its old one, then
// headings, then clauses, then what had none.
func (m *maker) level(i int) int {
	switch u := &m.old.Units[i]; {
	case u.Label.Form == legal.Paren || u.Label.Form == legal.Letter:
		return 0
	case u.Label.Form == legal.NoLabel:
		return 3
	case u.Kind == legal.Heading:
		return 1
	}
	return 2
}

// numberings are the stretches of the old text whose new numbers are said together, at their ends.
type numberings struct {
	of        map[int]bool // the units that get a number
	stretches []stretch
}

type stretch struct{ from, to int }

// freed is the place at which the number of a unit is free.
func (n *numberings) freed(i int) int {
	for _, s := range n.stretches {
		if n.of[i] && s.from <= i && i <= s.to {
			return s.to
		}
	}
	return i
}

// numberings finds the stretches. A unit's number is said behind what is said of the one that
// had it, and behind all that calls it by its old number.
func (m *maker) numberings() *numberings {
	n := &numberings{of: map[int]bool{}}
	ends := map[int]int{}
	for _, p := range m.list {
		if p.in.Verb == Renumber {
			i := p.in.Target.Index
			n.of[i], ends[i] = true, i
			if m.old.Units[i].Kind != legal.Heading { // «подпункт 1) пункта 4.3»
				ends[i] = subtreeEnd(m.old.Units, i) - 1
			}
		}
	}
	for i, end := range ends { // any order: each has its own end
		if j := m.to[i]; j >= 0 {
			ends[i] = max(end, m.holder(j, i))
		}
	}
	for _, p := range m.list {
		if p.added && p.in.Verb == Move {
			for _, i := range []int{p.in.Target.Index, p.in.After.Index} {
				if n.of[i] {
					ends[i] = max(ends[i], p.at)
				}
			}
		}
	}
	for i, end := range ends {
		n.stretches = append(n.stretches, stretch{i, end})
	}
	slices.SortFunc(n.stretches, func(a, b stretch) int { return cmp.Compare(a.from, b.from) })
	var joined []stretch
	for _, s := range n.stretches {
		if k := len(joined) - 1; k >= 0 && s.from <= joined[k].to {
			joined[k].to = max(joined[k].to, s.to)
		} else {
			joined = append(joined, s)
		}
	}
	n.stretches = joined
	return n
}

// holder is the old unit that has the number of new unit j and loses it; -1 if there is none,
// or if it is old unit but itself.
func (m *maker) holder(j, but int) int {
	v := &m.new.Units[j]
	if v.Label.Form == legal.NoLabel {
		return -1
	}
	parent := -1
	if v.Parent >= 0 {
		parent = m.from[v.Parent]
	}
	best := -1
	for _, i := range m.numbered[v.Label.Text] {
		inside := parent >= 0 && m.old.Units[i].Parent == parent
		if inside || best < 0 && v.Label.Form != legal.Paren && v.Label.Form != legal.Letter {
			best = i
		}
	}
	if best < 0 || best == but || m.to[best] >= 0 && m.new.Units[m.to[best]].Label.Text == v.Label.Text {
		return -1
	}
	return best
}
