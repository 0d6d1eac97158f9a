package language

import (
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
}

var noLexicon Lexicon

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
	x := &Lexicon{forms: map[string]bool{}, stems: map[string]bool{}, begin: map[string][]string{}, folds: map[string]string{}}
	typed := l.Typed()
	for line := range strings.Lines(string(data)) {
		word := strings.TrimSpace(line)
		if word == "" || word[0] == '#' {
			continue
		}
		x.forms[word] = true
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
func (x *Lexicon) Has(word string) bool { return x.forms[word] }

// Knows reports whether a word or another form of it stands in the lexicon.
func (l *Language) Knows(word string) bool {
	x := l.Lexicon()
	return x.forms[word] || x.stems[l.Stems.Stem(word)]
}

// Typed is the word of the lexicon that is typed so without the letters of the
// language's own; empty for none.
func (x *Lexicon) Typed(folded string) string { return x.folds[folded] }

// Near lists the words of the lexicon that a word becomes by one letter less, one more,
// another vowel, or two letters exchanged; in no order.
func (l *Language) Near(word string, vowels string) []string {
	x := l.Lexicon()
	if x.Empty() {
		return nil
	}
	var out []string
	try := func(parts ...string) {
		if s := strings.Join(parts, ""); x.forms[s] {
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
