package site

import (
	"path"
	"slices"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/standing"
)

func changesPath(lang legal.Lang, doc, edition string) string {
	return path.Join(string(lang), doc, edition, "changes", "index.html")
}

func tablePath(lang legal.Lang, doc, edition string) string {
	return path.Join(string(lang), doc, edition, "changes", "table", "index.html")
}

func bilingualChangesPath(lang legal.Lang, doc, edition string) string {
	return path.Join(string(lang), doc, edition, "changes", "bilingual", "index.html")
}

func chooserPath(lang legal.Lang, doc string) string {
	return path.Join(string(lang), doc, "since", "index.html")
}

func sincePath(lang legal.Lang, doc, edition string) string {
	return path.Join(string(lang), doc, "since", edition, "index.html")
}

// strands are a document's strands by language.
type strands map[legal.Lang]*strand

// redlinePages makes the pages that compare an edition with the one before it, in
// the strand's language.
func (p *Plan) redlinePages(e *standing.Edition, all strands, s *strand, emit func(Page) error) error {
	d, i := e.Document, s.index(e)
	if i < 0 || s.redlines[i] == nil {
		return nil
	}
	page := changesPath(s.lang, d.ID, e.ID)
	v := p.changes(d, all, s, s.before[i], i, page, s.redlines[i])
	table := tablePath(s.lang, d.ID, e.ID)
	v.Table = relative(page, table)
	pages := []Page{
		p.page(page, s, i, v),
		p.page(table, s, i, &Table{*p.changes(d, all, s, s.before[i], i, table, s.redlines[i])}),
	}
	if b := p.bilingualChanges(d, all, s, i); b != nil {
		v.Bilingual = relative(page, bilingualChangesPath(s.lang, d.ID, e.ID))
		pages = append(pages, p.page(bilingualChangesPath(s.lang, d.ID, e.ID), s, i, b))
	}
	return emitAll(pages, emit)
}

func (p *Plan) page(at string, s *strand, i int, view any) Page {
	return Page{Path: at, Lang: s.lang, View: view, Source: diag.Pos{File: s.texts[i].Path}}
}

// sincePages compare every earlier edition with the one that the document's page
// shows, and let the reader choose one. The page of the choice exists where that
// page does, drafts apart, in every language: information systems lead to it.
func (p *Plan) sincePages(d *standing.Document, all strands, s *strand, emit func(Page) error) error {
	if d.Shown == nil || d.Shown.Record == nil {
		return nil
	}
	page := chooserPath(s.lang, d.ID)
	now := s.index(d.Shown)
	if now < 0 {
		return emit(p.textPage(d.Shown, s, page))
	}
	exists := func(l legal.Lang) bool { return all[l] != nil && all[l].index(d.Shown) >= 0 }
	chooser := &Since{Frame: p.frame(page, s.lang, s.texts[now].Title, exists), Document: p.ref(d, page, s.lang),
		Current: p.editionRef(d.Shown, page, s.lang)}
	p.instead(&chooser.Frame, page, func(l legal.Lang) string { return documentPath(l, d.ID) })
	chooser.Crumbs = []Link{{"", relative(page, listPath(s.lang))}, {chooser.Document.Title, chooser.Document.Href}, {"", ""}}
	for _, i := range slices.Backward(s.earlier(d.Shown)) {
		e := s.editions[i]
		at := sincePath(s.lang, d.ID, e.ID)
		chooser.Choices = append(chooser.Choices, Choice{p.editionRef(e, page, s.lang), relative(page, at)})
		v := p.changes(d, all, s, i, now, at, s.against(i, now))
		v.Since, v.Chooser = true, relative(at, page)
		v.Crumbs[2] = Link{"", v.Chooser}
		if err := emit(p.page(at, s, now, v)); err != nil {
			return err
		}
	}
	return emit(p.page(page, s, now, chooser))
}

// earlier lists the editions that were published before another and not
// withdrawn, in order; none where the strand lacks that edition.
func (s *strand) earlier(e *standing.Edition) []int {
	now := s.index(e)
	if now < 0 || e.Record == nil {
		return nil
	}
	var out []int
	for i, x := range s.editions[:now] {
		if x.Record != nil && !x.Record.Withdrawn {
			out = append(out, i)
		}
	}
	return out
}

// instead sends the language switch to another page where this one does not
// exist in a language.
func (p *Plan) instead(f *Frame, page string, to func(legal.Lang) string) {
	for i := range f.Alternates {
		if a := &f.Alternates[i]; !a.Exists {
			a.Href = relative(page, to(a.Lang))
		}
	}
}

// changes is the view of a redline between two editions of a strand.
func (p *Plan) changes(d *standing.Document, all strands, s *strand, old, new int, page string, r *redline.Redline) *Changes {
	e := s.editions[new]
	exists := func(l legal.Lang) bool {
		o := all[l]
		return o != nil && o.index(e) >= 0 && o.index(s.editions[old]) >= 0 &&
			(page == sincePath(s.lang, d.ID, s.editions[old].ID) || o.before[o.index(e)] >= 0)
	}
	v := &Changes{
		Frame:    p.frame(page, s.lang, s.texts[new].Title, exists),
		Document: p.ref(d, page, s.lang),
		Old:      p.editionRef(s.editions[old], page, s.lang),
		New:      p.editionRef(e, page, s.lang),
		Redline:  r,
		OldText:  p.body(s.editions[old], s.texts[old], page),
		NewText:  p.body(e, s.texts[new], page),
	}
	p.instead(&v.Frame, page, func(l legal.Lang) string { return editionPath(l, d.ID, e.ID) })
	after := false
	for _, x := range d.Editions {
		if after && (x.Record == nil || !x.Record.Withdrawn || x == e) {
			v.Between = append(v.Between, p.editionRef(x, page, s.lang))
		}
		after = (after || x == s.editions[old]) && x != e
	}
	for _, rec := range r.Records {
		v.Lines = append(v.Lines, p.clauseHref(s, old, new, rec, page))
	}
	v.Draft = v.New.Draft || v.Old.Draft
	v.Crumbs = []Link{{"", relative(page, listPath(s.lang))}, {v.Document.Title, v.Document.Href}, {e.ID, v.New.Href}, {"", ""}}
	return v
}

// clauseHref is the address of a record's clause on its edition's page.
func (p *Plan) clauseHref(s *strand, old, new int, rec redline.Record, page string) string {
	e, units := s.editions[new], rec.New
	if len(units) == 0 {
		e, units = s.editions[old], rec.Old
	}
	href := relative(page, editionPath(s.lang, e.Document.ID, e.ID))
	if units[0].Anchor == "" {
		return href
	}
	return href + "#" + units[0].Anchor
}

// bilingualChanges puts the redline of an edition beside that of its other
// language; nil where there is none against the same edition.
func (p *Plan) bilingualChanges(d *standing.Document, all strands, s *strand, i int) *BilingualChanges {
	e := s.editions[i]
	other := p.counterpart(e, s.lang)
	if other == nil {
		return nil
	}
	o := all[other.Lang]
	j := o.index(e)
	if o.before[j] < 0 || o.editions[o.before[j]] != s.editions[s.before[i]] {
		return nil
	}
	page := bilingualChangesPath(s.lang, d.ID, e.ID)
	left := p.changes(d, all, s, s.before[i], i, page, s.redlines[i])
	right := p.changes(d, all, o, o.before[j], j, page, o.redlines[j])
	v := &BilingualChanges{Frame: left.Frame, Document: left.Document, Old: left.Old, New: left.New, Left: left, Right: right,
		Pairs: pairChanges(left.Redline.Records, right.Redline.Records)}
	v.Crumbs = append(slices.Clone(v.Crumbs[:3]), Link{"", ""})
	return v
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
			out = append(out, ChangePair{i, -1, true})
			continue
		}
		used[j] = true
		if x, y := a[i].Equal(), b[j].Equal(); !x || !y {
			out = append(out, ChangePair{i, j, x != y})
		}
	}
	for j := range b {
		if !used[j] && !b[j].Equal() {
			out = append(out, ChangePair{-1, j, true})
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

// sinceMarks names for every unit whose wording is younger than the first
// edition the one that it is from.
func (p *Plan) sinceMarks(s *strand, i int, page string) map[int]Link {
	marks := map[int]Link{}
	for u, from := range s.since[i] {
		if from == first || s.texts[i].Units[u].Kind == legal.Title {
			continue
		}
		e := s.editions[from]
		origin, unit := s.origin(i, u)
		href := relative(page, changesPath(s.lang, e.Document.ID, e.ID))
		if a := s.texts[origin].Units[unit].Anchor; a != "" {
			href += "#" + a
		}
		marks[u] = Link{e.ID, href}
	}
	return marks
}

// lives lists the clauses of the strand's last published edition that changed,
// in order, then those that were removed on the way.
func (p *Plan) lives(s *strand, page string) []Life {
	var out []Life
	last := len(s.editions) - 1
	for last >= 0 && s.editions[last].Record == nil {
		last--
	}
	if last < 0 {
		return nil
	}
	for u := range s.texts[last].Units {
		if l := p.life(s, last, u, page); len(l.Wordings) > 1 && l.Source[l.Index].Kind != legal.Title {
			out = append(out, l)
		}
	}
	for i := range last + 1 {
		if s.redlines[i] == nil {
			continue
		}
		for _, rec := range s.redlines[i].Records {
			if rec.Change != redline.Removed {
				continue
			}
			l := p.life(s, s.before[i], rec.Old[0].Index, page)
			ref := p.editionRef(s.editions[i], page, s.lang)
			l.Removed = &ref
			out = append(out, l)
		}
	}
	return out
}

// life is the history of unit u of edition i.
func (p *Plan) life(s *strand, i, u int, page string) Life {
	unit := &s.texts[i].Units[u]
	l := Life{Number: unit.Number(), Anchor: unit.Anchor, Source: s.texts[i].Units, Index: u}
	for _, at := range slices.Backward(s.trace(i, u)) {
		w := &s.texts[at.edition].Units[at.unit]
		e := s.editions[at.edition]
		href := relative(page, editionPath(s.lang, e.Document.ID, e.ID))
		if w.Anchor != "" {
			href += "#" + w.Anchor
		}
		l.Wordings = append(l.Wordings, Wording{Edition: p.editionRef(e, page, s.lang), Number: w.Number(), Text: w.Plain(), Href: href})
	}
	return l
}
