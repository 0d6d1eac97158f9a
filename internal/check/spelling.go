package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
)

const (
	shortestJoined  = 5  // letters of two words that are run together
	longEnough      = 4  // letters of a word beside a small one
	shortestNear    = 6  // letters of a word that is compared with the lexicon
	veryLong        = 10 // letters of a word beside one that begins others by right
	shortestLacking = 8  // letters of a word whose stem is known
	shortestSlipped = 6  // letters of a stem that is compared with others
	mostEnding      = 3  // letters of the ending of a noun
	lacking         = 1  // how much nearer to its end a word may lack a letter than have one too many
)

// spelling compares the words of a text with the lexicon of its language. A word that
// the lexicon knows, or that the text has more than once, is right.
type spelling struct {
	e     *Edition
	count map[string]int
	read  []passage
	typed bool // the text is typed without its letters, which has its finding
}

// spellingRule: a word that the lexicon lacks, and that stands in the text once, is not two
// of its words run together (word-misspelt.joined), half of one (split) or a letter away
// from one (known); and capitals stand at the beginning of a word (capitals).
func spellingRule(e *Edition) {
	for k := range e.Edition.Texts {
		lang := e.Languages.Of(string(e.Edition.Texts[k].Lang))
		if e.alien[k] || lang.Lexicon().Empty() {
			continue
		}
		x := spellingOf(e, k)
		for j := range e.read[k] {
			x.judge(&e.read[k][j])
		}
	}
}

// spellingOf counts the words of text k.
func spellingOf(e *Edition, k int) *spelling {
	x := &spelling{e, map[string]int{}, e.read[k], mistyped(e.Languages, e.read[k])}
	for j := range x.read {
		for _, w := range x.read[j].words {
			x.count[x.read[j].small(w)]++
		}
	}
	return x
}

// names reports whether the text has a word with a capital, in any of its forms, elsewhere.
func (x *spelling) names(lang *language.Language, word string, beside string) bool {
	stem := lang.Stems.Stem(word)
	for j := range x.read {
		for _, w := range x.read[j].words {
			if s := x.read[j].of(w); isCapital(s) && s != beside && lang.Stems.Stem(x.read[j].small(w)) == stem {
				return true
			}
		}
	}
	return false
}

func (x *spelling) judge(p *passage) {
	var found []func()
	report := func(variant string, at int, args diag.Args) {
		found = append(found, func() { warn(&x.e.found, diag.WordMisspelt, variant, p.pos(at), args) })
	}
	half := -1 // the second half of a word that has a finding
	for i, w := range p.words {
		s := p.of(w)
		if i == half || x.e.told[spot{p, w.from}] || p.quoted(w.from) || p.linked(w.from) != nil || p.before(w.from) == '-' || p.after(w.to) == '-' {
			continue
		}
		small := p.small(w)
		if as, right := x.layout(p, w); right != "" {
			found = append(found, func() {
				x.e.found.AddVariant(diag.LettersTyped, "word", p.pos(w.from), diag.Args{"word": as, "right": right, "letters": "", "language": p.text.Lang})
			})
			continue
		}
		if i > 0 && x.noSpace(p, p.words[i-1], w) {
			report("joined", w.from, diag.Args{"word": p.s[p.words[i-1].from:w.to], "right": p.of(p.words[i-1]) + ". " + s})
			continue
		}
		if x.capitals(p, s, small) {
			report("capitals", w.from, diag.Args{"word": s, "right": small})
			continue
		}
		if i+1 < len(p.words) {
			if next := p.words[i+1]; p.s[w.to:next.from] == " " && x.halves(p, small, p.of(next)) {
				report("split", w.from, diag.Args{"word": p.s[w.from:next.to], "right": small + p.of(next)})
				half = i + 1
				continue
			}
		}
		if isAbbreviation(s) {
			continue
		}
		name := isCapital(s) && i > 0 && !p.begins(w.from) // unless the text has what it may be
		if variant, right := x.misspelt(p, small); right != "" {
			if !name || variant != "joined" && x.names(p.lang, right, s) {
				report(variant, w.from, diag.Args{"word": s, "right": right})
			}
		} else if !name {
			if letters := x.unlike(p, small); letters != "" {
				report("letters", w.from, diag.Args{"word": s, "letters": letters})
			}
		}
	}
	if len(found) > 0 && x.e.Languages.Turned(p.lang, p.spoken()) == nil {
		for _, f := range found {
			f()
		}
	}
}

// misspelt is what a word was meant to be, and how it became another one; "" if it is right
// or nobody can say.
func (x *spelling) misspelt(p *passage, small string) (variant, right string) {
	if right := x.reform(p, small); right != "" {
		return "form", right
	}
	if !x.unknown(p, small) {
		return "known", x.lacks(p, small)
	}
	if right := x.joined(p, small); right != "" {
		return "joined", right
	}
	if right := x.near(p, small); right != "" {
		return "known", right
	}
	if right := x.stammer(p, small); right != "" {
		return "known", right
	}
	return "known", x.nearStem(p, small)
}

// begins reports whether a sentence begins at a place.
func (p *wording) begins(at int) bool {
	before := strings.TrimRight(p.s[:at], " \u00a0«")
	return before != "" && strings.ContainsRune(".!?", rune(before[len(before)-1]))
}

// shortestForm is how many letters a word has whose form is judged.
const shortestForm = 6

// reform is the form that a word of the lexicon has in place of one that it has not; empty
// if it has this one, or if none is near.
func (x *spelling) reform(p *passage, small string) string {
	if utf8.RuneCountInString(small) < shortestForm || x.count[small] > 1 || p.lang.Prose().Alike.Has(small) || p.lang.Lexicon().Has(small) {
		return ""
	}
	for _, r := range small {
		if !p.lang.Has(r) {
			return ""
		}
	}
	if typed := p.lang.Typed(); typed != nil && p.lang.Lexicon().Typed(typed.Fold(small)) != "" {
		return "" // told as typed with the letters of others
	}
	return p.lang.Reform(small)
}

// unknown reports whether a word of the language's letters stands here alone.
func (x *spelling) unknown(p *passage, small string) bool {
	for _, r := range small {
		if !p.lang.Has(r) {
			return false
		}
	}
	return x.count[small] == 1 && !p.lang.Knows(small)
}

// right reports whether a word is one for certain.
func (x *spelling) right(p *passage, small string) bool {
	return p.lang.Lexicon().HasName(small) || x.count[small] > 1
}

// joined is two words that were run together, with the space between; empty for none.
func (x *spelling) joined(p *passage, small string) string {
	words := &p.lang.Prose().Spelling
	if utf8.RuneCountInString(small) < shortestJoined {
		return ""
	}
	for i := range small {
		a, b := small[:i], small[i:]
		na, nb := utf8.RuneCountInString(a), utf8.RuneCountInString(b)
		switch {
		case i == 0:
		case x.apart(p, a, b) && na > words.Each && nb > words.Each && p.lang.Lexicon().Has(a) && p.lang.Knows(b):
			return a + " " + b
		case words.Not.Has(a) && p.lang.Lexicon().Predicate(b),
			words.Before.Has(a) && nb > 2 && x.right(p, b) && stands(p.lang, a, b, true),
			words.Long.Has(a) && nb >= veryLong && x.right(p, b) && stands(p.lang, a, b, false),
			words.Behind.Has(b) && na >= longEnough && x.right(p, a),
			x.apart(p, a, b) && na >= words.Each && nb >= words.Each && x.right(p, a) && x.right(p, b):
			return a + " " + b
		}
	}
	return ""
}

// apart reports whether a word before another one is no part of a compound with it.
func (x *spelling) apart(p *passage, a, b string) bool {
	words := &p.lang.Prose().Spelling
	if words.Link.Has(a) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(a)
	_, noun := p.lang.Lexicon().Fills(a)
	attribute, head := p.lang.Lexicon().Fills(b)
	return head != 0 || !strings.ContainsRune(words.Compound, last) && (noun == 0 || attribute == 0) // «парков|очный»
}

// stands reports whether a word is one that may stand behind another one: if that asks for
// a case, a noun in it, or if others count, too, one that is in no other case.
func stands(lang *language.Language, a, b string, others bool) bool {
	g, _ := lang.Prose().Governs(0, func(int) string { return a })
	if g == nil {
		return true
	}
	attribute, head := lang.Lexicon().Fills(b)
	if !others {
		return g.Allows(head, language.Beside{})
	}
	return attribute|head == 0 || g.Allows(attribute|head, language.Beside{})
}

// noSpace reports whether a sentence begins behind the full stop of another one without a
// space: «дней.По».
func (x *spelling) noSpace(p *passage, a, b word) bool {
	return p.s[a.to:b.from] == "." && isCapital(p.of(b)) && !isAbbreviation(p.of(b)) && utf8.RuneCountInString(p.of(a)) >= longEnough && p.small(a) == p.of(a) &&
		x.right(p, p.small(a)) && p.lang.Has(p.after(a.from))
}

// halves reports whether a word and the next one are halves of one that is right.
func (x *spelling) halves(p *passage, a, b string) bool {
	known := func(s string) bool { return x.count[s] > 1 || p.lang.Knows(s) || utf8.RuneCountInString(s) < 2 }
	return (!known(a) || !known(b)) && p.lang.Lexicon().Has(a+b)
}

// near is the word of the lexicon that a word was meant to be; empty for none.
func (x *spelling) near(p *passage, small string) string {
	small = p.lang.Stems.Fold(small)
	if typed := p.lang.Typed(); typed != nil && p.lang.Lexicon().Typed(typed.Fold(small)) != "" {
		return "" // told as typed with the letters of others
	}
	n := utf8.RuneCountInString(small)
	if n < shortestNear || p.lang.Prose().Alike.Has(small) {
		return ""
	}
	for _, right := range p.lang.Near(small) {
		if derived(p.lang.Prose(), small, right) || n < shortestMisspelt && (len(small) != len(right) || !otherVowel(p.lang.Prose(), small, right)) {
			continue
		}
		least := p.lang.Prose().Spelling.Tail
		if len(small) < len(right) {
			least = max(least-lacking, lastLetters)
		}
		if exchanged(small, right) || oneSlip(p.lang.Prose(), small, right) && tail(small, right) >= least {
			return right
		}
	}
	return ""
}

// lacks is the form of a word that lacks one of its letters, has one twice or two exchanged,
// though its stem is known: «внутренего», «тағайыдалады»; empty for none, or if several are as
// near. Such a word is judged by what its lexicon can inflect alone.
func (x *spelling) lacks(p *passage, small string) (right string) {
	lexicon := p.lang.Lexicon()
	n := utf8.RuneCountInString(small)
	if n < shortestLacking || x.count[small] > 1 || !lexicon.Inflected() || lexicon.Has(small) || p.lang.Prose().Alike.Has(small) {
		return ""
	}
	for _, near := range p.lang.Near(small) {
		if near == right || !inflected(lexicon, near) {
			continue
		}
		d := utf8.RuneCountInString(near) - n
		end := tail(small, near)
		if end < lastLetters || n-end < longEnough || d == 0 && !exchanged(small, near) || d < 0 && !again(small, end) || d > 0 && !oneSlip(p.lang.Prose(), small, near) {
			continue
		}
		if right != "" {
			return ""
		}
		right = near
	}
	return right
}

// inflected reports whether a word is a form of one that the lexicon inflects.
func inflected(lexicon *language.Lexicon, word string) bool {
	attribute, head := lexicon.Fills(word)
	return attribute|head|lexicon.Deed(word) != 0
}

// again reports whether the letter before the last ones of a word stands twice.
func again(s string, last int) bool {
	r := []rune(s)
	at := len(r) - 1 - last
	return at > 0 && r[at] == r[at-1] || at+1 < len(r) && at >= 0 && r[at] == r[at+1]
}

// derived reports whether a word is another one with a letter that makes it a word of its
// own before its ending: «строчку» of «строку».
func derived(prose *language.Prose, a, b string) bool {
	head, end := []rune(a), tail(a, b)
	at := len(head) - 1 - end
	return utf8.RuneCountInString(b) == len(head)-1 && end <= mostEnding && at >= 0 && strings.ContainsRune(prose.Spelling.Derived, head[at]) &&
		strings.HasPrefix(b, string(head[:at]))
}

// nearStem is the word that a word would be with the stem of one that the lexicon has in
// another form; empty for none, or if several are as near.
func (x *spelling) nearStem(p *passage, small string) (right string) {
	stem := p.lang.Stems.Stem(small)
	rest, ok := strings.CutPrefix(small, stem)
	n := utf8.RuneCountInString(stem)
	if !ok || n < shortestSlipped || p.lang.Prose().Alike.Has(small) {
		return ""
	}
	for _, known := range p.lang.Lexicon().Akin(stem) {
		d := utf8.RuneCountInString(known) - n
		if d > 1 || d < -1 || d != 0 && min(n, n+d) < shortestSlipped || !slipped(p.lang.Prose(), stem, known) {
			continue
		}
		if right != "" && right != known+rest {
			return ""
		}
		right = known + rest
	}
	return right
}

// slipped reports whether a stem is another one with two letters exchanged, one twice, a
// hard sign for a soft one, or another slip before its last letters.
func slipped(prose *language.Prose, a, b string) bool {
	sign := func(r rune) rune {
		if strings.ContainsRune(prose.Spelling.Signs, r) {
			return 0
		}
		return r
	}
	return exchanged(a, b) || strings.Map(sign, a) == strings.Map(sign, b) || doubledLetter(prose, a) == b || doubledLetter(prose, b) == a ||
		oneSlip(prose, a, b) && tail(a, b) >= lastLetters
}

// doubledLetter is a word without its last letter, if that stands twice and does not by right.
func doubledLetter(prose *language.Prose, s string) string {
	r := []rune(s)
	if n := len(r); n > 2 && r[n-1] == r[n-2] && !strings.ContainsRune(prose.Spelling.Twice, r[n-1]) {
		return string(r[:n-1])
	}
	return ""
}

// otherVowel reports whether a word is another one of the same length but for one vowel.
func otherVowel(prose *language.Prose, a, b string) bool {
	t := []rune(b)
	n := 0
	for i, r := range []rune(a) {
		if i < len(t) && r != t[i] {
			if n++; !prose.IsVowel(r) || !prose.IsVowel(t[i]) {
				return false
			}
		}
	}
	return n == 1
}

// exchanged reports whether a word is another one with two letters exchanged.
func exchanged(a, b string) bool {
	s, t := []rune(a), []rune(b)
	slices.Sort(s)
	slices.Sort(t)
	return slices.Equal(s, t)
}

// tail is how many letters two words have in common at their ends.
func tail(a, b string) int {
	s, t, n := []rune(a), []rune(b), 0
	for n < len(s) && n < len(t) && s[len(s)-1-n] == t[len(t)-1-n] {
		n++
	}
	return n
}

// capitals reports whether a word has a capital behind its first letter: «СПоры», «оПлата».
func (x *spelling) capitals(p *passage, s, small string) bool {
	upper, lower, at := 0, 0, -1
	for i, r := range s {
		switch {
		case !unicode.IsLetter(r) || !p.lang.Has(unicode.ToLower(r)):
			return false
		case unicode.IsLower(r):
			lower++
		case i > 0:
			upper, at = upper+1, i
		}
	}
	first, size := utf8.DecodeRuneInString(s)
	if upper != 1 || lower < 1 || lower < longEnough && !x.right(p, small) && !p.lang.Knows(small) {
		return false
	}
	return unicode.IsLower(first) || at == size && !p.lang.Knows(strings.ToLower(s[at:]))
}
