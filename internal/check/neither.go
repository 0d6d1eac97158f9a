package check

import (
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
)

// neitherRule: a predicate is denied by the word for it (word-misspelt.usual): «не внес», not
// «ни внес», unless the sentence says «кто бы ни внес» or «ни внес, ни вернул».
func neitherRule(e *Edition) {
	for p := range e.native(func(l *language.Language) bool { return l.Prose().Neither.Is != "" }) {
		words := &p.lang.Prose().Neither
		for i := 0; i+1 < len(p.words); i++ {
			w, next := p.words[i], p.words[i+1]
			if p.small(w) != words.Is || !p.joined(i) || !p.lang.Lexicon().Predicate(p.small(next)) || p.quoted(w.from) || p.beside(w.from, w.to, &words.Unless) || !e.tell(p, w.from) {
				continue
			}
			warn(&e.found, diag.WordMisspelt, "usual", p.pos(w.from), diag.Args{"word": p.s[w.from:next.to], "right": words.Right + " " + p.of(next)})
		}
	}
}

// hyphenRule: a number is joined by a hyphen to the noun of a provision that it is the place
// of, and not to that of a year or month (word-misspelt.usual): «3-тармағы», «2026 жылғы».
func hyphenRule(e *Edition) {
	for p := range e.native(func(l *language.Language) bool { return !l.Prose().Numbered.Empty() }) {
		words := p.lang.Prose()
		if p.has&digit == 0 {
			continue
		}
		for _, w := range p.words {
			from, sign := p.numberBefore(w.from)
			if l := p.linked(w.from); from < 0 || p.quoted(w.from) || l != nil && !l.Made() {
				continue
			}
			s := p.small(w)
			right := ""
			switch {
			case sign == ' ' && words.Numbered.Has(s):
				right = "-"
			case sign == '-' && words.Unnumbered.Has(s):
				right = " "
			}
			if right != "" && e.tell(p, w.from) {
				warn(&e.found, diag.WordMisspelt, "usual", p.pos(from), diag.Args{"word": p.s[from:w.to], "right": p.s[from:w.from-1] + right + p.of(w)})
			}
		}
	}
}

// numberBefore is where a number begins of which one sign, a space or a hyphen, stands
// between it and a place; -1 for none. The last part of «2.1» is no number.
func (p *wording) numberBefore(at int) (from int, sign byte) {
	if at < 2 || p.s[at-1] != ' ' && p.s[at-1] != '-' {
		return -1, 0
	}
	from = at - 1
	for from > 0 && p.s[from-1] >= '0' && p.s[from-1] <= '9' {
		from--
	}
	if from == at-1 || from > 0 && p.s[from-1] != ' ' {
		return -1, 0
	}
	return from, p.s[at-1]
}
