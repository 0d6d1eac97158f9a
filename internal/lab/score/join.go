package main

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
)

// cut cuts a text at its sentences.
func cut(text string) []string {
	return strings.SplitAfter(text, ". ")
}

func capital(s string) string {
	r := []rune(s)
	return strings.ToUpper(string(r[0])) + string(r[1:])
}

func small(s string) string {
	r := []rune(s)
	return strings.ToLower(string(r[0])) + string(r[1:])
}

func (e *editor) splitRandom() bool { return e.split(2, false) != nil }
func (e *editor) mergeRandom() bool { return e.merge(2, false) != nil }
func (e *editor) splitMany() bool   { return e.split(2+e.IntN(9), e.IntN(3) == 0) != nil }
func (e *editor) mergeMany() bool   { return e.merge(2+e.IntN(9), e.IntN(3) == 0) != nil }

// split splits a clause at its sentences into k pieces; one of a single sentence
// in two, in its middle. Apart puts a new clause between two of them.
func (e *editor) split(k int, apart bool) *part {
	var p *part
	for range 30 {
		if p = e.pick(legal.Clause); p != nil && e.alone(p) && (k == 2 || len(cut(p.text)) >= k) {
			break
		}
		p = nil
	}
	if p == nil {
		return nil
	}
	var pieces []string
	if s := cut(p.text); len(s) >= k {
		ends := e.Perm(len(s) - 1)[:k-1]
		slices.Sort(ends)
		from := 0
		for _, end := range append(ends, len(s)-1) {
			pieces = append(pieces, strings.TrimSpace(strings.Join(s[from:end+1], "")))
			from = end + 1
		}
	} else {
		words := strings.Fields(p.text)
		n := len(words) / 2
		if n < 4 {
			return nil
		}
		pieces = []string{strings.TrimRight(strings.Join(words[:n], " "), ",") + ".", capital(strings.Join(words[n:], " "))}
	}
	e.touched[p.id] = true
	p.text = pieces[0]
	at := e.at(p) + 1
	gap := -1
	if apart {
		gap = 1 + e.IntN(len(pieces)-1)
	}
	for i, text := range pieces[1:] {
		if i+1 == gap {
			q := e.part(legal.Clause, e.clause())
			e.touched[q.id] = true
			e.parts = slices.Insert(e.parts, at, q)
			at++
		}
		q := e.part(legal.Clause, text)
		q.origins = p.origins
		e.touched[q.id] = true
		e.parts = slices.Insert(e.parts, at, q)
		at++
	}
	return p
}

// merge joins k clauses, neighbours in the old text, to one. Apart removes one
// more, which stood between two of them.
func (e *editor) merge(k int, apart bool) *part {
	n := k
	if apart {
		n++
	}
	for range 50 {
		p := e.pick(legal.Clause)
		if p == nil {
			return nil
		}
		i := e.at(p)
		if i+n > len(e.parts) {
			continue
		}
		run := slices.Clone(e.parts[i : i+n])
		ok := true
		for j, q := range run {
			ok = ok && q.kind == legal.Clause && e.alone(q) && q.origins[0] == p.origins[0]+j
		}
		if !ok {
			continue
		}
		gap := -1
		if apart {
			gap = 1 + e.IntN(n-2)
		}
		for j, q := range run {
			e.touched[q.id] = true
			if j > 0 && j != gap {
				p.text += " " + q.text
				p.origins = append(slices.Clone(p.origins), q.origins...)
			}
		}
		e.parts = slices.Delete(e.parts, i+1, i+n)
		return p
	}
	return nil
}

// toList makes a clause with items of one that lists them in its sentence.
func (e *editor) toList() bool { return e.list() != nil }

func (e *editor) list() *part {
	for _, i := range e.Perm(len(e.parts)) {
		p := e.parts[i]
		if p.listed == nil || !e.alone(p) {
			continue
		}
		e.touched[p.id] = true
		p.text = p.listed[0]
		for k, text := range p.listed[1:] {
			q := e.part(legal.Item, text)
			q.origins = p.origins
			e.touched[q.id] = true
			e.parts = slices.Insert(e.parts, i+1+k, q)
		}
		return p
	}
	return nil
}

// fromList makes one clause of a clause with items.
func (e *editor) fromList() bool { return e.unlist() != nil }

func (e *editor) unlist() *part {
	for _, i := range e.Perm(len(e.parts)) {
		p, end := e.parts[i], e.end(i)
		if p.kind != legal.Clause || end == i+1 || e.parts[i+1].kind != legal.Item ||
			slices.ContainsFunc(e.parts[i:end], func(q *part) bool { return e.touched[q.id] || len(q.origins) != 1 }) {
			continue
		}
		for _, q := range e.parts[i:end] {
			e.touched[q.id] = true
			if q != p {
				p.text += " " + q.text
				p.origins = append(slices.Clone(p.origins), q.origins...)
			}
		}
		e.parts = slices.Delete(e.parts, i+1, end)
		return p
	}
	return nil
}
