package check

import (
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
)

// governmentRule: a word stands in the case that the preposition or postposition beside it
// asks for (word-misspelt.case): no «согласно приказа», no «кестені сәйкес». Only words
// whose every form the lexicon has are judged.
func governmentRule(e *Edition) {
	for p := range e.native(func(l *language.Language) bool { return len(l.Prose().Government) > 0 && l.Lexicon().Inflected() }) {
		for i := range p.words {
			if g, n := p.governs(i); n > 0 {
				e.governed(p, g, i+1-n, i+1, language.Beside{})
			}
			if g, n := verbGoverns(&p.wording, i); n > 0 {
				e.governed(p, g, i+1-n, i+1, sentenceSays(&p.wording, i))
			}
		}
	}
}

// governs gives the words that ask for a case and end with word i; n is how many they are.
func (p *passage) governs(i int) (g *language.Government, n int) {
	return p.lang.Prose().Governs(i, func(k int) string {
		before := p.before(p.words[k].from)
		if k < i && !p.joined(k) || before == '-' || p.words[k].from > 0 && isWordRune(before) { // «из-за», «1О дней»
			return ""
		}
		return p.small(p.words[k])
	})
}

// verbGoverns is governs for a verb in one of its forms that is no other word.
func verbGoverns(p *wording, i int) (g *language.Government, n int) {
	w := p.words[i]
	verbs := p.lang.Lexicon().Verbs(p.small(w))
	if len(verbs) == 0 || p.quoted(w.from) || p.after(w.to) == '-' {
		return nil, 0
	}
	g, n = p.lang.Prose().VerbGoverns(verbs, i, func(k int) string {
		if k < i && !p.joined(k) {
			return ""
		}
		return p.small(p.words[k])
	})
	if n == 0 {
		return nil, 0
	}
	if attribute, head := p.lang.Lexicon().Fills(p.small(w)); !g.Before && attribute|head != 0 || g.Before && head != 0 && !asked(p, i) {
		return nil, 0
	}
	return g, n
}

// asked reports whether a word of right or duty asks for word i, or nothing stands behind it,
// so that what stands before it belongs to no other verb: «шартты қол қоюға ұсынады».
func asked(p *wording, i int) bool {
	if i+1 >= len(p.words) || !p.joined(i) {
		return true
	}
	next := p.small(p.words[i+1])
	m := p.lang.Prose().Force.Means("", next)
	return p.lang.Prose().And.Has(next) || m.Has(language.Duty) || m.Has(language.MaybeDuty) || m.Has(language.Right) || m.Has(language.MaybeRight) || m.Has(language.Negation)
}

// sentenceSays is what the sentence of word i says that lets its verb take other cases.
func sentenceSays(p *wording, i int) (says language.Beside) {
	from, to := p.sentence(p.words[i].from)
	prose := p.lang.Prose()
	for _, w := range p.words {
		if w.from >= from && w.to <= to {
			s := p.small(w)
			says.Denied = says.Denied || w.from < p.words[i].from && prose.Spelling.Not.Has(s)
			says.Needed = says.Needed || prose.Needed.Has(s)
		}
	}
	return says
}

// joined reports whether nothing but a space stands between word i and the next one.
func (p *wording) joined(i int) bool {
	return isGap(p.s[p.words[i].to:p.words[i+1].from])
}

// isGap reports whether what stands between two words is nothing but a space.
func isGap(s string) bool { return s == " " || s == "\u00a0" }

// governed judges the word beside words from to end that ask for a case.
func (e *Edition) governed(p *passage, g *language.Government, from, end int, says language.Beside) {
	of, gap := end, end-1
	if g.Before {
		of, gap = from-1, from-1
	}
	if of < 0 || of >= len(p.words) {
		return
	}
	if !p.joined(gap) {
		e.counted(p, g, from, end)
		return
	}
	if between := p.lang.Prose().Between.Has(p.small(p.words[of])); between && !g.Before && of+1 < len(p.words) && p.joined(of) {
		of++
	} else if between && g.Before && of > 0 && p.joined(of-1) {
		of--
	}
	w := p.words[of]
	s := p.small(w)
	if l := p.linked(w.from); p.quoted(w.from) || p.after(w.to) == '-' || l != nil && !l.Made() || isAbbreviation(p.of(w)) || g.Not.Has(s) || !g.Of.Empty() && !g.Of.Has(s) && !g.Never.Has(s) {
		return
	}
	attribute, head := p.lang.Lexicon().Fills(p.lang.Stems.Fold(s))
	wrong := !g.Allows(attribute|head, says) && attribute|head != 0 || g.Never.Has(s)
	if !wrong && !g.Before && head == 0 {
		var is language.Cells
		of, is = nounBehind(p, of, attribute|p.lang.Lexicon().Deed(s))
		w, wrong = p.words[of], is != 0 && !g.Allows(is, says)
	}
	if wrong && e.tell(p, w.from) {
		warn(&e.found, diag.WordMisspelt, "case", p.pos(w.from), diag.Args{"word": p.of(w), "by": p.s[p.words[from].from:p.words[end-1].to], "question": g.Asks})
	}
}

// counted judges the adjective behind a number that stands behind words from to end: what is
// counted stands in the case that they ask for, or in the genitive, and with a number from five
// on in no nominative: no «в течение 5 рабочим дням», nor «за 5 рабочие дни».
func (e *Edition) counted(p *passage, g *language.Government, from, end int) {
	if g.Before || len(g.Verbs) > 0 || end >= len(p.words) || !p.lang.Prose().Counts.Adjectives.Has(p.small(p.words[end])) {
		return
	}
	number := strings.Trim(p.s[p.words[end-1].to:p.words[end].from], " \u00a0")
	n, err := strconv.Atoi(number)
	w := p.words[end]
	attribute, _ := p.lang.Lexicon().Fills(p.small(w))
	if err != nil || attribute == 0 || n%10 == 1 && n%100 != 11 {
		return
	}
	if !attribute.Owner() && (!g.Allows(attribute, language.Beside{}) || attribute.Subject() != 0 && n > few) && e.tell(p, w.from) {
		warn(&e.found, diag.WordMisspelt, "case", p.pos(w.from), diag.Args{"word": p.of(w), "by": p.s[p.words[from].from:p.words[end-1].to] + " " + number, "question": p.lang.Prose().Counts.Asks})
	}
}

// few is the greatest number behind which adjectives may stand in the nominative.
const few = 4

// nounBehind looks for the noun behind word i and adjectives that agree: is are the cells that
// word i may fill. at is the last word that was looked at; if it is the noun, is are the cells
// that it has in common with all before it, else 0: «о скрытых недостатков» has none of the
// cells that «о» asks for.
func nounBehind(p *passage, i int, before language.Cells) (at int, is language.Cells) {
	for before != 0 && i+1 < len(p.words) && p.joined(i) && !p.lang.Prose().Transitive.Has(p.small(p.words[i])) {
		i++
		w := p.words[i]
		attribute, head := p.lang.Lexicon().Fills(p.lang.Stems.Fold(p.small(w)))
		switch {
		case p.quoted(w.from) || p.linked(w.from) != nil || before&(attribute|head) == 0 || attribute != 0 && head != 0 || p.after(w.to) == '-':
			return i, 0
		case head != 0:
			return i, before & head
		}
		before &= attribute
	}
	return i, 0
}
