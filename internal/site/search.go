package site

import (
	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/search"
)

// Search is the page on which a reader looks through all texts of a language. Its
// script reads the files of package search; without script it names other ways.
type Search struct {
	Frame
	Index string // address of the index
	Texts string // address of the folder with the data of texts
	List  string // address of the document list
}

// searches makes the search page of every language and its index.
func (p *planner) searches(_ *plan.Bench, emit func(plan.Page) error) error {
	for _, lang := range p.site.Languages {
		at := p.at(address.Search(lang), lang)
		v := &Search{Frame: at.frame("", always), Index: at.href(address.SearchIndex(lang)), Texts: at.href(address.Texts),
			List: at.href(address.List(lang))}
		v.Crumbs = []Link{{Href: v.List}, {}}
		pages := []plan.Page{
			{Path: at.page, Lang: lang, View: v},
			{Path: address.SearchIndex(lang), Lang: lang, View: search.IndexOf(p.view, lang, p.tongues.Of(string(lang)), p.site.Zone)},
		}
		if err := plan.EmitAll(pages, emit); err != nil {
			return err
		}
	}
	return nil
}

// words makes what a search looks through of the document.
func (m documentPages) words(emit func(plan.Page) error) error {
	for _, lang := range m.site.Languages {
		if len(m.all[lang].Texts) == 0 {
			continue
		}
		part := search.PartOf(m.all[lang], m.tongues.Of(string(lang)))
		if err := emit(plan.Page{Path: address.SearchPart(lang, m.doc.ID), Lang: lang, View: part}); err != nil {
			return err
		}
	}
	return nil
}
