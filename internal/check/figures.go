package check

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// figuresRule: the same clause names the same dates, sums, shares, BIN and IIN,
// telephones, addresses, clauses and other numbers in every language
// (figures-differ). What is written in words is not read.
func figuresRule(e *Edition) {
	if len(e.Edition.Texts) < 2 {
		return
	}
	base := e.Edition.Texts[0]
	if unreadable(base) {
		return
	}
	var read [][]figure // of the passages of base
	in := map[string]int{}
	for j := range e.read[0] {
		p := &e.read[0][j]
		read = append(read, p.figures())
		if p.unit != nil {
			in[p.unit.Anchor] = j
		}
	}
	for k, t := range e.Edition.Texts[1:] {
		if unreadable(t) {
			continue
		}
		same := len(t.Units) == len(base.Units)
		for j := range e.read[k+1] {
			p := &e.read[k+1][j]
			if p.unit == nil || !same && p.unit.Label.Form == legal.NoLabel {
				continue
			}
			if at, ok := in[p.unit.Anchor]; ok {
				e.differ(&e.read[0][at], read[at], p, p.figures())
			}
		}
	}
}

// differ compares what two passages name.
func (e *Edition) differ(a *passage, there []figure, b *passage, here []figure) {
	if len(there) == 0 && len(here) == 0 {
		return
	}
	for kind := range kinds {
		onlyThere, onlyHere := only(there, here, kind), only(here, there, kind)
		if len(onlyThere) == 0 && len(onlyHere) == 0 {
			continue
		}
		pos := b.unit.Pos
		if len(onlyHere) > 0 {
			pos = b.pos(onlyHere[0].from)
		}
		f := warn(&e.found, diag.FiguresDiffer, kind.String(), pos, diag.Args{"here": values(onlyHere),
			"there": values(onlyThere), "language": a.text.Lang})
		at := a.unit.Pos
		if len(onlyThere) > 0 {
			at = a.pos(onlyThere[0].from)
		}
		f.Related = []diag.Related{{Pos: at, Key: "other-text", Args: diag.Args{"language": a.text.Lang}}}
	}
}

// only returns the figures of a kind that the other passage has not. Whether a
// number cites a clause depends on the words around it, so those two agree.
func only(list, other []figure, kind figureKind) []figure {
	var out []figure
	for _, f := range list {
		if f.kind != kind || slices.ContainsFunc(other, func(g figure) bool { return f.equals(g) }) ||
			slices.ContainsFunc(out, func(g figure) bool { return g.value == f.value }) {
			continue
		}
		out = append(out, f)
	}
	return out
}

func (f figure) equals(g figure) bool {
	return f.value == g.value && (f.kind == g.kind || f.kind >= citedNumber && g.kind >= citedNumber)
}

func values(list []figure) string {
	if len(list) == 0 {
		return "–"
	}
	s := make([]string, len(list))
	for i, f := range list {
		s[i] = f.shown
	}
	return strings.Join(s, ", ")
}
