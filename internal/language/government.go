package language

import (
	"fmt"
	"strings"
)

// Government is words that ask for a case: of the word behind them as Russian prepositions
// do, «согласно приказу», or of the word before them as Kazakh postpositions do, «заңға
// сәйкес».
type Government struct {
	Words                          []string // in small letters, of up to three words each: «в соответствии с»; «қол қой*» goes on
	Verbs                          []string // more of them, whose last word is a verb in all its forms: «соблюдать», «бас тарт»
	Takes                          string   // the cases, by the letters of [Cells]
	Asks                           string   // the question that the case answers, as schools teach it: «чему?»
	Before                         bool     // they stand behind the word that they govern
	Of                             Words    // only these words are judged; empty: all
	Never                          Words    // these are wrong, even if the lexicon does not have them
	Not                            Words    // these are right in another case, too: «в виду»
	Denied                         string   // more cases in a sentence that denies: «не соблюдает правил»
	Needed                         string   // more cases in a sentence without a subject: «следует соблюдать Покупателю»
	Things                         string   // cases in which no animate noun stands: «сообщает Покупателя»
	allows, denied, needed, things Cells
}

// Beside is what the sentence says in which words that ask for a case stand.
type Beside struct {
	Denied bool // it has a negation
	Needed bool // it has a word that is a predicate without a subject: «следует»
}

// Allows reports whether a word that fills some cells may stand beside the words.
func (g *Government) Allows(c Cells, in Beside) bool {
	allows := g.allows
	if in.Denied {
		allows |= g.denied
	}
	if in.Needed {
		allows |= g.needed
	}
	if c.animate() {
		allows &^= g.things
	}
	return allows&c != 0
}

// governments is the words that ask for a case, by their last word, the longest first; of
// those that may go on, by what the last word begins with and a star.
type governments map[string][]governor

// governor is one of the words, or of the phrases, of an entry.
type governor struct {
	words []string
	entry *Government
}

// readGovernment prepares the look-up. It returns the first mistake.
func (p *Prose) readGovernment() error {
	p.governments = governments{}
	for i := range p.Government {
		g := &p.Government[i]
		for _, x := range []struct {
			letters string
			cells   *Cells
		}{{g.Takes, &g.allows}, {g.Denied, &g.denied}, {g.Needed, &g.needed}, {g.Things, &g.things}} {
			c, err := cellsOf(x.letters)
			if err != nil {
				return fmt.Errorf("government: %w", err)
			}
			*x.cells = c
		}
		for _, phrase := range g.Words {
			p.governments.add("", phrase, g)
		}
		for _, phrase := range g.Verbs {
			p.governments.add(asVerb, phrase, g)
		}
	}
	return nil
}

// asVerb stands before the last word of an entry that is a verb in all its forms.
const asVerb = "="

// add notes words that ask for a case, the longest first.
func (all governments) add(sign, phrase string, g *Government) {
	words := strings.Fields(phrase)
	last := sign + words[len(words)-1]
	list := all[last]
	at := len(list)
	for at > 0 && len(list[at-1].words) < len(words) {
		at--
	}
	all[last] = append(list[:at:at], append([]governor{{words, g}}, list[at:]...)...)
}

// governs reports whether a verb is among the words that ask for a case.
func (p *Prose) governs(verb string) bool { return len(p.governments[asVerb+verb]) > 0 }

// Governs gives what asks for a case and ends with word i; small gives the words of the
// sentence in small letters, "" for what is none. n is how many words it has; 0: nothing.
func (p *Prose) Governs(i int, small func(int) string) (g *Government, n int) {
	last := small(i)
	if g, n = p.governments.of(last, i, small); n > 0 {
		return g, n
	}
	for end := range last {
		if g, n = p.governments.of(last[:end]+"*", i, small); n > 0 {
			return g, n
		}
	}
	return nil, 0
}

// VerbGoverns is Governs for word i as a form of one of some verbs, see [Lexicon.Verbs].
func (p *Prose) VerbGoverns(verbs []string, i int, small func(int) string) (g *Government, n int) {
	for _, verb := range verbs {
		if found, k := p.governments.of(asVerb+verb, i, small); k > n {
			g, n = found, k
		}
	}
	return g, n
}

// of gives what asks for a case and ends with word i, which stands in the table as last.
func (all governments) of(last string, i int, small func(int) string) (g *Government, n int) {
	for _, x := range all[last] {
		n, k := len(x.words), 1
		for k < n && i-k >= 0 && small(i-k) == x.words[n-1-k] {
			k++
		}
		if k == n {
			return x.entry, n
		}
	}
	return nil, 0
}
