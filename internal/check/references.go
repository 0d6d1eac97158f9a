package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// danglingRule: a reference to a clause of this text leads to one
// (reference-missing). The rules of CheckChange know more of a draft that has an
// edition before it, so it is theirs.
func danglingRule(e *Edition) {
	if e.Draft && !e.First {
		return
	}
	for k, t := range e.Edition.Texts {
		if unreadable(t) {
			continue
		}
		n := numbersOf(t)
		for j := range e.read[k] {
			p := &e.read[k][j]
			for _, r := range p.references() {
				if !n.has(r) {
					e.found.Add(diag.ReferenceMissing, p.pos(r.from), diag.Args{"number": r.number})
				}
			}
		}
	}
}

// citation is a place where a text cites a clause of its own: s[from:to] is the number.
type citation struct {
	form     legal.Form
	number   string
	from, to int
}

// clauseNumbers are the numbers of a text's clauses.
type clauseNumbers map[citation]bool

func numbersOf(t *legal.Text) clauseNumbers {
	n := clauseNumbers{}
	for i := range t.Units {
		l := t.Units[i].Label
		switch l.Form {
		case legal.Decimal, legal.Article, legal.Chapter, legal.Part:
			n[citation{form: l.Form, number: l.Decimal()}] = true
		case legal.Roman:
			n[citation{form: legal.Chapter, number: l.Decimal()}] = true
			n[citation{form: legal.Part, number: l.Decimal()}] = true
		}
	}
	return n
}

func (n clauseNumbers) has(c citation) bool {
	if n[citation{form: c.form, number: c.number}] {
		return true
	}
	// «раздел 2» of a text whose clauses are 2.1, 2.2.
	if c.form == legal.Part || c.form == legal.Decimal && !strings.Contains(c.number, ".") {
		for k := range n {
			if k.form == legal.Decimal && (k.number == c.number || strings.HasPrefix(k.number, c.number+".")) {
				return true
			}
		}
	}
	return false
}

// forms of clauses by the beginnings of the words that cite them.
var (
	kkCited = []struct {
		begin string
		form  legal.Form
	}{{"тармақша", legal.NoLabel}, {"тармақ", legal.Decimal}, {"тармағ", legal.Decimal}, {"бапкер", legal.NoLabel},
		{"бап", legal.Article}, {"баб", legal.Article}, {"тарау", legal.Chapter}, {"бөлімше", legal.NoLabel}, {"бөлім", legal.Part}}
	ruCited = map[string]legal.Form{"п": legal.Decimal, "пп": legal.Decimal, "ст": legal.Article}
	ruStems = []struct {
		begin string
		form  legal.Form
	}{{"пункт", legal.Decimal}, {"стать", legal.Article}, {"статей", legal.Article}, {"глав", legal.Chapter}, {"раздел", legal.Part}}
	ruTails = []string{"", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах", "я", "и", "ю", "ей", "ёй", "ям", "ями", "ях", "ой"}
)

// references finds the citations of this text's own clauses. In doubt it finds
// none: a number is of this text where «осы» or «настоящего» says so, or where it
// has several parts and nothing beside it names another act.
func (p *passage) references() []citation {
	if p.unit == nil || p.unit.Kind == legal.Title || p.has&digit == 0 {
		return nil
	}
	var out []citation
	for at := 0; at < len(p.s); {
		if c := p.s[at]; c < '0' || c > '9' {
			at++
			continue
		}
		from := at
		at += clauseLen(p.s[at:])
		if at == from {
			at += digitRun(p.s[at:])
			continue
		}
		before := p.before(from)
		if isWordRune(before) || strings.ContainsRune("-./", before) {
			continue
		}
		if l := p.linked(from); l != nil && l.Kind != legal.LinkClause {
			continue
		}
		c := citation{number: p.s[from:at], from: from, to: at}
		switch {
		case p.kkCites(&c):
			out = append(out, p.list(c, true)...)
		case p.ruCites(&c):
			out = append(out, p.list(c, false)...)
		}
	}
	return out
}

// clauseLen is the length of a clause number at the start of s: 2, 3-1, 4.2-1.
func clauseLen(s string) int {
	part := func(s string) int {
		if n := digitRun(s); n <= 3 && n > 0 && s[0] != '0' {
			return n
		}
		return 0
	}
	n := part(s)
	for n > 0 && n+1 < len(s) && (s[n] == '.' || s[n] == '-') {
		more := part(s[n+1:])
		if more == 0 {
			break
		}
		n += 1 + more
	}
	return n
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// kkCites reports whether «2.1-тармағында» stands at c, in this text.
func (p *passage) kkCites(c *citation) bool {
	rest, ok := strings.CutPrefix(p.lower[c.to:], "-")
	if !ok {
		return false
	}
	for _, k := range kkCited {
		if !strings.HasPrefix(rest, k.begin) {
			continue
		}
		c.form = k.form
		if k.form == legal.NoLabel {
			return false
		}
		explicit, foreign := p.kkOwner(c.from)
		return explicit || !foreign && strings.Contains(c.number, ".")
	}
	return false
}

var (
	actWords = []string{"заң", "кодекс", "бұйры", "қаулы", "жарлы", "конституц", "ереже", "қағида", "нұсқау", "келісім", "шарт", "саясат",
		"регламент", "стандарт", "хаттама", "шешім",
		"закон", "приказ", "постановлени", "положени", "правил", "конвенци", "директив", "приложени", "договор", "соглашени", "политик",
		"устав", "указ", "решени", "протокол", "стандарт", "инструкци", "gdpr", "регламента", "лиценз"}
)

// kkOwner reads the words before a Kazakh reference: «осы Келісімнің» or another
// act's name, or any word in the genitive.
func (p *passage) kkOwner(at int) (explicit, foreign bool) {
	words := p.wordsBefore(at, 6)
	for i := len(words) - 1; i >= 0; i-- {
		w := p.small(words[i])
		last := i == len(words)-1
		switch {
		case w == "осы":
			return !foreign || i >= len(words)-3, false
		case hasAny(w, "тармақ", "тармағ", "бап", "баб", "және", "мен", "немесе"):
			continue
		case hasAny(w, actWords...):
			foreign = true
		case last && genitive(w):
			foreign = true
		case last && isCapital(p.of(words[i])):
			foreign = true
		}
	}
	return false, foreign
}

func genitive(w string) bool {
	for _, s := range []string{"ның", "нің", "дың", "дің", "тың", "тің"} {
		if strings.HasSuffix(w, s) {
			return true
		}
	}
	return false
}

func isCapital(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

// wordsBefore returns the last words before a place, in the same sentence.
func (p *passage) wordsBefore(at, most int) []word {
	i := len(p.words)
	for i > 0 && p.words[i-1].to > at {
		i--
	}
	from := i
	for end := at; from > 0 && i-from < most; from-- {
		if gap := p.s[p.words[from-1].to:end]; strings.ContainsAny(gap, ".;:") && !strings.ContainsAny(gap, "0123456789") {
			break
		}
		end = p.words[from-1].from
	}
	return p.words[from:i]
}

// ruCites reports whether «пункте 2.1 настоящего Соглашения» stands at c.
func (p *passage) ruCites(c *citation) bool {
	c.form = legal.NoLabel
	before := strings.TrimRight(p.lower[:c.from], " \u00a0")
	if len(before) == c.from || before == "" {
		return false
	}
	stem := strings.TrimSuffix(before, ".")
	dot := len(stem) < len(before)
	i := strings.LastIndexFunc(stem, func(r rune) bool { return !unicode.IsLetter(r) })
	w := stem
	if i >= 0 {
		_, size := utf8.DecodeRuneInString(stem[i:])
		w = stem[i+size:]
	}
	switch {
	case dot:
		c.form = ruCited[w]
		if strings.HasSuffix(before[:len(before)-len(w)-1], "т. ") {
			return false // и т. п.
		}
	default:
		for _, r := range ruStems {
			if tail, ok := strings.CutPrefix(w, r.begin); ok && slices.Contains(ruTails, tail) {
				c.form = r.form
			}
		}
	}
	if c.form == legal.NoLabel {
		return false
	}
	explicit, foreign := p.ruOwner(c.to)
	return explicit || !foreign && strings.Contains(c.number, ".")
}

// ruOwner reads the words behind a Russian reference.
func (p *passage) ruOwner(at int) (explicit, foreign bool) {
	rest := p.lower[at:min(len(p.lower), at+160)]
	if i := strings.IndexAny(rest, ";:()"); i >= 0 {
		rest = rest[:i]
	}
	// The end of the sentence, but not the dots of numbers.
	if i := strings.Index(rest, ". "); i >= 0 {
		rest = rest[:i]
	}
	original := p.s[at : at+len(rest)]
	n := 0
	for _, w := range strings.Fields(strings.ReplaceAll(original, "\u00a0", " ")) {
		lower := strings.ToLower(w)
		switch {
		case strings.HasPrefix(lower, "настоящ"), strings.HasPrefix(lower, "данн") && n < 2:
			return true, false
		case hasAny(lower, actWords...), isCapital(strings.TrimLeft(w, "«\"“")), strings.HasPrefix(w, "«"):
			return false, true
		case hasAny(lower, "стать", "пункт", "раздел", "глав", "и", "или", "–", ","), digitRun(w) > 0:
			continue
		}
		if n++; n == 3 {
			break
		}
	}
	return false, false
}

// list adds the numbers that share the word of a citation: «2.1 және
// 2.2-тармақтары», «пункты 2.1, 2.2 и 2.3».
func (p *passage) list(c citation, back bool) []citation {
	out := []citation{c}
	parts := strings.Count(c.number, ".")
	for from, to := c.from, c.to; len(out) < 16; {
		next := citation{form: c.form}
		if back {
			s := strings.TrimRight(p.lower[:from], " \u00a0")
			t := trimJoin(s, strings.TrimSuffix)
			if t == s {
				break
			}
			i := len(t)
			for i > 0 && (t[i-1] >= '0' && t[i-1] <= '9' || t[i-1] == '.' || t[i-1] == '-') {
				i--
			}
			next.from, next.to = i, len(t)
			from = i
		} else {
			s := strings.TrimLeft(p.lower[to:], " \u00a0")
			t := trimJoin(s, strings.TrimPrefix)
			if t == s {
				break
			}
			next.from = len(p.lower) - len(t)
			next.to = next.from + clauseLen(t)
			to = next.to
		}
		next.number = p.s[next.from:next.to]
		if next.number == "" || clauseLen(next.number) != len(next.number) || parts == 0 || strings.Count(next.number, ".") != parts ||
			isWordRune(p.after(next.to)) {
			break
		}
		out = append(out, next)
	}
	return out
}

func trimJoin(s string, cut func(string, string) string) string {
	for _, j := range []string{",", "және", "мен", "немесе", "или", "и"} {
		if t := cut(s, j); t != s {
			return strings.Trim(t, " \u00a0")
		}
	}
	return s
}
