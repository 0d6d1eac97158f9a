package language

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// candidate is a word that another one may have been meant to be. It is made in one place
// again and again, and looked up before it becomes a word.
type candidate []byte

// put takes the parts behind the first bytes.
func (c *candidate) put(first int, parts ...string) {
	*c = (*c)[:first]
	for _, p := range parts {
		*c = append(*c, p...)
	}
}

// begun gives the longest inflected word that a word begins with; "" if none of at least a
// number of letters is.
func (x *Lexicon) begun(word string, least int) string {
	for end := len(word); end > 0; {
		stem := word[:end]
		if utf8.RuneCountInString(stem) < least {
			break
		}
		if slices.ContainsFunc(x.bases[stem], func(b base) bool { return b.after.changed || !b.loose }) {
			return stem
		}
		_, size := utf8.DecodeLastRuneInString(stem)
		end -= size
	}
	return ""
}

// Reform gives the form that a word was meant to be, if it begins with an inflected word of
// some letters and goes on as that has no form: with one letter less, more or
// another, two exchanged, or with the vowels of the other harmony. "" stands for none.
func (l *Language) Reform(word string) string {
	x := l.Lexicon()
	if x.Empty() || x.Has(word) {
		return ""
	}
	return x.reforms.Of(word, x.reform)
}

// shortestTail is how many letters stand behind the stem of a verb by which they are judged:
// fewer may make a noun of it, «допуска».
const shortestTail = 2

func (x *Lexicon) reform(word string) string {
	stem := x.begun(word, max(x.rules.Least, shortestStem))
	if stem == "" {
		return ""
	}
	tail := word[len(stem):]
	c := candidate(stem)
	found := false
	m := matcher{yes: func(b *base, _ []byte, _ Cells) bool {
		found = x.names(b) || utf8.RuneCountInString(tail) >= shortestTail
		return !found
	}}
	try := func(parts ...string) bool {
		c.put(len(stem), parts...)
		x.each(&m, x.bases, c)
		return found
	}
	if try(x.rules.flip(tail, "back")) || try(x.rules.flip(tail, "front")) {
		return string(c)
	}
	prose := x.language.Prose()
	if prose.Spelling.Deeds.Has(word) {
		return ""
	}
	for i, r := range tail + " " {
		if strings.ContainsRune(prose.Spelling.Derived, r) {
			continue // another word, that was made of it
		}
		head, rest := tail[:i], ""
		if i < len(tail) {
			rest = tail[i+utf8.RuneLen(r):]
			if try(head, rest) {
				return string(c)
			}
			if next, n := utf8.DecodeRuneInString(rest); n > 0 && next != r && try(head, string(next), string(r), rest[n:]) {
				return string(c)
			}
		}
		for _, letter := range x.language.alphabet {
			if i == 0 && tail != "" && letter != lastRune(stem) && !prose.Sounds(r, letter) {
				continue // the tail of another word that begins alike
			}
			// A letter may lack where the ending begins only if it is the last one of the stem, too.
			if i < len(tail) && try(head, string(letter), rest) || (i > 0 || tail == "" || letter == lastRune(stem)) && try(head, string(letter), tail[i:]) {
				return string(c)
			}
		}
	}
	return ""
}

// Near lists the words of the lexicon that a word becomes by one letter less, one more,
// another vowel or consonant that sounds alike, or two letters exchanged; sorted, and some more than once. The caller must
// not change it.
func (l *Language) Near(word string) []string {
	x := l.Lexicon()
	if x.Empty() {
		return nil
	}
	return x.near.Of(word, x.nearest)
}

func (x *Lexicon) nearest(word string) (out []string) {
	prose := x.language.Prose()
	var c candidate
	found := false
	m := matcher{yes: func(*base, []byte, Cells) bool { found = true; return false }}
	try := func(parts ...string) {
		c.put(0, parts...)
		if found = x.forms[string(c)]; !found {
			x.each(&m, x.bases, c)
		}
		if found {
			out = append(out, string(c))
		}
	}
	for i, r := range word {
		head, tail := word[:i], word[i+utf8.RuneLen(r):]
		try(head, tail)
		if next, n := utf8.DecodeRuneInString(tail); n > 0 && next != r {
			try(head, string(next), string(r), tail[n:])
		}
		for _, c := range x.language.alphabet {
			try(head, string(c), word[i:])
			if c != r && prose.Sounds(r, c) {
				try(head, string(c), tail)
			}
		}
	}
	slices.Sort(out)
	return out
}
