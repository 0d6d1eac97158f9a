package site

import (
	"net/url"
	"time"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/standing"
)

// Sitemap lists the pages for search engines: what a reader may be led to. The
// superseded editions, which say noindex, are not among them.
type Sitemap struct {
	Groups [][]Alternate // the same page in all its languages; URL alone is set beside Lang
}

// Robots is robots.txt. It counts only at the root of a host.
type Robots struct {
	Path    string // of the site on its host: "/legal/"
	Sitemap string
}

// sitemaps makes the files for search engines.
func (p *planner) sitemaps(_ *plan.Bench, emit func(plan.Page) error) error {
	return plan.EmitAll([]plan.Page{{Path: address.Sitemap, View: p.sitemap()}, {Path: address.Robots, View: p.robots()}}, emit)
}

func (p *planner) robots() *Robots {
	v := &Robots{Path: "/", Sitemap: p.url(address.Sitemap)}
	if u, err := url.Parse(p.site.BaseURL); err == nil {
		v.Path = u.EscapedPath()
	}
	return v
}

func (p *planner) sitemap() *Sitemap {
	v := &Sitemap{Groups: [][]Alternate{{{URL: p.url(address.Root)}}}}
	add := func(at func(legal.Lang) string, exists func(legal.Lang) bool) {
		var group []Alternate
		for _, lang := range p.site.Languages {
			if exists(lang) {
				group = append(group, Alternate{Lang: lang, URL: p.url(at(lang))})
			}
		}
		if len(group) > 0 {
			v.Groups = append(v.Groups, group)
		}
	}
	add(address.List, always)
	for _, d := range p.view.Documents {
		if d.Shown != nil {
			add(func(l legal.Lang) string { return address.Document(l, d.ID) }, func(l legal.Lang) bool { return d.Shown.Text(l) != nil })
			add(func(l legal.Lang) string { return address.Terms(l, d.ID) }, func(l legal.Lang) bool { return hasTerms(d.Shown, l) })
		}
		add(func(l legal.Lang) string { return address.History(l, d.ID) }, always)
		for _, e := range d.Editions {
			if e.Past() {
				continue
			}
			add(func(l legal.Lang) string { return address.Edition(l, d.ID, e.ID) }, func(l legal.Lang) bool { return e.Text(l) != nil })
			add(func(l legal.Lang) string { return address.Changes(l, d.ID, e.ID) },
				func(l legal.Lang) bool { return e.Text(l) != nil && e.Before(l) != nil })
		}
	}
	return v
}

// LinkedData is a text for programs that read schema.org: a DigitalDocument as
// JSON-LD in the head of its page.
type LinkedData struct {
	Context          string          `json:"@context"`
	Type             string          `json:"@type"`
	ID               string          `json:"@id,omitempty"` // absolute; absent without base_url
	URL              string          `json:"url,omitempty"`
	Name             string          `json:"name"`
	Version          string          `json:"version"`
	InLanguage       legal.Lang      `json:"inLanguage"`
	DatePublished    time.Time       `json:"datePublished"`
	TemporalCoverage string          `json:"temporalCoverage,omitempty"` // from/until, ".." where open; absent for a withdrawn edition
	Identifier       LinkedHash      `json:"identifier"`
	Publisher        *LinkedName     `json:"publisher,omitempty"`
	TranslationOf    *LinkedText     `json:"translationOfWork,omitempty"` // the text that prevails, if this one does not
	Translations     []LinkedText    `json:"workTranslation,omitempty"`
	Encoding         []LinkedContent `json:"encoding,omitempty"`
}

// LinkedHash is the hash of the source.
type LinkedHash struct {
	Type  string `json:"@type"`
	Name  string `json:"propertyID"`
	Value string `json:"value"`
}

// LinkedName is an organization.
type LinkedName struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

// LinkedText is the text in another language.
type LinkedText struct {
	Type       string     `json:"@type"`
	ID         string     `json:"@id,omitempty"`
	InLanguage legal.Lang `json:"inLanguage"`
}

// LinkedContent is a file with the text.
type LinkedContent struct {
	Type   string `json:"@type"`
	URL    string `json:"contentUrl"`
	Format string `json:"encodingFormat"`
	SHA256 string `json:"sha256"`
}

// linked is a published text's JSON-LD; nil for a draft.
func (p *planner) linked(e *standing.Edition, t *legal.Text) *LinkedData {
	if e.Record == nil || e.Record.Text(t.Lang) == nil {
		return nil
	}
	r := e.Record.Text(t.Lang)
	page := p.url(address.Edition(t.Lang, e.Document.ID, e.ID))
	v := &LinkedData{Context: "https://schema.org", Type: "DigitalDocument", ID: page, URL: page, Name: t.Title, Version: e.ID,
		InLanguage: t.Lang, DatePublished: r.Published, Identifier: LinkedHash{"PropertyValue", "SHA-256", r.SourceSHA256}}
	if !e.Record.Withdrawn {
		until := ".."
		if !e.Record.Until.IsZero() {
			until = e.Record.Until.Format(time.RFC3339)
		}
		v.TemporalCoverage = e.Record.From.Format(time.RFC3339) + "/" + until
	}
	if name := p.site.Organization[t.Lang]; name != "" {
		v.Publisher = &LinkedName{"Organization", name}
	}
	for _, o := range e.Record.Texts {
		other := LinkedText{"DigitalDocument", p.url(address.Edition(o.Language, e.Document.ID, e.ID)), o.Language}
		switch prevails := e.Record.Snapshot.Prevails; {
		case o.Language == t.Lang:
		case prevails == t.Lang:
			v.Translations = append(v.Translations, other)
		case prevails == o.Language:
			v.TranslationOf = &other
		}
	}
	if page != "" {
		v.Encoding = []LinkedContent{
			{"MediaObject", page + "text.md", "text/markdown", r.SourceSHA256},
			{"MediaObject", page + "text.txt", "text/plain", r.PlainSHA256},
		}
	}
	return v
}
