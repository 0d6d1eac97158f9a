package site

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/standing"
)

func (p *planner) feeds() bool { return plan.HasFeeds(p.site, p.view) }

// organization is who publishes: the site's id if site.yaml does not say.
func (p *planner) organization(lang legal.Lang) string {
	return cmp.Or(p.site.Organization[lang], p.site.ID)
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
