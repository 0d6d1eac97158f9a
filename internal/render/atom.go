package render

import (
	"encoding/xml"
	"strings"
	"time"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/description"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/redline/marks"
	"github.com/kelisim/kelisim/internal/site"
)

type atomFeed struct {
	XMLName   xml.Name    `xml:"feed"`
	NS        string      `xml:"xmlns,attr"`
	History   string      `xml:"xmlns:fh,attr,omitempty"`
	Lang      string      `xml:"xml:lang,attr"`
	ID        string      `xml:"id"`
	Title     atomText    `xml:"title"`
	Updated   string      `xml:"updated"`
	Links     []atomLink  `xml:"link"`
	Author    string      `xml:"author>name"`
	Generator string      `xml:"generator"`
	Archive   *struct{}   `xml:"fh:archive"`
	Entries   []atomEntry `xml:"entry"`
}

type atomEntry struct {
	ID         string         `xml:"id"`
	Title      atomText       `xml:"title"`
	Published  string         `xml:"published"`
	Updated    string         `xml:"updated"`
	Categories []atomCategory `xml:"category"`
	Links      []atomLink     `xml:"link"`
	Summary    *atomText      `xml:"summary"`
	Content    atomText       `xml:"content"`
}

type atomText struct {
	Lang string `xml:"xml:lang,attr,omitempty"`
	Type string `xml:"type,attr,omitempty"`
	Text string `xml:",chardata"`
}

type atomLink struct {
	Rel      string `xml:"rel,attr"`
	Type     string `xml:"type,attr,omitempty"`
	Hreflang string `xml:"hreflang,attr,omitempty"`
	Href     string `xml:"href,attr"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

// atom writes a feed (RFC 4287), or an archive of one (RFC 5005). What an entry says does not change later: it
// names no end of an edition, which may become known at any time.
func (s *speaker) atom(v *site.Feed) ([]byte, error) {
	title, err := s.Text("feed.title", map[string]string{"name": v.Organization})
	if v.Title != "" {
		title, err = s.Text("feed.title", map[string]string{"name": v.Title})
	}
	if err != nil {
		return nil, err
	}
	f := atomFeed{NS: "http://www.w3.org/2005/Atom", Lang: s.Lang(), ID: v.ID, Title: atomText{Text: title}, Author: v.Organization, Generator: "Kelisim",
		Links: []atomLink{
			{Rel: "self", Type: "application/atom+xml", Href: v.Self},
			{Rel: "alternate", Type: "text/html", Hreflang: s.Lang(), Href: v.Page},
		}}
	for _, l := range []atomLink{{Rel: "current", Href: v.Current}, {Rel: "prev-archive", Href: v.Prev}, {Rel: "next-archive", Href: v.Next}} {
		if l.Href != "" {
			l.Type = "application/atom+xml"
			f.Links = append(f.Links, l)
		}
	}
	if v.Archive {
		f.History, f.Archive = "http://purl.org/syndication/history/1.0", &struct{}{}
	}
	for i := range v.Notices {
		e, err := s.entry(&v.Notices[i])
		if err != nil {
			return nil, err
		}
		f.Entries = append(f.Entries, e)
	}
	if len(v.Notices) > 0 {
		f.Updated = civil.Format(v.Notices[0].Known)
	}
	return xmlFile(f)
}

func (s *speaker) entry(n *site.Notice) (atomEntry, error) {
	e := atomEntry{ID: n.ID, Published: civil.Format(n.At), Updated: civil.Format(n.Known),
		Categories: []atomCategory{{string(n.Event)}, {n.Document.ID}},
		Links:      []atomLink{{Rel: "alternate", Type: "text/html", Hreflang: s.Lang(), Href: n.Page}}}
	if n.Event == site.EventPublished && n.From.Equal(n.At) { // it took effect at once: nothing else will tell of it
		e.Categories = append(e.Categories, atomCategory{string(site.EventEffective)})
	}
	if n.Again {
		e.Categories = append(e.Categories, atomCategory{"accept-again"})
	}
	if n.Changes != "" {
		e.Links = append(e.Links, atomLink{Rel: "related", Type: "text/html", Hreflang: s.Lang(), Href: n.Changes})
	}
	title, err := s.Text("feed."+string(n.Event), s.noticeArgs(n))
	if err != nil {
		return e, err
	}
	e.Title = atomText{Text: title}
	if text := n.Edition.Changes; text != "" && n.Tells() {
		e.Summary = &atomText{Lang: foreign(n.Edition.Lang, s.Lang()), Text: text}
	}
	content, err := s.noticeHTML(n)
	e.Content = atomText{Type: "html", Text: content}
	return e, err
}

func foreign(lang legal.Lang, page string) string {
	if string(lang) == page {
		return ""
	}
	return string(lang)
}

func (s *speaker) noticeArgs(n *site.Notice) map[string]string {
	return map[string]string{"title": n.Edition.Title, "edition": n.Edition.ID,
		"from": s.Instant(n.From, i18n.From), "date": s.Instant(n.From, i18n.Plain), "at": s.Instant(n.At, i18n.Plain)}
}

// noticeHTML is an entry's content: the facts, the author's summary, what changed
// in numbers, and every clause that changed in its old and its new wording. Both
// wordings stand whole and are named, so that nothing is lost in a feed reader that
// drops all marks.
func (s *speaker) noticeHTML(n *site.Notice) (string, error) {
	w := &markup{}
	if err := s.facts(w, n); err != nil {
		return "", err
	}
	if n.Tells() && n.Edition.Changes != "" {
		w.raw("<p")
		if l := foreign(n.Edition.Lang, s.Lang()); l != "" {
			w.raw(` lang="` + l + `"`)
		}
		w.raw("><strong>")
		w.escape(n.Edition.Changes)
		w.raw("</strong></p>\n")
	}
	if n.Redline != nil {
		if err := s.feedRedline(w, n.Redline); err != nil {
			return "", err
		}
	}
	if n.Changes != "" {
		text, err := s.Text("feed.changes", nil)
		if err != nil {
			return "", err
		}
		w.raw(`<p><a href="`)
		w.escape(n.Changes)
		w.raw(`">`)
		w.escape(text)
		w.raw("</a></p>\n")
	}
	return strings.TrimSpace(strings.ReplaceAll(string(clean(w.out)), "\n", " ")), nil
}

// fact is a line about an instant.
type fact struct {
	key string
	at  time.Time
}

// facts writes what happened when.
func (s *speaker) facts(w *markup, n *site.Notice) error {
	facts := []fact{{"feed.fact.published", n.Edition.Published}, {"feed.fact.from", n.From}}
	switch n.Event {
	case site.EventWithdrawn:
		facts[1] = fact{"feed.fact.withdrawn", n.At}
	case site.EventKept:
		facts[1] = fact{"feed.fact.kept", n.At}
	case site.EventRepeal, site.EventRepealed:
		facts[1].key = "feed.fact.end"
	case site.EventText:
		facts = []fact{facts[0], {"feed.fact.text", n.At}, facts[1]}
	}
	for _, f := range facts {
		text, err := s.Text(f.key, map[string]string{"date": s.Instant(f.at, i18n.Plain)})
		if err != nil {
			return err
		}
		w.paragraph(text)
	}
	var more []string
	if n.Edition.Claimed {
		more = append(more, "feed.fact.claimed")
	}
	if !n.Edition.Exists {
		more = append(more, "missing.text")
	}
	for _, key := range more {
		text, err := s.Text(key, nil)
		if err != nil {
			return err
		}
		w.paragraph(text)
	}
	return nil
}

func (w *markup) paragraph(text string) {
	w.raw("<p>")
	w.escape(text)
	w.raw("</p>\n")
}

// feedRedline writes every clause to which something happened.
func (s *speaker) feedRedline(w *markup, r *redline.Redline) error {
	counts, err := description.Counts(s, r.Summary, r.Replacements)
	if err != nil {
		return err
	}
	w.raw("<ul>\n")
	for _, line := range counts {
		w.raw("<li>")
		w.escape(line)
		w.raw("</li>\n")
	}
	w.raw("</ul>\n")
	for c := range marks.Changes(r) {
		line, err := description.Record(s, c.Record)
		if err != nil {
			return err
		}
		w.raw("<h3>")
		w.escape(line)
		w.raw("</h3>\n")
		if c.Change == redline.Unchanged {
			continue
		}
		if err := s.wording(w, "feed.old", c.Record, marks.Old); err != nil {
			return err
		}
		if err := s.wording(w, "feed.new", c.Record, marks.New); err != nil {
			return err
		}
	}
	return nil
}

// wording writes one side of a record, if it has one, under its name.
func (s *speaker) wording(w *markup, key string, r *redline.Record, side marks.Side) error {
	units, tag := r.New, "ins"
	if side == marks.Old {
		units, tag = r.Old, "del"
	}
	if len(units) == 0 {
		return nil
	}
	name, err := s.Text(key, nil)
	if err != nil {
		return err
	}
	w.raw("<p><b>")
	w.escape(name)
	w.raw("</b> ")
	for seg := range marks.Segments(r, side) {
		marked := seg.Op != redline.Equal && strings.TrimSpace(seg.Text) != ""
		if marked {
			w.raw("<" + tag + ">")
		}
		for i, part := range strings.Split(seg.Text, "\n\n") {
			if i > 0 {
				w.raw("<br><br>")
			}
			w.escape(part)
		}
		if marked {
			w.raw("</" + tag + ">")
		}
	}
	w.raw("</p>\n")
	return nil
}
