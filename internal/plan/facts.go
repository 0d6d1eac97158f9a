package plan

import (
	"encoding/json"
	"strconv"
	"sync"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/timeline"
)

// Facts makes the inputs of groups from hashes of what they can depend on: the
// settings, what a document says of itself, how others are named on its pages,
// and its texts up to an edition. What one document's facts say does not change
// with a draft of another, nor with a record of a document that it does not name.
// They are made when they are asked for, and are safe for concurrent use.
type Facts struct {
	view     *standing.Site
	settings string
	annexes  map[string][]string // by what they are annexed to

	mu    sync.Mutex
	own   map[*standing.Document]string
	texts map[*standing.Document][]string // see Texts
	all   string
}

// FactsOf are the facts of a view. reading is the hash of the rules by which texts
// are parsed and compared, which a site's own language tables are part of.
func FactsOf(view *standing.Site, site *legal.Site, reading string) *Facts {
	settings := *site
	settings.Zone, settings.Severity, settings.Terms, settings.NoticeDays = nil, nil, nil, 0 // of no page
	settings.TSA = ""
	annexes := map[string][]string{}
	for _, d := range view.Documents {
		if to := d.Now.AnnexOf; to != "" {
			annexes[to] = append(annexes[to], d.ID)
		}
	}
	return &Facts{view: view, annexes: annexes, settings: Hash(settings, reading, site.Zone.String(), HasFeeds(site, view)),
		own: map[*standing.Document]string{}, texts: map[*standing.Document][]string{}}
}

// Inputs is the hash of a group's name, the settings and parts.
func (f *Facts) Inputs(name string, parts ...any) string {
	return Hash(append([]any{f.settings, name}, parts...)...)
}

// Own is what a document says of itself, at the view's instant: its settings,
// its timeline and what has taken effect of it, the settings and titles of its
// editions; no body of a text.
func (f *Facts) Own(d *standing.Document) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.ownOf(d)
}

func (f *Facts) ownOf(d *standing.Document) string {
	if h, ok := f.own[d]; ok {
		return h
	}
	alone := *d.Document
	alone.Editions, alone.Positions = nil, nil
	parts := []any{alone, d.Line}
	if d.Line != nil {
		for _, r := range d.Line.Repeals {
			parts = append(parts, r.From.After(f.view.Boundary))
		}
	}
	for _, e := range d.Editions {
		own := *e.Content
		own.Texts, own.Positions = nil, nil
		parts = append(parts, own, e.State(), e == d.Shown)
		for _, t := range e.Texts {
			parts = append(parts, t.Lang, t.Title, t.Changes, t.Index.Terms)
		}
	}
	f.own[d] = Hash(parts...)
	return f.own[d]
}

// Named is how the pages of a document name others: what it is annexed to, what
// is annexed to it and what its editions incorporate.
func (f *Facts) Named(d *standing.Document) string {
	ids := append([]string{d.Now.AnnexOf}, f.annexes[d.ID]...)
	for _, e := range d.Editions {
		ids = append(ids, e.Incorporates()...)
	}
	var parts []any
	for _, id := range ids {
		x := f.view.Document(id)
		if x == nil {
			parts = append(parts, id)
			continue
		}
		at := x.Shown
		if at == nil {
			at = x.Editions[len(x.Editions)-1]
		}
		parts = append(parts, id, x.Now.Kind, x.Now.AnnexOf, x.Shown != nil)
		for _, t := range at.Texts {
			parts = append(parts, t.Lang, t.Title)
		}
	}
	return Hash(parts...)
}

// Texts is the texts of a document's editions up to the one at a place: their
// bytes, and where their links to documents lead.
func (f *Facts) Texts(d *standing.Document, last int) string {
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, ok := f.texts[d]; !ok {
		chain := make([]string, len(d.Editions))
		before := ""
		for i, e := range d.Editions {
			parts := []any{before, e.ID}
			for _, t := range e.Texts {
				parts = append(parts, t.Lang, t.Index.SourceSHA256)
				for _, l := range t.Index.Links {
					if l.Kind != legal.LinkFile {
						parts = append(parts, target(f.view, e, l, t.Lang))
					}
				}
			}
			before = Hash(parts...)
			chain[i] = before
		}
		f.texts[d] = chain
	}
	if last < 0 {
		return ""
	}
	return f.texts[d][last]
}

// target is where a link leads and what that is called, as data.
func target(view *standing.Site, e *standing.Edition, l *legal.Link, lang legal.Lang) []string {
	to, _ := view.Target(e, l, lang)
	title := to.Title(lang)
	switch alone := strconv.Itoa(view.Titled(title, lang)); {
	case to.Document == nil:
		return nil
	case to.Edition == nil:
		return []string{to.Document.ID, title, alone}
	default:
		return []string{to.Document.ID, to.Edition.ID, to.Anchor, title, alone}
	}
}

// All is what all documents say of themselves.
func (f *Facts) All() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.all == "" {
		var parts []any
		for _, d := range f.view.Documents {
			parts = append(parts, d.ID, f.ownOf(d))
		}
		f.all = Hash(parts...)
	}
	return f.all
}

// Family is the timelines of all documents that can be in force together with one:
// what its editions incorporate, what is annexed to it, and so on with each.
func (f *Facts) Family(d *standing.Document) string {
	return Hash(timeline.Near(f.view.Timelines, d.ID))
}

// HasFeeds reports whether a site has feeds: they need absolute addresses and
// something to tell.
func HasFeeds(site *legal.Site, view *standing.Site) bool {
	return site.BaseURL != "" && len(view.Timelines) > 0
}

// Hash is the hash of values by their form as JSON.
func Hash(parts ...any) string {
	data, err := json.Marshal(parts)
	if err != nil {
		panic("plan: " + err.Error()) // a bug: inputs are plain data
	}
	return legal.SHA256(data)
}
