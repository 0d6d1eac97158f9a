package language

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/memo"
)

// Meanings is words that say the same in every language, by a name that all languages have
// in common: the file meanings.LANG.txt beside the prose,
// "week: неделя, недели; понедельник*" on a line, comments behind #: before the semicolon the
// words that must have a counterpart, behind it more that are one. Where a clause of one language
// has such a word, the same clause in another one has a word of that name, too.
type Meanings struct {
	names []string // sorted
	words Index    // list 2*i has the words that name i must keep, the next one more of it
	known memo.Words[[]Said]
}

// readMeanings takes the words of a file. A line without a name is a mistake.
func readMeanings(data []byte) (*Meanings, error) {
	m := &Meanings{}
	lists := map[string][2]*Words{}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		name, rest, ok := strings.Cut(line, ":")
		if !ok {
			return nil, fmt.Errorf("%q: a line is NAME: WORD, WORD; WORD", line)
		}
		is, also, _ := strings.Cut(rest, ";")
		a, b := wordsIn(is), wordsIn(also)
		lists[name] = [2]*Words{&a, &b}
	}
	m.names = slices.Sorted(maps.Keys(lists))
	var all []*Words
	for _, name := range m.names {
		all = append(all, lists[name][0], lists[name][1])
	}
	m.words = IndexOf(all...)
	return m, nil
}

// wordsIn are the patterns of a list with commas.
func wordsIn(list string) Words {
	var words []string
	for w := range strings.SplitSeq(list, ",") {
		if w = strings.TrimSpace(w); w != "" {
			words = append(words, w)
		}
	}
	return WordsOf(words...)
}

// Meanings returns what words of the language say; never nil.
func (l *Language) Meanings() *Meanings {
	if l == nil || l.meanings == nil {
		return &noMeanings
	}
	return l.meanings.get()
}

var noMeanings Meanings

// Knows reports whether the language has words of a name.
func (m *Meanings) Knows(name string) bool {
	_, ok := slices.BinarySearch(m.names, name)
	return ok
}

// Person begins the names of meanings that are persons or parties.
const Person = "person_"

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
