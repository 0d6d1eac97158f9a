package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
)

// sort says how hard a pair is to map.
type sort string

const (
	ordinary    sort = "ordinary"    // clauses of their own, some of ten sentences
	structured  sort = "structured"  // and lists, tables, clauses that differ in two words
	boilerplate sort = "boilerplate" // clauses that resemble each other
)

// pair is two texts and the truth about them.
type pair struct {
	old, new []legal.Unit
	// groups are the clauses that are the same: one and one, one and several
	// (split), several and one (merged), as indices of units.
	groups []group
	moves  []move
	group  map[int]int // the group of an old part, by its id
}

type group struct{ old, new []int }

// move is one move made: of several groups any one may be shown as moved for it.
type move struct{ groups []int }

// part is a unit while it is edited. Text holds references as \x01 id \x02, so
// that they follow renumbering, and cells joined by " | ".
type part struct {
	id      int
	kind    legal.UnitKind
	text    string
	origins []int    // ids of the old parts it was made of
	listed  []string // the lead and the items of a clause that lists them in its sentence
}

func (p *part) heading() bool { return p.kind == legal.Heading }

// inBlock reports whether the part belongs to the clause before it.
func (p *part) inBlock() bool { return p.kind == legal.Item || p.kind == legal.Row }

// editor makes one pair.
type editor struct {
	*rand.Rand
	*phrases
	sort    sort
	used    map[string]bool
	parts   []*part
	touched map[int]bool // ids that were edited
	moved   [][]int      // ids of each move
	next    int

	sectionMoved bool
}

func generate(r *rand.Rand, p *phrases, s sort) pair {
	e, old := begin(r, p, s)
	for range 2 + r.IntN(9) {
		e.edit()
	}
	return e.finish(old)
}

// begin makes the old text.
func begin(r *rand.Rand, p *phrases, s sort) (*editor, []part) {
	e := &editor{Rand: r, phrases: p, sort: s, used: map[string]bool{}, touched: map[int]bool{}}
	for k, h := range r.Perm(len(p.headings))[:4+r.IntN(2)] {
		e.add(legal.Heading, p.headings[h])
		clauses := 3 + r.IntN(4)
		if k == 1 && r.IntN(3) == 0 {
			clauses += 9
		}
		for range clauses {
			switch n := r.IntN(8); {
			case s == structured && n == 0:
				e.addList()
			case s == structured && n == 1:
				e.addTable()
			case s == structured && n == 2:
				e.addAlike()
			case s == structured && n == 3:
				e.addListed()
			case s == ordinary && n == 0:
				e.add(legal.Clause, e.long(4+r.IntN(7)))
			default:
				e.add(legal.Clause, e.clause())
			}
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
	return e, old
}

// finish makes the pair of the old parts and the edited ones.
func (e *editor) finish(old []part) pair {
	was := make([]*part, len(old))
	for i := range old {
		was[i] = &old[i]
	}
	title := e.title[e.IntN(len(e.title))]
	c := pair{old: units(title, was), new: units(title, e.parts)}
	e.truth(&c, old)
	return c
}

func (e *editor) part(kind legal.UnitKind, text string) *part {
	e.next++
	return &part{id: e.next, kind: kind, text: text}
}

func (e *editor) add(kind legal.UnitKind, text string) *part {
	p := e.part(kind, text)
	e.parts = append(e.parts, p)
	return p
}

// addList adds a clause that leads in three to six items.
func (e *editor) addList() {
	e.add(legal.Clause, e.sentence(e.leads))
	n := 3 + e.IntN(4)
	for i := range n {
		e.add(legal.Item, e.item(i == n-1))
	}
}

// addListed adds a clause that lists three to six items in its sentence.
func (e *editor) addListed() *part {
	listed := []string{e.sentence(e.leads)}
	n := 3 + e.IntN(4)
	for i := range n {
		listed = append(listed, e.item(i == n-1))
	}
	p := e.add(legal.Clause, strings.Join(listed, " "))
	p.listed = listed
	return p
}

func (e *editor) item(last bool) string {
	text := e.sentence(e.items)
	if last {
		return text + "."
	}
	return text + ";"
}

// addTable adds a clause and three to six rows, the first of them the head.
func (e *editor) addTable() {
	e.add(legal.Clause, e.sentence(e.leads))
	for range 3 + e.IntN(4) {
		e.add(legal.Row, e.row())
	}
}

func (e *editor) row() string {
	return e.sentence([]string{"{thing} | {num} | {place}", "{things} | {num} | {way}", "{thing} | {num} | {days}"})
}

// addAlike adds three to five clauses that differ in a name and a figure.
func (e *editor) addAlike() {
	frame := e.alike[e.IntN(len(e.alike))]
	for range 3 + e.IntN(3) {
		e.add(legal.Clause, e.sentence([]string{frame}))
	}
}

// sentence fills a template that was not used yet, or used with other words. If
// all were, a condition before one makes it another.
func (e *editor) sentence(templates []string) string {
	for try := 0; ; try++ {
		template := templates[e.IntN(len(templates))]
		if e.sort == ordinary && e.used[template] && try < 500 {
			continue
		}
		t := e.fill(template)
		if try > 800 {
			t = capital(e.fill("{why}")) + ", " + e.fill("{way}") + ", " + small(t)
		}
		if e.used[t] && try < 2000 {
			continue
		}
		e.used[template], e.used[t] = true, true
		return t
	}
}

func (e *editor) fill(t string) string {
	for strings.Contains(t, "{") {
		i, j := strings.Index(t, "{"), strings.Index(t, "}")
		words := e.slots[t[i+1:j]]
		t = t[:i] + words[e.IntN(len(words))] + t[j+1:]
	}
	return t
}

func (e *editor) clause() string {
	if e.sort == boilerplate {
		return e.sentence(e.phrases.boilerplate)
	}
	text := e.sentence(e.clauses)
	for e.IntN(5) < 2 {
		text += " " + e.sentence(e.clauses)
	}
	return text
}

// long is a text of n sentences.
func (e *editor) long(n int) string {
	templates := e.clauses
	if e.sort == boilerplate {
		templates = e.phrases.boilerplate
	}
	out := make([]string, n)
	for i := range out {
		out[i] = e.sentence(templates)
	}
	return strings.Join(out, " ")
}

// refer puts references to other clauses into some.
func (e *editor) refer() {
	for range e.IntN(4) {
		from, to := e.pick(legal.Clause), e.pick(legal.Clause)
		if from != nil && to != nil && from != to && !strings.HasSuffix(from.text, ":") {
			from.text += " " + fmt.Sprintf(e.reference, fmt.Sprintf("\x01%d\x02", to.id))
		}
	}
}

// pick returns a part of a kind, nil if it finds none.
func (e *editor) pick(kind legal.UnitKind) *part {
	for range 80 {
		if p := e.parts[e.IntN(len(e.parts))]; p.kind == kind {
			return p
		}
	}
	return nil
}

// units numbers the parts and sets their references.
func units(title string, parts []*part) []legal.Unit {
	numbers := map[string]string{}
	labels := make([]string, len(parts))
	section, clause, item, table := 0, 0, 0, 0
	for i, p := range parts {
		switch p.kind {
		case legal.Heading:
			section, clause = section+1, 0
			labels[i] = fmt.Sprintf("%d.", section)
		case legal.Clause:
			clause, item = clause+1, 0
			labels[i] = fmt.Sprintf("%d.%d.", max(1, section), clause)
		case legal.Item:
			item++
			labels[i] = fmt.Sprintf("%d)", item)
		}
		numbers[fmt.Sprintf("\x01%d\x02", p.id)] = strings.TrimRight(labels[i], ".)")
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
		u := legal.Unit{Kind: p.kind}
		switch p.kind {
		case legal.Row:
			if i > 0 && parts[i-1].kind != legal.Row {
				table++
			}
			u.Table, u.Head = table, i > 0 && parts[i-1].kind != legal.Row
			for _, cell := range strings.Split(text, " | ") {
				u.Cells = append(u.Cells, []legal.Run{{Text: cell}})
			}
		case legal.Item: // a labelled item is a clause of the outline
			u.Kind = legal.Clause
			fallthrough
		default:
			u.Runs = []legal.Run{{Text: text}}
		}
		if p.heading() {
			u.Level = 2
		}
		if labels[i] != "" {
			u.Label, _, _ = legal.ParseLabel(rules, labels[i]+" x")
		}
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
	c.group = map[int]int{}
	for j, p := range e.parts {
		var g int
		switch {
		case len(p.origins) == 0:
			continue
		case c.group[p.origins[0]] > 0: // another piece of a split clause
			g = c.group[p.origins[0]]
			c.groups[g].new = append(c.groups[g].new, j+1)
		default:
			g = len(c.groups)
			c.groups = append(c.groups, group{new: []int{j + 1}})
			for _, id := range p.origins {
				c.group[id] = g
				c.groups[g].old = append(c.groups[g].old, oldAt[id])
			}
		}
	}
	for _, ids := range e.moved {
		var m move
		for _, id := range ids {
			// A clause that was deleted is in no group; one that is back in its place
			// jumped none.
			if g := c.group[id]; g > 0 && len(c.jumped(g)) > 0 && c.known(c.groups[g]) {
				m.groups = append(m.groups, g)
			}
		}
		if len(m.groups) > 0 {
			c.moves = append(c.moves, m)
		}
	}
}

// known reports whether a reader may know a clause again elsewhere: it has more than three
// words, and at least half of the longer of its two texts is in the other. Of less a lawyer
// says that one clause went and one came.
func (c *pair) known(g group) bool {
	a, b := wordsOf(c.old, g.old), wordsOf(c.new, g.new)
	return c.old[g.old[0]].Kind == legal.Heading || len(onlyWords(strings.Join(a, " "))) > 3 && 2*c.left(g) >= max(len(a), len(b))
}

// jumped lists the groups that stand on the other side of g than before.
func (c *pair) jumped(g int) (out []int) {
	for k, o := range c.groups {
		if (o.old[0] < c.groups[g].old[0]) != (o.new[0] < c.groups[g].new[0]) && k != g {
			out = append(out, k)
		}
	}
	return out
}

// at is the place of a part.
func (e *editor) at(p *part) int { return slices.Index(e.parts, p) }

// end is where the items or rows of the clause at i end.
func (e *editor) end(i int) int {
	for i++; i < len(e.parts) && e.parts[i].inBlock(); i++ {
	}
	return i
}
