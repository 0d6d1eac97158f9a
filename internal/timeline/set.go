package timeline

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"time"

	"github.com/kelisim/kelisim/internal/ledger"
)

// Member is a document's part in a set. Edition is nil if none is in force.
type Member struct {
	Document string
	Edition  *Edition
}

// Set is what is in force together in [From, Until); Until is zero if it is open.
type Set struct {
	From, Until time.Time
	Members     []Member
}

// Editions are the set's editions by document, without the members that are not in
// force.
func (s Set) Editions() map[string]string {
	out := map[string]string{}
	for _, m := range s.Members {
		if m.Edition != nil {
			out[m.Document] = m.Edition.ID
		}
	}
	return out
}

// SetID names editions, by document, that are in force together: the SHA-256 in hex
// of one line for each, sorted, the document's id, a space, the edition's id and LF.
// It depends on no language and on no span, so it is stable whatever becomes known.
func SetID(editions map[string]string) string {
	h := sha256.New()
	for _, document := range slices.Sorted(maps.Keys(editions)) {
		h.Write([]byte(document + " " + editions[document] + "\n"))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Together returns what is in force at t together with a document: first the
// document itself, then what its edition in force incorporates and the documents
// annexed to it, and so on with each of these, nearest first, each once. A
// document that is named but unknown or not in force is a member without an
// edition. Together is nil if the document itself is not in force.
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

// Near returns the timelines of the documents that can be in a set of one: its
// own, those of what any of its editions incorporates and of what is annexed to
// it, and so on with each of these. The order is that of timelines.
func Near(timelines []Timeline, document string) []Timeline {
	near := map[string]bool{document: true}
	for queue := []string{document}; len(queue) > 0; queue = queue[1:] {
		for _, l := range timelines {
			for _, e := range l.Editions {
				named := []string{}
				if l.Document == queue[0] {
					named = e.Snapshot.Incorporates
				} else if e.Snapshot.AnnexOf == queue[0] {
					named = []string{l.Document}
				}
				for _, id := range named {
					if !near[id] {
						near[id] = true
						queue = append(queue, id)
					}
				}
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(timelines), func(l Timeline) bool { return !near[l.Document] })
}

// Sets returns what was, is and will be in force together with a document, in
// order of time, as far as the timelines know. While the document itself
// is not in force there is no set; sets that follow each other without a hole differ.
func Sets(timelines []Timeline, document string) []Set {
	var out []Set
	near := Near(timelines, document)
	cuts := cuts(near)
	for i, from := range cuts {
		members := Together(near, document, from)
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

// Dropped returns the sets of a document that were announced at some instant up to
// t and then never came about or never will: an edition was withdrawn, a repeal or
// another edition came first, an annex was added before. Somebody may have accepted
// one ahead. They have no span, and stand in the order in which they were announced.
// timelines are those of all the records at t.
func Dropped(timelines []Timeline, records []ledger.Record, document string, t time.Time) []Set {
	lines := Near(timelines, document)
	kept := map[string]bool{}
	for _, s := range Sets(lines, document) {
		kept[SetID(s.Editions())] = true
	}
	var own []ledger.Record
	var instants []time.Time
	for _, r := range records {
		if at := known(r); Find(lines, r.Document) != nil && !at.After(t) {
			own = append(own, r)
			instants = append(instants, at)
		}
	}
	slices.SortFunc(instants, time.Time.Compare)
	var out []Set
	for _, at := range slices.CompactFunc(instants, time.Time.Equal) {
		then := Of(own, at)
		for _, s := range Sets(then, document) {
			if id := SetID(s.Editions()); !s.From.Before(at) && !kept[id] {
				kept[id] = true
				out = append(out, Set{Members: s.Members})
			}
		}
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

// Suffices are the ids of the editions whose acceptance holds for the edition at
// place i, in order of effect, itself the last: those since its ReacceptSince that
// were not withdrawn. None for a withdrawn edition.
func (l *Timeline) Suffices(i int) []string {
	out := []string{}
	if l.Editions[i].Withdrawn {
		return out
	}
	for _, e := range l.Editions[:i+1] {
		if e.Seq >= l.Editions[i].ReacceptSince && !e.Withdrawn {
			out = append(out, e.ID)
		}
	}
	return out
}
