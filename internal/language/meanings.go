package language

import (
	"maps"
	"slices"

	"github.com/kelisim/kelisim/internal/memo"
)

// Meanings is words that say the same in every language, by a name that all languages have
// in common: the file meanings.LANG.yaml beside the prose. Where a clause of one language
// has such a word, the same clause in another one has a word of that name, too.
type Meanings struct {
	names []string // sorted
	words Index    // list 2*i has the words of Is of name i, the next one those of Also
	known memo.Words[[]Said]
}

// meant is how a language says something.
type meant struct {
	Is   Words // words that must have a counterpart
	Also Words // more words that are one
}

func (m *Meanings) read(all map[string]meant) {
	m.names = slices.Sorted(maps.Keys(all))
	var lists []*Words
	for _, name := range m.names {
		x := all[name]
		lists = append(lists, &x.Is, &x.Also)
	}
	m.words = IndexOf(lists...)
}

// Meanings returns what words of the language say; never nil.
func (l *Language) Meanings() *Meanings {
	if l == nil || l.meanings == nil {
		return &noMeanings
	}
	return l.meanings
}

var noMeanings Meanings

// Knows reports whether the language has words of a name.
func (m *Meanings) Knows(name string) bool {
	_, ok := slices.BinarySearch(m.names, name)
	return ok
}

// Said is what a word says; Must is set if it must have a counterpart.
type Said struct {
	Name string
	Must bool
}

// Of lists what a word in small letters says, alone or with the one directly before it,
// which may be "". The caller must not change it.
func (m *Meanings) Of(before, word string) []Said {
	said := m.known.Of(word, func(word string) (out []Said) {
		m.words.Each(word, func(list int) { out = append(out, m.said(list)) })
		return out
	})
	if before != "" {
		m.words.EachPair(before, word, func(list int) { said = append(slices.Clip(said), m.said(list)) })
	}
	return said
}

func (m *Meanings) said(list int) Said { return Said{m.names[list/2], list%2 == 0} }
