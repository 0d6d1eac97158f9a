package naming

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/legal"
)

// step is one word of a name, with its number or its heading.
type step struct {
	word   string // key of the catalogue: unit.word.…
	number string // as it is shown; of a paragraph its ordinal; empty for none
	text   string // of a heading without a number
}

// Words are the keys unit.word.… that names are made of.
var Words = []string{"title", "heading", "part", "chapter", "section", "article", "clause", "item", "paragraph", "row", "head", "table", "annex"}

// path is a unit and what it is looked up in, the unit first.
func path(units []legal.Unit, i int) []step {
	u := &units[i]
	switch {
	case u.Kind == legal.Title:
		return []step{{word: "title"}}
	case u.Kind == legal.Row && u.Label.Form == legal.NoLabel:
		return append(rowOf(u), owner(units, u.Parent)...)
	case u.Label.Form != legal.NoLabel:
		return append([]step{labelled(u)}, around(units, i)...)
	case u.Annex.Is:
		return []step{{word: "annex", number: u.Annex.Number}}
	case u.Kind == legal.Heading:
		return []step{{word: "heading", text: beginning(u.Plain())}}
	}
	return append([]step{{word: "paragraph", number: strconv.Itoa(u.Nth)}}, owner(units, i)...)
}

// owner is the path of the unit that others are looked up in; none for -1.
func owner(units []legal.Unit, i int) []step {
	if i = numbered(units, i); i < 0 {
		return nil
	}
	return path(units, i)
}

// numbered is the nearest unit from i up that has a number or is a heading.
func numbered(units []legal.Unit, i int) int {
	for i >= 0 && units[i].Label.Form == legal.NoLabel && units[i].Kind != legal.Heading {
		i = units[i].Parent
	}
	return i
}

// forms gives the word for a label.
var forms = map[legal.Form]string{legal.Part: "part", legal.Roman: "part", legal.Chapter: "chapter", legal.Section: "section",
	legal.Article: "article", legal.Decimal: "clause", legal.Paren: "item", legal.Letter: "item"}

func labelled(u *legal.Unit) step {
	s := step{word: forms[u.Label.Form], number: u.Label.Number()}
	switch u.Label.Form {
	case legal.Paren, legal.Letter:
		s.number += ")"
	case legal.Part, legal.Chapter, legal.Section, legal.Article:
		s.number = u.Label.Decimal() // the label holds the word, too
	case legal.Decimal:
		if u.Kind == legal.Heading {
			s.word = "part"
		}
	}
	return s
}

// around is what a labelled unit must be looked up in, because its number alone
// stands in the text more than once.
func around(units []legal.Unit, i int) []step {
	u := &units[i]
	switch {
	case u.Label.Form == legal.Paren || u.Label.Form == legal.Letter:
		return owner(units, u.Parent)
	case u.Within >= 0 && u.Within < i:
		return path(units, u.Within)
	}
	return nil
}

// rowOf is a row and its table.
func rowOf(u *legal.Unit) []step {
	row, table := step{word: "row", number: strconv.Itoa(u.Nth)}, step{word: "table"}
	if u.Head {
		row = step{word: "head"}
	}
	if u.TableNth > 0 {
		table.number = strconv.Itoa(u.TableNth)
	}
	return []step{row, table}
}

// beginning is the first words of a heading.
func beginning(text string) string {
	const most = 60
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	cut := string([]rune(text)[:most])
	if at := strings.LastIndexByte(cut, ' '); at > 0 {
		cut = cut[:at]
	}
	return strings.TrimRight(cut, " ,;:–-") + " …"
}
