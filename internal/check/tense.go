package check

import (
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
)

// tensePair: what has happened by one text has happened by the other (force-differs.tense):
// no «жіберді» stands beside «направляет». Only a language whose predicates close their
// sentences is judged, beside one that has words that may say so.
func tensePair(p *pair) {
	for _, u := range p.units {
		switch {
		case u.a.lang.Prose().Past.Closing && !u.b.lang.Prose().Past.Words.Empty():
			if x := u.a.past(); len(x) > 0 && !u.b.mayBePast() {
				p.differ(diag.ForceDiffers, "tense", u, u.side(x.says(), x.at(), true), u.side("–", -1, false))
			}
		case u.b.lang.Prose().Past.Closing && !u.a.lang.Prose().Past.Words.Empty():
			if y := u.b.past(); len(y) > 0 && !u.a.mayBePast() {
				p.differ(diag.ForceDiffers, "tense", u, u.side("–", -1, true), u.side(y.says(), y.at(), false))
			}
		}
	}
}

// past are the predicates of a passage that close a sentence and say what has happened.
func (p *wording) past() (out founds) {
	for i, w := range p.words {
		if (p.closes(i) || i+1 < len(p.words) && p.joined(i) && p.lang.Prose().And.Has(p.small(p.words[i+1]))) && p.happened(p.small(w)) && !p.quoted(w.from) {
			out = append(out, found{p.of(w), w.from})
		}
	}
	return out
}

// happened reports whether a predicate says what has happened and is no form that says what
// happens, of another verb: «қалады» of «қалау» and of «қалу».
func (p *wording) happened(s string) bool {
	is := p.lang.Lexicon().Deed(s)
	return is.Predicate() != 0 && is.Active() == 0
}

// mayBePast reports whether a word of the passage may say that something has happened. What
// stands in a clause within a sentence says when something is so: «если он не внес плату».
func (p *wording) mayBePast() bool {
	words := p.lang.Prose()
	within := false
	for i, w := range p.words {
		s := p.small(w)
		if i > 0 && strings.ContainsAny(p.s[p.words[i-1].to:w.from], ",.;") {
			within = false
		}
		words.Openings(s, func(int) { within = true })
		if a, h := p.lang.Lexicon().Fills(s); !within && a|h == 0 && words.Past.Words.Has(s) {
			return true
		}
	}
	return false
}
