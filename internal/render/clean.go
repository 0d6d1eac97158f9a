package render

import (
	"bytes"
	"unicode/utf8"
)

// clean returns a copy of a page in which every control character, bidi control
// and byte that is not UTF-8 is U+FFFD. Whatever a text holds, these never reach
// a reader: they hide or turn around what stands there. A plus sign, which templates
// write as a reference, is itself.
func clean(page []byte) []byte {
	page = bytes.ReplaceAll(page, []byte("&#43;"), []byte("+"))
	if !dirty(page) {
		return page
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

// dirty reports whether clean has anything to do. It looks at bytes: nearly
// every page is good, and long.
func dirty(page []byte) bool {
	if !utf8.Valid(page) {
		return true
	}
	for i, c := range page {
		switch {
		case c < 0x20 && c != '\n' && c != '\t', c == 0x7f:
			return true
		case c == 0xc2, c == 0xd8, c == 0xe2, c >= 0xef: // may begin a forbidden one
			if r, _ := utf8.DecodeRune(page[i:]); forbidden(r) {
				return true
			}
		}
	}
	return false
}
