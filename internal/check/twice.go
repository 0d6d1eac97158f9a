package check

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
)

// fewestTwice is how many words of a clause stand nowhere twice by intention.
const fewestTwice = 7

// longestShort is how many letters a word has at most that a full stop may make an
// abbreviation: «корп.».
const longestShort = 4

// twiceRule: no clause stands in a text twice (clause-twice), and no word twice side
// by side (word-doubled).
func twiceRule(e *Edition) {
	for k, t := range e.Edition.Texts {
		seen := map[string]int{}
		for j := range e.read[k] {
			p := &e.read[k][j]
			e.doubledWords(p)
			if p.unit == nil || p.unit.Kind == legal.Row || p.unit.Kind == legal.Heading || len(p.words) < fewestTwice {
				continue
			}
			plain := strings.TrimRight(p.lower, ".;, ")
			if at, ok := seen[plain]; ok {
				f := e.found.Add(diag.ClauseTwice, p.unit.Pos, diag.Args{"unit": naming.Of(t.Units, at)})
				f.Related = []diag.Related{{Pos: t.Units[at].Pos, Key: "first"}}
				continue
			}
			seen[plain] = p.at
		}
	}
}

// doubledWords reports a word that stands twice with nothing but a space between.
func (e *Edition) doubledWords(p *passage) {
	words := p.lang.Prose()
	for i := 1; i < len(p.words); i++ {
		a, b := p.words[i-1], p.words[i]
		gap := p.s[a.to:b.from]
		if p.small(a) != p.small(b) || gap != " " && gap != "\u00a0" || p.lang == nil || slices.Contains(words.Doubled, p.small(b)) {
			continue
		}
		after := p.after(b.to)
		if after == '-' || after == '.' && utf8.RuneCountInString(p.of(b)) <= longestShort || p.before(a.from) == '-' || isAbbreviation(p.of(b)) { // «г. г.», «а а-ның»
			continue
		}
		if len(p.small(b)) < 4 && !strings.Contains(words.Letters, p.small(b)) { // a letter that is no word
			continue
		}
		e.found.Add(diag.WordDoubled, p.pos(b.from), diag.Args{"word": p.of(b)})
	}
}
