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
	page = bytes.ReplaceAll(page, []byte("&#43;"), []byte("+")) // a copy
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

// dirty reports whether clean has anything to do. It looks at bytes: nearly every page
// is good, long, and made of ASCII and Cyrillic, none of which but controls is forbidden.
func dirty(page []byte) bool {
	for i := 0; i < len(page); {
		switch c := page[i]; {
		case 0x20 <= c && c < 0x7f, c == '\n', c == '\t':
			i++
		case 0xd0 <= c && c <= 0xd3 && i+1 < len(page) && page[i+1]&0xc0 == 0x80:
			i += 2
		default:
			r, size := utf8.DecodeRune(page[i:])
			if forbidden(r) || r == utf8.RuneError && size == 1 {
				return true
			}
			i += size
		}
	}
	return false
}
