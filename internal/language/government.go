package language

import (
	"fmt"
	"strings"
)

// Government is words that ask for a case: of the word behind them as Russian prepositions
// do, «согласно приказу», or of the word before them as Kazakh postpositions do, «заңға
// сәйкес».
type Government struct {
	Words  []string // in small letters, of up to three words each: «в соответствии с»; «қол қой*» goes on
	Takes  string   // the cases, by the letters of [Cells]
	Asks   string   // the question that the case answers, as schools teach it: «чему?»
	Before bool     // they stand behind the word that they govern
	Of     Words    // only these words are judged; empty: all
	Never  Words    // these are wrong, even if the lexicon does not have them
	Not    Words    // these are right in another case, too: «в виду»
	allows Cells
}

// Allows reports whether a word that fills some cells may stand beside the words.
func (g *Government) Allows(c Cells) bool { return g.allows&c != 0 }

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
		for _, letter := range g.Takes {
			if !strings.ContainsRune(cases, letter) {
				return fmt.Errorf("government: no case %q", letter)
			}
			for _, gender := range genders {
				c, err := readCells(string(letter) + string(gender))
				if err != nil {
					return err
				}
				g.allows |= c
			}
		}
		for _, phrase := range g.Words {
			words := strings.Fields(phrase)
			last := words[len(words)-1]
			list := p.governments[last]
			at := len(list)
			for at > 0 && len(list[at-1].words) < len(words) {
				at--
			}
			p.governments[last] = append(list[:at:at], append([]governor{{words, g}}, list[at:]...)...)
		}
	}
	return nil
}

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
