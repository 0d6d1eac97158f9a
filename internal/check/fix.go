package check

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/script"
)

// Fix returns the source of a text with what has one right answer mended:
// look-alikes in words whose alphabet is beyond doubt, ə for ә, two spaces between
// words, one before a mark or inside brackets, and spaces at the ends of lines, but for
// a line break (two spaces before another line). It touches no code, no address and no number, and no line comes
// or goes. The text must have its units.
func Fix(t *legal.Text, lang *language.Language) []byte {
	f := fixer{t: t, source: string(t.Source), lang: lang}
	f.words(0, t.Body)
	code := []word{} // ranges whose spaces stay
	for i := range t.Units {
		u := &t.Units[i]
		switch {
		case u.Kind == legal.Title:
		case u.AsTyped():
			code = append(code, word{u.Start, u.End})
		default:
			p, _ := passageOf(lang, t, i, nil)
			f.words(p.body(), u.End)
			for _, d := range p.straySpaces() {
				f.edits = append(f.edits, edit{d.from, d.to, ""})
			}
			for _, d := range p.doubles() {
				one := " "
				if bytes.Contains(t.Source[d.from:d.to], []byte("\u00a0")) {
					one = "\u00a0"
				}
				f.edits = append(f.edits, edit{d.from, d.to, one})
			}
		}
	}
	f.trailing(code)
	return apply(t.Source, f.edits)
}

// apply makes edits; of two that overlap the first one counts.
func apply(src []byte, edits []edit) []byte {
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
	var out []byte
	at := 0
	for _, e := range edits {
		if e.from >= at {
			out = append(append(out, src[at:e.from]...), e.text...)
			at = e.to
		}
	}
	return append(out, src[at:]...)
}

type edit struct {
	from, to int
	text     string
}

type fixer struct {
	t      *legal.Text
	source string // of t
	lang   *language.Language
	edits  []edit
}

// words mends the words of a range of the source.
func (f *fixer) words(from, to int) {
	src := f.source[:to]
	for at := from; at < to; {
		if n := skip(src[at:]); n > 0 {
			at += n
			continue
		}
		r, size := utf8.DecodeRuneInString(src[at:])
		if !unicode.IsLetter(r) {
			at += size
			continue
		}
		end := at
		for end < to {
			r, size := utf8.DecodeRuneInString(src[end:])
			if !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) {
				break
			}
			end += size
		}
		if w := src[at:end]; sure(w) {
			if m := mend(w, f.lang); m.word != "" && m.word != w {
				f.edits = append(f.edits, edit{at, end, m.word})
			}
		}
		at = end
	}
}

// skip is the length of what is no wording at the start of s: code, the
// destination of a link, an address.
func skip(s string) int {
	end := -1
	switch {
	case s[0] == '`':
		n := len(s) - len(strings.TrimLeft(s, "`"))
		if end = strings.Index(s[n:], s[:n]); end >= 0 {
			end += 2 * n
		}
	case strings.HasPrefix(s, "]("):
		end = strings.IndexByte(s, ')')
	case s[0] == '<':
		end = strings.IndexByte(s, '>')
	case hasAny(s, "http://", "https://", "www.", "mailto:"):
		if end = strings.IndexAny(s, " \n\t"); end < 0 {
			end = len(s)
		}
	}
	return max(end, 0)
}

// sure reports whether a letter without a twin shows which alphabet a word is in.
func sure(w string) bool {
	for _, r := range w {
		l := script.Cyrillic(r) != 0
		c := script.Latin(r) != 0
		if !l && !c {
			return true
		}
	}
	return false
}

// trailing drops the spaces at the ends of the body's lines.
func (f *fixer) trailing(code []word) {
	src := f.t.Source
	for at := f.t.Body; at < len(src); {
		end := at + bytes.IndexByte(src[at:], '\n')
		if end < at {
			end = len(src)
		}
		kept := at + len(bytes.TrimRight(src[at:end], " \t"))
		next := src[min(end+1, len(src)):]
		if i := bytes.IndexByte(next, '\n'); i >= 0 {
			next = next[:i]
		}
		breaks := bytes.HasSuffix(src[at:end], []byte("  ")) && kept > at && len(bytes.TrimSpace(next)) > 0
		inside := slices.ContainsFunc(code, func(c word) bool { return c.from <= at && at < c.to })
		words := bytes.ContainsFunc(src[at:kept], isWordRune) || kept == at // "- " is an empty item
		if kept < end && !breaks && !inside && words {
			f.edits = append(f.edits, edit{kept, end, ""})
		}
		at = end + 1
	}
}
