package naming

import (
	"slices"
	"strconv"
	"strings"
)

// Several names places of one kind in one owner together, as
//
//	подпункты а), б) и в) пункта 4.1     4.1-тармақтың а), ә) және б) тармақшалары
//
// ok is false if a place is of another kind, has another owner, has no number or is
// named by its words. ranged: numbers from the first to the last are a range; the
// caller knows that they follow each other.
func Several(p Printer, places []Place, c Case, ranged bool) (name string, ok bool, err error) {
	first := places[0].path
	if len(places) < 2 || !p.Has("unit.words."+first[0].word) || len(first) > 1 && first[1].word == "heading" {
		return "", false, nil
	}
	var numbers []string
	for _, x := range places {
		s := x.path[0]
		if s.word != first[0].word || s.number == "" || s.text != "" || !slices.Equal(x.path[1:], first[1:]) {
			return "", false, nil
		}
		number := s.number
		if s.word == "paragraph" {
			if number, err = s.ordinal(p, c); err != nil || number == "" {
				return "", false, err
			}
			ranged = false
		}
		numbers = append(numbers, number)
	}
	if ranged {
		numbers = []string{numbers[0] + "–" + numbers[len(numbers)-1]}
	}
	list, err := And(p, numbers)
	if err != nil {
		return "", false, err
	}
	owned := len(first) > 1
	noun, err := form(p, "unit.words."+first[0].word, c, owned)
	if err != nil {
		return "", false, err
	}
	key := "unit.numbered"
	switch first[0].word {
	case "item":
		key = "unit.item"
	case "paragraph":
		key = "unit.counted"
	}
	if name, err = p.Text(key, map[string]string{"noun": noun, "number": list, "ordinal": list}); err != nil || !owned {
		return name, err == nil, err
	}
	of, err := join(p, first[1:], Genitive, false)
	if err != nil {
		return "", false, err
	}
	name, err = p.Text("unit.of", map[string]string{"unit": name, "owner": of})
	return name, err == nil, err
}

// And joins words to a list: «а, б и в».
func And(p Printer, words []string) (string, error) {
	last := len(words) - 1
	if last == 0 {
		return words[0], nil
	}
	return p.Text("unit.and", map[string]string{"list": strings.Join(words[:last], ", "), "last": words[last]})
}

// Within is the place as it is named after its owner was named: «подпункт а)»
// of «подпункт а) пункта 4.1». ok is false if o does not own it.
func (x Place) Within(o Place) (Place, bool) {
	n := len(x.path) - len(o.path)
	if n < 1 || !slices.Equal(x.path[n:], o.path) {
		return Place{}, false
	}
	return Place{x.path[:n]}, true
}

// Forms are those of a unit's word: one in each case, alone and owned, and those
// of several units.
func Forms(p Printer, word string) (one, several []string, err error) {
	forms := func(key string) []string {
		if !p.Has(key) {
			return nil
		}
		list, e := p.Text(key, nil)
		if err == nil {
			err = e
		}
		return strings.Split(strings.ReplaceAll(list, " / ", ", "), ", ")
	}
	return forms("unit.word." + word), forms("unit.words." + word), err
}

// Ordinal is the word for n in a case, as paragraphs are counted; empty if the
// language has none.
func Ordinal(p Printer, n int, c Case) (string, error) {
	return step{word: "paragraph", number: strconv.Itoa(n)}.ordinal(p, c)
}
