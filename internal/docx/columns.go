package docx

import (
	"strings"
	"unicode/utf8"
)

// What a letter takes of a line, and what stands around the words of a cell, in twentieths of a point.
const (
	letterWidth = 125
	cellMargins = 260
)

// fullCell is how many letters of a cell's words ask for room on one line.
const fullCell = 60

// columns are the widths of a table's grid columns: those that it has, else as its words
// need. No column breaks a word if there is room.
func (w *writer) columns(t *Table) []int {
	n := 1
	for _, r := range t.Rows {
		n = max(n, r.width())
	}
	if len(t.Widths) == n {
		return share(w.width, t.Widths)
	}
	least, wanted := make([]int, n), make([]int, n)
	for _, r := range t.Rows {
		column := 0
		for _, c := range r.Cells {
			if c.Span == 1 {
				word, all := measure(c.Blocks)
				least[column], wanted[column] = max(least[column], word), max(wanted[column], all)
			}
			column += c.Span
		}
	}
	narrow, wide := 0, 0
	for i := range n {
		least[i] = least[i]*letterWidth + cellMargins
		wanted[i] = max(least[i], min(wanted[i], fullCell)*letterWidth+cellMargins)
		narrow, wide = narrow+least[i], wide+wanted[i]
	}
	switch {
	case wide <= w.width:
		return share(w.width, wanted)
	case narrow >= w.width:
		return share(w.width, least)
	}
	for i := range n { // what is left over goes to those that want more
		least[i] += (wanted[i] - least[i]) * (w.width - narrow) / (wide - narrow)
	}
	return share(w.width, least)
}

// share divides a width in proportion to parts.
func share(width int, parts []int) []int {
	sum := 0
	for _, p := range parts {
		sum += p
	}
	out := make([]int, len(parts))
	for i, p := range parts {
		out[i] = width * p / max(sum, 1)
	}
	return out
}

// measure counts the letters of the longest word in the paragraphs of a cell, and of the longest paragraph.
func measure(blocks []Block) (word, all int) {
	for _, p := range Paragraphs(blocks) {
		text := p.Text()
		all = max(all, utf8.RuneCountInString(text))
		for _, f := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '-' }) {
			word = max(word, utf8.RuneCountInString(f))
		}
	}
	return word, all
}
