package check

import (
	"maps"
	"slices"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// reasonsRule: a reason is given for a clause that stands in the text, or stood in the
// one before it (reason-number).
func reasonsRule(c *Change) {
	for _, t := range c.Edition.Texts {
		for _, number := range slices.Sorted(maps.Keys(t.Reasons)) {
			each := func(int) bool { return true }
			if old := c.Before[t.Lang]; isCited(t.Units, number, each) || old != nil && isCited(old.Units, number, each) {
				c.judgeReason(t, number)
				continue
			}
			c.found.Add(diag.ReasonNumber, t.Positions["reasons."+number], diag.Args{"number": number})
		}
	}
}

// judgeReason: a reason is given for a clause that did change, and in every language that
// gives reasons (reason-clause).
func (c *Change) judgeReason(t *legal.Text, number string) {
	pos := t.Positions["reasons."+number]
	for _, other := range c.Edition.Texts {
		if _, ok := other.Reasons[number]; !ok && len(other.Reasons) > 0 {
			f := c.found.AddVariant(diag.ReasonClause, "language", pos, diag.Args{"number": number, "language": other.Lang})
			f.Related = []diag.Related{{Pos: other.Positions["reasons"], Key: "other-place"}}
		}
	}
	r, old := c.lines[t.Lang], c.Before[t.Lang]
	if r == nil || r.Equal() {
		return
	}
	touched := touchedUnits(r)
	if !isCited(t.Units, number, func(i int) bool { return touchedBelow(t, i, touched) }) &&
		!isCited(old.Units, number, func(i int) bool { return gone(old, i, touched) }) {
		c.found.AddVariant(diag.ReasonClause, "unchanged", pos, diag.Args{"number": number})
	}
}

// isCited reports whether a unit that is cited by a number is one of those that count.
func isCited(units []legal.Unit, number string, counts func(i int) bool) bool {
	for i := range units {
		if legal.Cited(units, i) == number && counts(i) {
			return true
		}
	}
	return false
}
