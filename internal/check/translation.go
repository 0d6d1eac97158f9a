package check

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
	"github.com/kelisim/kelisim/internal/script"
)

// translationPair: a paragraph of one language is not, word for word, that of another
// (translation-missing). Names, addresses and rows may well be.
func translationPair(p *pair) {
	for _, u := range p.units {
		if u.a.s != u.b.s || u.b.unit.Kind == legal.Row || u.b.at == 0 || fewestShared > u.b.prosaic() {
			continue
		}
		here, there := u.b, u.a // the language with letters that the words lack
		if u.a.mostlyIn(u.b.lang) {
			here, there = u.a, u.b
		}
		f := p.found.Add(diag.TranslationMissing, here.unit.Pos, diag.Args{"unit": naming.Of(here.text.Units, here.at), "language": there.text.Lang})
		f.Related = []diag.Related{{Pos: there.unit.Pos, Key: "other-text", Args: diag.Args{"language": there.text.Lang}}}
	}
}

// mostlyIn reports whether the words of a passage lack the letters that tell its own
// language from another one.
func (p *wording) mostlyIn(other *language.Language) bool {
	for _, r := range p.lower {
		if p.lang.Has(r) && !other.Has(r) {
			return false
		}
	}
	return true
}

// fewestShared is how many words in small letters two languages never share by chance.
const fewestShared = 3

// prosaic counts the words in small letters that are long enough to mean something.
func (p *passage) prosaic() (n int) {
	for _, w := range p.words {
		if s := p.of(w); len([]rune(s)) > 2 && (s == p.small(w) || w.from == 0) && unicode.IsLetter(p.after(w.from)) && p.linked(w.from) == nil && !p.quoted(w.from) {
			n++
		}
	}
	return n
}

// sentencesPair: no sentence of a clause is missing in one language
// (sentence-missing). Languages build sentences otherwise, so a difference counts only
// if the clause is shorter by about a sentence, too, as texts of these two go. Of a clause
// that has as many, a part is missing if it is much shorter, with fewer commas and "and",
// and has fewer words.
func sentencesPair(p *pair) {
	var a, b int
	for _, u := range p.units {
		a, b = a+len([]rune(u.a.s)), b+len([]rune(u.b.s))
	}
	if a == 0 || b == 0 {
		return
	}
	usual := float64(b) / float64(a)
	for _, u := range p.units {
		there, here := u.a.sentences(), u.b.sentences()
		if there == 0 && here == 0 || u.b.unit.Kind == legal.Row || continues(u.a) || continues(u.b) {
			continue // what goes on behind a list, each language divides otherwise
		}
		x, y := float64(len([]rune(u.a.s)))*usual, float64(len([]rune(u.b.s)))
		if there == here {
			more, less := u.a.joints(), u.b.joints()
			fewer := x-y > shortestPart && (y < x*muchShorter && more > less || y < x*farShorter) && len(u.b.words)+fewestLost <= len(u.a.words)
			fewer = fewer || y-x > shortestPart && (x < y*muchShorter && less > more || x < y*farShorter) && len(u.a.words)+fewestLost <= len(u.b.words)
			if fewer {
				p.differ(diag.SentenceMissing, "part", u, u.side(strconv.Itoa(len(u.a.words)), -1, true), u.side(strconv.Itoa(len(u.b.words)), -1, false))
			}
			continue
		}
		if there == 0 || here == 0 {
			continue
		}
		more, less, ratio := there, here, y/x
		if here > there {
			more, less, ratio = here, there, x/y
		}
		if left := float64(less) / float64(more); ratio < 0.82 && ratio < left+0.2 {
			p.differ(diag.SentenceMissing, "", u, u.side(strconv.Itoa(there), -1, true), u.side(strconv.Itoa(here), -1, false))
		}
	}
}

const (
	muchShorter  = 0.72 // of the length that a clause has in another language as a rule
	farShorter   = 0.6  // whatever stands in it
	shortestPart = 20   // characters of a part of a sentence that is missing
	fewestLost   = 2    // words of it: a text that has as many has shorter ones
)

// joints counts where parts of a sentence meet: at commas and words for "and". The commas
// around a sentence within it are none: another language has a participle for it.
func (p *passage) joints() int {
	n := strings.Count(p.s, ",")
	for _, w := range p.words {
		count(p.lang.Prose().And.Has(p.small(w)), &n)
		if p.lang.Prose().Relative.Has(p.small(w)) {
			n -= 2
		}
	}
	return max(n, 0)
}

// sameHead reports a title and a summary of changes that are those of the other
// language, word for word.
func sameHead(found *diag.List, a, b *legal.Text, first, read []passage) {
	for _, x := range []struct{ key, a, b string }{{"title", a.Title, b.Title}, {"changes", a.Changes, b.Changes}} {
		pos, ok := b.Positions[x.key]
		if !ok || len(first) == 0 || len(read) == 0 {
			continue
		}
		if x.a != x.b {
			if x.key == "title" {
				sharedTitle(found, a, b, first[0].lang, read[0].lang)
			}
			continue
		}
		p := passage{wording: wordsOf(read[0].lang, x.b)}
		there := a
		if own := strange(read[0].lang, x.b); own == 0 { // the words are in its letters: the other one lacks its own
			if at, ok := a.Positions[x.key]; ok && read[0].lang.Typed() == nil {
				there, pos = b, at
			}
		}
		if p.prosaic() >= 2 {
			f := warn(found, diag.TranslationMissing, x.key, pos, diag.Args{"language": there.Lang})
			f.Related = []diag.Related{{Pos: there.Positions[x.key], Key: "other-text", Args: diag.Args{"language": there.Lang}}}
		}
	}
}

// sharedTitle reports a title that has words of the other language's title in it. A word
// that both languages have is none: «оферта».
func sharedTitle(found *diag.List, a, b *legal.Text, first, second *language.Language) {
	words := func(s string) []string {
		return slices.DeleteFunc(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) }), func(w string) bool { return utf8.RuneCountInString(w) < 5 || script.IsLatin(firstRune(w)) })
	}
	plain := func(s string) string { // without names
		before, rest, _ := strings.Cut(s, "«")
		_, rest, _ = strings.Cut(rest, "»")
		return before + rest
	}
	there := words(plain(b.Title))
	var shared []string
	for _, w := range words(plain(a.Title)) {
		if slices.Contains(there, w) && !(first.Knows(w) && second.Knows(w)) {
			shared = append(shared, w)
		}
	}
	if len(shared) < 2 {
		return
	}
	here, other := b, a // the one in whose letters the words are not
	if own := second.Typed(); own == nil || slices.ContainsFunc(shared, own.Owns) {
		here, other = a, b
	}
	pos, ok := here.Positions["title"]
	if !ok {
		return
	}
	f := warn(found, diag.TranslationMissing, "title-part", pos, diag.Args{"language": other.Lang, "words": strings.Join(shared, " ")})
	f.Related = []diag.Related{{Pos: other.Positions["title"], Key: "other-text", Args: diag.Args{"language": other.Lang}}}
}
