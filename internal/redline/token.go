package redline

import (
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/script"
)

// token is a word, a figure, or a mark of a text, with the white space before it.
// Tokens partition their text but for white space at its end, which there is none.
//
//   - Letters and digits are joined over hyphens and apostrophes: "АЖ-да",
//     "e-mail-ге", "2-тармақтың", "94-V".
//   - Digits are joined over . , : / and dashes, and in groups of three over a
//     space: "2.1", "01.12.2026", "10 000,50", "3-1".
//   - Latin letters are joined over . and @ before small ones: "mail.kz".
//   - Marks stand alone, but runs of one of . _ - * = are one.
type token struct {
	lead, start, end int32 // white space is text[lead:start], the rest text[start:end]
	key              int32 // equal keys: the same word, perhaps in other letters
	word             int32 // the key in small letters, references folded; -1 for a mark
}

// isSpace reports whether r is a space or a character without width. None is part of a
// word, but for one without width between two letters.
func isSpace(r rune) bool {
	if r >= 0x400 && r <= 0x52F {
		return false
	}
	return unicode.IsSpace(r) || isInvisible(r)
}

func isInvisible(r rune) bool {
	switch r {
	case '\u00AD', '\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF':
		return true
	}
	return false
}

func isLetter(r rune) bool {
	if r >= 0x400 && r <= 0x52F { // Cyrillic letters and marks, and one sign
		return r != 0x482
	}
	return r < 0x80 && (r|0x20 >= 'a' && r|0x20 <= 'z' || isDigit(r)) ||
		r >= 0x80 && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsNumber(r))
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// scan calls yield with the borders of each token of a text.
func scan(text string, yield func(lead, start, end int)) {
	for at := 0; at < len(text); {
		start := at
		r, n := rune(0), 0
		for start < len(text) {
			if r, n = utf8.DecodeRuneInString(text[start:]); !isSpace(r) {
				break
			}
			start += n
		}
		if start == len(text) { // space at the end is a token, lest it be lost
			yield(at, at, start)
			return
		}
		end := start + n
		switch {
		case isLetter(r):
			end = wordEnd(text, start)
		case r == '.' || r == '_' || r == '-' || r == '*' || r == '=':
			for end < len(text) && text[end] == byte(r) {
				end++
			}
		}
		yield(at, start, end)
		at = end
	}
}

// wordEnd is the end of the word or figure that starts at i.
func wordEnd(text string, i int) int {
	start, figure := i, true // figure: digits alone so far
	last := rune(0)
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if isLetter(r) {
			figure = figure && isDigit(r)
			last, i = r, i+n
			continue
		}
		next, _ := utf8.DecodeRuneInString(text[i+n:])
		switch {
		case i+n < len(text) && joins(last, r, next):
			i += n
		case figure && isGroup(text[start:i], text[i:]):
			i += n + 3
		default:
			return i
		}
	}
	return i
}

// joins reports whether mark r holds the characters around it together.
func joins(last, r, next rune) bool {
	if !isLetter(next) {
		return false
	}
	switch {
	case script.IsHyphen(r), script.IsApostrophe(r), isInvisible(r):
		return true
	case r == '.' || r == '@':
		return isDigit(last) && isDigit(next) && r == '.' || last < 0x80 && !isDigit(last) && next >= 'a' && next <= 'z'
	case r == ',' || r == ':' || r == '/':
		return isDigit(last) && isDigit(next)
	}
	return false
}

// isGroup reports whether a space and exactly three digits go on after a figure
// of one to three digits, or of such groups.
func isGroup(figure, rest string) bool {
	r, n := utf8.DecodeRuneInString(rest)
	if r != ' ' && r != '\u00A0' && r != '\u2009' && r != '\u202F' || len(rest) < n+3 {
		return false
	}
	for _, d := range []byte(rest[n : n+3]) {
		if !isDigit(rune(d)) {
			return false
		}
	}
	if len(rest) > n+3 && isDigit(rune(rest[n+3])) {
		return false
	}
	digits := 0
	for i := len(figure) - 1; i >= 0 && isDigit(rune(figure[i])); i-- {
		digits++
	}
	grouped := digits < len(figure)
	return digits <= 3 && (!grouped || digits == 3 && !isASCIIMark(figure[len(figure)-4]))
}

func isASCIIMark(b byte) bool { return b < 0x80 && b != ' ' }

// isWord reports whether a token of this text is a word or figure, not a mark.
func isWord(token string) bool {
	r, _ := utf8.DecodeRuneInString(token)
	return isLetter(r)
}

func countWords(text string) int {
	n := 0
	scan(text, func(_, start, end int) {
		if isWord(text[start:end]) {
			n++
		}
	})
	return n
}
