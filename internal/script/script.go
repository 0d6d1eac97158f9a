// Package script knows the letters of Cyrillic and Latin as signs, whatever the
// language: which script a letter is of, and which letters look like another one. What
// an alphabet holds is the question of package language.
package script

import "maps"

import "unicode"

// IsCyrillic reports whether r is in the blocks of Cyrillic letters, U+0400 to U+052F.
func IsCyrillic(r rune) bool { return r >= 0x400 && r < 0x530 }

// IsLatin reports whether r is a Latin letter of a European alphabet or of one that
// Turkic languages are written in.
func IsLatin(r rune) bool {
	return r < 0x80 && 'a' <= r|0x20 && r|0x20 <= 'z' || r >= 0xc0 && r < 0x250 || r == 'ə' || r == 'ɵ'
}

// Letters that look the same, in one order.
const (
	latin    = "aceiopxyhkABCEHIKMOPTXY"
	cyrillic = "асеіорхуһкАВСЕНІКМОРТХУ"
)

// Letters that look like Cyrillic ones, but not the other way round: Greek ones, and the
// schwas of other alphabets.
var others = map[rune]rune{'ο': 'о', 'α': 'а', 'Α': 'А', 'Β': 'В', 'Ε': 'Е', 'Η': 'Н', 'Κ': 'К', 'Μ': 'М', 'Ο': 'О', 'Ρ': 'Р', 'Τ': 'Т', 'Χ': 'Х',
	'ə': 'ә', 'Ə': 'Ә', 'ɵ': 'ө', 'Ɵ': 'Ө'}

var toCyrillic, toLatin = twins()

func twins() (c, l map[rune]rune) {
	c, l = map[rune]rune{}, map[rune]rune{'Ү': 'Y'}
	from, to := []rune(latin), []rune(cyrillic)
	for i := range from {
		c[from[i]], l[to[i]] = to[i], from[i]
	}
	maps.Copy(c, others)
	return c, l
}

// Cyrillic is the Cyrillic letter that a letter of another script looks like; 0: none.
func Cyrillic(r rune) rune { return toCyrillic[r] }

// Latin is the Latin letter that a Cyrillic one looks like; 0: none.
func Latin(r rune) rune { return toLatin[r] }

// IsSchwa reports whether r is a letter of another alphabet that is typed for a Kazakh
// one: ə for ә, ɵ for ө.
func IsSchwa(r rune) bool { return r == 'ə' || r == 'Ə' || r == 'ɵ' || r == 'Ɵ' }

// Digit is the digit that a letter looks like, О for 0 and З for 3; 0: none.
func Digit(r rune) rune {
	switch r {
	case 'О', 'о', 'O', 'o':
		return '0'
	case 'З', 'з':
		return '3'
	case 'l', 'I', 'І', 'і':
		return '1'
	}
	return 0
}

// LoneDigit is the digit that a letter looks like only where it stands alone, a small б for 6;
// 0: none.
func LoneDigit(r rune) rune {
	if r == 'б' {
		return '6'
	}
	return 0
}

// Roman is the letter of Roman numerals up to 39 that r is or looks like: I, V or X;
// else 0.
func Roman(r rune) rune {
	switch r {
	case 'I', 'І':
		return 'I'
	case 'V':
		return 'V'
	case 'X', 'Х':
		return 'X'
	}
	return 0
}

// RomanClass is a class of a regular expression for the letters of Roman.
const RomanClass = `[IVXІХ]`

// Plain is е for ё, which is written or not as the author likes; else r.
func Plain(r rune) rune {
	switch r {
	case 'ё':
		return 'е'
	case 'Ё':
		return 'Е'
	}
	return r
}

// PlainClass is a class of a regular expression for the letters that Plain makes one of
// r; "" if that is r alone.
func PlainClass(r rune) string {
	switch Plain(r) {
	case 'е':
		return `[её]`
	case 'Е':
		return `[ЕЁ]`
	}
	return ""
}

// IsCapital reports whether r is a Cyrillic capital.
func IsCapital(r rune) bool { return IsCyrillic(r) && unicode.IsUpper(r) }

// LowerRune is [unicode.ToLower], quick for the letters that texts are made of.
func LowerRune(r rune) rune {
	switch {
	case 'а' <= r && r <= 'я', 'a' <= r && r <= 'z':
		return r
	case 'А' <= r && r <= 'Я', 'A' <= r && r <= 'Z':
		return r + ' '
	}
	return unicode.ToLower(r)
}
