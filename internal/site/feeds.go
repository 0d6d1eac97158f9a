package site

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/standing"
)

func feedPath(lang legal.Lang) string { return path.Join(string(lang), "feed.xml") }

func documentFeedPath(lang legal.Lang, doc string) string {
	return path.Join(string(lang), doc, "feed.xml")
}

func calendarPath(lang legal.Lang) string { return path.Join(string(lang), "calendar.ics") }

// Event is what a notice tells of.
type Event string

// The events. Their names are part of the notices' ids.
const (
	EventPublished Event = "published" // an edition; it takes effect later, or at once
	EventEffective Event = "effective" // an edition took effect, later than it was published
	EventText      Event = "text"      // a language was added to a published edition
	EventWithdrawn Event = "withdrawn" // an edition was taken back
	EventRepeal    Event = "repeal"    // the end of a document was announced
	EventRepealed  Event = "repealed"  // a document ended
)

// Feed is an Atom feed: of all documents in a language, or of one.
type Feed struct {
	ID           string // tag: URI (RFC 4151), the same for ever
	Title        string // of the document; empty in the feed of all
	TitleLang    legal.Lang
	Organization string
	Self         string // absolute, as all addresses in a feed
	Page         string
	Notices      []Notice // the newest first
}

// Notice is an entry of a feed. It does not change once it is there.
type Notice struct {
	ID       string // tag: URI
	Event    Event
	At       time.Time // of the event
	Document DocumentRef
	Edition  EditionRef // which was published, or the last one of a document that ends
	Page     string
	Changes  string           // address of the redline's page; empty for none
	Redline  *redline.Redline // nil for none
	From     time.Time        // when the edition takes effect, or the document ends
}

// Calendar is an iCalendar of all effective dates in a language.
type Calendar struct {
	ID           string // of the site
	Organization string
	URL          string // of the document list; empty without base_url
	Dates        []Date // in order of time
}

// Date is an event of a calendar.
type Date struct {
	UID       string // the same for ever
	At        time.Time
	Known     time.Time // when it became known, or was taken back
	End       bool      // the document ends; else the edition takes effect
	Cancelled bool      // the edition was withdrawn
	Document  DocumentRef
	Edition   EditionRef
	URL       string // of the edition's page; empty without base_url
}

// feedLength is how many notices a feed holds at most: the newest.
const feedLength = 50

// feeds reports whether the site has feeds: they need absolute addresses and
// something to tell.
func (p *Plan) feeds() bool { return p.in.Site.BaseURL != "" && len(p.in.Standing.Timelines) > 0 }

// tag makes an id of RFC 4151. The site's id is its authority and never changes;
// the year, a part of the form, is that in which this form was made.
func (p *Plan) tag(rest string) string { return "tag:" + authority(p.in.Site.ID) + ",2026:" + rest }

// authority makes a DNS name, as RFC 4151 wants it, of a site's id, which may
// hold underscores and stray dots and hyphens.
func authority(id string) string {
	parts := strings.FieldsFunc(strings.ReplaceAll(id, "_", "-"), func(r rune) bool { return r == '.' })
	for i, part := range parts {
		parts[i] = strings.Trim(part, "-")
	}
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	if len(parts) == 0 {
		return "kelisim"
	}
	return strings.Join(parts, ".")
}

// feedLinks are the feeds for a page's head: of its language, and of its document.
func (p *Plan) feedLinks(page string, lang legal.Lang, d *standing.Document) []Link {
	if !p.feeds() {
		return nil
	}
	links := []Link{{p.in.Site.Organization[lang], relative(page, feedPath(lang))}}
	if d != nil && d.Line != nil {
		links = append(links, Link{p.ref(d, page, lang).Title, relative(page, documentFeedPath(lang, d.ID))})
	}
	return links
}

// notices lists what there is to tell of a document in a language, without the
// redlines.
func (p *Plan) notices(d *standing.Document, lang legal.Lang) []Notice {
	var out []Notice
	add := func(e *standing.Edition, event Event, name string, at, from time.Time) {
		if at.After(p.in.Standing.Boundary) {
			return
		}
		page := editionPath(lang, d.ID, e.ID)
		n := Notice{ID: p.tag(d.ID + "/" + name + "/" + string(lang) + "/" + string(event)), Event: event, At: at, From: from,
			Document: p.ref(d, page, lang), Edition: p.editionRef(e, page, lang), Page: p.url(page)}
		if t := e.Record.Text(lang); t != nil && t.Published.After(at) { // added since: the notice said so then
			first := e.Text(e.Record.Texts[0].Language)
			n.Edition.Lang, n.Edition.Title, n.Edition.Changes, n.Edition.Exists = first.Lang, first.Title, first.Changes, false
		}
		if n.Edition.Exists && e.Before(lang) != nil && n.Tells() {
			n.Changes = p.url(changesPath(lang, d.ID, e.ID))
		}
		out = append(out, n)
	}
	for _, e := range d.Editions {
		add(e, EventPublished, e.ID, e.Record.Published, e.Record.Effective)
		if t := e.Record.Text(lang); t != nil && t.Published.After(e.Record.Published) {
			add(e, EventText, e.ID, t.Published, e.Record.Effective)
		}
		switch {
		case e.Record.Withdrawn:
			add(e, EventWithdrawn, e.ID, e.Record.WithdrawnAt, e.Record.Effective)
		case e.Record.Effective.After(e.Record.Published):
			add(e, EventEffective, e.ID, e.Record.Effective, e.Record.Effective)
		}
	}
	for _, r := range d.Line.Repeals {
		if last := d.Ended(r); last != nil {
			name := "record-" + strconv.Itoa(r.Record)
			add(last, EventRepeal, name, r.Recorded, r.From)
			if r.From.After(r.Recorded) {
				add(last, EventRepealed, name, r.From, r.From)
			}
		}
	}
	return out
}

// newest puts the newest notices first and drops those that a feed does not hold.
func newest(list []Notice) []Notice {
	slices.SortFunc(list, func(a, b Notice) int { return cmp.Or(b.At.Compare(a.At), strings.Compare(a.ID, b.ID)) })
	return slices.Clip(list[:min(len(list), feedLength)])
}

func (p *Plan) documentFeed(d *standing.Document, s *strand) *Feed {
	list := newest(p.notices(d, s.lang))
	for i := range list {
		if n := &list[i]; n.Changes != "" {
			n.Redline = s.redlines[s.index(d.Edition(n.Edition.ID))]
		}
	}
	page := documentPath(s.lang, d.ID)
	if d.Shown == nil {
		page = historyPath(s.lang, d.ID)
	}
	ref := p.ref(d, page, s.lang)
	return &Feed{ID: p.tag(d.ID + "/" + string(s.lang)), Title: ref.Title, TitleLang: ref.Lang, Organization: p.organization(s.lang),
		Self: p.url(documentFeedPath(s.lang, d.ID)), Page: p.url(page), Notices: list}
}

// languageFeed makes the feed of all documents. It reads the texts that its
// redlines compare and no others.
func (p *Plan) languageFeed(lang legal.Lang, load Loader, emit func(Page) error) error {
	var list []Notice
	for _, d := range p.docs {
		list = append(list, p.notices(d, lang)...)
	}
	list = newest(list)
	made := map[*standing.Edition]*redline.Redline{}
	for i := range list {
		n := &list[i]
		if n.Changes == "" {
			continue
		}
		e := p.find(n.Document.ID).Edition(n.Edition.ID)
		if made[e] == nil {
			old, err := load.Text(e.Before(lang).Text(lang))
			if err != nil {
				return err
			}
			new, err := load.Text(e.Text(lang))
			if err != nil {
				return err
			}
			made[e] = load.Compare(old, new)
		}
		n.Redline = made[e]
	}
	return emit(Page{Path: feedPath(lang), Lang: lang, View: &Feed{ID: p.tag(string(lang)), Organization: p.organization(lang),
		Self: p.url(feedPath(lang)), Page: p.url(listPath(lang)), Notices: list}})
}

// organization is who publishes: the site's id where site.yaml does not say.
func (p *Plan) organization(lang legal.Lang) string {
	return cmp.Or(p.in.Site.Organization[lang], p.in.Site.ID)
}

func (p *Plan) calendar(lang legal.Lang) *Calendar {
	v := &Calendar{ID: p.in.Site.ID, Organization: p.organization(lang), URL: p.url(listPath(lang))}
	add := func(e *standing.Edition, name string, at, known time.Time) *Date {
		page := editionPath(lang, e.Document.ID, e.ID)
		v.Dates = append(v.Dates, Date{UID: strings.Join([]string{e.Document.ID, name, string(lang)}, ".") + "@" + p.in.Site.ID,
			At: at, Known: known, Document: p.ref(e.Document, page, lang), Edition: p.editionRef(e, page, lang), URL: p.url(page)})
		return &v.Dates[len(v.Dates)-1]
	}
	for _, d := range p.docs {
		for _, e := range d.Editions {
			x := add(e, e.ID, e.Record.Effective, e.Record.Published)
			if e.Record.Withdrawn {
				x.Cancelled, x.Known = true, e.Record.WithdrawnAt
			}
		}
		for _, r := range d.Line.Repeals {
			if last := d.Ended(r); last != nil {
				add(last, "record-"+strconv.Itoa(r.Record), r.From, r.Recorded).End = true
			}
		}
	}
	slices.SortStableFunc(v.Dates, func(a, b Date) int { return cmp.Or(a.At.Compare(b.At), strings.Compare(a.UID, b.UID)) })
	return v
}

// Tells reports whether the notice is about a text and what changed in it.
func (n *Notice) Tells() bool {
	return n.Event == EventPublished || n.Event == EventEffective || n.Event == EventText
}
