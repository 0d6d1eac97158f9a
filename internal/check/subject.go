package check

import (
	"strings"

	"github.com/kelisim/kelisim/internal/language"
)

// subject is the noun that begins a sentence and the word that stands where its predicate does.
// What stands between them with a preposition, or as a clause of its own, is passed over.
type subject struct {
	p               *passage
	noun, predicate int
	head            language.Number
	object          bool // the noun may be one, too
	apart           bool // words that were passed over stand between
}

// subjectsOf gives the subjects that begin the sentences of a passage, by the words that stand
// where their predicates do.
func subjectsOf(p *passage) map[int]*subject {
	found := map[int]*subject{}
	for i := range p.words {
		if x := (subject{p: p}); (i == 0 || p.begins(p.words[i].from)) && x.read(i) {
			found[x.predicate] = &x
		}
	}
	return found
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
		if x.head == 0 && a|h == 0 && !lexicon.Predicate(s) {
			a = lexicon.Deed(s) // «выявленные недостатки»
		}
		switch {
		case x.head == 0 && h == 0 && a.Subject() != 0 && (is == 0 || is&a != 0):
			is = a
		case x.head == 0:
			if is != 0 {
				h &= is
			}
			if x.head = h.Subject(); x.head == 0 || a != 0 && is == 0 || p.lang.Prose().Amounts.Has(s) {
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
// A verb that may have an object is judged only if the noun can be none.
func (x *subject) disagrees(is *predicate) bool {
	return is.is&x.head == 0 && !(is.action && x.object && !x.hasObject())
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
