package check

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
)

// exchangedPair: two clauses that stand side by side in one text have changed places in the
// other (clauses-swapped.exchanged). What they name in figures tells, if either text has
// it in the clause of the other's neighbour and nowhere else.
func exchangedPair(p *pair) {
	named := func(x *passage) string {
		var list []string
		for _, f := range x.figures() {
			list = append(list, f.kind.String()+" "+f.value+" "+f.period)
		}
		slices.Sort(list)
		return strings.Join(list, ", ")
	}
	for i := 1; i < len(p.units); i++ {
		u, v := p.units[i-1], p.units[i]
		if !beside(u.a.unit, v.a.unit) || !beside(u.b.unit, v.b.unit) || p.swapped[v.b.unit.Anchor] {
			continue
		}
		first, second := named(u.a), named(v.a)
		if first == second || named(u.b) != second || named(v.b) != first || !crossed(u, v, first != "" && second != "") {
			continue
		}
		f := warn(p.found, diag.ClausesSwapped, "exchanged", u.b.unit.Pos, diag.Args{"unit": naming.Of(u.b.text.Units, u.b.at), "language": u.a.text.Lang})
		f.Related = []diag.Related{{Pos: u.a.unit.Pos, Key: "other-text", Args: diag.Args{"language": u.a.text.Lang}}, {Pos: v.b.unit.Pos, Key: "other-place"}}
	}
}

// beside reports whether two units are clauses or items of one whole.
func beside(u, v *legal.Unit) bool {
	return u.Kind == legal.Clause && v.Kind == legal.Clause && u.Parent == v.Parent && u.Label.Form == v.Label.Form
}

// crossed reports whether the lengths of two clauses speak for it that they were exchanged or,
// if one of them has no figures, do not speak against it. Of two that have some, the figures
// alone may have been exchanged.
func crossed(u, v both, figures bool) bool {
	words := func(x *passage) float64 { return float64(len(x.words) + 1) }
	straight := ratio(words(u.a), words(u.b)) * ratio(words(v.a), words(v.b))
	across := ratio(words(u.a), words(v.b)) * ratio(words(v.a), words(u.b))
	if figures {
		return across > straight
	}
	return across >= straight*almost
}

// almost is by how much less alike in length exchanged clauses may be than those in place.
const almost = 0.9

func ratio(x, y float64) float64 { return min(x, y) / max(x, y) }
