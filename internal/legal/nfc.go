package legal

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// NFC returns s in Unicode normalization form C. Text in the letters and marks
// of Kazakh, Russian and English is so already and costs one look.
func NFC(s string) string {
	for i, r := range s {
		if !composed(r) {
			return s[:start(s, i)] + norm.NFC.String(s[start(s, i):])
		}
	}
	return s
}

// IsNFC reports whether s is in form C.
func IsNFC(s string) bool {
	for i, r := range s {
		if !composed(r) {
			return norm.NFC.IsNormalString(s[start(s, i):])
		}
	}
	return true
}

// composed reports whether r never combines with what stands before it and is
// itself in form C: ASCII, Latin-1, the Cyrillic letters, dashes and quotes, №, ₸.
func composed(r rune) bool {
	return r < 0x300 || r >= 0x400 && r < 0x483 || r >= 0x48a && r < 0x530 ||
		r >= 0x2010 && r < 0x2028 || r == 0x2116 || r == 0x20b8
}

// start is where the character begins that the one at i may combine with.
func start(s string, i int) int {
	_, size := utf8.DecodeLastRuneInString(s[:i])
	return i - size
}
