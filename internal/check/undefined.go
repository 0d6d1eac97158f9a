package check

import (
	"maps"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// fewestTerms is how many terms a text defines that defines all of its terms.
const fewestTerms = 2

// undefinedRule: a text that defines its terms writes no other noun with a capital as it writes
// them (term-foreign.role): no «если Наниматель не внес плату» where it defines «Арендатор».
// A word that a text has more often is its own, which it leaves undefined; names, acts and
// organisations have their capitals by right.
func undefinedRule(e *Edition) {
	for k, t := range e.Edition.Texts {
		if unreadable(t) || e.alien[k] || e.Document.AnnexOf != "" || len(e.Document.Incorporates) > 0 {
			continue // what belongs to another document may use its terms
		}
		list := append(definitions(e.read[k]), listed(e.read[k])...)
		own := 0
		said := strings.ToLower(t.Title)
		var terms []term
		for _, d := range list {
			if !d.self {
				own++
			}
			terms = append(terms, newTerm(d.term, d.p.lang))
			from, to := d.p.sentence(d.from)
			said += " " + d.p.lower[from:max(to, d.to)]
		}
		if own < fewestTerms {
			continue
		}
		places := map[string][]func(){}
		for j := range e.read[k] {
			p := &e.read[k][j]
			if p.unit == nil || p.unit.Kind == legal.Heading || p.unit.Kind == legal.Title || p.unit.Kind == legal.Row {
				continue
			}
			for i, w := range p.words {
				if !strayTerm(p, i) {
					continue
				}
				stem := p.lang.Stems.Stem(p.lang.Stems.Fold(p.small(w)))
				if strings.Contains(said, stem) || slices.ContainsFunc(terms, func(x term) bool { return x.at(p, i, false) }) {
					continue
				}
				places[stem] = append(places[stem], func() { warn(&e.found, diag.TermForeign, "role", p.pos(w.from), diag.Args{"term": p.of(w)}) })
			}
		}
		for _, stem := range slices.Sorted(maps.Keys(places)) {
			if len(places[stem]) <= mostForeign {
				for _, report := range places[stem] {
					report()
				}
			}
		}
	}
}

// opens reports whether word i begins a sentence and describes no noun, so that its capital
// says nothing of the next one: «Если Наниматель», not «Национальный Фонд».
func opens(p *wording, i int) bool {
	w := p.words[i]
	attribute, _ := p.lang.Lexicon().Fills(p.small(w))
	return (i == 0 || p.begins(w.from)) && (attribute == 0 || p.lang.Prose().Every.Has(p.small(w)))
}

// strayTerm reports whether word i is a noun in the middle of a sentence with a capital that
// nothing but a definition can give it.
func strayTerm(p *passage, i int) bool {
	w := p.words[i]
	prose, s := p.lang.Prose(), p.small(w)
	if i == 0 || !isCapital(p.of(w)) || !p.joined(i-1) || isAbbreviation(p.of(w)) || p.quoted(w.from) || p.linked(w.from) != nil || p.after(w.to) == '-' {
		return false
	}
	before := p.words[i-1]
	if isCapital(p.of(before)) && !opens(&p.wording, i-1) || prose.This.Has(p.small(before)) || prose.Proper.Has(s) || hasAny(s, prose.Roles...) || hasAny(s, prose.Kinds...) || hasAny(s, prose.Annexes...) {
		return false
	}
	if is := p.lang.Word(s); is != nil && (is.Noun.Kind != language.None || is.Act != 0 || is.Month != 0) {
		return false
	}
	if rest := strings.TrimLeft(p.s[w.to:], " \u00a0"); strings.HasPrefix(rest, "«") || strings.HasPrefix(rest, "\"") || strings.HasPrefix(rest, "“") || strings.HasPrefix(rest, "№") || rest == "" {
		return false
	}
	if !p.lang.Final && prose.Naming.Has(p.small(before)) {
		return false
	}
	if i+1 < len(p.words) && p.joined(i) {
		next := p.small(p.words[i+1])
		a, h := p.lang.Lexicon().Fills(next)
		if isCapital(p.of(p.words[i+1])) || !p.lang.Final && (a|h).Owner() || p.lang.Final && (prose.Naming.Has(next) || hasAny(next, prose.Kinds...)) {
			return false // a name: «Комитет связи»
		}
	}
	a, h := p.lang.Lexicon().Fills(s)
	return a == 0 && h != 0
}
