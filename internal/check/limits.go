package check

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/language"
)

const (
	farDenied = 3 // words between a limit and its negation
	farFigure = 4 // words between "more than" and the number
)

// limits notes what a passage says to be more or less than a number, and returns the
// negations that belong to a limit and forbid nothing: «2 реттен жиі өзгертілмейді» is at
// most twice.
func (p *wording) limits(w *language.Force, f *force) (denials founds) {
	said := slices.Concat(f.least, f.most, f.earliest, f.latest)
	for i, x := range p.words {
		means := w.Means("", p.small(x))
		above, below := means.Has(language.Above), means.Has(language.Below)
		if !above && !below && !means.Has(language.Limit) || said.hold(x) {
			continue
		}
		in := found{p.of(x), x.from}
		denial, denied := p.limitDenied(w, i, f.aside)
		if denied {
			denials = append(denials, denial)
		}
		switch {
		case !p.figureNear(i):
		case above && denied:
			f.most = append(f.most, in)
		case below && denied:
			f.least = append(f.least, in)
		case above:
			f.above = append(f.above, in)
		case below:
			f.below = append(f.below, in)
		}
	}
	return denials
}

// limitDenied is the negation of a limit: behind it if the language puts verbs last, else
// before it, with no mark and no word between by which the limit describes a noun.
func (p *wording) limitDenied(w *language.Force, i int, aside founds) (found, bool) {
	for n := 1; n <= farDenied && !w.Describing.Has(p.small(p.words[i])); n++ {
		k := i - n
		if p.lang.Final {
			k = i + n
		}
		if k < 0 || k >= len(p.words) || strings.ContainsAny(p.s[min(p.words[i].from, p.words[k].from):max(p.words[i].to, p.words[k].to)], ",;.") {
			break
		}
		if w.Negation.Has(p.small(p.words[k])) && !aside.hold(p.words[k]) {
			return found{p.of(p.words[k]), p.words[k].from}, true
		}
		if w.Describing.Has(p.small(p.words[k])) {
			break
		}
	}
	return found{}, false
}

// figureNear reports whether a number, in figures or words, stands near word i.
func (p *wording) figureNear(i int) bool {
	first, last := max(0, i-farFigure), min(len(p.words)-1, i+farFigure)
	if p.lang.Final {
		last = i
	} else {
		first = i
	}
	from := p.words[first].from
	if first == 0 {
		from = 0 // «20 минуттан артық»: the figure may stand before all words
	}
	if strings.ContainsAny(p.s[from:p.words[last].to], "0123456789") {
		return true
	}
	return slices.ContainsFunc(p.words[first:last+1], func(x word) bool { return p.lang.Prose().Numeral(p.small(x)) > 0 })
}
