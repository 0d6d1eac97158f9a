package order

import (
	"slices"
	"strings"
	"unicode"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
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
		body := a.blocks[i].body
		for _, span := range runsOfWords(body, len(wordsIn(old))) {
			words := body[span[0]:span[1]]
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

// left reports which other forms of words that are replaced in all of the text stay: whoever
// types «по всему тексту слово «А» заменить словом «Б»» may have meant them, too. An order
// that lists several forms has named those that it means, and a word in small letters is no
// form of a defined term: «Учреждение», «государственное учреждение».
func (a *applier) left(o *Order, l *language.Language) {
	for k := range o.Instructions {
		in := &o.Instructions[k]
		if in.Verb != Everywhere || in.Forms || len(in.Words) != 1 {
			continue
		}
		old := in.Words[0].Old
		var forms []string
		for i := range a.blocks {
			if a.state[i].gone || a.state[i].restated || a.blocks[i].fixed {
				continue
			}
			body := a.blocks[i].body
			for _, span := range runsOfWords(body, len(wordsIn(old))) {
				words := body[span[0]:span[1]]
				if unicode.IsUpper(firstRune(old)) && unicode.IsLower(firstRune(words)) {
					continue
				}
				if !overlaps(a.edits[i], edit{from: span[0], to: span[1]}) && !slices.Contains(forms, words) && redline.SameWords(words, old) && oneStem(l, words, old) {
					forms = append(forms, words)
				}
			}
		}
		if forms != nil {
			a.refuse(diag.OrderLeft, in, diag.Args{"text": old, "forms": strings.Join(forms, ", ")})
		}
	}
}

// oneStem reports whether words that look like forms of others have their stems.
func oneStem(l *language.Language, words, others string) bool {
	if l == nil || l.Stems == nil {
		return true
	}
	stems := func(text string) (out []string) {
		for _, w := range wordsIn(text) {
			out = append(out, l.Stems.Terms(text[w[0]:w[1]])[0])
		}
		return out
	}
	return slices.Equal(stems(words), stems(others))
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

// runsOfWords gives where each run of n words of a text stands, with what is between them.
func runsOfWords(text string, n int) (out [][2]int) {
	words := wordsIn(text)
	for k := 0; n > 0 && k+n <= len(words); k++ {
		out = append(out, [2]int{words[k][0], words[k+n-1][1]})
	}
	return out
}
