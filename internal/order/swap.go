package order

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// Two units, sentences or words change places:
//
//	подпункты 2) и 3) пункта 4.1 поменять местами
//	2.2-тармақтың бірінші және үшінші сөйлемдерінің орындары ауыстырылсын
//
// Numbers stay in their order: each of the two units has that of the other, as rows have
// in their first cells. What is numbered below them would need new numbers of its own, so
// such clauses and sections do not change places by one instruction.

// swaps are two things of a line that change places; nil if it names more, or less.
func (r *reader) swaps(f *forms, name string) (list []Instruction, missing *unfound) {
	refs, ok, missing := r.resolveAll(f, name)
	if !ok || len(refs) != 2 || f.names.numberInWords(refs[0]) || f.names.numberInWords(refs[1]) {
		return nil, missing
	}
	return []Instruction{{Verb: Swap, Target: refs[0], After: refs[1]}}, nil
}

// numberInWords reports whether a unit says its number in its words, as annexes and notes do:
// they would stand in the wrong order.
func (n *names) numberInWords(r Ref) bool {
	if r.Sentence != 0 {
		return false
	}
	_, number := n.words.noted(&n.units[r.Index])
	return r.Under || number != ""
}

// swapped gives the two units of an instruction, the one that stands first before the other.
// ok is false if they cannot change places.
func (a *applier) swapped(in *Instruction) (first, second Ref, ok bool) {
	first, second = in.Target, in.After
	if first.Index > second.Index {
		first, second = second, first
	}
	units := a.old.Units
	_, end := first.span(units)
	if end > second.Index || first.Index < 0 || first.Own || second.Own || first.Cell+second.Cell > 0 || first.Sentence != 0 || second.Sentence != 0 || units[first.Index].Kind == legal.Title {
		return first, second, false
	}
	u, v := &units[first.Index], &units[second.Index]
	if u.Kind != v.Kind || u.Label.Form != v.Label.Form || u.Head || v.Head || u.Table != v.Table {
		return first, second, false
	}
	for _, ref := range []Ref{first, second} {
		from, to := ref.span(units)
		if slices.ContainsFunc(units[from+1:to], func(u legal.Unit) bool { return u.Label.Form == legal.Decimal }) {
			return first, second, false
		}
	}
	return first, second, true
}

// exchange notes the numbers of two units that change places: other places are found by them.
func (a *applier) exchange(in *Instruction) {
	if in.Verb != Swap {
		return
	}
	first, second, ok := a.swapped(in)
	if _, doubt := a.doubt(in); !ok || doubt {
		return
	}
	u, v := &a.old.Units[first.Index], &a.old.Units[second.Index]
	if u.Label.Form != legal.NoLabel {
		a.labels[first.Index], a.labels[second.Index] = v.Label, u.Label
	}
}

// swap lets two units or two sentences change places.
func (a *applier) swap(in *Instruction) {
	if in.Target.Sentence != 0 && in.After.Sentence != 0 {
		a.swapSentences(in)
		return
	}
	first, second, ok := a.swapped(in)
	if !ok {
		a.refuse(diag.OrderPlace, in, nil)
		return
	}
	units := a.old.Units
	_, end := second.span(units)
	if u, v := &units[first.Index], &units[second.Index]; u.Kind == legal.Row && len(u.Cells) > 0 && len(v.Cells) > 0 {
		x, y := rowNumberOf(legal.Words(u.Cells[0])), rowNumberOf(legal.Words(v.Cells[0]))
		number := func(r Ref, to string) {
			a.numberRow(&Instruction{Target: r, Number: strings.TrimPrefix(to, "№"), Line: in.Line})
		}
		if x != "" && y != "" && !a.together(func() { number(first, y); number(second, x) }) {
			return
		}
	}
	put := func(ref Ref, after int) {
		from, to := ref.span(units)
		a.added[after] = append(a.added[after], "")
		a.moved = append(a.moved, move{from, to, after, len(a.added[after]) - 1})
	}
	put(first, end-1)
	put(second, first.Index-1)
}

// swapSentences lets two sentences change places, of one clause or of two.
func (a *applier) swapSentences(in *Instruction) {
	var spans [2]edit
	refs := [2]Ref{in.Target, in.After}
	for k, ref := range refs {
		i := ref.Index
		_, end := ref.span(a.old.Units)
		from, to, ok := sentenceIn(a.blocks[i].body, ref.Sentence)
		if !ok || a.blocks[i].fixed || end > i+1 {
			a.refuse(diag.OrderPlace, in, nil)
			return
		}
		from, to = trimmedSpan(a.blocks[i].body, from, to)
		spans[k] = edit{from, to, a.blocks[i].body[from:to]}
	}
	if refs[0] == refs[1] {
		a.refuse(diag.OrderPlace, in, nil)
		return
	}
	spans[0].text, spans[1].text = spans[1].text, spans[0].text
	a.together(func() {
		a.edit(in, refs[0].Index, spans[0])
		a.edit(in, refs[1].Index, spans[1])
	})
}

// swapWords lets two words of a unit change places.
func (a *applier) swapWords(in *Instruction) {
	a.together(func() {
		for _, w := range in.Words {
			one := *in
			one.Words = []Words{w}
			a.instruct(&one)
		}
	})
}
