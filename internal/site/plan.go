package site

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/timeline"
)

// Input is what a site is planned from.
type Input struct {
	Site      *legal.Site
	Documents []*legal.Document // all that content holds; texts with their Index
	Timelines []timeline.Timeline
	Ledger    []byte    // what the site serves of ledger.jsonl
	Boundary  time.Time // the instant whose state is shown: the last boundary
	Drafts    bool      // show drafts too
	Version   string    // of the program, for index.json; may be empty
	// Compare orders titles by the alphabet of a language.
	Compare func(lang legal.Lang, a, b string) int
	// Recorded reports whether the ledger names a text, known at the boundary or
	// later: such a text is no draft.
	Recorded func(document, edition string, lang legal.Lang) bool
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
	docs []*document // in the order of lists: Order, then id
	head HeadData    // of the ledger

	published func() *Plan   // the plan without drafts
	inputs    func() *inputs // of the pages
	state     func() string  // the hash of the timelines
}

// document is one document as the site shows it.
type document struct {
	*legal.Document
	kind     legal.Kind
	annexOf  string
	with     []string // incorporates
	prevails legal.Lang
	editions []*edition // in order of effect, drafts last
	line     *timeline.Timeline
	shown    *edition // on the document's page; nil: it has none

	self func() string // the hash of what the document is to others
}

// edition is one edition as the site shows it.
type edition struct {
	*legal.Edition
	doc   *document
	at    *timeline.Edition // nil for a draft
	texts []*legal.Text     // those that the site shows, in the site's order
}

// New plans a site.
func New(in Input) *Plan {
	p := &Plan{in: in}
	p.published = sync.OnceValue(p.withoutDrafts)
	p.inputs = sync.OnceValue(p.findInputs)
	p.state = sync.OnceValue(func() string { return hash(in.Timelines) })
	p.head.Records, p.head.SHA256 = ledger.Head(in.Ledger)
	for _, d := range in.Documents {
		if doc := p.document(d); len(doc.editions) > 0 {
			p.docs = append(p.docs, doc)
		}
	}
	slices.SortStableFunc(p.docs, func(a, b *document) int {
		if a.Order != b.Order {
			return a.Order - b.Order
		}
		return strings.Compare(a.ID, b.ID)
	})
	return p
}

func (p *Plan) document(d *legal.Document) *document {
	doc := &document{Document: d, line: timeline.Find(p.in.Timelines, d.ID),
		kind: d.Kind, annexOf: d.AnnexOf, with: d.Incorporates, prevails: d.Prevails}
	var drafts []*edition
	for _, e := range d.Editions {
		ed := &edition{Edition: e, doc: doc}
		if doc.line != nil {
			ed.at = doc.line.Edition(e.ID)
		}
		for _, t := range e.Texts {
			known := ed.at != nil && ed.at.Text(t.Lang) != nil
			draft := !known && p.in.Drafts && !p.in.Recorded(d.ID, e.ID, t.Lang)
			if known || draft {
				ed.texts = append(ed.texts, t)
			}
		}
		switch {
		case len(ed.texts) == 0:
		case ed.at == nil:
			drafts = append(drafts, ed)
		default:
			doc.editions = append(doc.editions, ed)
		}
	}
	slices.SortFunc(doc.editions, func(a, b *edition) int { return a.at.Seq - b.at.Seq })
	doc.choose(p.in.Boundary)
	doc.editions = append(doc.editions, drafts...)
	doc.self = sync.OnceValue(func() string { return hash(doc.inputs()...) })
	if doc.shown == nil && len(drafts) > 0 {
		doc.shown = drafts[len(drafts)-1]
	}
	return doc
}

// choose finds the edition that the document's page shows: the one in force, of
// a repealed document the last, of one that is only scheduled the first. What
// holds of the document as a whole is taken from that edition's record.
func (d *document) choose(at time.Time) {
	if d.line == nil || len(d.editions) == 0 {
		return
	}
	e := d.line.InForce(at)
	if e == nil {
		e = d.line.Last(at)
	}
	if e == nil {
		e = d.line.Next(at)
	}
	if e == nil { // all withdrawn
		return
	}
	d.shown = d.edition(e.ID)
	s := e.Snapshot
	d.kind, d.annexOf, d.with, d.prevails = s.Kind, s.AnnexOf, s.Incorporates, s.Prevails
}

func (d *document) edition(id string) *edition {
	for _, e := range d.editions {
		if e.ID == id {
			return e
		}
	}
	return nil
}

// text returns the edition's text in a language, or nil.
func (e *edition) text(lang legal.Lang) *legal.Text {
	for _, t := range e.texts {
		if t.Lang == lang {
			return t
		}
	}
	return nil
}

// previous is the edition with which this one is compared: the last one before it
// that has the language and was not withdrawn; nil for none.
func (e *edition) previous(lang legal.Lang) *edition {
	var last *edition
	for _, x := range e.doc.editions {
		if x == e {
			break
		}
		if x.text(lang) != nil && (x.at == nil || !x.at.Withdrawn) {
			last = x
		}
	}
	return last
}

// any returns the edition's text in a language, else its first.
func (e *edition) any(lang legal.Lang) *legal.Text {
	if t := e.text(lang); t != nil {
		return t
	}
	return e.texts[0]
}

func (p *Plan) find(id string) *document {
	for _, d := range p.docs {
		if d.ID == id {
			return d
		}
	}
	return nil
}

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
func (p *Plan) documentPages(d *document, in *inputs, load Loader, emit func(Page) error) error {
	all, err := p.strands(d, load)
	if err != nil {
		return err
	}
	if !p.in.Drafts { // else see machine
		if err := p.machinePages(d, all, emit); err != nil {
			return err
		}
	}
	for i, e := range d.editions {
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
	return load.Pages(in.upTo("document", d, d.told()), func(emit func(Page) error) error { return p.wholePages(d, all, emit) }, emit)
}

// told is the place of the last edition that the pages of the document as a
// whole speak of: the last published one, or the draft that is shown.
func (d *document) told() int {
	last := 0
	for i, e := range d.editions {
		if e.at != nil || e == d.shown {
			last = i
		}
	}
	return last
}

// wholePages makes the pages of a document as a whole.
func (p *Plan) wholePages(d *document, all strands, emit func(Page) error) error {
	for _, lang := range p.in.Site.Languages {
		s := all[lang]
		pages := []Page{{Path: historyPath(lang, d.ID), Lang: lang, View: p.history(d, s)}}
		if d.shown != nil {
			pages = append(pages, p.textPage(d.shown, s, documentPath(lang, d.ID)))
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
func (p *Plan) editionPages(e *edition, all strands, s *strand) []Page {
	pages := []Page{p.textPage(e, s, editionPath(s.lang, e.doc.ID, e.ID))}
	i := s.index(e)
	if i < 0 {
		return pages
	}
	t := s.texts[i]
	dir := path.Dir(editionPath(s.lang, e.doc.ID, e.ID))
	pages = append(pages, Page{Path: dir + "/text.md", Lang: s.lang, Data: t.Source},
		Page{Path: dir + "/text.txt", Lang: s.lang, Data: t.Plain()})
	if other := p.counterpart(e, s.lang); other != nil {
		o := all[other.Lang]
		page := bilingualPath(s.lang, e.doc.ID, e.ID)
		pages = append(pages, p.page(page, s, i, p.bilingual(e, t, o.texts[o.index(e)], page)))
	}
	return pages
}

func (p *Plan) files(e *edition, load Loader, emit func(Page) error) error {
	for _, f := range e.Files {
		if f.Name == "edition.yaml" {
			continue
		}
		data, err := load.File(f)
		if err != nil {
			return err
		}
		if e.at != nil && !slices.Contains(e.at.Files, ledger.File{Name: f.Name, SHA256: legal.SHA256(data)}) {
			return fmt.Errorf("%s: changed while the site was built", f.Path)
		}
		if err := emit(Page{Path: filePath(e.doc.ID, e.ID, f.Name), Data: data}); err != nil {
			return err
		}
	}
	return nil
}
