package site

import (
	"slices"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/strand"
	"github.com/kelisim/kelisim/internal/word"
)

// Download is a file that a site hands out besides its pages.
type Download struct {
	Form legal.Download
	word.Pair
}

// DownloadRef leads to a download.
type DownloadRef struct {
	Form legal.Download
	Href string
	Name string // that the reader's own file gets: "user-agreement-3-changes.kk.docx"
}

// Sheets is a page of an edition that is printed to a PDF.
type Sheets struct {
	Form    legal.Download
	Page    plan.Page
	Title   string // of the text
	Edition EditionRef
}

// printed are the pages of an edition that the download pdf prints.
var printed = []legal.Download{legal.DownloadPDF, legal.DownloadPDFChanges, legal.DownloadPDFTable}

// downloads are the downloads of an edition that a page names: those of its text, or
// of its changes; and its own as a PDF.
func (s spot) downloads(e *standing.Edition, ofText bool) []DownloadRef {
	var out []DownloadRef
	doc := e.Document.ID
	add := func(form legal.Download) {
		out = append(out, DownloadRef{form, s.href(address.Download(s.lang, doc, e.ID, form)), address.Saved(s.lang, doc, e.ID, form)})
	}
	for _, form := range s.site.Downloads {
		switch {
		case form == legal.DownloadPDF:
			for _, of := range printed {
				if at := address.Printed(s.lang, doc, e.ID, of); e.Record != nil && (at == s.page || ofText && of == form) {
					add(of)
				}
			}
		case (form == legal.DownloadText) == ofText && (form != legal.DownloadOrder || s.ordered(s.lang)):
			add(form)
		}
	}
	return out
}

// texts calls f with each language of an edition: with its strand, and the text's place in it.
func (m documentPages) texts(e *standing.Edition, f func(lang legal.Lang, s *strand.Strand, i int) error) error {
	for _, lang := range m.site.Languages {
		s := m.all[lang]
		if i := s.Index(e); i >= 0 {
			if err := f(lang, s, i); err != nil {
				return err
			}
		}
	}
	return nil
}

// sheets makes the pages of an edition that are printed.
func (m documentPages) sheets(e *standing.Edition, emit func(plan.Page) error) error {
	return m.texts(e, func(lang legal.Lang, s *strand.Strand, i int) error {
		pages := append(m.redlines(e, s), m.textPage(e, s, address.Edition(lang, m.doc.ID, e.ID)))
		for _, form := range printed {
			k := slices.IndexFunc(pages, func(p plan.Page) bool { return p.Path == address.Printed(lang, m.doc.ID, e.ID, form) })
			if k < 0 {
				continue // the first edition has no changes
			}
			view := &Sheets{form, pages[k], s.Texts[i].Title, m.at(pages[k].Path, lang).edition(e)}
			if err := emit(plan.Page{Path: address.Download(lang, m.doc.ID, e.ID, form), Lang: lang, View: view}); err != nil {
				return err
			}
		}
		return nil
	})
}

// handedOut makes the downloads of an edition.
func (m documentPages) handedOut(e *standing.Edition, emit func(plan.Page) error) error {
	return m.texts(e, func(lang legal.Lang, s *strand.Strand, i int) error {
		pair := m.pair(s, i)
		for _, form := range m.site.Downloads {
			if form == legal.DownloadPDF || form != legal.DownloadText && pair.Redline == nil || form == legal.DownloadOrder && !m.ordered(lang) {
				continue
			}
			page := plan.Page{Path: address.Download(lang, m.doc.ID, e.ID, form), Lang: lang, View: &Download{form, pair}}
			if err := emit(page); err != nil {
				return err
			}
		}
		return nil
	})
}

// pair is text i of a strand with the one that it is compared with, if there is one.
func (m documentPages) pair(s *strand.Strand, i int) word.Pair {
	pair := word.Pair{New: m.side(s, i), Language: m.bench.Language(s.Lang), Author: m.site.Organization[s.Lang], Document: m.doc.ID}
	pair.Cite(m.view, s.Editions[i], s.Texts[i])
	if before := s.Before[i]; s.Redlines[i] != nil {
		pair.Old, pair.Redline = m.side(s, before), s.Redlines[i]
		pair.Cite(m.view, s.Editions[before], s.Texts[before])
	}
	return pair
}

// side is text i of a strand, as a title block names it.
func (m documentPages) side(s *strand.Strand, i int) word.Edition {
	ref := m.at("", s.Lang).edition(s.Editions[i])
	return word.Edition{Text: s.Texts[i], ID: ref.ID, From: ref.From}
}
