package check

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
)

// infinitiveRule: a verb is an infinitive behind a word of right or duty
// (word-misspelt.infinitive): «может производиться», not «может производится». The object of an
// infinitive does not stand in the nominative (word-misspelt.case): «подать жалобу».
func infinitiveRule(e *Edition) {
	for p := range e.native(func(l *language.Language) bool { return l.Prose().Reflexive.Infinitive != "" }) {
		words := p.lang.Prose()
		for i := 0; i+1 < len(p.words); i++ {
			if words.Bidding.Has(p.small(p.words[i])) && !p.quoted(p.words[i].from) {
				bidden(e, p, i)
				continue
			}
			if words.Infinitives.Has(p.small(p.words[i])) && p.joined(i) && !p.quoted(p.words[i].from) && p.linked(p.words[i+1].from) == nil {
				p.objectBehind(e, i)
			}
		}
	}
}

// mostBidden is how many words stand between a word of right or duty and its verb.
const mostBidden = 4

// bidden judges the verb behind word i, which asks for an infinitive: no other form of a verb
// stands before one (word-misspelt.infinitive, and word-misspelt.usual if a letter makes it
// one). One that is no action is judged if it stands right behind: «может изменен быть».
func bidden(e *Edition, p *passage, i int) {
	reflexive := p.lang.Prose().Reflexive
	for k := i + 1; k < len(p.words) && k-i <= mostBidden && p.joined(k-1); k++ {
		w := p.words[k]
		s := p.small(w)
		if p.lang.Prose().Infinitives.Has(s) || p.lang.Prose().And.Has(s) || p.linked(w.from) != nil {
			return
		}
		a, h := p.lang.Lexicon().Fills(s)
		if a|h != 0 || !p.lang.Lexicon().Predicate(s) || p.lang.Prose().Bidding.Has(s) {
			continue
		}
		right, ok := strings.CutSuffix(s, reflexive.Predicate)
		switch action := p.lang.Lexicon().Deed(s).Active() != 0; {
		case !ok && !action && k > i+1 || !e.tell(p, w.from):
		case ok:
			warn(&e.found, diag.WordMisspelt, "usual", p.pos(w.from), diag.Args{"word": p.of(w), "right": right + reflexive.Infinitive})
		default:
			warn(&e.found, diag.WordMisspelt, "infinitive", p.pos(w.from), diag.Args{"word": p.of(w), "by": p.of(p.words[i])})
		}
		return
	}
}

// objectBehind judges the word behind word i as the object of an infinitive.
func (p *passage) objectBehind(e *Edition, i int) {
	prose, x := p.lang.Prose(), p.lang.Lexicon()
	w, next := p.words[i], p.words[i+1]
	if s := p.small(w); !x.Has(s) || !p.infinitive(w) || isCapital(p.of(next)) {
		return
	}
	if a, h := x.Fills(p.small(next)); a == 0 && h.OnlySubject() && h.Subject() == language.Feminine && e.tell(p, next.from) {
		warn(&e.found, diag.WordMisspelt, "case", p.pos(next.from), diag.Args{"word": p.of(next), "by": p.of(w), "question": prose.Reflexive.Asks})
	}
}

// bound reports whether a word of right or duty stands in the sentence around a place, which
// asks for an infinitive.
func (p *wording) bound(at int) bool {
	from, to := p.sentence(at)
	force := &p.lang.Prose().Force
	return slices.ContainsFunc(p.words, func(w word) bool {
		m := force.Means("", p.small(w))
		return w.from >= from && w.to <= to && w.from != at && (m.Has(language.Duty) || m.Has(language.MaybeDuty) || m.Has(language.Right) || m.Has(language.MaybeRight) || m.Has(language.May))
	})
}
