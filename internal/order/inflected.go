package order

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/redline"
)

// otherForms reports whether words that are to be replaced «в соответствующих падежах»
// stand in other forms, too, where an instruction acts. It notes which: what each of them
// becomes is for the order to say.
func (a *applier) otherForms(in *Instruction) bool {
	from, to := 0, len(a.blocks)
	if in.Verb != Everywhere {
		from, to = in.Target.span(a.old.Units)
	}
	old := in.Words[0].Old
	var forms []string
	for i := from; i < to; i++ {
		for _, words := range runsOfWords(a.blocks[i].body, len(wordsIn(old))) {
			if redline.SameWords(words, old) && !slices.Contains(forms, words) && occurrences(words, old) == 0 {
				forms = append(forms, words)
			}
		}
	}
	if forms != nil {
		a.refuse(diag.OrderForms, in, diag.Args{"text": old, "forms": strings.Join(forms, ", ")})
	}
	return forms != nil
}

// wordsIn gives where the words of a text stand.
func wordsIn(text string) (out [][2]int) {
	at := 0
	for _, t := range tokens(text) {
		if isWordRune(firstRune(t)) {
			out = append(out, [2]int{at, at + len(t)})
		}
		at += len(t)
	}
	return out
}

// runsOfWords gives each run of n words of a text, with what stands between them.
func runsOfWords(text string, n int) (out []string) {
	words := wordsIn(text)
	for k := 0; n > 0 && k+n <= len(words); k++ {
		out = append(out, text[words[k][0]:words[k+n-1][1]])
	}
	return out
}
