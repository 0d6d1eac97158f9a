// Package standing says what every document is at an instant: which editions it
// has, what is published, in force or a draft, which edition comes before
// another one, which answers for the document, and what a file belongs to. Pages,
// rules and commands ask here, so that they cannot disagree.
//
// An edition stands at an instant T if the ledger made it known at T or
// earlier, or if the ledger names it at no instant: then it is a draft. One
// that is recorded only later than T is neither; it does not exist at T.
package standing

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/timeline"
)

// The states of editions that the ledger does not know, beside those of package
// timeline.
const (
	// Draft is the state of an edition that no record names.
	Draft timeline.State = "draft"
	// Unknown is the state of every edition while the ledger cannot be read:
	// which of them are published is not known.
	Unknown timeline.State = "unknown"
)

// Input is what the standing of a site follows from.
type Input struct {
	Documents []*legal.Document // all that content holds
	// Records are the ledger's. With Broken they are those that could be read:
	// what they name is no draft, but nothing is known of it.
	Records []ledger.Record
	Broken  bool
	At      time.Time
}

// Site is the standing of all documents at an instant.
type Site struct {
	At        time.Time
	Boundary  time.Time           // the last boundary not after At; zero before the first
	Next      time.Time           // the next change of what is in force, as known at At; zero for none
	Broken    bool                // the ledger cannot be read
	Timelines []timeline.Timeline // as known at At
	Documents []*Document         // in the order of the input; of a view in the order of lists

	recorded map[key]bool
	reading  map[key]int
	folders  map[string]*Edition // every edition of content, also one that does not exist at At
	roots    map[string]*Document
	byID     map[string]*Document

	drafted   func() *Site // the views with drafts and without, made once
	published func() *Site
	titles    func() map[string]int // see Titled
}

// key names a text that a record names; without a language an edition, without an
// edition a document.
type key struct {
	document, edition string
	lang              legal.Lang
}

// Document is one document at the instant.
type Document struct {
	*legal.Document
	// Line is the timeline; nil if nothing is published yet.
	Line *timeline.Timeline
	// Editions stand at the instant: those that are published in order of effect,
	// the withdrawn ones among them; then the drafts in order of their ids. If
	// the ledger cannot be read they are all that content holds, by id.
	Editions []*Edition
	// Shown answers for the document: the edition in force; of a document that
	// ended the last one; of one that is only scheduled the first; else the last
	// draft that has a text. Nil if there is none.
	Shown *Edition
	// Now is what holds of the document as a whole: the snapshot of the published
	// edition that answers for it, else what document.yaml says.
	Now ledger.Snapshot

	site *Site
}

// Edition is one edition at the instant.
type Edition struct {
	ID       string
	Document *Document
	Content  *legal.Edition
	// Record is what the ledger says of it; nil for a draft.
	Record *timeline.Edition
	// Texts stand at the instant, in the site's order of languages: those that are
	// published, and drafts. A published edition may have a draft of a further
	// language.
	Texts []*legal.Text
}

// Of finds the standing of a site.
func Of(in Input) *Site {
	s := &Site{At: in.At, Broken: in.Broken, recorded: map[key]bool{}, reading: map[key]int{},
		folders: map[string]*Edition{}, roots: map[string]*Document{}}
	for _, r := range in.Records {
		s.recorded[key{r.Document, "", ""}] = true
		if r.Kind == ledger.EditionKind {
			s.recorded[key{r.Document, r.Edition, ""}] = true
		}
		for _, t := range r.Texts {
			s.recorded[key{r.Document, r.Edition, t.Language}] = true
			s.reading[key{r.Document, r.Edition, t.Language}] = r.Reading
		}
	}
	if !in.Broken {
		s.Timelines = timeline.Of(in.Records, in.At)
		s.Boundary, s.Next = timeline.Boundaries(in.Records, s.Timelines, in.At)
	}
	for _, d := range in.Documents {
		s.Documents = append(s.Documents, s.document(d))
	}
	s.index()
	s.drafted = sync.OnceValue(func() *Site { return s.view(true) })
	s.published = sync.OnceValue(func() *Site { return s.view(false) })
	return s
}

func (s *Site) document(d *legal.Document) *Document {
	doc := &Document{Document: d, Line: timeline.Find(s.Timelines, d.ID), site: s}
	s.roots[path.Dir(d.File)] = doc
	var drafts []*Edition
	for _, e := range d.Editions {
		ed := &Edition{ID: e.ID, Document: doc, Content: e}
		s.folders[e.Dir] = ed
		if doc.Line != nil {
			ed.Record = doc.Line.Edition(e.ID)
		}
		for _, t := range e.Texts {
			if ed.published(t.Lang) || !ed.Recorded(t.Lang) {
				ed.Texts = append(ed.Texts, t)
			}
		}
		switch {
		case ed.Record != nil:
			doc.Editions = append(doc.Editions, ed)
		case !ed.Recorded("") || s.Broken:
			drafts = append(drafts, ed)
		}
	}
	slices.SortFunc(doc.Editions, func(a, b *Edition) int { return a.Record.Seq - b.Record.Seq })
	doc.Editions = append(doc.Editions, drafts...)
	doc.choose()
	return doc
}

// choose sets Shown and Now.
func (d *Document) choose() {
	d.Now = ledger.Snapshot{Kind: d.Kind, Order: d.Order, AnnexOf: d.AnnexOf, Incorporates: d.Incorporates,
		Languages: d.Languages, Prevails: d.Prevails, Assent: d.Assent}
	if e := d.answering(); e != nil {
		d.Now, d.Shown = e.Snapshot, d.Edition(e.ID)
	}
	if d.Shown != nil {
		return
	}
	for _, e := range d.Editions {
		if e.Record == nil && len(e.Texts) > 0 {
			d.Shown = e
		}
	}
}

// answering is the published edition that answers for the document; nil if
// nothing is published or all of it was withdrawn.
func (d *Document) answering() *timeline.Edition {
	if d.Line == nil {
		return nil
	}
	at := d.site.At
	if e := d.Line.InForce(at); e != nil {
		return e
	}
	if e := d.Line.Last(at); e != nil {
		return e
	}
	return d.Line.Next(at)
}

// View is what a site shows: with or without drafts, without editions that have
// no text and documents that have no edition, in the order of lists (Order, then
// id). Its editions are others than those of s. There is one of each kind, whoever asks, and
// nobody changes it.
func (s *Site) View(drafts bool) *Site {
	if drafts {
		return s.drafted()
	}
	return s.published()
}

func (s *Site) view(drafts bool) *Site {
	v := *s
	v.Documents = nil
	for _, d := range s.Documents {
		doc := *d
		doc.Editions, doc.Shown, doc.site = nil, nil, &v
		for _, e := range d.Editions {
			ed := *e
			ed.Document = &doc
			if !drafts {
				ed.Texts = slices.DeleteFunc(slices.Clone(e.Texts), func(t *legal.Text) bool { return !e.published(t.Lang) })
			}
			if len(ed.Texts) > 0 {
				doc.Editions = append(doc.Editions, &ed)
			}
		}
		if len(doc.Editions) > 0 {
			doc.choose()
			v.Documents = append(v.Documents, &doc)
		}
	}
	slices.SortStableFunc(v.Documents, func(a, b *Document) int {
		if a.Order != b.Order {
			return a.Order - b.Order
		}
		return strings.Compare(a.ID, b.ID)
	})
	v.index()
	return &v
}

func (s *Site) index() {
	s.titles = sync.OnceValue(func() map[string]int {
		count := map[string]int{}
		for _, d := range s.Documents {
			if d.Shown != nil {
				for _, t := range d.Shown.Texts {
					count[string(t.Lang)+" "+t.Title]++
				}
			}
		}
		return count
	})
	s.byID = make(map[string]*Document, len(s.Documents))
	for _, d := range s.Documents {
		s.byID[d.ID] = d
	}
}

// Titled is how many documents have a title in a language, by the edition that answers
// for each.
func (s *Site) Titled(title string, lang legal.Lang) int { return s.titles()[string(lang)+" "+title] }

// Document returns the document with an id, or nil.
func (s *Site) Document(id string) *Document { return s.byID[id] }

// Edition returns the standing of an edition of content, also of one that does not
// exist at the instant: see [timeline.None].
func (s *Site) Edition(e *legal.Edition) *Edition { return s.folders[e.Dir] }

// Content returns the edition of content with an id, or nil.
func (d *Document) Content(id string) *legal.Edition {
	for _, e := range d.Document.Editions {
		if e.ID == id {
			return e
		}
	}
	return nil
}

// Edition returns the edition with an id that stands at the instant, or nil.
func (d *Document) Edition(id string) *Edition {
	for _, e := range d.Editions {
		if e.ID == id {
			return e
		}
	}
	return nil
}

// Title is the title of the document in a language: of its latest text there that has
// one, else of its latest text in any language; "" if none has.
func (d *Document) Title(lang legal.Lang) (title string) {
	for _, e := range slices.Backward(d.Editions) {
		if t := e.Content.Text(lang); t != nil && t.Title != "" {
			return t.Title
		}
		for _, t := range e.Content.Texts {
			title = cmp.Or(title, t.Title)
		}
	}
	return title
}

// State is the state of the document as a whole: that of the edition that
// answers for it, Withdrawn if all that was published was taken back. since is
// when that edition takes effect, or would have; zero for none.
func (d *Document) State() (state timeline.State, since time.Time) {
	e := d.answering()
	switch {
	case d.site.Broken:
		return Unknown, time.Time{}
	case d.Line == nil:
		return Draft, time.Time{}
	case e == nil:
		e = &d.Line.Editions[len(d.Line.Editions)-1]
	}
	return e.State(d.site.At), e.Effective
}

// Latest is the edition that a next one continues: the last that has a text and
// was not withdrawn. If all were withdrawn it is the first one; nil for none.
func (d *Document) Latest() *Edition {
	var last *Edition
	for _, e := range d.Editions {
		if len(e.Content.Texts) > 0 && (last == nil || !e.Withdrawn()) {
			last = e
		}
	}
	return last
}

// Coming is the first edition that takes effect after the one that answers for the
// document and has a published text in a language; nil for none.
func (d *Document) Coming(lang legal.Lang) *Edition {
	if d.Shown == nil {
		return nil
	}
	for _, e := range d.Shown.Later() {
		if e.Record != nil && e.Text(lang) != nil && e.published(lang) {
			return e
		}
	}
	return nil
}

// Ended is the edition that a repeal ends, or would have ended if it had not been
// dropped; nil if a later edition took effect before.
func (d *Document) Ended(r timeline.Repeal) *Edition {
	if !r.Dropped.IsZero() {
		var last *Edition
		for _, e := range d.Editions {
			if e.Record != nil && !e.Withdrawn() && e.Record.Recorded.Before(r.Dropped) {
				last = e
			}
		}
		return last
	}
	for _, e := range d.Editions {
		if e.Record != nil && e.Record.Repealed && e.Record.Until.Equal(r.From) {
			return e
		}
	}
	return nil
}
