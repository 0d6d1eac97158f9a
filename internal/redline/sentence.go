package redline

import (
	"cmp"
	"slices"

	"github.com/kelisim/kelisim/internal/legal"
)

// A sentence that left one clause for another is struck there and written here.
// After the words of all records are compared, the runs that stand once in all
// that was struck and once in all that was written are cut out as segments of
// their own, and linked.

// movedWords is how many words a sentence must have to be linked; see run.go for
// what is no sentence.
const movedWords = 4

// change is a segment that is not equal, made ready for comparison.
type change struct {
	record, segment int
	unit                  // of the segment's text
	at              []int // of each word, its token
	words           []int32
	used            []bool
	cuts            []cut
}

// cut is a stretch of a change that moved: tokens from to to of it.
type cut struct{ from, to, link int }

// relocation is a stretch of words that stands in a deletion and in an insertion.
type relocation struct {
	del, ins         *change
	from, into, size int // first word in each, and how many
}

// linkSentences sets To and From of the segments that moved as sentences.
func (c *comparison) linkSentences(records []Record) {
	del, ins := c.changes(records, Delete), c.changes(records, Insert)
	links := 0
	for _, r := range relocations(del, ins) {
		if slices.Contains(r.del.used[r.from:r.from+r.size], true) || slices.Contains(r.ins.used[r.into:r.into+r.size], true) {
			continue
		}
		r.del.cut(r.from, r.size, links)
		r.ins.cut(r.into, r.size, links)
		links++
	}
	if links == 0 {
		return
	}
	byRecord := map[int][]*change{}
	for _, ch := range slices.Concat(del, ins) {
		if len(ch.cuts) > 0 {
			byRecord[ch.record] = append(byRecord[ch.record], ch)
		}
	}
	from, to := make([]Place, links), make([]Place, links)
	for i := range records {
		if changes := byRecord[i]; changes != nil {
			records[i].Segments = cutSegments(records[i].Segments, changes, i, from, to)
		}
	}
	for k := range links {
		from[k].Unit, to[k].Unit = unitAt(records, from[k], Insert), unitAt(records, to[k], Delete)
		records[from[k].Clause].Segments[from[k].Segment].To = &to[k]
		records[to[k].Clause].Segments[to[k].Segment].From = &from[k]
	}
}

// unitAt returns the unit of a place, of the side that has nothing of the other
// operation.
func unitAt(records []Record, p Place, other Op) *Unit {
	r := &records[p.Clause]
	units := r.New
	if other == Insert {
		units = r.Old
	}
	n := 0
	for _, s := range r.Segments[:p.Segment] {
		if s.Text == unitBreak && s.Op != other {
			n++
		}
	}
	return &units[n]
}

// changes lists the segments of an operation that changed the wording.
func (c *comparison) changes(records []Record, op Op) []*change {
	var out []*change
	for i := range records {
		for k, s := range records[i].Segments {
			if s.Op != op || s.Class != Wording || s.Text == unitBreak {
				continue
			}
			ch := &change{record: i, segment: k}
			ch.flat = &legal.Flat{Text: s.Text}
			scan(s.Text, func(lead, start, end int) {
				t := token{lead: int32(lead), start: int32(start), end: int32(end), word: -1}
				if isWord(s.Text[start:end]) {
					_, t.word = c.token(s.Text[start:end])
					ch.at = append(ch.at, len(ch.tokens))
					ch.words = append(ch.words, t.word)
				}
				ch.tokens = append(ch.tokens, t)
			})
			ch.used = make([]bool, len(ch.words))
			if len(ch.words) >= movedWords {
				out = append(out, ch)
			}
		}
	}
	return out
}

// relocations lists what may have moved, longest first.
func relocations(del, ins []*change) []relocation {
	type place struct {
		*change
		from int
	}
	index := func(changes []*change) map[runKey]place {
		found := map[runKey]place{}
		for _, ch := range changes {
			ch.eachRun(ch.words, func(k runKey, from, n int) {
				if _, twice := found[k]; twice {
					found[k] = place{}
				} else if n >= movedWords {
					found[k] = place{ch, from}
				}
			})
		}
		return found
	}
	struck, written := index(del), index(ins)
	var out []relocation
	for _, ch := range del {
		var last relocation
		ch.eachRun(ch.words, func(k runKey, from, n int) {
			to := written[k]
			if struck[k].change == nil || to.change == nil {
				return
			}
			if last.ins == to.change && last.into-last.from == to.from-from && from+n <= last.from+last.size {
				return // within the one before
			}
			r := relocation{ch, to.change, from, to.from, n}
			if !slices.Equal(ch.words[from:from+n], to.words[to.from:to.from+n]) {
				return // another run of this hash
			}
			r.extend()
			last = r
			out = append(out, r)
		})
	}
	slices.SortStableFunc(out, func(a, b relocation) int {
		return cmp.Or(cmp.Compare(b.size, a.size), slices.Compare(a.text(), b.text()))
	})
	return out
}

func (r *relocation) text() []int32 { return r.del.words[r.from : r.from+r.size] }

// extend takes in the words before and after that are the same on both sides.
func (r *relocation) extend() {
	for r.from > 0 && r.into > 0 && r.del.words[r.from-1] == r.ins.words[r.into-1] {
		r.from, r.into, r.size = r.from-1, r.into-1, r.size+1
	}
	for r.from+r.size < len(r.del.words) && r.into+r.size < len(r.ins.words) && r.del.words[r.from+r.size] == r.ins.words[r.into+r.size] {
		r.size++
	}
}

// cut takes n words out of a change, with the marks around them that belong to
// them: those between them and the word or the space before, and up to the space
// after.
func (ch *change) cut(from, n, link int) {
	for i := from; i < from+n; i++ {
		ch.used[i] = true
	}
	a, b := ch.at[from], ch.at[from+n-1]+1
	for a > 0 && ch.tokens[a-1].word < 0 && ch.tokens[a].lead == ch.tokens[a].start {
		a--
	}
	for b < len(ch.tokens) && ch.tokens[b].word < 0 && ch.tokens[b].lead == ch.tokens[b].start {
		b++
	}
	ch.cuts = append(ch.cuts, cut{a, b, link})
}

// cutSegments cuts the changes of a record out of its segments, and notes where
// they come to stand.
func cutSegments(segments []Segment, changes []*change, record int, from, to []Place) []Segment {
	bySegment := map[int]*change{}
	for _, ch := range changes {
		slices.SortFunc(ch.cuts, func(a, b cut) int { return cmp.Compare(a.from, b.from) })
		bySegment[ch.segment] = ch
	}
	var out []Segment
	for k, s := range segments {
		ch := bySegment[k]
		if ch == nil {
			out = append(out, s)
			continue
		}
		at := 0
		add := func(end int) {
			if at < end {
				out = append(out, Segment{Op: s.Op, Text: s.Text[at:end], Class: s.Class})
				at = end
			}
		}
		for _, cut := range ch.cuts {
			add(max(at, int(ch.tokens[cut.from].lead)))
			add(int(ch.tokens[cut.to-1].end))
			place := Place{Clause: record, Segment: len(out) - 1}
			if s.Op == Delete {
				from[cut.link] = place
			} else {
				to[cut.link] = place
			}
		}
		add(len(s.Text))
	}
	return out
}
