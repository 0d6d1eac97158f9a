package importer

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/regex"
)

// rowNames are words by which authors of pages call the parts of a table that they make of bare
// elements.
var rowNames = map[string]bool{"table": true, "row": true, "tr": true, "td": true, "th": true, "cell": true, "col": true, "column": true}

// setRows makes tables of elements that look like rows: two and more beside each other, of the same
// class and with as many cells. It takes names, or a style that sets cells beside each other, to tell two
// columns from headings above their texts; three columns and more are none.
func (s *sheet) setRows(root *html.Node) {
	var parents []*html.Node
	for d := range root.Descendants() {
		if d.FirstChild != nil && d.DataAtom != atom.Table && tableAround(d) == nil {
			parents = append(parents, d)
		}
	}
	for _, parent := range parents {
		s.setGrid(parent)
		var rows []*html.Node
		for n := parent.FirstChild; ; n = n.NextSibling {
			if n != nil && n.Type == html.TextNode && strings.TrimSpace(n.Data) == "" {
				continue
			}
			if n != nil && len(rows) > 0 && len(cellsOf(n)) == len(cellsOf(rows[0])) && attribute(n, "class") == attribute(rows[0], "class") {
				rows = append(rows, n)
				continue
			}
			if k := len(rows); k > 1 && (len(cellsOf(rows[0])) > 2 || namesRows(parent, rows[0]) || s.besideEachOther(rows[0])) {
				wrapRows(rows)
			}
			if rows = nil; n == nil {
				break
			}
			if len(cellsOf(n)) > 1 {
				rows = append(rows, n)
			}
		}
	}
}

// namesRows reports whether a row, its first cell or what stands around it is called so.
func namesRows(parent, row *html.Node) bool {
	for _, n := range []*html.Node{parent, row, cellsOf(row)[0]} {
		if slices.ContainsFunc(namesOf(n), func(s string) bool { return rowNames[s] }) {
			return true
		}
	}
	return false
}

// setGrid puts the cells of a grid of bare elements into rows, which setRows makes a table of.
func (s *sheet) setGrid(grid *html.Node) {
	set := s.of(grid, itself)
	columns := tracks(set["grid-template-columns"])
	cells := cellsOf(grid)
	if set["display"] != "grid" || columns < 2 || len(cells) < 2*columns || len(cells)%columns != 0 ||
		slices.ContainsFunc(cells, func(c *html.Node) bool { return s.of(c, itself)["grid-column"] != "" }) { // it says where it stands itself
		return
	}
	for i, c := range cells {
		if i%columns == 0 {
			row := &html.Node{Type: html.ElementNode, Attr: []html.Attribute{{Key: "class", Val: "row"}}}
			setKind(row, atom.Div)
			grid.InsertBefore(row, c)
		}
		row := c.PrevSibling
		grid.RemoveChild(c)
		for row.Type != html.ElementNode {
			row = row.PrevSibling
		}
		row.AppendChild(c)
	}
}

var repeated = regex.Of(`^repeat\(\s*([0-9]+)\s*,([^()]*)\)$`)

// tracks is how many columns a value of grid-template-columns has; 0 if that is not known.
func tracks(value string) int {
	value = minMax.ReplaceAllString(value, "x")
	if m := repeated.FindStringSubmatch(value); m != nil {
		n, _ := strconv.Atoi(m[1])
		return n * len(strings.Fields(m[2]))
	}
	if strings.Contains(value, "repeat") {
		return 0
	}
	return len(strings.Fields(value))
}

var minMax = regex.Of(`(?:minmax|fit-content)\([^()]*\)`)

// besideEachOther reports whether the style of a page sets what an element holds in a row.
func (s *sheet) besideEachOther(row *html.Node) bool {
	set := s.of(row, itself)
	return set["display"] == "flex" && !strings.HasPrefix(set["flex-direction"], "column")
}

var startsNumbered = regex.Of(`^[0-9]+(?:\.[0-9]+)*[.)]?[ \x{00a0}]+\p{L}`)

// cellsOf are the children of an element that can be cells, nil if one of them cannot, or words
// stand beside them: a cell holds some words that are no sentence, no clause and no heading.
func cellsOf(n *html.Node) (cells []*html.Node) {
	const most = 100
	if n == nil || n.DataAtom != atom.Div {
		return nil
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode && strings.TrimSpace(c.Data) == "", c.Type == html.CommentNode:
			continue
		case c.DataAtom != atom.Div && c.DataAtom != atom.Span, len(cells) == maxColumns:
			return nil
		}
		if find(c, func(d *html.Node) bool {
			return isBlock(d) && d.DataAtom != atom.P || wordless(d) || d.DataAtom == atom.A
		}) != nil {
			return nil
		}
		text := wordsIn(c)
		if text == "" || utf8.RuneCountInString(text) > most || stopped(text, ".;:?") && strings.Contains(text, " ") || startsNumbered.MatchString(text) {
			return nil
		}
		cells = append(cells, c)
	}
	return cells
}

// wrapRows puts rows into a table.
func wrapRows(rows []*html.Node) {
	table := &html.Node{Type: html.ElementNode}
	setKind(table, atom.Table)
	rows[0].Parent.InsertBefore(table, rows[0])
	for _, row := range rows {
		for _, c := range cellsOf(row) {
			setKind(c, atom.Td)
		}
		setKind(row, atom.Tr)
		row.Parent.RemoveChild(row)
		table.AppendChild(row)
	}
}

// parts are the elements of a table by the role that WAI-ARIA or the style sheet gives to
// an element of another kind.
var parts = map[string]atom.Atom{
	"table": atom.Table, "grid": atom.Table, "row": atom.Tr, "cell": atom.Td, "gridcell": atom.Td, "rowheader": atom.Td, "columnheader": atom.Th,
	"table-row": atom.Tr, "table-cell": atom.Td,
}

// setTables makes tables of the elements that a page shows as such, if all of their words
// stand in cells. A row or a cell of no such table stays what it is.
func (h *htmlReader) setTables(root *html.Node) {
	h.sheet.setRows(root)
	shown := map[*html.Node]atom.Atom{} // as selectors count on the kinds that are written
	var tables []*html.Node
	for d := range root.Descendants() {
		if d.Type != html.ElementNode || d.DataAtom != atom.Div && d.DataAtom != atom.Span {
			continue
		}
		display := h.sheet.of(d, itself)["display"]
		if display == "grid" {
			display = "" // where its cells stand is not known
		}
		if a := cmp.Or(parts[attribute(d, "role")], parts[display]); a != 0 {
			shown[d] = a
		}
		if shown[d] == atom.Table {
			tables = append(tables, d)
		}
	}
	for _, t := range tables {
		setKind(t, atom.Table)
	}
	for d, a := range shown {
		if t := tableAround(d); t != nil && shown[t] != 0 {
			setKind(d, a)
		}
	}
	for _, t := range slices.Backward(tables) {
		var words strings.Builder
		var own []*html.Node
		for d := range t.Descendants() {
			if tableAround(d) != t {
				continue
			}
			if shown[d] != 0 && d.DataAtom != atom.Table {
				own = append(own, d)
			}
			if d.DataAtom == atom.Tr {
				for c := d.FirstChild; c != nil; c = c.NextSibling {
					if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
						words.WriteString(wordsIn(c) + " ")
					}
				}
			}
		}
		if tidy(words.String()) != wordsIn(t) {
			for _, d := range append(own, t) {
				setKind(d, atom.Div)
			}
		}
	}
}

func setKind(n *html.Node, a atom.Atom) { n.DataAtom, n.Data = a, a.String() }

// maxSpan is the most rows or columns that a merged cell may cover.
const maxSpan = 1000

// table reads a table. A cell that is merged into another one stands there covered.
func (h *htmlReader) table(n *html.Node, c context) {
	var rows []*html.Node
	for d := range n.Descendants() {
		if d.DataAtom == atom.Tr && tableAround(d) == n {
			rows = append(rows, d)
		}
	}
	if caption := find(n, func(d *html.Node) bool { return d.DataAtom == atom.Caption }); caption != nil {
		h.block(caption, c)
		h.flush()
	}
	t := blocks.Block{Kind: blocks.Table, Gap: blocks.Unknown}
	columns := 0
	line := h.line
	covered := map[int]int{}
	for _, tr := range rows {
		row := h.row(tr, c, covered)
		columns = max(columns, len(row.Cells))
		if len(row.Cells) > 0 {
			t.Rows = append(t.Rows, row)
		}
	}
	t.Place.Line = max(h.line, line)
	if len(t.Rows) > 0 && len(t.Rows[0].Cells) > 0 && len(t.Rows[0].Cells[0].Paragraphs) > 0 {
		t.Place = t.Rows[0].Cells[0].Paragraphs[0].Place
	}
	for i := range t.Rows {
		for len(t.Rows[i].Cells) < columns {
			t.Rows[i].Cells = append(t.Rows[i].Cells, blocks.Cell{})
		}
	}
	if len(t.Rows) == 0 {
		return
	}
	if h.cells {
		h.cell = append(h.cell, t)
		return
	}
	h.out.Blocks = append(h.out.Blocks, t)
}

// row reads a row of a table. covered holds by column how many more rows a merged cell
// of the rows above covers.
func (h *htmlReader) row(tr *html.Node, c context, covered map[int]int) (row blocks.Row) {
	cover := func() {
		for covered[len(row.Cells)] > 0 {
			covered[len(row.Cells)]--
			row.Cells = append(row.Cells, blocks.Cell{Covered: true})
		}
	}
	for td := tr.FirstChild; td != nil; td = td.NextSibling {
		if td.DataAtom != atom.Td && td.DataAtom != atom.Th {
			continue
		}
		cover()
		keep, cells := h.cell, h.cells
		h.cell, h.cells = nil, true
		if h.frame(td, c) {
			h.element(td, c)
		} else {
			h.block(td, c)
			h.flush()
		}
		got := h.cell
		h.cell, h.cells = keep, cells
		row.Head = row.Head || td.DataAtom == atom.Th
		across, down := span(td, "colspan"), span(td, "rowspan")
		for i := range across {
			if len(row.Cells) > 4*maxColumns {
				break
			}
			if down > 1 {
				covered[len(row.Cells)] = down - 1
			}
			row.Cells = append(row.Cells, blocks.Cell{Paragraphs: got, Covered: i > 0})
			got = nil
		}
	}
	cover()
	return row
}

// tableAround is the innermost table that a node stands in; nil for none.
func tableAround(n *html.Node) *html.Node {
	for n = n.Parent; n != nil && n.DataAtom != atom.Table; n = n.Parent {
	}
	return n
}

func span(n *html.Node, key string) int {
	return min(max(numberIn(n, key, 1), 1), maxSpan)
}
