package language

import (
	"strings"
	"unicode/utf8"
)

// Index holds many lists of patterns, and finds in one look-up which of them fit a word.
// The zero value has none.
type Index struct {
	whole      map[string][]int
	begin, end map[rune][]listed     // by the first letter, by the last one
	parts      []listed              // found anywhere in a word
	pairs      map[string][]listed   // patterns of two words, by the second: text is the first
	openPairs  map[string][]openPair // patterns of two words of which the second may go on, by the first
}

// listed is what a list has; more is set if other letters may stand before it.
type listed struct {
	text string
	list int
	more bool
}

// openPair is the second of two words, which may have more letters: «қол қой*».
type openPair struct {
	second string
	list   int
}

// IndexOf makes an index of lists, which are named by their place from 0 on.
func IndexOf(lists ...*Words) Index {
	x := Index{whole: map[string][]int{}, begin: map[rune][]listed{}, end: map[rune][]listed{}, pairs: map[string][]listed{}, openPairs: map[string][]openPair{}}
	for i, w := range lists {
		for s := range w.whole {
			if first, second, ok := strings.Cut(s, " "); ok {
				x.pairs[second] = append(x.pairs[second], listed{text: first, list: i})
				continue
			}
			x.whole[s] = append(x.whole[s], i)
		}
		for first, list := range w.begin {
			for _, b := range list {
				if one, two, ok := strings.Cut(b, " "); ok {
					x.openPairs[one] = append(x.openPairs[one], openPair{two, i})
					continue
				}
				x.begin[first] = append(x.begin[first], listed{text: b, list: i})
			}
		}
		for _, e := range w.end {
			if first, second, ok := strings.Cut(e, " "); ok {
				x.pairs[second] = append(x.pairs[second], listed{first, i, true})
				continue
			}
			last, _ := utf8.DecodeLastRuneInString(e)
			x.end[last] = append(x.end[last], listed{text: e, list: i})
		}
		for _, p := range w.parts {
			x.parts = append(x.parts, listed{text: p, list: i})
		}
	}
	return x
}

// Each calls yes with each list that has a word, as [Words.Has] says; with some more than
// once, and in no order.
func (x *Index) Each(word string, yes func(list int)) {
	for _, list := range x.whole[word] {
		yes(list)
	}
	first, _ := utf8.DecodeRuneInString(word)
	for _, b := range x.begin[first] {
		if strings.HasPrefix(word, b.text) {
			yes(b.list)
		}
	}
	last, _ := utf8.DecodeLastRuneInString(word)
	for _, e := range x.end[last] {
		if len(word) > len(e.text) && strings.HasSuffix(word, e.text) {
			yes(e.list)
		}
	}
	for _, p := range x.parts {
		if strings.Contains(word, p.text) {
			yes(p.list)
		}
	}
}

// EachPair calls yes with each list that has two words which stand side by side.
func (x *Index) EachPair(first, second string, yes func(list int)) {
	for _, p := range x.pairs[second] {
		if first == p.text || p.more && strings.HasSuffix(first, p.text) {
			yes(p.list)
		}
	}
	for _, p := range x.openPairs[first] {
		if strings.HasPrefix(second, p.second) {
			yes(p.list)
		}
	}
}

// PhraseIndex holds lists of phrases in small letters, and finds which of them begin at a
// place. A phrase begins with a letter and may end within a word: «рабочих дн».
type PhraseIndex struct {
	begin map[rune][]listed // by the first letter
}

// PhrasesOf makes an index of lists, which are named by their place from 0 on.
func PhrasesOf(lists ...[]string) PhraseIndex {
	x := PhraseIndex{begin: map[rune][]listed{}}
	for i, list := range lists {
		for _, s := range list {
			first, _ := utf8.DecodeRuneInString(s)
			x.begin[first] = append(x.begin[first], listed{text: s, list: i})
		}
	}
	return x
}

// Each calls yes with each phrase that s begins with: its list and its length.
func (x *PhraseIndex) Each(s string, yes func(list, size int)) {
	first, _ := utf8.DecodeRuneInString(s)
	for _, b := range x.begin[first] {
		if strings.HasPrefix(s, b.text) {
			yes(b.list, len(b.text))
		}
	}
}
