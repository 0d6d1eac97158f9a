package check

import (
	"slices"
	"strings"
	"unicode"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
)

// withRule: the word for "with" and "and" is written by the sound before it
// (word-misspelt.usual): «су мен», not «су пен». Where it may be the first person it is not
// judged.
func withRule(e *Edition) {
	for p := range e.native(func(l *language.Language) bool { return !l.Prose().With.Words.Empty() }) {
		words := p.lang.Prose()
		for i := 1; i < len(p.words); i++ {
			w, before := p.words[i], p.words[i-1]
			s := p.of(w)
			if !words.With.Words.Has(s) || !p.joined(i-1) || p.quoted(w.from) || p.linked(before.from) != nil || strings.ContainsFunc(p.of(before), p.foreignLetter) {
				continue
			}
			right := words.Behind(p.small(before))
			if right == s || words.First.I.Has(s) && slices.ContainsFunc(p.words, func(w word) bool { return words.First.Mine.Has(p.small(w)) }) || !e.tell(p, w.from) {
				continue
			}
			of := p.of(before) + " "
			warn(&e.found, diag.WordMisspelt, "usual", p.pos(w.from), diag.Args{"word": of + s, "right": of + right})
		}
	}
}

// foreignLetter reports whether a letter is none of the language, or a capital of it.
func (p *wording) foreignLetter(r rune) bool { return unicode.IsUpper(r) || !p.lang.Has(r) }
