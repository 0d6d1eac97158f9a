package markdown

import (
	"unicode"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// conserve proves that no letter or digit of the body was lost, invented or
// moved: those of the source and those of the units must be the same sequence.
// A link's destination counts where it stands, after the link's words. Where
// the proof fails the text is refused (text-lost) and shown as its source.
func (w *walker) conserve() {
	body := w.in.Source[w.in.Body:]
	want := wordRunes(nil, nfc(string(body)))
	var got []rune
	for i := range w.units[1:] {
		got = unitRunes(got, &w.units[i+1])
	}
	at := firstDifference(want, got)
	if at < 0 {
		return
	}
	offset := w.in.Body + runeOffset(body, at)
	w.found.Error("text-lost", w.pos(offset), diag.Args{"text": excerpt(w.in.Source[offset:])})
	w.units = w.units[:1]
	w.verbatim(w.in.Body, len(w.in.Source))
	legal.Outline(w.units)
}

// wordRunes appends the letters and digits of s.
func wordRunes(dst []rune, s string) []rune {
	for _, r := range s {
		if isWord(r) {
			dst = append(dst, r)
		}
	}
	return dst
}

func unitRunes(dst []rune, u *legal.Unit) []rune {
	dst = wordRunes(dst, u.Label.Text)
	dst = runsRunes(dst, u.Runs)
	for _, c := range u.Cells {
		dst = runsRunes(dst, c)
	}
	return dst
}

func runsRunes(dst []rune, runs []legal.Run) []rune {
	for i, r := range runs {
		dst = wordRunes(dst, r.Text)
		last := i+1 == len(runs) || runs[i+1].Link != r.Link
		if l := r.Link; l != nil && last && !l.Auto && l.Kind != legal.LinkClause {
			dst = wordRunes(dst, nfc(l.Dest))
		}
	}
	return dst
}

// firstDifference returns the index at which a and b differ first, or -1.
func firstDifference(a, b []rune) int {
	n := min(len(a), len(b))
	for i := range n {
		if a[i] != b[i] {
			return i
		}
	}
	if len(a) == len(b) {
		return -1
	}
	return n
}

// runeOffset is the byte offset of the letter or digit with index n, else of the end.
func runeOffset(src []byte, n int) int {
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
