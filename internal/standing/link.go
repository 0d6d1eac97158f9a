package standing

import (
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// Target is where a link to a document leads. Without Edition it is the
// document's page; without Anchor it is a page as a whole.
type Target struct {
	Document *Document // nil: nowhere
	Edition  *Edition
	Anchor   string
}

// Target finds where a doc: link in an edition's text leads. problem is the
// variant of the finding document-missing where it leads nowhere; the link of an
// edition that was published so leads as near as there is something.
//
// doc:ID is the document. doc:ID@2 is edition 2. doc:ID#3 is clause 3 of the
// edition in force when the citing edition took effect, else of the first one
// published. A text that is missing in the language is no problem: its page says
// which languages there are.
func (s *Site) Target(from *Edition, l *legal.Link, lang legal.Lang) (to Target, problem string) {
	d := s.Document(l.Document)
	if d == nil || d.Shown == nil {
		return Target{}, "document"
	}
	if l.Edition == "" && l.Anchor == "" {
		return Target{Document: d}, ""
	}
	e := d.Edition(l.Edition)
	if l.Edition == "" {
		e = d.cited(from)
	}
	if e == nil {
		return Target{}, "edition"
	}
	to = Target{Document: d, Edition: e}
	if l.Anchor == "" {
		return to, ""
	}
	if x := e.Any(lang).Index; x == nil || !x.Anchors[l.Anchor] {
		return to, "clause"
	}
	if e.Text(lang) != nil {
		to.Anchor = l.Anchor
	}
	return to, ""
}

// cited is the edition of d that a link without an edition means.
func (d *Document) cited(from *Edition) *Edition {
	at := from.Content.Effective
	if from.Record != nil {
		at = from.Record.Effective
	}
	if at.IsZero() { // a draft that takes effect on publication
		at = d.site.Boundary
	}
	if d.Line != nil {
		if e := d.Line.InForce(at); e != nil {
			return d.Edition(e.ID)
		}
	}
	return d.Editions[0]
}

// CheckLinks reports every link to a document that leads nowhere
// (document-missing), in the texts of a view.
func (s *Site) CheckLinks() diag.List {
	var found diag.List
	for _, d := range s.Documents {
		for _, e := range d.Editions {
			for _, t := range e.Texts {
				for _, l := range t.Index.Links {
					if l.Kind != legal.LinkDocument {
						continue
					}
					if _, problem := s.Target(e, l, t.Lang); problem != "" {
						args := diag.Args{"target": l.Dest, "document": l.Document, "anchor": l.Anchor}
						found.AddVariant(diag.DocumentMissing, problem, l.Pos, args)
					}
				}
			}
		}
	}
	return found
}
