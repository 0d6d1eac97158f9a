package main

import "slices"

// section returns the borders of the clauses under a part's heading.
func (e *editor) section(i int) (from, to int) {
	from, to = i, i+1
	for from > 0 && !e.parts[from-1].heading {
		from--
	}
	for to < len(e.parts) && !e.parts[to].heading {
		to++
	}
	return from, to
}

func (e *editor) moveTo(p *part, to int) bool {
	i := e.at(p)
	if to < len(e.parts) && to > 0 && slices.Equal(e.parts[to].origins, e.parts[to-1].origins) {
		return false // between the pieces of a split
	}
	e.parts = slices.Delete(e.parts, i, i+1)
	if to > i {
		to--
	}
	e.parts = slices.Insert(e.parts, to, p)
	e.moved = append(e.moved, []int{p.id})
	return true
}

// moveSection moves a heading with all that stands under it.
func (e *editor) moveSection() bool {
	if e.sectionMoved {
		return false
	}
	e.sectionMoved = true
	var starts []int
	for i, p := range e.parts {
		if p.heading {
			starts = append(starts, i)
		}
	}
	starts = append(starts, len(e.parts))
	k := e.IntN(len(starts) - 1)
	section := slices.Clone(e.parts[starts[k]:starts[k+1]])
	rest := slices.Delete(slices.Clone(e.parts), starts[k], starts[k+1])
	to := 0
	if at := e.IntN(len(starts) - 1); at < k {
		to = starts[at]
	} else {
		to = starts[at+1] - len(section)
	}
	if to == starts[k] {
		return false
	}
	e.parts = slices.Insert(rest, to, section...)
	var ids []int
	for _, p := range section {
		ids = append(ids, p.origins...)
	}
	e.moved = append(e.moved, ids)
	return true
}

func (e *editor) moveWithin() bool {
	p := e.fresh()
	if p == nil {
		return false
	}
	from, to := e.section(e.at(p))
	if to-from < 3 {
		return false
	}
	return e.moveTo(p, from+e.IntN(to-from))
}

func (e *editor) moveAcross() bool {
	p := e.fresh()
	if p == nil {
		return false
	}
	from, to := e.section(e.at(p))
	at := e.place()
	return (at < from || at > to) && e.moveTo(p, at)
}

func (e *editor) moveEdited() bool {
	p := e.fresh()
	if p == nil {
		return false
	}
	if !e.moveTo(p, e.place()) {
		return false
	}
	for range 1 + e.IntN(2) {
		p.text = e.putWord(p.text)
	}
	return true
}

func (e *editor) swap() bool {
	p, q := e.fresh(), e.fresh()
	if p == nil || q == nil {
		return false
	}
	i, j := e.at(p), e.at(q)
	e.parts[i], e.parts[j] = q, p
	e.moved = append(e.moved, []int{p.id, q.id})
	return true
}
