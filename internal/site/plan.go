package site

import (
	"fmt"
	"path"
	"slices"
	"sync"

	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/standing"
)

// Input is what a site is planned from.
type Input struct {
	Site     *legal.Site
	Standing *standing.Site // of all documents; the texts have their Index
	Ledger   []byte         // what the site serves of ledger.jsonl
	Drafts   bool           // show drafts too
	Version  string         // of the program, for index.json; may be empty
	// Compare orders titles by the alphabet of a language.
	Compare func(lang legal.Lang, a, b string) int
}

// Loader reads what a plan does not keep in memory.
type Loader interface {
	// Text returns the text with Source and Units. The caller does not change it.
	Text(*legal.Text) (*legal.Text, error)
	// Compare returns the redline of two texts that Text returned. The caller does
	// not change it.
	Compare(old, new *legal.Text) *redline.Redline
	// Pages makes some of a task's pages, or knows them from earlier: with equal
	// inputs they are equal. See Task.
	Pages(inputs string, make func(emit func(Page) error) error, emit func(Page) error) error
	// File returns the bytes of an edition's file.
	File(legal.File) ([]byte, error)
}

// Task makes some of the pages. Tasks are independent of each other.
type Task struct {
	// Inputs holds the hash of all that the pages depend on, but the renderer:
	// with equal Inputs a task makes equal pages.
	Inputs string
	Do     func(load Loader, emit func(Page) error) error
}

// Plan knows every page of the site and where it is.
type Plan struct {
	in   Input
	view *standing.Site       // what the site shows
	docs []*standing.Document // of the view
	head HeadData             // of the ledger

	published func() *Plan                    // the plan without drafts
	inputs    func() *inputs                  // of the pages
	state     func() string                   // the hash of the timelines
	self      func(*standing.Document) string // the hash of what a document is to others
}

// New plans a site.
func New(in Input) *Plan {
	p := &Plan{in: in, view: in.Standing.View(in.Drafts)}
	p.docs = p.view.Documents
	p.published = sync.OnceValue(p.withoutDrafts)
	p.inputs = sync.OnceValue(p.findInputs)
	p.state = sync.OnceValue(func() string { return hash(in.Standing.Timelines) })
	p.self = func(d *standing.Document) string { return hash(documentInputs(d)...) }
	p.head.Records, p.head.SHA256 = ledger.Head(in.Ledger)
	return p
}

func (p *Plan) find(id string) *standing.Document { return p.view.Document(id) }

// Tasks lists the work that makes all pages, in a fixed order.
func (p *Plan) Tasks() []Task {
	all := p.inputs()
	tasks := []Task{{all.common("common"), p.common}}
	for _, d := range p.docs {
		tasks = append(tasks, Task{all.of("pages", d), func(load Loader, emit func(Page) error) error { return p.documentPages(d, all, load, emit) }})
	}
	return append(tasks, p.machine()...)
}

// common makes the pages that belong to no document.
func (p *Plan) common(_ Loader, emit func(Page) error) error {
	pages := []Page{
		{Path: "index.html", View: p.languages()},
		{Path: "404.html", View: p.notFound()},
	}
	for _, lang := range p.in.Site.Languages {
		pages = append(pages, Page{Path: listPath(lang), Lang: lang, View: p.list(lang)})
	}
	if len(p.in.Ledger) > 0 {
		pages = append(pages, Page{Path: "ledger/ledger.jsonl", Data: p.in.Ledger})
	}
	return emitAll(pages, emit)
}

func emitAll(pages []Page, emit func(Page) error) error {
	for _, page := range pages {
		if err := emit(page); err != nil {
			return err
		}
	}
	return nil
}

// documentPages makes all pages of a document. Its texts are in memory for that
// long.
//
// An edition's own pages depend on no later text: they are made one edition at a
// time, so that a draft's change leaves those before it alone.
func (p *Plan) documentPages(d *standing.Document, in *inputs, load Loader, emit func(Page) error) error {
	all, err := p.strands(d, load)
	if err != nil {
		return err
	}
	if !p.in.Drafts { // else see machine
		if err := p.machinePages(d, all, emit); err != nil {
			return err
		}
	}
	for i, e := range d.Editions {
		own := func(emit func(Page) error) error {
			for _, lang := range p.in.Site.Languages {
				if err := emitAll(p.editionPages(e, all, all[lang]), emit); err != nil {
					return err
				}
				if err := p.redlinePages(e, all, all[lang], emit); err != nil {
					return err
				}
			}
			return p.files(e, load, emit)
		}
		if err := load.Pages(in.upTo("edition", d, i), own, emit); err != nil {
			return err
		}
	}
	return load.Pages(in.upTo("document", d, told(d)), func(emit func(Page) error) error { return p.wholePages(d, all, emit) }, emit)
}

// told is the place of the last edition that the pages of the document as a
// whole speak of: the last published one, or the draft that is shown.
func told(d *standing.Document) int {
	last := 0
	for i, e := range d.Editions {
		if e.Record != nil || e == d.Shown {
			last = i
		}
	}
	return last
}

// wholePages makes the pages of a document as a whole.
func (p *Plan) wholePages(d *standing.Document, all strands, emit func(Page) error) error {
	for _, lang := range p.in.Site.Languages {
		s := all[lang]
		pages := []Page{{Path: historyPath(lang, d.ID), Lang: lang, View: p.history(d, s)}}
		if d.Shown != nil {
			pages = append(pages, p.textPage(d.Shown, s, documentPath(lang, d.ID)))
		}
		if err := emitAll(pages, emit); err != nil {
			return err
		}
		if err := p.sincePages(d, all, s, emit); err != nil {
			return err
		}
	}
	return nil
}

// editionPages makes an edition's pages in the strand's language, and its exact
// bytes.
func (p *Plan) editionPages(e *standing.Edition, all strands, s *strand) []Page {
	pages := []Page{p.textPage(e, s, editionPath(s.lang, e.Document.ID, e.ID))}
	i := s.index(e)
	if i < 0 {
		return pages
	}
	t := s.texts[i]
	dir := path.Dir(editionPath(s.lang, e.Document.ID, e.ID))
	pages = append(pages, Page{Path: dir + "/text.md", Lang: s.lang, Data: t.Source},
		Page{Path: dir + "/text.txt", Lang: s.lang, Data: t.Plain()})
	if other := p.counterpart(e, s.lang); other != nil {
		o := all[other.Lang]
		page := bilingualPath(s.lang, e.Document.ID, e.ID)
		pages = append(pages, p.page(page, s, i, p.bilingual(e, t, o.texts[o.index(e)], page)))
	}
	return pages
}

func (p *Plan) files(e *standing.Edition, load Loader, emit func(Page) error) error {
	for _, f := range e.Content.Files {
		if f.Name == "edition.yaml" {
			continue
		}
		data, err := load.File(f)
		if err != nil {
			return err
		}
		if e.Record != nil && !slices.Contains(e.Record.Files, ledger.File{Name: f.Name, SHA256: legal.SHA256(data)}) {
			return fmt.Errorf("%s: changed while the site was built", f.Path)
		}
		if err := emit(Page{Path: filePath(e.Document.ID, e.ID, f.Name), Data: data}); err != nil {
			return err
		}
	}
	return nil
}
