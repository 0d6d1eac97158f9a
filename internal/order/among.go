package order

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diff"
)

// Words that are replaced by words with more than one change may have marks between the
// changes: «разделом 3 [Политики](#3), и **не** передаются» by «разделом 3 Правил, но не
// передаются». Each change is made by itself then, if nobody can doubt which of the new words
// the marks are of: a mark keeps a word of its own, and new words at its edge are not more than
// those that went there.

// amongMarks is the edit of a spot that has marks in it; ok is false if some mark would be
// lost, or it is a guess what it is of.
func (in *Instruction) amongMarks(body string, hidden []bool, s [2]int) (e edit, ok bool) {
	from, to, text := in.narrowed(body, hidden, s)
	if !slices.Contains(hidden[from:to], true) {
		return edit{from, to, text}, true
	}
	m := &among{body: body, hidden: hidden, from: from, to: to}
	var plain string
	plain, m.at = seen(body[from:to], hidden[from:to])
	m.a, m.b = tokens(plain), tokens(text)
	m.ends = make([]int, len(m.a)+1)
	m.kept = make([]int, len(m.a))
	for i, t := range m.a {
		m.ends[i+1], m.kept[i] = m.ends[i]+len(t), -1
	}
	var edits []edit
	for _, c := range m.changes() {
		e, ok := m.edit(c)
		if !ok {
			return edit{}, false
		}
		edits = append(edits, e)
	}
	text, ok = splice(body[:to], edits)
	if !ok || !m.anchored() {
		return edit{}, false
	}
	return edit{from, to, text[from:]}, true
}

// among is a part [from, to) of a body that has marks, and the tokens that its readers see (a)
// and shall see (b).
type among struct {
	body     string
	hidden   []bool
	from, to int
	at       []int // for each byte of a, that of the part
	a, b     []string
	ends     []int // of a's tokens, in bytes of them
	kept     []int // for each token of a its own in b, in whatever form it stays; negative: none
}

// stemOf is what the forms of a word have in common, as far as letters tell: a figure or a short word
// has one form.
func stemOf(token string) string {
	r := []rune(token)
	if len(r) < 5 || !isWordRune(r[0]) || strings.ContainsAny(token, "0123456789") {
		return token
	}
	return string(r[:max(4, len(r)*6/10)])
}

// changes are the changes of the part, each as small as can be.
func (m *among) changes() []change {
	keys := func(tokens []string, others map[string]bool) []string {
		out := make([]string, len(tokens))
		for i, t := range tokens {
			if out[i] = t; !others[t] {
				out[i] = stemOf(t)
			}
		}
		return out
	}
	set := func(tokens []string) map[string]bool {
		out := map[string]bool{}
		for _, t := range tokens {
			out[t] = true
		}
		return out
	}
	weight := func(t string) int {
		if isWordRune(firstRune(t)) {
			return 4
		}
		return 1
	}
	var out []change
	i, k := 0, 0
	equal := func(to int) {
		for ; i < to; i, k = i+1, k+1 {
			m.kept[i] = k
			if m.a[i] != m.b[k] {
				out = append(out, change{i, i + 1, k, k + 1})
			}
		}
	}
	for _, e := range diff.Edits(keys(m.a, set(m.b)), keys(m.b, set(m.a)), diff.Cost[string]{Weight: weight, Work: tokenWork * (len(m.a) + len(m.b))}) {
		equal(e.A0)
		out = append(out, change{e.A0, e.A1, e.B0, e.B1})
		i, k = e.A1, e.B1
	}
	equal(len(m.a))
	return out
}

// edit is what a change does to the body; ok is false if it reaches over a mark, empties one,
// or brings more words to its edge than it takes.
func (m *among) edit(c change) (e edit, ok bool) {
	for _, by := range []int{0, 1, -1} { // words that go with the space before or behind them
		a0, a1 := c.a0+by, c.a1+by
		if by != 0 && (c.b0 < c.b1 || a0 < 0 || a1 > len(m.a) || by > 0 && m.a[c.a0] != m.a[a1-1] || by < 0 && m.a[c.a1-1] != m.a[a0]) {
			continue
		}
		from, to := m.place(a0, a1)
		if slices.Contains(m.hidden[from:to], true) {
			continue
		}
		edge := from > 0 && m.hidden[from-1] || to < len(m.body) && m.hidden[to]
		if edge && !m.outside(from) && wordCount(m.b[c.b0:c.b1]) > wordCount(m.a[a0:a1]) {
			return e, false
		}
		return edit{from, to, strings.Join(m.b[c.b0:c.b1], "")}, true
	}
	return e, false
}

// place is where tokens [a0, a1) stand in the body; none of them: behind the token before, at a
// place that is outside of all marks, if there is one.
func (m *among) place(a0, a1 int) (from, to int) {
	if a0 < a1 {
		return m.from + m.at[m.ends[a0]], m.from + m.at[m.ends[a1]-1] + 1
	}
	at := m.from
	if a0 > 0 {
		at += m.at[m.ends[a0]-1] + 1
	}
	for i := at; ; {
		if m.outside(i) {
			return i, i
		}
		n := markSize(m.body[i:])
		if n == 0 || i+n > m.to {
			return at, at
		}
		i += n
	}
}

// outside reports whether a place of the body, which cuts no mark, is in none.
func (m *among) outside(at int) bool {
	return balanced(strings.ReplaceAll(marksAlone(m.body[:at], m.hidden[:at]), footnoteAlone, ""))
}

// anchored reports whether nobody can doubt where the marks of the part are among the new
// words: each marked stretch keeps a word, and where words on both sides of a mark went, as
// many came.
func (m *among) anchored() bool {
	for i := m.from; i < m.to; {
		end := i
		for end < len(m.body) && m.hidden[end] == m.hidden[i] {
			end++
		}
		switch whole := end <= m.to && (i > m.from || i > 0 && m.hidden[i-1]); {
		case m.hidden[i]:
			if !m.clear(i) {
				return false
			}
		case whole && !m.outside(i):
			a0, a1 := m.token(i), m.token(end)
			if !slices.ContainsFunc(m.kept[a0:a1], func(k int) bool { return k >= 0 && isWordRune(firstRune(m.b[k])) }) {
				return false
			}
		}
		i = end
	}
	return true
}

// token is the first token of a at or behind a byte of the body.
func (m *among) token(at int) int {
	i := 0
	for i < len(m.a) && m.from+m.at[m.ends[i]] < at {
		i++
	}
	return i
}

// clear reports whether the place of a mark among the new words is clear.
func (m *among) clear(mark int) bool {
	i := m.token(mark)
	stays := func(i int) bool { return m.kept[i] >= 0 && m.a[i] != " " }
	a0, a1, b0, b1 := i, i, 0, len(m.b)
	for a0 > 0 && !stays(a0-1) {
		a0--
	}
	for a1 < len(m.a) && !stays(a1) {
		a1++
	}
	if a0 > 0 {
		b0 = m.kept[a0-1] + 1
	}
	if a1 < len(m.a) {
		b1 = m.kept[a1]
	}
	left, right := wordCount(m.a[a0:i]), wordCount(m.a[i:a1])
	return left == 0 || right == 0 || left+right == wordCount(m.b[b0:b1])
}

// wordCount counts words.
func wordCount(tokens []string) (n int) {
	for _, t := range tokens {
		if isWordRune(firstRune(t)) {
			n++
		}
	}
	return n
}
