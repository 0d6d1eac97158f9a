package order

import (
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
	labelled map[int]*Instruction  // gets or loses its number, or changes places
	lost     map[*Instruction]bool // what came second
	whole    *Instruction          // states all of the text
}

// claim notes what an instruction takes as a whole, before any is done.
func (a *applier) claim(in *Instruction) {
	units, c := a.old.Units, &a.claims
	switch r := in.Target; {
	case in.Verb == RestateText && c.whole == nil:
		c.whole = in
	case in.Verb == RestateText:
		c.lost[in] = true
	case r.Index < 0 || r.Cell > 0 || r.Sentence != 0:
	case in.Verb == Renumber || in.Verb == Unnumber:
		a.claimLabel(in, r.Index)
	case in.Verb == Swap && in.After.Index >= 0 && in.After.Cell == 0:
		a.claimLabel(in, r.Index)
		a.claimLabel(in, in.After.Index)
	case in.Verb == Restate || in.Verb == Exclude:
		from, to := r.span(units)
		for i := from; i < to; i++ {
			if by := c.taken[i]; by != nil && (by.Verb != Exclude || in.Verb != Exclude) {
				c.lost[in] = true
			}
		}
		for i := from; i < to && !c.lost[in]; i++ {
			c.taken[i] = in
		}
	}
}

func (a *applier) claimLabel(in *Instruction, i int) {
	if by := a.claims.labelled[i]; by != nil && by != in {
		a.claims.lost[in] = true
		return
	}
	a.claims.labelled[i] = in
}

// contradicts refuses an instruction that came second, or speaks of a text that is stated anew.
func (a *applier) contradicts(in *Instruction) bool {
	c, i := &a.claims, in.Target.Index
	title := in.Verb != Add && in.Verb != Everywhere && i >= 0 && i < len(a.old.Units) && a.old.Units[i].Kind == legal.Title
	if in.Verb == Add {
		i = in.After.Index
	}
	gone := i >= 0 && c.taken[i] != nil && c.taken[i].Verb == Exclude
	within := gone && (in.Verb == Add && in.Inside || in.Verb == Renumber || in.Verb == Unnumber)
	if !c.lost[in] && !within && (c.whole == nil || c.whole == in || title) {
		return false
	}
	a.twice(in, i)
	return true
}

// twice refuses an instruction whose words, or whose unit, another one changes.
func (a *applier) twice(in *Instruction, i int) {
	text := in.Text
	switch {
	case len(in.Words) > 0 && in.Words[0].Old != "":
		text = in.Words[0].Old
	case i >= 0 && i < len(a.old.Units):
		text = a.old.Units[i].Label.Text + " " + a.old.Units[i].Plain()
	}
	words := strings.Fields(text)
	if text = strings.Join(words[:min(len(words), 8)], " "); len(words) > 8 {
		text += " …"
	}
	a.refuse(diag.OrderTwice, in, diag.Args{"text": text})
}

// movedTwice refuses to move units [from, to) of which another instruction moves some.
func (a *applier) movedTwice(in *Instruction, from, to int) bool {
	for i := from; i < to; i++ {
		if a.isMoved(i) {
			a.twice(in, from)
			return true
		}
	}
	return false
}
