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
	forms := a.formsOf(old, from, to, func(i int, span [2]int, words string) bool { return occurrences(words, old) == 0 })
	if forms != nil {
		a.refuse(diag.OrderForms, in, diag.Args{"text": old, "forms": strings.Join(forms, ", ")})
	}
	return forms != nil
}

// formsOf lists what reads like other words in units [from, to), each form once, of those that
// fit where they stand.
func (a *applier) formsOf(old string, from, to int, fits func(i int, span [2]int, words string) bool) (forms []string) {
	for i := from; i < to; i++ {
		body := a.blocks[i].body
		for _, span := range runsOfWords(body, len(wordsIn(old))) {
			words := body[span[0]:span[1]]
			if !slices.Contains(forms, words) && redline.SameWords(words, old) && fits(i, span, words) {
				forms = append(forms, words)
			}
		}
	}
	return forms
}

// left reports which other forms of words that are replaced in all of the text stay: whoever
// types «по всему тексту слово «А» заменить словом «Б»» may have meant them, too. An order
// that lists several forms has named those that it means. A defined term and the same word in
// small letters are no forms of each other: «Учреждение», «государственное учреждение».
func (a *applier) left(o *Order, l *language.Language) {
	for k := range o.Instructions {
		in := &o.Instructions[k]
		if in.Verb != Everywhere || in.Forms || in.Behind != "" || len(in.Words) != 1 {
			continue
		}
		old := in.Words[0].Old
		capital := unicode.IsUpper(firstRune(old))
		forms := a.formsOf(old, 0, len(a.blocks), func(i int, span [2]int, words string) bool {
			other := capital != unicode.IsUpper(firstRune(words)) && (capital || !begins(a.blocks[i].body[:span[0]]))
			return !other && a.amendable(i) && !overlaps(a.edits[i], edit{from: span[0], to: span[1]}) && oneStem(l, words, old)
		})
		if forms != nil {
			a.refuse(diag.OrderLeft, in, diag.Args{"text": old, "forms": strings.Join(forms, ", ")})
		}
	}
}

// begins reports whether a sentence begins behind a text.
func begins(before string) bool {
	before = strings.TrimRight(before, " \u00a0\n«„“\"(*")
	return before == "" || ends(before)
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
