package citation

import "github.com/kelisim/kelisim/internal/language"

// final reads texts in which the noun stands behind its number: «2.1-тармақта»,
// «1-тармағының 7) тармақшасы».
func (p *parser) final() {
	floor := 0 // tokens before it belong to a group already
	for i := range p.toks {
		n := w(p.wordAt(i)).Noun
		if n.Kind == language.None {
			continue
		}
		if o := p.wordAt(i - 1); o != nil && o.Ordinal > 0 && i-1 >= floor { // «екінші абзац»
			p.hangs(p.ordinal(i-1, i, n))
			floor = i + 1
			continue
		}
		ms, begin := p.before(i, n, floor)
		if len(ms) == 0 {
			continue
		}
		ms = rangesOf(n, ms)
		ms[len(ms)-1].End = p.toks[i].to
		p.hangs(parsed{Group{kindOf(n, ms), ms}, n, begin, i + 1})
		floor = i + 1
	}
}

// before reads the numbers before the noun at token i. begin is the first token.
func (p *parser) before(i int, n language.Noun, floor int) (ms []Member, begin int) {
	if ms, begin := p.closedRange(i, floor); ms != nil {
		return ms, begin
	}
	at, hyphen := i-1, false
	if p.is(at, "-") && p.glued(at) && p.glued(i) {
		at, hyphen = at-1, true
	} else if !p.toks[i].space {
		return nil, i
	}
	if hyphen && p.is(at, ".") && p.glued(at) { // «2.1.-тармақ»
		at--
	}
	last, begin := p.memberEnding(at, n.Kind, floor)
	if last == nil {
		return nil, i
	}
	// Without the hyphen a number may count: «2 тармақ», "two clauses".
	if !hyphen && last[0].Form == Plain && !dotted(&last[0]) && !n.Owned {
		return nil, i
	}
	ms = last
	for len(ms) < maxList {
		more, b := p.joinedBefore(begin, n, ms, floor)
		if more == nil {
			break
		}
		ms, begin = append(more, ms...), b
	}
	if p.is(begin-1, "№") && begin-1 >= floor {
		begin--
	}
	return ms, begin
}

// memberEnding reads the number that ends with token i.
func (p *parser) memberEnding(i int, kind language.Kind, floor int) ([]Member, int) {
	from := i
	if p.is(i, ")»\"") {
		from--
	}
	if from < floor || from >= len(p.toks) {
		return nil, i
	}
	ms, next := p.member(from, kind)
	if len(ms) == 0 || next != i+1 || p.toks[from].kind == letter && from == i {
		return nil, i
	}
	if p.toks[from].kind == letter && p.is(from-1, "«\"") {
		from--
	}
	return ms, from
}

// joinedBefore reads the number that the list before token i goes on with.
func (p *parser) joinedBefore(i int, n language.Noun, ms []Member, floor int) ([]Member, int) {
	j, at := joiner{}, i-1
	for ; at >= floor && i-at <= 4; at-- {
		if p.is(at, ",") && !j.comma {
			j.comma = true
		} else if p.is(at, "–—-") && !j.any() {
			j.through = true
			at--
			break
		} else if w := p.wordAt(at); w.Is(language.And) && !j.comma {
			j.word = true
		} else {
			break
		}
	}
	if p.is(at, "-") && !j.through && j.any() && p.glued(at) { // «2.1-, 2.2-тармақтар»
		at--
	}
	if !j.any() || at < floor {
		return nil, i
	}
	more, begin := p.memberEnding(at, n.Kind, floor)
	if more == nil {
		return nil, i
	}
	a, b := &more[0], &ms[0]
	same := sameShape(a, b) && a.Form == b.Form
	switch {
	case isItem(a) != isItem(b) && !(a.Form == Bracket && !dotted(b)):
		return nil, i
	case n.Count == language.One && !(same && !j.comma && (dotted(b) || isItem(b))):
		return nil, i
	case n.Count == language.Either && (j.comma || !same):
		return nil, i
	case !same && !dotted(a) && !isItem(a) && p.ordinary(begin-1): // «айына 2, 3.1 және 3.2-тармақтар»
		return nil, i
	}
	b.Through = j.through
	return more, begin
}

// closedRange reads «3.1-ден 3.4-ке дейінгі» before the noun at token i.
func (p *parser) closedRange(i, floor int) ([]Member, int) {
	if i-7 < floor || !p.wordAt(i-1).Is(language.RangeUntil) || !p.wordAt(i-2).Is(language.RangeTo) || !p.is(i-3, "-") ||
		!p.wordAt(i-5).Is(language.RangeFrom) || !p.is(i-6, "-") {
		return nil, i
	}
	a, _ := p.member(i-7, language.Clause)
	b, _ := p.member(i-4, language.Clause)
	if len(a) != 1 || len(b) != 1 || !sameShape(&a[0], &b[0]) {
		return nil, i
	}
	b[0].Through = true
	b[0].End = p.toks[i].to
	return append(a, b...), i - 7
}
