package redline

import (
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/legal"
)

// unit is a legal.Unit made ready for comparison.
type unit struct {
	src    *legal.Unit
	text   []legal.Unit // text[index] is src
	index  int
	flat   *legal.Flat
	group  group
	number string // as readers cite it
	cited  string // the digits by which references cite it: "5" for "5-бап"
	tokens []token
	refs   []reference
	exact  int32 // equal: the same keys in the same order
	loose  int32 // equal: the same words in small letters, but for references
	bag    []count
	words  int // count of words
	weight int // of the bag
	keen   int // likewise; see similarity
}

// group of kinds: units are matched within it, across only at a discount.
type group uint8

const (
	titles group = iota
	headings
	clauses
	items
	rows
	others
)

func groupOf(k legal.UnitKind) group {
	switch k {
	case legal.Title:
		return titles
	case legal.Heading:
		return headings
	case legal.Clause:
		return clauses
	case legal.Item:
		return items
	case legal.Row:
		return rows
	}
	return others
}

// count is how often a word stands in a unit.
type count struct{ word, n int32 }

// order compares two texts by all that the comparison looks at. Texts that tie
// are the same to it.
func order(a, b []unit) int {
	return cmp.Or(cmp.Compare(len(a), len(b)), slices.CompareFunc(a, b, func(a, b unit) int {
		return cmp.Or(
			cmp.Compare(a.flat.Text, b.flat.Text),
			cmp.Compare(a.src.Label.Text, b.src.Label.Text),
			cmp.Compare(a.src.Label.Form, b.src.Label.Form),
			cmp.Compare(a.cited, b.cited),
			cmp.Compare(a.src.Kind, b.src.Kind),
			cmp.Compare(a.src.Level, b.src.Level),
			cmp.Compare(a.src.Parent, b.src.Parent),
			slices.CompareFunc(a.src.Cells, b.src.Cells, func(a, b []legal.Run) int {
				return cmp.Compare(legal.Words(a), legal.Words(b))
			}),
		)
	}))
}

// sign is the key of a minus: another word than a dash.
const sign = "\u2212"

// isSign reports whether token i is a minus: a dash that stands at a figure and
// apart from what precedes it, «не ниже -5», or a minus wherever it stands. Behind a
// bracket it is that of a range, «1)–3)».
func isSign(text string, tokens []token, i int) bool {
	t := tokens[i]
	word := text[t.start:t.end]
	r, n := utf8.DecodeRuneInString(word)
	if n != len(word) || !isDash(word) {
		return false
	}
	if r == '\u2212' {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(text[:t.start])
	apart := t.start == 0 || t.lead < t.start || !isLetter(before) && !unicode.In(before, unicode.Pe, unicode.Pf)
	return apart && int(t.end) < len(text) && isDigit(rune(text[t.end]))
}

// isDash reports whether a mark is a hyphen, a dash or a minus.
func isDash(mark string) bool {
	r, _ := utf8.DecodeRuneInString(mark)
	return foldTypography(r) == '-'
}

// scanCells is scan over each cell of a row, with the breaks between them as
// tokens of their own.
func scanCells(f *legal.Flat) []token {
	var tokens []token
	add := func(from, to int) {
		scan(f.Text[from:to], func(lead, start, end int) {
			tokens = append(tokens, token{lead: int32(from + lead), start: int32(from + start), end: int32(from + end)})
		})
	}
	from := 0
	for _, s := range f.Spans {
		if s.Break == legal.BreakCell {
			add(from, s.Start)
			tokens = append(tokens, token{lead: int32(s.Start), start: int32(s.Start), end: int32(s.End)})
			from = s.End
		}
	}
	add(from, len(f.Text))
	return tokens
}
