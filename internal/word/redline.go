package word

import (
	"fmt"

	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
)

// Options say how changes are marked.
type Options struct {
	Mark docx.Mark // who made them, and when
	// Moves: a unit that moved unchanged is marked as moved, not as removed and added,
	// if Mark has a date.
	Moves bool
}

// Redline is the document of the new text with tracked changes from the old one.
// r compares old with new.
func Redline(r *redline.Redline, old, new []legal.Unit, opts Options) *docx.Document {
	t := &tracker{old: old, new: new, opts: opts, mark: &opts.Mark, pairs: map[int]int{}}
	t.plan(r)
	if opts.Moves && !opts.Mark.Date.IsZero() { // the format wants the date of a move
		t.moves(r)
	}
	prev := &redline.Record{}
	oldAt, newAt := 0, 0
	for _, next := range append(t.inline, &redline.Record{}) {
		oldEnd, newEnd := len(old), len(new)
		if len(next.New) > 0 {
			oldEnd, newEnd = next.Old[0].Index, next.New[0].Index
		}
		t.between(prev, next, oldAt, oldEnd, newAt, newEnd)
		if len(next.New) > 0 {
			t.record(next)
			oldAt, newAt = last(next.Old)+1, last(next.New)+1
		}
		prev = next
	}
	return t.document()
}

func last(units []redline.Unit) int { return units[len(units)-1].Index }

// tracker builds the document of a redline.
type tracker struct {
	builder
	old, new []legal.Unit
	opts     Options
	mark     *docx.Mark
	// inline are the records that are shown word by word, in the order of both
	// texts. Every other unit is shown as removed or added as a whole.
	inline []*redline.Record
	pairs  map[int]int // tables of the old text that are those of the new one
	// fates are the marks of units that moved as a whole.
	oldMoves, newMoves map[int]*docx.Mark
}

// plan chooses the records that are shown word by word: those that stand in the
// same order in both texts and are of one form.
func (t *tracker) plan(r *redline.Redline) {
	oldAt, newAt, paired := -1, -1, map[int]bool{}
	for i := range r.Records {
		rec := &r.Records[i]
		if rec.Moved || len(rec.Old) == 0 || len(rec.New) == 0 || !run(rec.Old, oldAt) || !run(rec.New, newAt) {
			continue
		}
		o, n := &t.old[rec.Old[0].Index], &t.new[rec.New[0].Index]
		rows := isRow(o) || isRow(n)
		switch {
		case len(rec.Old) > 1 || len(rec.New) > 1:
			if t.any(rec, func(u *legal.Unit) bool { return isRow(u) || u.AsTyped() }) {
				continue
			}
		case rows && !(isRow(o) && isRow(n) && len(o.Cells) == len(n.Cells) && o.Head == n.Head):
			continue
		case rows:
			if p, ok := t.pairs[o.Table]; ok && p != n.Table || !ok && paired[n.Table] {
				continue
			}
			t.pairs[o.Table], paired[n.Table] = n.Table, true
		case (o.AsTyped() || n.AsTyped()) && (rec.Change != redline.Unchanged || rec.Formatting):
			continue
		}
		oldAt, newAt = last(rec.Old), last(rec.New)
		t.inline = append(t.inline, rec)
	}
}

func isRow(u *legal.Unit) bool { return u.Kind == legal.Row && !u.Verbatim }

// any reports whether is holds for a unit of a record.
func (t *tracker) any(r *redline.Record, is func(*legal.Unit) bool) bool {
	for _, u := range r.Old {
		if is(&t.old[u.Index]) {
			return true
		}
	}
	for _, u := range r.New {
		if is(&t.new[u.Index]) {
			return true
		}
	}
	return false
}

// run reports whether units follow each other, behind unit at.
func run(units []redline.Unit, at int) bool {
	for i, u := range units {
		if u.Index <= at || i > 0 && u.Index != at+1 {
			return false
		}
		at = u.Index
	}
	return true
}

// moves marks units that moved without a change: both halves share a name.
func (t *tracker) moves(r *redline.Redline) {
	t.oldMoves, t.newMoves = map[int]*docx.Mark{}, map[int]*docx.Mark{}
	for i := range r.Records {
		rec := &r.Records[i]
		if !rec.Moved || rec.Change != redline.Unchanged || rec.Renumbered || rec.Formatting || t.any(rec, isRow) {
			continue
		}
		m := *t.mark
		m.Move = fmt.Sprintf("move%d", len(t.oldMoves)+1)
		t.oldMoves[rec.Old[0].Index], t.newMoves[rec.New[0].Index] = &m, &m
	}
}

// between shows the units between two records as removed and added. Rows of a
// table of which a row is kept stay beside it, so that no paragraph of the other
// text comes between them.
func (t *tracker) between(prev, next *redline.Record, oldAt, oldEnd, newAt, newEnd int) {
	before, after := t.tableOf(prev, true), t.tableOf(next, false)
	o, n := oldAt, newAt
	for o < oldEnd && before.old > 0 && t.old[o].Table == before.old {
		o++
	}
	for n < newEnd && before.new > 0 && t.new[n].Table == before.new {
		n++
	}
	oEnd, nEnd := oldEnd, newEnd
	for oEnd > o && after.old > 0 && t.old[oEnd-1].Table == after.old {
		oEnd--
	}
	for nEnd > n && after.new > 0 && t.new[nEnd-1].Table == after.new {
		nEnd--
	}
	t.removed(oldAt, o, before)
	t.added(newAt, n, before)
	t.removed(o, oEnd, tableKey{})
	t.added(n, nEnd, tableKey{})
	t.removed(oEnd, oldEnd, after)
	t.added(nEnd, newEnd, after)
}

// tableOf is the table of a record's last or first row.
func (t *tracker) tableOf(r *redline.Record, end bool) tableKey {
	if len(r.New) == 0 {
		return tableKey{}
	}
	o, n := r.Old[0].Index, r.New[0].Index
	if end {
		o, n = last(r.Old), last(r.New)
	}
	return tableKey{t.old[o].Table, t.new[n].Table}
}

func (t *tracker) removed(from, to int, key tableKey) {
	for i := from; i < to; i++ {
		mark, own := t.mark, key
		if m := t.oldMoves[i]; m != nil {
			mark = m
		}
		if own == (tableKey{}) {
			own = tableKey{old: t.old[i].Table}
		}
		t.whole(t.old, i, goes, mark, own)
	}
}

func (t *tracker) added(from, to int, key tableKey) {
	for i := from; i < to; i++ {
		mark, own := t.mark, key
		if m := t.newMoves[i]; m != nil {
			mark = m
		}
		if own == (tableKey{}) {
			own = tableKey{new: t.new[i].Table}
		}
		t.whole(t.new, i, comes, mark, own)
	}
}
