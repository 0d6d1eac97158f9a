// Package site plans the pages for people, with feeds, calendars and what other
// systems embed: which there are, and what each one shows. A view holds facts
// alone - dates, names, links - and never a state such as "in force": a page must
// stay true on any day it is read.
package site

import (
	"slices"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/proof"
	"github.com/kelisim/kelisim/internal/standing"
)

// Input is what the pages are planned from.
type Input struct {
	Site     *legal.Site
	Standing *standing.Site // of all documents; the texts have their Index
	Reading  string         // the hash of the rules by which texts are read: see plan.FactsOf
	// Proved says what is proved of a record by its number; nil: nothing.
	Proved func(record int) proof.Statement
	Drafts bool // show drafts too
	Prints bool // of drafts there are pages to print, too: for whoever prints one, a site has none
	// Compare orders titles by the alphabet of a language.
	Compare func(lang legal.Lang, a, b string) int
	// Ordered reports whether amending orders are said in a language.
	Ordered func(lang legal.Lang) bool
	// Printer names what prints pages to PDF; empty: nothing does, and the site has none.
	Printer string
	// Languages say how the words of a text are searched for. They are part of Reading.
	Languages *language.Set
}

// planner is what all pages of a view have in common.
type planner struct {
	site    *legal.Site
	view    *standing.Site // what the pages show
	facts   *plan.Facts    // of the view
	zone    string         // see offsets
	proved  func(record int) proof.Statement
	compare func(lang legal.Lang, a, b string) int
	ordered func(lang legal.Lang) bool
	tongues *language.Set
	printer string
	prints  bool // see Input
}

func newPlanner(in Input, drafts bool) *planner {
	view := in.Standing.View(drafts)
	site := in.Site
	if in.Printer == "" && slices.Contains(site.Downloads, legal.DownloadPDF) {
		without := *site
		without.Downloads = slices.DeleteFunc(slices.Clone(site.Downloads), func(d legal.Download) bool { return d == legal.DownloadPDF })
		site = &without
	}
	return &planner{site: site, view: view, facts: plan.FactsOf(view, site, in.Reading), zone: offsets(site.Zone),
		proved: in.Proved, compare: in.Compare, ordered: in.Ordered, tongues: in.Languages, printer: in.Printer, prints: in.Prints}
}

// Plan plans the pages. Feeds, calendars, the sitemap, the page about the data and
// what other systems embed name only what is published, also beside pages that show
// drafts.
func Plan(in Input) plan.Plan {
	p := newPlanner(in, in.Drafts)
	published := p
	if in.Drafts {
		published = newPlanner(in, false)
	}
	own := plan.Plan{Whole: p.whole()}
	for _, d := range p.view.Documents {
		own.Parts = append(own.Parts, plan.Part{Document: d.ID, Groups: p.document(d)})
	}
	others := plan.Plan{Whole: published.notices()}
	for _, d := range published.view.Documents {
		others.Parts = append(others.Parts, plan.Part{Document: d.ID, Groups: published.published(d)})
	}
	return plan.Join(own, others)
}

// group is a group of pages of a document. parts gives its inputs, besides what the
// document says of itself and how it names others.
func (p *planner) group(d *standing.Document, name string, holds func(path string) bool, make func(documentPages, func(plan.Page) error) error, parts func() []any) plan.Group {
	name = d.ID + "/" + name
	return plan.Group{
		Name:   name,
		Inputs: func() string { return p.facts.Inputs(name, append(parts(), p.facts.Own(d), p.facts.Named(d))...) },
		Holds:  holds,
		Make: func(b *plan.Bench, emit func(plan.Page) error) error {
			all, err := b.Strands(d, p.site.Languages)
			if err != nil {
				return err
			}
			return make(documentPages{p, b, d, all}, emit)
		},
	}
}

// SheetsGroup is the last part of the name of the group with an edition's pages as PDF.
const SheetsGroup = "pdf"

// document lists the groups of a document's pages. Those of an edition depend on
// no later text: a draft's change leaves the pages of those before it alone.
func (p *planner) document(d *standing.Document) []plan.Group {
	var groups []plan.Group
	for i, e := range d.Editions {
		upTo := func() []any { return []any{p.facts.Texts(d, i)} }
		groups = append(groups, p.group(d, e.ID, address.OfEdition(d.ID, e.ID), func(m documentPages, emit func(plan.Page) error) error {
			return m.edition(e, emit)
		}, func() []any { return append(upTo(), p.statements(e)) }))
		if len(p.site.Downloads) > 0 {
			groups = append(groups, p.group(d, e.ID+"/downloads", address.Downloads(d.ID, e.ID, ".docx"), func(m documentPages, emit func(plan.Page) error) error {
				return m.handedOut(e, emit)
			}, upTo))
		}
		if (e.Record != nil || p.prints) && slices.Contains(p.site.Downloads, legal.DownloadPDF) {
			groups = append(groups, p.group(d, e.ID+"/"+SheetsGroup, address.Downloads(d.ID, e.ID, ".pdf"), func(m documentPages, emit func(plan.Page) error) error {
				return m.sheets(e, emit)
			}, func() []any { return append(upTo(), p.statements(e), p.printer) }))
		}
	}
	last := p.lastTexts(d)
	return append(groups,
		p.group(d, "document", address.Among(d.ID, "", address.DocumentPage, address.TermsPage, address.ChooserPage, address.SincePage), documentPages.whole,
			func() []any {
				if d.Shown == nil {
					return last()
				}
				return []any{p.facts.Texts(d, slices.Index(d.Editions, d.Shown)), p.statements(d.Shown)}
			}),
		p.group(d, "coming", address.Among(d.ID, "", address.ComingPage), documentPages.coming, last),
		p.group(d, "history", address.Among(d.ID, "", address.HistoryPage), documentPages.histories, last))
}

// lastTexts gives all texts of a document as inputs.
func (p *planner) lastTexts(d *standing.Document) func() []any {
	return func() []any { return []any{p.facts.Texts(d, len(d.Editions)-1)} }
}

// published lists the groups of what is announced of a document, from what is published.
func (p *planner) published(d *standing.Document) []plan.Group {
	last := p.lastTexts(d)
	groups := []plan.Group{p.group(d, "search", address.Among(d.ID, "", address.SearchData), documentPages.words, last)}
	if p.feeds() {
		groups = append(groups, p.group(d, "feed", address.Among(d.ID, "", address.FeedFile), documentPages.feeds, last))
	}
	if p.site.BaseURL == "" {
		return groups
	}
	groups = append(groups, p.group(d, "current", address.Among(d.ID, "", address.EmbedPointer), documentPages.pointers, func() []any { return nil }))
	for i, e := range d.Editions {
		groups = append(groups, p.group(d, e.ID+"/embed", address.Among(d.ID, e.ID, address.EmbedFile), func(m documentPages, emit func(plan.Page) error) error {
			return m.embeds(e, emit)
		}, func() []any { return []any{p.facts.Texts(d, i)} }))
	}
	return groups
}

// whole lists the groups of pages that belong to no document.
func (p *planner) whole() []plan.Group {
	return []plan.Group{p.wholeGroup("lists", func(path string) bool {
		return path == address.Root || path == address.NotFound || p.site.Logo != nil && path == address.Logo(p.site.Logo) || address.Read(path).Kind == address.ListPage
	}, p.lists)}
}

// wholeGroup is a group of pages that depend on what all documents say of themselves.
func (p *planner) wholeGroup(name string, holds func(path string) bool, make func(*plan.Bench, func(plan.Page) error) error) plan.Group {
	return plan.Group{Name: name, Inputs: func() string { return p.facts.Inputs(name, p.facts.All()) }, Holds: holds, Make: make}
}

// notices lists the groups that tell of all documents, from what is published.
func (p *planner) notices() []plan.Group {
	groups := []plan.Group{
		p.wholeGroup("search", address.Among("", "", address.SearchPage, address.SearchData), p.searches),
		p.wholeGroup("calendars", address.Among("", "", address.CalendarFile), p.calendars),
		p.wholeGroup("guide", address.Named(address.Guide), func(_ *plan.Bench, emit func(plan.Page) error) error {
			return emit(plan.Page{Path: address.Guide, View: p.data()})
		}),
	}
	if p.feeds() {
		for _, lang := range p.site.Languages {
			name := "feed/" + string(lang)
			groups = append(groups, plan.Group{Name: name,
				Inputs: func() string {
					newest, _ := pages(p.told(lang))
					return p.facts.Inputs(name, p.facts.All(), p.compared(newest, lang))
				},
				Holds: func(path string) bool {
					return address.Read(path) == address.Place{Kind: address.FeedFile, Lang: lang}
				},
				Make: func(b *plan.Bench, emit func(plan.Page) error) error {
					return p.languageFeed(lang, b, emit) // it lists all anew: they are not kept until then
				}})
		}
	}
	if p.site.BaseURL != "" {
		groups = append(groups, p.wholeGroup("sitemap", address.Named(address.Sitemap, address.Robots), p.sitemaps),
			plan.Group{Name: "element", Inputs: func() string { return p.facts.Inputs("element") }, Holds: address.Named(address.Element), Make: func(_ *plan.Bench, emit func(plan.Page) error) error {
				return emit(plan.Page{Path: address.Element, View: &Element{}})
			}})
	}
	return groups
}

// lists makes the pages that lead to the documents.
func (p *planner) lists(_ *plan.Bench, emit func(plan.Page) error) error {
	pages := []plan.Page{
		{Path: address.Root, View: p.languages()},
		{Path: address.NotFound, View: p.notFound()},
	}
	for _, lang := range p.site.Languages {
		pages = append(pages, plan.Page{Path: address.List(lang), Lang: lang, View: p.list(lang)})
	}
	if l := p.site.Logo; l != nil {
		pages = append(pages, plan.Page{Path: address.Logo(l), Data: l.Data})
	}
	return plan.EmitAll(pages, emit)
}

// files hands over the files of an edition as they are.
func (m documentPages) files(e *standing.Edition, emit func(plan.Page) error) error {
	for _, f := range e.Content.Files {
		if !f.Shown() {
			continue
		}
		data, err := m.bench.File(f)
		if err != nil {
			return err
		}
		if err := emit(plan.Page{Path: address.File(e.Document.ID, e.ID, f.Name), Data: data}); err != nil {
			return err
		}
	}
	return nil
}
