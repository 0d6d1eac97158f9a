package check

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// actorsPair: who does something in a sentence of one language, and to whom or by whose
// will, is so in the other (force-differs.actors): no «посетитель осматривает в присутствии
// работника» stands beside «жұмыскер келушінің қатысуымен қарайды». Those whom both texts
// define are compared, and those whom words of one meaning name; each stands in the sentence
// once.
func actorsPair(p *pair) {
	for _, u := range p.units {
		if k := u.b.unit.Kind; k == legal.Heading || k == legal.Title || k == legal.Row || p.told[u.a] || p.told[u.b] || p.swapped[u.b.unit.Anchor] {
			continue
		}
		a, b := sentenceRanges(u.a), sentenceRanges(u.b)
		if len(a) != len(b) {
			continue
		}
		for i := range a {
			there, here := actorsOf(u.a, a[i], p.first), actorsOf(u.b, b[i], p.second)
			if x, y, ok := exchangedActors(there, here); ok {
				p.differ(diag.ForceDiffers, "actors", u, u.side(there[x].says, there[x].from, true), u.side(here[y].says, here[y].from, false))
				break
			}
		}
	}
}

// sentenceRanges are the ranges of the sentences of a passage.
func sentenceRanges(p *passage) (out []word) {
	for _, w := range p.words {
		if len(out) == 0 || w.from >= out[len(out)-1].to {
			from, to := p.sentence(w.from)
			out = append(out, word{from, to})
		}
	}
	return out
}

// actor is somebody in a sentence: the one who does what it says, or one whom that concerns.
type actor struct {
	found
	doer, other bool // neither: nobody can say
	again       bool // stands in the sentence more than once
}

// actorsOf are those of a sentence by what names them in both languages: the number of a term,
// or a meaning.
func actorsOf(p *passage, in word, terms []term) map[string]actor {
	out := map[string]actor{}
	note := func(name string, first, last int) {
		a := actorAt(p, first, last, in.from)
		_, a.again = out[name]
		out[name] = a
	}
	for i := 0; i < len(p.words); i++ {
		if p.words[i].from < in.from || p.words[i].to > in.to || p.quoted(p.words[i].from) {
			continue
		}
		if k := slices.IndexFunc(terms, func(t term) bool { return t.at(p, i, false) }); k >= 0 {
			last := i + len(terms[k].stems) - 1
			note(strconv.Itoa(k), i, last)
			i = last
			continue
		}
		for _, m := range p.lang.Meanings().Of(p.directlyBefore(i), p.small(p.words[i])) {
			if m.Must && strings.HasPrefix(m.Name, language.Person) {
				note(m.Name, i, i)
			}
		}
	}
	return out
}

// actorAt is the actor whose name is words first to last, in a sentence that begins at a place.
func actorAt(p *passage, first, last, from int) actor {
	w := p.words[last]
	out := actor{found: found{p.s[p.words[first].from:w.to], p.words[first].from}}
	if p.after(w.to) == '-' || p.linked(w.from) != nil {
		return out
	}
	a, h := p.lang.Lexicon().Fills(p.small(w))
	switch {
	case a != 0 || h == 0 || h.Instrument():
	case h.OnlySubject(), h.Subject() != 0 && !h.Owner() && !h.Complements() && strings.Trim(p.s[from:out.from], ". \u00a0") == "":
		out.doer = last+1 >= len(p.words) || !p.joined(last) || !belongs(p, p.small(p.words[last+1]))
	case h.Subject() == 0, p.lang.Prose().Owned.Whose.Has(p.small(w)):
		out.other = true
	}
	return out
}

// belongs reports whether a word may belong to the bare noun before it: «сатып алушы өкілі».
func belongs(p *passage, s string) bool {
	owned := p.lang.Prose().Owned
	return owned.Beside.Has(s) && !owned.Never.Has(s) && !p.object(s)
}

// exchangedActors gives those who do something in either text and are the other's one whom
// it concerns.
func exchangedActors(there, here map[string]actor) (x, y string, ok bool) {
	for _, name := range slices.Sorted(maps.Keys(there)) {
		a, b := there[name], here[name]
		if b.says == "" || a.again || b.again {
			continue
		}
		switch {
		case a.doer && b.doer:
			return "", "", false // more than one does something
		case a.doer && b.other && x == "":
			x = name
		case a.other && b.doer && y == "":
			y = name
		case a.doer || b.doer:
			return "", "", false
		}
	}
	return x, y, x != "" && y != ""
}
