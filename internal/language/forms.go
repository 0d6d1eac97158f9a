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

	steps  map[string][]step
	sounds map[string]string        // by ending, harmony and class
	back   map[string]string        // letters of Change, by those that they become
	pairs  map[string]map[rune]rune // by harmony: a letter and the one that it is in it
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

// step is one ending of a state.
type step struct {
	ending, next string // next is "" if no more may follow
	cells        Cells
}

// Cells is a set of places in a table of cases and genders.
type Cells uint32

// The cells are named by a case (nominative, genitive, dative, accusative, instrumental,
// prepositional) and a gender or the plural.
const (
	cases   = "ngdail"
	genders = "mfnp"
)

func readCells(s string) (c Cells, err error) {
	for _, x := range strings.Split(s, ",") {
		if len(x) != 2 || !strings.Contains(cases, x[:1]) || !strings.Contains(genders, x[1:]) {
			return 0, fmt.Errorf("inflection: no cell %q", x)
		}
		c |= 1 << (strings.Index(cases, x[:1])*len(genders) + strings.Index(genders, x[1:]))
	}
	return c, nil
}

// read prepares the look-ups. It returns the first mistake.
func (f *Forms) read() error {
	f.steps, f.back = map[string][]step{}, map[string]string{}
	for from, to := range f.Sounds.Change {
		f.back[to] = from
	}
	for state, list := range f.States {
		for _, text := range list {
			if strings.HasPrefix(text, "-") {
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
	sounds := map[string]string{}
	for _, list := range f.steps {
		for _, s := range list {
			for _, harmony := range []string{"back", "front"} {
				for class := range f.Sounds.Classes {
					sounds[s.ending+harmony+class] = f.sound(s.ending, harmony, class)
				}
				sounds[s.ending+harmony+"t"] = f.sound(s.ending, harmony, "t")
			}
		}
	}
	f.sounds = sounds
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

// ending is the rest of a word that is matched with the endings of a state.
type ending struct {
	forms   *Forms
	fold    func(string) string // how letters are typed; nil: as they are
	yes     func(tail string, c Cells) (more bool)
	harmony string
	last    rune // the letter before
	changed bool // that letter is another one because a vowel follows
	free    bool // it may stay as it is before a vowel
	tail    string
}

// mostSteps is how many endings a word has one behind the other.
const mostSteps = 12

// match calls yes with each way in which the rest is endings of a state, with those as they
// are written, until it wants no more.
func (e ending) match(state, rest string, depth int) (more bool) {
	if depth > mostSteps {
		return true
	}
	f := e.forms
	for _, s := range f.steps[state] {
		added := f.sound(s.ending, e.harmony, f.class(e.last))
		if added == "" {
			if s.next != "" {
				if !e.match(s.next, rest, depth+1) {
					return false
				}
			} else if rest == "" && !e.changed && !e.yes(e.tail, s.cells) {
				return false
			}
			continue
		}
		vowel := f.isVowel(added)
		if e.changed && !vowel || vowel && !e.changed && !e.free && f.changes(e.last, added) {
			continue
		}
		last, size := utf8.DecodeLastRuneInString(added)
		next := e
		next.tail, next.last, next.changed, next.free = e.tail+added, last, false, false
		next.harmony = f.harmony(added, e.harmony)
		if after, ok := strings.CutPrefix(rest, e.typed(added)); ok {
			if s.next == "" {
				if after == "" && !e.yes(next.tail, s.cells) {
					return false
				}
			} else if !next.match(s.next, after, depth+1) {
				return false
			}
		}
		if to := f.Sounds.Change[string(last)]; to != "" && s.next != "" {
			other := added[:len(added)-size] + to
			if after, ok := strings.CutPrefix(rest, e.typed(other)); ok {
				next.tail, next.changed = e.tail+other, true
				if !next.match(s.next, after, depth+1) {
					return false
				}
			}
		}
	}
	return true
}

func (e *ending) typed(s string) string {
	if e.fold == nil {
		return s
	}
	return e.fold(s)
}

func (f *Forms) isVowel(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && strings.ContainsRune(f.Sounds.Before, r)
}

// changes reports whether a last letter is another one before an ending.
func (f *Forms) changes(last rune, tail string) bool {
	return f.Sounds.Change[string(last)] != "" && f.isVowel(tail) && !strings.ContainsRune(f.Sounds.May, last)
}

// sound puts letters for the symbols of an ending, behind a harmony and a class of sounds.
func (f *Forms) sound(ending, harmony, class string) string {
	if len(f.Sounds.Symbols) == 0 || ending == "" {
		return ending
	}
	if s, ok := f.sounds[ending+harmony+class]; ok {
		return s
	}
	var b strings.Builder
	for _, r := range ending {
		symbol, ok := f.Sounds.Symbols[string(r)]
		if !ok {
			symbol = "else=" + string(r)
		}
		for _, x := range strings.Fields(symbol) { // the first that fits
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
