package citation

import (
	"strconv"

	"github.com/kelisim/kelisim/internal/language"
)

// initial reads texts in which the noun stands before its number: «пунктом 2.1»,
// "clauses 3.1 to 3.4".
func (p *parser) initial() {
	for i := 0; i < len(p.toks); {
		gs, next := p.group(i)
		for k, g := range gs {
			if k == 0 {
				p.hangs(g)
				continue
			}
			c := &p.chains[len(p.chains)-1] // "3.1(a)": within the number before
			c.groups, c.end = append(c.groups, g), g.end
		}
		i = max(next, i+1)
	}
}

// group reads the noun at token i with its numbers, and what is nested in a number
// by brackets: "clause 3.1(a)". next is the token behind, i if there is none.
func (p *parser) group(i int) (gs []parsed, next int) {
	w := p.wordAt(i)
	if w == nil {
		return nil, i
	}
	if noun := p.wordAt(i + 1); w.Ordinal > 0 && noun != nil && noun.Noun.Kind != language.None { // «второй абзац»
		if _, after := p.group(i + 1); after == i+1 {
			return []parsed{p.ordinal(i, i+1, noun.Noun)}, i + 2
		}
	}
	n := w.Noun
	if n.Kind == language.None || p.glued(i) && p.is(i-1, "-.") {
		return nil, i
	}
	j := i + 1
	if n.Dot {
		if !p.is(j, ".") || !p.glued(j) || p.is(i-1, ".") && p.wordAt(i-2).Is(language.NeverAfter) {
			return nil, i
		}
		j++
		if p.glued(j) && p.wordAt(j) == w && p.is(j+1, ".") { // «п.п. 2.1 и 2.2»
			j += 2
			n.Count = language.Several
		}
	}
	if o := p.wordAt(j); o != nil && o.Ordinal > 0 && p.toks[j].space { // «абзац второй»
		return []parsed{p.ordinal(j, i, n)}, j + 1
	}
	if p.is(j, "№") {
		j++
	}
	from := p.wordAt(j).Is(language.RangeBefore)
	if from {
		j++
	}
	if j >= len(p.toks) || !p.toks[j].space && !n.Dot && !p.is(j-1, "№") {
		return nil, i
	}
	ms, nested, end := p.list(j, n, from)
	if len(ms) == 0 {
		return nil, i
	}
	ms = rangesOf(n, ms)
	ms[0].Begin = p.toks[i].from
	g := parsed{Group{kindOf(n, ms), ms}, n, i, end}
	if len(nested) > 0 {
		g.end -= 3 * len(nested)
	}
	gs = append(gs, g)
	for k, m := range nested {
		at := g.end + 3*k
		gs = append(gs, parsed{Group{language.Item, []Member{m}}, n, at, at + 3})
	}
	return gs, end
}

// ordinal is the group of a noun with a word for its number.
func (p *parser) ordinal(at, noun int, n language.Noun) parsed {
	t := &p.toks[at]
	begin, end := min(at, noun), max(at, noun)
	if n.Dot {
		end = max(end, noun+1)
	}
	m := Member{Number: strconv.Itoa(t.word.Ordinal), Form: Ordinal, From: t.from, To: t.to, Begin: p.toks[begin].from, End: p.toks[end].to}
	return parsed{Group{n.Kind, []Member{m}}, n, begin, end + 1}
}

// list reads the numbers behind a noun from token i on. nested are the brackets
// behind a lone number.
func (p *parser) list(i int, n language.Noun, from bool) (ms, nested []Member, next int) {
	ms, next = p.member(i, n.Kind)
	if len(ms) == 0 {
		return nil, nil, i
	}
	for p.is(next, "(") && p.glued(next) && next+2 < len(p.toks) && p.is(next+2, ")") && p.glued(next+1) {
		sub, after := p.member(next+1, language.Item)
		if len(sub) != 1 || sub[0].Form == Roman {
			break
		}
		if after == next+2 {
			sub[0].Form = Bracket
		}
		sub[0].Begin, sub[0].End = p.toks[next].from, p.toks[next+2].to
		nested = append(nested, sub[0])
		next += 3
	}
	if len(nested) > 0 {
		return ms, nested, next
	}
	closed := false
	for len(ms) < maxList {
		j := p.joiner(next)
		if !j.any() || j.next >= len(p.toks) {
			break
		}
		more, after := p.member(j.next, n.Kind)
		if len(more) == 0 || !p.accepts(n, ms, more, j, after, from, closed) {
			break
		}
		more[0].Through = j.through
		ms, next = append(ms, more...), after
		closed = closed || j.word
	}
	if p.is(next, ".") && p.glued(next) && p.closingDot(next+1) {
		next++
	}
	return ms, nil, next
}

// accepts reports whether more numbers belong to the list: the noun's form allows
// one, they are of one shape, and nothing behind them says that they count something.
func (p *parser) accepts(n language.Noun, ms, more []Member, j joiner, after int, from, closed bool) bool {
	a, b := &ms[0], &more[0]
	switch {
	case w(p.wordAt(after)).Month > 0:
		return false
	case j.through && p.wordAt(j.next-1) != nil: // «с 3.1 по 3.4», "3.1 to 3.4"
		return sameShape(a, b) && (from || n.Count == language.Several && len(ms) == 1)
	case n.Count == language.One:
		return false
	case n.Count == language.Either:
		return (j.word || j.through) && sameShape(a, b)
	case isItem(a) != isItem(b):
		return false
	case closed && j.comma && !dotted(b):
		return false
	case !sameShape(a, b) && !dotted(b): // «2.1, 2.2 и 3», but not «2.1, 3 дня», «2.1 и 3 рабочих дня»
		return !p.ordinary(after) && !p.counted(after) || j.word && !p.counted(after)
	}
	return true
}

// counted reports whether token i is an adjective in small letters, as between a
// number and what it counts.
func (p *parser) counted(i int) bool {
	return p.isWord(i) && !p.toks[i].capital && p.toks[i].word == nil && p.lang.Attributes(p.spell(i))
}

func w(word *language.Word) language.Word {
	if word == nil {
		return language.Word{}
	}
	return *word
}

// closingDot reports whether the dot before token i belongs to the number and ends
// no sentence: «п. 2.1. настоящего Соглашения», «пункта 3.1. Договора».
func (p *parser) closingDot(i int) bool {
	t := p.wordAt(i)
	if t == nil || !p.toks[i].space {
		return false
	}
	return t.Is(language.This|language.That) && !p.toks[i].capital || t.Genitive && t.Noun.Kind == language.None || t.Noun.Kind != language.None && !p.toks[i].capital
}
