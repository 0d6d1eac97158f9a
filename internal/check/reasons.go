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
				continue
			}
			c.found.Add(diag.ReasonNumber, t.Positions["reasons."+number], diag.Args{"number": number})
		}
	}
}
