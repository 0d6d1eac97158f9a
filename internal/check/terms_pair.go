package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// termsPair: who is meant in a clause of one language by a defined term is so in the other
// (term-foreign.small, term-foreign.other): the term does not stand there in small letters
// alone, and no other party that the text never defines stands in its place.
func termsPair(p *pair) {
	if len(p.units) == 0 {
		return
	}
	a, b := func(u both) *passage { return u.a }, func(u both) *passage { return u.b }
	first, second := p.defined(a), p.defined(b)
	if len(first) != len(second) {
		return // definitionsPair says so, if it is a slip
	}
	defined := len(first)
	if x, y := p.undefined(a, first), p.undefined(b, second); len(x) == len(y) {
		first, second = append(first, x...), append(second, y...)
	}
	second, sure := p.matched(first, second)
	if sure {
		p.first, p.second = first, second
	}
	for _, u := range p.units {
		if u.a.unit.Kind == legal.Title || u.a.unit.Kind == legal.Heading {
			continue
		}
		for i := range first {
			a, b := u.a.termUses(&first[i]), u.b.termUses(&second[i])
			switch {
			case sure && !u.defines() && u.exchanged(p, first, second, i):
			case i >= defined:
			case a.capital > 0 && b.capital == 0:
				u.b.lostTerm(p, u.a, second, i, b)
			case b.capital > 0 && a.capital == 0:
				u.a.lostTerm(p, u.b, first, i, a)
			}
		}
	}
}

// matched gives for each term of the first text the one of the second text that stands in
// the same clauses: languages define them in another order. It is sure if each has another.
func (p *pair) matched(first, second []term) (out []term, sure bool) {
	stands := func(terms []term, of func(both) *passage) (in [][]bool) {
		for i := range terms {
			var list []bool
			for _, u := range p.units {
				list = append(list, of(u).termUses(&terms[i]).capital > 0)
			}
			in = append(in, list)
		}
		return in
	}
	a, b := stands(first, func(u both) *passage { return u.a }), stands(second, func(u both) *passage { return u.b })
	alike := func(x, y []bool) (n int) {
		for i := range x {
			switch {
			case x[i] && y[i]:
				n++
			case x[i] != y[i]:
				n--
			}
		}
		return n
	}
	taken := make([]bool, len(second))
	sure = true
	for i := range a {
		best, again := 0, false
		for k := range b {
			switch d := alike(a[i], b[k]) - alike(a[i], b[best]); {
			case k > 0 && d > 0:
				best, again = k, false
			case k > 0 && d == 0:
				again = true
			}
		}
		sure = sure && !again && !taken[best] && alike(a[i], b[best]) > 0
		taken[best] = true
		out = append(out, second[best])
	}
	if !sure {
		return second, false
	}
	return out, true
}

// defines reports whether a unit defines a term in either language: the name before a
// definition may have the word of another term, at the beginning of a sentence in one of them.
func (u both) defines() bool {
	return len(definitions([]passage{*u.a})) > 0 || len(definitions([]passage{*u.b})) > 0
}

// exchanged reports one defined term in the place of another: the first text has term i
// and not another one, the second text has that one and not term i; or both texts have as
// many terms, the second one that one once more and term i once less.
func (u both) exchanged(p *pair, first, second []term, i int) bool {
	more := make([]int, len(first)) // how often the second text has a term more than the first
	sum, differ := 0, 0
	for k := range first {
		more[k] = u.b.termUses(&second[k]).capital - u.a.termUses(&first[k]).capital
		sum += more[k]
		count(more[k] != 0, &differ)
	}
	instead := sum == 0 && differ == 2 && more[i] == -1
	if !instead && (u.a.termUses(&first[i]).capital == 0 || u.b.termUses(&second[i]).capital > 0) {
		return false
	}
	for k := range first {
		if k == i || more[k] <= 0 || !instead && u.a.termUses(&first[k]).capital > 0 {
			continue
		}
		at := len(u.b.words) - 1
		for at > 0 && !second[k].at(u.b, at, false) {
			at--
		}
		p.foreign("other", u.b, u.a, u.b.words[at].from, diag.Args{"term": second[k].whole, "here": second[i].whole})
		return true
	}
	return false
}

// foreign reports a word that stands for a term of the other text.
func (p *pair) foreign(variant string, here, there *passage, at int, args diag.Args) {
	p.told[here], p.told[there] = true, true
	f := warn(p.found, diag.TermForeign, variant, here.pos(at), args)
	f.Related = []diag.Related{{Pos: there.unit.Pos, Key: "other-text", Args: diag.Args{"language": there.text.Lang}}}
}

// defined are the terms that one of the texts defines by a single word, in their order.
func (p *pair) defined(of func(both) *passage) (out []term) {
	for _, u := range p.units {
		for _, d := range definitions([]passage{*of(u)}) {
			out = append(out, newTerm(d.term, of(u).lang))
		}
	}
	return out
}

// oftenUsed is how often a text has the name of a party that it leaves undefined.
const oftenUsed = 4

// undefined are the parties that one of the texts often names with a capital and never
// defines: «Поставщик».
func (p *pair) undefined(of func(both) *passage, defined []term) (out []term) {
	if len(p.units) == 0 {
		return nil
	}
	lang := of(p.units[0]).lang
	type place struct {
		in *passage
		i  int
	}
	initials := map[rune][]place{} // an ending leaves a word its first letter
	for _, u := range p.units {
		x := of(u)
		for i, w := range x.words {
			if r := firstRune(x.of(w)); unicode.IsUpper(r) {
				initials[r] = append(initials[r], place{x, i})
			}
		}
	}
	for _, stem := range lang.Prose().Roles {
		r, size := utf8.DecodeRuneInString(stem)
		r = unicode.ToUpper(r)
		t := term{stems: strings.Fields(string(r) + stem[size:]), lang: lang}
		uses := 0
		for _, at := range initials[r] {
			x, i := at.in, at.i
			if !t.at(x, i, false) || slices.ContainsFunc(defined, func(d term) bool { return d.at(x, i, false) }) {
				continue
			}
			if x.midSentence(x.words[i].from) {
				uses++
			}
			if t.whole == "" {
				t.whole = x.s[x.words[i].from:x.words[i+len(t.stems)-1].to]
			}
		}
		if uses >= oftenUsed {
			out = append(out, t)
		}
	}
	return out
}

// uses are how often a term stands in a passage with a capital, and where in small letters.
type termUses struct {
	capital int
	small   founds
}

func (p *passage) termUses(t *term) (out termUses) {
	for i, w := range p.words {
		switch {
		case t.at(p, i, false):
			out.capital++
		case t.at(p, i, true) && !t.exact && len(t.stems) == 1:
			out.small = append(out.small, found{p.of(w), w.from})
		}
	}
	return out
}

// lostTerm reports a term of the other language that has no capital here, or another party
// in its place.
func (p *passage) lostTerm(x *pair, other *passage, terms []term, lost int, uses termUses) {
	t := &terms[lost]
	args := diag.Args{"term": t.whole}
	if len(uses.small) == 1 {
		x.foreign("small", p, other, uses.small[0].from, args)
		return
	}
	own := func(i int) bool { return slices.ContainsFunc(terms, func(t term) bool { return t.at(p, i, false) }) }
	for i, w := range p.words {
		s := p.of(w)
		if own(i) {
			continue
		}
		if len(uses.small) == 0 && isCapital(s) && p.lang.Prose().Parties.Has(p.small(w)) && !p.quoted(w.from) && strings.Count(string(p.text.Source), s) == 1 {
			x.foreign("other", p, other, w.from, diag.Args{"term": s, "here": t.whole})
			return
		}
	}
}
