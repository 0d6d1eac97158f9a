package language_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/language"
)

// An index says of a word what each of its lists says alone, and of a place which phrases
// begin there.
func TestIndex(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	word := func() string {
		s := ""
		for range 1 + r.IntN(4) {
			s += []string{"б", "ұ", "на", "a"}[r.IntN(4)]
		}
		return s
	}
	found := 0
	for range 2000 {
		var lists []*language.Words
		var phrases [][]string
		for range r.IntN(5) {
			var patterns, list []string
			for range r.IntN(4) {
				patterns = append(patterns, []string{"", "*"}[r.IntN(2)]+word()+[]string{"", "*"}[r.IntN(2)])
				list = append(list, word()+[]string{"", " " + word()}[r.IntN(2)])
			}
			w := language.WordsOf(patterns...)
			lists, phrases = append(lists, &w), append(phrases, list)
		}
		index, of := language.IndexOf(lists...), language.PhrasesOf(phrases...)
		has, begins := map[int]bool{}, map[int]int{}
		s := word() + " " + word()
		first, _, _ := strings.Cut(s, " ")
		index.Each(first, func(list int) { has[list] = true })
		of.Each(s, func(list, size int) { begins[list]++ })
		for i, w := range lists {
			if has[i] != w.Has(first) {
				t.Fatalf("list %d: %q: %v, want %v", i, first, has[i], w.Has(first))
			}
			n := 0
			for _, p := range phrases[i] {
				if strings.HasPrefix(s, p) {
					n++
				}
			}
			if begins[i] != n {
				t.Fatalf("phrases %q: %d begin %q, want %d", phrases[i], begins[i], s, n)
			}
			found += n + len(has)
		}
	}
	if found == 0 {
		t.Fatal("nothing was found in any list")
	}
}

// A pattern of two words fits the two side by side, and neither alone.
func TestIndexPairs(t *testing.T) {
	w, none := language.WordsOf("одно из", "*нан басқа"), language.WordsOf("басқа")
	index := language.IndexOf(&none, &w)
	for _, x := range []struct {
		first, second string
		want          []int
	}{
		{"одно", "из", []int{1}}, {"не", "из", nil}, {"бұдан", "басқа", nil}, {"құқықтарынан", "басқа", []int{1}}, {"нан", "басқа", []int{1}},
	} {
		var got []int
		index.EachPair(x.first, x.second, func(list int) { got = append(got, list) })
		if !slices.Equal(got, x.want) {
			t.Errorf("%s %s: %v, want %v", x.first, x.second, got, x.want)
		}
	}
	index.Each("басқа", func(list int) {
		if list != 0 {
			t.Errorf("басқа alone is of list %d", list)
		}
	})
}
