package check

import (
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
)

// personRule: a sentence whose subject is "I" has a predicate of the first person
// (word-misspelt.person): «я даю», «мен беремін».
func personRule(e *Edition) {
	for p := range e.native(func(l *language.Language) bool { return !l.Prose().First.I.Empty() }) {
		words := p.lang.Prose()
		if words.First.I.Empty() {
			continue
		}
		for i, w := range p.words {
			if !words.First.I.Has(p.small(w)) || i > 0 && !p.begins(w.from) || !isCapital(p.of(w)) {
				continue
			}
			if at := p.otherPerson(i); at > 0 && e.tell(p, p.words[at].from) {
				warn(&e.found, diag.WordMisspelt, "person", p.pos(p.words[at].from), diag.Args{"word": p.of(p.words[at]), "by": p.of(w)})
			}
		}
	}
}

// otherPerson is the word that is a predicate of another person in the sentence that word i
// begins; 0 if there is none, or one of the first person besides.
func (p *passage) otherPerson(i int) (at int) {
	words := p.lang.Prose()
	_, to := p.sentence(p.words[i].from)
	if rest := strings.TrimSpace(p.s[p.words[i].to:to]); strings.HasSuffix(rest, ":") {
		return 0
	}
	for k := i + 1; k < len(p.words) && p.words[k].to <= to; k++ {
		s := p.small(p.words[k])
		if a, h := p.lang.Lexicon().Fills(s); a|h == 0 && words.First.Mine.Has(s) {
			return 0
		}
		if words.First.Theirs.Has(s) && at == 0 && (!words.First.Last || p.closes(k)) && p.lang.Lexicon().Has(s) {
			at = k
		}
	}
	return at
}

// closes reports whether a sentence or part of one ends behind word k.
func (p *wording) closes(k int) bool {
	rest := p.s[p.words[k].to:]
	return rest == "" || strings.ContainsAny(rest[:1], ".,;:")
}
