package redline

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diff"
	"github.com/kelisim/kelisim/internal/legal"
)

// What a script costs: a word 4, a mark 2, an edit 13. So a word, and a mark with
// it, between two changes is not worth keeping; two words are. Cells are kept
// apart at any price.
const (
	wordWeight = 4
	markWeight = 2
	cellWeight = 200
	editWeight = 13

	pairCells = 4_000_000   // solved exactly for one record
	allCells  = 100_000_000 // and for all records together
	tokenWork = 400         // steps for each token if that is not enough
)

// What stands between the texts of a record's units, and of a row's cells.
const (
	unitBreak = "\n\n"
	cellBreak = legal.CellBreak
)

// stream is the words of one side of a record.
type stream struct {
	text   string
	tokens []token
	keys   []int32
	units  []*unit
	first  []int // index of each unit's first token
}

func (c *comparison) stream(units []unit, at []int) stream {
	var s stream
	var text strings.Builder
	for k, i := range at {
		if k > 0 {
			n := int32(text.Len())
			text.WriteString(unitBreak)
			s.tokens = append(s.tokens, token{lead: n, start: n, end: n + int32(len(unitBreak)), key: c.breakKey, word: -1})
		}
		u := &units[i]
		s.units = append(s.units, u)
		s.first = append(s.first, len(s.tokens))
		n := int32(text.Len())
		for _, t := range u.tokens {
			t.lead, t.start, t.end = t.lead+n, t.start+n, t.end+n
			s.tokens = append(s.tokens, t)
		}
		text.WriteString(u.flat.Text)
	}
	s.text = text.String()
	s.keys = make([]int32, len(s.tokens))
	for i, t := range s.tokens {
		s.keys[i] = t.key
	}
	return s
}

func (s *stream) lead(i int) string { return s.text[s.tokens[i].lead:s.tokens[i].start] }
func (s *stream) word(i int) string { return s.text[s.tokens[i].start:s.tokens[i].end] }

// slice is the text of tokens i to j with the white space before each.
func (s *stream) slice(i, j int) string {
	if i == j {
		return ""
	}
	return s.text[s.tokens[i].lead:s.tokens[j-1].end]
}

// words counts the words among tokens i to j.
func (s *stream) words(i, j int) int {
	n := 0
	for _, t := range s.tokens[i:j] {
		if t.word >= 0 {
			n++
		}
	}
	return n
}

// edits compares the words of two streams.
func (c *comparison) edits(x, y *stream) []diff.Edit {
	edits := c.script(x.keys, y.keys)
	if keys := c.translate(x); keys != nil {
		// References under the new numbers: better, unless the author left them.
		if other := c.script(keys, y.keys); c.cost(x, y, other) <= c.cost(x, y, edits) {
			edits = trimEqual(x, y, other)
		}
	}
	edits = c.soften(x, y, edits)
	edits = absorb(x, y, edits)
	if littleCommon(x, y, edits) {
		return []diff.Edit{{A0: 0, A1: len(x.tokens), B0: 0, B1: len(y.tokens)}}
	}
	return wholeBrackets(x, y, slide(x, y, keepWords(x, y, absorbSentences(x, y, edits))))
}

// keepWords takes words that are the same from the ends of edits, and leaves the
// marks beside them as edits of their own: a comma that moved over a word, or that
// was left out behind it, strikes no word.
func keepWords(x, y *stream, edits []diff.Edit) []diff.Edit {
	out := make([]diff.Edit, 0, len(edits))
	for _, e := range edits {
		if sameWords(x, y, e) {
			out = append(out, e)
			continue
		}
		var tail []diff.Edit
		for {
			i, j := e.A1-1, e.B1-1
			for i >= e.A0 && x.tokens[i].word < 0 {
				i--
			}
			for j >= e.B0 && y.tokens[j].word < 0 {
				j--
			}
			if i < e.A0 || j < e.B0 || x.keys[i] != y.keys[j] {
				break
			}
			tail = append(tail, diff.Edit{A0: i + 1, A1: e.A1, B0: j + 1, B1: e.B1})
			e.A1, e.B1 = i, j
		}
		for {
			i, j := e.A0, e.B0
			for i < e.A1 && x.tokens[i].word < 0 {
				i++
			}
			for j < e.B1 && y.tokens[j].word < 0 {
				j++
			}
			if i == e.A1 || j == e.B1 || x.keys[i] != y.keys[j] {
				break
			}
			out = append(out, trimEqual(x, y, []diff.Edit{{A0: e.A0, A1: i, B0: e.B0, B1: j}})...)
			e.A0, e.B0 = i+1, j+1
		}
		slices.Reverse(tail)
		out = append(out, trimEqual(x, y, append([]diff.Edit{e}, tail...))...)
	}
	return out
}

func (c *comparison) script(a, b []int32) []diff.Edit {
	cells := min(pairCells, c.cells)
	edits := diff.Edits(a, b, diff.Cost[int32]{Weight: c.weight, Gap: editWeight,
		Cells: max(1, cells), Work: tokenWork * (len(a) + len(b))})
	if len(edits) > 0 {
		first, last := edits[0], edits[len(edits)-1]
		if n := (last.A1 - first.A0) * (last.B1 - first.B0); n <= cells {
			c.cells -= n
		}
	}
	return edits
}

func (c *comparison) weight(key int32) int {
	switch word := c.words[key]; {
	case word == cellBreak:
		return cellWeight
	case isWord(word):
		return wordWeight
	}
	return markWeight
}

func (c *comparison) cost(x, y *stream, edits []diff.Edit) int {
	sum := editWeight * len(edits)
	for _, e := range edits {
		for _, k := range x.keys[e.A0:e.A1] {
			sum += c.weight(k)
		}
		for _, k := range y.keys[e.B0:e.B1] {
			sum += c.weight(k)
		}
	}
	return sum
}

// trimEqual takes words that are the same after all from the ends of edits.
func trimEqual(x, y *stream, edits []diff.Edit) []diff.Edit {
	out := edits[:0]
	for _, e := range edits {
		for e.A0 < e.A1 && e.B0 < e.B1 && x.keys[e.A0] == y.keys[e.B0] {
			e.A0, e.B0 = e.A0+1, e.B0+1
		}
		for e.A0 < e.A1 && e.B0 < e.B1 && x.keys[e.A1-1] == y.keys[e.B1-1] {
			e.A1, e.B1 = e.A1-1, e.B1-1
		}
		if e.A0 < e.A1 || e.B0 < e.B1 {
			out = append(out, e)
		}
	}
	return out
}

// absorb joins edits that have at most one word between them.
func absorb(x, y *stream, edits []diff.Edit) []diff.Edit {
	return absorbIf(edits, func(a, b diff.Edit) bool {
		if x.words(a.A1, b.A0) > 1 {
			return false
		}
		for i, j := a.A1, a.B1; i < b.A0; i, j = i+1, j+1 {
			// Changes that follow a renumbering are worth their place, as are cells.
			if x.keys[i] != y.keys[j] || x.word(i) == cellBreak {
				return false
			}
		}
		return true
	})
}

func absorbIf(edits []diff.Edit, join func(a, b diff.Edit) bool) []diff.Edit {
	if len(edits) == 0 {
		return edits
	}
	out := edits[:1]
	for _, e := range edits[1:] {
		if last := &out[len(out)-1]; join(*last, e) {
			last.A1, last.B1 = e.A1, e.B1
		} else {
			out = append(out, e)
		}
	}
	return out
}

// littleCommon reports whether several edits leave less than a quarter of the
// words of both sides. Cells are kept apart all the same.
func littleCommon(x, y *stream, edits []diff.Edit) bool {
	wx, wy := x.words(0, len(x.tokens)), y.words(0, len(y.tokens))
	kept := wx
	for _, e := range edits {
		kept -= x.words(e.A0, e.A1)
	}
	return len(edits) > 1 && 4*kept < min(wx, wy) && x.units[0].group != rows && y.units[0].group != rows
}

// absorbSentences joins edits within one sentence if what is left between them is
// little beside either, so that a sentence that was rewritten is shown as one.
func absorbSentences(x, y *stream, edits []diff.Edit) []diff.Edit {
	return absorbIf(edits, func(a, b diff.Edit) bool {
		for i := a.A1; i < b.A0; i++ {
			if endsSentence(x, i) || x.keys[i] != y.keys[a.B1+i-a.A1] {
				return false
			}
		}
		island := x.words(a.A1, b.A0)
		return 4*island <= min(size(x, y, a), size(x, y, b))
	})
}

// size is the count of words that an edit changes on its larger side.
func size(x, y *stream, e diff.Edit) int {
	return max(x.words(e.A0, e.A1), y.words(e.B0, e.B1))
}

// endsSentence reports whether token i ends a sentence, or a part of a list.
func endsSentence(s *stream, i int) bool {
	switch s.word(i) {
	case ".", "!", "?", ";", unitBreak, cellBreak:
		return true
	}
	return false
}
