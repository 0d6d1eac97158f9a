package site

import (
	"slices"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/check"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/strand"
)

// redlines are the pages that compare an edition with the one before it, in the
// strand's language.
func (m documentPages) redlines(e *standing.Edition, s *strand.Strand) []plan.Page {
	i := s.Index(e)
	if s.Redlines[i] == nil {
		return nil
	}
	at, table := m.at(address.Changes(s.Lang, m.doc.ID, e.ID), s.Lang), m.at(address.Table(s.Lang, m.doc.ID, e.ID), s.Lang)
	v := m.against(at, s, s.Before[i], i, m.compares)
	v.Table = at.href(table.page)
	t := &Table{*m.against(table, s, s.Before[i], i, m.compares)}
	v.Downloads, t.Downloads = at.downloads(e, false), table.downloads(e, false)
	pages := []plan.Page{page(at.page, s, i, v), page(table.page, s, i, t)}
	if m.ordered(s.Lang) {
		o := m.order(s, i)
		v.Order = at.href(o.Path)
		pages = append(pages, o)
	}
	for _, other := range counterparts(e, s.Lang) {
		both := m.at(address.BilingualChanges(s.Lang, m.doc.ID, e.ID, other.further), s.Lang)
		if b := m.bilingualChanges(both, s, i, other); b != nil {
			v.Bilingual = append(v.Bilingual, Link{string(other.lang), at.href(both.page)})
			pages = append(pages, page(both.page, s, i, b))
		}
	}
	return pages
}

// order is the page of the amending order of edition i of a strand.
func (m documentPages) order(s *strand.Strand, i int) plan.Page {
	e := s.Editions[i]
	at := m.at(address.Order(s.Lang, m.doc.ID, e.ID), s.Lang)
	o := &Order{Changes: *m.against(at, s, s.Before[i], i, m.compares), Pair: m.pair(s, i)}
	o.Downloads = at.downloads(e, false)
	for k := range o.Alternates {
		if a := &o.Alternates[k]; !m.ordered(a.Lang) {
			a.Exists, a.URL = false, ""
		}
	}
	at.instead(&o.Frame, func(l legal.Lang) string { return address.Edition(l, m.doc.ID, e.ID) })
	return page(at.page, s, i, o)
}

// since makes the pages that compare every earlier edition with the one that the
// document's page shows, and let the reader choose one. The page of the choice
// exists if that page does, drafts apart, in every language: information
// systems lead to it.
func (m documentPages) since(s *strand.Strand, emit func(plan.Page) error) error {
	d := m.doc
	if d.Shown.Record == nil {
		return nil
	}
	at := m.at(address.Chooser(s.Lang, d.ID), s.Lang)
	now := s.Index(d.Shown)
	if now < 0 {
		return emit(m.textPage(d.Shown, s, at.page))
	}
	chooser := &Since{Document: at.ref(d), Current: at.edition(d.Shown),
		Frame: at.frame(s.Texts[now].Title, func(l legal.Lang) bool { return m.all[l] != nil && m.all[l].Index(d.Shown) >= 0 })}
	chooser.Coming = m.choiceComing(at, d.Shown)
	at.instead(&chooser.Frame, func(l legal.Lang) string { return address.Document(l, d.ID) })
	chooser.Crumbs = at.crumbs(chooser.Document, Link{})
	for i, e := range s.Editions {
		if e.Record == nil || e.Withdrawn() {
			continue
		}
		data := EditionData{Edition: at.edition(e), Text: at.href(address.TextData(s.Lang, d.ID, e.ID))}
		if s.Before[i] >= 0 {
			data.Redline = at.href(address.RedlineData(s.Lang, d.ID, e.ID))
		}
		chooser.Any = append(chooser.Any, data)
	}
	for _, i := range slices.Backward(s.Earlier(d.Shown)) {
		e := s.Editions[i]
		one := m.at(address.Since(s.Lang, d.ID, e.ID), s.Lang)
		chooser.Choices = append(chooser.Choices, Choice{at.edition(e), at.href(one.page)})
		v := m.againstChosen(one, s, i, now, m.hasBoth)
		v.Coming = m.choiceComing(one, e)
		if err := emit(page(one.page, s, now, v)); err != nil {
			return err
		}
	}
	return emit(page(at.page, s, now, chooser))
}

// coming makes the pages that compare every edition that somebody may have accepted with
// the first one to come.
func (m documentPages) coming(emit func(plan.Page) error) error {
	d := m.doc
	for _, lang := range m.site.Languages {
		s, next := m.all[lang], d.Coming(lang)
		for _, i := range s.Earlier(next) {
			at := m.at(address.Coming(lang, d.ID, s.Editions[i].ID), lang)
			v := m.againstChosen(at, s, i, s.Index(next), func(l legal.Lang, was, e *standing.Edition) bool {
				return m.hasBoth(l, was, e) && d.Coming(l) == e
			})
			if err := emit(page(at.page, s, s.Index(next), v)); err != nil {
				return err
			}
		}
	}
	return nil
}

// choiceComing is the edition to come as something to compare an edition with; nil if
// there is no page that does.
func (m documentPages) choiceComing(at spot, e *standing.Edition) *Choice {
	next := m.doc.Coming(at.lang)
	if next == nil || e.Withdrawn() || e.Text(at.lang) == nil {
		return nil
	}
	return &Choice{at.edition(next), at.href(address.Coming(at.lang, m.doc.ID, e.ID))}
}

// hasBoth reports whether two editions have a language.
func (m documentPages) hasBoth(l legal.Lang, was, e *standing.Edition) bool {
	o := m.all[l]
	return o != nil && o.Index(was) >= 0 && o.Index(e) >= 0
}

// compares reports whether there are pages of the changes of e in a language that both
// editions have.
func (m documentPages) compares(l legal.Lang, was, e *standing.Edition) bool {
	return m.hasBoth(l, was, e) && m.all[l].Before[m.all[l].Index(e)] >= 0
}

// againstChosen is against of a page that answers what changed since the edition that
// its address names.
func (m documentPages) againstChosen(at spot, s *strand.Strand, old, new int, exists func(legal.Lang, *standing.Edition, *standing.Edition) bool) *Changes {
	v := m.against(at, s, old, new, exists)
	v.Since, v.Chooser = true, at.href(address.Chooser(s.Lang, m.doc.ID))
	v.Crumbs[2] = Link{"", v.Chooser}
	return v
}

// against is the view of a redline between two editions of a strand. exists reports
// whether the same page of these editions stands in another language.
func (m documentPages) against(at spot, s *strand.Strand, old, new int, exists func(l legal.Lang, was, e *standing.Edition) bool) *Changes {
	d, was, e := m.doc, s.Editions[old], s.Editions[new]
	r := s.Against(old, new)
	v := &Changes{
		Frame:    at.frame(s.Texts[new].Title, func(l legal.Lang) bool { return exists(l, was, e) }),
		Document: at.ref(d),
		Old:      at.edition(was),
		New:      at.edition(e),
		Redline:  r,
		OldText:  at.body(was, s.Texts[old]),
		NewText:  at.body(e, s.Texts[new]),
		Reasons:  s.Texts[new],
	}
	at.instead(&v.Frame, func(l legal.Lang) string { return address.Edition(l, d.ID, e.ID) })
	if !e.Past() {
		v.Later = at.editions(e.Later())
	}
	after := false
	for _, x := range d.Editions {
		if after && (!x.Withdrawn() || x == e) {
			v.Between = append(v.Between, at.edition(x))
		}
		after = (after || x == was) && x != e
	}
	for _, rec := range r.Records {
		if len(rec.New) > 0 {
			v.Lines = append(v.Lines, at.clause(s, new, rec.New[0].Anchor))
		} else {
			v.Lines = append(v.Lines, at.clause(s, old, rec.Old[0].Anchor))
		}
	}
	v.Draft = v.New.Draft || v.Old.Draft
	v.Crumbs = at.crumbs(v.Document, Link{e.ID, v.New.Href}, Link{})
	return v
}

// bilingualChanges puts the redline of an edition beside that of another language;
// nil if there is none against the same edition.
func (m documentPages) bilingualChanges(at spot, s *strand.Strand, i int, other counterpart) *BilingualChanges {
	e, was := s.Editions[i], s.Editions[s.Before[i]]
	o := m.all[other.lang]
	j := o.Index(e)
	if !isAgainst(o, e, was) {
		return nil
	}
	left := m.against(at, s, s.Before[i], i, m.compares)
	right := m.against(m.at(at.page, o.Lang), o, o.Before[j], j, m.compares)
	v := &BilingualChanges{Frame: left.Frame, Document: left.Document, Old: left.Old, New: left.New, Left: left, Right: right,
		Pairs: pairChanges(left.Redline.Records, right.Redline.Records)}
	tellApart(v.Pairs, left.Redline.Records, check.Differing(
		check.Turned{Old: s.Texts[s.Before[i]], New: s.Texts[i], Redline: left.Redline},
		check.Turned{Old: o.Texts[o.Before[j]], New: o.Texts[j], Redline: right.Redline}))
	v.Crumbs = append(slices.Clone(v.Crumbs[:3]), Link{})
	for k := range v.Alternates { // the page beside this language may be at another address there, or nowhere
		if l := v.Alternates[k].Lang; l != s.Lang && !m.hasBilingualChanges(l, e, was, other.further) {
			v.Alternates[k].Exists, v.Alternates[k].URL = false, ""
		}
	}
	at.instead(&v.Frame, func(l legal.Lang) string { return address.Edition(l, m.doc.ID, e.ID) })
	return v
}

// tellApart notes the pairs whose clauses changed otherwise in each language.
func tellApart(pairs []ChangePair, left []redline.Record, differing []check.Otherwise) {
	at := make(map[string]*check.Otherwise, len(differing))
	for k := range differing {
		at[differing[k].Anchor] = &differing[k]
	}
	for k, p := range pairs {
		if p.Left >= 0 && p.Right >= 0 && !p.OneSided && len(left[p.Left].New) > 0 {
			pairs[k].Otherwise = at[left[p.Left].New[0].Anchor]
		}
	}
}

// isAgainst reports whether a strand compares e with was.
func isAgainst(o *strand.Strand, e, was *standing.Edition) bool {
	if o == nil {
		return false
	}
	j := o.Index(e)
	return j >= 0 && o.Before[j] >= 0 && o.Editions[o.Before[j]] == was
}

// hasBilingualChanges reports whether a language has a page of this address.
func (m documentPages) hasBilingualChanges(lang legal.Lang, e, was *standing.Edition, further legal.Lang) bool {
	return isAgainst(m.all[lang], e, was) && slices.ContainsFunc(counterparts(e, lang), func(c counterpart) bool {
		return c.further == further && isAgainst(m.all[c.lang], e, was)
	})
}

// pairChanges aligns the records of two languages by the anchor of their clause,
// in the order of the first. Records that nothing happened to in either language
// are left out.
func pairChanges(a, b []redline.Record) []ChangePair {
	at := make(map[string]int, len(b))
	for j := range b {
		at[recordKey(&b[j])] = j
	}
	used := make([]bool, len(b))
	var out []ChangePair
	for i := range a {
		j, ok := at[recordKey(&a[i])]
		switch {
		case !ok && a[i].Equal(), ok && used[j]:
			continue
		case !ok:
			out = append(out, ChangePair{Left: i, Right: -1, OneSided: true})
			continue
		}
		used[j] = true
		if x, y := a[i].Equal(), b[j].Equal(); !x || !y {
			out = append(out, ChangePair{Left: i, Right: j, OneSided: x != y})
		}
	}
	for j := range b {
		if !used[j] && !b[j].Equal() {
			out = append(out, ChangePair{Left: -1, Right: j, OneSided: true})
		}
	}
	return out
}

// recordKey names a record in every language: the anchors are the same.
func recordKey(r *redline.Record) string {
	if len(r.New) > 0 {
		return "new " + string(r.New[0].Kind) + r.New[0].Anchor
	}
	return "old " + string(r.Old[0].Kind) + r.Old[0].Anchor
}
