package legal

// A text is shown as nested blocks: block quotations, lists with items, tables
// with rows and cells, headings and paragraphs. Units say of these only how deep
// they stand (Quote, List, Table); a Walker makes the nesting of it, so that a
// writer of HTML, of plain text or of a Word document never works it out again.
//
//	quotation
//	  list
//	    item                 words
//	      block              words: a second paragraph of the item
//	table
//	  head
//	    row
//	      cell               words
//	  body
//	    row
//	      cell               words
//	block                    words: a heading, clause, paragraph, code

// NodeKind says which part of a shown text a node is.
type NodeKind uint8

// The kinds of nodes.
const (
	NodeBlock     NodeKind = iota // a heading, clause, paragraph, quoted paragraph or code: Unit
	NodeQuotation                 // a block quotation: Depth from 1
	NodeList                      // a bulleted list: Depth from 1
	NodeItem                      // an item of a list; Unit is nil if it begins with another block
	NodeRule                      // a rule (---) before Unit; it holds nothing
	NodeTable                     // a table; Unit is its first row that is walked
	NodeHead                      // the head rows of a table
	NodeBody                      // the other rows of a table
	NodeRow                       // a row of a table: Unit
	NodeCell                      // a cell of the row Unit: Cell
)

// Node is one node of a shown text.
type Node struct {
	Kind  NodeKind
	Unit  *Unit // the unit that the node is, or that it is opened for
	Index int   // of Unit in its text
	// Indent is how deep the node stands among clauses, 0 to 4: a clause stands
	// one deeper than the clause around it, anything else in line with the text
	// of the clause that it belongs to.
	Indent int
	Outer  bool // of a quotation or list: no other one stands around it
	Depth  int  // of a quotation or list: 1 for the outermost of its kind
	Level  int  // of a heading: 1 for the outermost, without a jump; else 0
	Cell   int  // of a cell: its column, from 0
}

// Visitor writes a text down in some form. Every Enter has its Leave, in the
// order of brackets. Words follows the Enter of every item, cell and block that
// has words, before anything that is nested in it.
type Visitor interface {
	Enter(*Node)
	Words(*Node, []Run)
	Leave(*Node)
}

// Walk reports units to v, which are a whole text, or the part of one that is to
// be shown.
func Walk(units []Unit, v Visitor) {
	w := NewWalker(v)
	for i := range units {
		w.Unit(units, i)
	}
	w.End()
}

// Walker reports to a visitor units that are given one at a time. They need not
// be of one text: a redline walks units of the old text between those of the
// new one, and an item of the one stands in the list of the other.
type Walker struct {
	visitor Visitor
	open    []Node // around the next unit, outermost first
	levels  []int  // of the headings above the next unit
}

// NewWalker makes a walker at the start of a text.
func NewWalker(v Visitor) *Walker { return &Walker{visitor: v} }

// Unit walks unit i of a text: it leaves what does not hold the unit, enters what
// does, and reports the unit's words. Quotations, lists and tables stay open.
func (w *Walker) Unit(units []Unit, i int) {
	u := &units[i]
	n := Node{Unit: u, Index: i, Indent: indent(units, i)}
	if u.Kind == Row {
		w.row(n)
		return
	}
	w.contain(n)
	if u.Rule {
		w.rule(n)
	}
	if u.Kind == Item && !u.Verbatim { // the source of an item that is not understood is a block in it
		w.visitor.Words(&w.open[len(w.open)-1], u.Runs)
		return
	}
	if u.Kind == Heading {
		n.Level = w.level(u.Level)
	}
	w.visitor.Enter(&n)
	w.visitor.Words(&n, u.Runs)
	w.visitor.Leave(&n)
}

// End leaves all that is open. The levels of headings go on.
func (w *Walker) End() { w.close(0) }

func indent(units []Unit, i int) int {
	n := 0
	for p := units[i].Parent; p >= 0; p = units[p].Parent {
		if units[p].Kind == Clause {
			n++
		}
	}
	if units[i].Label.Text == "" && n > 0 {
		n--
	}
	return min(n, 4)
}

// level is a heading's level without a jump.
func (w *Walker) level(level int) int {
	for len(w.levels) > 0 && w.levels[len(w.levels)-1] >= level {
		w.levels = w.levels[:len(w.levels)-1]
	}
	w.levels = append(w.levels, level)
	return len(w.levels)
}

// contain closes and opens quotations and lists so that n can stand.
func (w *Walker) contain(n Node) {
	u := n.Unit
	depth := u.List
	if u.Kind == Item {
		depth = max(depth, 1)
	}
	quotes, lists, keep := 0, 0, 0
	for _, c := range w.open {
		if c.Kind == NodeQuotation && quotes < u.Quote {
			quotes++
		} else if c.Kind == NodeList && lists < depth {
			lists++
		} else if c.Kind != NodeItem {
			break
		}
		keep++
	}
	if u.Kind == Item && lists == depth {
		if quotes == u.Quote && w.open[keep-1].Kind == NodeItem {
			keep-- // the item before it ends, the list goes on
		} else {
			quotes, lists, keep = 0, 0, 0 // the quotation is another one
		}
	}
	w.close(keep)
	for ; quotes < u.Quote; quotes++ {
		w.enter(n, NodeQuotation, quotes+1)
	}
	for lists < depth {
		lists++
		w.enter(n, NodeList, lists)
		if u.Kind != Item || lists < depth {
			w.enter(Node{Indent: n.Indent}, NodeItem, 0)
		}
	}
	if u.Kind == Item && !u.Verbatim {
		w.enter(n, NodeItem, 0)
	} else if u.Kind == Item {
		w.enter(Node{Indent: n.Indent}, NodeItem, 0)
	}
}

// enter opens a container for n.
func (w *Walker) enter(n Node, kind NodeKind, depth int) {
	w.open = append(w.open, Node{Kind: kind, Unit: n.Unit, Index: n.Index, Indent: n.Indent, Depth: depth, Outer: len(w.open) == 0})
	w.visitor.Enter(&w.open[len(w.open)-1])
}

// close leaves all containers but the outermost keep.
func (w *Walker) close(keep int) {
	for len(w.open) > keep {
		w.visitor.Leave(&w.open[len(w.open)-1])
		w.open = w.open[:len(w.open)-1]
	}
}

func (w *Walker) rule(n Node) {
	n.Kind = NodeRule
	w.visitor.Enter(&n)
	w.visitor.Leave(&n)
}

// row walks a row of a table: of the open one if that is its own.
func (w *Walker) row(n Node) {
	u := n.Unit
	if t := w.tableOf(u); t < 0 {
		w.contain(n)
		if u.Rule {
			w.rule(n)
		}
		w.enter(n, NodeTable, 0)
		w.section(n)
	} else if w.open[t+1].Kind == NodeHead && !u.Head {
		w.close(t + 1)
		w.section(n)
	}
	n.Kind = NodeRow
	w.visitor.Enter(&n)
	cell := n
	cell.Kind = NodeCell
	for i, runs := range u.Cells {
		cell.Cell = i
		w.visitor.Enter(&cell)
		w.visitor.Words(&cell, runs)
		w.visitor.Leave(&cell)
	}
	w.visitor.Leave(&n)
}

// tableOf is the place of u's table among the open nodes; -1: it is not open.
func (w *Walker) tableOf(u *Unit) int {
	t := len(w.open) - 2
	if t < 0 || w.open[t].Kind != NodeTable || u.Table == 0 || w.open[t].Unit.Table != u.Table {
		return -1
	}
	return t
}

func (w *Walker) section(n Node) {
	kind := NodeBody
	if n.Unit.Head {
		kind = NodeHead
	}
	w.enter(n, kind, 0)
}
