package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Unbroken lists the stretches of a text, as half-open byte ranges in its order, in
// which no line may end: a number with what hangs on it («3.3-тармақ»), the ending of
// an abbreviation («АЖ-ның»), the sign or abbreviation before a number («№ 5», «п. 2.1»),
// a day with its month («6 қазан»), a time with its zone and brackets («(10:00, UTC+5)»), a word with the
// dash that names a term in brackets («(далее – Мекеме)»). The words are those of all languages of the set:
// the texts of one page can be in several.
func (s *Set) Unbroken(text string) [][2]int {
	if s == nil {
		return nil
	}
	var out [][2]int
	for i := 0; i < len(text); {
		if !mayHold[text[i]] {
			i++
			continue
		}
		from, to, next := 0, 0, i+1
		switch c := text[i]; {
		case '0' <= c && c <= '9':
			next = number(text, i)
			from, to = s.before(text, i), s.after(text, i, next)
			if strings.Contains(text[next:max(next, to)], zone) && from > 0 && text[from-1] == '(' && strings.HasPrefix(text[to:], ")") {
				from, to = from-1, to+1 // brackets that would be heard alone
			}
			if last, _ := utf8.DecodeLastRuneInString(text[:i]); from == i && to == next || unicode.IsLetter(last) || last == '-' {
				to = from // a number alone, or a part of a name: «a-1-kk»
			}
		case c == '-':
			from, to = abbreviation(text, i)
		case c == 0xe2 && strings.HasPrefix(text[i:], "–"):
			from, to = dashed(text, i)
			next = i + len("–")
		case strings.HasPrefix(text[i:], "№ "):
			if end := code(text, i+len("№ ")); end > i+len("№ ") {
				from, to = i, end
			}
		}
		if from < to {
			if n := len(out); n > 0 && from < out[n-1][1] {
				from, out = out[n-1][0], out[:n-1]
			}
			out = append(out, [2]int{from, to})
			next = max(next, to)
		}
		i = next
	}
	return out
}

// mayHold has the bytes at which a stretch is looked for: figures, a hyphen, the first
// byte of «№» and of a dash.
var mayHold = [256]bool{'0': true, '1': true, '2': true, '3': true, '4': true, '5': true, '6': true, '7': true, '8': true, '9': true, '-': true, 0xe2: true}

// number is the end of a number with its parts: 3, 3.3, 4.1-1, 3.1-3.4, 10:00.
func number(text string, i int) int {
	for i < len(text) {
		switch c := text[i]; {
		case '0' <= c && c <= '9':
		case (c == '.' || c == '-' || c == ':') && i+1 < len(text) && '0' <= text[i+1] && text[i+1] <= '9':
		default:
			return i
		}
		i++
	}
	return i
}

// before is where the stretch of a number begins: at the sign or the abbreviation of a
// unit before it, if there is one.
func (s *Set) before(text string, i int) int {
	t := strings.TrimRight(text[:i], " \n")
	switch {
	case len(t) == i:
		return i
	case strings.HasSuffix(t, "№"), strings.HasSuffix(t, "§"):
		return strings.LastIndexAny(t, "№§")
	case !strings.HasSuffix(t, "."):
		return i
	}
	t = t[:len(t)-1]
	word := t
	for from := len(t); from > 0; {
		r, n := utf8.DecodeLastRuneInString(t[:from])
		if !unicode.IsLetter(r) {
			word = t[from:]
			break
		}
		from -= n
	}
	for _, e := range s.languages {
		if w := e.whole.get().Word(word); w != nil && w.Noun.Dot {
			return len(t) - len(word)
		}
	}
	return i
}

// after is where the stretch of a number ends: behind the word that a hyphen joins to
// it, behind the month of a day, or behind the zone of a time.
func (s *Set) after(text string, i, end int) int {
	switch rest := text[end:]; {
	case strings.HasPrefix(rest, zone) && strings.Contains(text[i:end], ":"):
		if end += len(zone); end < len(text) && (text[end] == '+' || text[end] == '-') {
			end = number(text, end+1)
		}
		return end
	case strings.HasPrefix(rest, "-"):
		if n := wordLength(rest[1:]); n > 0 {
			return end + 1 + n
		}
	case end-i <= 2 && (strings.HasPrefix(rest, " ") || strings.HasPrefix(rest, "\n")):
		word := rest[1 : 1+wordLength(rest[1:])]
		for _, e := range s.languages {
			if w := e.whole.get().Word(word); w != nil && w.Month > 0 {
				return end + 1 + len(word)
			}
		}
	}
	return end
}

// zone begins what stands behind a time: «, UTC+5».
const zone = ", UTC"

// dashed is the stretch of the dash at i with the word before it; empty if it does not
// stand between spaces behind the first words of a bracket. Other dashes are many, and
// each stretch makes a page longer.
func dashed(text string, i int) (from, to int) {
	to = i + len("–")
	before := strings.TrimSuffix(text[:i], " ")
	if len(before) == i || to == len(text) || text[to] != ' ' {
		return i, i
	}
	from = len(before)
	for from > 0 {
		r, n := utf8.DecodeLastRuneInString(before[:from])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		from -= n
	}
	if open := strings.LastIndexByte(text[:from+1], '('); from == len(before) || open < 0 || from-open > longestBracket || strings.ContainsAny(text[open:from], ")–\n") {
		return i, i
	}
	return from, to
}

// longestBracket is how far, in bytes, before the last word an opening bracket may stand.
const longestBracket = 24

// abbreviation is the stretch of an abbreviation with the ending behind the hyphen at i;
// empty if there is none.
func abbreviation(text string, i int) (from, to int) {
	from = i
	for n := 0; ; n++ {
		r, size := utf8.DecodeLastRuneInString(text[:from])
		if !unicode.IsUpper(r) {
			if n < 2 || unicode.IsLetter(r) {
				return i, i
			}
			break
		}
		from -= size
	}
	if n := wordLength(text[i+1:]); n > 0 {
		return from, i + 1 + n
	}
	return i, i
}

// longestCode is how long, in bytes, the number behind «№» may be that is kept whole.
const longestCode = 24

// code is the end of what a «№» numbers: 131, 12-ө, А-17/3; only its first part if it is
// long.
func code(text string, i int) int {
	end := i
	for end < len(text) {
		r, n := utf8.DecodeRuneInString(text[end:])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '/' {
			break
		}
		end += n
	}
	if end-i > longestCode {
		return i + wordLength(text[i:])
	}
	return end
}

// wordLength is the length, in bytes, of the letters that a text begins with.
func wordLength(text string) int {
	if n := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) }); n >= 0 {
		return n
	}
	return len(text)
}
