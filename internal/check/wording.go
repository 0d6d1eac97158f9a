package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/script"
)

// wording is a stretch of words in a language. It does not know where it comes from,
// so that rules may read a title or a term in the same way as a unit.
type wording struct {
	lang  *language.Language
	s     string // plain text; code is one U+FFFC: nobody's spelling
	lower string // s in small letters, byte for byte at the same places
	words []word
	has   marks // that stand in it
}

// word is a run of letters of a passage: s[from:to].
type word struct{ from, to int }

// marks is a set of kinds of characters.
type marks uint8

const (
	digit marks = 1 << iota
	quote
	bracket
	dash
	other // what a placeholder is made of: _ [ { ?
)

func markOf(r rune) marks {
	switch r {
	case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return digit
	case '«', '»', '“', '”', '„', '"':
		return quote
	case '(', ')':
		return bracket
	case '[', ']', '{':
		return bracket | other
	case '-', '–', '—':
		return dash
	case '_', '?':
		return other
	}
	return 0
}

// wordsOf reads words of a language.
func wordsOf(lang *language.Language, s string) wording {
	p := wording{lang: lang, s: s, lower: script.Lower(s), words: make([]word, 0, len(s)/12+1)}
	if len(p.lower) != len(s) {
		p.lower = s
	}
	from := -1
	for i := 0; i < len(p.s); {
		c, size := rune(p.s[i]), 1
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(p.s[i:])
			letter = c >= 0x400 && c < 0x530 && c != 0x482 || unicode.IsLetter(c) || unicode.Is(unicode.Mn, c) && from >= 0
		}
		if !letter {
			p.has |= markOf(c)
		}
		switch {
		case letter && from < 0:
			from = i
		case !letter && from >= 0:
			p.words = append(p.words, word{from, i})
			from = -1
		}
		i += size
	}
	if from >= 0 {
		p.words = append(p.words, word{from, len(p.s)})
	}
	return p
}

// of returns a word's letters.
func (p *wording) of(w word) string { return p.s[w.from:w.to] }

// small returns a word in small letters.
func (p *wording) small(w word) string { return p.lower[w.from:w.to] }

// before and after are the runes beside a place; utf8.RuneError at the ends.
func (p *wording) before(at int) rune {
	r, _ := utf8.DecodeLastRuneInString(p.s[:at])
	return r
}

func (p *wording) after(at int) rune {
	r, _ := utf8.DecodeRuneInString(p.s[at:])
	return r
}

func isSpace(r rune) bool { return r == ' ' || r == '\u00a0' || r == '\u202f' || r == '\u2009' }

// hasAny reports whether s begins with one of the beginnings.
func hasAny(s string, beginnings ...string) bool {
	for _, b := range beginnings {
		if strings.HasPrefix(s, b) {
			return true
		}
	}
	return false
}

// containsAny reports whether one of the parts stands in s.
func containsAny(s string, parts ...string) bool {
	for _, x := range parts {
		if strings.Contains(s, x) {
			return true
		}
	}
	return false
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func isCapital(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}
