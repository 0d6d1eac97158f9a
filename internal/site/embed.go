package site

import (
	"path"
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/standing"
)

func embedPath(lang legal.Lang, doc, edition string) string {
	return path.Join("embed", string(lang), doc, edition+".html")
}

func pointerPath(lang legal.Lang, doc string) string {
	return path.Join("embed", string(lang), doc, "current.html")
}

// ElementPath is the address of the script of the element kelisim-text.
const ElementPath = "embed/kelisim-text.js"

// Element is that script: the same on every site of one program and layouts.
type Element struct{}

// IsEmbed reports whether a file of the output is an [Embed] or the [Element]:
// pages of other systems take these in, and index.json names their integrity.
func IsEmbed(file string) bool {
	return strings.HasPrefix(file, "embed/") && path.Base(file) != "current.html"
}

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
	Fragment string // empty where there is no text in the language
}

func (p *Plan) embed(s *strand, i int) *Embed {
	e, t := s.editions[i], s.texts[i]
	r := e.Record.Text(s.lang)
	v := &Embed{Document: e.Document.ID, Edition: e.ID, Title: t.Title, Source: r.SourceSHA256, Plain: r.PlainSHA256, Text: p.absolute(e, t)}
	v.Text.prefix(strings.Join([]string{e.Document.ID, e.ID, string(s.lang), ""}, "_"))
	return v
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

func (p *Plan) pointer(d *standing.Document, lang legal.Lang) *Pointer {
	page := pointerPath(lang, d.ID)
	ref := p.ref(d, page, lang)
	v := &Pointer{Frame: p.frame(page, lang, ref.Title, always), Document: ref}
	v.Alternates = nil
	for _, l := range p.in.Site.Languages {
		there := pointerPath(l, d.ID)
		v.Alternates = append(v.Alternates, Alternate{Lang: l, Href: relative(page, there), URL: p.url(there), Current: l == lang, Exists: true})
	}
	v.NoIndex = true
	v.Crumbs = []Link{{"", relative(page, listPath(lang))}, {ref.Title, ref.Href}, {"", ""}}
	for _, e := range d.Editions {
		if e.Record.Withdrawn {
			continue
		}
		row := PointerRow{Edition: p.editionRef(e, page, lang)}
		if e.Text(lang) != nil {
			row.Fragment = relative(page, embedPath(lang, d.ID, e.ID))
		}
		v.Rows = append(v.Rows, row)
	}
	return v
}
