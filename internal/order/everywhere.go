package order

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/redline"
)

// replacedOften is in how many places words are replaced that an order replaces in
// all of the text.
const replacedOften = 3

// everywhere lists the words that are replaced wherever they stand, in three or more
// places with their other forms; those of more words first, since they may hold others.
func (m *maker) everywhere() []Words {
	count := map[Words]int{}
	each := func(f func(i int, old, new string)) {
		for i, j := range m.to {
			if j >= 0 && !m.oldBlocks[i].fixed && !m.newBlocks[j].fixed && !m.restate[i] {
				f(i, m.oldBlocks[i].body, m.newBlocks[j].body)
			}
		}
	}
	per := map[int]map[Words]int{}
	each(func(i int, old, new string) {
		if old == new {
			return
		}
		per[i] = map[Words]int{}
		x := m.amended(i)
		for _, c := range x.changes {
			w := x.words(c)
			if clean(w.Old) && clean(w.New) && hasWord(x.a[c.a0:c.a1]) && hasWord(x.b[c.b0:c.b1]) {
				count[w]++
				per[i][w]++
			}
		}
	})
	var all []Words
	for w, n := range count {
		for other, k := range count { // forms of the same words count together
			if other != w && redline.SameWords(other.Old, w.Old) && redline.SameWords(other.New, w.New) && !redline.SameWords(w.Old, w.New) {
				n += k
			}
		}
		if n < replacedOften {
			continue
		}
		ok := true
		each(func(i int, old, new string) { ok = ok && occurrences(old, w.Old) == per[i][w] })
		if ok {
			all = append(all, w)
		}
	}
	slices.SortFunc(all, func(a, b Words) int {
		return cmp.Or(cmp.Compare(strings.Count(b.Old, " "), strings.Count(a.Old, " ")), cmp.Compare(len(a.Old), len(b.Old)),
			cmp.Compare(a.Old, b.Old), cmp.Compare(a.New, b.New))
	})
	return all
}
