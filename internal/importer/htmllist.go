package importer

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/diag"
)

// list reads a list. A numbered one gives its items the numbers that a browser
// shows; in a list inside a list those are written with a bracket, for their depth.
func (h *htmlReader) list(n *html.Node, c context) {
	if m := googleLevel.FindStringSubmatch(attribute(n, "class")); m != nil {
		c.list = int(m[1][0]-'0') + 1
	}
	first, step := 1, 1
	if hasAttribute(n, "reversed") {
		first, step = countItems(n), -1
	}
	at := numberIn(n, "start", first)
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		switch {
		case child.Type == html.TextNode:
			h.text(child.Data, c)
		case child.DataAtom != atom.Li:
			h.element(child, c)
		default:
			at = numberIn(child, "value", at)
			h.flush()
			h.mark(child, c, at)
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

// mark gives an item the number or the bullet that a browser shows before it.
func (h *htmlReader) mark(li *html.Node, c context, at int) {
	kind := listKind(h.sheet, li)
	switch g := h.shown[li]; {
	case g.counted:
		h.cur.List, h.cur.Label = c.list, g.text
	case g.text != "" && len([]rune(g.text)) == 1, h.sheet.isBullet(kind):
		h.cur.List, h.cur.Label = c.list, "•"
	case g.text != "":
		h.generate(li, c)
	case kind != "none":
		shown, label := h.ordinal(kind, at, c.list)
		h.cur.List, h.cur.Label = c.list, label
		if shown != label {
			h.locateIn(li)
			h.tell(diag.ImportRelabelled, "dot", diag.Args{"label": shown, "nearest": label})
		}
	}
}

// listKind is how the items of a list are marked: a value of list-style-type or of the
// attribute type.
func listKind(s *sheet, li *html.Node) string {
	list := li.Parent
	for _, kind := range []string{s.of(li, false)["list-style-type"], s.of(list, false)["list-style-type"], attribute(li, "type"), attribute(list, "type")} {
		if kind != "" && kind != "inherit" {
			return kind
		}
	}
	if list.DataAtom == atom.Ol {
		return "decimal"
	}
	return "disc"
}

// ordinal is the number of an item as a browser shows it, and the nearest label. Browsers
// begin at any number; one below 1 has no label and stays as it is.
func (h *htmlReader) ordinal(kind string, n, depth int) (shown, label string) {
	text, known := h.sheet.spelled(kind, n)
	h.sheet.unread = h.sheet.unread || !known
	prefix, suffix := h.sheet.around(kind)
	if shown = strings.TrimSpace(prefix + text + suffix); n < 1 {
		return shown, shown
	}
	if label = shown; depth > 1 && suffix == defaultSuffix {
		label = text + ")"
	}
	return shown, nearForm(label, text, strings.EqualFold(kind, "i") || strings.HasSuffix(kind, "roman"))
}

// googleLevel is the depth of a list in a file of Google Docs, whose lists stand one
// behind the other.
var googleLevel = regexp.MustCompile(`(?:^|\s)lst-\S+-([0-8])(?:\s|$)`)

// parts are the elements of a table by the role that WAI-ARIA or the style sheet gives to
// an element of another kind.
var parts = map[string]atom.Atom{
	"table": atom.Table, "grid": atom.Table, "row": atom.Tr, "cell": atom.Td, "gridcell": atom.Td, "rowheader": atom.Td, "columnheader": atom.Th,
	"table-row": atom.Tr, "table-cell": atom.Td,
}

// setTables makes tables of the elements that a page shows as such, if all of their words
// stand in cells. A row or a cell of no such table stays what it is.
func (h *htmlReader) setTables(root *html.Node) {
	shown := map[*html.Node]atom.Atom{} // as selectors count on the kinds that are written
	var tables []*html.Node
	for d := range root.Descendants() {
		if d.Type != html.ElementNode || d.DataAtom != atom.Div && d.DataAtom != atom.Span {
			continue
		}
		display := h.sheet.of(d, false)["display"]
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
		if t := nearest(d, atom.Table); t != nil && shown[t] != 0 {
			setKind(d, a)
		}
	}
	for _, t := range slices.Backward(tables) {
		words := ""
		var own []*html.Node
		for d := range t.Descendants() {
			if nearest(d, atom.Table) != t {
				continue
			}
			if shown[d] != 0 && d.DataAtom != atom.Table {
				own = append(own, d)
			}
			if d.DataAtom == atom.Tr {
				for c := d.FirstChild; c != nil; c = c.NextSibling {
					if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
						words = tidy(words + " " + wordsIn(c))
					}
				}
			}
		}
		if words != wordsIn(t) {
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

func nearest(n *html.Node, a atom.Atom) *html.Node {
	for n = n.Parent; n != nil && n.DataAtom != a; n = n.Parent {
	}
	return n
}

func span(n *html.Node, key string) int {
	return min(max(numberIn(n, key, 1), 1), maxSpan)
}
