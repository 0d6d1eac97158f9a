package check

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
)

// mostCounted is the number up to which one counts days and years: a greater one names them.
const mostCounted = 999

// countedFormRule: what a number counts has the form that the number asks for (number-form):
// «21 день», «2 дня», «в течение 2 дней», «15 күн».
func countedFormRule(e *Edition) {
	for k := range e.Edition.Texts {
		for j := range e.read[k] {
			p := &e.read[k][j]
			e.eachOf(p)
			for _, n := range quantitiesOf(p) {
				if variant, wrong := n.wrong(); wrong && e.tell(p, n.from) {
					for _, w := range p.words[:n.last+1] {
						if w.from > n.from { // nothing else is said of these words
							e.tell(p, w.from)
						}
					}
					warn(&e.found, diag.NumberForm, variant, p.pos(n.from), diag.Args{"number": p.s[n.from:p.words[n.last].to]})
				}
			}
		}
	}
}

// quantity is a number with what it counts.
type quantity struct {
	p           *passage
	from, value int
	numeral     string // the last word of a number in words; "" if it is in digits
	before      int    // the word directly before it; -1: none
	last        int    // the word that it counts
}

// quantitiesOf are the numbers of a passage, in digits or words, that have a word behind them.
func quantitiesOf(p *passage) (out []quantity) {
	if p.lang.Prose().Counts.Empty() {
		return nil
	}
	for _, f := range p.figures() {
		if n, err := strconv.Atoi(f.value); f.kind == number && err == nil && (f.from == 0 || isSpace(p.before(f.from)) || p.before(f.from) == '(') {
			out = counting(out, quantity{p: p, from: f.from, value: n}, f.to)
		}
	}
	for i := 0; i < len(p.words); i++ {
		var words []string
		from := p.words[i].from
		for i < len(p.words) && p.lang.Prose().Numeral(p.small(p.words[i])) > 0 && (len(words) == 0 || p.joined(i-1)) {
			words = append(words, p.small(p.words[i]))
			i++
		}
		if n, _, ok := spelled(p.lang.Prose(), words); ok {
			out = counting(out, quantity{p: p, from: from, value: n, numeral: words[len(words)-1]}, p.words[i-1].to)
		}
	}
	return out
}

// counting adds a number that ends at a place, with the word behind it that it counts, behind
// adjectives, and behind a bracket that closes.
func counting(out []quantity, c quantity, to int) []quantity {
	p := c.p
	next := slices.IndexFunc(p.words, func(w word) bool { return w.from >= to })
	if next < 0 || c.value > mostCounted {
		return out
	}
	c.before = next - 1
	for c.before >= 0 && p.words[c.before].to > c.from {
		c.before--
	}
	if c.before >= 0 && !isGap(p.s[p.words[c.before].to:c.from]) {
		c.before = -1
	}
	if gap := p.s[to:p.words[next].from]; !isGap(gap) && !(c.numeral != "" && strings.HasPrefix(gap, ")") && isGap(gap[1:])) {
		return out
	}
	for next+1 < len(p.words) && p.joined(next) && p.lang.Prose().Counts.Between.Has(p.small(p.words[next])) {
		next++
	}
	c.last = next
	return append(out, c)
}

// wrong reports whether the word behind the number has another form than that asks for.
func (c quantity) wrong() (variant string, wrong bool) {
	words, s := &c.p.lang.Prose().Counts, c.p.small(c.p.words[c.last])
	before := ""
	if c.before >= 0 {
		before = c.p.small(c.p.words[c.before])
	}
	unit, teen := c.value%10, c.value%100/10 == 1
	few, one := unit >= 2 && unit <= 4 && !teen, unit == 1 && !teen
	switch bare := words.Bare.Has(c.numeral); {
	case c.value > 1 && (words.Several.Has(s) || c.numeral != "" && c.p.plural(s)):
		return "plural", true
	case one:
		return "", c.numeral == "" && words.Many.Has(s)
	case words.Few.Has(s) && (!few || c.numeral != "" && !bare):
		return "case", true
	case few && words.Few.Has(s):
		return "case", words.Genitive.Has(before)
	case few && words.Many.Has(s):
		return "case", bare || c.numeral == "" && words.Accusative.Has(before)
	}
	return "", false
}

// plural reports whether a word is a plural by its ending: «көмекшілер».
func (p *wording) plural(s string) bool {
	words, x := &p.lang.Prose().Counts, p.lang.Lexicon()
	return x.Has(s) && !words.Substantive.Has(s) && slices.ContainsFunc(words.Plural, func(end string) bool {
		i := strings.LastIndex(s, end)
		return i > 0 && x.HasName(s[:i])
	})
}

// eachOf: a word such as «әрбір» has no plural behind it (number-form.plural), nor behind
// what describes that: «әрбір басталған сағат».
func (e *Edition) eachOf(p *passage) {
	words := &p.lang.Prose().Counts
	for i := 0; i+1 < len(p.words) && !words.Each.Empty(); i++ {
		last := i + 1
		if last+1 < len(p.words) && p.joined(last) && words.Describing.Has(p.small(p.words[last])) {
			last++
		}
		if words.Each.Has(p.small(p.words[i])) && p.joined(i) && p.plural(p.small(p.words[last])) && !p.quoted(p.words[i].from) && e.tell(p, p.words[i].from) {
			warn(&e.found, diag.NumberForm, "plural", p.pos(p.words[i].from), diag.Args{"number": p.s[p.words[i].from:p.words[last].to]})
		}
	}
}
