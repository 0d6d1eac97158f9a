package check

import (
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
)

// farthest is how many words before a participle its noun is looked for.
const farthest = 14

// nearest is how many words before it all have to be known.
const nearest = 6

// relativeRule: a participle behind a comma agrees with a noun before it, «лицом,
// принявшим», and «который» has the gender of one (word-misspelt.relative). A sentence with
// words before the comma that the lexicon does not know is not judged, nor is a plural behind
// several nouns.
func relativeRule(e *Edition) {
	for p := range e.inflected() {
		for i := 1; i < len(p.words); i++ {
			w := p.words[i]
			if c := p.clauseStart(i); c > 0 && p.s[p.words[c-1].to:p.words[c].from] == ", " && !p.quoted(w.from) && p.linked(w.from) == nil && p.unrelated(i, c) && e.tell(p, w.from) {
				warn(&e.found, diag.WordMisspelt, "relative", p.pos(w.from), diag.Args{"word": p.of(w)})
			}
		}
	}
}

// clauseStart is the word with which the clause of word i begins: that itself, or a word
// not far before it if it is a form of «который»: «, в состав которой».
func (p *wording) clauseStart(i int) int {
	if p.lang.Prose().Gender(p.small(p.words[i])) == 0 {
		return i
	}
	from := i
	for from > 0 && i-from < 3 && p.joined(from-1) {
		from--
	}
	return from
}

// infinitive reports whether a word is one: «посещать».
func (p *wording) infinitive(w word) bool {
	s := p.small(w)
	a, h := p.lang.Lexicon().Fills(s)
	return a|h == 0 && p.lang.Prose().Infinitives.Has(s)
}

// unrelated reports whether word i is a participle or «который» that agrees with no noun of
// its sentence, up to the verb before its clause, which begins with word from.
func (p *passage) unrelated(i, from int) bool {
	x, s := p.lang.Lexicon(), p.small(p.words[i])
	which := p.lang.Prose().Gender(s)
	is := x.Deed(s)
	attribute, noun := x.Fills(s)
	if p.lang.Prose().Transitive.Has(s) {
		is, attribute = attribute, 0
	}
	if which == 0 && (is == 0 || x.Predicate(s) || attribute != 0 || noun != 0) {
		return false
	}
	fits := func(c language.Cells) bool {
		if which != 0 {
			return c.Numbers()&which != 0
		}
		return c&is != 0
	}
	nouns := 0
	for k := from - 1; k >= 0 && i-k <= farthest; k-- {
		w := p.words[k]
		if strings.ContainsAny(p.s[w.to:p.words[k+1].from], ".;:") {
			break
		}
		if p.linked(w.from) != nil {
			return false
		}
		a, h := x.Fills(p.small(w))
		if nouns > 0 && a|h == 0 && (x.Predicate(p.small(w)) || p.infinitive(w)) {
			break
		}
		switch {
		case fits(a | h):
			return false
		case h != 0:
			nouns++
		case a == 0 && i-k <= nearest && !p.quoted(w.from) && p.unheard(w):
			return false // nobody knows what it is
		}
	}
	if nouns == 0 || nouns > 1 && (is.Plural() || which == language.Plural) && p.severalBefore(from) {
		return false
	}
	for k := i + 1; which == 0 && k < len(p.words) && k-i <= farthest; k++ { // «…, указанные в договоре сроки»
		if strings.ContainsAny(p.s[p.words[k-1].to:p.words[k].from], ".;:,") {
			break
		}
		if _, n := p.governs(k); n > 0 && k == i+1 {
			if noun, is := nounBehind(p, k, language.AnyCell); is != 0 {
				k = noun // «указанном в настоящем перечне»
			}
			continue
		}
		if a, h := x.Fills(p.small(p.words[k])); fits(a|h) || a|h == 0 && p.unheard(p.words[k]) {
			return false
		}
	}
	return true
}

// unheard reports whether the lexicon does not have a word of some letters.
func (p *wording) unheard(w word) bool {
	return utf8.RuneCountInString(p.of(w)) >= longEnough && !p.lang.Lexicon().Has(p.small(w))
}

// severalBefore reports whether the words before word i are joined by «и» or a comma.
func (p *wording) severalBefore(i int) bool {
	for k := i - 1; k > 0 && i-k <= farthest; k-- {
		if p.lang.Prose().And.Has(p.small(p.words[k])) || strings.Contains(p.s[p.words[k-1].to:p.words[k].from], ",") {
			return true
		}
	}
	return false
}
