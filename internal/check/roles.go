package check

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// rolesRule: a text that defines its terms calls nobody by another one (term-foreign): no
// «Пользователь» where it defines «Читатель», and no «настоящее Соглашение» where it is
// «Правила». Both come with sentences that were copied from another document.
func rolesRule(e *Edition) {
	for k, t := range e.Edition.Texts {
		if unreadable(t) || e.alien[k] {
			continue
		}
		list := append(definitions(e.read[k]), listed(e.read[k])...)
		if len(list) == 0 || e.Document.AnnexOf != "" || len(e.Document.Incorporates) > 0 {
			continue // what belongs to another document may use its terms
		}
		words := e.Languages.Of(string(t.Lang)).Prose()
		said := strings.ToLower(t.Title)
		for _, d := range list {
			from, _ := d.p.sentence(d.from)
			said += " " + d.p.lower[from:d.to] // «Покупатель и Поставщик (далее вместе – Стороны)»
		}
		foreign := func(stems []string, s string) string {
			for _, stem := range stems {
				if strings.HasPrefix(s, stem) && !strings.Contains(said, stem) {
					return stem
				}
			}
			return ""
		}
		others := slices.ContainsFunc(list, func(d definition) bool {
			return !d.self || slices.ContainsFunc(words.Roles, func(stem string) bool { return strings.HasPrefix(strings.ToLower(d.term), stem) })
		})
		roles, meant := map[string][]func(){}, map[string]bool{}
		for j := range e.read[k] {
			p := &e.read[k][j]
			if at, _ := indexAny(p.lower, words.Definition...); p.unit == nil || at >= 0 {
				continue
			}
			for i, w := range p.words {
				s := p.small(w)
				if !isCapital(p.of(w)) || isAbbreviation(p.of(w)) || p.quoted(w.from) || p.linked(w.from) != nil {
					continue
				}
				report := func() { warn(&e.found, diag.TermForeign, "role", p.pos(w.from), diag.Args{"term": p.of(w)}) }
				if stem := foreign(words.Roles, s); stem != "" {
					roles[stem] = append(roles[stem], report)
					// The capital of a sentence's first word says nothing in a text that defines its own name alone.
					meant[stem] = meant[stem] || others || i > 0 && !strings.ContainsAny(p.s[p.words[i-1].to:w.from], ".!?")
				}
				if i > 0 && words.This.Has(p.small(p.words[i-1])) && p.s[p.words[i-1].to:w.from] == " " && foreign(words.Kinds, s) != "" {
					warn(&e.found, diag.TermForeign, "kind", p.pos(p.words[i-1].from), diag.Args{"term": p.s[p.words[i-1].from:w.to]})
				}
			}
		}
		for _, stem := range words.Roles {
			if places := roles[stem]; meant[stem] && len(places) <= mostForeign { // more: the text's own word, which it leaves undefined
				for _, report := range places {
					report()
				}
			}
		}
	}
}

// mostForeign is how often a word stands that came with a copied sentence.
const mostForeign = 2

// definitionsPair: the languages define the same number of terms (term-foreign.count).
func definitionsPair(p *pair) {
	total, at := 0, -1
	for i, u := range p.units {
		if u.a.unit == nil || u.b.unit == nil {
			continue
		}
		d := len(terms(u.a)) - len(terms(u.b))
		total += d
		if d != 0 && at < 0 {
			at = i
		}
	}
	if total == 0 || at < 0 {
		return
	}
	u := p.units[at]
	if here, there := u.side(commas(terms(u.a)), -1, true), u.side(commas(terms(u.b)), -1, false); total < 0 && p.changed == nil {
		p.tell(diag.TermForeign, "count", there, here) // it stands where the definition lacks
		return
	}
	p.differ(diag.TermForeign, "count", u, u.side(commas(terms(u.a)), -1, true), u.side(commas(terms(u.b)), -1, false))
}

// terms are the terms that a passage defines, but for the text's own name.
func terms(p *passage) (out []string) {
	for _, d := range definitions([]passage{*p}) {
		if !d.self {
			out = append(out, d.term)
		}
	}
	return out
}

func commas(words []string) string {
	if len(words) == 0 {
		return "–"
	}
	return strings.Join(words, ", ")
}

// marksOtherwise is the one item of a list, but for its last, that ends with a full stop or
// comma where the others end with a semicolon; nil: there is none.
func marksOtherwise(list []*passage, units []legal.Unit) (other *passage) {
	marked := 0
	for _, p := range list[:len(list)-1] {
		switch end := strings.TrimRight(p.s, " "); {
		case strings.HasSuffix(end, ";"):
			marked++
		case (strings.HasSuffix(end, ".") || strings.HasSuffix(end, ",")) && other == nil && p.at+1 < len(units) && units[p.at+1].Parent == p.unit.Parent:
			other = p
		default:
			return nil
		}
	}
	if marked < 2 && len(list) > 3 || marked == 0 {
		return nil
	}
	return other
}

// itemsRule: an item of a list ends with the mark that the others end with (end-mark):
// one that is not the last and has none was cut.
func itemsRule(e *Edition) {
	for k, t := range e.Edition.Texts {
		if e.alien[k] {
			continue
		}
		lists, order := map[int][]*passage{}, []int{}
		for j := range e.read[k] {
			p := &e.read[k][j]
			if p.unit == nil || p.unit.Parent < 0 || !strings.HasSuffix(p.unit.Label.Text, ")") || p.s == "" {
				continue
			}
			if len(lists[p.unit.Parent]) == 0 {
				order = append(order, p.unit.Parent)
			}
			lists[p.unit.Parent] = append(lists[p.unit.Parent], p)
		}
		for _, parent := range order {
			list := lists[parent]
			if len(list) < 3 {
				continue
			}
			var without []*passage
			marked := 0
			for _, p := range list[:len(list)-1] {
				switch r, _ := utf8.DecodeLastRuneInString(p.s); {
				case r == ';':
					marked++
				case isWordRune(r) && p.at+1 < len(t.Units) && t.Units[p.at+1].Parent == parent:
					without = append(without, p)
				}
			}
			if other := marksOtherwise(list, t.Units); other != nil {
				end := strings.TrimRight(other.s, " ")
				e.found.AddVariant(diag.EndMark, "item", other.pos(len(end)-1), diag.Args{"mark": end[len(end)-1:]})
			}
			if len(without) == 1 && marked == len(list)-2 {
				e.found.Add(diag.EndMark, without[0].pos(len(without[0].s)), nil)
			}
		}
	}
}
