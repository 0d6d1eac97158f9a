package site

import (
	"net/url"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/plan"
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
