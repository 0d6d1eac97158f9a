package redline

import (
	"cmp"
	"slices"
	"strings"
)

// replacedOften is how many places make a change of wording a replacement.
const replacedOften = 3

// wordChange is one text put for another, and in how many places.
type wordChange struct {
	old, new string
	count    int
}

// replacements sums up changes of wording that were made in several places.
// Endings do not count: АЖ-да to ЦЖ-да is АЖ to ЦЖ, and Пользователя to Клиента
// is one with Пользователь to Клиент; the most frequent form stands for all.
func replacements(records []Record) []Replacement {
	out := []Replacement{}
	for _, forms := range groupForms(wordChanges(records)) {
		n := 0
		for _, c := range forms {
			n += c.count
		}
		if n >= replacedOften {
			out = append(out, Replacement{forms[0].old, forms[0].new, n})
		}
	}
	slices.SortStableFunc(out, func(a, b Replacement) int { return cmp.Compare(b.Count, a.Count) })
	return out
}

// wordChanges lists the different changes of wording that have both sides, most
// frequent first, in an order that is the same with the sides swapped.
func wordChanges(records []Record) []wordChange {
	type pair struct{ old, new string }
	counts := map[pair]int{}
	for i := range records {
		s := records[i].Segments
		for k := 1; k < len(s); k++ {
			del, ins := s[k-1], s[k]
			if del.Op != Delete || ins.Op != Insert || del.Class != Wording || ins.Class != Wording ||
				del.Text == unitBreak || ins.Text == unitBreak {
				continue
			}
			p := pair{strings.TrimFunc(del.Text, isSpace), strings.TrimFunc(ins.Text, isSpace)}
			p.old, p.new = cutEnding(p.old, p.new)
			if p.old != "" && p.new != "" {
				counts[p]++
			}
		}
	}
	out := make([]wordChange, 0, len(counts))
	for p, n := range counts {
		out = append(out, wordChange{p.old, p.new, n})
	}
	slices.SortFunc(out, func(a, b wordChange) int {
		return cmp.Or(cmp.Compare(b.count, a.count),
			cmp.Compare(min(a.old, a.new), min(b.old, b.new)), cmp.Compare(max(a.old, a.new), max(b.old, b.new)),
			cmp.Compare(a.old, b.old))
	})
	return out
}

// manyForms bounds the changes that are looked at for other forms of them.
const manyForms = 500

// groupForms joins changes of single words that differ in endings alone.
func groupForms(changes []wordChange) [][]wordChange {
	var groups [][]wordChange
	for k, c := range changes {
		at := -1
		if k < manyForms && single(c.old) && single(c.new) && sameStart(c.old, c.new) == 0 {
			at = slices.IndexFunc(groups, func(g []wordChange) bool {
				return oneWord(g[0].old, c.old) && oneWord(g[0].new, c.new) && sameStart(g[0].old, g[0].new) == 0
			})
		}
		if at < 0 {
			groups = append(groups, []wordChange{c})
		} else {
			groups[at] = append(groups[at], c)
		}
	}
	return groups
}

// oneWord reports whether two texts are forms of one word.
func oneWord(a, b string) bool { return a == b || sameStart(a, b) > 0 }

// cutEnding takes from two words the ending after a hyphen that they share.
func cutEnding(a, b string) (string, string) {
	i, j := strings.LastIndexByte(a, '-'), strings.LastIndexByte(b, '-')
	if i > 0 && j > 0 && a[i:] == b[j:] && single(a) && single(b) {
		return a[:i], b[:j]
	}
	return a, b
}
