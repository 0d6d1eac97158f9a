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
		has := func(units []legal.Unit, number string) bool {
			return slices.ContainsFunc(units, func(u legal.Unit) bool { return u.Label.Form != legal.NoLabel && u.Number() == number })
		}
		for _, number := range slices.Sorted(maps.Keys(t.Reasons)) {
			if old := c.Before[t.Lang]; has(t.Units, number) || old != nil && has(old.Units, number) {
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
	changed := func(units []legal.Unit, did func(i int) bool) bool {
		for i := range units {
			if u := &units[i]; u.Label.Form != legal.NoLabel && u.Number() == number && did(i) {
				return true
			}
		}
		return false
	}
	if !changed(t.Units, func(i int) bool { return touchedBelow(t, i, touched) }) && !changed(old.Units, func(i int) bool { return gone(old, i, touched) }) {
		c.found.AddVariant(diag.ReasonClause, "unchanged", pos, diag.Args{"number": number})
	}
}
