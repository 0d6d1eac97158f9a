package check

import (
	"slices"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// tongueRule: no paragraph of a text is left in another language of the program,
// and none is in a neighbour of its languages, such as Tatar (language-mixed).
func tongueRule(e *Edition) {
	for k, t := range e.Edition.Texts {
		own := e.Languages.Of(string(t.Lang))
		if own == nil {
			continue
		}
		judged := 0
		alien := map[*language.Tongue]int{}
		told := make([]*language.Tongue, len(e.read[k]))
		for j := range e.read[k] {
			if p := &e.read[k][j]; len(p.words) >= fewestWords {
				judged++
				told[j] = e.Languages.Turned(own, p.spoken())
				alien[told[j]]++
			}
		}
		var whole *language.Tongue
		for _, g := range e.Languages.Tongues() {
			if judged >= 3 && alien[g]*2 > judged {
				whole, e.alien[k] = g, true
				e.mixed(g, "-text", &e.read[k][0])
			}
		}
		for j, g := range told {
			if g != nil && g != whole && !(whole != nil && whole.Akin(g)) {
				e.mixed(g, "", &e.read[k][j])
			}
		}
	}
}

// fewestWords is how many words a paragraph needs to be judged.
const fewestWords = 5

// mixed reports a paragraph, or a whole text, that is not in its own language.
func (e *Edition) mixed(g *language.Tongue, kind string, p *passage) {
	variant := g.Code + kind
	if !slices.Contains(diag.LanguageMixed.Variants(), variant) {
		variant = "other" + kind
	}
	warn(&e.found, diag.LanguageMixed, variant, p.start(), diag.Args{"language": p.text.Lang, "is": g.Code})
}

// start is where the passage begins.
func (p *passage) start() diag.Pos {
	if p.unit != nil {
		return p.unit.Pos
	}
	return p.pos(0)
}

// spoken are the words of a passage in small letters, but for addresses and the
// names in «…».
func (p *passage) spoken() []string {
	var words []string
	at, quotes := 0, 0
	for _, w := range p.words {
		for _, r := range p.s[at:w.from] {
			if r == '«' {
				quotes++
			} else if r == '»' {
				quotes = max(0, quotes-1)
			}
		}
		at = w.from
		if l := p.linked(w.from); quotes == 0 && (l == nil || !l.Auto) {
			words = append(words, p.small(w))
		}
	}
	return words
}

// shortestStray is how many letters a word has that is taken for one of another language.
const shortestStray = 6

// strayRule: no word of another language of the edition stands in a text (language-mixed.word):
// one that ends as no word of this language does, and that only the other one knows.
func strayRule(e *Edition) {
	for k, t := range e.Edition.Texts {
		lang := e.Languages.Of(string(t.Lang))
		if e.alien[k] || lang == nil {
			continue
		}
		for j := range e.read[k] {
			p := &e.read[k][j]
			if p.unit == nil || p.unit.Kind == legal.Title {
				continue
			}
			for _, other := range e.Edition.Texts {
				x := e.Languages.Of(string(other.Lang))
				if other == t || x == nil {
					continue
				}
				if list := foreigners(p, x); len(list) > 0 && p.knownTo(x) <= mostStray {
					for _, w := range list {
						if e.tell(p, w.from) {
							warn(&e.found, diag.LanguageMixed, "word", p.pos(w.from), diag.Args{"word": p.of(w), "is": x.Code, "language": other.Lang})
						}
					}
				}
			}
		}
	}
}

// foreigners are the words of a passage that another language has and its own does not, by
// their ends or because they are no form in which a loan is taken, either.
func foreigners(p *passage, other *language.Language) (out []word) {
	for _, w := range p.words {
		s := p.small(w)
		if s == p.of(w) && utf8.RuneCountInString(s) >= shortestStray && (p.lang.Prose().Foreign.Has(s) || other.Lexicon().Oblique(s)) && !p.quoted(w.from) && p.linked(w.from) == nil && !p.lang.Knows(s) && other.Knows(s) {
			out = append(out, w)
		}
	}
	return out
}

// mostStray is how many words of another language stand in a paragraph by a slip: one with
// more of them was left in it, which other rules say.
const mostStray = 2

// knownTo counts the words of a passage that another language knows and its own does not.
func (p *wording) knownTo(other *language.Language) (n int) {
	for _, w := range p.words {
		s := p.small(w)
		count(utf8.RuneCountInString(s) >= longEnough && !p.lang.Knows(s) && other.Knows(s), &n)
	}
	return n
}
