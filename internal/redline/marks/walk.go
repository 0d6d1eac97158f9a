package marks

import (
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
)

// Visitor writes a redline down in some form: a visitor of texts that can write
// words with their marks, too.
type Visitor interface {
	legal.Visitor
	// Marked is called in the place of Words if the unit has marks.
	Marked(*legal.Node, []Place)
}

// Walker reports to a visitor units of both texts as if they were one text: what
// stands in one list or table in either stands in one there.
type Walker struct {
	*legal.Walker
	words *words
}

// NewWalker makes a walker at the start of a redline.
func NewWalker(v Visitor) *Walker {
	w := &words{Visitor: v}
	return &Walker{legal.NewWalker(w), w}
}

// Marked walks a unit of a view. units are those of the unit's own text.
func (w *Walker) Marked(units []legal.Unit, u Unit) {
	w.words.cells = u.Cells
	w.Unit(units, u.Index)
	w.words.cells = nil
}

// words gives the visitor the words of a view in the place of the unit's own.
type words struct {
	Visitor
	cells [][]redline.Piece // of the unit that is walked; nil: its own words
}

// Words implements legal.Visitor.
func (w *words) Words(n *legal.Node, runs []legal.Run) {
	switch {
	case w.cells == nil:
		w.Visitor.Words(n, runs)
	case n.Cell < len(w.cells):
		w.Visitor.Marked(n, Places(w.cells[n.Cell]))
	default:
		w.Visitor.Marked(n, nil)
	}
}
