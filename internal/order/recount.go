package order

import (
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// Paragraphs are called by their ordinals, and an order that says the ordinal of one that it
// adds makes the others' doubtful:
//
//	пункт 1 дополнить абзацем вторым следующего содержания: «…»
//	в абзаце третьем пункта 1 слово «почтой» заменить словом «курьером»
//
// All names are those of the old text, but whoever typed that may count the new paragraph, too.
// So the words decide, if they stand in one of the two paragraphs alone. An order that says behind
// which paragraph it adds one, or that excludes one, leaves the ordinals of the others.

// recount makes an instruction speak of the paragraph that it means, if one before it adds one
// with its ordinal. What may mean either is doubtful.
func (a *applier) recount(before []Instruction, in *Instruction) {
	r := in.Target
	units := a.old.Units
	if r.Index < 0 || r.Own || r.Table || r.Cell > 0 || units[r.Index].Kind == legal.Row || units[r.Index].Nth == 0 || units[r.Index].Label.Form != legal.NoLabel {
		return
	}
	switch in.Verb {
	case ReplaceWords, ExcludeWords, AddWords, Restate, Exclude:
	default:
		return
	}
	owner, nth, first := numberedParent(units, r.Index), units[r.Index].Nth, 0
	for k := range before {
		b := &before[k]
		if b.Verb != Add || b.Nth == 0 || b.Nth >= nth || b.After.Index < 0 || !b.After.Own && numberedParent(units, b.After.Index) != owner || b.After.Own && b.After.Index != owner {
			continue
		}
		nth--
		first = b.Line
	}
	if first == 0 {
		return
	}
	other := -1
	for i := owner + 1; i < len(units) && i < r.Index; i++ {
		if units[i].Nth == nth && units[i].Label.Form == legal.NoLabel && units[i].Kind != legal.Row && numberedParent(units, i) == owner {
			other = i
		}
	}
	if other < 0 {
		return
	}
	if in.Verb < Restate && len(in.Words) > 0 && in.Words[0].Old != "" {
		moved := *in
		moved.Target.Index = other
		switch here, there := a.places(in), a.places(&moved); {
		case here > 0 && there == 0 || here == 0 && there == 0:
			return
		case here == 0:
			in.Target.Index = other
			return
		}
	}
	a.claims.counted[in] = true
}

// counted refuses an instruction of which nobody knows whether it counts a new paragraph.
func (a *applier) counted(in *Instruction) {
	a.found.AddVariant(diag.OrderUnitOften, "counted", diag.Pos{Line: in.Line, Col: 1}, diag.Args{"text": a.old.Units[in.Target.Index].Plain()})
}
