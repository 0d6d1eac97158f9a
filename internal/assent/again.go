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

// Item is one thing that a person is asked to accept: a purpose of a document, or a
// document that has no purposes.
type Item struct {
	Document, Purpose string
	Suffices          []string // the ids of the document's editions in which having accepted it is enough
	Required          bool     // who refuses it cannot go on
}

// Items lists what a person who meets a set is asked to accept, in the order of the
// documents' ids. set maps the ids of documents to those of their editions.
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

// Due lists the documents for which a person must be asked again before a set with these
// items holds for her: each document with a required item that no edition she accepted
// suffices for, once, in the order of the items. accepted maps the ids of documents to
// those of the editions that she accepted in full. nil: she need not be asked.
func Due(items []Item, accepted map[string]string) []string {
	var out []string
	for _, x := range items {
		if x.Required && !slices.Contains(x.Suffices, accepted[x.Document]) && !slices.Contains(out, x.Document) {
			out = append(out, x.Document)
		}
	}
	return out
}

// Turn is a set that comes into force because of new records, with the sets that people
// may have accepted before it.
type Turn struct {
	Document string            // whose set it is
	From     time.Time         // when it takes effect
	Members  map[string]string // the editions of the set, by the ids of their documents
	Accepted []Accepted        // the sets of the document that were known before, in order of time
}

// Accepted is a set that people may have accepted.
type Accepted struct {
	ID      string // see [timeline.SetID]
	Members map[string]string
	Due     []string // the documents of the turn for which those who accepted this set must be asked again
	Anyway  bool     // they would have to be asked at that time without the new records, too
}

// Again lists the sets that come into force because of new records, in the order of the
// documents' ids, then of time: the editions that apply together with a document from an
// instant on, and would not without these records. known are the records of the ledger
// before them. Nobody has accepted a document that is new, so it has no turn.
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

// Known lists the sets of a document that somebody may have accepted, as the ids of
// editions by those of their documents: those of the past, in force and to come, in order
// of time, and last those that were announced and never came into force.
func Known(site *standing.Site, records []ledger.Record, document string) []map[string]string {
	var out []map[string]string
	for _, s := range append(timeline.Sets(site.Timelines, document), timeline.Dropped(site.Timelines, records, document, site.At)...) {
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
