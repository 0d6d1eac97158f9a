package redline

import (
	"slices"

	"github.com/kelisim/kelisim/internal/citation"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// Prepared is a text made ready for comparing: its words and references are known.
// That is half of the work of a comparison, and a text is compared with several. It
// does not change, and may be used by several goroutines.
type Prepared struct {
	units []unit   // keys and words of tokens are places in words
	words []string // keys of tokens, each once

	dictionary *language.Dictionary
}

// Prepare makes a text ready; see [Compare].
func Prepare(lang *language.Language, src []legal.Unit) *Prepared {
	p := &Prepared{units: make([]unit, len(src))}
	for i := range src {
		u := &src[i]
		flat := legal.Flatten(u)
		p.units[i] = unit{src: u, text: src, index: i, flat: &flat, group: groupOf(u.Kind), number: u.Number(), cited: citation.Number(u)}
	}
	if lang != nil {
		p.dictionary = lang.Dictionary
	}
	v, cite := newVocabulary(), newReferrer(lang, src)
	for i := range p.units {
		v.tokenize(&p.units[i], cite)
	}
	p.words = v.words
	return p
}

// tokenize cuts the unit's text into tokens. Its references are those that cite finds.
func (v *vocabulary) tokenize(u *unit, cite referrer) {
	text := u.flat.Text
	u.tokens = scanCells(u.flat)
	for i := range u.tokens {
		t := &u.tokens[i]
		t.key, t.word = v.token(text[t.start:t.end])
		if isSign(text, u.tokens, i) {
			t.key = v.id([]byte(sign))
		}
		if !isWord(text[t.start:t.end]) {
			t.word = -1
		} else {
			u.words++
		}
	}
	u.refs = cite.of(u)
	for _, r := range u.refs {
		if t := &u.tokens[r.token]; t.word < 0 {
			u.words++
		}
		u.tokens[r.token].word = v.id([]byte("#" + r.shape))
	}
}

// take gives the units of a text with its words named by this vocabulary, and all
// that is made of these names.
func (v *vocabulary) take(p *Prepared) []unit {
	n := 0
	for i := range p.units {
		n += len(p.units[i].tokens)
	}
	units, tokens := slices.Clone(p.units), make([]token, 0, n)
	names := make([]int32, len(p.words)) // less 1: 0 for a word without a name
	name := func(word int32) int32 {
		if word < 0 {
			return word
		}
		if names[word] == 0 {
			names[word] = v.id([]byte(p.words[word])) + 1
		}
		return names[word] - 1
	}
	for i := range units {
		u := &units[i]
		from := len(tokens)
		for _, t := range u.tokens {
			t.key, t.word = name(t.key), name(t.word)
			tokens = append(tokens, t)
		}
		u.tokens = tokens[from:len(tokens):len(tokens)]
		v.compose(u)
	}
	return units
}

// compose names the unit by its tokens, and counts its words.
func (v *vocabulary) compose(u *unit) {
	words := make([]int32, 0, u.words)
	exact, loose := v.exact[:0], append(v.loose[:0], 0)
	for _, t := range u.tokens {
		exact = appendID(exact, t.key)
		if t.word >= 0 {
			words = append(words, t.word)
			loose = appendID(loose, t.word)
		}
	}
	if len(words) == 0 { // marks only
		loose = append(loose, exact...)
	}
	u.exact, u.loose = v.unit(exact), v.unit(loose)
	v.exact, v.loose = exact, loose
	slices.Sort(words)
	u.bag = make([]count, 0, len(words))
	for _, w := range words {
		if n := len(u.bag); n > 0 && u.bag[n-1].word == w {
			u.bag[n-1].n++
		} else {
			u.bag = append(u.bag, count{w, 1})
		}
	}
}

// appendID appends an id.
func appendID(b []byte, id int32) []byte {
	return append(b, byte(id>>24), byte(id>>16), byte(id>>8), byte(id))
}
