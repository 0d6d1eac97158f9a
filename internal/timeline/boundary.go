package timeline

import (
	"slices"
	"time"

	"github.com/kelisim/kelisim/internal/ledger"
)

// LastBoundary returns the last instant not after t at which something changed
// or became known: a publication, an effect, a repeal's recording or beginning,
// a withdrawal. It is zero where there was none. Everything that [Of] tells, and
// what is in force, is the same at t as at LastBoundary(records, t).
func LastBoundary(records []ledger.Record, t time.Time) time.Time {
	var last time.Time
	for _, b := range boundaries(records, t) {
		if !b.After(t) && b.After(last) {
			last = b
		}
	}
	return last
}

// NextChange returns the first instant after t at which what is in force will
// change, as far as is known at t: an effect or a repeal. It is zero where
// nothing is to come.
func NextChange(records []ledger.Record, t time.Time) time.Time {
	var next time.Time
	for _, b := range boundaries(records, t) {
		if b.After(t) && (next.IsZero() || b.Before(next)) {
			next = b
		}
	}
	return next
}

// boundaries lists the instants that the records known at t name, in no order.
func boundaries(records []ledger.Record, t time.Time) []time.Time {
	var out []time.Time
	for _, r := range records {
		if r.Document == "" && !r.Recorded.After(t) {
			out = append(out, r.Recorded) // of the ledger itself: of its clock, its key
		}
	}
	for _, l := range Of(records, t) {
		for _, e := range l.Editions {
			out = append(out, e.Published)
			for _, text := range e.Texts {
				out = append(out, text.Published)
			}
			if e.Withdrawn {
				out = append(out, e.WithdrawnAt)
				continue // it never took effect: the withdrawal came before
			}
			out = append(out, e.From)
		}
		for _, r := range l.Repeals {
			out = append(out, r.Recorded, r.From)
		}
	}
	return out
}

// Member is a document's part in a set. Edition is nil where none is in force.
type Member struct {
	Document string
	Edition  *Edition
}

// Set is what is in force together in [From, Until); Until is zero where it is open.
type Set struct {
	From, Until time.Time
	Members     []Member
}

// Together returns what is in force at t together with a document: first the
// document itself, then what its edition in force incorporates and the documents
// annexed to it, and so on with each of these, nearest first, each once. A
// document that is named but unknown or not in force is a member without an
// edition. Together is nil where the document itself is not in force.
func Together(timelines []Timeline, document string, t time.Time) []Member {
	var out []Member
	seen := map[string]bool{document: true}
	for queue := []string{document}; len(queue) > 0; queue = queue[1:] {
		m := Member{Document: queue[0]}
		if l := Find(timelines, m.Document); l != nil {
			m.Edition = l.InForce(t)
		}
		if m.Edition == nil && m.Document == document {
			return nil
		}
		out = append(out, m)
		if m.Edition == nil {
			continue
		}
		for _, id := range append(slices.Clone(m.Edition.Snapshot.Incorporates), annexes(timelines, m.Document, t)...) {
			if !seen[id] {
				seen[id] = true
				queue = append(queue, id)
			}
		}
	}
	return out
}

// annexes lists the documents whose edition in force at t is annexed to a document.
func annexes(timelines []Timeline, document string, t time.Time) []string {
	var out []string
	for i := range timelines {
		if e := timelines[i].InForce(t); e != nil && e.Snapshot.AnnexOf == document {
			out = append(out, timelines[i].Document)
		}
	}
	return out
}

// Sets returns what was, is and will be in force together with a document, in
// order of time, as far as the timelines know. There are holes where the
// document itself is not in force; neighbours that touch differ.
func Sets(timelines []Timeline, document string) []Set {
	var out []Set
	cuts := cuts(timelines)
	for i, from := range cuts {
		members := Together(timelines, document, from)
		if members == nil {
			continue
		}
		s := Set{From: from, Members: members}
		if i+1 < len(cuts) {
			s.Until = cuts[i+1]
		}
		if n := len(out); n > 0 && out[n-1].Until.Equal(from) && slices.Equal(out[n-1].Members, members) {
			out[n-1].Until = s.Until
			continue
		}
		out = append(out, s)
	}
	return out
}

// cuts lists the instants at which a span begins or ends, in order, each once.
func cuts(timelines []Timeline) []time.Time {
	var out []time.Time
	for _, l := range timelines {
		for _, e := range l.Editions {
			if !e.From.IsZero() {
				out = append(out, e.From)
			}
			if !e.Until.IsZero() {
				out = append(out, e.Until)
			}
		}
	}
	slices.SortFunc(out, time.Time.Compare)
	return slices.CompactFunc(out, time.Time.Equal)
}
