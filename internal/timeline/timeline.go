// Package timeline orders the editions of documents by their effect: which one
// is in force at an instant, since when and until when.
//
// A timeline holds what is known at an instant T. A record of an edition or a
// text is known from its publication on, a claimed one from the claimed instant;
// a repeal or a withdrawal from its recording on. Nothing later exists.
//
// An edition has the span [From, Until): From is the instant at which it takes
// effect; Until is where the next edition does, or an earlier repeal, and zero
// if nothing ends it. A withdrawn edition has no span. Spans of one document
// never overlap, and the only hole is from a repeal to the next edition:
//
//	edition 1   [2026-12-01, 2027-01-15)   until edition 2
//	edition 2   [2027-01-15, 2027-06-01)   until the repeal
//	edition 3   [2027-09-01, …)            open
//
// What is past stays: the edition in force at t is the same in every timeline of
// T >= t.
package timeline

import (
	"slices"
	"strings"
	"time"

	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
)

// Timeline is one document's editions.
type Timeline struct {
	Document string
	Editions []Edition // by seq, one or more; those that are not withdrawn are so by From, too
	Repeals  []Repeal  // by recording
}

// Edition is a published edition.
type Edition struct {
	ID            string
	Seq           int       // from 1
	Published     time.Time // of its first texts
	Effective     time.Time
	Claimed       bool // Published is a claim
	Material      bool
	MaterialFor   []string // the purposes for which alone it is; nil: for all
	ReacceptSince int      // seq of the edition whose acceptance still suffices
	Snapshot      ledger.Snapshot
	Texts         []Text // in order of publication, then of the record
	Files         []ledger.File

	// From and Until bound the span, half-open. Until is zero if it is open;
	// both are zero for a withdrawn edition.
	From, Until time.Time
	// Repealed says that a repeal, not the next edition, ends the span at Until.
	Repealed bool

	Withdrawn   bool
	WithdrawnAt time.Time // zero if it is not

	Recorded time.Time
	Record   int // seq of its record in the ledger
}

// Text is one language of an edition.
type Text struct {
	ledger.Text
	Published time.Time // later than the edition's if the language was added
	Claimed   bool
	Recorded  time.Time
	Record    int // seq of its record in the ledger
}

// Repeal ends a document.
type Repeal struct {
	From     time.Time // the first instant at which nothing is in force
	Recorded time.Time
	Record   int
	// Dropped is when it was taken back or moved, which happens only before it comes;
	// zero: it stands.
	Dropped time.Time
}

// State is what an edition is at an instant. It belongs in answers that have an
// instant, never on a page.
type State string

// The states of published editions. None: not published yet.
const (
	None       State = ""
	Scheduled  State = "scheduled"
	InForce    State = "in-force"
	Superseded State = "superseded"
	Repealed   State = "repealed"
	Withdrawn  State = "withdrawn"
)

// Of returns the timelines of the documents that are known at t, by document id.
// The records are a whole ledger that was parsed without findings; of any other
// the answer is only good to be shown beside the findings.
func Of(records []ledger.Record, t time.Time) []Timeline {
	lines := map[string]*Timeline{}
	for _, r := range records {
		if r.Document == "" || known(r).After(t) {
			continue // or it is of no document
		}
		l := lines[r.Document]
		if l == nil {
			l = &Timeline{Document: r.Document}
			lines[r.Document] = l
		}
		l.add(r)
	}
	out := make([]Timeline, 0, len(lines))
	for _, l := range lines {
		l.bound()
		out = append(out, *l)
	}
	slices.SortFunc(out, func(a, b Timeline) int { return strings.Compare(a.Document, b.Document) })
	return out
}

// Find returns the timeline of a document, or nil.
func Find(timelines []Timeline, document string) *Timeline {
	for i := range timelines {
		if timelines[i].Document == document {
			return &timelines[i]
		}
	}
	return nil
}

// known is the instant from which the record exists.
func known(r ledger.Record) time.Time {
	if r.Kind == ledger.EditionKind || r.Kind == ledger.TextKind {
		return r.Published
	}
	return r.Recorded
}

func (l *Timeline) add(r ledger.Record) {
	e := l.Edition(r.Edition)
	switch {
	case r.Kind == ledger.EditionKind && e == nil && r.Snapshot != nil:
		l.Editions = append(l.Editions, Edition{
			ID: r.Edition, Seq: r.EditionSeq, Published: r.Published, Effective: r.Effective, Claimed: r.Claimed,
			Material: r.Material, MaterialFor: r.MaterialFor, ReacceptSince: r.ReacceptSince, Snapshot: *r.Snapshot, Texts: texts(r),
			Files: r.Files, Recorded: r.Recorded, Record: r.Seq,
		})
	case r.Kind == ledger.RepealKind:
		l.drop(r.Recorded)
		l.Repeals = append(l.Repeals, Repeal{From: r.From, Recorded: r.Recorded, Record: r.Seq})
	case r.Kind == ledger.UnrepealKind:
		l.drop(r.Recorded)
	case e == nil: // only in a ledger with findings
	case r.Kind == ledger.TextKind:
		e.Texts = append(e.Texts, texts(r)...)
	case r.Kind == ledger.WithdrawKind:
		e.Withdrawn, e.WithdrawnAt = true, r.Recorded
	}
}

// drop notes that the repeal that has not come at t does not stand any more.
func (l *Timeline) drop(t time.Time) {
	for i := range l.Repeals {
		if r := &l.Repeals[i]; r.Dropped.IsZero() && r.From.After(t) {
			r.Dropped = t
		}
	}
}

func texts(r ledger.Record) []Text {
	out := make([]Text, len(r.Texts))
	for i, t := range r.Texts {
		out[i] = Text{Text: t, Published: r.Published, Claimed: r.Claimed, Recorded: r.Recorded, Record: r.Seq}
	}
	return out
}

// bound sets the spans.
func (l *Timeline) bound() {
	var next *Edition // the following one that is not withdrawn
	for i := len(l.Editions) - 1; i >= 0; i-- {
		e := &l.Editions[i]
		if e.Withdrawn {
			continue
		}
		e.From = e.Effective
		if next != nil {
			e.Until = next.From
		}
		for _, r := range l.Repeals {
			if r.Dropped.IsZero() && r.From.After(e.From) && (e.Until.IsZero() || r.From.Before(e.Until)) {
				e.Until, e.Repealed = r.From, true
			}
		}
		next = e
	}
}

// Edition returns the edition with an id, or nil.
func (l *Timeline) Edition(id string) *Edition {
	for i := range l.Editions {
		if l.Editions[i].ID == id {
			return &l.Editions[i]
		}
	}
	return nil
}

// InForce returns the edition in force at t, or nil.
func (l *Timeline) InForce(t time.Time) *Edition {
	for i := range l.Editions {
		if l.Editions[i].Covers(t) {
			return &l.Editions[i]
		}
	}
	return nil
}

// TextInForce returns the edition in force at t and its text in a language, nil
// for the text if t is before its publication, nil for both if no edition
// is in force. Nothing older takes its place.
func (l *Timeline) TextInForce(lang legal.Lang, t time.Time) (*Edition, *Text) {
	e := l.InForce(t)
	if e == nil {
		return nil, nil
	}
	text := e.Text(lang)
	if text != nil && text.Published.After(t) {
		text = nil
	}
	return e, text
}

// Next returns the first edition that takes effect after t, or nil.
func (l *Timeline) Next(t time.Time) *Edition {
	for i := range l.Editions {
		if e := &l.Editions[i]; !e.Withdrawn && e.From.After(t) {
			return e
		}
	}
	return nil
}

// Last returns the latest edition that was in force at t or before, or nil: the
// one to show of a repealed document.
func (l *Timeline) Last(t time.Time) *Edition {
	for i := len(l.Editions) - 1; i >= 0; i-- {
		if e := &l.Editions[i]; !e.Withdrawn && !e.From.After(t) {
			return e
		}
	}
	return nil
}

// Text returns the edition's text in a language, or nil.
func (e *Edition) Text(lang legal.Lang) *Text {
	for i := range e.Texts {
		if e.Texts[i].Language == lang {
			return &e.Texts[i]
		}
	}
	return nil
}

// Covers reports whether t is in the edition's span.
func (e *Edition) Covers(t time.Time) bool {
	return !e.Withdrawn && !t.Before(e.From) && (e.Until.IsZero() || t.Before(e.Until))
}

// State returns what the edition is at t.
func (e *Edition) State(t time.Time) State {
	switch {
	case t.Before(e.Published):
		return None
	case e.Withdrawn && !t.Before(e.WithdrawnAt):
		return Withdrawn
	case t.Before(e.Effective):
		return Scheduled
	case e.Covers(t):
		return InForce
	case e.Repealed:
		return Repealed
	}
	return Superseded
}
