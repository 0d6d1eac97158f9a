package site

import (
	"strings"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/standing"
)

// Element is the script of the element kelisim-text: the same on every site of one program and layouts.
type Element struct{}

// Embed is a text alone, to be put into a page of another system. It does not
// change once the text is published.
type Embed struct {
	Document, Edition string
	Title             string
	Source, Plain     string // SHA-256, as in the ledger
	// Text has absolute links. Its anchors, and the links to them, begin with the
	// prefix DOCUMENT_EDITION_LANGUAGE_, so that several fit on one page.
	Text *Body
}

// Pointer is the page embed/LANGUAGE/DOCUMENT/current.html: which editions there
// are and when each applies. It holds no text.
type Pointer struct {
	Frame
	Document DocumentRef
	Rows     []PointerRow // in order of effect, without the withdrawn ones
}

// PointerRow is an edition with its fragment.
type PointerRow struct {
	Edition  EditionRef
	Fragment string // empty if there is no text in the language
}

// embeds makes the fragments of an edition.
func (m documentPages) embeds(e *standing.Edition, emit func(plan.Page) error) error {
	for _, t := range e.Texts {
		s := m.all[t.Lang]
		full, r := s.Texts[s.Index(e)], e.Record.Text(t.Lang)
		body := &Body{Lang: t.Lang, Units: full.Units, Hrefs: address.LinksFromAnywhere(m.view, m.site.BaseURL, e, full)}
		body.prefix(strings.Join([]string{m.doc.ID, e.ID, string(t.Lang), ""}, "_"))
		v := &Embed{Document: m.doc.ID, Edition: e.ID, Title: full.Title, Source: r.SourceSHA256, Plain: r.PlainSHA256, Text: body}
		if err := emit(plan.Page{Path: address.Embed(t.Lang, m.doc.ID, e.ID), Lang: t.Lang, View: v}); err != nil {
			return err
		}
	}
	return nil
}

// prefix puts a prefix before every anchor, and every link to one, in a copy of
// the units.
func (b *Body) prefix(with string) {
	links := map[*legal.Link]*legal.Link{}
	link := func(l *legal.Link) *legal.Link {
		if l == nil || l.Kind != legal.LinkAnchor && l.Kind != legal.LinkClause {
			return l
		}
		if links[l] == nil {
			c := *l
			c.Anchor = with + c.Anchor
			links[l] = &c
		}
		return links[l]
	}
	runs := func(from []legal.Run) []legal.Run {
		out := make([]legal.Run, len(from))
		for i, r := range from {
			r.Link = link(r.Link)
			out[i] = r
		}
		return out
	}
	units := make([]legal.Unit, len(b.Units))
	for i, u := range b.Units {
		if u.Anchor != "" {
			u.Anchor = with + u.Anchor
		}
		u.Runs = runs(u.Runs)
		cells := make([][]legal.Run, len(u.Cells))
		for k, c := range u.Cells {
			cells[k] = runs(c)
		}
		u.Cells = cells
		units[i] = u
	}
	b.Units = units
}

// pointers makes the page of the fragments in every language.
func (m documentPages) pointers(emit func(plan.Page) error) error {
	for _, lang := range m.site.Languages {
		at := m.at(address.Pointer(lang, m.doc.ID), lang)
		if err := emit(plan.Page{Path: at.page, Lang: lang, View: at.pointer(m.doc)}); err != nil {
			return err
		}
	}
	return nil
}

func (s spot) pointer(d *standing.Document) *Pointer {
	ref := s.ref(d)
	v := &Pointer{Frame: s.frame(ref.Title, always), Document: ref}
	v.Alternates = nil
	for _, l := range s.site.Languages {
		there := address.Pointer(l, d.ID)
		v.Alternates = append(v.Alternates, Alternate{Lang: l, Href: s.href(there), URL: s.url(there), Current: l == s.lang, Exists: true})
	}
	v.NoIndex = true
	v.Crumbs = s.crumbs(ref, Link{})
	for _, e := range d.Editions {
		if e.Withdrawn() {
			continue
		}
		row := PointerRow{Edition: s.edition(e)}
		if e.Text(s.lang) != nil {
			row.Fragment = s.href(address.Embed(s.lang, d.ID, e.ID))
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}
