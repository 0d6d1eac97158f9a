package check

import (
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
)

// checkDigitRule: a BIN or IIN carries its check digit (bin-digit). Twelve digits
// that no word calls so may be anything.
func checkDigitRule(e *Edition) {
	for k := range e.Edition.Texts {
		for j := range e.read[k] {
			p := &e.read[k][j]
			words := p.lang.Prose().Identity
			if p.unit == nil || !containsAny(p.lower, words...) {
				continue
			}
			for _, f := range p.figures() {
				before := p.lower[max(0, f.from-40):f.from]
				if n := len(f.value); f.kind == number && n >= 9 && n <= 14 && digitRun(f.value) == n && hasAny(lastWord(before), words...) {
					e.found.AddVariant(diag.BINDigit, "length", p.pos(f.from), diag.Args{"value": f.value, "count": n})
				}
				if f.kind != identity || validIdentity(f.value) {
					continue
				}
				if containsAny(before, words...) && strings.Trim(f.value, f.value[:1]) != "" {
					e.found.Add(diag.BINDigit, p.pos(f.from), diag.Args{"value": f.value})
				}
			}
		}
	}
}

// lastWord is the last word of s.
func lastWord(s string) string {
	s = strings.TrimRight(s, " \u00a0:№")
	return s[strings.LastIndexAny(s, " \u00a0(,")+1:]
}

// validIdentity computes the check digit of a BIN or IIN: the first eleven digits
// by weights 1 to 11, modulo 11; if that is 10, by weights 3 to 11, 1, 2. A
// number for which that is 10 too is not given out.
func validIdentity(s string) bool {
	sum := func(first int) int {
		n := 0
		for i := range 11 {
			n += int(s[i]-'0') * ((first-1+i)%11 + 1)
		}
		return n % 11
	}
	n := sum(1)
	if n == 10 {
		n = sum(3)
	}
	return n == int(s[11]-'0')
}
