package word

import (
	"regexp"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/order"
	"github.com/kelisim/kelisim/internal/standing"
)

// numbered is the anchor of a clause that is its number.
var numbered = regexp.MustCompile(`^[0-9]+([.-][0-9]+)*$`)

// Cite adds to a pair what the links to documents are called in the text of an edition of
// it: documents by their titles. Only what an address can be told by is called so: a
// title that no other document has in that language, and a clause with a number of its own.
func (p *Pair) Cite(view *standing.Site, e *standing.Edition, t *legal.Text) {
	if p.Cited == nil {
		p.Cited = map[string]order.Cited{}
	}
	for _, l := range t.Index.Links {
		to, problem := view.Target(e, l, t.Lang)
		title := to.Title(t.Lang)
		if l.Kind != legal.LinkDocument || problem != "" || title == "" || l.Anchor != "" && !numbered.MatchString(l.Anchor) {
			continue
		}
		own := 0 // the document itself may have it, or have had another one
		if (standing.Target{Document: to.Document}).Title(t.Lang) == title {
			own = 1
		}
		if view.Titled(title, t.Lang) > own {
			title = ""
		}
		c := order.Cited{Title: title, Edition: l.Edition, Clause: l.Anchor}
		if was, ok := p.Cited[l.Dest]; title == "" || ok && was != c {
			c = order.Cited{} // the same address, another title: told by neither
		}
		p.Cited[l.Dest] = c
	}
}
