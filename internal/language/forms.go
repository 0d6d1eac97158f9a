package language

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Forms is how the words of a lexicon are inflected, as far as a slip is told from a form by
// it. A word of the lexicon with a code behind it, «договор m», has the endings of the state
// of that name.
//
// A state is a list of steps: "ENDING", or "ENDING>STATE" if more may follow, "." for no
// ending; behind a colon stand the cells of a table of cases and genders that the form fills,
// "ого:gm,gn". A first step "-ия" says what the lemma loses before its endings; a step "+A B"
// that it is inflected as A as well, if it ends in what A loses, else as B. Capitals in an
// ending are symbols: letters that depend on the sounds before them.
type Forms struct {
	States map[string][]string
	Sounds Sounds
	// Attribute and Head are the states of adjectives and of the nouns that they agree with.
	Attribute, Head []string
	Least           int      // letters of a stem by which an ending is judged
	Loose           []string // states whose stems begin many other words, so that no ending is judged
	Free            []string // states of words that have either harmony
	// Participles are what stands before the endings of participles, with the state of these:
	// «вызва» goes on with «нн» and «ых». So one is known of a verb that is not.
	Participles map[string]string
	// Acts is the state in which verbs that ask for a case are looked up; without it they are
	// forms of verbs of the lexicon, namely those that fill cells of predicates or of deeds.
	Acts string

	steps   map[string][]step
	others  map[string][][]string    // states that a word of a state has, too
	classes []string                 // the names of the classes, by number
	pairs   map[string]map[rune]rune // by harmony: a letter and the one that it is in it
}

// Sounds are what the letters of endings depend on: the harmony of the vowels before them
// and the class of the last sound.
type Sounds struct {
	Back, Front string            // vowels
	Loan        string            // letters of words that have either harmony
	Settled     []string          // ends of such words that leave them the one of their last vowel
	Classes     map[string]string // letters by the name of the class; others are class "t"
	Symbols     map[string]string // "back=а front=е", "v=с else=", "back.t=қ": the first that fits
	Change      map[string]string // last letters that are others before Before: қ: ғ
	May         string            // those of Change that may stay as they are
	Before      string            // vowels and what sounds like one
}

// step is one ending of a state.
type step struct {
	ending, next string // next is "" if no more may follow
	cells        Cells
}

// Cells is a set of places in a table of cases and genders.
type Cells uint64

// AnyCell are the cells of a word that nothing is known of.
const AnyCell = ^Cells(0)

// The cells are named by a case (nominative, genitive, dative, accusative, instrumental,
// prepositional or locative, ablative) and a gender, the plural or that
// of animate nouns, if that differs. A language without genders has the cells of one. The
// next two cases are those of predicates, which agree with their subject: «подписан»,
// «взимается», and of those that have an object, «взимает»; the last one is that of verbs
// without a subject, «взимать», «взимая».
const (
	cases   = "ngdailbvwx"
	genders = "mfnpa"
)

// Complements reports whether a word that fills the cells may be the complement of a word
// before it: one in the dative or instrumental.
func (c Cells) Complements() bool {
	return c.of("d") != 0 || c.of("i") != 0
}

// Instrument reports whether a word that fills the cells may be in the instrumental.
func (c Cells) Instrument() bool { return c.of("i") != 0 }

// of are the cells of one case.
func (c Cells) of(letter string) Cells {
	return c >> (strings.Index(cases, letter) * len(genders)) & Cells(1<<len(genders)-1)
}

// Number is a set of genders, of which the plural is one.
type Number uint8

// numberOf takes animate plurals for plurals.
func numberOf(c Cells) Number {
	plural, animate := strings.Index(genders, "p"), strings.Index(genders, "a")
	if c>>animate&1 != 0 {
		c |= 1 << plural
	}
	return Number(c &^ (1 << animate))
}

// Numbers are the genders in which a word fills the cells, of whatever case.
func (c Cells) Numbers() (n Number) {
	for _, letter := range cases {
		n |= numberOf(c.of(string(letter)))
	}
	return n
}

// Subject are the genders in which a word may be the subject of its sentence.
func (c Cells) Subject() Number { return numberOf(c.of("n")) }

// OnlySubject reports whether a word fills cells of the nominative and no others.
func (c Cells) OnlySubject() bool {
	return c != 0 && c == c.of("n")<<(strings.Index(cases, "n")*len(genders))
}

// OnlyObject reports whether a word fills cells of the accusative and no others.
func (c Cells) OnlyObject() bool {
	return c != 0 && c == c.of("a")<<(strings.Index(cases, "a")*len(genders))
}

// Predicate are the genders of the subject that a predicate has.
func (c Cells) Predicate() Number { return numberOf(c.of("v")) }

// Active is Predicate of a predicate that may have an object, which may stand before it.
func (c Cells) Active() Number { return numberOf(c.of("w")) }

// Owner reports whether a word that fills the cells may be in the genitive.
func (c Cells) Owner() bool { return c.of("g") != 0 }

// bare reports whether a word that fills the cells may be a verb without a subject.
func (c Cells) bare() bool { return c.of("x") != 0 }

// animate reports whether a word that fills cells of the accusative can be nothing but an
// animate noun in it: it is the genitive, too, and not the nominative.
func (c Cells) animate() bool {
	masculine, animate := Cells(1)<<strings.Index(genders, "m"), Cells(1)<<strings.Index(genders, "a")
	a := c.of("a")
	return a&animate != 0 || a == masculine && c.of("g")&masculine != 0 && c.of("n") == 0
}

// predicates are the cells of participles and predicates.
func (c Cells) predicates() Cells {
	return c & (1<<(strings.Index(cases, "x")*len(genders)) - 1)
}

// declined are the cells of nouns and adjectives.
func (c Cells) declined() Cells {
	return c & (1<<(strings.Index(cases, "v")*len(genders)) - 1)
}

// Object reports whether a word that fills the cells may be the object of a verb: one in
// the accusative, of whatever gender.
func (c Cells) Object() bool {
	return c.of("a") != 0
}

// Plural reports whether a word that fills the cells may be a plural.
func (c Cells) Plural() bool {
	for i := range len(cases) {
		if c>>(i*len(genders)+strings.Index(genders, "p"))&1 != 0 {
			return true
		}
	}
	return false
}

// cellsOf are the cells of some cases in every gender.
func cellsOf(letters string) (c Cells, err error) {
	for _, letter := range letters {
		for _, gender := range genders {
			one, err := readCells(string(letter) + string(gender))
			if err != nil {
				return 0, err
			}
			c |= one
		}
	}
	return c, nil
}

func readCells(s string) (c Cells, err error) {
	for x := range strings.SplitSeq(s, ",") {
		if len(x) != 2 || !strings.Contains(cases, x[:1]) || !strings.Contains(genders, x[1:]) {
			return 0, fmt.Errorf("inflection: no cell %q", x)
		}
		c |= 1 << (strings.Index(cases, x[:1])*len(genders) + strings.Index(genders, x[1:]))
	}
	return c, nil
}

// read prepares the look-ups. It returns the first mistake.
func (f *Forms) read() error {
	f.steps, f.others = map[string][]step{}, map[string][][]string{}
	f.classes = append(slices.Sorted(maps.Keys(f.Sounds.Classes)), "t")
	for state, list := range f.States {
		for _, text := range list {
			if strings.HasPrefix(text, "-") {
				continue
			}
			if others, ok := strings.CutPrefix(text, "+"); ok {
				f.others[state] = append(f.others[state], strings.Fields(others))
				continue
			}
			ending, cells, _ := strings.Cut(text, ":")
			var s step
			var err error
			if s.ending, s.next, _ = strings.Cut(ending, ">"); cells != "" {
				if s.cells, err = readCells(cells); err != nil {
					return err
				}
			}
			if s.next != "" && f.States[s.next] == nil {
				return fmt.Errorf("inflection: no state %q", s.next)
			}
			s.ending = strings.TrimPrefix(s.ending, ".")
			f.steps[state] = append(f.steps[state], s)
		}
	}
	f.pairs = map[string]map[rune]rune{"back": {}, "front": {}}
	for _, symbol := range f.Sounds.Symbols {
		var letters [2]rune
		for x := range strings.FieldsSeq(symbol) {
			of, letter, _ := strings.Cut(x, "=")
			r, _ := utf8.DecodeRuneInString(letter)
			switch of {
			case "back":
				letters[0] = r
			case "front":
				letters[1] = r
			}
		}
		if letters[0] != 0 && letters[1] != 0 {
			f.pairs["back"][letters[1]], f.pairs["front"][letters[0]] = letters[0], letters[1]
		}
	}
	return nil
}

// strip is what a lemma of a state loses before its endings.
func (f *Forms) strip(state string) string {
	if list := f.States[state]; len(list) > 0 {
		if s, ok := strings.CutPrefix(list[0], "-"); ok {
			return s
		}
	}
	return ""
}

// sound puts letters for the symbols of an ending, behind a harmony and a class of sounds.
func (f *Forms) sound(ending, harmony, class string) string {
	if len(f.Sounds.Symbols) == 0 {
		return ending
	}
	var b strings.Builder
	for _, r := range ending {
		symbol, ok := f.Sounds.Symbols[string(r)]
		if !ok {
			symbol = "else=" + string(r)
		}
		for x := range strings.FieldsSeq(symbol) { // the first that fits
			of, letters, _ := strings.Cut(x, "=")
			if of == harmony || of == class || of == harmony+"."+class || of == "else" {
				b.WriteString(letters)
				if letters != "" {
					class, harmony = f.class(lastRune(letters)), f.harmony(letters, harmony)
				}
				break
			}
		}
	}
	return b.String()
}

// harmony is "back" or "front" by the last vowel that tells; else as it is said.
func (f *Forms) harmony(s, otherwise string) string {
	for end := len(s); end > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:end])
		end -= size
		switch {
		case strings.ContainsRune(f.Sounds.Back, r):
			return "back"
		case strings.ContainsRune(f.Sounds.Front, r):
			return "front"
		}
	}
	return otherwise
}

// class is that of a sound.
func (f *Forms) class(r rune) string {
	for name, letters := range f.Sounds.Classes {
		if strings.ContainsRune(letters, r) {
			return name
		}
	}
	return "t"
}

// declined reports whether a state is one of adjectives or nouns whose endings are judged.
func (f *Forms) declined(state string) bool {
	return (slices.Contains(f.Attribute, state) || slices.Contains(f.Head, state)) && !slices.Contains(f.Loose, state)
}

// flip gives an ending in the harmony named.
func (f *Forms) flip(ending, harmony string) string {
	pairs := f.pairs[harmony]
	return strings.Map(func(r rune) rune {
		if to, ok := pairs[r]; ok {
			return to
		}
		return r
	}, ending)
}
