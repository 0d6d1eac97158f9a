package render

import (
	"bytes"
	"unicode/utf8"
)

// clean returns a copy of a page in which every control character, bidi control
// and byte that is not UTF-8 is U+FFFD. Whatever a text holds, these never reach
// a reader: they hide or turn around what stands there.
func clean(page []byte) []byte {
	if !dirty(page) {
		return bytes.Clone(page)
	}
	return bytes.Map(func(r rune) rune {
		if forbidden(r) {
			return utf8.RuneError
		}
		return r
	}, page) // an invalid byte comes as U+FFFD
}

func forbidden(r rune) bool {
	switch {
	case r < 0x20:
		return r != '\n' && r != '\t'
	case r < 0x7f:
		return false
	case r <= 0x9f, r == 0x061c, r == 0x200e, r == 0x200f, 0x202a <= r && r <= 0x202e, 0x2066 <= r && r <= 0x2069, r == 0xfeff:
		return true
	}
	return r&0xfffe == 0xfffe // no characters
}

func dirty(page []byte) bool {
	for i := 0; i < len(page); {
		if c := page[i]; c < utf8.RuneSelf {
			if c < 0x20 && c != '\n' && c != '\t' || c == 0x7f {
				return true
			}
			i++
			continue
		}
		r, n := utf8.DecodeRune(page[i:])
		if r == utf8.RuneError && n == 1 || forbidden(r) {
			return true
		}
		i += n
	}
	return false
}
