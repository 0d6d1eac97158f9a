package check

import (
	"strings"
	"unicode"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
)

// commaRule: a comma stands before the words that begin a clause within a sentence
// (comma-missing): «в случае, который указан», «сообщает, что».
func commaRule(e *Edition) {
	for p := range e.native(func(l *language.Language) bool { return len(l.Prose().Clauses) > 0 }) {
		clauses := p.lang.Prose().Clauses
		for i := 1; i < len(p.words); i++ {
			p.lang.Prose().Openings(p.small(p.words[i]), func(c int) { p.comma(e, &clauses[c], i) })
		}
	}
}

// comma judges word i as the first of a clause.
func (p *passage) comma(e *Edition, c *language.Subordinate, i int) {
	w := p.words[i]
	if unicode.IsUpper(p.after(w.from)) || p.quoted(w.from) || p.linked(w.from) != nil || strings.HasPrefix(p.s[w.to:], "-") {
		return
	}
	if i+1 < len(p.words) && p.joined(i) && c.Not.Has(p.small(p.words[i+1])) {
		return
	}
	from := i
	for from > 0 && p.joined(from-1) && c.Over.Has(p.small(p.words[from-1])) {
		from--
	}
	if from == 0 || from == i && !c.Bare || !p.joined(from-1) || c.Unless.Has(p.small(p.words[from-1])) {
		return
	}
	first := p.words[from]
	if unicode.IsUpper(p.after(first.from)) || !e.tell(p, first.from) {
		return
	}
	warn(&e.found, diag.CommaMissing, "", p.pos(first.from), diag.Args{"word": p.s[first.from:w.to], "before": p.of(p.words[from-1])})
}
