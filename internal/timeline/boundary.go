package timeline

import (
	"time"

	"github.com/kelisim/kelisim/internal/ledger"
)

// Boundaries finds, in records and their timelines at t, the last instant not after t at which
// something changed or became known: a publication, an effect, a repeal's recording or
// beginning, a withdrawal. Everything that [Of] says, and what is in force, is the same at t
// as at that instant. next is the first instant after t at which what is in force will
// change, as far as is known at t: an effect or a repeal. Either is zero if there is none.
func Boundaries(records []ledger.Record, lines []Timeline, t time.Time) (last, next time.Time) {
	for _, b := range boundaries(records, lines, t) {
		switch {
		case b.After(t) && (next.IsZero() || b.Before(next)):
			next = b
		case !b.After(t) && b.After(last):
			last = b
		}
	}
	return last, next
}

// boundaries lists the instants that the records known at t, and their timelines, name, in no order.
func boundaries(records []ledger.Record, lines []Timeline, t time.Time) []time.Time {
	var out []time.Time
	for _, r := range records {
		if r.Document == "" && !r.Recorded.After(t) {
			out = append(out, r.Recorded) // of the ledger itself: of its clock, its key
		}
	}
	for _, l := range lines {
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
			out = append(out, r.Recorded)
			if !r.Dropped.IsZero() {
				out = append(out, r.Dropped)
			} else {
				out = append(out, r.From)
			}
		}
	}
	return out
}
