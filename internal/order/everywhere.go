package order

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/redline"
)

// replacedOften is in how many places words are replaced that an order replaces in
// all of the text.
const replacedOften = 3

// everywhere lists the words that are replaced wherever they stand, in three or more
// places with their other forms; those of more words first, since they may hold others.
func (m *maker) everywhere() []Words {
	count := map[Words]int{}
	each := func(f func(i int, old, new string)) {
		for i, j := range m.to {
			if j >= 0 && !m.oldBlocks[i].fixed && !m.newBlocks[j].fixed && !m.restate[i] {
				f(i, m.oldBlocks[i].body, m.body(j))
			}
		}
	}
	per := map[int]map[Words]int{}
	each(func(i int, old, new string) {
		if old == new {
			return
		}
		per[i] = map[Words]int{}
		x := m.amended(i)
		for _, c := range x.changes {
			w := x.words(c)
			if clean(w.Old) && clean(w.New) && hasWord(x.a[c.a0:c.a1]) && hasWord(x.b[c.b0:c.b1]) {
				count[w]++
				per[i][w]++
			}
		}
	})
	var all []Words
	for w, n := range count {
		for other, k := range count { // forms of the same words count together
			if other != w && redline.SameWords(other.Old, w.Old) && redline.SameWords(other.New, w.New) && !redline.SameWords(w.Old, w.New) {
				n += k
			}
		}
		if n < replacedOften {
			continue
		}
		ok := true
		each(func(i int, old, new string) { ok = ok && occurrences(old, w.Old) == per[i][w] })
		if ok {
			all = append(all, w)
		}
	}
	slices.SortFunc(all, func(a, b Words) int {
		return cmp.Or(cmp.Compare(strings.Count(b.Old, " "), strings.Count(a.Old, " ")), cmp.Compare(len(a.Old), len(b.Old)),
			cmp.Compare(a.Old, b.Old), cmp.Compare(a.New, b.New))
	})
	return all
}

// everywhere replaces or excludes words in all units that are neither restated nor excluded,
// if nothing else changes them.
func (a *applier) everywhere(o *Order) {
	for k := range o.Instructions {
		in := &o.Instructions[k]
		if in.Verb != Everywhere || in.Forms && a.otherForms(in) {
			continue
		}
		for _, w := range in.Words {
			one := Instruction{Line: in.Line, Words: []Words{w}, Behind: in.Behind}
			if w.New == "" {
				one.Verb = ExcludeWords
			}
			if !a.wherever(one) {
				a.refuse(diag.OrderWords, in, diag.Args{"text": w.Old})
			}
		}
	}
}

// wherever changes words in all of the text; it is false if they stand nowhere, or somewhere where
// they cannot be changed.
func (a *applier) wherever(in Instruction) (found bool) {
	for i := range a.blocks {
		if !a.amendable(i) {
			continue
		}
		spots, fixed := in.spots(a.blocks[i].body)
		if fixed > 0 {
			return false
		}
		for _, s := range spots {
			found = true
			if e := editAt(in, a.blocks[i].body, s); !overlaps(a.edits[i], e) {
				a.edits[i] = append(a.edits[i], e)
				a.keptTargets(&in, i, e)
			}
		}
	}
	return found
}

// amendable reports whether words of unit i can be replaced: it is neither restated nor
// excluded, nor code.
func (a *applier) amendable(i int) bool {
	return !a.state[i].gone && !a.state[i].restated && !a.blocks[i].fixed
}
