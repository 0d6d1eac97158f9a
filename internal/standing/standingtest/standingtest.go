// Package standingtest makes small sites in memory, for tests of what stands in them and
// of what is planned from them.
package standingtest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/citation"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/ledger/ledgertest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/source"
	"github.com/kelisim/kelisim/internal/standing"
)

// World is a site whose documents are written, published and withdrawn by a test. It is
// the loader of its own plans, and counts what it is asked for.
type World struct {
	T         testing.TB
	Site      *legal.Site
	Documents []*legal.Document
	Records   []ledger.Record
	Now       time.Time

	Read     map[string]int // how often each text was read, by path
	Compared map[string]int // how often each pair was compared: "OLD PATH > NEW PATH"
}

// New is a site in Kazakh and Russian without documents.
func New(t testing.TB) *World {
	return &World{T: t, Now: time.Date(2026, 6, 1, 10, 0, 0, 0, time.UTC), Read: map[string]int{}, Compared: map[string]int{},
		Site: &legal.Site{ID: "example.org", BaseURL: "https://example.org/", Languages: []legal.Lang{"kk", "ru"}, Zone: time.UTC}}
}

// Document is the document with an id; a new one if there is none.
func (w *World) Document(id string) *legal.Document {
	for _, d := range w.Documents {
		if d.ID == id {
			return d
		}
	}
	d := ledgertest.Document(id)
	w.Documents = append(w.Documents, d)
	return d
}

// Edition writes an edition anew. Of each language it has a text of the paragraphs.
func (w *World) Edition(document, id string, texts map[legal.Lang][]string) *legal.Edition {
	w.T.Helper()
	d, material := w.Document(document), true
	e := ledgertest.Edition(document, id)
	e.Material = &material
	for _, lang := range w.Site.Languages {
		if texts[lang] == nil {
			continue
		}
		name := fmt.Sprintf("%s/%s.md", e.Dir, lang)
		data := fmt.Sprintf("---\ntitle: %s %s\nchanges: %s\n---\n\n%s\n", document, lang, id, strings.Join(texts[lang], "\n\n"))
		t, found := source.ParseText(name, lang, []byte(data), true)
		units, more := markdown.Parse(markdown.Input{Path: name, Source: t.Source, Body: t.Body, Title: t.Title, Language: w.Language(lang)})
		if found = append(found, more...); found.HasErrors() {
			w.T.Fatal(found)
		}
		t.Units = units
		t.MakeIndex()
		t.Index.Name = citation.NameOf(w.Language(lang), t.Title)
		e.Texts = append(e.Texts, t)
	}
	for i, x := range d.Editions {
		if x.ID == id {
			d.Editions[i] = e
			return e
		}
	}
	d.Editions = append(d.Editions, e)
	return e
}

// Publish records an edition, which takes effect at an instant, or at once if that is
// zero.
func (w *World) Publish(document, id string, effective time.Time) {
	w.T.Helper()
	d := w.Document(document)
	for _, e := range d.Editions {
		if e.ID != id {
			continue
		}
		e := *e
		e.Effective = effective
		w.record(ledger.Publish(w.Records, w.Now, []ledger.Publication{{Document: d, Edition: &e}}))
	}
}

// Withdraw takes back a scheduled edition.
func (w *World) Withdraw(document, id string) {
	w.T.Helper()
	w.record(ledger.Withdraw(w.Records, w.Now, document, id))
}

func (w *World) record(records []ledger.Record, found interface{ HasErrors() bool }) {
	w.T.Helper()
	if found.HasErrors() || len(records) == 0 {
		w.T.Fatal(found)
	}
	w.Records = append(w.Records, records...)
}

// Standing is the site at the instant Now.
func (w *World) Standing() *standing.Site {
	return standing.Of(standing.Input{Documents: w.Documents, Records: w.Records, At: w.Now})
}

// Text returns the text itself: all of them are in memory.
func (w *World) Text(t *legal.Text) (*legal.Text, error) {
	w.Read[t.Path]++
	return t, nil
}

// Compare compares two texts.
func (w *World) Compare(old, new *legal.Text, prepared func(*legal.Text) *redline.Prepared) *redline.Redline {
	w.Compared[old.Path+" > "+new.Path]++
	return prepared(old).Compare(prepared(new))
}

// File is the name of a file.
func (w *World) File(f legal.File) ([]byte, error) { return []byte(f.Name), nil }

// Language is one of those that come with the program.
func (w *World) Language(lang legal.Lang) *language.Language {
	return languagetest.Set().Of(string(lang))
}
