package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/redline"
)

// trial makes one edit of a kind, beside two others, and asks whether the redline
// says it as a lawyer would. The make function reports whether the text had what
// the edit needs; another text is tried if not.
type trial struct {
	name string
	sort sort
	make func(e *editor) (said func(c *pair, r *redline.Redline) bool, ok bool)
}

// trialPairs is how many pairs of each language a trial makes.
const trialPairs = 60

func trials() []trial {
	var out []trial
	of := func(name string, s sort, make func(e *editor) *part, said func(c *pair, r *redline.Redline, g int) bool) {
		out = append(out, trial{name, s, func(e *editor) (func(*pair, *redline.Redline) bool, bool) {
			p := make(e)
			if p == nil {
				return nil, false
			}
			id := p.origins[0]
			return func(c *pair, r *redline.Redline) bool { return said(c, r, c.group[id]) }, true
		}})
	}
	for k := 2; k <= 10; k++ {
		of(fmt.Sprintf("split in %d", k), ordinary, func(e *editor) *part { return e.split(k, false) }, whole)
		of(fmt.Sprintf("merged of %d", k), ordinary, func(e *editor) *part { return e.merge(k, false) }, whole)
	}
	of("split, a clause put between", ordinary, func(e *editor) *part { return e.split(2+e.IntN(4), true) }, whole)
	of("merged, one between removed", ordinary, func(e *editor) *part { return e.merge(2+e.IntN(2), true) }, whole)
	of("boilerplate merged, one removed", boilerplate, func(e *editor) *part { return e.merge(2, true) }, whole)
	of("clause to list", structured, (*editor).list, whole)
	of("list to clause", structured, (*editor).unlist, whole)
	for _, n := range []int{2, 8, 20} {
		of(fmt.Sprintf("kept, %d times appended", n), ordinary, func(e *editor) *part { return e.appendTimes(n) }, whole)
	}
	of("lead-in of items replaced", structured, (*editor).replaceLead, whole)
	for n := 1; n <= 4; n++ {
		of(fmt.Sprintf("boilerplate moved, %d replaced", n), boilerplate, func(e *editor) *part { return e.moveReplaced(n) }, whole)
	}
	of("clause moved with its items", structured, func(e *editor) *part { return e.moveParts(1) }, oneMove)
	of("run of clauses moved", ordinary, func(e *editor) *part { return e.moveParts(2 + e.IntN(3)) }, oneMove)
	of("section moved", structured, func(e *editor) *part {
		if !e.moveSection() {
			return nil
		}
		id := e.moved[0][0]
		return e.parts[slices.IndexFunc(e.parts, func(p *part) bool { return p.id == id })]
	}, oneMove)
	of("row moved, a figure changed", structured, (*editor).moveRow, whole)
	for _, sent := range []struct {
		name string
		make func(e *editor) []string
	}{{"sentence moved", (*editor).sentenceMoved}, {"split, a piece moved away", (*editor).splitMoved}} {
		out = append(out, trial{sent.name, ordinary, func(e *editor) (func(*pair, *redline.Redline) bool, bool) {
			these := sent.make(e)
			return func(_ *pair, r *redline.Redline) bool {
				return slices.ContainsFunc(these, func(s string) bool { return linked(r, s) })
			}, these != nil
		}})
	}
	return out
}

// whole reports whether a record holds just the units of the group.
func whole(c *pair, r *redline.Redline, g int) bool {
	return slices.ContainsFunc(resultOf(r).records, func(o group) bool {
		return slices.Equal(o.old, c.groups[g].old) && slices.Equal(o.new, c.groups[g].new)
	})
}

// oneMove reports whether the redline says that one thing moved.
func oneMove(_ *pair, r *redline.Redline, _ int) bool { return r.Summary.Moved == 1 }

// linked reports whether the sentence is shown as moved: struck with the place
// that it went to, written with the place that it came from.
func linked(r *redline.Redline, sentence string) bool {
	to, from := false, false
	for _, rec := range r.Records {
		for _, s := range rec.Segments {
			if strings.Contains(s.Text, sentence) {
				to, from = to || s.To != nil, from || s.From != nil
			}
		}
	}
	return to && from
}

// runTrials prints how often each edit is said; it reports whether nearly all are.
func runTrials(seed uint64, w io.Writer) bool {
	enough := true
	fmt.Fprintf(w, "\n%-34s %8s %8s\n", "one edit, said as what it is", "kk", "ru")
	for _, t := range trials() {
		fmt.Fprintf(w, "%-34s", t.name)
		for _, p := range []*phrases{&kazakh, &russian} {
			said, all := t.run(seed, p)
			fmt.Fprintf(w, " %8s", fmt.Sprintf("%d/%d", said, all))
			enough = enough && 20*said >= 19*all
		}
		fmt.Fprintln(w)
	}
	return enough
}

func (t *trial) run(seed uint64, p *phrases) (said, all int) {
	for n := uint64(0); all < trialPairs && n < 5000; n++ {
		c, say, ok := t.pair(rand.New(rand.NewPCG(seed, n)), p)
		if !ok {
			continue
		}
		all++
		if say(&c, compare(c.old, c.new)) {
			said++
		}
	}
	return said, all
}

func (t *trial) pair(r *rand.Rand, p *phrases) (pair, func(*pair, *redline.Redline) bool, bool) {
	e, old := begin(r, p, t.sort)
	say, ok := t.make(e)
	if !ok {
		return pair{}, nil, false
	}
	for _, more := range []func() bool{e.word, e.insertBeside} {
		more()
	}
	return e.finish(old), say, true
}

// insertBeside adds a clause that stands nowhere near an edit.
func (e *editor) insertBeside() bool {
	for range 50 {
		at := e.place()
		far := true
		for _, p := range e.parts[max(0, at-2):min(len(e.parts), at+2)] {
			far = far && !e.touched[p.id]
		}
		if far {
			p := e.part("clause", e.clause())
			e.touched[p.id] = true
			e.parts = slices.Insert(e.parts, at, p)
			return true
		}
	}
	return false
}
