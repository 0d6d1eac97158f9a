package check

import (
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
)

// headlessRule: a noun that says whose something is has one behind it that says what it is
// (word-misspelt.headless): «анықтаманың негізінде», not «анықтаманың негізде». Only a noun
// right behind it is judged, and only if no word of the sentence behind could be what it is.
func headlessRule(e *Edition) {
	for p := range e.native(func(l *language.Language) bool { return !l.Prose().Owned.Whose.Empty() }) {
		owned := &p.lang.Prose().Owned
		if p.unit == nil || strings.HasSuffix(p.s, ":") {
			continue
		}
		for i := 0; i+1 < len(p.words); i++ {
			w, next := p.words[i], p.words[i+1]
			if !owned.Whose.Has(p.small(w)) || !p.joined(i) || !p.lang.Lexicon().Has(p.small(w)) || !p.lang.Lexicon().HasName(p.small(next)) || p.quoted(w.from) || p.linked(w.from) != nil {
				continue
			}
			if _, to := p.sentence(w.from); !p.ownedBehind(i, to) && e.tell(p, w.from) {
				warn(&e.found, diag.WordMisspelt, "headless", p.pos(w.from), diag.Args{"word": p.of(w), "by": p.of(next)})
			}
		}
	}
}

// ownedBehind reports whether a word behind word i, up to a place, may be what belongs to it.
// What belongs to another noun behind is none: «комиссияның құрамға кандидаттың туыстары».
func (p *passage) ownedBehind(i, to int) bool {
	owned := p.lang.Prose().Owned
	open := 1 // nouns that say whose, without what belongs to them
	for k := i + 1; k < len(p.words) && p.words[k].to <= to; k++ {
		if strings.Contains(p.s[p.words[k-1].to:p.words[k].from], ",") {
			return false
		}
		s := p.small(p.words[k])
		if owned.Never.Has(s) {
			continue
		}
		if !p.lang.Lexicon().Has(s) && !p.ordinal(p.words[k].from) {
			return true
		}
		if owned.What.Has(s) && !p.object(s) && p.lang.Prose().Numeral(s) == 0 {
			if open--; open == 0 {
				return true
			}
		}
		if owned.Whose.Has(s) && !p.lang.Prose().And.Has(p.small(p.words[k-1])) {
			open++
		}
	}
	return false
}

// ordinal reports whether an ending stands at a place, behind a number: «15-інен».
func (p *wording) ordinal(at int) bool {
	return at > 1 && p.s[at-1] == '-' && p.s[at-2] >= '0' && p.s[at-2] <= '9'
}

// object reports whether a word is a noun in the accusative of its own: «анықтаманы».
func (p *wording) object(s string) bool {
	_, head := p.lang.Lexicon().Fills(s)
	return head.OnlyObject() && p.lang.Prose().Owned.Object.Has(s)
}
