// Package naming names any unit of a text as a lawyer looks it up: the unit, then
// what it belongs to, up to the clause or article that is found by its number
// alone.
//
//	абзац третий пункта 2.1            2.1-тармақтың үшінші абзацы
//	подпункт б) подпункта 1) пункта 2.3  2.3-тармақтың 1) тармақшасының б) тармақшасы
//	строка 4 таблицы пункта 3.2        3.2-тармақтың кестесінің 4-жолы
//	подпункт 2) пункта 1 приложения 3  3-қосымшаның 1-тармағының 2) тармақшасы
//
// The place is read from the text itself (parents, labels, order), never from an
// anchor. The words and the ways to join them are messages of the catalogue units,
// in every case that sentences need; this package knows no language.
//
// # What is counted
//
// A clause's own words are its first paragraph, and each block below it without a
// number is the next: a paragraph, a bulleted item at any depth, a quoted
// paragraph, code. What has a number is looked up by that and is not counted. Below
// a heading the first such block is the first paragraph. Rows are counted without
// the head of their table; a table has a number if its clause has several.
package naming

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
)

// Case is the form that a name has in a sentence.
type Case int

// The cases, in the order in which the catalogue lists the forms of a word.
const (
	Nominative   Case = iota // абзац третий пункта 2.1 (изложить)
	Genitive                 // абзаца третьего пункта 2.1
	Locative                 // (в) абзаце третьем пункта 2.1; 2.1-тармақтың үшінші абзацында
	Accusative               // статью 5 (исключить)
	Instrumental             // (дополнить) пунктом 2.2
	Ablative                 // (после) пункта 2.1; 2.1-тармақтан (кейін)
)

// CaseCount is how many cases there are.
const CaseCount = 6

// Printer says messages of one language; i18n.Printer is one.
type Printer interface {
	Text(key string, args map[string]string) (string, error)
	Has(key string) bool
}

// Place is the place of a unit in its text, which can be named later, in any
// language and case, when the text is gone.
type Place struct{ path []step }

// Of is the place of unit i of a text.
func Of(units []legal.Unit, i int) Place {
	x := Place{path(units, i)}
	for k := range x.path {
		s := &x.path[k]
		s.number, s.text = strings.Clone(s.number), strings.Clone(s.text) // not the text that they are parts of
	}
	return x
}

// MarshalBinary implements encoding.BinaryMarshaler.
func (x Place) MarshalBinary() ([]byte, error) {
	var words []string
	for _, s := range x.path {
		words = append(words, s.word, s.number, s.text)
	}
	return json.Marshal(words)
}

// UnmarshalBinary implements encoding.BinaryUnmarshaler.
func (x *Place) UnmarshalBinary(data []byte) error {
	var words []string
	if err := json.Unmarshal(data, &words); err != nil {
		return err
	}
	x.path = nil
	for ; len(words) >= 3; words = words[3:] {
		x.path = append(x.path, step{words[0], words[1], words[2]})
	}
	return nil
}

// Name names the place.
func (x Place) Name(p Printer, c Case) (string, error) { return join(p, x.path, c, false) }

// Own is the place of the own words of unit i, without what belongs to it: the first
// paragraph of a clause, the heading of a section. It is Of if a name stands for
// the own words alone.
func Own(units []legal.Unit, i int) Place {
	p := path(units, i)
	switch {
	case units[i].Label.Form == legal.NoLabel && !units[i].Annex.Is:
		return Place{p}
	case units[i].Kind == legal.Heading:
		return Place{append([]step{{word: "heading"}}, p...)}
	}
	return Place{append([]step{{word: "paragraph", number: "1"}}, p...)}
}

// Alone is the place without what the unit is looked up in: «подпункт 3)».
func (x Place) Alone() Place { return Place{x.path[:1]} }

// Owner is the place of what the unit is looked up in: the table of a row.
func (x Place) Owner() Place { return Place{x.path[1:]} }

// Numbered is the place with another number of its unit, as Number gives it.
func (x Place) Numbered(number string) Place {
	p := slices.Clone(x.path)
	p[0].number = number
	return Place{p}
}

// Numbered is the place of a unit that is looked up by its number alone: the word is one of
// Words.
func Numbered(word, number string) Place { return Place{[]step{{word: word, number: number}}} }

// In is the place within another one: «подпункт 4) пункта 3.3».
func (x Place) In(whole Place) Place { return Place{slices.Concat(x.path, whole.path)} }

// Word is the key of the unit's word, one of Words, and Number its number as shown.
func (x Place) Word() string   { return x.path[0].word }
func (x Place) Number() string { return x.path[0].number }

// Unit names unit i of a text.
func Unit(p Printer, units []legal.Unit, i int, c Case) (string, error) {
	return Of(units, i).Name(p, c)
}

// Gender is the gender of a unit's name in languages that have one: f, n or empty.
func Gender(p Printer, units []legal.Unit, i int) string {
	key := "unit.gender." + path(units, i)[0].word
	if !p.Has(key) {
		return ""
	}
	gender, err := p.Text(key, nil)
	if err != nil {
		return ""
	}
	return gender
}

// join puts the name of a path together, the unit first. owned: something around
// the path owns it, which some languages show at the word.
func join(p Printer, path []step, c Case, owned bool) (string, error) {
	s, owner := path[0], path[1:]
	if len(owner) == 0 {
		return s.say(p, c, owned)
	}
	if owner[0].word == "heading" {
		name, err := s.say(p, c, owned)
		if err != nil {
			return "", err
		}
		return p.Text("unit.under", map[string]string{"unit": name, "text": owner[0].text})
	}
	name, err := s.say(p, c, true)
	if err != nil {
		return "", err
	}
	of, err := join(p, owner, Genitive, false)
	if err != nil {
		return "", err
	}
	return p.Text("unit.of", map[string]string{"unit": name, "owner": of})
}

// say names one step.
func (s step) say(p Printer, c Case, owned bool) (string, error) {
	noun, err := form(p, "unit.word."+s.word, c, owned || s.text != "") // «Төлем» тақырыбы
	if err != nil {
		return "", err
	}
	args := map[string]string{"noun": noun, "number": s.number, "text": s.text}
	switch {
	case s.text != "":
		return p.Text("unit.titled", args)
	case s.word == "item":
		return p.Text("unit.item", args)
	case s.word == "paragraph":
		return s.counted(p, args, c)
	case s.number != "":
		return p.Text("unit.numbered", args)
	}
	return noun, nil
}

// counted names a paragraph by its ordinal; by a number beyond the hundredth, and
// in a language that has no words for ordinals.
func (s step) counted(p Printer, args map[string]string, c Case) (string, error) {
	word, err := s.ordinal(p, c)
	if err != nil {
		return "", err
	}
	if word == "" {
		return p.Text("unit.numbered", args)
	}
	args["ordinal"] = word
	return p.Text("unit.counted", args)
}

// ordinal is the word for the step's number; empty if there is none.
func (s step) ordinal(p Printer, c Case) (string, error) {
	n, err := strconv.Atoi(s.number)
	if err != nil || !p.Has("unit.ordinals.0") || n > 99 {
		return "", nil
	}
	small, tens := n, 0
	if n > 20 && n%10 != 0 {
		small, tens = n%10, n/10
	}
	key := "unit.ordinals." + strconv.Itoa(int(c))
	if !p.Has(key) {
		key = "unit.ordinals.0"
	}
	place := small
	if small > 20 {
		place = 18 + small/10 // 30 stands behind 20
	}
	word, err := entry(p, key, place-1)
	if err == nil && tens > 0 {
		var before string
		before, err = entry(p, "unit.tens", tens-2)
		if !strings.HasSuffix(before, "-") {
			before += " "
		}
		word = before + word
	}
	return word, err
}

// form is a form of a word. Its message lists the forms in the order of the cases,
// then behind " / " those that the word has with an owner before it. One form
// alone serves all cases.
func form(p Printer, key string, c Case, owned bool) (string, error) {
	list, err := p.Text(key, nil)
	if err != nil {
		return "", err
	}
	alone, behind, ok := strings.Cut(list, " / ")
	if owned && ok {
		alone = behind
	}
	forms := strings.Split(alone, ", ")
	return forms[min(int(c), len(forms)-1)], nil
}

func entry(p Printer, key string, i int) (string, error) {
	list, err := p.Text(key, nil)
	if err != nil {
		return "", err
	}
	words := strings.Split(list, ", ")
	return words[min(i, len(words)-1)], nil
}
