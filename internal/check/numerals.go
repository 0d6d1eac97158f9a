package check

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/regex"
)

// A number with its words in brackets behind it, and words with their number in
// brackets.
var (
	numberWords = regex.Of(`(\d{1,3}(?:[ \x{a0}\x{202f}]\d{3})+|\d+)[ \x{a0}]?%?[ \x{a0}]?\(([^()\d]{2,120})\)`)
	wordsNumber = regex.Of(`((?:\p{L}+[ \x{a0}]){1,8})\((\d{1,3}(?:[ \x{a0}\x{202f}]\d{3})+|\d+)\)`)
)

// numeralsRule: a number and the same number in words are one (number-words):
// «15 (пятнадцать)», «он бес (15)».
func numeralsRule(e *Edition) {
	for k := range e.Edition.Texts {
		for j := range e.read[k] {
			p := &e.read[k][j]
			words := p.lang.Prose()
			if p.has&digit == 0 || p.has&bracket == 0 || len(words.Numerals) == 0 {
				continue
			}
			for _, m := range numberWords.FindAllStringSubmatchIndex(p.s, -1) {
				if before := p.before(m[2]); m[2] > 0 && (isWordRune(before) || strings.ContainsRune(".,-/", before)) {
					continue
				}
				value, read, ok := spelled(words, strings.Fields(p.lower[m[4]:m[5]]))
				if n := number64(p.s[m[2]:m[3]]); ok && n >= 0 && n != value {
					warn(&e.found, diag.NumberWords, "", p.pos(m[2]), diag.Args{"number": p.s[m[2]:m[3]], "words": strings.Join(read, " ")})
				}
			}
			for _, m := range wordsNumber.FindAllStringSubmatchIndex(p.s, -1) {
				before := strings.Fields(p.lower[m[2]:m[3]])
				for len(before) > 0 && words.Numeral(before[0]) == 0 {
					before = before[1:]
				}
				value, read, ok := spelled(words, before)
				if n := number64(p.s[m[4]:m[5]]); ok && len(read) == len(before) && n >= 0 && n != value {
					warn(&e.found, diag.NumberWords, "", p.pos(m[4]), diag.Args{"number": p.s[m[4]:m[5]], "words": strings.Join(read, " ")})
				}
			}
		}
	}
}

// number64 is a number of digits and spaces; -1 if it is too long.
func number64(s string) int {
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
	n, err := strconv.Atoi(digits)
	if err != nil || len(digits) > 15 {
		return -1
	}
	return n
}

// spelled reads the numerals at the start of some words. It is not ok if there are
// none, or if others follow behind words that are none: «пятнадцать целых пять десятых».
func spelled(prose *language.Prose, words []string) (value int, read []string, ok bool) {
	part := 0
	for i, w := range words {
		n := prose.Numeral(strings.Trim(w, ",.;"))
		switch {
		case n == 0:
			for _, x := range words[i:] {
				if prose.Numeral(x) > 0 {
					return 0, nil, false
				}
			}
			return value + part, words[:i], i > 0
		case n >= 1000:
			value, part = value+max(part, 1)*n, 0
		case n == 100 && part > 0 && part < 10: // «бес жүз»
			part *= 100
		default:
			part += n
		}
	}
	return value + part, words, len(words) > 0
}

// numeralsPair: a clause names the same numbers in words in every language
// (figures-differ.words): «трех человек», «бес адам». One is a number only before what is
// counted of time, since languages use it as an article; what one text writes in digits the
// other may write in words.
func numeralsPair(p *pair) {
	for _, u := range p.units {
		a, b := u.a.numerals(), u.b.numerals()
		x, y := u.ordinalBeside()
		if len(x) == 0 {
			x, y = unmatched(a, b, u.b), unmatched(b, a, u.a)
		}
		if len(x) == 0 && len(y) == 0 {
			x, y = unmatched(u.a.ordinals(), u.b.ordinals(), u.b), unmatched(u.b.ordinals(), u.a.ordinals(), u.a)
		}
		if len(x) == 1 && len(y) == 1 {
			p.differ(diag.FiguresDiffer, "words", u, u.side(x[0].says, x[0].from, true), u.side(y[0].says, y[0].from, false))
		}
	}
}

// numeralAt is a number in words where it stands.
type numeralAt struct {
	found
	value  int
	period string // what it counts of time; "" if nothing
}

// numerals are the numbers in words of a passage, from two on, and one of a period.
func (p *wording) numerals() []numeralAt {
	var out []numeralAt
	prose := p.lang.Prose()
	for i := 0; i < len(p.words); {
		k := i
		var words []string
		for k < len(p.words) && prose.Numeral(p.small(p.words[k])) > 0 && (k == i || p.s[p.words[k-1].to:p.words[k].from] == " ") {
			words = append(words, p.small(p.words[k]))
			k++
		}
		if len(words) == 0 {
			i++
			continue
		}
		from, to := p.words[i].from, p.words[k-1].to
		period, end := prose.Period(p.lower[to:])
		if n, _, ok := spelled(prose, words); ok && (n > 1 || period != "") {
			out = append(out, numeralAt{found{p.s[from : to+end], from}, n, period})
		}
		i = k
	}
	return out
}

// ordinals are the words for a place in a row: «третьего», «үшінші».
func (p *wording) ordinals() (out []numeralAt) {
	for _, w := range p.words {
		if n := p.lang.Prose().Ordinal(p.small(w)); n > 0 {
			out = append(out, numeralAt{found{p.of(w), w.from}, n, ""})
		}
	}
	return out
}

// ordinalBeside are the words in brackets behind the same number that count in one text and
// name a place in a row in the other: «7 (жеті)» and «7 (седьмой)».
func (u both) ordinalBeside() (x, y []numeralAt) {
	for _, a := range u.a.bracketedWords() {
		for _, b := range u.b.bracketedWords() {
			if a.value == b.value && (a.period == "") != (b.period == "") {
				return []numeralAt{a}, []numeralAt{b}
			}
		}
	}
	return nil, nil
}

// bracketedWords are the numbers with one word in brackets behind them; period is set if
// the word is for a place in a row.
func (p *passage) bracketedWords() (out []numeralAt) {
	if p.has&digit == 0 || p.has&bracket == 0 {
		return nil
	}
	words := p.lang.Prose()
	for _, m := range numberWords.FindAllStringSubmatchIndex(p.s, -1) {
		w, n := p.lower[m[4]:m[5]], number64(p.s[m[2]:m[3]])
		switch {
		case words.Ordinal(w) == n:
			out = append(out, numeralAt{found{p.s[m[2]:m[1]], m[2]}, n, "place"})
		case words.Numeral(w) == n:
			out = append(out, numeralAt{found{p.s[m[2]:m[1]], m[2]}, n, ""})
		}
	}
	return out
}

// unmatched are the numbers of a list that the other passage has neither in words nor
// in digits.
func unmatched(list, others []numeralAt, other *passage) (out []numeralAt) {
	if len(list) == 0 {
		return nil
	}
	figures := other.figures()
	for _, n := range list {
		in := strconv.Itoa(n.value)
		if !slices.ContainsFunc(others, func(o numeralAt) bool {
			return o.value == n.value && (o.period == n.period || o.period == "" || n.period == "")
		}) && !slices.ContainsFunc(figures, func(f figure) bool { return f.value == in }) {
			out = append(out, n)
		}
	}
	return out
}
