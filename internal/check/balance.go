package check

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// balanceRule: brackets and quotation marks that are opened are closed
// (bracket-unbalanced, quote-unbalanced). One that spans clauses, as in an
// amendment that quotes them, is closed further on. Straight quotation marks are
// counted.
func balanceRule(e *Edition) {
	for k := range e.Edition.Texts {
		var open, stray []loose
		for j := range e.read[k] {
			p := &e.read[k][j]
			if p.unit == nil || p.has&(quote|bracket) == 0 {
				continue
			}
			o, s := p.balance()
			for _, x := range s { // closes what an earlier clause opened
				if n := len(open); n > 0 && open[n-1].want == x.is && x.is != ')' {
					open = open[:n-1]
				} else {
					stray = append(stray, x)
				}
			}
			open = append(open, o...)
		}
		for _, x := range append(open, stray...) {
			code := diag.QuoteUnbalanced
			if strings.ContainsRune("()[]", x.is) {
				code = diag.BracketUnbalanced
			}
			variant := ""
			if x.want == 0 {
				variant = "stray"
			}
			warn(&e.found, code, variant, x.p.pos(x.at), diag.Args{"mark": string(x.is)})
		}
	}
}

// loose is a mark without its other half; want is that half, 0 of a closing mark.
type loose struct {
	p        *passage
	at       int
	is, want rune
	nested   bool // a pair of its kind stands within
}

// balance pairs the marks of a passage. Two marks that close at one place may be
// one: «ТОО «Ромашка».
func (p *passage) balance() (open, stray []loose) {
	straight := -1
	for i, r := range p.s {
		if i < p.nearLen() { // "ж1)" is meant as a number
			continue
		}
		want := rune(0)
		switch r {
		case '(':
			want = ')'
		case '[':
			want = ']'
		case '«':
			want = '»'
		case '„':
			want = '“'
		case '“':
			if n := len(open); n > 0 && open[n-1].want == '“' {
				open = open[:n-1]
				continue
			}
			want = '”'
		case ')', ']', '»', '”':
			if r == ')' && p.enumerates(i) && (!slices.ContainsFunc(open, opensRound) || p.listed(i)) {
				continue
			}
			if n := len(open); n > 0 && open[n-1].want == '“' && r == '”' { // „…”
				open = open[:n-1]
				continue
			}
			n := len(open) - 1
			for n >= 0 && open[n].want != r {
				n--
			}
			if n < 0 {
				stray = append(stray, loose{p: p, at: i, is: r})
				continue
			}
			if n < len(open)-1 { // what is open inside stays loose, but for a quotation mark
				if inner := open[n+1]; inner.is == '«' && r == '»' {
					n = len(open) - 1
				}
			}
			open = append(open[:n], open[n+1:]...)
			if n > 0 && open[n-1].want == r {
				open[n-1].nested = true
			}
			continue
		case '"':
			if straight >= 0 {
				straight = -1
			} else if prev := p.before(i); i == 0 || prev < '0' || prev > '9' {
				straight = i
			}
			continue
		default:
			continue
		}
		open = append(open, loose{p: p, at: i, is: r, want: want})
	}
	kept := open[:0]
	for _, x := range open {
		if x.is == '«' && x.nested {
			continue
		}
		kept = append(kept, x)
	}
	if straight >= 0 {
		kept = append(kept, loose{p: p, at: straight, is: '"', want: '"'})
	}
	return kept, stray
}

func opensRound(x loose) bool { return x.is == '(' }

// listed reports whether the number or letter before a bracket, inside brackets, is
// that of a list and not the last word there: the list's mark stands before it, and
// the brackets around are closed behind it. «(статья 5)» ends with a figure.
func (p *passage) listed(at int) bool {
	before := strings.TrimRightFunc(p.s[:at], func(r rune) bool { return isWordRune(r) || r == '-' || r == '.' })
	before = strings.TrimRight(before, " \u00a0")
	return before != "" && strings.ContainsRune(";:", rune(before[len(before)-1])) && strings.Count(p.s[at+1:], ")") > strings.Count(p.s[at+1:], "(")
}

// enumerates reports whether the bracket at a place closes a number or letter of
// a list inside the sentence: «1) …; б) …», «2-1)», «7) тармақшасына».
func (p *passage) enumerates(at int) bool {
	from := at
	for n := 0; from > 0 && n < 6; n++ {
		r, size := utf8.DecodeLastRuneInString(p.s[:from])
		if !isWordRune(r) && r != '-' && r != '.' {
			break
		}
		from -= size
	}
	item := p.s[from:at]
	if before := p.before(from); item == "" || from > 0 && !isSpace(before) && !strings.ContainsRune(";:,.«–-", before) {
		return false
	}
	label, _, ok := legal.ParseLabel(p.lang.Labels(), item+")")
	if !ok {
		_, _, ok = legal.ParseLabel(p.lang.Labels(), strings.TrimSuffix(item, ".")+".")
		return ok && digitRun(item) > 0 || strings.Trim(item, "ivxIVX") == "" && len(item) < 5
	}
	return label.Form == legal.Paren || label.Form == legal.Letter
}
