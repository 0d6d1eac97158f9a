package site

import (
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/standing"
)

// body is a text with the addresses of its links, seen from a page.
func (p *Plan) body(e *standing.Edition, t *legal.Text, page string) *Body {
	b := &Body{Lang: t.Lang, Units: t.Units, Hrefs: map[*legal.Link]string{}}
	for i := range t.Units {
		t.Units[i].EachLink(func(l *legal.Link) {
			switch l.Kind {
			case legal.LinkDocument:
				if to := p.target(e, l, t.Lang); to != "" {
					b.Hrefs[l] = relativeLink(page, to)
				}
			case legal.LinkFile:
				for _, f := range e.Content.Files {
					if f.Name == l.Dest {
						b.Hrefs[l] = relative(page, filePath(e.Document.ID, e.ID, f.Name))
					}
				}
			}
		})
	}
	return b
}

// target is the page that a doc: link leads to, as a path with a fragment; empty
// where it leads nowhere.
func (p *Plan) target(from *standing.Edition, l *legal.Link, lang legal.Lang) string {
	to, _ := p.view.Target(from, l, lang)
	switch {
	case to.Document == nil:
		return ""
	case to.Edition == nil:
		return documentPath(lang, to.Document.ID)
	case to.Anchor == "":
		return editionPath(lang, to.Document.ID, to.Edition.ID)
	}
	return editionPath(lang, to.Document.ID, to.Edition.ID) + "#" + to.Anchor
}

func relativeLink(page, to string) string {
	for i := range to {
		if to[i] == '#' {
			return relative(page, to[:i]) + to[i:]
		}
	}
	return relative(page, to)
}
