package legal

import (
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/script"
)

// scanRoman reads a Roman numeral of I, V and X, in Latin letters or the Cyrillic
// ones that look alike, and gives its length in bytes. 0 means that there is
// none, or not in its one right form.
func scanRoman(s string) (value, n int) {
	latin := make([]byte, 0, 8)
	for i, r := range s {
		c := script.Roman(r)
		if c == 0 {
			break
		}
		latin = append(latin, byte(c))
		n = i + utf8.RuneLen(r)
	}
	for value = 39; n > 0 && value > 0; value-- {
		if Romans(value) == string(latin) {
			return value, n
		}
	}
	return 0, 0
}

// Romans writes n, from 1 to 39, as a Roman numeral.
func Romans(n int) string {
	ones := [...]string{"", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"}
	return strings.Repeat("X", n/10) + ones[n%10]
}

// RomanValue is the value of a Roman numeral from 1 to 39, in Latin letters or the
// Cyrillic ones that look alike; 0 for anything else.
func RomanValue(s string) int {
	if value, n := scanRoman(s); n == len(s) {
		return value
	}
	return 0
}
