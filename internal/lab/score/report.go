package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/redline"
)

func ratio(a, b int) float64 {
	if b == 0 {
		return 1
	}
	return float64(a) / float64(b)
}

func (t *tally) f1() float64     { return ratio(2*t.hit, t.said+t.true) }
func (t *tally) noise() float64  { return ratio(t.marked, t.least) }
func (t *tally) false() float64  { return 100 * ratio(t.falseMoves, t.pairs) }
func (t *tally) chaffs() float64 { return ratio(t.chaff, t.hunks) }

func header(w io.Writer) {
	fmt.Fprintf(w, "%-18s %6s %8s %6s %6s %6s %9s %6s %11s %10s %11s\n",
		"", "pairs", "hard F1", "noise", "chaff", "hunks", "fragments", "cost", "moves", "false/100", "split+merge")
}

func (t *tally) row(w io.Writer, name string) {
	f1, joins, moves := "-", "-", fmt.Sprintf("0/%d", t.moves)
	if t.true > 0 {
		f1, joins = fmt.Sprintf("%.4f", t.f1()), fmt.Sprintf("%d/%d", t.joinsShown, t.joins)
		moves = fmt.Sprintf("%d/%d", t.movesShown, t.moves)
	}
	fmt.Fprintf(w, "%-18s %6d %8s %6.3f %6.3f %6.3f %9.3f %6.3f %11s %10.2f %11s\n", name, t.pairs, f1, t.noise(), t.chaffs(),
		ratio(t.hunks, t.bestHunks), ratio(t.fragments, t.bestFragments), ratio(t.cost, t.bestCost), moves, t.false(), joins)
}

// aim is the least and the most that a sort of pairs must reach.
type aim struct{ f1, noise, chaff, cost, moves, falseMoves, joins float64 }

// aims are what the engine is held to on a hundred pairs, by sort.
var aims = map[sort]aim{
	ordinary:    {f1: .998, noise: 1.03, chaff: .015, cost: 1.02, moves: .99, falseMoves: 1, joins: 1},
	structured:  {f1: .993, noise: 1.04, chaff: .015, cost: 1.03, moves: .98, falseMoves: 1, joins: 1},
	boilerplate: {f1: .992, noise: 1.03, chaff: .015, cost: 1.02, moves: .99, falseMoves: 1, joins: 1},
}

// enough reports whether the figures reach the project's aims.
func (t *tally) enough(w io.Writer, name string, s sort) bool {
	a := aims[s]
	ok := true
	for _, c := range []struct {
		what string
		ok   bool
	}{
		{"hard F1", t.f1() >= a.f1}, {"noise", t.noise() <= a.noise}, {"chaff", t.chaffs() <= a.chaff},
		{"cost", ratio(t.cost, t.bestCost) <= a.cost}, {"moves", ratio(t.movesShown, t.moves) >= a.moves},
		{"false moves", t.false() <= a.falseMoves || t.falseMoves <= 1}, {"split and merge", ratio(t.joinsShown, t.joins) >= a.joins},
	} {
		if !c.ok {
			fmt.Fprintf(w, "score: %s: %s falls short\n", name, c.what)
			ok = false
		}
	}
	return ok
}

// explainMoves prints the moves that are not shown and the false ones, and what is
// said of their clauses.
func explainMoves(w io.Writer, name string, c pair, r result) {
	missed, wrong, needless := moves(c, r)
	if len(missed)+len(wrong)+needless == 0 {
		return
	}
	fmt.Fprintf(w, "%s %s: %d missed, %d false, %d needless\n", strings.Repeat("=", 20), name, len(missed), len(wrong), needless)
	said := func(what string, units []int, side func(group) []int) {
		for k, g := range r.records {
			if slices.ContainsFunc(side(g), func(i int) bool { return slices.Contains(units, i) }) {
				c.print(w, fmt.Sprintf("%s, moved: %v", what, r.moved[k]), g)
			}
		}
	}
	for _, m := range missed {
		for _, k := range m.groups {
			c.print(w, "missed", c.groups[k])
			said("  said of the old", c.groups[k].old, group.olds)
			said("  said of the new", c.groups[k].new, group.news)
		}
	}
	for _, g := range wrong {
		c.print(w, "false", g)
		for _, o := range c.groups {
			if slices.Equal(o.old, g.old) || slices.Equal(o.new, g.new) {
				c.print(w, "  true", o)
			}
		}
	}
	fmt.Fprint(w, "truly moved:")
	for _, m := range c.moves {
		fmt.Fprint(w, " any of")
		for _, k := range m.groups {
			fmt.Fprint(w, " ", c.groups[k])
		}
	}
	fmt.Fprint(w, "\nsaid, * is moved:")
	for k, g := range r.records {
		fmt.Fprint(w, " ", g)
		if r.moved[k] {
			fmt.Fprint(w, "*")
		}
	}
	fmt.Fprintln(w)
}

func (g group) olds() []int { return g.old }
func (g group) news() []int { return g.new }

// print prints the clauses of a group.
func (c *pair) print(w io.Writer, mark string, g group) {
	fmt.Fprintln(w, mark, g)
	for _, i := range g.old {
		fmt.Fprintf(w, "    - %s %s\n", c.old[i].Number(), plain(&c.old[i]))
	}
	for _, j := range g.new {
		fmt.Fprintf(w, "    + %s %s\n", c.new[j].Number(), plain(&c.new[j]))
	}
}

// explain prints the clauses of a pair whose mapping is not the truth.
func explain(w io.Writer, c pair, r *redline.Redline) {
	res := resultOf(r)
	isTrue := map[string]bool{}
	for _, g := range c.groups {
		isTrue[fmt.Sprint(g)] = true
	}
	said := map[string]bool{}
	fmt.Fprintln(w, strings.Repeat("=", 60))
	for _, g := range res.records {
		said[fmt.Sprint(g)] = true
		if !isTrue[fmt.Sprint(g)] && len(g.old) > 0 && len(g.new) > 0 {
			c.print(w, "said", g)
		}
	}
	for _, g := range c.groups {
		if !said[fmt.Sprint(g)] {
			c.print(w, "true", g)
		}
	}
}
