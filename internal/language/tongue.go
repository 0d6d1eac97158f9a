package language

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Tongue is what distinguishes a paragraph in one language from one in another: its letters,
// and words that no paragraph of some length does without. A file prose.LANG.yaml
// without a grammar is a neighbour: a language that no text is in, but which a
// paragraph can turn out to be in.
type Tongue struct {
	Code      string `yaml:"-"`
	Neighbour bool   `yaml:"-"`
	Alphabet  string // small letters; of a language with a grammar that of the grammar
	Marks     string // letters of a neighbour that are rare in other languages
	Frequent  Words
	Family    string // languages whose short paragraphs can pass for each other

	letters, marks, only letters // of the alphabet, of the marks, and those that no other tongue has
}

// letters is a set of letters by code point; all above U+053F are one.
type letters [21]uint64

func lettersOf(s string) (set letters) {
	for _, r := range s {
		if r >= rune(64*len(set)) {
			r = 0
		}
		set[r/64] |= 1 << (r % 64)
	}
	return set
}

// meets reports whether the sets have a letter in common.
func (a *letters) meets(b *letters) bool {
	for i := range a {
		if a[i]&b[i] != 0 {
			return true
		}
	}
	return false
}

// without is a less the letters of b.
func (a letters) without(b *letters) letters {
	for i := range a {
		a[i] &^= b[i]
	}
	return a
}

// Tongues are the neighbours and then the languages of the set, each by code.
func (s *Set) Tongues() []*Tongue {
	if s == nil {
		return nil
	}
	return s.tongues()
}

// gatherTongues lists the tongues of the languages and of their neighbours.
func (s *Set) gatherTongues() (tongues []*Tongue) {
	for _, prose := range s.prose {
		tongues = append(tongues, &prose.get().Tongue)
	}
	slices.SortFunc(tongues, func(a, b *Tongue) int {
		if a.Neighbour != b.Neighbour {
			if a.Neighbour {
				return -1
			}
			return 1
		}
		return strings.Compare(a.Code, b.Code)
	})
	for _, t := range tongues {
		t.letters, t.marks = lettersOf(t.Alphabet), lettersOf(t.Marks)
	}
	for _, t := range tongues {
		t.only = t.letters
		for _, o := range tongues {
			if o != t {
				t.only = t.only.without(&o.letters)
			}
		}
	}
	return tongues
}

// Akin reports whether a short paragraph in one can pass for the other.
func (t *Tongue) Akin(other *Tongue) bool { return t.Family != "" && t.Family == other.Family }

// tally counts the words of a passage by what they tell about a language.
type tally struct {
	all      int // words in a script of the text's language or of this one
	strange  int // with letters that this one has and the text's language lacks
	outside  int // with letters that this one lacks
	marked   int // with its marks
	sure     int // with a letter that no other language has
	frequent int
}

func (t *Tongue) tally(own *letters, words []string, sets []letters) (n tally) {
	strange := t.letters.without(own)
	for i, w := range words {
		set := &sets[i]
		outside := set.without(&t.letters)
		n.all++
		count(set.meets(&strange), &n.strange)
		count(outside != letters{}, &n.outside)
		count(set.meets(&t.marks), &n.marked)
		count(set.meets(&t.only), &n.sure)
		count(t.Frequent.Has(w), &n.frequent)
	}
	return n
}

func count(yes bool, n *int) {
	if yes {
		*n++
	}
}

// Turned returns the tongue that a passage of a text turns out to be in; nil: the
// text's own, or nobody can say. The words are in small letters.
func (s *Set) Turned(own *Language, words []string) *Tongue {
	size := 0
	sets := make([]letters, len(words))
	for i, w := range words {
		size += utf8.RuneCountInString(w)
		sets[i] = lettersOf(w)
	}
	if s == nil || own == nil || len(words) < 5 || size < 25 {
		return nil
	}
	ours := lettersOf(own.alphabet)
	for _, t := range s.Tongues() {
		if t.Code == own.Code {
			continue
		}
		n := t.tally(&ours, words, sets)
		if !t.letters.meets(&ours) { // another script
			if n.strange*5 > n.all*4 && n.strange >= 8 && n.frequent >= 2 && n.frequent*8 >= n.strange {
				return t
			}
			continue
		}
		near := n.outside*10 <= n.all
		switch {
		case near && t.Neighbour && (n.sure > 1 || n.sure > 0 && n.strange > 1 && n.frequent > 0):
			return t // Ukrainian by ї, є
		case near && t.Neighbour && n.strange*5 > n.all && n.frequent*10 > n.all:
			return t // Ukrainian by і and words
		case near && n.marked > 1 && n.marked*8 > n.all && size >= 40 && !own.knowsMost(words):
			return t // Tatar by ә and җ
		case near && !t.Neighbour && n.strange >= 3 && n.strange*3 > n.all:
			return t // Kazakh in a Russian text
		case n.outside == 0 && !t.Neighbour && n.frequent > 0 && n.frequent*10 > n.all:
			return t // Russian in a Kazakh text
		}
	}
	return nil
}

// knowsMost reports whether the lexicon has more than half of some words.
func (l *Language) knowsMost(words []string) bool {
	n := 0
	for _, w := range words {
		if l.Knows(w) {
			n++
		}
	}
	return n*2 > len(words)
}
