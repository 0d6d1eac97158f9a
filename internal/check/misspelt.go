package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/script"
)

const (
	shortestMisspelt = 7 // letters of a word that is compared with others
	oftenEnough      = 3 // times that the other one stands in the text
	endingLetters    = 4 // at the end of a word, in which forms of one word have other letters
	fewestEnded      = 3 // words of a clause that ends with a mark
	lastLetters      = 2 // at its end, which forms of one word add or drop
)

// misspeltRule: a word is spelt as the text spells it elsewhere (word-misspelt): one
// that stands once and is a letter away from one that stands often, not in its ending,
// is that one misspelt. A list in the prose has what people often misspell.
func misspeltRule(e *Edition) {
	for k := range e.Edition.Texts {
		if e.alien[k] {
			continue
		}
		count, at := map[string]int{}, map[string]*passage{}
		for j := range e.read[k] {
			p := &e.read[k][j]
			e.usualSlips(p)
			for _, w := range p.words {
				if s := p.small(w); utf8.RuneCountInString(s) >= shortestMisspelt-1 {
					count[s]++
					at[s] = p
				}
			}
		}
		var often []string
		for s, n := range count {
			if n >= oftenEnough && utf8.RuneCountInString(s) >= shortestMisspelt {
				often = append(often, s)
			}
		}
		slices.Sort(often)
		for s, p := range at {
			if count[s] == 1 {
				e.misspelt(p, s, often, count)
			}
		}
	}
}

func (e *Edition) misspelt(p *passage, s string, often []string, count map[string]int) {
	if len(often) == 0 || p.lang.Prose().Alike.Has(s) || p.lang.Knows(s) {
		return
	}
	for _, right := range often {
		if d := len(s) - len(right); d > 4 || d < -4 || !oneSlip(p.lang.Prose(), s, right) {
			continue
		}
		for _, w := range p.words {
			if p.small(w) == s && !p.quoted(w.from) && p.linked(w.from) == nil && e.tell(p, w.from) {
				warn(&e.found, diag.WordMisspelt, "", p.pos(w.from), diag.Args{"word": p.of(w), "right": right, "count": count[right]})
			}
		}
		return
	}
}

// oneSlip reports whether a word is another one with a letter too many, too few, another
// that sounds alike or two letters exchanged, before the ending and behind the first two
// letters. If the language says so, one of these may be another vowel, too.
func oneSlip(prose *language.Prose, a, b string) bool {
	s, t := []rune(a), []rune(b)
	i := 0
	for i < len(s) && i < len(t) && s[i] == t[i] {
		i++
	}
	j := 0
	for j < len(s)-i && j < len(t)-i && s[len(s)-1-j] == t[len(t)-1-j] {
		j++
	}
	x, y := s[i:len(s)-j], t[i:len(t)-j]
	switch {
	case len(x) == 1 && len(y) == 1 && prose.IsVowel(x[0]):
		return prose.IsVowel(y[0]) && (j >= endingLetters || i > endingLetters && j == endingLetters-1) && (i >= 2 || prose.Spelling.First > 0 && j >= prose.Spelling.First)
	case len(x) == 1 && len(y) == 1:
		return prose.Sounds(x[0], y[0]) && i > 2 && j >= lastLetters
	case i < 2:
		return false
	}
	return j >= lastLetters && (len(x)+len(y) == 1 || len(x) == 2 && len(y) == 2 && x[0] == y[1] && x[1] == y[0])
}

// usualSlips reports what the prose lists as often misspelt.
func (e *Edition) usualSlips(p *passage) {
	prose := p.lang.Prose()
	for _, w := range p.words {
		prose.EndSlips().Each(p.small(w), func(i int) {
			if m := prose.Misspelt[i]; !p.quoted(w.from) && e.tell(p, w.from) {
				warn(&e.found, diag.WordMisspelt, "usual", p.pos(w.from), diag.Args{"word": p.of(w), "right": strings.TrimSuffix(p.small(w), m.Is) + m.Right})
			}
		})
	}
	p.phrases(prose.Slips(), func(i int, x found, size int) {
		end, m := x.from+size, prose.Misspelt[i]
		if (end == len(p.s) || !isWordRune(p.after(end)) || m.Part) && !p.behind(x.from, &m.Unless) && !p.beside(x.from, end, &m.Beside) && (m.With.Empty() || p.beside(x.from, end, &m.With)) && e.tell(p, x.from) {
			warn(&e.found, diag.WordMisspelt, "usual", p.pos(x.from), diag.Args{"word": p.s[x.from:end], "right": m.Right})
		}
	})
}

// behind reports whether one of some words stands before a place in its sentence.
func (p *wording) behind(at int, words *language.Words) bool {
	if words.Empty() {
		return false
	}
	from, _ := p.sentence(at)
	return slices.ContainsFunc(p.words, func(w word) bool { return w.from >= from && w.to <= at && words.Has(p.small(w)) })
}

// beside reports whether one of some words stands in the sentence around a place.
func (p *wording) beside(from, end int, words *language.Words) bool {
	if words.Empty() {
		return false
	}
	begin, to := p.sentence(from)
	return slices.ContainsFunc(p.words, func(w word) bool {
		return w.from >= begin && w.to <= to && (w.to <= from || w.from >= end) && words.Has(p.small(w))
	})
}

// strangeRule: a word has the letters of its language alone (lookalike.strange): no «і» in
// Russian, no «є» in Kazakh. Names keep theirs.
func strangeRule(e *Edition) {
	for k := range e.Edition.Texts {
		lang := e.Languages.Of(string(e.Edition.Texts[k].Lang))
		if e.alien[k] || !lang.IsCyrillic() {
			continue
		}
		for j := range e.read[k] {
			p := &e.read[k][j]
			for i, w := range p.words {
				s := p.of(w)
				r := strange(lang, s)
				if r == 0 || len(s) < 6 || isCapital(s) || p.quoted(w.from) || p.linked(w.from) != nil || p.strangeBeside(lang, i) {
					continue
				}
				if e.Languages.Turned(lang, p.spoken()) != nil {
					break
				}
				warn(&e.found, diag.Lookalike, "strange", p.pos(w.from), diag.Args{"word": s, "letter": string(r), "code": codePoint(r)})
			}
		}
	}
}

// strange is the first Cyrillic letter of a word that is no letter of the language; 0: none.
func strange(lang *language.Language, s string) rune {
	cyrillic := false
	first := rune(0)
	for _, r := range s {
		cyrillic = cyrillic || lang.Has(unicode.ToLower(r)) && script.IsCyrillic(r)
		if first == 0 && script.IsCyrillic(r) && !lang.Has(unicode.ToLower(r)) {
			first = r
		}
	}
	if !cyrillic {
		return 0
	}
	return first
}

// strangeBeside reports whether a word near word i is strange, too: then both are a name.
func (p *wording) strangeBeside(lang *language.Language, i int) bool {
	for k := max(0, i-2); k < min(len(p.words), i+3); k++ {
		if k != i && strange(lang, p.of(p.words[k])) != 0 {
			return true
		}
	}
	return false
}

// endRule: sentences begin with a capital (sentence-small), marks stand once
// (mark-doubled), and a clause ends with a mark if the others do (end-mark).
func endRule(e *Edition) {
	for k := range e.Edition.Texts {
		var without []*passage
		all := 0
		for j := range e.read[k] {
			p := &e.read[k][j]
			e.marksTwice(p)
			if p.unit == nil || !sentenceLike(p) {
				continue
			}
			all++
			if r, _ := utf8.DecodeLastRuneInString(p.s); isWordRune(r) && !(j+1 < len(e.read[k]) && continues(&e.read[k][j+1])) {
				without = append(without, p)
			}
		}
		if all >= 8 && len(without)*8 <= all {
			for _, p := range without {
				e.found.Add(diag.EndMark, p.pos(len(p.s)), nil)
			}
		}
	}
}

// continues reports whether a paragraph goes on with the sentence before it, as behind the
// last item of a list.
func continues(p *passage) bool {
	r, _ := utf8.DecodeRuneInString(p.s)
	return p.unit != nil && p.unit.Kind == legal.Paragraph && unicode.IsLower(r)
}

// marksTwice reports marks that stand twice, and a small letter behind a full stop.
func (e *Edition) marksTwice(p *passage) {
	for _, m := range []string{",,", ";;", "::", ".."} {
		for at := 0; ; {
			i := strings.Index(p.s[at:], m)
			if i < 0 {
				break
			}
			i += at
			end := i + len(p.s[i:]) - len(strings.TrimLeft(p.s[i:], m[:1]))
			at = end
			if (end-i == 2 || end-i == 3 && m != "..") && i > 0 && (isWordRune(p.before(i)) || strings.ContainsRune("»)", p.before(i))) && !(end < len(p.s) && isWordRune(p.after(end))) {
				e.found.Add(diag.MarkDoubled, p.pos(i), diag.Args{"mark": m[:1]})
			}
		}
	}
	for i, w := range p.words {
		if i == 0 || utf8.RuneCountInString(p.of(p.words[i-1])) < 5 && !p.lang.Knows(p.small(p.words[i-1])) || utf8.RuneCountInString(p.of(p.words[i-1])) < longEnough || p.s[p.words[i-1].to:w.from] != ". " || !unicode.IsLower(p.after(w.from)) || p.linked(w.from) != nil {
			continue
		}
		e.found.Add(diag.SentenceSmall, p.pos(w.from), diag.Args{"word": p.of(w)})
	}
}

// sentenceLike reports whether a unit is a numbered clause of some length that does not
// end with a link.
func sentenceLike(p *passage) bool {
	return p.unit.Kind == legal.Clause && p.unit.Label.Form != legal.NoLabel && len(p.words) >= fewestEnded && p.linked(len(p.s)-1) == nil
}
