package check

import (
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/naming"
	"github.com/kelisim/kelisim/internal/script"
)

// lettersRule: a text is not typed with the letters of a keyboard that lacks its own
// (letters-typed): «кызмет» for «қызмет», a word, a clause or a whole text. The grammar
// says which letters are typed for which; words that the text, or the language's prose,
// has in its own letters tell what was meant.
func lettersRule(e *Edition) {
	for k, t := range e.Edition.Texts {
		lang := e.Languages.Of(string(t.Lang))
		typed := lang.Typed()
		if typed == nil || e.alien[k] {
			continue
		}
		if mistyped(e.Languages, e.read[k]) {
			warn(&e.found, diag.LettersTyped, "text", e.read[k][0].start(), diag.Args{"language": t.Lang, "letters": typed.Letters})
			continue
		}
		known := map[string]string{} // as typed: in its own letters
		for _, w := range lang.Prose().Typed {
			if typed.Owns(w) {
				known[typed.Fold(w)] = w
			}
		}
		for j := range e.read[k] {
			p := &e.read[k][j]
			for _, w := range p.words {
				if s := p.small(w); utf8.RuneCountInString(s) >= shortestTyped && typed.Owns(s) {
					known[typed.Fold(s)] = s
				}
			}
		}
		x := spellingOf(e, k)
		for j := range e.read[k] {
			p := &e.read[k][j]
			if p.unit != nil && p.lacksLetters(e.Languages) {
				warn(&e.found, diag.LettersTyped, "clause", p.unit.Pos, diag.Args{"unit": naming.Of(t.Units, p.at), "language": t.Lang, "letters": typed.Letters})
				continue
			}
			x.typedWords(p, typed, known)
		}
	}
}

const (
	shortestTyped = 5 // letters of a word that is compared, unless the prose has just it
	fewestTyped   = 7 // words of a clause that has no letter of the language's own
)

// typedWords reports the words that another one is in its own letters.
func (x *spelling) typedWords(p *passage, typed *language.Typed, known map[string]string) {
	e := x.e
	for _, w := range p.words {
		s := p.small(w)
		if p.quoted(w.from) || p.linked(w.from) != nil || e.told[spot{p, w.from}] {
			continue
		}
		right := ""
		if x.foreign(p, s) && !isAbbreviation(p.of(w)) {
			right = p.lang.Lexicon().Typed(typed.Fold(s))
		}
		if n := utf8.RuneCountInString(s); n < shortestTyped-1 && typed.Owns(s) {
			continue // «құн» is no «күн»
		} else if right == "" && (n < shortestTyped-1 || typed.Owns(s)) {
			continue
		}
		if right == "" {
			right = meant(s, typed, known)
		}
		likely := right == "" && utf8.RuneCountInString(s) >= shortestTyped && p.lang.Prose().Unlikely.Has(s)
		if right == "" && !likely {
			continue
		}
		if e.Languages.Turned(p.lang, p.spoken()) != nil {
			return // another language, which has its finding
		}
		e.tell(p, w.from)
		args := diag.Args{"word": p.of(w), "letters": typed.Letters, "language": p.text.Lang}
		if likely {
			e.found.AddVariant(diag.LettersTyped, "likely", p.pos(w.from), args)
			continue
		}
		args["right"] = right
		e.found.AddVariant(diag.LettersTyped, "word", p.pos(w.from), args)
	}
}

// foreign reports whether a word of some length is in no form that the lexicon has, nor
// stands twice.
func (x *spelling) foreign(p *passage, s string) bool {
	return x.unknown(p, s) || x.count[s] == 1 && utf8.RuneCountInString(s) >= shortestTyped && p.lang.Lexicon().Inflected() && !p.lang.Lexicon().Has(s)
}

// meant is the word that s was meant to be; "" if it is right or unknown. A known word
// may have an ending behind it.
func meant(s string, typed *language.Typed, known map[string]string) string {
	if right, ok := known[s]; ok {
		return right
	}
	for end := len(s); end > 0; {
		_, size := utf8.DecodeLastRuneInString(s[:end])
		end -= size
		if utf8.RuneCountInString(s[:end]) < shortestTyped {
			break
		}
		if right, ok := known[s[:end]]; ok && typed.Fold(right) == s[:end] {
			return right + "…"
		}
	}
	return ""
}

// lacksLetters reports whether a clause of some length has no letter of the language's
// own, and is not in another language.
func (p *passage) lacksLetters(all *language.Set) bool {
	typed := p.lang.Typed()
	if typed == nil || len(p.words) < fewestTyped {
		return false
	}
	n := 0
	for _, w := range p.words {
		if s := p.small(w); script.IsCyrillic(p.after(w.from)) && !isAbbreviation(p.of(w)) && len(s) > 4 && !p.quoted(w.from) {
			if typed.Owns(s) {
				return false
			}
			n++
		}
	}
	return n >= fewestTyped && all.Turned(p.lang, p.spoken()) == nil
}

// mistyped reports whether most clauses of a text lack the language's own letters.
func mistyped(all *language.Set, read []passage) bool {
	if len(read) == 0 || read[0].lang.Typed() == nil {
		return false
	}
	lacking, judged := 0, 0
	for j := range read {
		if p := &read[j]; len(p.words) >= fewestTyped {
			judged++
			if p.lacksLetters(all) {
				lacking++
			}
		}
	}
	return judged >= 2 && lacking*2 > judged
}

// digitsRule: a number is written in digits alone (lookalike.digit): «1О дней» has the
// letter О for a zero, «З рабочих дня» the letter З for a three, «б дней» the letter б for a six.
func digitsRule(e *Edition) {
	for k := range e.Edition.Texts {
		for j := range e.read[k] {
			p := &e.read[k][j]
			for i, w := range p.words {
				to := digitsLike(p.of(w))
				if to == "" {
					continue
				}
				r, first := p.after(w.from), rune(to[0])
				before, after := p.before(w.from), p.after(w.to)
				beside := first != '6' && (w.from > 0 && before >= '0' && before <= '9' || after >= '0' && after <= '9')
				// A letter alone before a word that is counted: «З рабочих дня».
				alone := len(to) == 1 && (first == '6' || script.IsCapital(r) && first != '1') && (w.from == 0 || isSpace(before)) && isSpace(after) && i+1 < len(p.words) && p.words[i+1].from-w.to <= 2 &&
					countsWord(&p.wording, p.small(p.words[i+1]), first)
				if !beside && !alone || beside && isWordRune(after) && !(after >= '0' && after <= '9') {
					continue
				}
				from, end := w.from, w.to
				for from > 0 && p.s[from-1] >= '0' && p.s[from-1] <= '9' {
					from--
				}
				for end < len(p.s) && p.s[end] >= '0' && p.s[end] <= '9' {
					end++
				}
				if prev := p.before(from); from > 0 && (isWordRune(prev) || strings.ContainsRune("-/.№", prev)) || (end < len(p.s) && strings.ContainsRune(")-/", p.after(end))) {
					continue // a code or a number of another kind
				}
				warn(&e.found, diag.Lookalike, "digit", p.pos(w.from), mended{p.s[from:w.from] + to + p.s[w.to:end], "", w.from, r, first}.args(p.s[from:end]))
			}
		}
	}
}

// digitsLike is a word in the digits that its letters look like; "" if one looks like none.
// A small б looks like a six where it stands alone.
func digitsLike(s string) string {
	if r, size := utf8.DecodeRuneInString(s); size == len(s) && script.LoneDigit(r) != 0 {
		return string(script.LoneDigit(r))
	}
	var b strings.Builder
	for _, r := range s {
		d := script.Digit(r)
		if d == 0 {
			return ""
		}
		b.WriteRune(d)
	}
	return b.String()
}

// countsWord reports whether a word is one that numbers count; of months and the like
// behind a six, too.
func countsWord(p *wording, w string, digit rune) bool {
	if p.lang.Prose().Counted.Has(w) {
		return true
	}
	_, end := p.lang.Prose().Period(" " + w)
	return digit == '6' && (end > 0 || p.lang.Word(w).MonthOf() > 0)
}
