package check

import (
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
)

// severedRule: an ending stands at its word (word-misspelt.split): «наурызда», not «наурыз да»,
// nor «күні нен». An ending that is a word, too, is judged behind a month alone.
func severedRule(e *Edition) {
	for p := range e.native(func(l *language.Language) bool { return !l.Prose().Severed.Never.Empty() }) {
		for i := 1; i < len(p.words); i++ {
			if w := p.words[i-1]; isSevered(&p.wording, i) && e.tell(p, w.from) {
				e.tell(p, p.words[i].from)
				warn(&e.found, diag.WordMisspelt, "split", p.pos(w.from), diag.Args{"word": p.s[w.from:p.words[i].to], "right": p.of(w) + p.of(p.words[i])})
			}
		}
	}
}

// isSevered reports whether word i is the ending of the word before it.
func isSevered(p *wording, i int) bool {
	severed, s := &p.lang.Prose().Severed, p.small(p.words[i])
	never, month := severed.Never.Has(s), severed.Month.Has(s)
	w := p.words[i-1]
	if !never && !month || !p.joined(i-1) || p.after(p.words[i].to) == '-' || p.quoted(w.from) || isAbbreviation(p.of(w)) {
		return false
	}
	whole := p.small(w) + s
	if month && p.lang.Word(p.small(w)).MonthOf() > 0 && p.lang.Lexicon().Has(whole) {
		n, _ := digitsBefore(strings.TrimRight(p.s[:w.from], " \u00a0"))
		return n > 0
	}
	return never && p.lang.Lexicon().Has(whole)
}
