package language

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Letters are the letters that stand beside each other in words of a language: the file
// letters.LANG.txt. A line is some letters and those that may follow them, "_" for an end of
// the word, comments behind #. Nil knows nothing.
type Letters struct {
	run    int // letters that are looked at together
	follow map[string]string
}

// edge stands for an end of a word.
const edge = "_"

func readLetters(data []byte) (*Letters, error) {
	x := &Letters{follow: map[string]string{}}
	for line := range bytes.Lines(data) {
		s := strings.TrimSpace(string(line))
		if s == "" || s[0] == '#' {
			continue
		}
		first, follow, _ := strings.Cut(s, " ")
		n := utf8.RuneCountInString(first) + 1
		if x.run == 0 {
			x.run = n
		}
		if n != x.run || n < 2 || follow == "" {
			return nil, fmt.Errorf("%q: no letters with those that may follow them", s)
		}
		x.follow[first] = follow
	}
	return x, nil
}

// Unlike gives the first letters that stand beside each other in a word, in small letters,
// and in no word of the language; "" if there are none, or nobody knows.
func (l *Language) Unlike(word string) string {
	if l == nil || l.letters == nil {
		return ""
	}
	x := l.letters.get()
	letters := x.unlike(word)
	if letters == "" || x.unlike(l.Stems.letters(word)) == "" { // «объём» is «объем»
		return ""
	}
	return letters
}

func (x *Letters) unlike(word string) string {
	s := edge + word + edge
	starts := make([]int, 0, len(s))
	for i := range s {
		if starts = append(starts, i); len(starts) < x.run {
			continue
		}
		from := starts[len(starts)-x.run]
		_, size := utf8.DecodeRuneInString(s[i:])
		if !strings.Contains(x.follow[s[from:i]], s[i:i+size]) {
			return strings.Trim(s[from:i+size], edge)
		}
	}
	return ""
}
