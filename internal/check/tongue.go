package check

import (
	"slices"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
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
