package redline

import (
	"github.com/kelisim/kelisim/internal/diff"
)

// slide moves pure insertions and deletions to where they read best: in
// "a, b, c" to "a, x, b, c" the words inserted may be ", x" or "x,".
func slide(x, y *stream, edits []diff.Edit) []diff.Edit {
	for k := range edits {
		e := &edits[k]
		switch {
		case e.A0 == e.A1:
			low, high := room(edits, k, len(y.tokens), func(e diff.Edit) (int, int) { return e.B0, e.B1 })
			d := best(y, e.B0, e.B1, low, high)
			e.A0, e.A1, e.B0, e.B1 = e.A0+d, e.A1+d, e.B0+d, e.B1+d
		case e.B0 == e.B1:
			low, high := room(edits, k, len(x.tokens), func(e diff.Edit) (int, int) { return e.A0, e.A1 })
			d := best(x, e.A0, e.A1, low, high)
			e.A0, e.A1, e.B0, e.B1 = e.A0+d, e.A1+d, e.B0+d, e.B1+d
		}
	}
	return edits
}

// room is the stretch of tokens in which edit k may move, without touching others.
func room(edits []diff.Edit, k, n int, of func(diff.Edit) (int, int)) (low, high int) {
	low, high = 0, n
	if k > 0 {
		_, low = of(edits[k-1])
		low++
	}
	if k+1 < len(edits) {
		high, _ = of(edits[k+1])
		high--
	}
	return low, high
}

// furthest bounds how far an edit slides.
const furthest = 200

// best returns how far tokens from:to of s should slide within low:high.
func best(s *stream, from, to, low, high int) int {
	left, right := 0, 0
	for left < furthest && from-left > low && s.keys[from-left-1] == s.keys[to-left-1] {
		left++
	}
	for right < furthest && to+right < high && s.keys[from+right] == s.keys[to+right] {
		right++
	}
	at, most := 0, border(s, from, to)
	for d := -left; d <= right; d++ {
		if n := border(s, from+d, to+d); n > most || n == most && at < 0 && d <= 0 {
			at, most = d, n
		}
	}
	return at
}

// border is how well tokens from:to read as a piece of their own.
func border(s *stream, from, to int) int {
	n := 0
	if balanced(s, from, to) {
		n += 8
	}
	start := from == 0 || endsSentence(s, from-1)
	end := to == len(s.tokens) || endsSentence(s, to-1)
	if start && end {
		n += 4
	}
	if s.word(from) == unitBreak || s.word(from) == cellBreak {
		n += 6
	}
	if s.tokens[from].word >= 0 || s.lead(from) != "" {
		n++ // rather a word, or a mark with a space before it, than a comma
	}
	if s.tokens[to-1].word >= 0 {
		n++
	}
	return n
}

// wholeBrackets widens replacements by the bracket that closes, or opens, what both sides
// open or close: a sum is marked with the words for it, «250 (two hundred fifty)».
func wholeBrackets(x, y *stream, edits []diff.Edit) []diff.Edit {
	for k := range edits {
		e := &edits[k]
		if e.A0 == e.A1 || e.B0 == e.B1 {
			continue
		}
		low, high := 0, len(x.tokens)
		if k > 0 {
			low = edits[k-1].A1 + 1
		}
		if k+1 < len(edits) {
			high = edits[k+1].A0 - 1
		}
		a, b := openBrackets(x, e.A0, e.A1), openBrackets(y, e.B0, e.B1)
		switch {
		case a == 1 && b == 1 && e.A1 < high && x.word(e.A1) == ")" && y.word(e.B1) == ")":
			e.A1, e.B1 = e.A1+1, e.B1+1
		case a == -1 && b == -1 && e.A0 > low && x.word(e.A0-1) == "(" && y.word(e.B0-1) == "(":
			e.A0, e.B0 = e.A0-1, e.B0-1
		}
	}
	return edits
}

// openBrackets is how many more brackets open than close among tokens from:to.
func openBrackets(s *stream, from, to int) (n int) {
	for i := from; i < to; i++ {
		switch s.word(i) {
		case "(":
			n++
		case ")":
			n--
		}
	}
	return n
}

// balanced reports whether every bracket and quote that opens among the tokens
// closes there.
func balanced(s *stream, from, to int) bool {
	depth, quotes := 0, 0
	for i := from; i < to; i++ {
		switch s.word(i) {
		case "(", "[", "{", "«", "“", "„":
			depth++
		case ")", "]", "}", "»", "”":
			if depth--; depth < 0 {
				return false
			}
		case `"`:
			quotes++
		}
	}
	return depth == 0 && quotes%2 == 0
}
