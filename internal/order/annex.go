package order

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
)

// An annex within a text is a heading without a number that begins with the word for it,
// and all that stands under that heading:
//
//	приложение 2 исключить; в строке 1 таблицы приложения 1 слово «…» заменить …
//	2-қосымша алып тасталсын

// annexes gives the annexes of the text their names.
func (n *names) annexes() {
	for i := range n.units {
		if u := &n.units[i]; u.Kind == legal.Heading && u.Label.Form == legal.NoLabel {
			if key := n.words.annexed(u.Plain()); key != "" {
				n.annex[i] = true
				n.refs[key] = append(n.refs[key], Ref{Index: i, Under: true})
			}
		}
	}
}

// annexed is the key of the annex whose title a text begins with, within its first three
// words: «Приложение 1. Форма журнала», «Қағидаларға 1-қосымша»; empty if it begins with none.
func (v *vocabulary) annexed(text string) string {
	words := v.split(strings.NewReplacer(". ", " ", ".\n", " ", ":", " ", ",", " ").Replace(strings.TrimLeft(text, "# ") + " "))
	words = slices.DeleteFunc(words[:min(4, len(words))], func(w string) bool { return w == "№" })
	for k, w := range words[:min(3, len(words))] {
		switch {
		case v.nouns[w] != "annex":
		case k+1 < len(words) && number(words[k+1]) > 0:
			return "§annex " + words[k+1]
		case k > 0 && number(words[k-1]) > 0:
			return words[k-1] + " §annex"
		default:
			return "§annex"
		}
	}
	return ""
}

// losesTitle reports whether text in place of an annex, or of its title, begins with a line
// that says no annex.
func (n *names) losesTitle(r Ref, line string) bool {
	return r.Index >= 0 && n.annex[r.Index] && n.words.annexed(line) == ""
}

// inAnnex gives the units of a name that says an annex: «строка 1 таблицы приложения 1».
func (n *names) inAnnex(name string) []Ref {
	if len(n.annex) == 0 || len(strings.Fields(name)) > longestList {
		return nil
	}
	for _, cut := range spaces(strings.ReplaceAll(name, "№ ", "")) {
		for k, owner := range cut {
			key := n.words.key(owner)
			if refs := n.refs[key]; len(refs) == 1 && refs[0].Under && strings.Contains(key, "§annex") {
				return n.within(refs[0], cut[1-k])
			}
		}
	}
	return nil
}
