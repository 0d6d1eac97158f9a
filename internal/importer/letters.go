package importer

import (
	"strings"

	"golang.org/x/text/encoding/charmap"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/regex"
	"github.com/kelisim/kelisim/internal/script"
)

// A program that saves a text in an encoding without some of its letters writes question
// marks for them: "К?нделік", "Ашы?". An encoding that shows this refuses the file (see
// encoding.go); one that a later program saved anew has only the question marks.

// asked is a question mark with what stands around it.
var asked = regex.Of(`[^\s«»"(),;]*\?[^\s«»"(),;]*`)

// tellLostLetters reports the first question mark of a paragraph that ends no question.
func (f *file) tellLostLetters(p *para) {
	texts := []string{p.text}
	for _, row := range p.rows {
		for _, c := range row.Cells {
			texts = append(texts, c.Text())
		}
	}
	for _, s := range texts {
		if !strings.Contains(s, "?") {
			continue
		}
		for _, m := range asked.FindAllStringIndex(s, -1) {
			if word := s[m[0]:m[1]]; f.lostLetter(word, s[m[1]:]) {
				f.tell(diag.ImportLetter, "", p.first, p, diag.Args{"word": word})
				return
			}
		}
	}
}

// lostLetter reports whether a question mark in a word stands for a letter: inside it,
// before it, behind a hyphen, or at its end if no lexicon word ends there but one with a
// letter more does. An address has its own question marks.
func (f *file) lostLetter(word, after string) bool {
	if strings.ContainsAny(word, "/=&_@") || strings.Count(word, "?") > 3 {
		return false
	}
	runes := []rune(word)
	for i, c := range runes {
		if c != '?' {
			continue
		}
		before, next := rune(0), rune(0)
		if i > 0 {
			before = runes[i-1]
		}
		if i+1 < len(runes) {
			next = runes[i+1]
		}
		if script.IsCyrillic(next) || before == '-' && i > 1 {
			return true
		}
	}
	stem, ends := strings.CutSuffix(word, "?")
	if !ends || stem == "" || strings.Contains(stem, "?") || !script.IsCyrillic([]rune(stem)[len([]rune(stem))-1]) {
		return false
	}
	return startsLower(after) && strings.HasPrefix(after, " ") || f.missesLetter(stem)
}

// firstCyrillic and lastCyrillic are the range of small letters that alphabets are looked up for.
const firstCyrillic, lastCyrillic = '\u0430', '\u052f'

// missesLetter reports whether the lexicon does not know a word, but knows it with a letter
// behind it that Windows-1251 lacks: that of the text, or of another language, in which names
// stand in it.
func (f *file) missesLetter(word string) bool {
	stem := strings.ToLower(word)
	if f.words == nil || f.words.Knows(stem) {
		return false
	}
	const name = 6 // bytes
	for _, l := range f.words.Among() {
		if l != f.words && (!startsUpper(word) || len(word) < name) {
			continue
		}
		for c := firstCyrillic; c <= lastCyrillic; c++ {
			if _, has := charmap.Windows1251.EncodeRune(c); !has && l.Has(c) && l.Knows(stem+string(c)) {
				return true
			}
		}
	}
	return false
}
