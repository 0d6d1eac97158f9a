package order

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/naming"
)

// An annex within a text is a heading without a number that begins with the word for it
// (see legal.Annex), and all that stands under that heading:
//
//	приложение 2 исключить; в строке 1 таблицы приложения 1 слово «…» заменить …
//	2-қосымша алып тасталсын

// annexes gives the annexes of the text their names.
func (n *names) annexes() error {
	for i := range n.units {
		if n.units[i].Annex.Is {
			r := Ref{Index: i, Under: true}
			name, err := n.place(r).Name(n.printer, naming.Nominative)
			if err != nil {
				return err
			}
			n.keys[r] = n.words.key(name)
			n.refs[n.keys[r]] = append(n.refs[n.keys[r]], r)
		}
	}
	return nil
}

// losesTitle reports whether text in place of an annex, or of its title, begins with a line
// that says no annex.
func (r *reader) losesTitle(ref Ref, line string) bool {
	return ref.Index >= 0 && r.forms[0].names.units[ref.Index].Annex.Is &&
		!slices.ContainsFunc(r.forms, func(f *forms) bool { return f.names.words.annexed(line) })
}

// annexed reports whether the word for an annex is among the first three of a line.
func (v *vocabulary) annexed(line string) bool {
	words := v.split(strings.NewReplacer(".", " ", ":", " ", ",", " ", "#", " ", "№", " ").Replace(line))
	return slices.ContainsFunc(words[:min(3, len(words))], func(w string) bool { return v.nouns[w] == "annex" })
}

// inAnnex gives the units of a name that says an annex: «строка 1 таблицы приложения 1».
func (n *names) inAnnex(name string) []Ref {
	if len(strings.Fields(name)) > longestList {
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
