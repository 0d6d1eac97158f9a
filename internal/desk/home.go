package desk

import (
	"cmp"
	"io/fs"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/edit"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/serve"
	"github.com/kelisim/kelisim/internal/source"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/timeline"
)

// Home is what the desk shows first: all documents with all editions, what can be
// done with each, and how far the built site is behind the ledger.
type Home struct {
	Organization string
	Next         string // the next change of what is in force, in words; may be empty
	BaseURL      string
	Built        Shown
	Recorded     bool   // something was published
	Broken       bool   // the ledger cannot be read, so nobody knows
	Blocking     string // what waits for the site as a whole; may be empty
	Languages    []legal.Lang
	Documents    []HomeDocument
	Findings     []SheetFinding // of no document
	Settings     Settings
}

// Settings are the values of site.yaml that the desk changes.
type Settings struct {
	Hash   string // of the file's bytes
	Values []Setting
}

// Setting is one value: the path of its key, and the language that it is in, if it is
// in one.
type Setting struct {
	Path     []string
	Language legal.Lang
	Value    string
}

// Key is the path as one word.
func (s Setting) Key() string { return strings.Join(s.Path, ".") }

// settings reads who publishes, in each language, and where.
func (d *Desk) settings(p *pipeline.Project) (Settings, error) {
	data, err := p.Tree.Read(source.SiteFile)
	if err != nil {
		return Settings{}, err
	}
	s := Settings{Hash: legal.SHA256(data)}
	if one := edit.Value(data, "organization"); one != "" {
		s.Values = append(s.Values, Setting{Path: []string{"organization"}, Value: one})
	} else {
		for _, lang := range p.Tree.Site.Languages {
			path := []string{"organization", string(lang)}
			if named := edit.Value(data, "organization", "name", string(lang)); named != "" {
				path = []string{"organization", "name", string(lang)}
			}
			s.Values = append(s.Values, Setting{path, lang, edit.Value(data, path...)})
		}
	}
	s.Values = append(s.Values, Setting{Path: []string{"base_url"}, Value: edit.Value(data, "base_url")})
	return s, nil
}

// HomeDocument is one document of the home page.
type HomeDocument struct {
	ID, Title  string
	AnnexOf    string // the title of the document that it belongs to; may be empty
	Kind       legal.Kind
	State      timeline.State
	Ready      bool // the next draft can be begun: there is none behind the published editions
	Repealable bool
	Ending     string // in words: when a recorded repeal that has not come yet ends it; may be empty
	Languages  []legal.Lang
	Editions   []HomeEdition  // the latest first
	Findings   []SheetFinding // of document.yaml
}

// HomeEdition is one edition of a document.
type HomeEdition struct {
	ID               string
	State            timeline.State
	StateWords, Span string
	Draft, Scheduled bool
	Sample           bool
	Edited           bool // the ledger records other bytes
	Errors, Warnings int
	Texts, Changes   []serve.Link // pages of the preview
	Before           string       // the edition that Changes compare with
	Missing          []legal.Lang
	Agreement        bool     // offices have yet to agree
	Waits            []string // what it waits for, in words, without commands
	Publish          bool     // nothing stands against its publication
}

// Home is the desk of a project. output is the folder of the built site.
func (d *Desk) Home(p *pipeline.Project, output fs.FS) (Home, error) {
	lang := legal.Lang(d.Words.Lang())
	if !slices.Contains(p.Tree.Site.Languages, lang) {
		lang = p.Tree.Site.Languages[0]
	}
	h := Home{Organization: p.Tree.Site.Organization[lang], BaseURL: p.Tree.Site.BaseURL, Languages: p.Tree.Site.Languages}
	if next := p.Standing.Next; !next.IsZero() {
		h.Next = d.Words.Instant(next.In(p.Tree.Site.Zone), i18n.Plain)
	}
	h.Built, h.Recorded, h.Broken = d.built(p, output), len(p.Records) > 0, p.Standing.Broken
	var err error
	if h.Settings, err = d.settings(p); err != nil {
		return h, err
	}
	waits, err := d.Waits(p)
	if err != nil {
		return h, err
	}
	for _, w := range waits {
		if w.For == ForSite {
			h.Blocking = d.step(w)
		}
	}
	status := StatusOf(p)
	for _, s := range status.Documents {
		h.Documents = append(h.Documents, d.homeDocument(p, s, lang, waits))
	}
	slices.SortStableFunc(h.Documents, func(a, b HomeDocument) int {
		return cmp.Compare(p.Tree.Document(a.ID).Order, p.Tree.Document(b.ID).Order)
	})
	for i := range h.Documents {
		if j := slices.IndexFunc(h.Documents, func(d HomeDocument) bool { return d.ID == h.Documents[i].AnnexOf }); j >= 0 {
			h.Documents[i].AnnexOf = h.Documents[j].Title
		}
	}
	for _, f := range p.Findings {
		if f.Severity > diag.Note && p.Standing.Subject(f.Pos.File).Document == nil {
			h.Findings = append(h.Findings, d.finding(p, f))
		}
	}
	return h, nil
}

func (d *Desk) homeDocument(p *pipeline.Project, s DocumentStatus, lang legal.Lang, waits []Wait) HomeDocument {
	doc := p.Standing.Document(s.ID)
	page := HomeDocument{ID: s.ID, Title: cmp.Or(doc.Title(lang), doc.ID), Kind: doc.Kind, AnnexOf: doc.AnnexOf, State: s.State,
		Repealable: s.State == timeline.InForce, Languages: doc.Languages}
	for _, es := range slices.Backward(s.Editions) {
		e := doc.Edition(es.ID)
		page.Editions = append(page.Editions, d.homeEdition(p, e, es, waits))
	}
	if doc.Line != nil {
		for _, r := range doc.Line.Repeals {
			if r.Dropped.IsZero() && r.From.After(p.AsOf) {
				page.Ending = d.Words.Instant(r.From.In(p.Tree.Site.Zone), i18n.From)
			}
		}
	}
	page.Ready = len(page.Editions) > 0 && !page.Editions[0].Draft && !p.Standing.Broken
	for _, f := range p.Findings {
		if x := p.Standing.Subject(f.Pos.File); f.Severity > diag.Note && x.Document == doc && x.Edition == nil {
			page.Findings = append(page.Findings, d.finding(p, f))
		}
	}
	return page
}

func (d *Desk) homeEdition(p *pipeline.Project, e *standing.Edition, s EditionStatus, waits []Wait) HomeEdition {
	page := HomeEdition{ID: e.ID, State: s.State, StateWords: d.Words.Say("state." + string(s.State)), Span: d.Span(s, p.Tree.Site.Zone),
		Draft: s.State == standing.Draft, Scheduled: s.State == timeline.Scheduled, Missing: s.Missing,
		Sample: d.Sample(p, e.Document.ID, e.ID)}
	for _, f := range p.Findings {
		if p.Standing.Subject(f.Pos.File).Edition != e {
			continue
		}
		switch f.Severity {
		case diag.Error:
			page.Errors++
			page.Edited = page.Edited || !page.Draft
		case diag.Warning:
			page.Warnings++
		}
	}
	for _, lang := range s.Languages {
		at := "/" + string(lang) + "/" + e.Document.ID + "/" + e.ID + "/"
		page.Texts = append(page.Texts, serve.Link{Name: string(lang), Href: at})
		if before := e.Before(lang); before != nil && (page.Before == "" || page.Before == before.ID) {
			page.Before = before.ID
			page.Changes = append(page.Changes, serve.Link{Name: string(lang), Href: at + "changes/"})
		}
	}
	for _, w := range waits {
		if w.Document != e.Document.ID || w.Edition != e.ID {
			continue
		}
		if w.For != ForTranslation { // Missing says that
			page.Waits = append(page.Waits, d.step(w))
		}
		page.Agreement = page.Agreement || w.For == ForAgreement
		if w.For == ForPublication || w.For == ForLanguage {
			page.Publish = true
		}
	}
	return page
}

// step says what somebody with the desk before her does next about what waits.
func (d *Desk) step(w Wait) string {
	var texts []string
	for _, l := range w.Languages {
		texts = append(texts, d.Report.TextIn(l, ""))
	}
	args := []string{"before", w.Before, "texts", strings.Join(texts, ", "), "offices", strings.Join(w.Offices, "; ")}
	key := "studio.wait." + string(w.For)
	if w.For == ForErrors || w.For == ForSite {
		return d.Words.SayCount(key, w.Errors, args...)
	}
	return d.Words.Say(key, args...)
}
