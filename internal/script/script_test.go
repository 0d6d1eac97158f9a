package script

import (
	"regexp"
	"strings"
	"testing"
	"unicode"
)

// Twins are of different scripts, of one case, and lead back to each other; the
// capitals of the small twins are twins, too.
func TestTwins(t *testing.T) {
	for _, r := range latin {
		c := Cyrillic(r)
		if !IsLatin(r) || IsCyrillic(r) || !IsCyrillic(c) || unicode.IsUpper(r) != unicode.IsUpper(c) || Latin(c) != r {
			t.Errorf("%c looks like %c, which looks like %c", r, c, Latin(c))
		}
		if up := unicode.ToUpper(r); up != r && strings.ContainsRune(latin, up) && up != 'H' && Cyrillic(up) != unicode.ToUpper(c) {
			t.Errorf("%c is %c, but %c is %c", r, c, up, Cyrillic(up))
		}
	}
	for r, c := range others {
		if IsCyrillic(r) || !IsCyrillic(c) || Cyrillic(r) != c || Latin(r) != 0 {
			t.Errorf("%c looks like %c, Latin like %c", r, Cyrillic(r), Latin(r))
		}
	}
	for _, r := range "жЖqQ5" {
		if Cyrillic(r) != 0 || Latin(r) != 0 {
			t.Errorf("%c has a twin", r)
		}
	}
}

// The class of Roman numerals is what Roman knows.
func TestRoman(t *testing.T) {
	class := regexp.MustCompile("^" + RomanClass + "$")
	for r := range rune(0x530) {
		if (Roman(r) != 0) != class.MatchString(string(r)) {
			t.Errorf("%c: Roman %c, the class says %v", r, Roman(r), class.MatchString(string(r)))
		}
	}
}

func TestPlain(t *testing.T) {
	if got := strings.Map(Plain, "Ёлка учёта"); got != "Елка учета" {
		t.Errorf("got %q", got)
	}
}

func TestDigit(t *testing.T) {
	for letter, want := range map[rune]rune{'О': '0', 'O': '0', 'З': '3', 'І': '1', 'l': '1', 'Ж': 0, '3': 0} {
		if got := Digit(letter); got != want {
			t.Errorf("%c: got %q, want %q", letter, got, want)
		}
	}
}
