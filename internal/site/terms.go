package site

import (
	"slices"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/check"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/strand"
)

// hasTerms reports whether an edition's text in a language defines terms.
func hasTerms(e *standing.Edition, lang legal.Lang) bool {
	t := e.Text(lang)
	return t != nil && t.Index.Terms
}

// terms is the page of the terms of the text that the document's page shows.
func (m documentPages) terms(s *strand.Strand) plan.Page {
	e := m.doc.Shown
	i := s.Index(e)
	t := s.Texts[i]
	at := m.at(address.Terms(s.Lang, m.doc.ID), s.Lang)
	v := &Terms{
		Frame:    at.frame(t.Title, func(l legal.Lang) bool { return hasTerms(e, l) }),
		Document: at.ref(m.doc),
		Edition:  at.edition(e),
		Standing: at.standing(e),
	}
	place := func(unit int) Place { return Place{t.Units, unit, at.clause(s, i, t.Units[unit].Anchor)} }
	for _, term := range check.Glossary(m.tongues.Of(string(s.Lang)), t) {
		entry := TermEntry{Word: term.Word}
		for _, d := range term.Definitions {
			entry.Definitions = append(entry.Definitions, TermSaid{d.Said[:d.From], d.Said[d.From:d.To], d.Said[d.To:], place(d.Unit)})
		}
		last := -1
		for _, u := range term.Uses {
			if u.Unit != last {
				entry.Uses = append(entry.Uses, place(u.Unit))
			}
			last = u.Unit
		}
		v.Terms = append(v.Terms, entry)
	}
	slices.SortStableFunc(v.Terms, func(a, b TermEntry) int { return m.compare(s.Lang, a.Word, b.Word) })
	at.instead(&v.Frame, func(l legal.Lang) string { return address.Document(l, m.doc.ID) })
	v.Draft = v.Edition.Draft
	v.Crumbs = at.crumbs(v.Document, Link{})
	return page(at.page, s, i, v)
}

// define makes every use of a term that the text defines a link to its definition.
// The units of the body are others than those of the text from then on.
func (b *Body) define(terms []check.Term) {
	type cell struct{ unit, cell int }
	uses := map[cell][]check.TermUse{}
	anchor := map[check.TermUse]string{}
	for _, t := range terms {
		for _, u := range t.Uses {
			at := cell{u.Unit, u.Cell}
			uses[at] = append(uses[at], u)
			anchor[u] = b.Units[t.Definitions[0].Unit].Anchor
		}
	}
	if len(uses) == 0 {
		return
	}
	b.Units, b.Terms = slices.Clone(b.Units), map[*legal.Link]bool{}
	for at, list := range uses {
		slices.SortFunc(list, func(x, y check.TermUse) int {
			if x.Run != y.Run {
				return x.Run - y.Run
			}
			return x.From - y.From
		})
		u := &b.Units[at.unit]
		if u.Kind != legal.Row {
			u.Runs = b.split(u.Runs, list, anchor)
			continue
		}
		u.Cells = slices.Clone(u.Cells)
		u.Cells[at.cell] = b.split(u.Cells[at.cell], list, anchor)
	}
}

// split cuts runs at uses, which are in order. Of several uses of one term in a
// cell or unit the first one is for who comes by the keyboard.
func (b *Body) split(runs []legal.Run, uses []check.TermUse, anchor map[check.TermUse]string) []legal.Run {
	var out []legal.Run
	seen := map[string]bool{}
	for i, run := range runs {
		from := 0
		for len(uses) > 0 && uses[0].Run == i {
			u := uses[0]
			uses = uses[1:]
			if u.From > from {
				out = append(out, legal.Run{Text: run.Text[from:u.From], Style: run.Style})
			}
			link := &legal.Link{Kind: legal.LinkAnchor, Anchor: anchor[u]}
			b.Terms[link] = seen[link.Anchor]
			seen[link.Anchor] = true
			out = append(out, legal.Run{Text: run.Text[u.From:u.To], Style: run.Style, Link: link})
			from = u.To
		}
		if from > 0 {
			run.Text = run.Text[from:]
		}
		if run.Text != "" || from == 0 {
			out = append(out, run)
		}
	}
	return out
}
