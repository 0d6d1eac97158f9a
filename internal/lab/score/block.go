package main

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
)

// Edits of items and rows.

// insertItem puts an item or a row among its like.
func (e *editor) insertItem() bool {
	for range 80 {
		q := e.parts[e.IntN(len(e.parts))]
		if !q.inBlock() || len(q.origins) != 1 {
			continue
		}
		text := e.item(false)
		if q.kind == legal.Row {
			text = e.row()
		}
		p := e.part(q.kind, text)
		e.touched[p.id] = true
		e.parts = slices.Insert(e.parts, e.at(q)+1, p)
		return true
	}
	return false
}

// freshItem returns an untouched item or row.
func (e *editor) freshItem() *part {
	if e.IntN(2) == 0 {
		return e.freshOf(legal.Row)
	}
	return e.freshOf(legal.Item)
}

func (e *editor) removeItem() bool {
	p := e.freshItem()
	if p == nil {
		return false
	}
	i := e.at(p)
	e.parts = slices.Delete(e.parts, i, i+1)
	return true
}

// changeItem replaces a word of an item, or a cell of a row.
func (e *editor) changeItem() bool {
	p := e.freshItem()
	if p == nil {
		return false
	}
	if p.kind == legal.Item {
		p.text = e.replaceWords(p.text, 1)
		return true
	}
	cells := strings.Split(p.text, " | ")
	other := strings.Split(e.row(), " | ")
	k := e.IntN(len(cells))
	cells[k] = other[k]
	p.text = strings.Join(cells, " | ")
	return true
}

// moveItem moves an item or row of some words within its list or table.
func (e *editor) moveItem() bool {
	p := e.freshItem()
	if p == nil {
		return false
	}
	i := e.at(p)
	from, to := i, i
	for e.parts[from-1].inBlock() {
		from--
	}
	to = e.end(i)
	if to-from < 3 || i == from || words(p.text) < 4 { // of three words it is a figure, and none can be known again
		return false
	}
	at := from + 1 + e.IntN(to-from-1)
	if at == i {
		return false
	}
	if slices.ContainsFunc(e.parts[from:to], func(q *part) bool { return len(q.origins) != 1 }) {
		return false // beside the pieces of a split, or what is new
	}
	e.parts = slices.Delete(e.parts, i, i+1)
	e.parts = slices.Insert(e.parts, min(at, len(e.parts)), p)
	e.moved = append(e.moved, []int{p.id})
	return true
}

// toParagraph takes a clause's number away.
func (e *editor) toParagraph() bool {
	p := e.fresh()
	if p == nil {
		return false
	}
	p.kind = legal.Paragraph
	p.text = e.putWord(p.text)
	return true
}
