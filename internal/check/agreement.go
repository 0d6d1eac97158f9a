package check

import (
	"github.com/kelisim/kelisim/internal/diag"
)

// agreementRule: an adjective agrees with the noun behind it in gender, number and case
// (word-misspelt.agreement): «письменное ответ». Only words whose every form the lexicon
// has are judged, and participles, which have words of their own behind them, are none.
func agreementRule(e *Edition) {
	for k := range e.Edition.Texts {
		lang := e.Languages.Of(string(e.Edition.Texts[k].Lang))
		x := lang.Lexicon()
		if e.alien[k] || len(lang.Prose().Inflection.Attribute) == 0 || !x.Inflected() {
			continue
		}
		for j := range e.read[k] {
			p := &e.read[k][j]
			for i := 0; i+1 < len(p.words); i++ {
				a, b := p.words[i], p.words[i+1]
				if p.s[a.to:b.from] != " " || p.quoted(a.from) || p.quoted(b.from) || p.linked(a.from) != nil || p.linked(b.from) != nil {
					continue
				}
				is, noun := x.Fills(p.small(a))
				adjective, of := x.Fills(p.small(b))
				if is == 0 || of == 0 || is&(of|adjective) != 0 || noun != 0 || adjective.Complements() {
					continue // «доступных широкому кругу»
				}
				if i > 0 && p.joined(i-1) && lang.Prose().And.Has(p.small(p.words[i-1])) {
					continue // «на казахском и русском языках»
				}
				warn(&e.found, diag.WordMisspelt, "agreement", p.pos(a.from), diag.Args{"word": p.s[a.from:b.to]})
			}
		}
	}
}
