package address

import (
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/standing"
)

// linkTo is the page that a link to a document in an edition's text leads to, with a
// fragment if it names a clause; empty if it leads nowhere.
func linkTo(view *standing.Site, from *standing.Edition, l *legal.Link, lang legal.Lang) string {
	to, _ := view.Target(from, l, lang)
	switch {
	case to.Document == nil:
		return ""
	case to.Edition == nil:
		return Document(lang, to.Document.ID)
	case to.Anchor == "":
		return Edition(lang, to.Document.ID, to.Edition.ID)
	}
	return Edition(lang, to.Document.ID, to.Edition.ID) + "#" + to.Anchor
}

// Links gives the address, seen from a page, of every link of an edition's text
// but those into itself and to other sites. A link that leads nowhere is missing.
func Links(view *standing.Site, e *standing.Edition, t *legal.Text, page string) map[*legal.Link]string {
	out := map[*legal.Link]string{}
	for i := range t.Units {
		t.Units[i].EachLink(func(l *legal.Link) {
			switch l.Kind {
			case legal.LinkDocument, legal.LinkAct:
				if to := linkTo(view, e, l, t.Lang); to != "" {
					out[l] = Relative(page, to)
				}
			case legal.LinkFile:
				for _, f := range e.Content.Files {
					if f.Name == l.Dest {
						out[l] = Relative(page, File(e.Document.ID, e.ID, f.Name))
					}
				}
			}
		})
	}
	return out
}

// LinksFromAnywhere is Links with absolute addresses; if the site has no base
// they lead from its root.
func LinksFromAnywhere(view *standing.Site, base string, e *standing.Edition, t *legal.Text) map[*legal.Link]string {
	out := Links(view, e, t, Root)
	for l, href := range out {
		if l.Kind == legal.LinkFile {
			href = Escaped(href)
		}
		out[l] = base + href
	}
	return out
}
