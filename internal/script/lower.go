package script

import (
	"strings"
	"unicode/utf8"
)

// Lower is [strings.ToLower], several times as fast for words in Latin and Cyrillic
// letters: texts are mostly small letters already, and those are left where they are.
func Lower(s string) string {
	i := 0
	for i < len(s) {
		r, size := small(s, i)
		if size == 0 {
			return strings.ToLower(s)
		}
		if r != 0 {
			break
		}
		i += size
	}
	if i == len(s) {
		return s
	}
	out := append(make([]byte, 0, len(s)), s[:i]...)
	for i < len(s) {
		r, size := small(s, i)
		switch {
		case size == 0:
			return strings.ToLower(s)
		case r != 0:
			out = utf8.AppendRune(out, r)
		default:
			out = append(out, s[i:i+size]...)
		}
		i += size
	}
	return string(out)
}

// small is the small letter that the letter at s[i] becomes, or 0 if it stays as it is,
// and how many bytes it takes; 0 bytes: look it up in the tables of Unicode.
func small(s string, i int) (rune, int) {
	switch c := s[i]; {
	case 'A' <= c && c <= 'Z':
		return rune(c) + ('a' - 'A'), 1
	case c < utf8.RuneSelf:
		return 0, 1
	case i+1 < len(s) && (c == 0xd0 && 0xb0 <= s[i+1] && s[i+1] < 0xc0 || c == 0xd1 && 0x80 <= s[i+1] && s[i+1] < 0xa0):
		return 0, 2 // а to џ
	}
	r, size := utf8.DecodeRuneInString(s[i:])
	if r == utf8.RuneError {
		return 0, 0
	}
	if l := LowerRune(r); l != r {
		return l, size
	}
	return 0, size
}
