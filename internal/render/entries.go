package render

import (
	"slices"

	"github.com/kelisim/kelisim/internal/legal"
)

// entries marks for a screen reader that units which a text numbers itself, 1) and а), are
// the items of a list, with those below each as a list inside it. Their numbers stay
// words of the text. Bullets are lists of HTML already.
type entries struct {
	units []legal.Unit
	raw   func(string)
	open  []int // the entries around the unit before and itself, outermost first
}

// entries are those of the writer's text in its side.
func (w *writer) entries(units []legal.Unit) *entries {
	return &entries{units: units, raw: func(s string) {
		w.walker.End() // lists and tables of HTML end before
		w.raw(s)
	}}
}

// isEntry reports whether a unit is an item of a list that the text numbers itself.
func isEntry(u *legal.Unit) bool {
	return u.Kind == legal.Clause && (u.Label.Form == legal.Paren || u.Label.Form == legal.Letter) && u.List == 0 && u.Quote == 0 && !u.Verbatim
}

// to closes and opens lists so that unit i can stand; -1 stands in none.
func (e *entries) to(i int) {
	var path []int
	for at := i; at >= 0; at = e.units[at].Parent {
		if isEntry(&e.units[at]) {
			path = append(path, at)
		}
	}
	slices.Reverse(path)
	same := 0
	for same < len(path) && same < len(e.open) && path[same] == e.open[same] {
		same++
	}
	if same == len(path) && same == len(e.open) {
		return
	}
	next := same < len(path) && same < len(e.open) && e.units[path[same]].Parent == e.units[e.open[same]].Parent
	for k := len(e.open) - 1; k >= same; k-- {
		e.raw("</div>\n")
		if k > same || !next {
			e.raw("</div>\n")
		}
	}
	for k := same; k < len(path); k++ {
		if k > same || !next {
			e.raw(`<div role="list">` + "\n")
		}
		e.raw(`<div role="listitem">` + "\n")
	}
	e.open = path
}

// beside begins an item behind the one that is open, for a unit that is none of the
// text's: it was removed from there. Without an open item it stands in no list.
func (e *entries) beside(u *legal.Unit) {
	if !isEntry(u) {
		e.to(-1)
	} else if len(e.open) > 0 {
		e.raw("</div>\n" + `<div role="listitem">` + "\n")
	}
}

// end closes all lists.
func (e *entries) end() { e.to(-1) }
