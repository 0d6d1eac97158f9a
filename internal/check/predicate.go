package check

import (
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
)

// predicateRule: a predicate agrees with its subject (word-misspelt.agreement). The subject is
// the noun that begins the sentence, «договор составлен», not «договор составлены», or, wherever
// it stands, the noun right beside the predicate that can be nothing else: «за просрочку
// хозяйство уплачивает пеню», «ущерб определяет комиссия». What may be an object, belongs to
// another noun, or is one of several subjects is not judged. Nor is a predicate an infinitive
// (word-misspelt.usual): «оплата производится», not «оплата производиться».
func predicateRule(e *Edition) {
	for p := range e.inflected() {
		first := subjectsOf(p)
		for k := range p.words {
			x := predicate{p: p, at: k}
			if !x.read() {
				if first[k] != nil {
					e.unbidden(p, k)
				}
				continue
			}
			noun, ok := x.disagrees(first[k])
			if !ok || !e.tell(p, p.words[k].from) {
				continue
			}
			from, to := min(noun, k), max(noun, k)
			warn(&e.found, diag.WordMisspelt, "agreement", p.pos(p.words[k].from), diag.Args{"word": p.of(p.words[from]) + " … " + p.of(p.words[to])})
		}
	}
}

// unbidden judges word k, which stands where a predicate does: an infinitive that no word of
// right or duty asks for, and that is a predicate but for a letter.
func (e *Edition) unbidden(p *passage, k int) {
	w, reflexive := p.words[k], p.lang.Prose().Reflexive
	right, infinitive := strings.CutSuffix(p.small(w), reflexive.Infinitive)
	if infinitive && p.lang.Lexicon().Has(p.small(w)) && p.infinitive(w) && !p.bound(w.from) && e.tell(p, w.from) {
		warn(&e.found, diag.WordMisspelt, "usual", p.pos(w.from), diag.Args{"word": p.of(w), "right": right + reflexive.Predicate})
	}
}

// disagrees gives the subject with which the predicate does not agree; first is the one that
// begins its sentence, nil for none.
func (x *predicate) disagrees(first *subject) (noun int, ok bool) {
	if first != nil && first.disagrees(x) {
		return first.noun, true
	}
	if noun, ok = x.before(); ok {
		return noun, true
	}
	if noun, ok = x.begun(); ok {
		return noun, true
	}
	return x.behind()
}

// predicate is a word that can be nothing but a predicate, and the numbers and genders of the
// subject that it has.
type predicate struct {
	p      *passage
	at     int
	is     language.Number
	active bool // it may have an object
	action bool // it has no other form: «уплачивает», not «уплачено»
}

func (x *predicate) read() bool {
	w := x.p.words[x.at]
	s, lexicon := x.p.small(w), x.p.lang.Lexicon()
	if !lexicon.Predicate(s) || !ownWord(x.p, x.at) {
		return false
	}
	if a, h := lexicon.Fills(s); a|h != 0 {
		return false
	}
	deed := lexicon.Deed(s)
	x.is, x.active, x.action = deed.Predicate()|deed.Active(), deed.Active() != 0, deed.Predicate() == 0
	return true
}

// ownWord reports whether word i of a passage is one of the text's own words: it stands in no quotes
// and no link, has no hyphen beside it and is no abbreviation.
func ownWord(p *passage, i int) bool {
	w := p.words[i]
	return !p.quoted(w.from) && p.linked(w.from) == nil && p.before(w.from) != '-' && p.after(w.to) != '-' && !isAbbreviation(p.of(w))
}

// subject gives the numbers and genders of word k as a subject; 0 if it may be anything else,
// but for an object if the predicate has none or another one.
func (x *predicate) subject(k int, object bool) language.Number {
	s := x.p.small(x.p.words[k])
	a, h := x.p.lang.Lexicon().Fills(s)
	if !ownWord(x.p, k) || a != 0 || h.Owner() || h.Complements() || h.Object() && !object || x.p.lang.Prose().Amounts.Has(s) || x.p.lang.Lexicon().Deed(s) != 0 {
		return 0
	}
	return h.Subject()
}

// clause is the range of words around the predicate without a mark between.
func (x *predicate) clause() (first, last int) {
	p := x.p
	inside := func(i int) bool { return strings.Trim(p.s[p.words[i].to:p.words[i+1].from], " \u00a0«»") == "" }
	for first = x.at; first > 0 && inside(first-1); first-- {
	}
	for last = x.at; last+1 < len(p.words) && inside(last); last++ {
	}
	return first, last
}

// before is the noun before the predicate, perhaps with a negation between, with which it
// does not agree.
func (x *predicate) before() (noun int, ok bool) {
	p, lexicon := x.p, x.p.lang.Lexicon()
	first, _ := x.clause()
	k := x.at - 1
	if k >= first && p.lang.Prose().Spelling.Not.Has(p.small(p.words[k])) {
		k--
	}
	if k < first {
		return 0, false
	}
	other := subject{p: p, predicate: x.at}
	n := x.subject(k, !x.active || other.hasObject())
	if n == 0 || n&x.is != 0 {
		return 0, false
	}
	from := k
	for from > first {
		if a, h := lexicon.Fills(p.small(p.words[from-1])); h != 0 || a.Subject()&n == 0 {
			break
		}
		from--
	}
	if from > first && x.asksFor(from-1) || from == first && from > 0 && !x.opens(from) {
		return 0, false
	}
	for i := first; i < k; i++ {
		s := p.small(p.words[i])
		a, h := lexicon.Fills(s)
		if p.lang.Prose().And.Has(s) || p.lang.Prose().Gender(s) != 0 || p.infinitive(p.words[i]) || a|h == 0 && (lexicon.Deed(s) != 0 || !lexicon.Has(s)) || i < from && h.Subject() != 0 && !h.Owner() && !h.Object() {
			return 0, false
		}
	}
	return k, true
}

// opens reports whether a clause begins with word k that is no part of an enumeration: a
// sentence does, or a clause with a predicate of its own stands before it.
func (x *predicate) opens(k int) bool {
	p := x.p
	from, _ := p.sentence(p.words[k].from)
	gap := p.s[p.words[k-1].to:p.words[k].from]
	if !strings.HasPrefix(gap, ",") {
		return p.words[k-1].to <= from || strings.ContainsAny(gap, ".;:")
	}
	for i := k - 1; i >= 0 && p.words[i].from >= from; i-- {
		if p.lang.Lexicon().Predicate(p.small(p.words[i])) {
			return true
		}
	}
	return false
}

// asksFor reports whether word k may ask for a case, or join what stands behind it to others.
func (x *predicate) asksFor(k int) bool {
	p := x.p
	s := p.small(p.words[k])
	if _, n := p.governs(k); n > 0 {
		return true
	}
	a, h := p.lang.Lexicon().Fills(s)
	return p.lang.Prose().And.Has(s) || a == 0 && h == 0 && len([]rune(s)) < longEnough
}

// behind is the noun behind the predicate, perhaps with an adjective between, with which it
// does not agree.
func (x *predicate) behind() (noun int, ok bool) {
	p, lexicon := x.p, x.p.lang.Lexicon()
	first, last := x.clause()
	k := x.at + 1
	if k < last {
		if a, h := lexicon.Fills(p.small(p.words[k])); h == 0 && a.Subject() != 0 {
			k++
		}
	}
	if k > last {
		return 0, false
	}
	n := x.subject(k, !x.active)
	if n == 0 || n&x.is != 0 {
		return 0, false
	}
	_, is := lexicon.Fills(p.small(p.words[k]))
	for i := first; i < x.at; i++ { // another subject, or one that is not known
		s := p.small(p.words[i])
		a, h := lexicon.Fills(s)
		if h.Object() && x.active && is.OnlySubject() {
			continue // «споры рассматривает администрация»
		}
		if (h.Subject()|a.Subject())&x.is != 0 || p.lang.Prose().Gender(s) != 0 || a|h == 0 && !lexicon.Has(s) {
			return 0, false
		}
	}
	_, to := p.sentence(p.words[x.at].from)
	for i := k + 1; i < len(p.words) && p.words[i].to <= to; i++ { // several subjects
		if p.lang.Prose().And.Has(p.small(p.words[i])) || strings.Contains(p.s[p.words[i-1].to:p.words[i].from], ",") {
			return 0, false
		}
	}
	return k, first == 0 || x.opens(first)
}
