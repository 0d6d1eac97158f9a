package citation

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/language"
)

// parser finds the citations of one text. A chain is a run of groups that hang
// together without a word between them: «пункта 1 статьи 5».
type parser struct {
	text   *Text
	lang   *language.Language
	s      string
	toks   []token
	chains []chain
	names  []string // of the act whose owner was read last
}

type chain struct {
	groups     []parsed // as they stand
	begin, end int      // tokens, half-open
}

// parsed is a group with its place.
type parsed struct {
	Group
	noun       language.Noun
	begin, end int // tokens, half-open
}

// maxChain bounds how many groups hang together, maxList how many numbers share a noun.
const (
	maxChain = 16
	maxList  = 64
)

// hangs appends a group to the last chain if nothing but leading words stands between
// them and the units go on getting larger, or smaller; else it begins a chain.
func (p *parser) hangs(g parsed) {
	if n := len(p.chains); n > 0 {
		c := &p.chains[n-1]
		last := &c.groups[len(c.groups)-1]
		if last.Kind == g.Kind && last.noun.Items && p.adjacent(c.end, g.begin) { // «пп. 5 п. 3.3»
			last.Kind = language.Item
		}
		if p.adjacent(c.end, g.begin) && len(c.groups) < maxChain && c.takes(g.Kind) {
			c.groups = append(c.groups, g)
			c.end = g.end
			return
		}
	}
	p.chains = append(p.chains, chain{[]parsed{g}, g.begin, g.end})
}

// adjacent reports whether only «of the» stands between two tokens.
func (p *parser) adjacent(from, to int) bool {
	for i := from; i < to; i++ {
		if !p.wordAt(i).Is(language.Of | language.Empty) {
			return false
		}
	}
	return to < len(p.toks) && p.toks[to].space
}

func (c *chain) takes(k language.Kind) bool {
	n := len(c.groups)
	last := c.groups[n-1].Kind
	switch {
	case k == last:
		return false
	case k == language.Passage, last == language.Passage, n == 1:
		return true
	}
	return (c.groups[n-2].Kind > last) == (last > k)
}

// member reads the number at token i and what closes it. next is the token behind;
// a range that is typed as one number, "3.1-3.4", gives two.
func (p *parser) member(i int, kind language.Kind) (ms []Member, next int) {
	if p.is(i, "(") && kind == language.Item && p.glued(i+1) && p.is(i+2, ")") && p.glued(i+2) { // "sub-clause (a)"
		if ms, _ = p.member(i+1, kind); len(ms) == 1 && ms[0].Form != Roman {
			ms[0].Form = max(ms[0].Form, Bracket)
			ms[0].Begin, ms[0].End = p.toks[i].from, p.toks[i+2].to
			return ms, i + 3
		}
		return nil, i
	}
	if p.is(i, "«\"") && i+1 < len(p.toks) && p.toks[i+1].kind == letter {
		i++
	}
	if i >= len(p.toks) {
		return nil, i
	}
	t := &p.toks[i]
	m := Member{From: t.from, To: t.to, Begin: t.from, End: t.to, Number: inserted(p.s[t.from:t.to])}
	next = i + 1
	switch t.kind {
	case number:
		if p.is(next, ")") && p.glued(next) && !strings.Contains(m.Number, ".") && p.closesLabel(next) {
			m.Form, m.End = Bracket, p.toks[next].to
			next++
		}
	case letter:
		m.Form, m.Number = Letter, strings.ToLower(m.Number)
		if p.is(next, ")»\"") {
			m.End = p.toks[next].to
			next++
		}
		if p.is(i-1, "«\"") {
			m.Begin = p.toks[i-1].from
		}
	case word:
		v := p.roman(i)
		if v == 0 || kind > language.Article {
			return nil, i
		}
		m.Form, m.Number = Roman, strconv.Itoa(v)
	default:
		return nil, i
	}
	if a, b, ok := splitRange(m.Number); ok && m.Form == Plain && strings.Contains(a, ".") {
		return rangeOf(m, a, b), next
	}
	return []Member{m}, next
}

func rangeOf(m Member, a, b string) []Member {
	x, y := m, m
	x.Number, x.To, x.End = a, m.From+len(a), m.From+len(a)
	y.Number, y.From, y.Begin, y.Through = b, m.To-len(b), m.To-len(b), true
	return []Member{x, y}
}

// splitRange cuts "3.1-3.4" and "3-5" at the hyphen if the right number has as many
// parts as the left one and is larger; "3-1" is one number.
func splitRange(s string) (a, b string, ok bool) {
	a, b, ok = strings.Cut(s, "-")
	if !ok || strings.Contains(b, "-") || strings.Count(a, ".") != strings.Count(b, ".") {
		return "", "", false
	}
	x, y := strings.Split(a, "."), strings.Split(b, ".")
	for i := range x {
		if x[i] != y[i] {
			m, _ := strconv.Atoi(x[i])
			n, _ := strconv.Atoi(y[i])
			return a, b, m < n
		}
	}
	return "", "", false
}

// closesLabel reports whether the bracket at token i closes the label before it and
// none that was opened earlier: «подпункт 1)», not «(см. пункт 1)».
func (p *parser) closesLabel(i int) bool {
	open := 0
	for j := range i {
		switch {
		case p.is(j, "("):
			open++
		case p.is(j, ")") && open > 0 && !(p.glued(j) && (p.toks[j-1].kind == letter || p.toks[j-1].kind == number)):
			open--
		}
	}
	if open == 0 {
		return true
	}
	for j := i + 1; j < len(p.toks); j++ {
		if p.is(j, "(") {
			open++
		} else if p.is(j, ")") {
			open--
		}
	}
	return open <= 0
}

// joiner reads what stands between two numbers of a list from token i on.
type joiner struct {
	comma, word, through bool
	next                 int
}

func (p *parser) joiner(i int) joiner {
	j := joiner{next: i}
	for n := 0; n < 4 && j.next < len(p.toks); n++ {
		w := p.wordAt(j.next)
		switch {
		case p.is(j.next, ",") && n == 0:
			j.comma = true
		case p.is(j.next, "–—-") && n == 0:
			j.through = true
			j.next++
			return j
		case w.Is(language.RangeBetween) && n == 0:
			j.through = true
			j.next++
			return j
		case w.Is(language.And):
			j.word = true
		default:
			return j
		}
		j.next++
	}
	return j
}

func (j joiner) any() bool { return j.comma || j.word || j.through }

// sameShape reports whether two numbers can be of one list: as many parts, or both items.
func sameShape(a, b *Member) bool {
	return strings.Count(a.Number, ".") == strings.Count(b.Number, ".") && isItem(a) == isItem(b)
}

func isItem(m *Member) bool { return m.Form == Bracket || m.Form == Letter }

func dotted(m *Member) bool { return strings.Contains(m.Number, ".") }

// kindOf is the kind that a noun means with these numbers: «пп. 1)» is an item.
func kindOf(n language.Noun, ms []Member) language.Kind {
	if isItem(&ms[0]) && (n.Items || n.Kind == language.Clause) {
		return language.Item
	}
	return n.Kind
}

// rangesOf cuts a lone "3-5" beside a plural noun into a range.
func rangesOf(n language.Noun, ms []Member) []Member {
	if len(ms) == 1 && n.Count == language.Several && ms[0].Form == Plain {
		if a, b, ok := splitRange(ms[0].Number); ok {
			return rangeOf(ms[0], a, b)
		}
	}
	return ms
}

// finish turns chains into citations: each with its act, its groups from the largest on.
func (p *parser) finish() []Citation {
	out := make([]Citation, 0, len(p.chains))
	for i := 0; i < len(p.chains); {
		end := i + 1 // chains joined to a list share an act
		for end < len(p.chains) && p.joined(p.chains[end-1].end, p.chains[end].begin) {
			end++
		}
		p.names = nil
		act := p.owner(p.chains[i:end])
		if act.own() || !sameTop(p.chains[i:end]) {
			p.names = nil
		}
		for _, c := range p.chains[i:end] {
			if cite, ok := p.citation(c, act); ok {
				out = append(out, cite)
			}
		}
		i = end
	}
	return out
}

// sameTop reports whether the largest units of chains are of one kind. In «пункт 2 и
// пункт 1 статьи 5 Кодекса» clause 2 is no clause of the act.
func sameTop(list []chain) bool {
	top := func(c chain) language.Kind {
		kind := c.groups[0].Kind
		for _, g := range c.groups {
			kind = min(kind, g.Kind)
		}
		return kind
	}
	return !slices.ContainsFunc(list, func(c chain) bool { return top(c) != top(list[0]) })
}

func (p *parser) joined(from, to int) bool {
	if from == to {
		return false
	}
	j := p.joiner(from)
	for j.next < to && p.wordAt(j.next).Is(language.RangeBefore) {
		j.next++
	}
	return j.any() && j.next == to
}

func (p *parser) citation(c chain, act Act) (Citation, bool) {
	out := Citation{From: p.toks[c.begin].from, To: p.toks[c.end-1].to, Act: act, Names: p.names}
	numbers := false
	for _, g := range c.groups {
		if _, within := p.text.annex(&g.Group); act.own() && g.Kind == language.Annex && (!within || p.annexed(c)) {
			out.Act = Other
		}
		numbers = numbers || g.Members[0].Form != Ordinal
		out.Groups = append(out.Groups, g.Group)
	}
	slices.SortStableFunc(out.Groups, func(a, b Group) int { return int(a.Kind) - int(b.Kind) })
	return out, numbers
}

// spell is the text of a token in NFC, as it was typed.
func (p *parser) spell(i int) string { return p.s[p.toks[i].from:p.toks[i].to] }
