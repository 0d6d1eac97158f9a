package language

import (
	"slices"
	"strings"
)

// Dictionary is how the form of a word that a dictionary shows looks: for «Положением»
// and «Положению» it is «Положение». A language without these endings shows the bare
// stem, as Kazakh does.
type Dictionary struct {
	Surely  []string // endings that no other form has: «ие», «ый»
	Likely  []string // endings that other forms have, too
	Perhaps []string // endings that a plural may have
	Plural  []string // endings of plurals alone, whose genitive is the bare stem
	Oblique []string // endings that no dictionary's form has: «ого»
	Soft    string   // letters that stand for the ending of the bare stem: «ь»
}

// Likeness says how much a word looks like the form that a dictionary shows, from 0 to
// 4. forms are the forms of the word that occur, itself among them; words that differ
// only behind a stem are forms of one. d may be nil: no endings are known.
func (d *Dictionary) Likeness(word string, forms []string) int {
	if d == nil {
		d = &Dictionary{}
	}
	lower := strings.ToLower(word)
	bare := strings.TrimRight(lower, d.Soft)
	isStem := !slices.ContainsFunc(forms, func(f string) bool { return !strings.HasPrefix(strings.ToLower(f), bare) })
	switch {
	case isStem && (bare != lower || !d.plural(bare, forms)):
		return 4
	case hasEnding(lower, d.Oblique) || hasEnding(lower, d.Plural):
		return 0
	case hasEnding(lower, d.Surely):
		return 3
	case hasEnding(lower, d.Likely):
		return 2
	case hasEnding(lower, d.Perhaps):
		return 1
	}
	return 0
}

// plural reports whether one of the forms is a plural of a stem.
func (d *Dictionary) plural(stem string, forms []string) bool {
	return slices.ContainsFunc(forms, func(f string) bool {
		return slices.Contains(d.Plural, strings.TrimPrefix(strings.ToLower(f), stem))
	})
}
