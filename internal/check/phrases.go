package check

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
	"github.com/kelisim/kelisim/internal/script"
)

const (
	fewestPhrase   = 3 // words that two languages do not have in common by chance
	shortestShared = 6 // letters of a word that says that a heading or cell is not translated
)

// phrasesPair: no part of a clause stands in the words of the other language
// (translation-missing.part), and no heading or cell does where the others are translated
// (translation-missing). A word that both languages have is none: «лицензия».
func phrasesPair(p *pair) {
	var headings []both
	for _, u := range p.units {
		switch {
		case u.a.unit.Kind == legal.Heading:
			headings = append(headings, u)
		case u.a.s == u.b.s: // translationPair judges those
		case u.a.unit.Kind == legal.Row:
			p.cells(u)
		default:
			p.phrase(u)
		}
	}
	alike := slices.DeleteFunc(slices.Clone(headings), func(u both) bool { return u.a.s != u.b.s || u.a.knows(u.a.s) && u.b.knows(u.b.s) })
	for _, u := range alike {
		if w := u.a.longest(); utf8.RuneCountInString(w) >= shortestShared && u.b.prosaic() < fewestShared && len(alike)*3 <= len(headings) {
			p.untranslated(u, "", u.b.s)
		}
	}
}

// longest is the longest word of a passage that is no abbreviation and not quoted.
func (p *passage) longest() (longest string) {
	for _, w := range p.words {
		if s := p.of(w); len(s) > len(longest) && !isAbbreviation(s) && !p.quoted(w.from) && p.linked(w.from) == nil && script.IsCyrillic(p.after(w.from)) {
			longest = s
		}
	}
	return longest
}

// cells reports a cell that is the same in a row of which another cell is translated.
func (p *pair) cells(u both) {
	a, b := strings.Split(u.a.s, cellMark), strings.Split(u.b.s, cellMark)
	if len(a) != len(b) {
		return
	}
	for i := range a {
		letters := strings.IndexFunc(a[i], func(r rune) bool { return r >= '0' && r <= '9' || script.IsLatin(r) || r == '«' }) < 0
		if a[i] == b[i] && letters && utf8.RuneCountInString(a[i]) >= shortestShared && script.IsCyrillic(firstRune(a[i])) && !isAbbreviation(a[i]) && len(strings.Fields(a[i])) < 4 && (u.a.endsForeign(a[i]) || u.b.endsForeign(a[i]) || u.a.unit.Head && (!u.a.knows(a[i]) || !u.b.knows(b[i]))) {
			p.untranslated(u, "part", b[i])
		}
	}
}

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }

// endsForeign reports whether a word ends as words of this language never do, and those of
// another do: «сканирование» in Kazakh.
func (p *passage) endsForeign(s string) bool {
	return slices.ContainsFunc(strings.Fields(strings.ToLower(s)), p.lang.Prose().Foreign.Has)
}

// knows reports whether the lexicon has the words of a cell.
func (p *passage) knows(s string) bool {
	return !slices.ContainsFunc(strings.Fields(strings.ToLower(s)), func(w string) bool { return !p.lang.Knows(w) })
}

// phrase reports words that stand in both passages in the same order.
func (p *pair) phrase(u both) {
	clear(p.there)
	for _, w := range u.a.words {
		p.there[u.a.small(w)] = true
	}
	shared := func(i int) bool { return p.there[u.b.small(u.b.words[i])] && u.b.ordinary(i) }
	for i := 0; i+fewestPhrase <= len(u.b.words); i++ {
		n := i
		for n < len(u.b.words) && shared(n) && (n == i || u.b.s[u.b.words[n-1].to:u.b.words[n].from] == " ") {
			n++
		}
		for ; n-i >= fewestPhrase; n-- {
			s := u.b.lower[u.b.words[i].from:u.b.words[n-1].to]
			if at := strings.Index(u.a.lower, s); at >= 0 && (at == 0 || !isWordRune(u.a.before(at))) && !isWordRune(u.a.after(at+len(s))) && len(s) > 4*fewestPhrase {
				p.untranslated(u, "part", u.b.s[u.b.words[i].from:u.b.words[n-1].to])
				return
			}
		}
	}
}

// ordinary reports whether word i is one in small Cyrillic letters, outside of quotations.
func (p *passage) ordinary(i int) bool {
	w := p.words[i]
	return p.of(w) == p.small(w) && script.IsCyrillic(p.after(w.from)) && p.linked(w.from) == nil && !p.quoted(w.from)
}

// untranslated reports words that stand in both texts, in the one whose own letters they
// lack.
func (p *pair) untranslated(u both, variant, words string) {
	here, there := u.b, u.a
	is := strings.ToLower(words)
	if own, others := u.a.lang.Typed(), u.b.lang.Typed(); own != nil && !own.Owns(is) || others != nil && others.Owns(is) {
		here, there = u.a, u.b
	}
	pos := here.unit.Pos
	if i := strings.Index(here.lower, is); i >= 0 {
		pos = here.pos(i)
	}
	args := diag.Args{"unit": naming.Of(here.text.Units, here.at), "language": there.text.Lang}
	if variant == "part" {
		args["words"] = words
	}
	f := p.found.AddVariant(diag.TranslationMissing, variant, pos, args)
	f.Related = []diag.Related{{Pos: there.unit.Pos, Key: "other-text", Args: diag.Args{"language": there.text.Lang}}}
}
