package order

import (
	"maps"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// All instructions speak of the old text, so two of them may contradict each other: a clause
// is stated anew and excluded, or moved twice, or its words are replaced that another
// instruction takes away. The first one that takes a unit as a whole is done; the others,
// and those on words of the unit, have a finding.

// claims are what each unit is taken by as a whole.
type claims struct {
	taken    map[int]*Instruction  // restated or excluded
	labelled map[int]*Instruction  // gets or loses its number
	moved    map[int]*Instruction  // stands elsewhere
	lost     map[*Instruction]bool // what came second
	counted  map[*Instruction]bool // of which nobody knows which paragraph it counts; see recount
	whole    *Instruction          // states all of the text
}

func newClaims() claims {
	return claims{taken: map[int]*Instruction{}, labelled: map[int]*Instruction{}, moved: map[int]*Instruction{}, lost: map[*Instruction]bool{}, counted: map[*Instruction]bool{}}
}

// claim notes what an instruction takes as a whole, before any is done.
func (a *applier) claim(in *Instruction) {
	c, r := &a.claims, in.Target
	if _, doubt := a.doubt(in); doubt || c.counted[in] || r.Cell > 0 || r.Sentence != 0 {
		return
	}
	all := func(by map[int]*Instruction, r Ref) part {
		from, to := r.span(a.old.Units)
		return part{by, from, to}
	}
	number := func(r Ref) part { return part{c.labelled, r.Index, r.Index + 1} }
	switch in.Verb {
	case RestateText:
		if c.lost[in] = c.whole != nil; !c.lost[in] {
			c.whole = in
		}
	case Renumber, Unnumber:
		c.take(in, number(r))
	case Move:
		c.take(in, all(c.moved, r))
	case Swap:
		if first, second, ok := a.swapped(in); ok {
			c.take(in, number(first), number(second), all(c.moved, first), all(c.moved, second))
		}
	case Restate, Exclude:
		c.take(in, all(c.taken, r))
	}
}

// part is units [from, to), and the map of what they are taken by.
type part struct {
	by       map[int]*Instruction
	from, to int
}

// take notes that an instruction takes units. It is lost if another one did, unless both
// exclude them.
func (c *claims) take(in *Instruction, parts ...part) {
	for _, p := range parts {
		for i := p.from; i < p.to; i++ {
			if by := p.by[i]; by != nil && (by.Verb != Exclude || in.Verb != Exclude) {
				c.lost[in] = true
				return
			}
		}
	}
	for _, p := range parts {
		for i := p.from; i < p.to; i++ {
			p.by[i] = in
		}
	}
}

// restates reports whether unit i is stated anew; excludes, whether it goes.
func (c *claims) restates(i int) bool { return c.taken[i] != nil && c.taken[i].Verb == Restate }
func (c *claims) excludes(i int) bool { return c.taken[i] != nil && c.taken[i].Verb == Exclude }

// contradicts reports whether an instruction came second, or speaks of what another one takes
// away.
func (a *applier) contradicts(in *Instruction) bool {
	c, i := &a.claims, in.Target.Index
	switch {
	case c.lost[in]:
		return true
	case c.whole != nil && c.whole != in:
		title := in.Verb != Add && in.Verb != Everywhere && i >= 0 && i < len(a.old.Units) && a.old.Units[i].Kind == legal.Title
		return !title
	}
	switch in.Verb {
	case Add:
		return in.Inside && c.excludes(in.After.Index)
	case Renumber, Unnumber, Move:
		return c.excludes(i)
	case Swap: // the numbers of rows are words of theirs
		numbered := i >= 0 && a.old.Units[i].Kind == legal.Row && (c.restates(i) || c.restates(in.After.Index))
		return c.excludes(i) || c.excludes(in.After.Index) || numbered
	}
	return false
}

// twice refuses an instruction whose words, or whose unit, another one changes.
func (a *applier) twice(in *Instruction) {
	text, i := in.Text, in.Target.Index
	if in.Verb == Add {
		i = in.After.Index
	}
	switch {
	case len(in.Words) > 0 && in.Words[0].Old != "":
		text = in.Words[0].Old
	case in.Verb != RestateText && i >= 0 && i < len(a.old.Units):
		text = a.old.Units[i].Label.Text + " " + a.old.Units[i].Plain()
	}
	words := strings.Fields(text)
	if text = strings.Join(words[:min(len(words), 8)], " "); len(words) > 8 {
		text += " …"
	}
	a.refuse(diag.OrderTwice, in, diag.Args{"text": text})
}

// together makes all edits that f makes, or none if one of them is refused.
func (a *applier) together(f func()) (ok bool) {
	edits, found := maps.Clone(a.edits), len(a.found)
	if f(); len(a.found) > found {
		a.edits = edits
		return false
	}
	return true
}
