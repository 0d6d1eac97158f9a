package check

import (
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
)

// begun is the noun right before the predicate, behind a comma, where the main clause of a
// sentence begins: «если акт не подписан, услуги считается принятыми». It is nothing but the
// subject there if the predicate has no object.
func (x *predicate) begun() (noun int, ok bool) {
	p := x.p
	k := x.at - 1
	if x.active || k < 1 || !p.joined(k) || strings.Trim(p.s[p.words[k-1].to:p.words[k].from], " \u00a0") != "," || !ownWord(p, k) {
		return 0, false
	}
	from, _ := p.sentence(p.words[k].from)
	first := 0
	for p.words[first].from < from {
		first++
	}
	if !p.lang.Prose().Opening.Has(p.small(p.words[first])) || strings.Count(p.s[p.words[first].from:p.words[k].from], ",") > 1 {
		return 0, false
	}
	a, h := p.lang.Lexicon().Fills(p.small(p.words[k]))
	if n := h.Subject(); a != 0 || n == 0 || n&x.is != 0 || h.Complements() {
		return 0, false
	}
	return k, true
}

// describedRule: a participle of the passive agrees with the noun right behind it, or that noun
// is its complement (word-misspelt.agreement): no «причиненный имущества».
func describedRule(e *Edition) {
	for p := range e.inflected() {
		for i := 0; i+1 < len(p.words); i++ {
			s := p.small(p.words[i])
			if !p.lang.Prose().Passive.Has(s) || !p.joined(i) || !ownWord(p, i) || !ownWord(p, i+1) {
				continue
			}
			a, h := p.lang.Lexicon().Fills(s)
			deed := p.lang.Lexicon().Deed(s)
			b, noun := p.lang.Lexicon().Fills(p.small(p.words[i+1]))
			if a|h != 0 || deed == 0 || p.lang.Lexicon().Predicate(s) || b != 0 || noun == 0 || deed&noun != 0 || !noun.Only("nga") || isCapital(p.of(p.words[i+1])) && !p.lang.Lexicon().Has(p.small(p.words[i+1])) {
				continue
			}
			if p.countsFew(p.words[i].from) || i > 0 && p.joined(i-1) && p.lang.Prose().And.Has(p.small(p.words[i-1])) || !e.tell(p, p.words[i].from) {
				continue
			}
			warn(&e.found, diag.WordMisspelt, "agreement", p.pos(p.words[i].from), diag.Args{"word": p.s[p.words[i].from:p.words[i+1].to]})
		}
	}
}
