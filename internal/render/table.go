package render

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/site"
)

// breadth says what a table needs of a page. It is decided when the page is made, by
// the longest words of its columns, because no stylesheet can measure them.
type breadth uint8

const (
	fits      breadth = iota // into the column of the text
	wide                     // it scrolls on a screen, smaller type suffices on paper
	landscape                // it needs a sheet on its side
	cards                    // not even that: on paper each row is a card, a line for each cell
)

// tableClasses are those of the element around a table.
var tableClasses = [...]string{fits: "", wide: " many", landscape: " many land", cards: " many cards"}

// Columns from which on a table does not fit the text, and an upright sheet.
const (
	manyColumns = 5
	landColumns = 9
)

// What a line holds in the type of wide tables: letters of the longest word of each
// column, of a font as broad as DejaVu Sans, with two letters of padding a column. An
// upright line of 170 mm has 8 pt, one of 257 mm on its side 7 pt.
const (
	uprightLine = 100
	landLine    = 172
	padding     = 2
)

// breadthOf is what the table of row i needs.
func breadthOf(units []legal.Unit, i int) breadth {
	if len(units[i].Cells) < manyColumns {
		return fits
	}
	first, end := i, i+1
	in := func(k int) bool { return units[k].Kind == legal.Row && units[k].Table == units[i].Table }
	for first > 0 && in(first-1) {
		first--
	}
	for end < len(units) && in(end) {
		end++
	}
	var longest []int // by column
	for _, u := range units[first:end] {
		for c, cell := range u.Cells {
			if c == len(longest) {
				longest = append(longest, 0)
			}
			for word := range strings.FieldsSeq(legal.Words(cell)) {
				longest[c] = max(longest[c], utf8.RuneCountInString(word))
			}
		}
	}
	line := 0
	for _, n := range longest {
		line += n + padding
	}
	switch {
	case line > landLine:
		return cards
	case line > uprightLine, len(longest) >= landColumns:
		return landscape
	}
	return wide
}

// blocks names the bundle of a page: the one of its kind, with the styles of lists,
// quotations, source and tables, or of wide tables besides, if one of its texts has any.
func blocks(bundle string, texts ...*site.Body) string {
	isWide := func(u legal.Unit) bool { return u.Kind == legal.Row && len(u.Cells) >= manyColumns }
	name := bundle
	for _, b := range texts {
		switch {
		case b == nil:
		case slices.ContainsFunc(b.Units, isWide):
			return bundle + "-wide"
		case slices.ContainsFunc(b.Units, isBlock):
			name = bundle + "-blocks"
		}
	}
	return name
}

// isBlock reports whether a unit is more than words with a number.
func isBlock(u legal.Unit) bool {
	return u.Kind == legal.Row || u.Kind == legal.Item || u.AsTyped() || u.Quote > 0 || u.List > 0 || u.Rule
}

func (w *writer) table(n *legal.Node) {
	w.breadth = breadthOf(w.texts[w.look.side].Units, n.Index)
	w.raw(`<div class="table` + tableClasses[w.breadth] + depth(n.Indent) + `" role="region" tabindex="0" aria-label="`)
	w.escape(w.words.must("body.table"))
	w.raw(" " + strconv.Itoa(n.Unit.Table))
	w.escape(w.look.copy)
	w.raw("\"><table>\n")
}

func (w *writer) cell(n *legal.Node) {
	if n.Unit.Head {
		w.raw(`<th scope="col"`)
	} else {
		w.raw("<td")
		if w.breadth == cards {
			w.column(n)
		}
	}
	if n.Cell < len(n.Unit.Aligns) {
		w.raw([...]string{legal.AlignDefault: "", legal.AlignLeft: ` class="al"`, legal.AlignCenter: ` class="ac"`, legal.AlignRight: ` class="ar"`}[n.Unit.Aligns[n.Cell]])
	}
	w.raw(">")
}

// column says the name of a cell's column, for a card.
func (w *writer) column(n *legal.Node) {
	if head := headOf(w.texts[w.look.side].Units, n.Index); head != nil && n.Cell < len(head.Cells) {
		w.attribute("data-h", legal.Words(head.Cells[n.Cell]))
	}
}

// noteCell is the cell of a row that says since when it is so: the last one, of a
// wide table the first one, which stays in sight.
func noteCell(u *legal.Unit) int {
	if len(u.Cells) >= manyColumns {
		return 0
	}
	return len(u.Cells) - 1
}

// headOf is the last head row above row i in its table; nil for none.
func headOf(units []legal.Unit, i int) *legal.Unit {
	for k := i - 1; k >= 0 && units[k].Kind == legal.Row && units[k].Table == units[i].Table; k-- {
		if units[k].Head {
			return &units[k]
		}
	}
	return nil
}
