package language

import "strings"

// AnnexTitle reads the title of an annex that stands within a text, «Приложение 1. Форма
// журнала», «Қағидаларға 1-қосымша»: its number, empty if it has none. ok is false if the
// title is none of an annex. The word begins the title or has a number beside it,
// so that «Порядок приложения документов» is none.
func (l *Language) AnnexTitle(title string) (number string, ok bool) {
	const first = 3 // words among which the word for an annex stands
	words := titleWords(title, first+1)
	for k, w := range words[:min(first, len(words))] {
		if x := l.Word(strings.TrimRight(w, ".,:;")); x == nil || x.Noun.Kind != Annex || x.Noun.Count != One {
			continue
		}
		if k+1 < len(words) && strings.TrimRight(w, ".,:;") == w {
			if n := strings.TrimRight(words[k+1], ".,:;"); isNumber(n) {
				return n, true
			}
		}
		if k > 0 && isNumber(words[k-1]) {
			return words[k-1], true
		}
		return "", k == 0 && (len(words) == 1 || strings.TrimRight(w, ".,:;") != w || len([]rune(words[1])) <= 2)
	}
	return "", false
}

// titleWords are the first words of a title: «1-қосымша» is two, «№» is none.
func titleWords(title string, most int) (out []string) {
	for w := range strings.FieldsSeq(strings.ReplaceAll(title, "№", " ")) {
		if number, noun, ok := strings.Cut(w, "-"); ok && isNumber(number) && noun != "" && !isNumber(noun[:1]) {
			out = append(out, number)
			w = noun
		}
		if out = append(out, w); len(out) >= most {
			break
		}
	}
	return out
}

// isNumber reports whether a word is a number as annexes have it: 1, 2-1, 1.2.
func isNumber(w string) bool {
	if w == "" || w[0] < '1' || w[0] > '9' {
		return false
	}
	return strings.Trim(w, "0123456789.-") == "" && w[len(w)-1] >= '0'
}
