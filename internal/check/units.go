package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/regex"
)

// inBrackets is what stands in brackets behind a number.
var inBrackets = regex.Of(`^[ \x{a0}]?\([^()\d]{2,60}\)`)

// unitsRule: a number in words that speak of a time or a share says what it counts
// (unit-missing): «в течение 10 со дня», «0,1 от суммы», «15 рабочих со дня».
func unitsRule(e *Edition) {
	for k := range e.Edition.Texts {
		for j := range e.read[k] {
			p := &e.read[k][j]
			words := &p.lang.Prose().Measured
			if p.unit == nil || p.has&digit == 0 || words.Empty() {
				continue
			}
			for _, f := range p.figures() {
				if f.kind != number || f.period != "" {
					continue
				}
				behind := strings.TrimLeft(p.lower[f.to+len(inBrackets.FindString(p.s[f.to:])):], " \u00a0")
				before := strings.TrimRight(p.lower[:f.from], " \u00a0")
				ends := behind == "" || strings.ContainsAny(behind[:1], ".;,)")
				next, _ := nextWord(behind, 0)
				switch {
				case ends && hasSuffix(before, words.Within), !ends && (hasWord(behind, words.Behind) || hasWord(behind, words.Share)):
				case words.Days.Has(next) && lacksDay(p, behind[len(next):]):
				default:
					continue
				}
				warn(&e.found, diag.UnitMissing, "", p.pos(f.from), diag.Args{"value": f.shown})
			}
		}
	}
}

// lacksDay reports whether the word behind «рабочих» counts nothing.
func lacksDay(p *passage, behind string) bool {
	next, at := nextWord(behind, 0)
	if next == "" || at > 2 {
		return true
	}
	return !p.lang.Prose().Counted.Has(next) && !p.lang.Prose().And.Has(next) && utf8.RuneCountInString(next) < shortestStemmed
}

const shortestStemmed = 4 // letters of a word that may be counted

// hasSuffix reports whether s ends with one of the phrases, as words of their own.
func hasSuffix(s string, phrases []string) bool {
	for _, x := range phrases {
		if rest, ok := strings.CutSuffix(s, x); ok {
			if r, _ := utf8.DecodeLastRuneInString(rest); rest == "" || !unicode.IsLetter(r) {
				return true
			}
		}
	}
	return false
}

// hasWord reports whether s begins with one of the phrases, as words of their own.
func hasWord(s string, phrases []string) bool {
	for _, x := range phrases {
		if rest, ok := strings.CutPrefix(s, x); ok {
			if r, _ := utf8.DecodeRuneInString(rest); rest == "" || !unicode.IsLetter(r) {
				return true
			}
		}
	}
	return false
}
