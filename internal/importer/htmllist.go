package importer

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// list reads a list. A numbered one gives its items the numbers that a browser
// shows; in a list inside a list those are written with a bracket, for their depth.
func (h *htmlReader) list(n *html.Node, c context) {
	at, step := 1, 1
	if s, err := strconv.Atoi(attribute(n, "start")); err == nil {
		at = s
	}
	if hasAttribute(n, "reversed") {
		step = -1
		if attribute(n, "start") == "" {
			at = countItems(n)
		}
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		switch {
		case child.Type == html.TextNode:
			h.text(child.Data, c)
		case child.DataAtom != atom.Li:
			h.element(child, c)
		default:
			if v, err := strconv.Atoi(attribute(child, "value")); err == nil {
				at = v
			}
			h.flush()
			h.cur.List, h.cur.Label = c.list, "•"
			if n.DataAtom == atom.Ol {
				shown, label := ordinal(attribute(n, "type"), at, c.list)
				h.cur.Label = label
				if shown != label {
					h.locateIn(child)
					h.found = append(h.found, told(diag.ImportRelabelled, "dot", diag.Pos{File: h.name, Line: h.line}, diag.Args{"label": shown, "nearest": label}, 0, 0))
				}
			}
			h.block(child, c)
			h.flush()
			h.cur.List, h.cur.Label = 0, "" // of an item without words
			at += step
		}
	}
}

func countItems(n *html.Node) (items int) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Li {
			items++
		}
	}
	return items
}

// ordinal is the number of an item as a browser shows it, and the nearest label.
func ordinal(kind string, n, depth int) (shown, label string) {
	decimal := strconv.Itoa(n)
	end := "."
	if depth > 1 {
		end = ")"
	}
	switch {
	case (kind == "a" || kind == "A") && n >= 1 && n <= 26:
		letter := string(rune(kind[0]) + rune(n-1))
		return letter + ".", strings.ToLower(letter) + ")"
	case kind == "I" && n >= 1 && n <= 39:
		return legal.Romans(n) + ".", legal.Romans(n) + "."
	case kind == "i" && n >= 1 && n <= 39:
		return strings.ToLower(legal.Romans(n)) + ".", decimal + ")"
	}
	return decimal + ".", decimal + end
}

// maxSpan is the most rows or columns that a merged cell may cover.
const maxSpan = 1000

// table reads a table. A cell that is merged into another one stands there covered.
func (h *htmlReader) table(n *html.Node, c context) {
	var rows []*html.Node
	for d := range n.Descendants() {
		if d.DataAtom == atom.Tr && nearest(d, atom.Table) == n {
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
	if h.cells { // a table in a cell
		h.cell = append(h.cell, flatten(&t)...)
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
		h.block(td, c)
		h.flush()
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

// placesOnly reports whether a table only places words on the page: it has one
// cell a row, or other tables in its cells.
func placesOnly(n *html.Node) bool {
	wide := false
	for d := range n.Descendants() {
		switch {
		case d.DataAtom == atom.Table && wordsIn(d) != "":
			return true
		case d.DataAtom == atom.Td || d.DataAtom == atom.Th:
			for s := d.NextSibling; s != nil; s = s.NextSibling {
				wide = wide || s.DataAtom == atom.Td || s.DataAtom == atom.Th
			}
		}
	}
	return !wide
}

func nearest(n *html.Node, a atom.Atom) *html.Node {
	for n = n.Parent; n != nil && n.DataAtom != a; n = n.Parent {
	}
	return n
}

func span(n *html.Node, key string) int {
	v, err := strconv.Atoi(attribute(n, key))
	if err != nil || v < 1 {
		return 1
	}
	return min(v, maxSpan)
}
