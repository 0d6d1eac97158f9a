package docx

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Letters in the order in which Word counts with them. The Russian alphabet has
// no ё, й, ъ and ь here.
var alphabets = map[string][]rune{
	"lowerLetter":  []rune("abcdefghijklmnopqrstuvwxyz"),
	"upperLetter":  []rune("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
	"russianLower": []rune("абвгдежзиклмнопрстуфхцчшщыэюя"),
	"russianUpper": []rune("АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЫЭЮЯ"),
	"chicago":      []rune("*†‡§"),
}

// spell writes n in the level's format. known is false if it can only be
// written as a decimal number.
func (l *level) spell(n int) (text string, known bool) {
	decimal := strconv.Itoa(n)
	switch l.format {
	case "none", "bullet":
		return "", true
	case "decimal":
		return decimal, true
	case "decimalZero":
		return pad(decimal, 2), true
	case "numberInDash":
		return "- " + decimal + " -", true
	case "custom":
		first, _, _ := strings.Cut(l.pattern, ",")
		if strings.Trim(first, "0") == "1" && first[len(first)-1] == '1' {
			return pad(decimal, len(first)), true
		}
	case "lowerRoman", "upperRoman":
		if n < 1 || n > 32767 {
			return decimal, false
		}
		roman := roman(n)
		if l.format == "lowerRoman" {
			roman = strings.ToLower(roman)
		}
		return roman, true
	case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
		if n >= 1 && n <= 20 {
			return string(rune('①' + n - 1)), true
		}
		return decimal, l.format == "decimalEnclosedCircle"
	default:
		if letters := alphabets[l.format]; letters != nil && n >= 1 && n <= 780 {
			// The 27th is aa, the 28th bb.
			return strings.Repeat(string(letters[(n-1)%len(letters)]), (n-1)/len(letters)+1), true
		}
	}
	return decimal, false
}

func pad(s string, width int) string {
	return strings.Repeat("0", max(0, width-len(s))) + s
}

func roman(n int) string {
	var b strings.Builder
	for _, d := range []struct {
		value int
		text  string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for ; n >= d.value; n -= d.value {
			b.WriteString(d.text)
		}
	}
	return b.String()
}

// bullet is the character of a bullet. Symbol fonts have their bullets in the private
// use area, whose characters mean nothing in another font: all become "•", save the
// dashes.
func bullet(s string) string {
	r, _ := utf8.DecodeRuneInString(s)
	switch {
	case r >= 0xe000 && r <= 0xf8ff:
		if r == 0xf02d { // Symbol, Wingdings: a dash
			return "–"
		}
		return "•"
	case r == '\u00b7': // Symbol by its old code
		return "•"
	}
	return s
}
