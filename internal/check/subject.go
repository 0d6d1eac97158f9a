package check

import (
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
)

// subjectRule: a predicate agrees with the noun that begins its sentence
// (word-misspelt.agreement): «договор составлен», not «договор составлены». A verb
// that may have an object is judged only if the noun can be none.
func subjectRule(e *Edition) {
	for p := range e.inflected() {
		for i := range p.words {
			if i > 0 && !p.begins(p.words[i].from) {
				continue
			}
			if from, to := p.subject(i); to > from && e.tell(p, p.words[to].from) {
				warn(&e.found, diag.WordMisspelt, "agreement", p.pos(p.words[to].from), diag.Args{"word": p.of(p.words[from]) + " … " + p.of(p.words[to])})
			}
		}
	}
}

// subject gives the noun of the sentence that begins with word i and a predicate that does
// not agree with it; no words, 0 and 0, if it does or nobody can say.
func (p *passage) subject(i int) (noun, predicate int) {
	x := p.lang.Lexicon()
	var head language.Number
	object := false       // the noun may be one, too
	var is language.Cells // of the adjectives before the noun
	for k := i; k < len(p.words) && k-i < 8; k++ {
		s := p.small(p.words[k])
		if k > i && !p.joined(k-1) || p.quoted(p.words[k].from) || p.linked(p.words[k].from) != nil || strings.HasPrefix(p.s[p.words[k].to:], "-") {
			return 0, 0
		}
		a, h := x.Fills(s)
		switch {
		case head == 0 && h == 0 && a.Subject() != 0 && (is == 0 || is&a != 0):
			is = a
		case head == 0:
			if is != 0 {
				h &= is
			}
			if head = h.Subject(); head == 0 || a != 0 || p.lang.Prose().Amounts.Has(s) {
				return 0, 0
			}
			noun, object = k, h.Object()
		case (a | h).Owner():
		case x.Predicate(s) && a|h == 0:
			deed := x.Deed(s)
			if (deed.Predicate()|deed.Active())&head != 0 || deed.Predicate() == 0 && object {
				return 0, 0
			}
			return noun, k
		default:
			return 0, 0
		}
	}
	return 0, 0
}

// infinitiveRule: a reflexive verb is an infinitive behind a word of right or duty, and a
// predicate behind its subject (word-misspelt.usual): «может производиться», «оплата
// производится». The object of an infinitive does not stand in the nominative
// (word-misspelt.case): «подать жалобу».
func infinitiveRule(e *Edition) {
	for k := range e.Edition.Texts {
		words := e.Languages.Of(string(e.Edition.Texts[k].Lang)).Prose()
		if e.alien[k] || words.Reflexive.Infinitive == "" {
			continue
		}
		for j := range e.read[k] {
			p := &e.read[k][j]
			for i := 0; i+1 < len(p.words); i++ {
				reflexive := strings.HasSuffix(p.small(p.words[i+1]), words.Reflexive.Predicate) || strings.HasSuffix(p.small(p.words[i+1]), words.Reflexive.Infinitive)
				if (reflexive || words.Infinitives.Has(p.small(p.words[i]))) && p.joined(i) && !p.quoted(p.words[i].from) && p.linked(p.words[i+1].from) == nil {
					p.infinitiveBehind(e, i)
				}
			}
		}
	}
}

// infinitiveBehind judges word i with the next one.
func (p *passage) infinitiveBehind(e *Edition, i int) {
	prose, x := p.lang.Prose(), p.lang.Lexicon()
	w, next := p.words[i], p.words[i+1]
	s, behind := p.small(w), p.small(next)
	usual := func(from, to string) {
		if right, ok := strings.CutSuffix(behind, from); ok && e.tell(p, next.from) {
			warn(&e.found, diag.WordMisspelt, "usual", p.pos(next.from), diag.Args{"word": p.of(next), "right": right + to})
		}
	}
	switch _, head := x.Fills(s); {
	case (prose.Force.Duty.Has(s) || prose.Force.Right.Has(s) || prose.Force.May.Has(s)) && x.Predicate(behind):
		usual(prose.Reflexive.Predicate, prose.Reflexive.Infinitive)
	case (i == 0 || p.begins(w.from)) && head.Subject() != 0 && x.Has(behind) && p.infinitive(next):
		usual(prose.Reflexive.Infinitive, prose.Reflexive.Predicate)
	case x.Has(s) && p.infinitive(w) && !isCapital(p.of(next)):
		if a, h := x.Fills(behind); a == 0 && h.OnlySubject() && e.tell(p, next.from) {
			warn(&e.found, diag.WordMisspelt, "case", p.pos(next.from), diag.Args{"word": p.of(next), "by": p.of(w), "question": prose.Reflexive.Asks})
		}
	}
}
