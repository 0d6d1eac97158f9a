package order

import (
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// Paragraphs have no numbers. An order may say their new ordinals nevertheless, «абзацы третий и
// четвертый считать абзацами вторым и третьим»: these come of themselves, so nothing is to
// be done, and the order is told only if it counts otherwise than the new text.

// recounts reports whether an instruction says the ordinal of a paragraph.
func (a *applier) recounts(in *Instruction) bool {
	u := &a.old.Units[in.Target.Index]
	return in.Verb == Renumber && in.Label == "" && in.Target.Cell == 0 && in.Target.Sentence == 0 && u.Label.Form == legal.NoLabel && u.Nth > 0 && u.Kind != legal.Row
}

// checkOrdinals tells which ordinals an order says that the new text does not have.
func (a *applier) checkOrdinals() {
	for _, in := range a.ordinals {
		switch n := a.ordinal(in.Target.Index); {
		case n == 0:
			a.refuse(diag.OrderPlace, in, nil)
		case strconv.Itoa(n) != in.Number:
			a.refuse(diag.OrderCount, in, diag.Args{"count": n})
		}
	}
}

// ordinal counts the paragraph of unit i in the new text; 0 if it is not there, or not where it was.
func (a *applier) ordinal(i int) int {
	units := a.old.Units
	owner, n := numberedParent(units, i), 0
	if a.state[i].gone || a.isMoved(i) {
		return 0
	}
	if owner >= 0 && units[owner].Kind != legal.Heading {
		n = 1 // its own words
	}
	for k := max(owner, 0); k < i; k++ {
		sibling := k != owner && units[k].Label.Form == legal.NoLabel && units[k].Nth > 0 && units[k].Kind != legal.Row && numberedParent(units, k) == owner
		switch {
		case !sibling && k != owner:
			continue
		case sibling && a.state[k].restated:
			n += a.paragraphs(a.state[k].text)
		case sibling && !a.state[k].gone && !a.isMoved(k):
			n++
		}
		for _, text := range a.added[k] {
			n += a.paragraphs(text)
		}
	}
	return n + 1
}

// paragraphs counts the paragraphs without a number of quoted text.
func (a *applier) paragraphs(text string) (n int) {
	for block := range strings.SplitSeq(text, "\n\n") {
		if _, _, ok := legal.ParseLabel(a.rules, block); !ok && strings.TrimSpace(block) != "" && !isNewRow(block) {
			n++
		}
	}
	return n
}
