package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
)

// pair is two texts and the truth about them.
type pair struct {
	old, new []legal.Unit
	// groups are the clauses that are the same: one and one, one and several
	// (split), several and one (merged), as indices of units.
	groups []group
	moves  []move
}

type group struct{ old, new []int }

// move is one move made: any one of the groups may be shown as moved for it.
type move struct{ groups []int }

// part is a clause or heading while it is edited. Text holds references as \x01
// id \x02, so that they follow renumbering.
type part struct {
	id      int
	heading bool
	text    string
	origins []int // ids of the old parts it was made of
}

// editor makes one pair.
type editor struct {
	*rand.Rand
	*phrases
	boilerplate bool
	used        map[string]bool
	parts       []*part
	touched     map[int]bool // ids that were edited
	moved       [][]int      // ids of each move
	next        int

	sectionMoved bool
}

func generate(r *rand.Rand, p *phrases, boilerplate bool) pair {
	e := &editor{Rand: r, phrases: p, boilerplate: boilerplate, used: map[string]bool{}, touched: map[int]bool{}}
	for _, h := range r.Perm(len(p.headings))[:4+r.IntN(2)] {
		e.parts = append(e.parts, e.part(true, p.headings[h]))
		for range 3 + r.IntN(4) {
			e.parts = append(e.parts, e.part(false, e.clause()))
		}
	}
	e.refer()
	for _, q := range e.parts {
		q.origins = []int{q.id}
	}
	old := make([]part, len(e.parts))
	for i, q := range e.parts {
		old[i] = *q
	}
	title := p.title[r.IntN(len(p.title))]
	c := pair{old: units(title, e.parts)}
	for range 2 + r.IntN(9) {
		e.edit()
	}
	c.new = units(title, e.parts)
	e.truth(&c, old)
	return c
}

func (e *editor) part(heading bool, text string) *part {
	e.next++
	return &part{id: e.next, heading: heading, text: text}
}

// sentence fills a template that was not used yet, or used with other words.
func (e *editor) sentence(templates []string) string {
	for try := 0; ; try++ {
		template := templates[e.IntN(len(templates))]
		if !e.boilerplate && e.used[template] && try < 500 {
			continue
		}
		t := template
		for strings.Contains(t, "{") {
			i, j := strings.Index(t, "{"), strings.Index(t, "}")
			words := e.slots[t[i+1:j]]
			t = t[:i] + words[e.IntN(len(words))] + t[j+1:]
		}
		if e.used[t] && try < 1000 {
			continue
		}
		e.used[template], e.used[t] = true, true
		return t
	}
}

func (e *editor) clause() string {
	if e.boilerplate {
		return e.sentence(e.phrases.boilerplate)
	}
	text := e.sentence(e.clauses)
	for e.IntN(5) < 2 {
		text += " " + e.sentence(e.clauses)
	}
	return text
}

// refer puts references to other clauses into some.
func (e *editor) refer() {
	for range e.IntN(4) {
		from, to := e.pick(), e.pick()
		if from != nil && to != nil && from != to {
			from.text += " " + fmt.Sprintf(e.reference, fmt.Sprintf("\x01%d\x02", to.id))
		}
	}
}

// pick returns a clause.
func (e *editor) pick() *part {
	for range 50 {
		if p := e.parts[e.IntN(len(e.parts))]; !p.heading {
			return p
		}
	}
	return nil
}

// units numbers the parts and sets their references.
func units(title string, parts []*part) []legal.Unit {
	numbers := map[string]string{}
	labels := make([]string, len(parts))
	section, clause := 0, 0
	for i, p := range parts {
		if p.heading {
			section, clause = section+1, 0
			labels[i] = fmt.Sprintf("%d.", section)
		} else {
			clause++
			labels[i] = fmt.Sprintf("%d.%d.", max(1, section), clause)
		}
		numbers[fmt.Sprintf("\x01%d\x02", p.id)] = strings.TrimSuffix(labels[i], ".")
	}
	out := []legal.Unit{{Kind: legal.Title, Runs: []legal.Run{{Text: title}}}}
	for i, p := range parts {
		text := p.text
		for from := strings.Index(text, "\x01"); from >= 0; from = strings.Index(text, "\x01") {
			to := strings.Index(text, "\x02") + 1
			n := numbers[text[from:to]]
			if n == "" {
				n = "9.9" // the clause is gone
			}
			text = text[:from] + n + text[to:]
		}
		u := legal.Unit{Kind: legal.Clause, Runs: []legal.Run{{Text: text}}}
		if p.heading {
			u.Kind, u.Level = legal.Heading, 2
		}
		u.Label, _, _ = legal.ParseLabel(labels[i] + " x")
		out = append(out, u)
	}
	legal.Outline(out)
	return out
}

// truth finds the groups and moves of the edited parts. Unit 0 is the title.
func (e *editor) truth(c *pair, old []part) {
	c.groups = []group{{[]int{0}, []int{0}}}
	oldAt := map[int]int{}
	for i, p := range old {
		oldAt[p.id] = i + 1
	}
	byOld := map[int]int{} // id of an old part: its group
	for j, p := range e.parts {
		var g int
		switch {
		case len(p.origins) == 0:
			continue
		case byOld[p.origins[0]] > 0: // another piece of a split clause
			g = byOld[p.origins[0]]
			c.groups[g].new = append(c.groups[g].new, j+1)
		default:
			g = len(c.groups)
			c.groups = append(c.groups, group{new: []int{j + 1}})
			for _, id := range p.origins {
				byOld[id] = g
				c.groups[g].old = append(c.groups[g].old, oldAt[id])
			}
		}
	}
	isMoved := map[int]bool{}
	for _, ids := range e.moved {
		for _, id := range ids {
			isMoved[byOld[id]] = true
		}
	}
	for _, ids := range e.moved {
		var m move
		for _, id := range ids {
			g := byOld[id]
			if g == 0 {
				continue // it was deleted
			}
			over, others := jumped(c.groups, g, isMoved)
			if len(over)+len(others) == 0 {
				continue // it is back in its place
			}
			// A move over no more than moved with it can be seen as the others',
			// and so can one over those that moved themselves.
			m.groups = append(m.groups, g)
			if len(over) == 0 {
				m.groups = append(m.groups, others...)
			} else if len(over) <= max(1, len(ids)) {
				m.groups = append(m.groups, over...)
			}
		}
		if len(m.groups) > 0 {
			c.moves = append(c.moves, m)
		}
	}
}

// jumped lists the groups that stand on the other side of g than before, and
// apart from them those that moved themselves.
func jumped(groups []group, g int, isMoved map[int]bool) (over, others []int) {
	for k, o := range groups {
		if (o.old[0] < groups[g].old[0]) != (o.new[0] < groups[g].new[0]) && k != g {
			if isMoved[k] {
				others = append(others, k)
			} else {
				over = append(over, k)
			}
		}
	}
	return over, others
}

// at is the place of a part.
func (e *editor) at(p *part) int { return slices.Index(e.parts, p) }
