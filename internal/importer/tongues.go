package importer

import (
	"slices"

	"github.com/kelisim/kelisim/internal/legal"
)

// A text of its own in a file of two languages has this many letters, and this
// part of all: one fifth.
const (
	tongue     = 150
	tonguePart = 5
)

// secondLanguage finds the place where a file goes over from one language to the
// other for good: before it and behind it stand texts of some length, and nearly
// every longer paragraph of each is in its language. It is empty for a file of
// one language, with words of another here and there.
func (f *file) secondLanguage() (at *line, lang legal.Lang) {
	sums := make([][]int, len(f.lines)+1) // letters up to each line
	sums[0] = f.all.Letters("")
	if len(sums[0]) == 0 {
		return nil, ""
	}
	for i := range f.lines {
		sums[i+1] = f.all.Letters(f.lines[i].Text())
		for k := range sums[i+1] {
			sums[i+1][k] += sums[i][k]
		}
	}
	total := sums[len(f.lines)]
	is := func(a, b []int) legal.Lang {
		letters := make([]int, len(total))
		for k := range letters {
			letters[k] = b[k] - a[k]
		}
		if n := slices.Max(letters); n < tongue || n*tonguePart < slices.Max(total) {
			return ""
		}
		l := f.all.Tell(letters, strange)
		if l != f.all.Tell(letters, sure) {
			return "" // words of both
		}
		return legal.Lang(l.Code)
	}
	for i := range f.lines {
		a, b := is(sums[0], sums[i]), is(sums[i], total)
		if a != "" && b != "" && a != b {
			return &f.lines[i], b
		}
	}
	return nil, ""
}

// A text is in a language for sure if it is so whether one letter in twelve may be
// another language's, or one in two hundred.
const (
	strange = 12
	sure    = 200
)
