package merge

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diff"
)

// tokens cuts Markdown into words, stretches of white space, and all other
// characters one by one.
func tokens(s string) []string {
	var out []string
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		switch is := kindOf(r); is {
		case other:
		default:
			for n < len(s) {
				next, size := utf8.DecodeRuneInString(s[n:])
				if kindOf(next) != is {
					break
				}
				n += size
			}
		}
		out, s = append(out, s[:n]), s[n:]
	}
	return out
}

const (
	wordy = iota
	white
	other
)

func kindOf(r rune) int {
	switch {
	case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
		return wordy
	case r == ' ' || r == '\t' || r == '\n':
		return white
	}
	return other
}

// edits compares tokens. Those that no word stands between are one.
func edits(a, b []string) []diff.Edit {
	weight := func(t string) int {
		if r, _ := utf8.DecodeRuneInString(t); kindOf(r) == wordy {
			return 4
		}
		return 1
	}
	return diff.Edits(a, b, diff.Cost[string]{Weight: weight, Gap: 3})
}

// revised is a block of the draft, as it lies in the file, with the words of another
// wording of it: what both say stays as it lies, its line ends and backslashes too. In
// image the block is as Word has it: marks that Word does not keep, such as those in
// headings, stay.
func revised(image, raw, text string) string {
	if s, ok := both(image, raw, text); ok {
		return s
	}
	a, b := tokens(raw), tokens(text)
	plain := func(list []string) []string { // any white space is a space
		out := slices.Clone(list)
		for i, t := range out {
			if r, _ := utf8.DecodeRuneInString(t); kindOf(r) == white {
				out[i] = " "
			}
		}
		return out
	}
	var out strings.Builder
	at := 0
	for _, e := range edits(plain(a), plain(b)) {
		if e.B0 == e.B1 && strings.Join(a[e.A0:e.A1], "") == `\` {
			continue // the other wording needs none
		}
		out.WriteString(strings.Join(a[at:e.A0], "") + strings.Join(b[e.B0:e.B1], ""))
		at = e.A1
	}
	out.WriteString(strings.Join(a[at:], ""))
	return out.String()
}

// both is a block with what each of two wordings changed of it. ok is false if they
// changed the same words, or words beside each other, in different ways.
func both(base, ours, theirs string) (text string, ok bool) {
	b, o, t := tokens(base), tokens(ours), tokens(theirs)
	type edit struct {
		diff.Edit
		text string
	}
	var all []edit
	for _, side := range [][]string{o, t} {
		for _, e := range edits(b, side) {
			all = append(all, edit{e, strings.Join(side[e.B0:e.B1], "")})
		}
	}
	slices.SortStableFunc(all, func(x, y edit) int {
		if x.A0 != y.A0 {
			return x.A0 - y.A0
		}
		return x.A1 - y.A1
	})
	var out strings.Builder
	at := 0
	for k, e := range all {
		if k > 0 {
			before := all[k-1]
			if before.A0 == e.A0 && before.A1 == e.A1 && before.text == e.text {
				continue // both made it
			}
			if e.A0 <= before.A1 {
				return "", false
			}
		}
		out.WriteString(strings.Join(b[at:e.A0], "") + e.text)
		at = e.A1
	}
	out.WriteString(strings.Join(b[at:], ""))
	return out.String(), true
}
