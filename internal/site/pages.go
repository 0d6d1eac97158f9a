package site

import (
	"slices"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/check"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/strand"
)

// documentPages makes the pages of a document.
type documentPages struct {
	*planner
	bench *plan.Bench
	doc   *standing.Document
	all   strand.Set
}

// edition makes an edition's own pages, its exact bytes and its files.
func (m documentPages) edition(e *standing.Edition, emit func(plan.Page) error) error {
	for _, lang := range m.site.Languages {
		s := m.all[lang]
		pages := []plan.Page{m.textPage(e, s, address.Edition(lang, m.doc.ID, e.ID))}
		if i := s.Index(e); i >= 0 {
			pages = append(pages,
				plan.Page{Path: address.Source(lang, m.doc.ID, e.ID), Lang: lang, Data: s.Texts[i].Source},
				plan.Page{Path: address.Plain(lang, m.doc.ID, e.ID), Lang: lang, Data: s.Texts[i].Plain()})
			for _, other := range counterparts(e, lang) {
				pages = append(pages, m.bilingual(e, s, other))
			}
			pages = append(pages, m.redlines(e, s)...)
		}
		if err := plan.EmitAll(pages, emit); err != nil {
			return err
		}
	}
	return m.files(e, emit)
}

// whole makes the document's page and the pages of what changed since an edition. The
// page of a document that was withdrawn whole is its history: its address was published.
func (m documentPages) whole(emit func(plan.Page) error) error {
	if m.doc.Shown == nil {
		return m.historiesAt(address.Document, emit)
	}
	for _, lang := range m.site.Languages {
		if err := emit(m.textPage(m.doc.Shown, m.all[lang], address.Document(lang, m.doc.ID))); err != nil {
			return err
		}
		if hasTerms(m.doc.Shown, lang) {
			if err := emit(m.terms(m.all[lang])); err != nil {
				return err
			}
		}
		if err := m.since(m.all[lang], emit); err != nil {
			return err
		}
	}
	return nil
}

// page is a page that shows text i of a strand.
func page(at string, s *strand.Strand, i int, view any) plan.Page {
	return plan.Page{Path: at, Lang: s.Lang, View: view, Source: diag.Pos{File: s.Texts[i].Path}}
}

// textPage is the page of an edition, at its own address or at its document's,
// or the page that says that there is no text in the strand's language.
func (m documentPages) textPage(e *standing.Edition, s *strand.Strand, path string) plan.Page {
	at := m.at(path, s.Lang)
	exists := func(l legal.Lang) bool { return e.Text(l) != nil }
	i := s.Index(e)
	if i < 0 {
		return plan.Page{Path: path, Lang: s.Lang, View: at.missing(e, exists)}
	}
	t := s.Texts[i]
	view := &Edition{
		Frame:        at.frame(t.Title, exists),
		Document:     at.ref(m.doc),
		Edition:      at.edition(e),
		IsDocument:   at.isDocument(e),
		Annex:        at.annexedTo(m.doc),
		Annexes:      at.refs(m.annexes(m.doc.ID)),
		Incorporates: at.refs(e.Incorporates()),
		Prevails:     m.doc.Now.Prevails,
		Contents:     contents(t.Units),
		Text:         at.body(e, t),
		Standing:     at.standing(e),
	}
	later := at.editions(e.Later())
	if len(later) > 0 {
		view.Next = &later[0]
	}
	if !e.Past() {
		view.Coming = later
	}
	if t.Index.Terms {
		view.Text.define(check.Glossary(m.tongues.Of(string(s.Lang)), t))
	}
	view.Text.Since = at.sinceMarks(s, i)
	view.Text.Lives = make(map[int]string, len(view.Text.Since))
	for u := range view.Text.Since {
		view.Text.Lives[u] = origin(s, i, u)
	}
	if r := s.Redlines[i]; r != nil {
		view.Edition.Counts = &r.Summary
	}
	if len(s.Earlier(m.doc.Shown)) > 0 {
		view.SinceHref = at.href(address.Chooser(s.Lang, m.doc.ID))
	}
	if view.IsDocument {
		view.Summary = m.doc.Summary[s.Lang]
	}
	if e == m.doc.Shown && hasTerms(e, s.Lang) {
		view.TermsHref = at.href(address.Terms(s.Lang, m.doc.ID))
	}
	if x := e.Previous(); x != nil {
		ref := at.edition(x)
		view.Previous = &ref
	}
	view.Proved = at.proved(e)
	view.Downloads = at.downloads(e, true)
	view.Draft = view.Edition.Draft
	view.NoIndex = !view.IsDocument && e.Past()
	view.Feeds = at.feedLinks(m.doc)
	view.Linked = m.linked(e, t)
	view.Crumbs = at.editionCrumbs(e)
	return page(path, s, i, view)
}

// missing is the page of a text that does not exist in the language.
func (s spot) missing(e *standing.Edition, exists func(legal.Lang) bool) *Missing {
	v := &Missing{Frame: s.frame(e.Any(s.lang).Title, exists), Document: s.ref(e.Document)}
	ref := s.edition(e)
	v.Languages = ref.Languages
	if !s.isDocument(e) {
		v.Edition = &ref
	} else {
		for i, x := range e.Texts {
			v.Languages[i].Href = s.href(address.Document(x.Lang, e.Document.ID))
		}
	}
	v.Draft = ref.Draft
	v.Crumbs = s.editionCrumbs(e)
	return v
}

// contents are the headings of a text, each with those below it; nil if there are
// too few to choose from.
func contents(units []legal.Unit) []Entry {
	var headings []*legal.Unit
	for i := range units {
		if units[i].Kind == legal.Heading {
			headings = append(headings, &units[i])
		}
	}
	if len(headings) < 2 {
		return nil
	}
	return entries(headings)
}

// entries nests headings by their levels. One that stands alone at its level
// before a higher one is a sibling of that.
func entries(headings []*legal.Unit) []Entry {
	var out []Entry
	for i := 0; i < len(headings); {
		u, end := headings[i], i+1
		for end < len(headings) && headings[end].Level > u.Level {
			end++
		}
		out = append(out, Entry{u.Label.Text, u.Plain(), u.Anchor, entries(headings[i+1 : end])})
		i = end
	}
	return out
}

// sinceMarks names for every unit whose wording is younger than the first
// edition the one that it is from.
func (s spot) sinceMarks(x *strand.Strand, i int) map[int]Link {
	marks := map[int]Link{}
	for u := range x.Texts[i].Units {
		from := x.Since(i, u)
		if from == strand.First || x.Texts[i].Units[u].Kind == legal.Title {
			continue
		}
		e, origin := x.Editions[from], x.Origin(i, u)
		href := s.href(address.Changes(x.Lang, e.Document.ID, e.ID))
		marks[u] = Link{e.ID, withAnchor(href, x.Texts[origin.Edition].Units[origin.Unit].Anchor)}
	}
	return marks
}

// bilingual is an edition in two languages, both as whole texts.
func (m documentPages) bilingual(e *standing.Edition, s *strand.Strand, beside counterpart) plan.Page {
	i, other := s.Index(e), m.all[beside.lang]
	left, right := s.Texts[i], other.Texts[other.Index(e)]
	at := m.at(address.Bilingual(s.Lang, m.doc.ID, e.ID, beside.further), s.Lang)
	v := &Bilingual{
		Frame:    at.frame(left.Title, func(x legal.Lang) bool { return isPaired(e, x, beside.further) }),
		Document: at.ref(m.doc),
		Edition:  at.edition(e),
		Standing: at.standing(e),
		Contents: contents(left.Units),
		Left:     at.body(e, left),
		Right:    at.body(e, right),
		Pairs:    Pairs(left.Units, right.Units),
	}
	at.instead(&v.Frame, func(l legal.Lang) string { return address.Edition(l, m.doc.ID, e.ID) })
	v.Draft = v.Edition.Draft
	v.NoIndex = e.Past()
	v.Crumbs = at.crumbs(v.Document, Link{e.ID, v.Edition.Href}, Link{})
	return page(at.page, s, i, v)
}

// Pairs aligns two texts by anchor, in the order of the first; what only the
// second has stands after its neighbour there.
func Pairs(a, b []legal.Unit) []Pair {
	at := make(map[string]int, len(b))
	for j := range b {
		at[b[j].Anchor] = j
	}
	both := make(map[string]bool, len(a))
	for i := range a {
		if _, ok := at[a[i].Anchor]; ok {
			both[a[i].Anchor] = true
		}
	}
	var out []Pair
	alone := func(j int) { // adds the units of b alone from j on
		for ; j < len(b) && !both[b[j].Anchor]; j++ {
			out = append(out, Pair{-1, j})
		}
	}
	alone(0)
	for i := range a {
		j, ok := at[a[i].Anchor]
		if !ok {
			out = append(out, Pair{i, -1})
			continue
		}
		out = append(out, Pair{i, j})
		alone(j + 1)
	}
	return out
}

// histories makes the history in every language.
func (m documentPages) histories(emit func(plan.Page) error) error {
	return m.historiesAt(address.History, emit)
}

// historiesAt makes the histories at an address of the document's.
func (m documentPages) historiesAt(address func(legal.Lang, string) string, emit func(plan.Page) error) error {
	for _, lang := range m.site.Languages {
		at := m.at(address(lang, m.doc.ID), lang)
		if err := emit(plan.Page{Path: at.page, Lang: lang, View: at.history(m.doc, m.all[lang])}); err != nil {
			return err
		}
	}
	return nil
}

func (s spot) history(d *standing.Document, x *strand.Strand) *History {
	ref := s.ref(d)
	v := &History{Frame: s.frame(ref.Title, always), Document: ref, Lives: s.lives(x), Editions: s.editions(d.Editions)}
	v.Feeds = s.feedLinks(d)
	v.Crumbs = s.crumbs(ref, Link{})
	for i, e := range d.Editions {
		if k := x.Index(e); k >= 0 && x.Redlines[k] != nil {
			v.Editions[i].Counts = &x.Redlines[k].Summary
		}
	}
	slices.Reverse(v.Editions)
	v.Timeline = s.chart([]DocumentRef{ref})
	return v
}
