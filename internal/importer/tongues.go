package importer

import "github.com/kelisim/kelisim/internal/legal"

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
func (r *recognizer) secondLanguage() (at *line, lang legal.Lang) {
	type share struct{ kazakh, all int }
	shares := make([]share, len(r.lines)+1) // sums up to each line
	for i := range r.lines {
		k, n := lettersOf(r.lines[i].Text())
		shares[i+1] = share{shares[i].kazakh + k, shares[i].all + n}
	}
	total := shares[len(r.lines)]
	is := func(a, b share) legal.Lang {
		switch k, n := b.kazakh-a.kazakh, b.all-a.all; {
		case n < tongue || n*tonguePart < total.all:
			return ""
		case k*12 > n:
			return "kk"
		case k*200 < n:
			return "ru"
		}
		return ""
	}
	for i := range r.lines {
		a, b := is(share{}, shares[i]), is(shares[i], total)
		if a != "" && b != "" && a != b {
			return &r.lines[i], b
		}
	}
	return nil, ""
}
