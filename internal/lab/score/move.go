package main

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
)

// section returns the borders of the clauses under a part's heading.
func (e *editor) section(i int) (from, to int) {
	from, to = i, i+1
	for from > 0 && !e.parts[from-1].heading() {
		from--
	}
	for to < len(e.parts) && !e.parts[to].heading() {
		to++
	}
	return from, to
}

func (e *editor) moveTo(p *part, to int) bool {
	i := e.at(p)
	if !e.free(to) {
		return false
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
		if p.heading() {
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
	switch n := 1 + e.IntN(4); {
	case e.IntN(2) == 0:
		p.text = e.replaceWords(p.text, n)
	default:
		for range (n + 1) / 2 {
			p.text = e.putWord(p.text)
		}
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

// moveReplaced moves a clause to another section and replaces n of its words.
func (e *editor) moveReplaced(n int) *part {
	for range 30 {
		p := e.fresh()
		if p == nil {
			return nil
		}
		from, to := e.section(e.at(p))
		if at := e.place(); (at < from || at > to) && e.moveTo(p, at) {
			p.text = e.replaceWords(p.text, n)
			return p
		}
	}
	return nil
}

// moveBlock moves a clause with its items or rows to another section.
func (e *editor) moveBlock() bool { return e.moveParts(1) != nil }

// moveRun moves two to four neighbours.
func (e *editor) moveRun() bool { return e.moveParts(2+e.IntN(3)) != nil }

// moveParts moves n clauses that follow each other, with their items; one clause
// only if it has items. It returns the first.
func (e *editor) moveParts(n int) *part {
	for _, i := range e.Perm(len(e.parts)) {
		end := i
		for k := 0; k < n && end < len(e.parts) && e.parts[end].kind == legal.Clause; k++ {
			end = e.end(end)
		}
		if end < i+max(n, 2) || !e.free(i) || !e.free(end) ||
			slices.ContainsFunc(e.parts[i:end], func(q *part) bool { return e.touched[q.id] || len(q.origins) != 1 }) {
			continue
		}
		from, to := e.section(i)
		at := e.place()
		if at >= from && at <= to {
			continue
		}
		block := slices.Clone(e.parts[i:end])
		e.parts = slices.Delete(e.parts, i, end)
		if at > i {
			at -= len(block)
		}
		e.parts = slices.Insert(e.parts, at, block...)
		var ids []int
		for _, p := range block {
			e.touched[p.id] = true
			ids = append(ids, p.id)
		}
		e.moved = append(e.moved, ids)
		return block[0]
	}
	return nil
}

// moveSentence moves the last sentence of a clause to the end of another one.
func (e *editor) moveSentence() bool { return e.sentenceMoved() != nil }

func (e *editor) sentenceMoved() []string {
	for range 30 {
		p := e.pick(legal.Clause)
		q := e.pick(legal.Clause)
		if p == nil || q == nil || p == q || !e.alone(p) || !e.alone(q) || len(cut(p.text)) < 2 || len(cut(p.text)) > 4 ||
			strings.Contains(p.text, "\x01") || strings.HasSuffix(q.text, ":") {
			continue
		}
		e.touched[p.id], e.touched[q.id] = true, true
		s := cut(p.text)
		last := s[len(s)-1]
		p.text = strings.TrimSpace(strings.Join(s[:len(s)-1], ""))
		q.text += " " + last
		return []string{strings.TrimSpace(last)}
	}
	return nil
}
