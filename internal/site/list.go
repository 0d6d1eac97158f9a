package site

import (
	"cmp"
	"slices"
	"time"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/standing"
)

// choices are the languages with the address of their document list.
func (p *planner) choices(href func(legal.Lang) string) []Alternate {
	var out []Alternate
	for _, l := range p.site.Languages {
		out = append(out, Alternate{Lang: l, Href: href(l), URL: p.url(address.List(l)), Exists: true})
	}
	return out
}

// greetings are the choices with what the organization says in each language.
func (p *planner) greetings(href func(legal.Lang) string) []Greeting {
	var out []Greeting
	for _, a := range p.choices(href) {
		out = append(out, Greeting{a, p.site.Organization[a.Lang], p.site.Notice[a.Lang], p.links(a.Lang)})
	}
	return out
}

// languages is the page of all languages: what a frame says in one alone stands in
// its greetings.
func (p *planner) languages() *Languages {
	lang := p.site.Languages[0]
	at := p.at(address.Root, lang)
	f := Frame{Lang: lang, Root: at.href(address.Root), Title: p.site.Organization[lang], Organization: p.site.Organization[lang], Logo: at.logo(), Canonical: p.url(address.Root)}
	return &Languages{Frame: f, Choices: p.greetings(func(l legal.Lang) string { return at.href(address.List(l)) })}
}

// notFound has absolute addresses alone: a server shows it at any depth.
func (p *planner) notFound() *NotFound {
	lang := p.site.Languages[0]
	f := Frame{Lang: lang, Root: p.site.BaseURL, Organization: p.site.Organization[lang]}
	if l := p.site.Logo; l != nil {
		f.Logo = p.url(address.Logo(l))
	}
	return &NotFound{Frame: f, Choices: p.greetings(func(l legal.Lang) string { return p.url(address.List(l)) })}
}

func (p *planner) list(lang legal.Lang) *List {
	at := p.at(address.List(lang), lang)
	v := &List{Frame: at.frame("", always), Search: at.href(address.Search(lang)), Data: at.href(address.Guide)}
	var rows []Row
	for _, d := range p.view.Documents {
		row := Row{Document: at.ref(d), Annex: at.annexedTo(d), Editions: len(d.Editions), History: at.href(address.History(lang, d.ID))}
		if d.Shown != nil {
			ref := at.edition(d.Shown)
			row.Shown, row.Next = &ref, at.editions(d.Shown.Later())
			for _, t := range d.Shown.Texts {
				row.Languages = append(row.Languages, Link{string(t.Lang), at.href(address.Document(t.Lang, d.ID))})
			}
		}
		rows = append(rows, row)
	}
	slices.SortStableFunc(rows, func(a, b Row) int {
		if c := cmp.Compare(p.view.Document(a.Document.ID).Order, p.view.Document(b.Document.ID).Order); c != 0 {
			return c
		}
		return p.compare(lang, a.Document.Title, b.Document.Title)
	})
	v.Groups = p.groups(rows)
	var refs []DocumentRef
	for _, g := range v.Groups {
		for _, r := range g.Rows {
			refs = append(refs, r.Document)
		}
	}
	v.Timeline = at.chart(refs)
	return v
}

// groups parts sorted rows by kind, in the order in which the kinds first come.
func (p *planner) groups(rows []Row) []Group {
	var out []Group
	ended := Group{Ended: true}
	for _, r := range rows {
		if s := r.Shown; s != nil && s.Repealed && !s.Until.After(p.view.Boundary) && len(r.Next) == 0 {
			ended.Rows = append(ended.Rows, r)
			continue
		}
		i := slices.IndexFunc(out, func(g Group) bool { return g.Kind == r.Document.Kind })
		if i < 0 {
			i = len(out)
			out = append(out, Group{Kind: r.Document.Kind})
		}
		out[i].Rows = append(out[i].Rows, r)
	}
	if len(ended.Rows) > 0 {
		out = append(out, ended)
	}
	return out
}

// spans calls f for every published edition of documents that was not withdrawn.
func spans(docs []*standing.Document, f func(row int, e *standing.Edition)) {
	for i, d := range docs {
		for _, e := range d.Editions {
			if e.Record != nil && !e.Withdrawn() {
				f(i, e)
			}
		}
	}
}

// chart draws documents to one scale, from the first effect to the end of the year of
// the last date that is recorded of them; nil if nothing of them has a span. It depends on no
// other document and not on today: the page's script draws it on to the year of reading.
func (s spot) chart(refs []DocumentRef) *Chart {
	c := &Chart{}
	var last time.Time
	var docs []*standing.Document
	for _, r := range refs {
		docs = append(docs, s.view.Document(r.ID))
		c.Rows = append(c.Rows, ChartRow{Name: r.Title, Href: r.Href})
	}
	spans(docs, func(_ int, e *standing.Edition) {
		if c.From.IsZero() || e.Record.Effective.Before(c.From) {
			c.From = e.Record.Effective
		}
		for _, t := range []time.Time{e.Record.Effective, e.Record.Until} {
			if t.After(last) {
				last = t
			}
		}
	})
	if c.From.IsZero() {
		return nil
	}
	zone := s.site.Zone
	c.From = time.Date(c.From.In(zone).Year(), 1, 1, 0, 0, 0, 0, zone)
	c.To = time.Date(last.In(zone).Year()+1, 1, 1, 0, 0, 0, 0, zone)
	x := func(t time.Time) int { return int(1000 * t.Sub(c.From).Hours() / c.To.Sub(c.From).Hours()) }
	step := (c.To.Year() - c.From.Year() + 7) / 8 // on a phone the years of eight fit side by side
	for y := c.From.Year(); y <= c.To.Year(); y += step {
		c.Ticks = append(c.Ticks, Tick{x(time.Date(y, 1, 1, 0, 0, 0, 0, zone)), y})
	}
	spans(docs, func(row int, e *standing.Edition) {
		r := e.Record
		b := Bar{Edition: e.ID, Href: s.href(address.Edition(s.lang, e.Document.ID, e.ID)), X: x(r.From), From: r.From, Until: r.Until}
		b.Width = 1000 - b.X
		if !b.Until.IsZero() {
			b.Width = x(b.Until) - b.X
		}
		c.Rows[row].Bars = append(c.Rows[row].Bars, b)
	})
	return c
}
