package check

import (
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
)

// joinedNounsRule: behind a word that joins nouns stands another one in the case of the first
// (word-misspelt.coordinated): «техникамен және журналға қол қояды» has lost the verb of its
// first part. Judged are cases that no word has by chance, in a language whose verbs stand last.
func joinedNounsRule(e *Edition) {
	for p := range e.native(func(l *language.Language) bool { return !l.Prose().Lost.Joiners.Empty() && l.Lexicon().Inflected() }) {
		for i := 0; i+2 < len(p.words); i++ {
			if p.lang.Prose().Lost.Joiners.Has(p.small(p.words[i+1])) && severs(p, i) && e.tell(p, p.words[i].from) {
				warn(&e.found, diag.WordMisspelt, "coordinated", p.pos(p.words[i].from), diag.Args{"word": p.of(p.words[i]), "by": p.of(p.words[i+1])})
			}
		}
	}
}

// severs reports whether word i is a noun that a joiner stands behind, and no word behind that
// may be in its case.
func severs(p *passage, i int) bool {
	w := p.words[i]
	if !p.joined(i) || !p.joined(i+1) || p.quoted(w.from) || p.linked(w.from) != nil || isAbbreviation(p.of(w)) {
		return false
	}
	s := p.small(w)
	_, is := p.lang.Lexicon().Fills(s)
	of := ""
	for c := range p.lang.Prose().Lost.Cases {
		if is.Only(c) {
			of = c
		}
	}
	if of == "" || p.lang.Lexicon().Deed(s) != 0 || len(p.lang.Lexicon().Verbs(s)) > 0 {
		return false
	}
	_, to := p.sentence(w.from)
	for k := i + 2; k < len(p.words) && p.words[k].to <= to; k++ {
		if strings.ContainsAny(p.s[p.words[k-1].to:p.words[k].from], ";:") {
			return false
		}
		t := p.small(p.words[k])
		_, h := p.lang.Lexicon().Fills(t)
		if ends := p.lang.Prose().Lost.Cases[of]; h.Fills(of) || ends.Has(t) || p.linked(p.words[k].from) != nil || p.quoted(p.words[k].from) {
			return false
		}
	}
	return strings.HasPrefix(p.s[to:], ".") || strings.HasSuffix(p.s[:to], ".")
}

// conditionCommaRule: a comma stands behind the predicate of a condition with which a sentence
// begins (comma-missing): «егер акт жасалмаса, …».
func conditionCommaRule(e *Edition) {
	for p := range e.native(func(l *language.Language) bool { return !l.Prose().Condition.Comma.Empty() }) {
		words := p.lang.Prose()
		open := false
		for i, w := range p.words {
			s := p.small(w)
			if i == 0 || p.begins(w.from) {
				open = words.Condition.Words.Has(s)
				continue
			}
			if !open || !words.Condition.Comma.Has(s) || words.And.Has(s) || p.quoted(w.from) {
				continue
			}
			if a, h := p.lang.Lexicon().Fills(s); a|h != 0 {
				continue
			}
			if i+1 >= len(p.words) || !p.joined(i) {
				open = false
				continue
			}
			next := p.words[i+1]
			if n := p.small(next); words.Condition.After.Has(n) || words.Condition.Comma.Has(n) || p.linked(next.from) != nil {
				continue
			}
			open = false
			if e.tell(p, next.from) {
				warn(&e.found, diag.CommaMissing, "", p.pos(next.from), diag.Args{"word": p.of(next), "before": p.of(w)})
			}
		}
	}
}
