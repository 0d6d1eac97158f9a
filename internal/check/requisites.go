package check

import (
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/regex"
)

var (
	// phoneLike is what is written as a telephone of Kazakhstan: «+7 (7172) 55-40-18».
	phoneLike = regex.Of(`(?:\+7|\b8)[ \x{a0}-]?\(\d{3,5}\)[\d \x{a0}-]*\d`)
	// mobileLike is one without brackets: «+7 701 555 01 23».
	mobileLike = regex.Of(`\+7(?:[ \x{a0}-]?\d){7,}`)
	// accountLike is an account number of Kazakhstan (IBAN), with or without spaces.
	accountLike = regex.Of(`\bKZ[0-9A-Z]{10,26}\b|\bKZ\d{2}(?: [0-9A-Z]{2,4}){3,6}\b`)
	// addressLike is an e-mail address without a dot in its domain.
	addressLike = regex.Of(`[\w.+-]+@[a-z][a-z0-9-]*(?:[\s,;)]|\.?$)`)
)

const (
	phoneDigits   = 11 // with the country's 7, or 8
	accountLength = 20 // characters of an IBAN of Kazakhstan
)

// requisitesRule: a telephone has its digits (requisite-wrong.phone), an account number
// its length and check digits (requisite-wrong.account-length, requisite-wrong.account),
// an e-mail address a domain (requisite-wrong.email).
func requisitesRule(e *Edition) {
	for k := range e.Edition.Texts {
		for j := range e.read[k] {
			p := &e.read[k][j]
			if p.unit == nil {
				continue
			}
			report := func(variant string, m []int, n int) {
				warn(&e.found, diag.RequisiteWrong, variant, p.pos(m[0]), diag.Args{"value": strings.TrimRight(p.s[m[0]:m[1]], " ,;)."), "count": n})
			}
			if p.has&digit != 0 && p.has&bracket != 0 {
				for _, m := range phoneLike.FindAllStringIndex(p.s, -1) {
					if n := digitsOf(p.s[m[0]:m[1]]); n != phoneDigits {
						report("phone", m, n)
					}
				}
			}
			if strings.Contains(p.s, "+7") {
				for _, m := range mobileLike.FindAllStringIndex(p.s, -1) {
					if n := digitsOf(p.s[m[0]:m[1]]); n < phoneDigits { // more may be another number behind it
						report("phone", m, n)
					}
				}
			}
			if strings.Contains(p.s, "KZ") {
				for _, m := range accountLike.FindAllStringIndex(p.s, -1) {
					switch s := strings.ReplaceAll(p.s[m[0]:m[1]], " ", ""); {
					case len(s) != accountLength:
						report("account-length", m, len(s))
					case !validAccount(s):
						report("account", m, len(s))
					}
				}
			}
			if strings.Contains(p.s, "@") {
				for _, m := range addressLike.FindAllStringIndex(p.s, -1) {
					report("email", m, 0)
				}
			}
		}
	}
}

func digitsOf(s string) (n int) {
	for i := range len(s) {
		count(s[i] >= '0' && s[i] <= '9', &n)
	}
	return n
}

// validAccount computes the check digits of an IBAN (ISO 13616): its first four
// characters behind the others, letters as 10 to 35, modulo 97 is 1.
func validAccount(s string) bool {
	n := 0
	for _, r := range s[4:] + s[:4] {
		if r >= 'A' {
			n = n*100 + int(r-'A') + 10
		} else {
			n = n*10 + int(r-'0')
		}
		n %= 97
	}
	return n == 1
}
