package check

import (
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// lostRule: no sentence lacks a word that those beside the gap ask for: a preposition before a
// noun that has no form without one (word-misspelt.preposition), what stands behind the word that
// ends it (word-misspelt.end), and a predicate (word-misspelt.predicate).
func lostRule(e *Edition) {
	for p := range e.native(func(l *language.Language) bool { return l.Lexicon().Inflected() }) {
		if p.unit == nil || p.unit.Kind != legal.Clause && p.unit.Kind != legal.Paragraph && p.unit.Kind != legal.Item {
			continue
		}
		x := lost{e, p}
		x.prepositions()
		for from := 0; from < len(p.words); {
			to := from + 1
			for to < len(p.words) && !p.begins(p.words[to].from) {
				to++
			}
			x.end(from, to)
			x.predicate(from, to)
			from = to
		}
	}
}

// lost looks for lost words in a passage.
type lost struct {
	e *Edition
	p *passage
}

// fewestWhole is how many words a sentence has at least that is judged as a whole.
const fewestWhole = 4

// prepositions judges the words that never stand without a preposition.
func (x lost) prepositions() {
	p := x.p
	if p.lang.Prose().Lost.Locating.Empty() {
		return
	}
	for i, w := range p.words {
		s := p.small(w)
		without := p.lang.Prose().Lost.Prepositions[s]
		switch {
		case !without.Empty():
			if i > 0 && p.joined(i-1) && without.Has(p.small(p.words[i-1])) || i == 0 && !isCapital(p.of(w)) || i > 0 && !p.joined(i-1) {
				continue
			}
		case !x.prepositional(i) || x.governedBefore(i):
			continue
		}
		if ownWord(x.p, i) && x.e.tell(p, w.from) {
			warn(&x.e.found, diag.WordMisspelt, "preposition", p.pos(w.from), diag.Args{"word": p.of(w)})
		}
	}
}

// prepositional reports whether word i is a noun in a form that it has behind prepositions alone.
func (x lost) prepositional(i int) bool {
	a, h := x.p.lang.Lexicon().Fills(x.p.small(x.p.words[i]))
	return a == 0 && h.Only("l") && x.p.lang.Lexicon().Deed(x.p.small(x.p.words[i])) == 0
}

// governedBefore reports whether a preposition that word i may stand behind comes before it,
// with no predicate between, or whether nobody can say.
func (x lost) governedBefore(i int) bool {
	p := x.p
	for k := i - 1; k >= 0; k-- {
		w := p.words[k]
		s := p.small(w)
		gap := p.s[w.to:p.words[k+1].from]
		if strings.ContainsAny(gap, ".;:") {
			return false
		}
		if p.lang.Prose().Lost.Locating.Has(s) {
			return true
		}
		a, h := p.lang.Lexicon().Fills(s)
		if a|h == 0 && (p.lang.Lexicon().Predicate(s) || p.infinitive(w)) {
			return false
		}
		if a|h == 0 && !p.lang.Lexicon().Has(s) && p.lang.Lexicon().Deed(s) == 0 && utf8.RuneCountInString(s) < longEnough {
			return true // an abbreviation or a name
		}
	}
	return p.words[0].from == i || !isCapital(p.s)
}

// whole reports whether words from to to, without the last, are a sentence that says all that it
// has to say: one with a full stop, in running text.
func (x lost) whole(from, to int) bool {
	p := x.p
	rest := strings.TrimLeft(p.s[p.words[to-1].to:], " \u00a0")
	return to-from >= fewestWhole && strings.HasPrefix(rest, ".") && !strings.HasPrefix(rest, "..") && isCapital(p.of(p.words[from])) && ownWord(x.p, from) && !strings.Contains(p.s[p.words[from].from:p.words[to-1].to], ":")
}

// end judges the last word of a sentence: one that asks for another behind it ends none.
func (x lost) end(from, to int) {
	if to-from < fewestWhole {
		return
	}
	p, w := x.p, x.p.words[to-1]
	s := p.small(w)
	words := &p.lang.Prose().Lost
	if p.has&dash != 0 || !x.whole(from, to) || !ownWord(x.p, to-1) || p.s[p.words[to-2].to:w.from] != " " || isCapital(p.of(w)) || !strings.HasPrefix(p.s[w.to:], ".") {
		return
	}
	a, h := p.lang.Lexicon().Fills(s)
	verb := p.lang.Lexicon().Deed(s)
	broken := words.Ends.Has(s)
	if p.lang.Final {
		broken = broken || a == 0 && verb == 0 && h.Only("agd") && !words.Right.Has(s)
	} else {
		broken = broken || h == 0 && verb == 0 && a.Only("gdl") && !words.Right.Has(s)
	}
	if broken && x.e.tell(p, w.from) {
		warn(&x.e.found, diag.WordMisspelt, "end", p.pos(w.from), diag.Args{"word": p.of(w)})
	}
}

// names reports whether a clause may name something, as headings and lists do, and need no
// predicate: others stand under it, or it stands under words that end with a colon.
func (x lost) names() bool {
	units, at := x.p.text.Units, x.p.at
	if at+1 < len(units) && units[at+1].Parent == at {
		return true
	}
	parent := units[at].Parent
	return parent >= 0 && strings.HasSuffix(strings.TrimSpace(legal.Flatten(&units[parent]).Text), ":")
}

// predicate judges a sentence that begins with a noun in the nominative, of whose words the
// lexicon has all: one of them is a predicate.
func (x lost) predicate(from, to int) {
	p, lexicon := x.p, x.p.lang.Lexicon()
	if p.lang.Final || !x.whole(from, to) || p.unit.Kind != legal.Clause || p.unit.Label.Text == "" || strings.HasSuffix(p.unit.Label.Text, ")") || p.has&(dash|quote|bracket|other) != 0 || x.names() {
		return
	}
	_, h := lexicon.Fills(p.small(p.words[from]))
	if h.Subject() == 0 || h.Complements() {
		return
	}
	for _, w := range p.words[from:to] {
		s := p.small(w)
		a, h := lexicon.Fills(s)
		deed := lexicon.Deed(s)
		if lexicon.Predicate(s) || p.infinitive(w) || p.linked(w.from) != nil || isAbbreviation(p.of(w)) || a|h == 0 && deed == 0 && utf8.RuneCountInString(s) >= longEnough && !p.lang.Prose().Lost.Besides.Has(s) {
			return // it may be one
		}
		if p.lang.Prose().Bidding.Has(s) || p.lang.Prose().Needed.Has(s) || p.lang.Prose().Lost.Verbless.Has(s) {
			return
		}
	}
	if x.e.tell(p, p.words[from].from) {
		warn(&x.e.found, diag.WordMisspelt, "predicate", p.pos(p.words[from].from), diag.Args{"word": p.s[p.words[from].from:p.words[from+1].to]})
	}
}
