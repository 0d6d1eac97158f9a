package ledger

import (
	"slices"
	"time"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/translog"
)

// history is what the records so far say. It judges the next record: the same
// rules hold for one that is read and for one that is being made.
//
// Of an edition: its id is new in the document; its seq is the next; it takes
// effect not before its publication, and later than every edition of the
// document that is not withdrawn; it is published not before the edition before
// it. Publication is the moment of recording, unless claimed; claimed it is not
// later than that, and the document has no unclaimed record yet.
//
// Of a text: its edition is known and not withdrawn, lacks the language, and has
// no later publication.
//
// Of a repeal: it is from the moment of recording or later; the document's last
// edition is in force, not scheduled, and not ended by an earlier repeal. One that has
// not come yet is moved: of both only the later record counts.
//
// Of an unrepeal: it names the instant of the document's repeal, which has not come yet.
//
// Of a withdrawal: the edition is known, not withdrawn, not yet in force.
//
// Of a correction of the clock: it is made before the records that it corrects say
// that they were made; they are all of those, up to the one before it. From then on
// they count as made, and what they published as published, at its instant.
//
// Of a key: the old one is that of the record of a key before, and has signed the
// new one, which has the same name.
type history struct {
	count     int    // seq of the last record
	hash      string // of its line
	recorded  time.Time
	documents map[string]*document
	times     []time.Time  // when the records so far were made, by seq
	key       translog.Key // of the last record of a key; empty before the first
	gap       bool         // a record is missing or could not be read: do not judge what it may have said
}

type document struct {
	editions  []*edition // by seq
	repeals   []time.Time
	unclaimed time.Time // recording of the first unclaimed record; zero for none
}

type edition struct {
	id        string
	seq       int
	published time.Time // of the edition or its latest text
	first     time.Time // of the edition
	effective time.Time
	reaccept  int
	withdrawn time.Time
	texts     map[legal.Lang]bool
}

func newHistory() *history { return &history{hash: Zero, documents: map[string]*document{}} }

// historyOf replays records that have been judged.
func historyOf(records []Record) *history {
	h := newHistory()
	for _, r := range records {
		h.apply(r)
	}
	return h
}

func (h *history) document(id string) *document {
	if d := h.documents[id]; d != nil {
		return d
	}
	return &document{}
}

func (d *document) edition(id string) *edition {
	for _, e := range d.editions {
		if e.id == id {
			return e
		}
	}
	return nil
}

// last is the latest edition that is not withdrawn, or nil: timeline.Timeline.Last of
// a record that is being judged, before there is a timeline of it.
func (d *document) last() *edition {
	for i := len(d.editions) - 1; i >= 0; i-- {
		if d.editions[i].withdrawn.IsZero() {
			return d.editions[i]
		}
	}
	return nil
}

// pending is the instant of a repeal that has not come at t; zero: there is none.
func (d *document) pending(t time.Time) time.Time {
	for _, from := range d.repeals {
		if from.After(t) {
			return from
		}
	}
	return time.Time{}
}

// drop takes away the repeals that have not come at t.
func (d *document) drop(t time.Time) {
	d.repeals = slices.DeleteFunc(d.repeals, func(from time.Time) bool { return from.After(t) })
}

// reaccept is what reaccept_since must be in the document's next edition.
func (d *document) reaccept(material bool, seq int) int {
	if before := d.last(); before != nil && !material {
		return before.reaccept
	}
	return seq
}

// skip notes a line that is no record.
func (h *history) skip(hash string) {
	h.count++
	h.hash = hash
	h.gap = true
}

// apply takes the record in, as well as it can if it broke a rule.
func (h *history) apply(r Record) {
	h.count, h.hash = r.Seq, r.Hash
	h.times = append(h.times, r.Recorded)
	if r.Recorded.After(h.recorded) {
		h.recorded = r.Recorded
	}
	switch r.Kind {
	case KeyKind:
		h.key = r.Key
		return
	case ClockKind:
		return // the parser corrects the records and begins anew
	}
	d := h.documents[r.Document]
	if d == nil {
		d = &document{}
		h.documents[r.Document] = d
	}
	if !r.Claimed && d.unclaimed.IsZero() {
		d.unclaimed = r.Recorded
	}
	e := d.edition(r.Edition)
	switch {
	case r.Kind == RepealKind:
		d.drop(r.Recorded)
		d.repeals = append(d.repeals, r.From)
	case r.Kind == UnrepealKind:
		d.drop(r.Recorded)
	case r.Kind == EditionKind && e == nil:
		e = &edition{id: r.Edition, seq: r.EditionSeq, published: r.Published, first: r.Published,
			effective: r.Effective, reaccept: r.ReacceptSince, texts: map[legal.Lang]bool{}}
		d.editions = append(d.editions, e)
		e.add(r)
	case e == nil: // reported
	case r.Kind == TextKind:
		e.add(r)
	case r.Kind == WithdrawKind && e.withdrawn.IsZero():
		e.withdrawn = r.Recorded
	}
}

func (e *edition) add(r Record) {
	e.published = r.Published
	for _, t := range r.Texts {
		e.texts[t.Language] = true
	}
}

// check judges the record by what came before it.
func (h *history) check(r Record, at positions, list *diag.List) {
	d := h.document(r.Document)
	report := func(code diag.Code, variant, field string, args diag.Args) {
		list.AddVariant(code, variant, at(field), seqArgs(r, args))
	}
	if r.Recorded.Before(h.recorded) && r.Kind != ClockKind {
		report(diag.LedgerChain, "recorded", "recorded",
			diag.Args{"recorded": r.Recorded, "before": h.recorded})
	}
	switch r.Kind {
	case EditionKind:
		h.checkClaim(d, r, report)
		h.checkEdition(d, r, report)
	case TextKind:
		h.checkClaim(d, r, report)
		h.checkText(d, r, report)
	case RepealKind:
		h.checkRepeal(d, r, report)
	case UnrepealKind:
		h.checkUnrepeal(d, r, report)
	case WithdrawKind:
		h.checkWithdraw(d, r, report)
	case ClockKind:
		h.checkClock(r, report)
	case KeyKind:
		h.checkKey(r, report)
	}
}

type reporter func(code diag.Code, variant, field string, args diag.Args)

// checkClaim judges the instant of publication against the clock.
func (h *history) checkClaim(d *document, r Record, report reporter) {
	args := diag.Args{"published": r.Published, "recorded": r.Recorded}
	switch {
	case !r.Claimed && !r.Published.Equal(r.Recorded):
		report(diag.LedgerClaim, "unmarked", "published", args)
	case r.Claimed && r.Published.After(r.Recorded):
		report(diag.LedgerClaim, "future", "published", args)
	case r.Claimed && !d.unclaimed.IsZero():
		args["since"] = d.unclaimed
		report(diag.LedgerClaim, "late", "published", args)
	}
}

func (h *history) checkEdition(d *document, r Record, report reporter) {
	if e := d.edition(r.Edition); e != nil {
		report(diag.LedgerEdition, "duplicate", "edition", diag.Args{"published": e.first})
		return
	}
	if !h.gap {
		if want := len(d.editions) + 1; r.EditionSeq != want {
			report(diag.LedgerEdition, "seq", "edition_seq",
				diag.Args{"got": r.EditionSeq, "want": want})
		}
		if want := d.reaccept(r.Material, r.EditionSeq); r.ReacceptSince != want {
			report(diag.LedgerEdition, "reaccept", "reaccept_since",
				diag.Args{"got": r.ReacceptSince, "want": want})
		}
	}
	if r.Effective.Before(r.Published) {
		report(diag.LedgerEffective, "past", "effective",
			diag.Args{"effective": r.Effective, "published": r.Published})
	}
	for _, e := range d.editions {
		if e.withdrawn.IsZero() && !r.Effective.After(e.effective) {
			report(diag.LedgerEffective, "order", "effective",
				diag.Args{"effective": r.Effective, "other": e.id, "other_effective": e.effective})
		}
		if r.Published.Before(e.first) {
			report(diag.LedgerEdition, "order", "published",
				diag.Args{"published": r.Published, "other": e.id, "other_published": e.first})
		}
	}
}

func (h *history) checkText(d *document, r Record, report reporter) {
	e := d.edition(r.Edition)
	if e == nil {
		h.unknown(report)
		return
	}
	if r.EditionSeq != e.seq {
		report(diag.LedgerEdition, "seq", "edition_seq",
			diag.Args{"got": r.EditionSeq, "want": e.seq})
	}
	if !e.withdrawn.IsZero() {
		report(diag.LedgerEdition, "withdrawn", "edition", diag.Args{"withdrawn": e.withdrawn})
	}
	var twice []legal.Lang
	for _, t := range r.Texts {
		if e.texts[t.Language] {
			twice = append(twice, t.Language)
		}
	}
	if twice != nil {
		report(diag.LedgerText, "twice", "texts", diag.Args{"languages": twice})
	}
	if r.Published.Before(e.published) {
		report(diag.LedgerText, "order", "published",
			diag.Args{"published": r.Published, "before": e.published})
	}
}

func (h *history) unknown(report reporter) {
	if !h.gap {
		report(diag.LedgerEdition, "unknown", "edition", nil)
	}
}

func (h *history) checkRepeal(d *document, r Record, report reporter) {
	if r.From.Before(r.Recorded) {
		report(diag.LedgerRepeal, "past", "from", diag.Args{"from": r.From, "recorded": r.Recorded})
	}
	last := d.last()
	if last == nil {
		if !h.gap {
			report(diag.LedgerRepeal, "nothing", "document", nil)
		}
		return
	}
	args := diag.Args{"from": r.From, "edition": last.id, "effective": last.effective}
	for _, from := range d.repeals {
		if from.After(last.effective) && (!from.After(r.Recorded) || from.Equal(r.From)) {
			args["since"] = from
			report(diag.LedgerRepeal, "twice", "from", args)
			return
		}
	}
	switch {
	case last.effective.After(r.Recorded):
		report(diag.LedgerRepeal, "scheduled", "from", args)
	case !r.From.After(last.effective) && !r.From.Before(r.Recorded):
		report(diag.LedgerRepeal, "same-instant", "from", args)
	}
}

func (h *history) checkUnrepeal(d *document, r Record, report reporter) {
	if from := d.pending(r.Recorded); !h.gap && (from.IsZero() || !from.Equal(r.From)) {
		report(diag.LedgerRepeal, "none", "document", nil)
	}
}

func (h *history) checkWithdraw(d *document, r Record, report reporter) {
	e := d.edition(r.Edition)
	switch {
	case e == nil:
		h.unknown(report)
		return
	case !e.withdrawn.IsZero():
		report(diag.LedgerEdition, "withdrawn", "edition", diag.Args{"withdrawn": e.withdrawn})
	case !r.Recorded.Before(e.effective):
		report(diag.LedgerWithdraw, "in-force", "edition", diag.Args{"effective": e.effective})
	}
	if r.EditionSeq != e.seq {
		report(diag.LedgerEdition, "seq", "edition_seq",
			diag.Args{"got": r.EditionSeq, "want": e.seq})
	}
}
