package check

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
)

// conditionRule: a sentence with a word for a condition has a predicate in the form that it
// asks for (word-misspelt.condition): «егер дәрі қолданылса», not «егер дәрі қолданылады».
// What leads to a list is not judged.
func conditionRule(e *Edition) {
	for p := range e.native(func(l *language.Language) bool { return !l.Prose().Condition.Words.Empty() }) {
		words := &p.lang.Prose().Condition
		for _, w := range p.words {
			if !words.Words.Has(p.small(w)) || p.quoted(w.from) {
				continue
			}
			_, to := p.sentence(w.from)
			met := slices.ContainsFunc(p.words, func(x word) bool { return x.from > w.from && x.to <= to && words.Forms.Has(p.small(x)) })
			if !met && strings.HasPrefix(p.s[to:], ".") && !strings.Contains(p.s[w.to:to], ":") && e.tell(p, w.from) {
				warn(&e.found, diag.WordMisspelt, "condition", p.pos(w.from), diag.Args{"word": p.of(w)})
			}
		}
	}
}
