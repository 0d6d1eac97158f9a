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

// pairing pairs the marks of a passage.
type pairing struct {
	p        *passage
	open     []loose // of the marks read so far, those without their other half yet
	stray    []loose
	straight int // where a straight quotation mark is open; -1: none is
}

// closers has for each mark that opens the one that closes it.
var closers = map[rune]rune{'(': ')', '[': ']', '«': '»', '„': '“', '“': '”'}

// balance gives the marks of a passage that nothing closes, and those that close
// nothing. Two marks that close at one place may be one: «ТОО «Ромашка».
func (p *passage) balance() (open, stray []loose) {
	b := pairing{p: p, straight: -1}
	for i, r := range p.s {
		if i < p.nearLen() { // "ж1)" is meant as a number
			continue
		}
		switch r {
		case '(', '[', '«', '„', '“':
			if r == '“' && b.top(r) { // the second half of „…“
				b.open = b.open[:len(b.open)-1]
				continue
			}
			b.open = append(b.open, loose{p: p, at: i, is: r, want: closers[r]})
		case ')', ']', '»', '”':
			b.close(i, r)
		case '"':
			if b.straight >= 0 {
				b.straight = -1
			} else if prev := p.before(i); i == 0 || prev < '0' || prev > '9' { // 5" are inches
				b.straight = i
			}
		}
	}
	kept := slices.DeleteFunc(b.open, func(x loose) bool { return x.is == '«' && x.nested })
	if b.straight >= 0 {
		kept = append(kept, loose{p: p, at: b.straight, is: '"', want: '"'})
	}
	return kept, b.stray
}

// top reports whether the mark that was opened last is closed by r.
func (b *pairing) top(r rune) bool {
	n := len(b.open)
	return n > 0 && b.open[n-1].want == r
}

// close pairs a mark that closes with the last open one of its kind; what was opened
// in between stays loose, but for a quotation mark.
func (b *pairing) close(at int, r rune) {
	if r == ')' && b.p.enumerates(at) && (!slices.ContainsFunc(b.open, opensRound) || b.p.listed(at)) {
		return
	}
	if b.top('“') && r == '”' { // „…”
		b.open = b.open[:len(b.open)-1]
		return
	}
	n := len(b.open) - 1
	for n >= 0 && b.open[n].want != r {
		n--
	}
	if n < 0 {
		b.stray = append(b.stray, loose{p: b.p, at: at, is: r})
		return
	}
	if n < len(b.open)-1 && b.open[n+1].is == '«' && r == '»' {
		n = len(b.open) - 1
	}
	b.open = append(b.open[:n], b.open[n+1:]...)
	if n > 0 && b.open[n-1].want == r {
		b.open[n-1].nested = true
	}
}

func opensRound(x loose) bool { return x.is == '(' }

// listed reports whether the number or letter before a bracket, inside brackets, is
// that of a list and not the last word there: the list's mark stands before it, and
// the brackets around are closed behind it. «(статья 5)» ends with a figure.
func (p *wording) listed(at int) bool {
	before := strings.TrimRightFunc(p.s[:at], func(r rune) bool { return isWordRune(r) || r == '-' || r == '.' })
	before = strings.TrimRight(before, " \u00a0")
	return before != "" && strings.ContainsRune(";:", rune(before[len(before)-1])) && strings.Count(p.s[at+1:], ")") > strings.Count(p.s[at+1:], "(")
}

// enumerates reports whether the bracket at a place closes a number or letter of
// a list inside the sentence: «1) …; б) …», «2-1)», «7) тармақшасына».
func (p *wording) enumerates(at int) bool {
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
