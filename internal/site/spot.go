package site

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/strand"
	"github.com/kelisim/kelisim/internal/timeline"
)

// spot is a page's place: its path in the output and its language. What a page
// names, it names from there.
type spot struct {
	*planner
	page string
	lang legal.Lang
}

func (p *planner) at(page string, lang legal.Lang) spot { return spot{p, page, lang} }

// href is the address of a file of the output seen from the page.
func (s spot) href(to string) string { return address.Relative(s.page, to) }

// url is a file's absolute address, empty without base_url.
func (p *planner) url(file string) string { return address.Absolute(p.site.BaseURL, file) }

// frame fills in what surrounds the page. exists reports in which languages the
// page says what it says here.
func (s spot) frame(title string, exists func(legal.Lang) bool) Frame {
	f := Frame{
		Lang: s.lang, Title: title,
		Root:         s.href(address.Root),
		Organization: s.site.Organization[s.lang],
		Notice:       s.site.Notice[s.lang],
		Logo:         s.logo(),
		Links:        s.links(s.lang),
		Canonical:    s.url(s.page),
		Feeds:        s.feedLinks(nil),
		Zone:         s.zone,
	}
	if len(s.view.Timelines) > 0 {
		f.Calendar = s.href(address.Calendar(s.lang))
	}
	for _, l := range s.site.Languages {
		there := address.InLanguage(s.page, l)
		f.Alternates = append(f.Alternates, Alternate{
			Lang: l, Href: s.href(there), URL: s.url(there), Current: l == s.lang, Exists: exists(l),
		})
	}
	return f
}

// logo is the address of the site's picture; empty for none.
func (s spot) logo() string {
	if s.site.Logo == nil {
		return ""
	}
	return s.href(address.Logo(s.site.Logo))
}

// links are the links at the foot of a page in a language.
func (p *planner) links(lang legal.Lang) []Link {
	var out []Link
	for _, l := range p.site.Links {
		out = append(out, Link{l.Name[lang], l.URL})
	}
	return out
}

func always(legal.Lang) bool { return true }

// instead leads the language switch to another page of each language in which this
// one does not exist.
func (s spot) instead(f *Frame, to func(legal.Lang) string) {
	for i := range f.Alternates {
		if a := &f.Alternates[i]; !a.Exists {
			a.Href = s.href(to(a.Lang))
		}
	}
}

// feedLinks are the feeds for the page's head: of its language, and of a document.
func (s spot) feedLinks(d *standing.Document) []Link {
	if !s.feeds() {
		return nil
	}
	links := []Link{{s.site.Organization[s.lang], s.href(address.Feed(s.lang))}}
	if d != nil && d.Line != nil {
		links = append(links, Link{s.ref(d).Title, s.href(address.DocumentFeed(s.lang, d.ID))})
	}
	return links
}

// ref names a document.
func (s spot) ref(d *standing.Document) DocumentRef {
	r := DocumentRef{ID: d.ID, Kind: d.Now.Kind, Href: s.href(address.Document(s.lang, d.ID))}
	at := d.Shown
	if at == nil { // all was withdrawn
		at = d.Editions[len(d.Editions)-1]
	}
	t := at.Any(s.lang)
	r.Title, r.Lang = t.Title, t.Lang
	return r
}

// refs names documents, those that the view has.
func (s spot) refs(ids []string) []DocumentRef {
	var out []DocumentRef
	for _, id := range ids {
		if d := s.view.Document(id); d != nil {
			out = append(out, s.ref(d))
		}
	}
	return out
}

// annexedTo names what a document is annexed to; nil for nothing that the view has.
func (s spot) annexedTo(d *standing.Document) *DocumentRef {
	a := s.view.Document(d.Now.AnnexOf)
	if a == nil {
		return nil
	}
	ref := s.ref(a)
	return &ref
}

// annexes are the documents annexed to one, in the order of lists.
func (p *planner) annexes(id string) []string {
	var out []string
	for _, d := range p.view.Documents {
		if d.Now.AnnexOf == id {
			out = append(out, d.ID)
		}
	}
	return out
}

// edition gathers an edition's facts.
func (s spot) edition(e *standing.Edition) EditionRef {
	doc, lang := e.Document.ID, s.lang
	t := e.Any(lang)
	r := EditionRef{
		ID: e.ID, Href: s.href(address.Edition(lang, doc, e.ID)), URL: s.url(address.Edition(lang, doc, e.ID)),
		Lang: t.Lang, Title: t.Title, Changes: t.Changes, Exists: t.Lang == lang,
		Approved: e.Content.Approved, Material: e.Content.Material == nil || *e.Content.Material,
		History: s.href(address.History(lang, doc)),
		From:    e.Content.Effective, Published: e.Content.Published, Draft: e.Record == nil,
	}
	if e.Record != nil {
		r.recorded(e.Record, lang)
	}
	for _, x := range e.Texts {
		r.Languages = append(r.Languages, Link{string(x.Lang), s.href(address.Edition(x.Lang, doc, e.ID))})
	}
	for _, f := range e.Content.Files {
		if f.Shown() {
			r.Files = append(r.Files, FileRef{f.Name, s.href(address.File(doc, e.ID, f.Name)), f.Size})
		}
	}
	if f := e.Content.ApprovalFile(); f != nil {
		r.Act = &FileRef{f.Name, s.href(address.File(doc, e.ID, f.Name)), f.Size}
	}
	if !r.Exists {
		return r
	}
	r.Markdown, r.PlainText = s.href(address.Source(lang, doc, e.ID)), s.href(address.Plain(lang, doc, e.ID))
	if e.Before(lang) != nil {
		r.Changed = s.href(address.Changes(lang, doc, e.ID))
	}
	for _, other := range counterparts(e, lang) {
		r.Bilingual = append(r.Bilingual, Link{string(other.lang), s.href(address.Bilingual(lang, doc, e.ID, other.further))})
	}
	return r
}

// editions gathers the facts of several.
func (s spot) editions(list []*standing.Edition) []EditionRef {
	var out []EditionRef
	for _, e := range list {
		out = append(out, s.edition(e))
	}
	return out
}

// recorded adds what the ledger says.
func (r *EditionRef) recorded(at *timeline.Edition, lang legal.Lang) {
	r.Seq, r.From, r.Until, r.Repealed = at.Seq, at.From, at.Until, at.Repealed
	r.Published, r.Claimed, r.Material, r.Record = at.Published, at.Claimed, at.Material, at.Record
	if at.Withdrawn {
		r.Withdrawn, r.From = at.WithdrawnAt, at.Effective
	}
	if t := at.Text(lang); t != nil {
		r.Source, r.Plain, r.Format = t.SourceSHA256, t.PlainSHA256, t.PlainFormat
		if t.Published.After(at.Published) {
			r.TextSince = t.Published
		}
	} else {
		r.Draft = r.Draft || r.Exists // a language that is not published yet
	}
}

// body is a text with the addresses of its links.
func (s spot) body(e *standing.Edition, t *legal.Text) *Body {
	return &Body{Lang: t.Lang, Units: t.Units, Hrefs: address.Links(s.view, e, t, s.page)}
}

// clause is the address of an anchor in the text of edition i of a strand, on the
// edition's page.
func (s spot) clause(x *strand.Strand, i int, anchor string) string {
	e := x.Editions[i]
	return withAnchor(s.href(address.Edition(x.Lang, e.Document.ID, e.ID)), anchor)
}

func withAnchor(href, anchor string) string {
	if anchor == "" {
		return href
	}
	return href + "#" + anchor
}

// crumbs lead from the list of documents by a document and further links to the
// page, whose crumb is the last one.
func (s spot) crumbs(doc DocumentRef, further ...Link) []Link {
	return append([]Link{{"", s.href(address.List(s.lang))}, {doc.Title, doc.Href}}, further...)
}

// editionCrumbs are those of an edition's page, or of its document's.
func (s spot) editionCrumbs(e *standing.Edition) []Link {
	doc := s.ref(e.Document)
	if s.isDocument(e) {
		doc.Href = ""
		return s.crumbs(doc)
	}
	return s.crumbs(doc, Link{e.ID, ""})
}

// isDocument reports whether the page is that of the edition's document.
func (s spot) isDocument(e *standing.Edition) bool {
	return s.page == address.Document(s.lang, e.Document.ID)
}

// counterpart is a language beside which an edition is shown in another one.
type counterpart struct {
	lang    legal.Lang
	further legal.Lang // lang in the page's address; empty for the first one, which has the plain address
}

// counterparts are the other languages of an edition that has the language, in the
// site's order.
func counterparts(e *standing.Edition, lang legal.Lang) []counterpart {
	if e.Text(lang) == nil {
		return nil
	}
	var out []counterpart
	for _, t := range e.Texts {
		if t.Lang == lang {
			continue
		}
		c := counterpart{lang: t.Lang}
		if len(out) > 0 {
			c.further = t.Lang
		}
		out = append(out, c)
	}
	return out
}

// isPaired reports whether a language has a bilingual page of this address.
func isPaired(e *standing.Edition, lang, further legal.Lang) bool {
	return slices.ContainsFunc(counterparts(e, lang), func(c counterpart) bool { return c.further == further })
}

// tag makes an id of RFC 4151. The site's id is its authority and never changes;
// the year, a part of the form, is that in which this form was made.
func (p *planner) tag(rest string) string { return "tag:" + authority(p.site.ID) + ",2026:" + rest }

// authority makes a DNS name, as RFC 4151 wants it, of a site's id, which may
// hold underscores and stray dots and hyphens.
func authority(id string) string {
	var parts []string
	for _, part := range strings.FieldsFunc(strings.ReplaceAll(id, "_", "-"), func(r rune) bool { return r == '.' }) {
		if part = strings.Trim(part, "-"); part != "" {
			parts = append(parts, part)
		}
	}
	if len(parts) == 0 {
		return "kelisim"
	}
	return strings.Join(parts, ".")
}
