package check

import (
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
)

// coupledRule: two subjects that «и» joins at the beginning of a sentence have a predicate in
// the plural (word-misspelt.agreement): no «Заказчик и Подрядчик несет ответственность». A
// noun that may belong to the one before it is no second subject, and what may be the object
// of the predicate is none.
func coupledRule(e *Edition) {
	for p := range e.inflected() {
		for i := range p.words {
			if i > 0 && !p.begins(p.words[i].from) {
				continue
			}
			x := coupled{p: p}
			noun, ok := x.read(i)
			if !ok {
				continue
			}
			is := predicate{p: p, at: x.at}
			if !is.read() || is.is&language.Plural != 0 || is.active && x.object || !e.tell(p, p.words[x.at].from) {
				continue
			}
			warn(&e.found, diag.WordMisspelt, "agreement", p.pos(p.words[x.at].from), diag.Args{"word": p.of(p.words[noun]) + " … " + p.of(p.words[x.at])})
		}
	}
}

// coupled is subjects that «и» joins.
type coupled struct {
	p      *passage
	at     int  // the word behind them
	object bool // all of them may be objects
}

// read finds them where word i begins a sentence. noun is the last one.
func (x *coupled) read(i int) (noun int, ok bool) {
	p := x.p
	x.object = true
	joined := false // by «и»
	for k := i; k < len(p.words); {
		var is language.Cells
		if noun, is = x.noun(k); is == 0 {
			return 0, false
		}
		x.object = x.object && is.Object()
		for k = noun + 1; k < len(p.words) && p.joined(k-1) && mayBelong(&p.wording, k); k++ {
		}
		switch {
		case k >= len(p.words):
			return 0, false
		case joined:
			x.at = k
			return noun, p.joined(k - 1)
		case p.joined(k-1) && p.lang.Prose().Force.Both.Has(p.small(p.words[k])):
			joined = true
			k++
		case strings.Trim(p.s[p.words[k-1].to:p.words[k].from], " \u00a0") != ",":
			return 0, false
		}
	}
	return 0, false
}

// noun is a noun that can be nothing but a subject or object, behind adjectives that agree
// from word k on, and its cells; 0: there is none.
func (x *coupled) noun(k int) (at int, is language.Cells) {
	p := x.p
	if k < len(p.words) && p.lang.Prose().Between.Has(p.small(p.words[k])) {
		k++
	}
	for ; k < len(p.words); k++ {
		a, h := p.lang.Lexicon().Fills(p.small(p.words[k]))
		switch {
		case !ownWord(p, k):
			return 0, 0
		case h != 0:
			if a != 0 || h.Subject() == 0 || h.Owner() || h.Complements() || p.lang.Prose().Amounts.Has(p.small(p.words[k])) {
				return 0, 0
			}
			return k, h
		case a.Subject() == 0 || k+1 >= len(p.words) || !p.joined(k):
			return 0, 0
		}
	}
	return 0, 0
}

// mayBelong reports whether word k is a noun or adjective in the genitive, which may belong to a
// noun before it.
func mayBelong(p *wording, k int) bool {
	a, h := p.lang.Lexicon().Fills(p.small(p.words[k]))
	return (a | h).Owner()
}
