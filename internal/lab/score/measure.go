package main

import (
	"regexp"
	"slices"
	"unicode"

	"github.com/kelisim/kelisim/internal/diff"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
)

// result is what a tool says of a pair.
type result struct {
	records []group // nil: the tool maps no clauses
	moved   []bool  // of each record
	runs    [][]run // of each stretch that the tool shows by itself
}

// run is a stretch of text: op is ' ', '-' or '+'.
type run struct {
	op   byte
	text string
}

func resultOf(r *redline.Redline) result {
	ops := map[redline.Op]byte{redline.Equal: ' ', redline.Delete: '-', redline.Insert: '+'}
	var out result
	for _, rec := range r.Records {
		g := group{}
		for _, u := range rec.Old {
			g.old = append(g.old, u.Index)
		}
		for _, u := range rec.New {
			g.new = append(g.new, u.Index)
		}
		out.records = append(out.records, g)
		out.moved = append(out.moved, rec.Moved)
		var runs []run
		for _, s := range rec.Segments {
			runs = append(runs, run{ops[s.Op], s.Text})
		}
		out.runs = append(out.runs, runs)
	}
	return out
}

var tokenForm = regexp.MustCompile(`[\p{L}\p{N}]+(?:[-.,:/'’][\p{L}\p{N}]+)*|\S`)

func tokens(text string) []string { return tokenForm.FindAllString(text, -1) }

// weight: a word 2, a mark 1; an edit costs 6, which is 3 words.
func weight(token string) int {
	for _, r := range token {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return 2
		}
	}
	return 1
}

const gap = 6

// tally adds up over pairs.
type tally struct {
	pairs                         int
	hit, said, true               int // pairs of clauses whose text changed
	marked, least                 int // tokens
	hunks, bestHunks, chaff       int
	fragments, bestFragments      int
	cost, bestCost                int
	moves, movesShown, falseMoves int
	joins, joinsShown             int
}

// add measures a result; wrong reports that its mapping is not the truth.
func (t *tally) add(c pair, r result) (wrong bool) {
	t.pairs++
	t.marks(r)
	t.optimum(c)
	if r.records == nil {
		t.moves += len(c.moves)
		return false
	}
	before := t.hit - t.said + t.hit - t.true
	t.mapping(c, r)
	wrong = t.hit-t.said+t.hit-t.true != before
	t.movesOf(c, r)
	return wrong
}

// marks counts what is marked: tokens, hunks (stretches between equal text),
// fragments (deletions and insertions), and chaff: hunks that follow equal text
// of at most one word, within one clause.
func (t *tally) marks(r result) {
	for _, runs := range r.runs {
		inHunk, island := false, -1 // words since the last hunk; -1: none yet
		for _, s := range runs {
			if s.op == ' ' {
				inHunk = false
				if island >= 0 {
					island += words(s.text)
				}
				continue
			}
			n := len(tokens(s.text))
			if n == 0 { // space, or the break between two clauses
				continue
			}
			t.marked += n
			t.fragments++
			for _, w := range tokens(s.text) {
				t.cost += weight(w)
			}
			if !inHunk {
				t.hunks++
				t.cost += gap
				if island >= 0 && island <= 1 {
					t.chaff++
				}
			}
			inHunk, island = true, 0
		}
	}
}

func words(text string) int {
	n := 0
	for _, w := range tokens(text) {
		n += weight(w) - 1
	}
	return n
}

// optimum counts what the true mapping needs: the fewest tokens, and the least
// cost with its hunks and fragments.
func (t *tally) optimum(c pair) {
	inOld, inNew := map[int]bool{}, map[int]bool{}
	text := func(units []legal.Unit, at []int, in map[int]bool) []string {
		var out []string
		for _, i := range at {
			out = append(out, tokens(plain(&units[i]))...)
			in[i] = true
		}
		return out
	}
	add := func(a, b []string) {
		for _, e := range diff.Edits(a, b, diff.Cost[string]{}) {
			t.least += e.A1 - e.A0 + e.B1 - e.B0
		}
		for _, e := range diff.Edits(a, b, diff.Cost[string]{Weight: weight, Gap: gap}) {
			t.bestHunks++
			t.bestCost += gap
			for _, w := range slices.Concat(a[e.A0:e.A1], b[e.B0:e.B1]) {
				t.bestCost += weight(w)
			}
			t.bestFragments += min(1, e.A1-e.A0) + min(1, e.B1-e.B0)
		}
	}
	for _, g := range c.groups {
		add(text(c.old, g.old, inOld), text(c.new, g.new, inNew))
	}
	for i := range c.old {
		if !inOld[i] {
			add(tokens(plain(&c.old[i])), nil)
		}
	}
	for j := range c.new {
		if !inNew[j] {
			add(nil, tokens(plain(&c.new[j])))
		}
	}
}

// mapping compares pairs of clauses with the truth. Pairs of equal text are left
// out: with them every method looks well ("hard" F1).
func (t *tally) mapping(c pair, r result) {
	hard := func(groups []group) map[[2]int]bool {
		out := map[[2]int]bool{}
		for _, g := range groups {
			for _, i := range g.old {
				for _, j := range g.new {
					if plain(&c.old[i]) != plain(&c.new[j]) {
						out[[2]int{i, j}] = true
					}
				}
			}
		}
		return out
	}
	said, truth := hard(r.records), hard(c.groups)
	for p := range said {
		if truth[p] {
			t.hit++
		}
	}
	t.said += len(said) - c.renewed(said)
	t.true += len(truth)
	for _, g := range c.groups {
		if len(g.old) == 1 && len(g.new) == 1 {
			continue
		}
		t.joins++
		if slices.ContainsFunc(r.records, func(o group) bool { return slices.Equal(o.old, g.old) && slices.Equal(o.new, g.new) }) {
			t.joinsShown++
		}
	}
}

// renewed counts the pairs of a clause that went with one that came under its number: two
// texts do not tell whether that was put for the other, and it is shown as if so.
func (c *pair) renewed(said map[[2]int]bool) (n int) {
	kept, known := map[int]bool{}, map[int]bool{}
	for _, g := range c.groups {
		for _, i := range g.old {
			kept[i] = true
		}
		for _, j := range g.new {
			known[j] = true
		}
	}
	for p := range said {
		a, b := &c.old[p[0]], &c.new[p[1]]
		if !kept[p[0]] && !known[p[1]] && a.Label.Form != legal.NoLabel && a.Label.Text == b.Label.Text {
			n++
		}
	}
	return n
}

// movesOf counts the moves of a result.
func (t *tally) movesOf(c pair, r result) {
	missed, wrong, needless := moves(c, r)
	t.moves += len(c.moves)
	t.movesShown += len(c.moves) - len(missed)
	t.falseMoves += len(wrong) + needless
}

// moves finds the true moves that are not shown, and the false ones: records shown as
// moved whose clauses are not the same, and how many clauses are shown as moved beyond
// what the order needs.
//
// Which of several clauses moved past each other is open, so a move is shown, too, if
// all that it jumped and that was found again is. Of two equal copies of a clause neither is the original. And
// clauses that are given to each other otherwise than they were made of each other are as
// well said to be the same, if hardly a word differs and no more is marked than the truth needs.
func moves(c pair, r result) (missed []move, wrong []group, needless int) {
	isTrue := map[int]int{} // old unit to the new one
	for _, g := range c.groups {
		for _, i := range g.old {
			isTrue[i] = g.new[0]
		}
	}
	movedOld, right := map[int]bool{}, map[int]bool{}
	shown, all, kept := 0, 0, []weighted{}
	for k, g := range r.records {
		if len(g.old) == 0 || len(g.new) == 0 {
			continue
		}
		to, ok := isTrue[g.old[0]]
		ok = ok && slices.ContainsFunc(g.new, func(j int) bool { return j == to || plain(&c.new[j]) == plain(&c.new[to]) })
		if r.moved[k] && !ok && !c.asTrue(r.records, g) {
			wrong = append(wrong, g)
			continue
		}
		right[g.old[0]] = ok
		weight := max(len(g.old), len(g.new))
		if c.old[g.old[0]].Kind == legal.Heading {
			weight *= headingWeight
		}
		all += weight
		kept = append(kept, weighted{g.old[0], weight})
		if r.moved[k] {
			shown += weight
			for _, i := range g.old {
				movedOld[i] = true
			}
		}
	}
	first := func(g int) int { return c.groups[g].old[0] }
	seen := func(g int) bool {
		return movedOld[first(g)] || right[first(g)] && !slices.ContainsFunc(c.jumped(g), func(o int) bool { return right[first(o)] && !movedOld[first(o)] })
	}
	for _, m := range c.moves {
		if !slices.ContainsFunc(m.groups, seen) && !slices.ContainsFunc(m.groups, func(g int) bool { return c.asShort(r.records, c.groups[g]) }) {
			missed = append(missed, m)
		}
	}
	return missed, wrong, max(0, shown-(all-heaviest(kept)))
}

// nearlyAll is the share of words, in hundredths, that two clauses have in common of
// which hardly a word differs.
const nearlyAll = 75

// asTrue reports whether clauses that are not the same are as well said to be: hardly a
// word differs, and no more is marked than the truth needs.
func (c *pair) asTrue(records []group, g group) bool {
	return 100*c.left(g) >= nearlyAll*min(len(wordsOf(c.old, g.old)), len(wordsOf(c.new, g.new))) && c.asShort(records, g)
}

// left is how many tokens of a group's old clauses are left in the new ones.
func (c *pair) left(g group) int {
	a, b := wordsOf(c.old, g.old), wordsOf(c.new, g.new)
	return (len(a) + len(b) - marked(a, b)) / 2
}

// asShort reports whether a reading marks no more than the truth in the clauses of a group
// and all that either gives to each other with them.
func (c *pair) asShort(records []group, g group) bool {
	old, new := slices.Clone(g.old), slices.Clone(g.new)
	touches := func(t group) bool { return overlap(t.old, old) || overlap(t.new, new) }
	for n := 0; n < len(old)+len(new); {
		n = len(old) + len(new)
		for _, t := range slices.Concat(c.groups, records) {
			if touches(t) {
				old, new = append(old, less(t.old, old)...), append(new, less(t.new, new)...)
			}
		}
	}
	cost := func(groups []group) (n int) {
		gone, come := old, new
		for _, t := range groups {
			if touches(t) {
				n += marked(wordsOf(c.old, t.old), wordsOf(c.new, t.new))
				gone, come = less(gone, t.old), less(come, t.new)
			}
		}
		return n + len(wordsOf(c.old, gone)) + len(wordsOf(c.new, come))
	}
	return cost(records) <= cost(c.groups)
}

// wordsOf are the tokens of units.
func wordsOf(units []legal.Unit, at []int) (out []string) {
	for _, i := range at {
		out = append(out, tokens(plain(&units[i]))...)
	}
	return out
}

// marked is how many tokens are struck and written from one text to the other.
func marked(a, b []string) (n int) {
	for _, e := range diff.Edits(a, b, diff.Cost[string]{}) {
		n += e.A1 - e.A0 + e.B1 - e.B0
	}
	return n
}

func overlap(a, b []int) bool {
	return slices.ContainsFunc(a, func(i int) bool { return slices.Contains(b, i) })
}

// less is a without what b has.
func less(a, b []int) []int {
	return slices.DeleteFunc(slices.Clone(a), func(i int) bool { return slices.Contains(b, i) })
}

// headingWeight is for how many clauses a heading counts that keeps its place: of two
// sections that were swapped the one moved that is shorter.
const headingWeight = 2

// weighted is a clause by its place, with what it counts.
type weighted struct{ at, weight int }

// heaviest is the most that clauses count which stand in order.
func heaviest(s []weighted) int {
	best, most := make([]int, len(s)), 0
	for k, v := range s {
		for l, u := range s[:k] {
			if u.at < v.at {
				best[k] = max(best[k], best[l])
			}
		}
		best[k] += v.weight
		most = max(most, best[k])
	}
	return most
}
