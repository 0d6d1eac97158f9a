package ledger

import (
	"slices"
	"time"

	"github.com/kelisim/kelisim/internal/diag"
)

// A record that was made while the clock was ahead would stop all others until
// that day. It cannot be taken out without breaking the chain; so a later record
// says that the clock was wrong, and since when.

// CorrectClock makes the record that corrects the clock of all records that were
// made, by their own word, after now. It is the error ledger-clock if there are
// none. See [Publish] for records, now and the findings.
func CorrectClock(records []Record, now time.Time) ([]Record, diag.List) {
	m := newMaker(records, now)
	m.add(Record{Kind: ClockKind, Corrects: m.history.ahead(m.now)}, atLedger)
	return m.result()
}

// ahead is the seq of the first record that was made after t; one behind the last
// if there is none.
func (h *history) ahead(t time.Time) int {
	i := slices.IndexFunc(h.times, func(x time.Time) bool { return x.After(t) })
	if i < 0 {
		return len(h.times) + 1
	}
	return i + 1
}

func (h *history) checkClock(r Record, report reporter) {
	want := h.ahead(r.Recorded)
	switch {
	case h.gap:
	case want >= r.Seq:
		report(diag.LedgerClock, "nothing", "corrects", diag.Args{"recorded": r.Recorded})
	case r.Corrects != want:
		report(diag.LedgerClock, "corrects", "corrects", diag.Args{"got": r.Corrects, "want": want})
	}
}

// corrected gives the records as a record of the kind clock, which follows them,
// says that they are to be read.
func corrected(records []Record, by Record) []Record {
	out := slices.Clone(records)
	for i := range out {
		r := &out[i]
		if r.Seq < by.Corrects || !r.Recorded.After(by.Recorded) {
			continue
		}
		if r.Clock.IsZero() {
			r.Clock = r.Recorded
		}
		published := r.Published
		r.Recorded = by.Recorded
		if published.After(by.Recorded) {
			r.Published = by.Recorded
		}
		if r.Effective.Equal(published) { // from the moment of publication
			r.Effective = r.Published
		}
	}
	return out
}

// Future warns of records that were made later than now, as the clock of another
// machine may have had it; zero now knows nothing.
func Future(records []Record, now time.Time) diag.List {
	var list diag.List
	for _, r := range records {
		if !now.IsZero() && r.Recorded.After(now.Add(tolerance)) {
			list.Add(diag.LedgerFuture, r.Pos, diag.Args{"record": r.Seq, "recorded": r.Recorded, "now": now.In(r.Recorded.Location())})
		}
	}
	return list
}

// tolerance is how far the clocks of two machines may be apart.
const tolerance = 10 * time.Minute
