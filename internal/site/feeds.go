package site

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/timeline"
)

func (p *planner) feeds() bool { return plan.HasFeeds(p.site, p.view) }

// organization is who publishes: the site's id if site.yaml does not say.
func (p *planner) organization(lang legal.Lang) string {
	return cmp.Or(p.site.Organization[lang], p.site.ID)
}

// notices lists the groups that tell of all documents, from what is published.
func (p *planner) notices() []plan.Group {
	all := p.facts.All()
	groups := []plan.Group{
		{Name: "search", Inputs: p.facts.Inputs("search", all), Make: p.searches},
		{Name: "calendars", Inputs: p.facts.Inputs("calendars", all), Make: p.calendars},
		{Name: "guide", Inputs: p.facts.Inputs("guide", all), Make: func(_ *plan.Bench, emit func(plan.Page) error) error {
			return emit(plan.Page{Path: address.Guide, View: p.data()})
		}},
	}
	if p.feeds() {
		for _, lang := range p.site.Languages {
			newest, _ := pages(p.told(lang))
			name := "feed/" + string(lang)
			groups = append(groups, plan.Group{Name: name, Inputs: p.facts.Inputs(name, all, p.compared(newest, lang)),
				Make: func(b *plan.Bench, emit func(plan.Page) error) error {
					return p.languageFeed(lang, b, emit) // it lists all anew: they are not kept until then
				}})
		}
	}
	if p.site.BaseURL != "" {
		groups = append(groups, plan.Group{Name: "sitemap", Inputs: p.facts.Inputs("sitemap", all), Make: p.sitemaps},
			plan.Group{Name: "element", Inputs: p.facts.Inputs("element"), Make: func(_ *plan.Bench, emit func(plan.Page) error) error {
				return emit(plan.Page{Path: address.Element, View: &Element{}})
			}})
	}
	return groups
}

// tell lists what there is to tell of a document in a language, without the
// redlines.
func (p *planner) tell(d *standing.Document, lang legal.Lang) []Notice {
	var out []Notice
	add := func(e *standing.Edition, event Event, name string, at, from time.Time) {
		if at.After(p.view.Boundary) {
			return
		}
		here := p.at(address.Edition(lang, d.ID, e.ID), lang)
		n := Notice{ID: p.tag(d.ID + "/" + name + "/" + string(lang) + "/" + string(event)), Event: event, At: at, Known: at, From: from,
			Document: here.ref(d), Edition: here.edition(e), Page: p.url(here.page)}
		switch event { // what was claimed is known since it was recorded
		case EventPublished:
			n.Known = later(at, e.Record.Recorded)
		case EventText:
			n.Known = later(at, e.Record.Text(lang).Recorded)
		}
		again := e.Record.Material && e.Record.Seq > 1 && e.Record.Snapshot.Asks(e.Record.Snapshot.Kind) != legal.Informed
		n.Again = again && (event == EventPublished || event == EventEffective)
		if t := e.Record.Text(lang); t != nil && t.Published.After(at) { // added since: the notice said so then
			first := e.Text(e.Record.Texts[0].Language)
			n.Edition.Lang, n.Edition.Title, n.Edition.Changes, n.Edition.Exists = first.Lang, first.Title, first.Changes, false
		}
		if n.Edition.Exists && e.Before(lang) != nil && n.Tells() {
			n.Changes = p.url(address.Changes(lang, d.ID, e.ID))
		}
		out = append(out, n)
	}
	for _, e := range d.Editions {
		add(e, EventPublished, e.ID, e.Record.Published, e.Record.Effective)
		if t := e.Record.Text(lang); t != nil && t.Published.After(e.Record.Published) {
			add(e, EventText, e.ID, t.Published, e.Record.Effective)
		}
		switch {
		case e.Withdrawn():
			add(e, EventWithdrawn, e.ID, e.Record.WithdrawnAt, e.Record.Effective)
		case e.Record.Effective.After(e.Record.Published):
			add(e, EventEffective, e.ID, e.Record.Effective, e.Record.Effective)
		}
	}
	for _, r := range d.Line.Repeals {
		if last := d.Ended(r); last != nil {
			name := "record-" + strconv.Itoa(r.Record)
			add(last, EventRepeal, name, r.Recorded, r.From)
			if !r.Dropped.IsZero() {
				add(last, EventKept, name, r.Dropped, r.From)
			} else if r.From.After(r.Recorded) {
				add(last, EventRepealed, name, r.From, r.From)
			}
		}
	}
	return out
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// pages divides what there is to tell into the feed, with the newest notices, and the
// archives (RFC 5005), the oldest first: full pages, so that no notice ever leaves the
// one that it stands in while nothing is recorded of the past. A notice may stand in
// the last archive and in the feed.
func pages(list []Notice) (feed []Notice, archives [][]Notice) {
	slices.SortFunc(list, func(a, b Notice) int { return cmp.Or(b.Known.Compare(a.Known), strings.Compare(a.ID, b.ID)) })
	for end := len(list); len(list) > feedLength && end >= feedLength; end -= feedLength {
		archives = append(archives, slices.Clip(list[end-feedLength:end]))
	}
	return slices.Clip(list[:min(len(list), feedLength)]), archives
}

// chained are the feed and its archives, each with its place among them.
func (p *planner) chained(feed *Feed, file string, archives [][]Notice) map[string]*Feed {
	out := map[string]*Feed{file: feed}
	for i, notices := range archives {
		page := *feed
		page.Notices, page.Archive, page.Current = notices, true, p.url(file)
		page.Self = p.url(address.FeedArchive(file, i+1))
		if i > 0 {
			page.Prev = p.url(address.FeedArchive(file, i))
		}
		if i+1 < len(archives) {
			page.Next = p.url(address.FeedArchive(file, i+2))
		}
		out[address.FeedArchive(file, i+1)] = &page
	}
	if n := len(archives); n > 0 {
		feed.Prev = p.url(address.FeedArchive(file, n))
	}
	return out
}

// told is all that there is to announce in a language.
func (p *planner) told(lang legal.Lang) []Notice {
	var list []Notice
	for _, d := range p.view.Documents {
		list = append(list, p.tell(d, lang)...)
	}
	return list
}

// editionOf is the one that a notice is of.
func (p *planner) editionOf(n *Notice) *standing.Edition {
	return p.view.Document(n.Document.ID).Edition(n.Edition.ID)
}

// compared names the texts whose redlines notices show.
func (p *planner) compared(list []Notice, lang legal.Lang) []string {
	var out []string
	for i := range list {
		if list[i].Changes != "" {
			e := p.editionOf(&list[i])
			out = append(out, e.Before(lang).Text(lang).Index.SourceSHA256, e.Text(lang).Index.SourceSHA256)
		}
	}
	return out
}

// feeds makes the feed of the document in every language.
func (m documentPages) feeds(emit func(plan.Page) error) error {
	for _, lang := range m.site.Languages {
		s := m.all[lang]
		list, archives := pages(m.tell(m.doc, lang))
		for _, some := range append([][]Notice{list}, archives...) {
			for i := range some {
				if n := &some[i]; n.Changes != "" {
					n.Redline = s.Redlines[s.Index(m.editionOf(n))]
				}
			}
		}
		page := address.Document(lang, m.doc.ID)
		if m.doc.Shown == nil {
			page = address.History(lang, m.doc.ID)
		}
		ref := m.at(page, lang).ref(m.doc)
		v := &Feed{ID: m.tag(m.doc.ID + "/" + string(lang)), Title: ref.Title, TitleLang: ref.Lang, Organization: m.organization(lang),
			Self: m.url(address.DocumentFeed(lang, m.doc.ID)), Page: m.url(page), Notices: list}
		if err := emitFeeds(m.chained(v, address.DocumentFeed(lang, m.doc.ID), archives), lang, emit); err != nil {
			return err
		}
	}
	return nil
}

func emitFeeds(feeds map[string]*Feed, lang legal.Lang, emit func(plan.Page) error) error {
	for _, file := range slices.Sorted(maps.Keys(feeds)) {
		if err := emit(plan.Page{Path: file, Lang: lang, View: feeds[file]}); err != nil {
			return err
		}
	}
	return nil
}

// languageFeed makes the feed of all documents. It reads the texts that its
// redlines compare and no others: the archives name the page of each redline, which
// the feed of its document holds in full.
func (p *planner) languageFeed(lang legal.Lang, b *plan.Bench, emit func(plan.Page) error) error {
	list, archives := pages(p.told(lang))
	list = slices.Clone(list) // the archives have some of them, too, without a redline
	for i := range list {
		n := &list[i]
		if n.Changes == "" {
			continue
		}
		e := p.editionOf(n)
		old, err := b.Text(e.Before(lang).Text(lang))
		if err != nil {
			return err
		}
		new, err := b.Text(e.Text(lang))
		if err != nil {
			return err
		}
		n.Redline = b.Compare(old, new)
	}
	v := &Feed{ID: p.tag(string(lang)), Organization: p.organization(lang), Self: p.url(address.Feed(lang)), Page: p.url(address.List(lang)), Notices: list}
	return emitFeeds(p.chained(v, address.Feed(lang), archives), lang, emit)
}

// calendars makes the calendar in every language; none if nothing is published.
func (p *planner) calendars(_ *plan.Bench, emit func(plan.Page) error) error {
	if len(p.view.Documents) == 0 {
		return nil
	}
	for _, lang := range p.site.Languages {
		if err := emit(plan.Page{Path: address.Calendar(lang), Lang: lang, View: p.calendar(lang)}); err != nil {
			return err
		}
	}
	return nil
}

func (p *planner) calendar(lang legal.Lang) *Calendar {
	v := &Calendar{ID: p.site.ID, Organization: p.organization(lang), URL: p.url(address.List(lang))}
	add := func(e *standing.Edition, name string, at, known time.Time, says func(time.Time) string) *Date {
		here := p.at(address.Edition(lang, e.Document.ID, e.ID), lang)
		v.Dates = append(v.Dates, Date{UID: strings.Join([]string{e.Document.ID, name, string(lang)}, ".") + "@" + p.site.ID,
			At: at, Known: known, Document: here.ref(e.Document), Edition: here.edition(e), URL: p.url(here.page)})
		d := &v.Dates[len(v.Dates)-1]
		d.revise(e.Document, says)
		return d
	}
	for _, d := range p.view.Documents {
		for _, e := range d.Editions {
			add(e, e.ID, e.Record.Effective, e.Record.Published, func(t time.Time) string { return titled(e, lang, t) }).Cancelled = e.Withdrawn()
		}
		for _, r := range d.Line.Repeals {
			if last := d.Ended(r); last != nil {
				x := add(last, "record-"+strconv.Itoa(r.Record), r.From, r.Recorded, func(t time.Time) string { return titled(ending(d, r, t), lang, t) })
				if x.End = true; !r.Dropped.IsZero() {
					x.Cancelled, x.Known = true, r.Dropped
				}
			}
		}
	}
	slices.SortStableFunc(v.Dates, func(a, b Date) int { return cmp.Or(a.At.Compare(b.At), strings.Compare(a.UID, b.UID)) })
	return v
}

// revise counts how often what an event says became another after it was first known, and
// notes when it last did. says names what it says by what was known at an instant.
func (x *Date) revise(d *standing.Document, says func(time.Time) string) {
	var instants []time.Time
	for _, e := range d.Editions {
		instants = append(instants, e.Record.Published)
		if e.Withdrawn() {
			instants = append(instants, e.Record.WithdrawnAt)
		}
		for _, t := range e.Record.Texts {
			instants = append(instants, t.Published)
		}
	}
	slices.SortFunc(instants, time.Time.Compare)
	said := says(x.Known)
	for _, t := range instants {
		if now := says(t); t.After(x.Known) && now != said {
			said, x.Known, x.Revision = now, t, x.Revision+1
		}
	}
}

// titled names the edition, the language of its title in a calendar of a language, and
// whether it was withdrawn, as known at an instant.
func titled(e *standing.Edition, lang legal.Lang, known time.Time) string {
	if e == nil {
		return ""
	}
	for _, t := range e.Texts {
		r := e.Record.Text(t.Lang)
		if r.Published.After(known) {
			continue
		}
		if e.Record.Text(lang) == nil || e.Record.Text(lang).Published.After(known) || t.Lang == lang {
			return fmt.Sprint(e.ID, " ", t.Lang, " ", e.Withdrawn() && !e.Record.WithdrawnAt.After(known))
		}
	}
	return ""
}

// ending is the edition that a repeal ends, as known at an instant.
func ending(d *standing.Document, r timeline.Repeal, known time.Time) (last *standing.Edition) {
	for _, e := range d.Editions {
		gone := e.Withdrawn() && !e.Record.WithdrawnAt.After(known)
		if !e.Record.Published.After(known) && !gone && e.Record.Effective.Before(r.From) && (last == nil || e.Record.Effective.After(last.Record.Effective)) {
			last = e
		}
	}
	return last
}
