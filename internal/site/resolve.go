package site

import (
	"time"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// body is a text with the addresses of its links, seen from a page.
func (p *Plan) body(e *edition, t *legal.Text, page string) *Body {
	b := &Body{Lang: t.Lang, Units: t.Units, Hrefs: map[*legal.Link]string{}}
	for i := range t.Units {
		t.Units[i].EachLink(func(l *legal.Link) {
			switch l.Kind {
			case legal.LinkDocument:
				if to, _ := p.target(e, l, t.Lang); to != "" {
					b.Hrefs[l] = relativeLink(page, to)
				}
			case legal.LinkFile:
				for _, f := range e.Files {
					if f.Name == l.Dest {
						b.Hrefs[l] = relative(page, filePath(e.doc.ID, e.ID, f.Name))
					}
				}
			}
		})
	}
	return b
}

// target finds the page that a doc: link leads to, as a path with a fragment.
// problem is the variant of the finding document-missing where it cannot; the
// link of an edition that was published so leads as near as there is a page.
//
// doc:ID is the document's page. doc:ID@2 is edition 2. doc:ID#3 is clause 3 of
// the edition in force when the citing edition took effect, else of the first
// one published.
func (p *Plan) target(from *edition, l *legal.Link, lang legal.Lang) (to, problem string) {
	d := p.find(l.Document)
	if d == nil || d.shown == nil {
		return "", "document"
	}
	if l.Edition == "" && l.Anchor == "" {
		return documentPath(lang, d.ID), ""
	}
	e := d.edition(l.Edition)
	if l.Edition == "" {
		e = d.cited(from, p.in.Boundary)
	}
	if e == nil {
		return "", "edition"
	}
	to = editionPath(lang, d.ID, e.ID)
	if l.Anchor == "" {
		return to, ""
	}
	t := e.text(lang)
	switch {
	case e.any(lang).Index == nil || !e.any(lang).Index.Anchors[l.Anchor]:
		return to, "clause"
	case t == nil:
		return to, "" // the page that says which languages exist
	}
	return to + "#" + l.Anchor, ""
}

// cited is the edition of d that a link without an edition means.
func (d *document) cited(from *edition, now time.Time) *edition {
	at := from.Effective
	if from.at != nil {
		at = from.at.Effective
	}
	if at.IsZero() { // a draft that takes effect on publication
		at = now
	}
	if d.line != nil {
		if e := d.line.InForce(at); e != nil {
			return d.edition(e.ID)
		}
	}
	return d.editions[0]
}

func relativeLink(page, to string) string {
	for i := range to {
		if to[i] == '#' {
			return relative(page, to[:i]) + to[i:]
		}
	}
	return relative(page, to)
}

// CheckLinks reports every link to a document that leads nowhere
// (document-missing), in the texts that the plan shows.
func (p *Plan) CheckLinks() diag.List {
	var found diag.List
	for _, d := range p.docs {
		for _, e := range d.editions {
			for _, t := range e.texts {
				for _, l := range t.Index.Links {
					if l.Kind != legal.LinkDocument {
						continue
					}
					if _, problem := p.target(e, l, t.Lang); problem != "" {
						args := diag.Args{"target": l.Dest, "document": l.Document, "edition": l.Edition, "anchor": l.Anchor}
						found.Error("document-missing", l.Pos, args).Variant = problem
					}
				}
			}
		}
	}
	return found
}
