package check

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/script"
)

// Facts are what the rules of the site want to know of a text. Their fields are for
// these rules, and for whoever keeps facts from one run to the next.
type Facts struct {
	Terms         []DefinedTerm
	Abbreviations []Use // that nothing in the text explains
	Selves        []Use // names with which the text means itself but which it does not define
	Particulars   Particulars
	Policy        diag.Pos // of the first place that names a privacy policy; Line 0: no place does
	Annexes       bool     // it speaks of an annex
	AnnexNumbers  []Use    // numbers of annexes that it names
	AnnexInside   bool     // a heading of it is an annex's
	Unread        bool     // it had a finding beside which nothing else can be told
	Judged        bool     // the language has words for what a consent must contain
}

// DefinedTerm is a term that a text defines.
type DefinedTerm struct {
	Term string
	Self bool // the text calls itself so
	Pos  diag.Pos
}

// Use is a term, the place where it stands first, and how often it stands.
type Use struct {
	Term  string
	Pos   diag.Pos
	Count int
	Own   bool // of an annex: the text calls it its own
}

// shortLine is how many words a line has that can be the title of an annex.
const shortLine = 6

// factsRule gathers the facts of each text; it finds nothing.
func factsRule(e *Edition) {
	if e.Facts == nil {
		return
	}
	for k, t := range e.Edition.Texts {
		f := &Facts{}
		e.Facts[t.Path] = f
		if unreadable(t) {
			f.Unread = true
			continue
		}
		list := definitions(e.read[k])
		for _, d := range list {
			f.Terms = append(f.Terms, DefinedTerm{strings.Clone(d.term), d.self, d.p.pos(d.from)})
		}
		words := e.Languages.Of(string(t.Lang)).Prose()
		f.Judged = len(words.Consent.Operator) > 0
		particular := e.Document.Kind == legal.Consent || isPolicy(e.Languages, e.Document, t)
		f.abbreviate(e.read[k], list, words)
		f.nameSelf(e.read[k], words)
		for j := range e.read[k] {
			p := &e.read[k][j]
			if p.unit == nil {
				continue
			}
			f.AnnexNumbers = append(f.AnnexNumbers, p.annexNumbers()...)
			f.Annexes = f.Annexes || containsAny(p.lower, words.Annexes...)
			f.AnnexInside = f.AnnexInside || p.annexHead()
			if particular {
				f.Particulars |= p.particulars()
			}
			if e.Document.Kind == legal.Consent && f.Policy.Line == 0 {
				if at, _ := indexAny(p.lower, words.Consent.Policy...); at >= 0 && p.unit.Kind != legal.Title {
					f.Policy = p.pos(at)
				}
			}
		}
	}
}

// abbreviate finds the abbreviations that the text uses and nowhere explains: by a
// definition, in brackets behind the words, or before a dash.
func (f *Facts) abbreviate(read []passage, list []definition, words *language.Prose) {
	if len(words.Known) == 0 {
		return
	}
	explained := map[string]bool{}
	for _, d := range list {
		for _, w := range strings.FieldsFunc(d.term, func(r rune) bool { return !isWordRune(r) }) {
			explained[w] = true
		}
	}
	small := map[string]bool{} // words that stand somewhere in small letters
	for j := range read {
		for _, w := range read[j].words {
			if s := read[j].of(w); s == read[j].small(w) {
				small[s] = true
			}
		}
	}
	at := map[string]int{}
	for j := range read {
		p := &read[j]
		if p.unit == nil || p.unit.Kind == legal.Title || p.unit.Kind == legal.Heading {
			continue
		}
		for i, w := range p.words {
			s := p.of(w)
			if small[p.small(w)] || wordLike(s, words.Vowels) {
				continue
			}
			if len(s) > 12 || len(s) < 4 || !script.IsCapital(p.after(w.from)) || !isAbbreviation(s) || slices.Contains(words.Known, s) || explained[s] || romanLike(s) {
				continue
			}
			if before := p.before(w.from); p.shouts(i) || p.quoted(w.from) || before == '№' || before == '-' || before == '/' || before >= '0' && before <= '9' {
				continue
			}
			if p.explains(w) {
				explained[s] = true
				continue
			}
			k, ok := at[s]
			if !ok {
				k = len(f.Abbreviations)
				at[s] = k
				f.Abbreviations = append(f.Abbreviations, Use{Term: strings.Clone(s), Pos: p.pos(w.from)})
			}
			f.Abbreviations[k].Count++
		}
	}
	kept := f.Abbreviations[:0]
	for _, a := range f.Abbreviations {
		if !explained[a.Term] {
			kept = append(kept, a)
		}
	}
	f.Abbreviations = kept
}

// wordLike reports whether capitals have the vowels of a word: two or more, and as
// many as consonants at least, but for the last one: «ВАЖНО», «ИНОЕ».
func wordLike(s, of string) bool {
	vowels, all := 0, 0
	for _, r := range s {
		all++
		if strings.ContainsRune(of, r) {
			vowels++
		}
	}
	return all >= 4 && vowels >= 2 && vowels*2+1 >= all
}

func romanLike(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return script.Roman(r) == 0 })
}

// explains reports whether an abbreviation stands in brackets, or before a dash
// or its long form in brackets.
func (p *wording) explains(w word) bool {
	before, after := p.before(w.from), p.after(w.to)
	if before == '(' && after == ')' {
		return true
	}
	rest := strings.TrimLeft(p.s[w.to:], " \u00a0»\"")
	return hasAny(rest, "–", "—", "- ") && w.from < 6 || hasAny(rest, "(") && len(rest) > 8 && script.IsCyrillic(p.after(len(p.s)-len(rest)+1))
}

// shouts reports whether half of the words around word i are in capitals too: a
// heading or a warning, not an abbreviation.
func (p *wording) shouts(i int) bool {
	capitals, all := 0, 0
	for j := max(0, i-4); j < min(len(p.words), i+5); j++ {
		s := p.of(p.words[j])
		if j == i || len(s) <= 2 {
			continue
		}
		all++
		if isAbbreviation(s) {
			capitals++
			if len(s) > 10 && (j == i-1 || j == i+1) {
				return true
			}
		}
	}
	return capitals*2 > all || all == 0 && len(p.words) > 1
}

// nameSelf finds «осы Келісім», «настоящее Соглашение» with a capital where the
// text defines no such term.
func (f *Facts) nameSelf(read []passage, words *language.Prose) {
	for j := range read {
		p := &read[j]
		if p.unit == nil {
			continue
		}
		for i := range p.words[:max(0, len(p.words)-1)] {
			if !words.This.Has(p.small(p.words[i])) {
				continue
			}
			next := p.words[i+1]
			if name := p.of(next); isCapital(name) && !isAbbreviation(name) && !f.defines(p, i+1) && p.linked(next.from) == nil {
				f.Selves = append(f.Selves, Use{Term: strings.Clone(name), Pos: p.pos(next.from)})
			}
		}
	}
}

func (f *Facts) defines(p *passage, i int) bool {
	for _, d := range f.Terms {
		if t := newTerm(d.Term, p.lang); t.at(p, i, true) {
			return true
		}
	}
	return false
}

// annexHead reports whether a passage is the heading of an annex within the text, or a short line
// that may be one.
func (p *passage) annexHead() bool {
	switch u := p.unit; {
	case u == nil:
		return false
	case u.Kind == legal.Heading && u.Label.Form == legal.NoLabel:
		return u.Annex.Is
	case u.Kind != legal.Heading && (len(p.words) >= shortLine || p.at <= 1):
		return false
	}
	return containsAny(p.lower, p.lang.Prose().Annexes...)
}
