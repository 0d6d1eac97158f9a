package redline

import (
	"strings"
	"unicode"

	"github.com/kelisim/kelisim/internal/script"
)

// Words are compared by keys: two words of one key are the same word, written
// otherwise. Case is kept.

// foldTypography gives marks and letters that are typed in several forms one form, and
// drops what is invisible (-1).
func foldTypography(r rune) rune {
	if isInvisible(r) || isSpace(r) {
		return -1 // inside a token a space only groups digits
	}
	return script.Plain(script.Mark(r))
}

// alike has the Cyrillic letter of each of ASCII that looks like one; those are nearly
// all that are folded.
var alike = func() (table [128]rune) {
	for r := range table {
		table[r] = script.Cyrillic(rune(r))
	}
	return table
}()

func foldLookalike(r rune) rune {
	if r < 128 {
		if c := alike[r]; c != 0 {
			return c
		}
	} else if script.IsSchwa(r) {
		return script.Cyrillic(r)
	}
	return r
}

// appendKey appends the key of a token to b.
func appendKey(b []byte, token string) []byte {
	n := len(b)
	for _, r := range token {
		if r = foldTypography(r); r >= 0 {
			b = appendRune(b, foldLookalike(r))
		}
	}
	if len(b) == n { // nothing but what is dropped
		b = append(b, ' ')
	}
	return b
}

func appendRune(b []byte, r rune) []byte {
	if r < 0x80 {
		return append(b, byte(r))
	}
	return append(b, string(r)...)
}

// classOf is how two different writings of equal keys differ.
func classOf(a, b string) Class {
	if strings.ContainsRune(a, '\u2212') != strings.ContainsRune(b, '\u2212') {
		return Wording // 10−5 and 10–5
	}
	if strings.Map(foldTypography, a) == strings.Map(foldTypography, b) {
		return Typography
	}
	return Lookalike
}

// isTypographic reports whether a text holds nothing but quotes, dashes and spaces.
func isTypographic(text string) bool {
	for _, r := range text {
		if f := foldTypography(r); f != -1 && f != '-' && f != '\'' && f != '"' {
			return false
		}
	}
	return true
}

// vocabulary names words by small integers. Names depend on the order in which
// words are met, so it is filled from one canonical order of the sides.
type vocabulary struct {
	ids    map[string]int32
	words  []string
	tokens map[string][2]int32 // tokens met so far: their key, and that in small letters
	buf    []byte

	units        map[string]int32 // names of what units are made of; see unit
	exact, loose []byte           // scratch
}

func newVocabulary() *vocabulary {
	return &vocabulary{ids: map[string]int32{}, tokens: map[string][2]int32{}, units: map[string]int32{}}
}

func (v *vocabulary) id(word []byte) int32 {
	id, ok := v.ids[string(word)]
	if !ok {
		id = int32(len(v.words))
		s := string(word)
		v.ids[s] = id
		v.words = append(v.words, s)
	}
	return id
}

// unit names a sequence of words.
func (v *vocabulary) unit(words []byte) int32 {
	id, ok := v.units[string(words)]
	if !ok {
		id = int32(len(v.units))
		v.units[string(words)] = id
	}
	return id
}

// token names the key of a token, and the key in small letters.
func (v *vocabulary) token(text string) (key, small int32) {
	if k, ok := v.tokens[text]; ok {
		return k[0], k[1]
	}
	v.buf = appendKey(v.buf[:0], text)
	if text == cellBreak { // not a bar within a cell
		v.buf = append(v.buf[:0], text...)
	}
	key = v.id(v.buf)
	v.buf = v.buf[:0]
	for _, r := range v.words[key] {
		v.buf = appendRune(v.buf, unicode.ToLower(r))
	}
	small = v.id(v.buf)
	v.tokens[text] = [2]int32{key, small}
	return key, small
}
