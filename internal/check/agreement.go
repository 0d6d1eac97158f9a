package check

import (
	"iter"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
)

// agreementRule: an adjective agrees with the noun behind it in gender, number and case
// (word-misspelt.agreement): «письменное ответ». Only words whose every form the lexicon
// has are judged, and participles, which have words of their own behind them, are none.
func agreementRule(e *Edition) {
	for p := range e.inflected() {
		x := p.lang.Lexicon()
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
			first := i
			for first > 0 && p.s[p.words[first-1].to:p.words[first].from] == " " {
				if before, _ := x.Fills(p.small(p.words[first-1])); !before.Plural() {
					break
				}
				first--
			}
			if p.countsFew(p.words[first].from) && is.Plural() {
				continue // «3 рабочих дня», «2 месячных расчетных показателя»
			}
			if strings.HasPrefix(p.s[b.to:], " "+string(codeMark)) {
				continue // «подготовьте новую командой `new`»
			}
			if p.lang.Prose().Transitive.Has(p.small(a)) && (of.Object() || of.Complements()) {
				continue // «удостоверяющий личность», «предшествующего поставке»
			}
			if slices.ContainsFunc(p.lang.Prose().Definition, func(s string) bool { return strings.HasSuffix(p.lower[:a.to], s) }) {
				continue // «именуемый в дальнейшем Колледж»
			}
			if i > 0 && is.Numbers() != language.Plural && p.joined(i-1) && p.lang.Prose().And.Has(p.small(p.words[i-1])) {
				continue // «на казахском и русском языках»
			}
			if e.tell(p, a.from) {
				warn(&e.found, diag.WordMisspelt, "agreement", p.pos(a.from), diag.Args{"word": p.s[a.from:b.to]})
			}
		}
	}
}

// inflected gives the passages of the texts in whose language adjectives agree with nouns, as
// its lexicon tells.
func (e *Edition) inflected() iter.Seq[*passage] {
	return e.native(func(l *language.Language) bool {
		return len(l.Prose().Inflection.Attribute) > 0 && l.Lexicon().Inflected()
	})
}

// countsFew reports whether a number that ends with two, three or four stands before a
// place, perhaps with its words in brackets: a noun stands in the singular behind it, and
// the adjective between in the plural.
func (p *wording) countsFew(at int) bool {
	s := strings.TrimRight(p.s[:at], " \u00a0")
	if i := strings.LastIndexByte(s, '('); strings.HasSuffix(s, ")") && i >= 0 {
		s = strings.TrimRight(s[:i], " \u00a0")
	}
	n := len(s)
	if n == 0 || s[n-1] < '0' || s[n-1] > '9' {
		return n == 0 || p.lang.Prose().Numeral(s[strings.LastIndexAny(s, " \u00a0")+1:]) > 0
	}
	return s[n-1] >= '2' && s[n-1] <= '4' && (n < 2 || s[n-2] != '1')
}
