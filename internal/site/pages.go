package site

import (
	"slices"
	"strings"
	"time"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/timeline"
)

// frame fills in what surrounds every page. exists tells in which languages the
// page says what it says here.
func (p *Plan) frame(page string, lang legal.Lang, title string, exists func(legal.Lang) bool) Frame {
	f := Frame{
		Lang: lang, Title: title,
		Root:         relative(page, "index.html"),
		Organization: p.in.Site.Organization[lang],
		Notice:       p.in.Site.Notice[lang],
		Canonical:    p.url(page),
		Feeds:        p.feedLinks(page, lang, nil),
	}
	for _, l := range p.in.Site.Languages {
		there := inLanguage(page, l)
		f.Alternates = append(f.Alternates, Alternate{
			Lang: l, Href: relative(page, there), URL: p.url(there), Current: l == lang, Exists: exists(l),
		})
	}
	return f
}

// url is a page's absolute address, empty without base_url.
func (p *Plan) url(page string) string {
	if p.in.Site.BaseURL == "" {
		return ""
	}
	return p.in.Site.BaseURL + strings.TrimSuffix(page, "index.html")
}

func always(legal.Lang) bool { return true }

// choices are the languages with the address of their document list.
func (p *Plan) choices(href func(legal.Lang) string) []Alternate {
	var out []Alternate
	for _, l := range p.in.Site.Languages {
		out = append(out, Alternate{Lang: l, Href: href(l), URL: p.url(listPath(l)), Exists: true})
	}
	return out
}

func (p *Plan) languages() *Languages {
	lang := p.in.Site.Languages[0]
	f := Frame{Lang: lang, Root: "./", Title: p.in.Site.Organization[lang], Organization: p.in.Site.Organization[lang],
		Notice: p.in.Site.Notice[lang], Canonical: p.url("index.html")}
	return &Languages{Frame: f, Choices: p.choices(func(l legal.Lang) string { return relative("index.html", listPath(l)) })}
}

// notFound has absolute addresses alone: a server shows it at any depth.
func (p *Plan) notFound() *NotFound {
	lang := p.in.Site.Languages[0]
	f := Frame{Lang: lang, Root: p.in.Site.BaseURL, Organization: p.in.Site.Organization[lang], Notice: p.in.Site.Notice[lang]}
	return &NotFound{Frame: f, Choices: p.choices(func(l legal.Lang) string { return p.url(listPath(l)) })}
}

// ref names a document on a page.
func (p *Plan) ref(d *standing.Document, page string, lang legal.Lang) DocumentRef {
	r := DocumentRef{ID: d.ID, Kind: d.Now.Kind}
	at := d.Shown
	if at == nil {
		at = d.Editions[len(d.Editions)-1]
	} else {
		r.Href = relative(page, documentPath(lang, d.ID))
	}
	t := at.Any(lang)
	r.Title, r.Lang = t.Title, t.Lang
	return r
}

func (p *Plan) refs(ids []string, page string, lang legal.Lang) []DocumentRef {
	var out []DocumentRef
	for _, id := range ids {
		if d := p.find(id); d != nil {
			out = append(out, p.ref(d, page, lang))
		}
	}
	return out
}

// annexes are the documents annexed to one, in the order of lists.
func (p *Plan) annexes(id string) []string {
	var out []string
	for _, d := range p.docs {
		if d.Now.AnnexOf == id {
			out = append(out, d.ID)
		}
	}
	return out
}

// editionRef gathers an edition's facts for a page.
func (p *Plan) editionRef(e *standing.Edition, page string, lang legal.Lang) EditionRef {
	t := e.Any(lang)
	r := EditionRef{
		ID: e.ID, Href: relative(page, editionPath(lang, e.Document.ID, e.ID)),
		Lang: t.Lang, Title: t.Title, Changes: t.Changes, Exists: t.Lang == lang,
		Approved: e.Content.Approved, Material: e.Content.Material == nil || *e.Content.Material,
		History: relative(page, historyPath(lang, e.Document.ID)),
		From:    e.Content.Effective, Published: e.Content.Published, Draft: e.Record == nil,
	}
	if e.Record != nil {
		p.recorded(&r, e.Record, lang)
	}
	for _, x := range e.Texts {
		r.Languages = append(r.Languages, Link{string(x.Lang), relative(page, editionPath(x.Lang, e.Document.ID, e.ID))})
	}
	for _, f := range e.Content.Files {
		if f.Name != "edition.yaml" {
			r.Files = append(r.Files, FileRef{f.Name, relative(page, filePath(e.Document.ID, e.ID, f.Name)), f.Size})
		}
	}
	if !r.Exists {
		return r
	}
	dir := strings.TrimSuffix(editionPath(lang, e.Document.ID, e.ID), "index.html")
	r.Markdown, r.PlainText = relative(page, dir+"text.md"), relative(page, dir+"text.txt")
	if e.Before(lang) != nil {
		r.Changed = relative(page, changesPath(lang, e.Document.ID, e.ID))
	}
	if other := p.counterpart(e, lang); other != nil {
		r.Bilingual = []Link{{string(other.Lang), relative(page, bilingualPath(lang, e.Document.ID, e.ID))}}
	}
	return r
}

// recorded adds what the ledger says.
func (p *Plan) recorded(r *EditionRef, at *timeline.Edition, lang legal.Lang) {
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

// textPage is the page of an edition, at its own address or at its document's,
// or the page that says that there is no text in the strand's language.
func (p *Plan) textPage(e *standing.Edition, s *strand, page string) Page {
	lang := s.lang
	exists := func(l legal.Lang) bool { return e.Text(l) != nil }
	isDocument := page == documentPath(lang, e.Document.ID)
	i := s.index(e)
	if i < 0 {
		return Page{Path: page, Lang: lang, View: p.missing(e, lang, page, exists)}
	}
	t := s.texts[i]
	view := &Edition{
		Frame:        p.frame(page, lang, t.Title, exists),
		Document:     p.ref(e.Document, page, lang),
		Edition:      p.editionRef(e, page, lang),
		IsDocument:   isDocument,
		Annexes:      p.refs(p.annexes(e.Document.ID), page, lang),
		Incorporates: p.refs(e.Incorporates(), page, lang),
		Prevails:     e.Document.Now.Prevails,
		Contents:     contents(t.Units),
		Text:         p.body(e, t, page),
	}
	view.Text.Since = p.sinceMarks(s, i, page)
	if r := s.redlines[i]; r != nil {
		view.Edition.Counts = &r.Summary
	}
	if len(s.earlier(e.Document.Shown)) > 0 {
		view.SinceHref = relative(page, chooserPath(lang, e.Document.ID))
	}
	if a := p.find(e.Document.Now.AnnexOf); a != nil {
		ref := p.ref(a, page, lang)
		view.Annex = &ref
	}
	view.Previous, view.Later = p.neighbours(e, page, lang)
	view.Draft = view.Edition.Draft
	view.NoIndex = !isDocument && e.Past()
	view.Feeds = p.feedLinks(page, lang, e.Document)
	view.Linked = p.linked(e, t)
	view.Crumbs = p.crumbs(e, page, lang, isDocument)
	return p.page(page, s, i, view)
}

// missing is the page of a text that does not exist in the language.
func (p *Plan) missing(e *standing.Edition, lang legal.Lang, page string, exists func(legal.Lang) bool) *Missing {
	v := &Missing{Frame: p.frame(page, lang, e.Any(lang).Title, exists), Document: p.ref(e.Document, page, lang)}
	ref := p.editionRef(e, page, lang)
	isDocument := page == documentPath(lang, e.Document.ID)
	v.Languages = ref.Languages
	if !isDocument {
		v.Edition = &ref
	} else {
		for i, x := range e.Texts {
			v.Languages[i].Href = relative(page, documentPath(x.Lang, e.Document.ID))
		}
	}
	v.Draft = ref.Draft
	v.Crumbs = p.crumbs(e, page, lang, isDocument)
	return v
}

// neighbours are the edition before e and the known ones after it.
func (p *Plan) neighbours(e *standing.Edition, page string, lang legal.Lang) (previous *EditionRef, later []EditionRef) {
	if x := e.Previous(); x != nil {
		ref := p.editionRef(x, page, lang)
		previous = &ref
	}
	for _, x := range e.Later() {
		later = append(later, p.editionRef(x, page, lang))
	}
	return previous, later
}

// crumbs lead from the list to the page.
func (p *Plan) crumbs(e *standing.Edition, page string, lang legal.Lang, isDocument bool) []Link {
	doc := p.ref(e.Document, page, lang)
	crumbs := []Link{{"", relative(page, listPath(lang))}, {doc.Title, doc.Href}}
	if isDocument {
		crumbs[1].Href = ""
		return crumbs
	}
	return append(crumbs, Link{e.ID, ""})
}

// contents lists the headings of the two highest levels.
func contents(units []legal.Unit) []Entry {
	top := 7
	for i := range units {
		if units[i].Kind == legal.Heading {
			top = min(top, units[i].Level)
		}
	}
	var out []Entry
	for i := range units {
		if u := &units[i]; u.Kind == legal.Heading && u.Level <= top+1 {
			out = append(out, Entry{u.Label.Text, u.Plain(), u.Anchor})
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

func (p *Plan) list(lang legal.Lang) *List {
	page := listPath(lang)
	v := &List{Frame: p.frame(page, lang, "", always)}
	for _, d := range p.docs {
		row := Row{Document: p.ref(d, page, lang), Editions: len(d.Editions), History: relative(page, historyPath(lang, d.ID))}
		if d.Shown != nil {
			ref := p.editionRef(d.Shown, page, lang)
			row.Shown = &ref
			_, row.Next = p.neighbours(d.Shown, page, lang)
			for _, t := range d.Shown.Texts {
				row.Languages = append(row.Languages, Link{string(t.Lang), relative(page, documentPath(t.Lang, d.ID))})
			}
		}
		if a := p.find(d.Now.AnnexOf); a != nil {
			ref := p.ref(a, page, lang)
			row.Annex = &ref
		}
		v.Rows = append(v.Rows, row)
	}
	slices.SortStableFunc(v.Rows, func(a, b Row) int {
		if x, y := p.find(a.Document.ID).Order, p.find(b.Document.ID).Order; x != y {
			return x - y
		}
		return p.in.Compare(lang, a.Document.Title, b.Document.Title)
	})
	v.Timeline = p.chart(v.Rows, page, lang)
	return v
}

func (p *Plan) history(d *standing.Document, s *strand) *History {
	lang := s.lang
	page := historyPath(lang, d.ID)
	ref := p.ref(d, page, lang)
	v := &History{Frame: p.frame(page, lang, ref.Title, always), Document: ref, Lives: p.lives(s, page)}
	v.Feeds = p.feedLinks(page, lang, d)
	v.Crumbs = []Link{{"", relative(page, listPath(lang))}, {ref.Title, ref.Href}, {"", ""}}
	for _, e := range d.Editions {
		ref := p.editionRef(e, page, lang)
		if i := s.index(e); i >= 0 && s.redlines[i] != nil {
			ref.Counts = &s.redlines[i].Summary
		}
		v.Editions = append(v.Editions, ref)
	}
	slices.Reverse(v.Editions)
	if d.Line != nil {
		for _, r := range d.Line.Repeals {
			v.Repeals = append(v.Repeals, r.From)
		}
	}
	v.Timeline = p.chart([]Row{{Document: ref}}, page, lang)
	return v
}

// counterpart is the text beside which a bilingual page shows the language's
// text: the next one in the site's order of languages, or nil.
func (p *Plan) counterpart(e *standing.Edition, lang legal.Lang) *legal.Text {
	for _, t := range e.Texts {
		if t.Lang != lang {
			return t
		}
	}
	return nil
}

// bilingual is an edition in two languages, both as whole texts.
func (p *Plan) bilingual(e *standing.Edition, left, right *legal.Text, page string) *Bilingual {
	exists := func(x legal.Lang) bool { return e.Text(x) != nil && p.counterpart(e, x) != nil }
	v := &Bilingual{
		Frame:    p.frame(page, left.Lang, left.Title, exists),
		Document: p.ref(e.Document, page, left.Lang),
		Edition:  p.editionRef(e, page, left.Lang),
		Left:     p.body(e, left, page),
		Right:    p.body(e, right, page),
		Pairs:    pairs(left.Units, right.Units),
	}
	p.instead(&v.Frame, page, func(l legal.Lang) string { return editionPath(l, e.Document.ID, e.ID) })
	v.Draft = v.Edition.Draft
	v.Crumbs = []Link{{"", relative(page, listPath(left.Lang))}, {v.Document.Title, v.Document.Href}, {e.ID, v.Edition.Href}, {"", ""}}
	return v
}

// pairs aligns two texts by anchor, in the order of the first; what only the
// second has stands after its neighbour there.
func pairs(a, b []legal.Unit) []Pair {
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
	alone := func(j int) int { // adds the units of b alone from j on
		for ; j < len(b) && !both[b[j].Anchor]; j++ {
			out = append(out, Pair{-1, j})
		}
		return j
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

// chart draws the rows' documents to one scale, from the first effect to the
// end of the year of the last date that is known. It does not depend on today.
func (p *Plan) chart(rows []Row, page string, lang legal.Lang) *Chart {
	c := &Chart{}
	last := time.Time{}
	each := func(f func(row int, e *standing.Edition)) {
		for i, r := range rows {
			for _, e := range p.find(r.Document.ID).Editions {
				if e.Record != nil {
					f(i, e)
				}
			}
		}
	}
	each(func(_ int, e *standing.Edition) {
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
	if p.in.Standing.Boundary.After(last) {
		last = p.in.Standing.Boundary
	}
	zone := p.in.Site.Zone
	c.From = time.Date(c.From.In(zone).Year(), 1, 1, 0, 0, 0, 0, zone)
	c.To = time.Date(last.In(zone).Year()+1, 1, 1, 0, 0, 0, 0, zone)
	x := func(t time.Time) int { return int(1000 * t.Sub(c.From).Hours() / c.To.Sub(c.From).Hours()) }
	step := (c.To.Year() - c.From.Year() + 7) / 8 // on a phone the years of eight fit side by side
	for y := c.From.Year(); y <= c.To.Year(); y += step {
		c.Ticks = append(c.Ticks, Tick{x(time.Date(y, 1, 1, 0, 0, 0, 0, zone)), y})
	}
	for _, r := range rows {
		c.Rows = append(c.Rows, ChartRow{Name: r.Document.Title, Href: r.Document.Href})
	}
	each(func(row int, e *standing.Edition) {
		if e.Record.Withdrawn {
			return
		}
		b := Bar{Edition: e.ID, Href: relative(page, editionPath(lang, e.Document.ID, e.ID)), X: x(e.Record.From), From: e.Record.From, Until: e.Record.Until}
		b.Width = 1000 - b.X
		if !b.Until.IsZero() {
			b.Width = x(b.Until) - b.X
		}
		c.Rows[row].Bars = append(c.Rows[row].Bars, b)
	})
	return c
}
