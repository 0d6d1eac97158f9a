package check

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// fewestSpoken is how many words a clause has in either language by which lost words are
// judged.
const fewestSpoken = 2

// meaningsPair: what a word of a clause means is said by a word of the clause in the other
// language, too (words-differ): no «раз в неделю» stands beside «айына бір рет». An item has
// the words before its list and at the end of it, too. A word that one text has more counts
// only if another clause says its meaning in both: else the other text may say it in words
// that nobody knows. A clause that had another finding as a pair is left alone: this is the
// same slip.
func meaningsPair(p *pair) {
	all := map[int]*spoken{} // by the index in the second text
	for _, u := range p.units {
		if k := u.b.unit.Kind; k != legal.Heading && k != legal.Title && k != legal.Row {
			all[u.b.at] = newSpoken(u)
		}
	}
	both := map[string]bool{} // meanings that a clause says in both texts
	for _, is := range all {
		for _, m := range is.first {
			both[m.Name] = both[m.Name] || says(is.second, m.Name)
		}
	}
	last := map[int]*spoken{} // what ends a list, by its lead
	for _, u := range p.units {
		if list := listOf(u); list != u.b.at && all[u.b.at] != nil {
			last[list] = all[u.b.at]
		}
	}
	for _, u := range p.units {
		if all[u.b.at] == nil || u.a.s == u.b.s || p.told[u.a] || p.told[u.b] || p.swapped[u.b.unit.Anchor] || len(u.a.words) < fewestSpoken || len(u.b.words) < fewestSpoken {
			continue
		}
		is, lead, end := all[u.b.at], all[listOf(u)], last[listOf(u)]
		if lead == nil {
			lead = is
		}
		if end == nil {
			end = is
		}
		lost := func(counts func(name string) bool) (there, here founds) {
			return u.a.lost(u.b, counts, is.first, is.second, lead.second, end.second),
				u.b.lost(u.a, counts, is.second, is.first, lead.first, end.first)
		}
		there, here := lost(func(string) bool { return true })
		if len(there) == 0 || len(here) == 0 {
			there, here = lost(func(name string) bool { return both[name] })
		}
		if len(there)+len(here) > 0 {
			p.differ(diag.WordsDiffer, "", u, u.side(there.says(), there.at(), true), u.side(here.says(), here.at(), false))
		}
	}
}

// spoken is what the words of a unit mean, in either text.
type spoken struct{ first, second []meaning }

// meaning is what a word of a passage means.
type meaning struct {
	language.Said
	w word
}

func newSpoken(u both) *spoken { return &spoken{u.a.meanings(), u.b.meanings()} }

// listOf is the index of the unit whose words lead a list that a unit is in, in the second
// text; of what is in none it is the unit's own. A unit behind a list belongs to none.
func listOf(u both) int {
	if at := u.b.unit.Parent; at >= 0 && u.b.unit.Label.Form != legal.Decimal {
		if lead := &u.b.text.Units[at]; lead.Kind != legal.Heading && lead.Kind != legal.Title && strings.HasSuffix(strings.TrimSpace(legal.Flatten(lead).Text), ":") {
			return at
		}
	}
	return u.b.at
}

// meanings are what the words of a passage mean.
func (p *passage) meanings() (out []meaning) {
	all := p.lang.Meanings()
	for i, w := range p.words {
		for _, s := range all.Of(p.directlyBefore(i), p.small(w)) {
			out = append(out, meaning{s, w})
		}
	}
	return out
}

// lost are the words of a passage of whose meanings, if they count, the other text says
// nothing, neither in this unit nor in those around it.
func (p *passage) lost(other *passage, counts func(name string) bool, mine []meaning, theirs ...[]meaning) (out founds) {
	for _, m := range mine {
		said := slices.ContainsFunc(theirs, func(list []meaning) bool { return says(list, m.Name) })
		if m.Must && !said && counts(m.Name) && !p.dated(m.w) && other.lang.Meanings().Knows(m.Name) && !p.quoted(m.w.from) && p.linked(m.w.from) == nil {
			out = append(out, found{p.of(m.w), m.w.from})
		}
	}
	return out.once()
}

// says reports whether a meaning is among those of a text.
func says(all []meaning, name string) bool {
	return slices.ContainsFunc(all, func(m meaning) bool { return m.Name == name })
}

// dated reports whether a word is the month of a date with its year, which figuresPair
// compares: another language may have it in digits.
func (p *passage) dated(w word) bool {
	return p.lang.Word(p.small(w)).MonthOf() > 0 && slices.ContainsFunc(p.figures(), func(f figure) bool { return f.kind == date && f.from <= w.from && w.from < f.to })
}
