package main

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
)

// Edits that lead an engine astray: what looks the same is not, and what moves changes.

// negate puts a word of negation into a clause: the smallest edit that turns what it says round.
func (e *editor) negate() bool {
	return e.change(func(text string) string {
		words := strings.Fields(text)
		return strings.Join(slices.Insert(words, 1+e.IntN(len(words)-1), e.not), " ")
	})
}

// repeatSentence says the last sentence of a clause once more in another one.
func (e *editor) repeatSentence() bool {
	p, q := e.fresh(), e.fresh()
	if p == nil || q == nil || strings.Contains(p.text, "\x01") || strings.HasSuffix(q.text, ":") {
		return false
	}
	s := cut(p.text)
	q.text += " " + strings.TrimSpace(s[len(s)-1])
	return true
}

// splitMoved splits a clause of several sentences in two and puts the second piece into another
// section. It returns both: a lawyer may call either the one that moved.
func (e *editor) splitMoved() []string {
	for range 30 {
		p := e.pick(legal.Clause)
		if p == nil || !e.alone(p) || len(cut(p.text)) < 2 || strings.Contains(p.text, "\x01") {
			continue
		}
		from, to := e.section(e.at(p))
		at := e.place()
		if at >= from && at <= to {
			continue
		}
		s := cut(p.text)
		p.text = strings.TrimSpace(s[0])
		piece := e.part(legal.Clause, strings.TrimSpace(strings.Join(s[1:], "")))
		e.touched[p.id], e.touched[piece.id] = true, true
		e.parts = slices.Insert(e.parts, at, piece)
		return []string{p.text, piece.text}
	}
	return nil
}

// moveItemAcross moves an item of some words to the list of another clause.
func (e *editor) moveItemAcross() bool {
	for range 30 {
		p, q := e.freshOf(legal.Item), e.pick(legal.Item)
		if p == nil || q == nil || words(p.text) < 4 || len(q.origins) != 1 || e.touched[q.id] {
			continue
		}
		i, at := e.at(p), e.at(q)
		low, high := i, e.end(i)
		for e.parts[low-1].inBlock() {
			low--
		}
		if high-low < 3 || at >= low && at < high || slices.ContainsFunc(e.parts[low:high], func(x *part) bool { return len(x.origins) != 1 }) {
			continue
		}
		e.parts = slices.Delete(e.parts, i, i+1)
		e.parts = slices.Insert(e.parts, e.at(q)+1, p)
		e.moved = append(e.moved, []int{p.id})
		return true
	}
	return false
}

// moveRow moves a row within its table and changes one of its figures.
func (e *editor) moveRow() *part {
	for range 30 {
		p := e.freshOf(legal.Row)
		if p == nil {
			return nil
		}
		i := e.at(p)
		low, high := i, e.end(i)
		for e.parts[low-1].inBlock() {
			low--
		}
		at := low + 1 + e.IntN(max(1, high-low-1))
		if i == low || high-low < 4 || at == i {
			continue
		}
		e.parts = slices.Delete(e.parts, i, i+1)
		e.parts = slices.Insert(e.parts, at, p)
		p.text = e.figured(p.text)
		return p
	}
	return nil
}
