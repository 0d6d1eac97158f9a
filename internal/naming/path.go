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
var Words = []string{"title", "heading", "part", "chapter", "section", "article", "clause", "item", "paragraph", "row", "head", "table"}

// path is a unit and what it is looked up in, the unit first.
func path(units []legal.Unit, i int) []step {
	u := &units[i]
	switch {
	case u.Kind == legal.Title:
		return []step{{word: "title"}}
	case u.Kind == legal.Row && u.Label.Form == legal.NoLabel:
		return append(rowOf(units, i), owner(units, u.Parent)...)
	case u.Label.Form != legal.NoLabel:
		return append([]step{labelled(u)}, around(units, i)...)
	case u.Kind == legal.Heading:
		return []step{{word: "heading", text: beginning(u.Plain())}}
	}
	number, above := paragraph(units, i)
	return append([]step{{word: "paragraph", number: strconv.Itoa(number)}}, owner(units, above)...)
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
	var among []legal.Form
	switch units[i].Label.Form {
	case legal.Paren, legal.Letter:
		return owner(units, units[i].Parent)
	case legal.Decimal:
		among = []legal.Form{legal.Article, legal.Section}
	case legal.Section:
		among = []legal.Form{legal.Chapter}
	case legal.Chapter:
		among = []legal.Form{legal.Part}
	}
	for p := units[i].Parent; p >= 0; p = units[p].Parent {
		for _, f := range among {
			if units[p].Label.Form == f {
				return path(units, p)
			}
		}
	}
	return nil
}

// paragraph counts the blocks without a number up to unit i below the numbered unit
// or heading above it, which it returns too; -1: there is none.
func paragraph(units []legal.Unit, i int) (n, above int) {
	above = numbered(units, i)
	first := 1 // behind the title
	if above >= 0 {
		first = above + 1
		if units[above].Kind != legal.Heading {
			n = 1 // its own words
		}
	}
	for k := min(first, i); k <= i; k++ {
		u := &units[k]
		if u.Label.Form == legal.NoLabel && u.Kind != legal.Row && u.Kind != legal.Heading && u.Kind != legal.Title && numbered(units, k) == above {
			n++
		}
	}
	return n, above
}

// rowOf is a row and its table.
func rowOf(units []legal.Unit, i int) []step {
	u := &units[i]
	row, table := step{word: "row"}, step{word: "table"}
	n := 0
	for k := i; k >= 0 && units[k].Table == u.Table; k-- {
		if !units[k].Head {
			n++
		}
	}
	row.number = strconv.Itoa(n)
	if u.Head {
		row = step{word: "head"}
	}
	place, tables := 0, 0
	for k, last := range units {
		if last.Kind != legal.Row || numbered(units, last.Parent) != numbered(units, u.Parent) || k > 0 && units[k-1].Table == last.Table {
			continue
		}
		tables++
		if last.Table == u.Table {
			place = tables
		}
	}
	if tables > 1 {
		table.number = strconv.Itoa(place)
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
