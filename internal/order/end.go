package order

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
)

// Words that supplement a clause without a place in it stand at its end, before the mark
// that closes it, as rules for drafting legal acts have it:
//
//	пункт 3.3 дополнить словами «, если иное не согласовано»
//	3.3-тармақ «егер өзгеше келісілмесе» деген сөздермен толықтырылсын
//
// A sentence stands behind that mark. In a clause with items or further paragraphs nobody
// said which of them ends with the words.

// endMarks close a clause, an item or what introduces items.
const endMarks = ".;:,!?"

// atEnd notes words at the end of the part [from, to) of the body of unit i.
func (a *applier) atEnd(in *Instruction, i, from, to int) {
	part := a.blocks[i].body[from:to]
	kept := len(strings.TrimRight(part, " \u00a0\n"))
	words := strings.TrimSpace(in.Words[0].New)
	if ends(part[:kept]) && isSentence(words) {
		a.edit(in, i, edit{from + kept, from + kept, " " + words})
		return
	}
	at, ok := beforeMark(part[:kept])
	if ok && at < kept {
		mark := part[at:kept]
		if last := lastRune(words); strings.ContainsRune(endMarks, last) {
			ok = string(last) == mark
			words = strings.TrimSuffix(words, mark)
		}
	}
	if !ok || words == "" || a.blocks[i].fixed {
		a.refuse(diag.OrderPlace, in, nil)
		return
	}
	if !strings.ContainsRune(",.;:!?)»”", firstRune(words)) {
		words = " " + words
	}
	a.edit(in, i, edit{from + at, from + at, words})
}

// beforeMark is where the mark that closes a text stands, or its end. ok is false if the
// mark may be that of an abbreviation, or Markdown ends there.
func beforeMark(text string) (at int, ok bool) {
	last := lastRune(text)
	if isWordRune(last) || strings.ContainsRune(")»”\"%", last) {
		return len(text), true
	}
	at = len(text) - utf8.RuneLen(last)
	if text == "" || !strings.ContainsRune(endMarks, last) || at == 0 {
		return 0, false
	}
	before := text[:at]
	if r := lastRune(before); !isWordRune(r) && !strings.ContainsRune(")»”\"%", r) {
		return 0, false
	}
	word := before[strings.LastIndexAny(before, " \u00a0\n(«")+1:]
	short := last == '.' && unicode.IsLetter(lastRune(word)) && (utf8.RuneCountInString(word) <= 2 || strings.Contains(word, "."))
	return at, !short
}
