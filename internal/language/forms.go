package language

import (
	"fmt"
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
// "ого:gm,gn". A first step "-ия" says what the lemma loses before its endings. Capitals in
// an ending are symbols: letters that depend on the sounds before them.
type Forms struct {
	States map[string][]string
	Sounds Sounds
	// Attribute and Head are the states of adjectives and of the nouns that they agree with.
	Attribute, Head []string
	Least           int      // letters of a stem by which an ending is judged
	Loose           []string // states whose stems begin many other words, so that no ending is judged
	Free            []string // states of words that have either harmony

	cache map[string]*tails        // by state, harmony and last sound
	back  map[string]string        // letters of Change, by those that they become
	pairs map[string]map[rune]rune // by harmony: a letter and the one that it is in it
}

// Sounds are what the letters of endings depend on: the harmony of the vowels before them
// and the class of the last sound.
type Sounds struct {
	Back, Front string            // vowels
	Loan        string            // letters of words that have either harmony
	Classes     map[string]string // letters by the name of the class; others are class "t"
	Symbols     map[string]string // "back=а front=е", "v=с else=", "back.t=қ": the first that fits
	Change      map[string]string // last letters that are others before Before: қ: ғ
	May         string            // those of Change that may stay as they are
	Before      string            // vowels and what sounds like one
}

// Cells is a set of places in a table of cases and genders.
type Cells uint32

// cellNames are the cases (nominative, genitive, dative, accusative, instrumental,
// prepositional) by the genders and the plural.
const (
	cases   = "ngdail"
	genders = "mfnp"
)

func readCells(s string) (c Cells, err error) {
	for _, x := range strings.Split(s, ",") {
		if len(x) != 2 || !strings.Contains(cases, x[:1]) || !strings.Contains(genders, x[1:]) {
			return 0, fmt.Errorf("forms: no cell %q", x)
		}
		c |= 1 << (strings.Index(cases, x[:1])*len(genders) + strings.Index(genders, x[1:]))
	}
	return c, nil
}

// tails are the endings of one state behind one kind of stem, with the cells that they fill;
// changed are those before which the last letter of the stem changes.
type tails struct {
	plain, changed map[string]Cells
	folds          map[string]string // endings by how they are typed without the language's own letters
	longest        int               // bytes
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

// tails makes the endings of a state behind a stem; those of stems that end alike are shared.
func (f *Forms) tails(state, stem string) (*tails, error) {
	key := state
	if len(f.Sounds.Symbols) > 0 {
		key += " " + f.harmony(stem) + " " + f.class(stem)
	}
	if t := f.cache[key]; t != nil {
		return t, nil
	}
	t := &tails{plain: map[string]Cells{}, changed: map[string]Cells{}}
	if err := f.grow(t, state, stem, "", 0); err != nil {
		return nil, err
	}
	if f.cache == nil {
		f.cache = map[string]*tails{}
	}
	f.cache[key] = t
	return t, nil
}

// mostSteps is how many endings a word has one behind the other.
const mostSteps = 10

func (f *Forms) grow(t *tails, state, stem, tail string, depth int) error {
	steps, ok := f.States[state]
	if !ok || depth > mostSteps {
		return fmt.Errorf("forms: no state %q, or too many endings", state)
	}
	for _, step := range steps {
		if strings.HasPrefix(step, "-") {
			continue
		}
		step, cells, _ := strings.Cut(step, ":")
		ending, next, more := strings.Cut(step, ">")
		var c Cells
		if cells != "" {
			var err error
			if c, err = readCells(cells); err != nil {
				return err
			}
		}
		added := f.sound(strings.TrimPrefix(ending, "."), stem+tail)
		whole := tail
		if last, size := utf8.DecodeLastRuneInString(whole); added != "" && whole != "" && f.isVowel(added) && f.Sounds.Change[string(last)] != "" {
			whole = whole[:len(whole)-size] + f.Sounds.Change[string(last)]
		}
		whole += added
		if more {
			if err := f.grow(t, next, stem, whole, depth+1); err != nil {
				return err
			}
			continue
		}
		t.longest = max(t.longest, len(whole))
		if whole != "" && f.isVowel(whole) {
			t.changed[whole] |= c
		}
		t.plain[whole] |= c
	}
	return nil
}

func (f *Forms) isVowel(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && strings.ContainsRune(f.Sounds.Before, r)
}

// sound puts letters for the symbols of an ending.
func (f *Forms) sound(ending, before string) string {
	if len(f.Sounds.Symbols) == 0 {
		return ending
	}
	var b strings.Builder
	for _, r := range ending {
		symbol, ok := f.Sounds.Symbols[string(r)]
		if !ok {
			b.WriteRune(r)
			continue
		}
		so := before + b.String()
		harmony, class := f.harmony(so), f.class(so)
		for _, x := range strings.Fields(symbol) { // the first that fits
			of, letters, _ := strings.Cut(x, "=")
			if of == harmony || of == class || of == harmony+"."+class || of == "else" {
				b.WriteString(letters)
				break
			}
		}
	}
	return b.String()
}

// harmony is "back" or "front" by the last vowel that tells.
func (f *Forms) harmony(s string) string {
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
	return "back"
}

// class is that of the last sound.
func (f *Forms) class(s string) string {
	r, _ := utf8.DecodeLastRuneInString(s)
	for name, letters := range f.Sounds.Classes {
		if strings.ContainsRune(letters, r) {
			return name
		}
	}
	return "t"
}

// ready is the rules with what they look up.
func (f *Forms) ready() *Forms {
	f.cache, f.back = map[string]*tails{}, map[string]string{}
	for from, to := range f.Sounds.Change {
		f.back[to] = from
	}
	f.pairs = map[string]map[rune]rune{"back": {}, "front": {}}
	for _, symbol := range f.Sounds.Symbols {
		var letters [2]rune
		for _, x := range strings.Fields(symbol) {
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
	return f
}

// changes reports whether a last letter is another one before an ending.
func (f *Forms) changes(last rune, tail string) bool {
	return f.Sounds.Change[string(last)] != "" && f.isVowel(tail) && !strings.ContainsRune(f.Sounds.May, last)
}

// declined reports whether a state is one of adjectives or nouns.
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
