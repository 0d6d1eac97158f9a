package markdown

import (
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// conserve proves that no letter or digit of the body was lost, invented or
// moved: those of the source and those of the units must be the same sequence.
// A link's destination counts where it stands, after the link's words. If the proof
// fails, the text is refused (text-lost) and shown as its source. The runs are read as
// they stand and not by legal.Flatten, so that the proof rests on no other code.
func (w *walker) conserve() {
	source := w.in.Source[w.in.Body:]
	proof := tally{body: legal.NFC(w.text[w.in.Body:])}
	ok := true
	for i := 1; ok && i < len(w.units); i++ {
		ok = proof.unit(&w.units[i])
	}
	if rest := proof.skip(); ok && !rest {
		return
	}
	offset := w.in.Body + wordOffset(source, countWords(proof.body[:proof.at]))
	w.found.Add(diag.TextLost, w.pos(offset), diag.Args{"text": excerpt(w.in.Source[offset:])})
	w.units = w.units[:1]
	w.verbatim(w.in.Body, len(w.in.Source))
	legal.Outline(w.units)
}

// tally compares pieces of text with a body, letter by letter and digit by digit.
type tally struct {
	body string
	at   int // up to here all letters and digits were taken
}

func (t *tally) unit(u *legal.Unit) bool {
	ok := t.take(u.Label.Text) && t.runs(u.Runs)
	for _, c := range u.Cells {
		ok = ok && t.runs(c)
	}
	return ok
}

func (t *tally) runs(runs []legal.Run) bool {
	for i, r := range runs {
		if !t.take(r.Text) {
			return false
		}
		last := i+1 == len(runs) || runs[i+1].Link != r.Link
		if l := r.Link; l != nil && last && !l.Auto && !l.Made() && !t.take(legal.NFC(l.Dest)) {
			return false
		}
	}
	return true
}

// take reports whether the letters and digits of s come next in the body.
func (t *tally) take(s string) bool {
	for i := 0; ; {
		for i < len(s) && t.at < len(t.body) && s[i] == t.body[t.at] {
			i, t.at = i+1, t.at+1
		}
		if i == len(s) {
			return true
		}
		for !utf8.RuneStart(s[i]) {
			i, t.at = i-1, t.at-1
		}
		next, size := utf8.DecodeRuneInString(s[i:])
		if !isWord(next) {
			i += size
			continue
		}
		if !t.skip() {
			return false
		}
		if r, _ := utf8.DecodeRuneInString(t.body[t.at:]); r != next {
			return false
		}
	}
}

// skip moves to the body's next letter or digit; false means there is none.
func (t *tally) skip() bool {
	for t.at < len(t.body) {
		r, size := utf8.DecodeRuneInString(t.body[t.at:])
		if isWord(r) {
			return true
		}
		t.at += size
	}
	return false
}

// countWords counts the letters and digits of s.
func countWords(s string) (n int) {
	for _, r := range s {
		if isWord(r) {
			n++
		}
	}
	return n
}

// wordOffset is the byte offset of the letter or digit with index n, else of the end.
func wordOffset(src []byte, n int) int {
	for i, r := range string(src) {
		if isWord(r) {
			if n == 0 {
				return i
			}
			n--
		}
	}
	return len(src)
}

// excerpt is the beginning of s, for a message.
func excerpt(s []byte) string {
	var out []rune
	for _, r := range string(s) {
		if r == '\n' || len(out) == 30 {
			break
		}
		if unicode.IsGraphic(r) {
			out = append(out, r)
		}
	}
	return string(out)
}
