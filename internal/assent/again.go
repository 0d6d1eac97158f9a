package assent

import (
	"maps"
	"slices"
	"time"

	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/timeline"
)

// Item is one thing that a set asks: a purpose, or a document without purposes.
type Item struct {
	Document, Purpose string
	Suffices          []string // the editions of the document in which its acceptance holds
	Required          bool     // nobody goes on without it
}

// Items are what a set, editions by document, asks, in the order of the documents' ids.
func Items(site *standing.Site, set map[string]string, text Read) ([]Item, error) {
	var out []Item
	for _, id := range slices.Sorted(maps.Keys(set)) {
		e := site.Document(id).Edition(set[id])
		asks := e.Record.Snapshot.Asks(e.Record.Snapshot.Kind)
		if asks == legal.Informed {
			continue
		}
		purposes, err := Purposes(e, text)
		if err != nil {
			return nil, err
		}
		if len(purposes) == 0 {
			purposes = []Purpose{{Suffices: e.Document.Line.Suffices(e.Record.Seq - 1)}}
		}
		for _, p := range purposes {
			out = append(out, Item{id, p.ID, p.Suffices, asks == legal.Required && !p.Optional})
		}
	}
	return out, nil
}

// Due are the documents for which who gave all that a set asked, editions by document,
// must be asked again for a set of these items, in their order; none if she need not be.
func Due(items []Item, accepted map[string]string) []string {
	var out []string
	for _, x := range items {
		if x.Required && !slices.Contains(x.Suffices, accepted[x.Document]) && !slices.Contains(out, x.Document) {
			out = append(out, x.Document)
		}
	}
	return out
}

// Turn is a set that records bring about, and whom it finds.
type Turn struct {
	Document string    // whose set it is
	From     time.Time // when it takes effect
	Members  map[string]string
	Accepted []Accepted // the sets of the document that were known before, in order of time
}

// Accepted is a set that people may have accepted.
type Accepted struct {
	ID      string // see [timeline.SetID]
	Members map[string]string
	Due     []string // the documents of the turn for which they must be asked again
	Anyway  bool     // they would have to be asked then without the records, too
}

// Again lists the sets that records bring about: what is in force together with a
// document from an instant on and would not be without them, in the order of the
// documents' ids and of time. known are the records before. Of a document that is new
// nobody accepted anything, so that it has no turn.
func Again(site *standing.Site, known, records []ledger.Record, text Read) ([]Turn, error) {
	docs := make([]*legal.Document, len(site.Documents))
	for i, d := range site.Documents {
		docs[i] = d.Document
	}
	after := standing.Of(standing.Input{Documents: docs, Records: append(slices.Clone(known), records...), At: site.At})
	var out []Turn
	for _, line := range site.Timelines {
		before := timeline.Sets(site.Timelines, line.Document)
		accepted := Known(site, known, line.Document)
		for _, s := range timeline.Sets(after.Timelines, line.Document) {
			members := s.Editions()
			if slices.ContainsFunc(before, func(x timeline.Set) bool { return covers(x, s.From) && maps.Equal(x.Editions(), members) }) {
				continue
			}
			turn, err := turn(site, after, line.Document, s, accepted, text)
			if err != nil {
				return nil, err
			}
			out = append(out, turn)
		}
	}
	return out, nil
}

// Known are the sets of a document, editions by document, that somebody may have
// accepted: those of the past, in force and to come, in order of time, and last those
// that were announced and never came about.
func Known(site *standing.Site, records []ledger.Record, document string) []map[string]string {
	var out []map[string]string
	for _, s := range append(timeline.Sets(site.Timelines, document), timeline.Dropped(records, document, site.At)...) {
		if e := s.Editions(); !slices.ContainsFunc(out, func(x map[string]string) bool { return maps.Equal(x, e) }) {
			out = append(out, e)
		}
	}
	return out
}

func turn(site, after *standing.Site, document string, s timeline.Set, accepted []map[string]string, text Read) (Turn, error) {
	t := Turn{Document: document, From: s.From, Members: s.Editions()}
	items, err := Items(after, t.Members, text)
	if err != nil {
		return t, err
	}
	anyway, err := Items(site, timeline.Set{Members: timeline.Together(site.Timelines, document, s.From)}.Editions(), text)
	if err != nil {
		return t, err
	}
	for _, x := range accepted {
		t.Accepted = append(t.Accepted, Accepted{timeline.SetID(x), x, Due(items, x), len(Due(anyway, x)) > 0})
	}
	return t, nil
}

// covers reports whether a set is in force at an instant.
func covers(s timeline.Set, at time.Time) bool {
	return !s.From.After(at) && (s.Until.IsZero() || s.Until.After(at))
}
