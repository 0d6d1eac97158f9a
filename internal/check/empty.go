package check

import (
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
)

// emptyRule: a clause has words or clauses below it (clause-empty), a heading has
// words and something stands under it (heading-empty).
func emptyRule(e *Edition) {
	for k, t := range e.Edition.Texts {
		if unreadable(t) {
			continue
		}
		parents := make([]bool, len(t.Units))
		for i := range t.Units {
			if p := t.Units[i].Parent; p >= 0 {
				parents[p] = true
			}
		}
		for j := range e.read[k] {
			p := &e.read[k][j]
			if p.unit == nil || p.unit.Kind != legal.Heading && p.unit.Kind != legal.Clause {
				continue
			}
			switch heading := p.unit.Kind == legal.Heading; {
			case p.s == "" && heading && parents[p.at] && saysUnit(p.unit.Label.Form): // «Статья 5» is words enough
			case p.s == "" && heading && parents[p.at]:
				warn(&e.found, diag.HeadingEmpty, "words", p.unit.Pos, diag.Args{"number": p.unit.Number()})
			case p.s == "" && !parents[p.at]:
				e.found.Add(diag.ClauseEmpty, p.unit.Pos, diag.Args{"unit": naming.Of(t.Units, p.at), "language": t.Lang})
			case heading && !parents[p.at] && !covers(t, p.at) && !containsAny(p.lower, p.lang.Prose().Removed...):
				e.found.Add(diag.HeadingEmpty, p.unit.Pos, diag.Args{"text": p.s})
			}
		}
	}
}

// saysUnit reports whether the label of a heading names its unit: «Статья 5», «1-бап», «§ 2».
func saysUnit(f legal.Form) bool {
	return f == legal.Part || f == legal.Chapter || f == legal.Section || f == legal.Article
}

// covers reports whether what follows a heading belongs to it although the
// outline hangs it elsewhere: text before the next heading, or a deeper heading.
func covers(t *legal.Text, i int) bool {
	if i+1 == len(t.Units) {
		return false
	}
	u, next := &t.Units[i], &t.Units[i+1]
	return next.Kind != legal.Heading || next.Level > u.Level ||
		next.Label.Form == legal.NoLabel && u.Label.Form != legal.NoLabel || // the heading's second line
		next.Label.Form != legal.NoLabel && u.Label.Form == legal.NoLabel // a name above the numbers
}
