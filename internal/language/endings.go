package language

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// state is a state of [Forms] with its endings as they are written behind each sound, so
// that a word is compared with them and nothing is made for it.
type state struct {
	steps []written
}

// written is a step of a state.
type written struct {
	next  *state // nil: no more may follow
	cells Cells
	by    [][]ending // by harmony and class of what stands before
}

// ending is an ending as it is written in one place.
type ending struct {
	plain   spelt
	changed spelt // with its last letter as it is before a vowel; no text if it does not change
	vowel   bool  // it begins with one
	after   place
}

// spelt is letters, and how they are typed without the language's own.
type spelt struct{ text, typed string }

// place is what an ending depends on.
type place struct {
	harmony, class int  // of what stands before, by number
	changes        bool // the letter before becomes another one before a vowel
	changed        bool // it has become it, so that a vowel must follow
}

// harmonies by number.
var harmonies = []string{"back", "front"}

// sounded are the states as they are written. fold says how letters are typed.
func (f *Forms) sounded(fold func(string) string) map[string]*state {
	all := map[string]*state{}
	for name := range f.States {
		all[name] = &state{}
	}
	for name, st := range all {
		for _, s := range f.steps[name] {
			w := written{next: all[s.next], cells: s.cells, by: make([][]ending, len(harmonies))}
			for i, harmony := range harmonies {
				for _, class := range f.classes {
					w.by[i] = append(w.by[i], f.written(f.sound(s.ending, harmony, class), harmony, fold))
				}
			}
			st.steps = append(st.steps, w)
		}
	}
	return all
}

// acts are the verbs that ask for a case, with the endings of the state that the language
// has for them, by what stands before these; nil without one.
func (f *Forms) acts(list []Government, states map[string]*state) map[string][]base {
	st := states[f.Acts]
	if st == nil {
		return nil
	}
	all := map[string][]base{}
	for _, g := range list {
		for _, phrase := range g.Verbs {
			words := strings.Fields(phrase)
			verb := words[len(words)-1]
			b := base{ends: st, after: f.behind(verb, harmonies[0]), verb: verb}
			all[verb] = append(all[verb], b)
			if changed := f.changed(verb); changed != "" {
				b.after.changed = true
				all[changed] = append(all[changed], b)
			}
		}
	}
	return all
}

func (f *Forms) written(text, harmony string, fold func(string) string) ending {
	changed := f.changed(text)
	return ending{spelt{text, fold(text)}, spelt{changed, fold(changed)}, f.isVowel(text), f.behind(text, harmony)}
}

// behind is the place behind some letters, of which the last vowel tells the harmony; else
// it is as it is said.
func (f *Forms) behind(s, harmony string) place {
	last := lastRune(s)
	return place{
		harmony: slices.Index(harmonies, f.harmony(s, harmony)),
		class:   slices.Index(f.classes, f.class(last)),
		changes: f.Sounds.Change[string(last)] != "" && !strings.ContainsRune(f.Sounds.May, last),
	}
}

// changed is a word with its last letter as it is before a vowel; "" if it does not change.
func (f *Forms) changed(s string) string {
	last, size := utf8.DecodeLastRuneInString(s)
	if to := f.Sounds.Change[string(last)]; to != "" {
		return s[:len(s)-size] + to
	}
	return ""
}

func (f *Forms) isVowel(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && strings.ContainsRune(f.Sounds.Before, r)
}

// matcher finds the ways in which the rest of a word is endings.
type matcher struct {
	typed bool                                            // the rest lacks the language's own letters
	yes   func(b *base, tail []byte, c Cells) (more bool) // is called with each way, with the endings as they are written
	base  *base
	tail  []byte
}

// mostSteps is how many endings a word has one behind the other.
const mostSteps = 12

// match calls yes with each way in which the rest is endings of a state, until it wants
// no more.
func (m *matcher) match(st *state, p place, rest []byte, depth int) (more bool) {
	if st == nil || depth > mostSteps {
		return true
	}
	for i := range st.steps {
		s := &st.steps[i]
		e := &s.by[p.harmony][p.class]
		switch {
		case e.plain.text == "":
			if s.next == nil && p.changed {
				continue
			}
			if !m.follow(e.plain, s, p, rest, depth) {
				return false
			}
			continue
		case p.changed && !e.vowel, p.changes && e.vowel && !p.changed:
			continue
		}
		if !m.follow(e.plain, s, e.after, rest, depth) {
			return false
		}
		if e.changed.text != "" && s.next != nil {
			after := e.after
			after.changed = true
			if !m.follow(e.changed, s, after, rest, depth) {
				return false
			}
		}
	}
	return true
}

// follow goes on behind an ending if the rest begins with it.
func (m *matcher) follow(f spelt, s *written, p place, rest []byte, depth int) (more bool) {
	text := f.text
	if m.typed {
		text = f.typed
	}
	if len(rest) < len(text) || string(rest[:len(text)]) != text {
		return true
	}
	rest, more = rest[len(text):], true
	before := len(m.tail)
	m.tail = append(m.tail, f.text...)
	if s.next != nil {
		more = m.match(s.next, p, rest, depth+1)
	} else if len(rest) == 0 {
		more = m.yes(m.base, m.tail, s.cells)
	}
	m.tail = m.tail[:before]
	return more
}
