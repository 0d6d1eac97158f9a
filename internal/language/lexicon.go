package language

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Lexicon is words that texts of a language are made of, in the forms in which they are
// written, in small letters: the file lexicon.LANG.txt beside the prose, a word on a
// line, comments behind #. It is no dictionary: a word that it lacks may be right, and is
// only compared with those that it has. The zero value knows nothing.
type Lexicon struct {
	forms map[string]bool
	stems map[string]bool
	begin map[string][]string // stems by their first two letters, in the order of the file
	folds map[string]string   // words with letters of the language's own, by how they are typed without
	bases map[string][]base   // inflected words, by what stands before their endings
	rules *Forms
	fold  *Typed // nil: nothing is typed for other letters

	stemFolds map[string][]string // the same stems, by how they are typed without these letters
	typed     *strings.Replacer   // more that is typed for other letters
}

var noLexicon = Lexicon{rules: &Forms{}, typed: strings.NewReplacer()}

// base is how an inflected word goes on.
type base struct {
	state string
	loan  bool // it has either harmony, and its last letter stays
}

// Lexicon returns the words of the language; never nil.
func (l *Language) Lexicon() *Lexicon {
	if l == nil || l.lexicon == nil {
		return &noLexicon
	}
	return l.lexicon()
}

// shortestStem is how many letters a stem has by which a word is known.
const shortestStem = 4

// readLexicon takes the words of a file. Few commands ask for them, and their stems take
// longer than all else of a short command.
func (l *Language) readLexicon(data []byte) *Lexicon {
	x := &Lexicon{forms: map[string]bool{}, stems: map[string]bool{}, begin: map[string][]string{}, folds: map[string]string{}, bases: map[string][]base{}, rules: &Forms{}, stemFolds: map[string][]string{}, fold: l.Typed(), typed: strings.NewReplacer()}
	if l.prose != nil {
		x.rules = &l.prose.Inflection
		x.typed = strings.NewReplacer(strings.Fields(strings.ReplaceAll(l.prose.Spelling.Typed, "=", " "))...)
	}
	typed := l.Typed()
	for line := range strings.Lines(string(data)) {
		word := strings.TrimSpace(line)
		if word == "" || word[0] == '#' {
			continue
		}
		word, code, inflected := strings.Cut(word, " ")
		if inflected {
			x.inflect(word, code)
		} else {
			x.forms[word] = true
		}
		if s := l.Stems.Stem(word); utf8.RuneCountInString(s) >= shortestStem && !x.stems[s] {
			x.stems[s] = true
			x.begin[beginning(s)] = append(x.begin[beginning(s)], s)
		}
		if typed != nil && typed.Owns(word) {
			x.folds[typed.Fold(word)] = word
		}
	}
	return x
}

// beginning is the first two letters of a word.
func beginning(s string) string {
	n := 0
	for i := range s {
		if n == 2 {
			return s[:i]
		}
		n++
	}
	return s
}

// Akin lists the stems that begin with the two letters of a word, in the order of the
// lexicon. The caller must not change it.
func (x *Lexicon) Akin(word string) []string { return x.begin[beginning(word)] }

// Empty reports whether nothing is known of the language's words.
func (x *Lexicon) Empty() bool { return len(x.forms) == 0 }

// Has reports whether a word stands in the lexicon in just this form.
func (x *Lexicon) Has(word string) bool {
	if x.forms[word] {
		return true
	}
	has := false
	x.each(word, func(base, Cells) bool { has = true; return false })
	return has
}

// inflect takes a word with the endings of a state.
func (x *Lexicon) inflect(word, state string) {
	stem := strings.TrimSuffix(word, x.rules.strip(state))
	if x.fold != nil {
		for _, s := range []string{stem, x.changed(stem)} {
			if f := x.fold.Fold(s); s != "" && !slices.Contains(x.stemFolds[f], s) {
				x.stemFolds[f] = append(x.stemFolds[f], s)
			}
		}
	}
	x.bases[stem] = append(x.bases[stem], base{state, strings.ContainsAny(stem, x.rules.Sounds.Loan) || slices.Contains(x.rules.Free, state)})
}

// changed is a stem with its last letter as it is before a vowel; "" if it does not change.
func (x *Lexicon) changed(stem string) string {
	last, size := utf8.DecodeLastRuneInString(stem)
	if to := x.rules.Sounds.Change[string(last)]; to != "" {
		return stem[:len(stem)-size] + to
	}
	return ""
}

// unchanged is a stem before its last letter became another one; "" if none did.
func (x *Lexicon) unchanged(stem string) string {
	last, size := utf8.DecodeLastRuneInString(stem)
	if was := x.rules.back[string(last)]; was != "" {
		return stem[:len(stem)-size] + was
	}
	return ""
}

// each calls yes with each inflected word of which a word is a form, and the cells of the
// form, until it wants no more.
func (x *Lexicon) each(word string, yes func(b base, c Cells) (more bool)) {
	for end := len(word); end > 0; {
		stem := word[:end]
		if !x.ends(stem, false, word[end:], nil, func(b base, _ string, c Cells) bool { return yes(b, c) }) {
			return
		}
		if was := x.unchanged(stem); was != "" && !x.ends(was, true, word[end:], nil, func(b base, _ string, c Cells) bool { return yes(b, c) }) {
			return
		}
		_, size := utf8.DecodeLastRuneInString(stem)
		end -= size
	}
}

// ends calls yes with each way in which the rest of a word is endings of an inflected one.
func (x *Lexicon) ends(stem string, changed bool, rest string, fold func(string) string, yes func(b base, tail string, c Cells) (more bool)) bool {
	for _, b := range x.bases[stem] {
		harmony := x.rules.harmony(stem, "back")
		e := ending{forms: x.rules, fold: fold, last: lastRune(stem), changed: changed, free: b.loan, harmony: harmony}
		e.yes = func(tail string, c Cells) bool { return yes(b, tail, c) }
		if !e.match(b.state, rest, 0) {
			return false
		}
		if b.loan {
			e.harmony = map[string]string{"back": "front", "front": "back"}[harmony]
			if !e.match(b.state, rest, 0) {
				return false
			}
		}
	}
	return true
}

// HasName reports whether a word stands in the lexicon in just this form, or is one of a
// noun or adjective in it: verbs have forms that are two words as well, «встроенные».
func (x *Lexicon) HasName(word string) bool {
	has := x.forms[word]
	if !has {
		x.each(word, func(b base, _ Cells) bool {
			has = len(x.rules.Attribute) == 0 || x.rules.declined(b.state)
			return !has
		})
	}
	return has
}

// Begins gives the longest inflected word that a word begins with; "" if none of at least a
// number of letters is.
func (x *Lexicon) Begins(word string, least int) string {
	for end := len(word); end > 0; {
		stem := word[:end]
		last, size := utf8.DecodeLastRuneInString(stem)
		if utf8.RuneCountInString(stem) < least {
			break
		}
		if slices.ContainsFunc(x.bases[stem], func(b base) bool { return !slices.Contains(x.rules.Loose, b.state) }) {
			return stem
		}
		if was := x.rules.back[string(last)]; was != "" && len(x.bases[stem[:len(stem)-size]+was]) > 0 {
			return stem
		}
		end -= size
	}
	return ""
}

// Fills gives the cells that a word fills as one of the states of a list; 0 if it is none.
func (x *Lexicon) Fills(word string, states []string) (c Cells) {
	x.each(word, func(b base, cells Cells) bool {
		if slices.Contains(states, b.state) {
			c |= cells
		}
		return true
	})
	return c
}

// Inflected reports whether the language has rules for the forms of its words.
func (x *Lexicon) Inflected() bool { return len(x.bases) > 0 }

// Knows reports whether a word or another form of it stands in the lexicon.
func (l *Language) Knows(word string) bool {
	x := l.Lexicon()
	return x.Has(word) || x.stems[l.Stems.Stem(word)]
}

// Typed is the word of the lexicon that is typed so without the letters of the
// language's own; empty for none.
func (x *Lexicon) Typed(folded string) string {
	folded = x.typed.Replace(folded)
	if right := x.folds[folded]; right != "" {
		return right
	}
	right := ""
	fold := func(s string) string { return x.typed.Replace(x.fold.Fold(s)) }
	for end := len(folded); end > 0 && right == ""; {
		for _, stem := range x.stemFolds[folded[:end]] {
			take := func(_ base, tail string, _ Cells) bool { right = stem + tail; return false }
			if was := x.unchanged(stem); !x.ends(stem, false, folded[end:], fold, take) || was != "" && !x.ends(was, true, folded[end:], fold, take) {
				break
			}
		}
		_, size := utf8.DecodeLastRuneInString(folded[:end])
		end -= size
	}
	return right
}

func lastRune(s string) rune { r, _ := utf8.DecodeLastRuneInString(s); return r }

// Reform gives the form that a word was meant to be, if it begins with an inflected word of
// some letters and goes on as that has no form: with one letter less, more or
// another, two exchanged, or with the vowels of the other harmony. "" stands for none.
func (l *Language) Reform(word string) string {
	x := l.Lexicon()
	stem := x.Begins(word, max(x.rules.Least, shortestStem))
	if stem == "" || x.Has(word) {
		return ""
	}
	tail := word[len(stem):]
	try := func(parts ...string) string {
		s := stem + strings.Join(parts, "")
		found := false
		x.each(s, func(b base, _ Cells) bool {
			found = len(x.rules.Attribute) == 0 || x.rules.declined(b.state)
			return !found
		})
		if !found {
			return ""
		}
		return s
	}
	if right := try(x.rules.flip(tail, "back")); right != "" {
		return right
	}
	if right := try(x.rules.flip(tail, "front")); right != "" {
		return right
	}
	if l.Prose().Spelling.Deeds.Has(word) {
		return ""
	}
	for i, r := range tail + " " {
		head, rest := tail[:i], ""
		if i < len(tail) {
			rest = tail[i+utf8.RuneLen(r):]
			if right := try(head, rest); right != "" {
				return right
			}
			if next, n := utf8.DecodeRuneInString(rest); n > 0 && next != r {
				if right := try(head, string(next), string(r), rest[n:]); right != "" {
					return right
				}
			}
		}
		for _, c := range l.alphabet {
			if i == 0 && tail != "" {
				break // the tail of another word that begins alike
			}
			if i < len(tail) {
				if right := try(head, string(c), rest); right != "" {
					return right
				}
			}
			if right := try(head, string(c), tail[i:]); right != "" {
				return right
			}
		}
	}
	return ""
}

// Near lists the words of the lexicon that a word becomes by one letter less, one more,
// another vowel, or two letters exchanged; in no order.
func (l *Language) Near(word string, vowels string) []string {
	x := l.Lexicon()
	if x.Empty() {
		return nil
	}
	var out []string
	try := func(parts ...string) {
		if s := strings.Join(parts, ""); x.Has(s) {
			out = append(out, s)
		}
	}
	for i, r := range word {
		size := utf8.RuneLen(r)
		head, tail := word[:i], word[i+size:]
		try(head, tail)
		if next, n := utf8.DecodeRuneInString(tail); n > 0 && next != r {
			try(head, string(next), string(r), tail[n:])
		}
		for _, c := range l.alphabet {
			try(head, string(c), word[i:])
			if c != r && strings.ContainsRune(vowels, r) && strings.ContainsRune(vowels, c) {
				try(head, string(c), tail)
			}
		}
	}
	return out
}
