package check

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
)

// subjectRule: a predicate agrees with the noun that begins its sentence
// (word-misspelt.agreement): «договор составлен», not «договор составлены», and it is no
// infinitive (word-misspelt.usual). What stands between them with a preposition, or as a
// clause of its own, is passed over. A verb that may have an object is judged only if the
// noun can be none.
func subjectRule(e *Edition) {
	for p := range e.inflected() {
		for i := range p.words {
			if i > 0 && !p.begins(p.words[i].from) {
				continue
			}
			x := subject{p: p}
			if !x.read(i) {
				continue
			}
			w, reflexive := p.words[x.predicate], p.lang.Prose().Reflexive
			switch right, infinitive := strings.CutSuffix(p.small(w), reflexive.Infinitive); {
			case x.disagrees() && e.tell(p, w.from):
				warn(&e.found, diag.WordMisspelt, "agreement", p.pos(w.from), diag.Args{"word": p.of(p.words[x.noun]) + " … " + p.of(w)})
			case infinitive && x.apart && p.lang.Lexicon().Has(p.small(w)) && p.infinitive(w) && !p.bound(w.from) && e.tell(p, w.from):
				warn(&e.found, diag.WordMisspelt, "usual", p.pos(w.from), diag.Args{"word": p.of(w), "right": right + reflexive.Predicate})
			}
		}
	}
}

// subject is the noun that begins a sentence and the word that stands where its predicate does.
type subject struct {
	p               *passage
	noun, predicate int
	head            language.Number
	object          bool // the noun may be one, too
	apart           bool // words that were passed over stand between
}

// How many words stand before a predicate, but for those of a clause, and how many a
// preposition has behind it.
const (
	mostBefore   = 8
	mostGoverned = 4
)

// read finds them in the sentence that begins with word i; false if nobody can say.
func (x *subject) read(i int) bool {
	p, lexicon := x.p, x.p.lang.Lexicon()
	var is language.Cells // of the adjectives before the noun
	for k, n := i, 0; k < len(p.words) && n < mostBefore; k, n = k+1, n+1 {
		s := p.small(p.words[k])
		if p.quoted(p.words[k].from) || p.linked(p.words[k].from) != nil || strings.HasPrefix(p.s[p.words[k].to:], "-") {
			return false
		}
		if k > i && !p.joined(k-1) {
			if x.head == 0 || x.apart {
				return false
			}
			x.apart = true
			return x.settle(x.behindClause(k))
		}
		a, h := lexicon.Fills(s)
		switch {
		case x.head == 0 && h == 0 && a.Subject() != 0 && (is == 0 || is&a != 0):
			is = a
		case x.head == 0:
			if is != 0 {
				h &= is
			}
			if x.head = h.Subject(); x.head == 0 || a != 0 || p.lang.Prose().Amounts.Has(s) {
				return false
			}
			x.noun, x.object = k, h.Object()
		case (a | h).Owner():
		case a|h == 0 && x.asks(k):
			x.apart = true
			return x.settle(x.behindGroup(k))
		default:
			return x.settle(k)
		}
	}
	return false
}

// settle takes word k for the predicate, or the one behind it if it is a negation; false for
// none, 0.
func (x *subject) settle(k int) bool {
	p := x.p
	if k > 0 && p.lang.Prose().Spelling.Not.Has(p.small(p.words[k])) && k+1 < len(p.words) && p.joined(k) {
		k, x.apart = k+1, true
	}
	x.predicate = k
	return k > 0
}

// asks reports whether word k is a preposition.
func (x *subject) asks(k int) bool {
	p := x.p
	g, n := p.governs(k)
	return n == 1 && !g.Before && len([]rune(p.of(p.words[k]))) < longEnough
}

// behindGroup is the word behind a preposition and the nouns that it governs; 0 if they may
// go on, or hold what is no noun.
func (x *subject) behindGroup(k int) int {
	p, n := x.p, 0
	for k++; k < len(p.words) && n < mostGoverned; k, n = k+1, n+1 {
		if !p.joined(k-1) || p.quoted(p.words[k].from) || p.linked(p.words[k].from) != nil || strings.HasPrefix(p.s[p.words[k].to:], "-") {
			return 0
		}
		if a, h := p.lang.Lexicon().Fills(p.small(p.words[k])); a|h == 0 {
			if n == 0 {
				return 0
			}
			return k
		}
	}
	return 0
}

// behindClause is the word behind a clause that begins with word k, behind a comma, and says
// more of the noun before it: «, поступившие после срока, не …»; 0 if it is no such clause.
func (x *subject) behindClause(k int) int {
	p := x.p
	s := p.small(p.words[k])
	deed := p.lang.Lexicon().Deed(s)
	participle := deed != 0 && !p.lang.Lexicon().Predicate(s) && deed.Numbers()&x.head != 0
	if p.s[p.words[k-1].to:p.words[k].from] != ", " || !participle && p.lang.Prose().Gender(s)&x.head == 0 {
		return 0
	}
	for n := k + 1; n < len(p.words) && n-k <= farthest; n++ {
		gap := p.s[p.words[n-1].to:p.words[n].from]
		if strings.ContainsAny(gap, ".;:()") {
			return 0
		}
		if !strings.Contains(gap, ",") {
			continue
		}
		return n
	}
	return 0
}

// disagrees reports whether the predicate is one of another number or gender than the noun.
func (x *subject) disagrees() bool {
	is := predicate{p: x.p, at: x.predicate}
	return is.read() && is.is&x.head == 0 && !(is.action && x.object && !x.hasObject())
}

// hasObject reports whether an object stands behind the predicate that can be no subject, so
// that the noun before it is none: «колледж назначает руководителя».
func (x *subject) hasObject() bool {
	p, k := x.p, x.predicate
	if k+1 >= len(p.words) || !p.joined(k) || isCapital(p.of(p.words[k+1])) {
		return false
	}
	attribute, head := p.lang.Lexicon().Fills(p.small(p.words[k+1]))
	return attribute == 0 && head.Object() && head.Subject() == 0
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

// infinitiveRule: a verb is an infinitive behind a word of right or duty
// (word-misspelt.infinitive), «может производиться», and a predicate behind its subject
// (word-misspelt.usual), «оплата производится». The object of an infinitive does not stand in the nominative
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
				if words.Bidding.Has(p.small(p.words[i])) && !p.quoted(p.words[i].from) {
					bidden(e, p, i)
					continue
				}
				reflexive := strings.HasSuffix(p.small(p.words[i+1]), words.Reflexive.Predicate) || strings.HasSuffix(p.small(p.words[i+1]), words.Reflexive.Infinitive)
				if (reflexive || words.Infinitives.Has(p.small(p.words[i]))) && p.joined(i) && !p.quoted(p.words[i].from) && p.linked(p.words[i+1].from) == nil {
					p.infinitiveBehind(e, i)
				}
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

// infinitiveBehind judges word i with the next one.
func (p *passage) infinitiveBehind(e *Edition, i int) {
	prose, x := p.lang.Prose(), p.lang.Lexicon()
	w, next := p.words[i], p.words[i+1]
	s, behind := p.small(w), p.small(next)
	switch _, head := x.Fills(s); {
	case (i == 0 || p.begins(w.from)) && head.Subject() != 0 && x.Has(behind) && p.infinitive(next):
		if right, ok := strings.CutSuffix(behind, prose.Reflexive.Infinitive); ok && e.tell(p, next.from) {
			warn(&e.found, diag.WordMisspelt, "usual", p.pos(next.from), diag.Args{"word": p.of(next), "right": right + prose.Reflexive.Predicate})
		}
	case x.Has(s) && p.infinitive(w) && !isCapital(p.of(next)):
		if a, h := x.Fills(behind); a == 0 && h.OnlySubject() && h.Subject() == language.Feminine && e.tell(p, next.from) {
			warn(&e.found, diag.WordMisspelt, "case", p.pos(next.from), diag.Args{"word": p.of(next), "by": p.of(w), "question": prose.Reflexive.Asks})
		}
	}
}
