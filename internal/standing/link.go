package standing

import (
	"slices"

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

// Title is the title of what the target is in a language; empty if there is none in it.
func (t Target) Title(lang legal.Lang) string {
	e := t.Edition
	if e == nil && t.Document != nil {
		e = t.Document.Shown
	}
	if e == nil || e.Text(lang) == nil {
		return ""
	}
	return e.Text(lang).Title
}

// Target finds where a link to a document in an edition's text leads. problem is the
// variant of the finding document-missing if it leads nowhere; the link of an
// edition that was published so leads as near as there is something.
//
// doc:ID is the document. doc:ID@2 is edition 2. doc:ID#3 is clause 3 of the
// edition in force when the citing edition took effect, else of the first one
// published. A text that is missing in the language is no problem: its page says
// which languages there are.
//
// A citation of an act with a name leads to that clause of the only other document
// that has such a title; it is no problem if there is none.
func (s *Site) Target(from *Edition, l *legal.Link, lang legal.Lang) (to Target, problem string) {
	d := s.Document(l.Document)
	if l.Kind == legal.LinkAct {
		if d = s.named(from, l, lang); d == nil {
			return Target{}, ""
		}
	}
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
	if x := e.Any(lang).Index; x == nil || !x.Anchors.Has(l.Anchor) {
		if l.Kind == legal.LinkAct {
			return Target{}, "cited"
		}
		return to, "clause"
	}
	if e.Text(lang) != nil {
		to.Anchor = l.Anchor
	}
	return to, ""
}

// named is the only document but its own that a citation in a text names; nil if there
// is none, or several of which one has the longest name that is meant.
func (s *Site) named(from *Edition, l *legal.Link, lang legal.Lang) *Document {
	for _, name := range l.Names {
		var found []*Document
		for _, d := range s.Documents {
			if d.Shown != nil && d.called(name, lang) {
				found = append(found, d)
			}
		}
		if len(found) > 1 || len(found) == 1 && found[0].ID == from.Document.ID {
			return nil
		}
		if len(found) == 1 {
			return found[0]
		}
	}
	return nil
}

// called reports whether an edition of d has a title of a name in a language.
func (d *Document) called(name string, lang legal.Lang) bool {
	return slices.ContainsFunc(d.Editions, func(e *Edition) bool {
		t := e.Text(lang)
		return t != nil && t.Index != nil && t.Index.Name == name
	})
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

// CheckLinks reports every link to a document that leads nowhere (document-missing),
// and every citation of a clause that the document which it names lacks
// (reference-missing), in the texts of a view.
func (s *Site) CheckLinks() diag.List {
	var found diag.List
	for _, d := range s.Documents {
		for _, e := range d.Editions {
			for _, t := range e.Texts {
				for _, l := range t.Index.Links {
					if l.Kind == legal.LinkFile {
						continue
					}
					switch _, problem := s.Target(e, l, t.Lang); {
					case problem == "":
					case l.Kind == legal.LinkAct:
						found.AddVariant(diag.ReferenceMissing, "document", l.Pos, diag.Args{"number": l.Anchor, "parent": s.named(e, l, t.Lang).ID})
					default:
						args := diag.Args{"target": l.Dest, "document": l.Document, "anchor": l.Anchor}
						found.AddVariant(diag.DocumentMissing, problem, l.Pos, args)
					}
				}
			}
		}
	}
	return found
}
