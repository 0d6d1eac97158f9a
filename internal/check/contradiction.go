package check

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
	"github.com/kelisim/kelisim/internal/regex"
)

const (
	fewestAlike  = 4 // words that two sentences share if both speak of the same
	shortestSaid = 4 // letters of a word that says something
	fewestBegun  = 5 // letters with which two stems of one word begin
)

// hoursSpan is two times of day with little between: «9:00 до 18:00».
var hoursSpan = regex.Of(`\b0?(\d{1,2}:\d{2})[^.;:\d]{1,20}\b0?(\d{1,2}:\d{2})`)

// contradictionRule: a text says one thing in one way (contradiction): «уплачивается в
// течение 5 дней» contradicts «уплачивается в течение 10 дней» elsewhere. Two sentences
// speak of the same if hardly a word stands in one of them alone. The entries of one list,
// the rows of tables and the sentences of one clause tell cases apart by right.
func contradictionRule(e *Edition) {
	for k, t := range e.Edition.Texts {
		if unreadable(t) {
			continue
		}
		var all []statement
		for j := range e.read[k] {
			p := &e.read[k][j]
			if p.unit == nil || p.lang.Stems == nil || p.unit.Kind == legal.Title || p.unit.Kind == legal.Heading || p.unit.Kind == legal.Row || p.unit.Quote > 0 {
				continue
			}
			for _, s := range statements(p) {
				if i := slices.IndexFunc(all, s.contradicts); i >= 0 {
					f := e.found.Add(diag.Contradiction, p.pos(s.at), diag.Args{"here": s.shown, "there": all[i].shown, "unit": naming.Of(t.Units, all[i].p.at)})
					f.Related = []diag.Related{{Pos: all[i].p.pos(all[i].at), Key: "first"}}
				}
				all = append(all, s)
			}
		}
	}
}

// statement is what a sentence says of one figure: the only one of its kind there.
type statement struct {
	p     *passage
	at    int    // of the figure in the passage
	kind  string // "period", "hours", "sum", …
	value string // to compare: "5 day"
	shown string
	words []statedWord
}

// statements are those of the sentences of a passage.
func statements(p *passage) (out []statement) {
	all := stated(p)
	for from := 0; from < len(p.s); {
		_, to := p.sentence(from)
		var figures []statement
		for _, s := range all {
			if from <= s.at && s.at < to {
				figures = append(figures, s)
			}
		}
		for _, s := range figures {
			if !slices.ContainsFunc(figures, func(o statement) bool { return o.kind == s.kind && o.at != s.at }) {
				s.words = said(p, from, to, figures)
				out = append(out, s)
			}
		}
		from = to + 1
	}
	return out
}

// stated are the figures of a passage that a sentence may state.
func stated(p *passage) (out []statement) {
	spans := hoursSpan.FindAllStringSubmatchIndex(p.s, -1)
	for _, m := range spans {
		out = append(out, statement{p: p, at: m[0], kind: "hours", value: p.s[m[2]:m[3]] + " " + p.s[m[4]:m[5]], shown: p.s[m[0]:m[1]]})
	}
	for _, f := range p.figures() {
		if slices.ContainsFunc(spans, func(m []int) bool { return m[0] <= f.from && f.from < m[1] }) {
			continue
		}
		s := statement{p: p, at: f.from, kind: f.kind.String(), value: f.value, shown: f.shown}
		switch {
		case f.period != "":
			s.kind, s.value, s.shown = "period", f.value+" "+f.period, f.counted
		case f.kind == citedNumber:
			continue
		}
		out = append(out, s)
	}
	for _, n := range p.numerals() {
		s := statement{p: p, at: n.from, kind: number.String(), value: strconv.Itoa(n.value), shown: n.says}
		if n.period != "" {
			s.kind, s.value = "period", s.value+" "+n.period
		}
		out = append(out, s)
	}
	return out
}

// statedWord is a word that a sentence says, by its stem and its place in the passage.
type statedWord struct {
	stem string
	i    int
}

// said are the words that a sentence says besides some figures.
func said(p *passage, from, to int, figures []statement) (out []statedWord) {
	prose := p.lang.Prose()
	for i, w := range p.words {
		small := p.small(w)
		if w.from < from || w.from >= to || utf8.RuneCountInString(small) < shortestSaid || prose.Counted.Has(small) || prose.Numeral(small) > 0 ||
			slices.ContainsFunc(figures, func(s statement) bool { return s.at <= w.from && w.from < s.at+len(s.shown) }) {
			continue
		}
		if x := (statedWord{p.lang.Stems.Stem(p.lang.Stems.Fold(small)), i}); !x.among(out) {
			out = append(out, x)
		}
	}
	return out
}

// among reports whether a word or another form of it is among others.
func (x statedWord) among(others []statedWord) bool {
	return slices.ContainsFunc(others, func(y statedWord) bool {
		n := 0
		for n < len(x.stem) && n < len(y.stem) && x.stem[n] == y.stem[n] {
			n++
		}
		return n == len(x.stem) || n == len(y.stem) || utf8.RuneCountInString(strings.ToValidUTF8(x.stem[:n], "")) >= fewestBegun
	})
}

// contradicts reports whether two sentences speak of the same and state other figures.
func (s statement) contradicts(other statement) bool {
	if s.kind != other.kind || s.value == other.value || s.p == other.p || s.p.unit.Parent == other.p.unit.Parent && s.p.unit.Label.Form != legal.Decimal {
		return false
	}
	if len(s.words) > len(other.words) {
		s, other = other, s
	}
	for _, x := range s.words {
		if !x.among(other.words) {
			return false
		}
	}
	more := 0
	for _, x := range other.words {
		if !x.among(s.words) {
			more++
			if other.narrowed(x, s) {
				return false
			}
		}
	}
	return len(s.words) >= fewestAlike && more <= len(s.words)
}

// narrowed reports whether a word that a sentence has more than another one makes a case
// of its own of it: «при повторном нарушении».
func (s statement) narrowed(x statedWord, other statement) bool {
	words := &s.p.lang.Prose().Narrowing
	beside := func(i int) bool { // a word stands directly beside this one
		if i < 0 || i >= len(s.p.words) {
			return false
		}
		gap := s.p.s[s.p.words[min(i, x.i)].to:s.p.words[max(i, x.i)].from]
		return gap == " " || gap == "\u00a0"
	}
	preposition := x.i - 1
	if s.p.lang.Final {
		preposition = x.i + 1
	}
	if words.Has(s.p.small(s.p.words[x.i])) || beside(preposition) && words.Has(s.p.small(s.p.words[preposition])) {
		return true
	}
	if s.p.lang.Prose().Every.Has(s.p.small(s.p.words[x.i])) {
		return false
	}
	attribute, head := s.p.lang.Lexicon().Fills(s.p.lang.Stems.Fold(s.p.small(s.p.words[x.i])))
	return attribute != 0 && head == 0 && beside(x.i+1) && slices.ContainsFunc(s.words, func(y statedWord) bool { return y.i == x.i+1 && y.among(other.words) })
}
