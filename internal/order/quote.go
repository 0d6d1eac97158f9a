package order

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Who reads an order aloud quotes what belongs together as a whole: a bracket or a quote
// with its other one, and a date or a sum whose parts change:
//
//	слова «45 000 (сорок пять тысяч)» заменить словами «52 500 (пятьдесят две тысячи пятьсот)»
//	слова «31 декабря 2026» заменить словами «30 июня 2027»

// mostBetween is how many tokens may stand between changes that are quoted together, so
// that the marks in them match.
const mostBetween = 24

// together joins changes that are quoted as one.
func together(a, b []string, all []change) []change {
	all = neighbours(all, func(x, y change) bool { // a mark and its other one
		return y.a0-x.a1 <= mostBetween && !matches(a, b, x) && matches(a, b, change{x.a0, y.a1, x.b0, y.b1})
	})
	all = neighbours(all, func(x, y change) bool {
		return hasWord(a[x.a0:x.a1]) && (hasWord(a[y.a0:y.a1]) || hasWord(b[y.b0:y.b1])) && oneQuotation(a[x.a1:y.a0], a[x.a0:x.a1])
	})
	for i, c := range all {
		high := len(a)
		if i+1 < len(all) {
			high = all[i+1].a0
		}
		if c, ok := closed(a, b, c, high); ok && !matches(a, b, all[i]) {
			all[i] = c
		}
	}
	return all
}

// neighbours are changes, each joined with the next one if that belongs to it.
func neighbours(all []change, belongs func(x, y change) bool) (out []change) {
	for _, c := range all {
		if n := len(out); n > 0 && belongs(out[n-1], c) {
			out[n-1].a1, out[n-1].b1 = c.a1, c.b1
			continue
		}
		out = append(out, c)
	}
	return out
}

// oneQuotation reports whether a change is quoted with the one before, whose old words
// are given, and with what stands between: no more than a word and no mark; behind a
// figure, the words up to the end of its brackets.
func oneQuotation(between, before []string) bool {
	words := 0
	opens := false
	for _, t := range between {
		switch {
		case isWordRune(firstRune(t)):
			words++
		case t == "(":
			opens = true
		case strings.TrimSpace(t) != "":
			return false
		}
	}
	figure := strings.ContainsFunc(strings.Join(before, ""), unicode.IsDigit)
	return words <= 1 || opens && figure && words <= 6
}

// closed is a change with the tokens behind it up to the mark that closes one of its own.
func closed(a, b []string, c change, high int) (change, bool) {
	for n := 0; n < mostBetween && c.a1 < high; n++ {
		c.a1, c.b1 = c.a1+1, c.b1+1
		if matches(a, b, c) {
			return c, true
		}
	}
	return c, false
}

// matches reports whether the brackets and quotes of a change's words match, old and new.
func matches(a, b []string, c change) bool {
	return matching(a[c.a0:c.a1]) && matching(b[c.b0:c.b1])
}

// matching reports whether each bracket and quote has its other one. The bracket of an
// item's number, 1) or а), has none.
func matching(tokens []string) bool {
	round, angle, straight := 0, 0, 0
	for k, t := range tokens {
		switch t {
		case "(":
			round++
		case ")":
			if round == 0 && k > 0 && (unicode.IsDigit(lastRune(tokens[k-1])) || utf8.RuneCountInString(tokens[k-1]) == 1) {
				continue
			}
			round--
		case "«", "“":
			angle++
		case "»", "”":
			angle--
		case `"`:
			straight++
		}
		if round < 0 || angle < 0 {
			return false
		}
	}
	return round == 0 && angle == 0 && straight%2 == 0
}
