package order

import (
	"cmp"
	"strings"

	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// Quoted text that a person typed has no number signs: «Статья 3-1. Регистрация» is a
// heading if the articles of the old text are headings.

// headed is quoted text about a text of these units with the number signs of its headings.
// numbered: its first line is a heading by its number alone, as «разделом 3» says.
func headed(units []legal.Unit, rules *language.Labels, text string, numbered bool) string {
	lines := strings.Split(text, "\n")
	for k, line := range lines {
		if label, ok := headingLabel(rules, line); ok && (label.Form != legal.Decimal || k == 0 && numbered) {
			lines[k] = headingMark(units, label) + line
		}
	}
	return strings.Join(lines, "\n")
}

// headingLabel is the number that a line begins with, if headings have such ones.
func headingLabel(rules *language.Labels, line string) (label legal.Label, ok bool) {
	label, _, ok = legal.ParseLabel(rules, line)
	switch label.Form {
	case legal.Decimal, legal.Part, legal.Chapter, legal.Roman, legal.Section, legal.Article:
		return label, ok
	}
	return label, false
}

// headingMark is what stands before the headings of a text with such a label; empty if no
// heading has one, or a clause has.
func headingMark(units []legal.Unit, label legal.Label) string {
	mark := ""
	for i := range units {
		u := &units[i]
		if u.Label.Form != label.Form || len(u.Label.Path) != len(label.Path) {
			continue
		}
		if u.Kind != legal.Heading {
			return ""
		}
		mark = numberSigns(u.Level)
	}
	return mark
}

func numberSigns(level int) string { return strings.Repeat("#", level) + " " }

// levelBehind is the level of a heading without a number that comes behind a unit: that of
// the nearest one before it, else of the next one, else of the first heading.
func levelBehind(units []legal.Unit, after int) int {
	plain := func(u *legal.Unit) bool { return u.Kind == legal.Heading && u.Label.Form == legal.NoLabel }
	for i := min(after, len(units)-1); i >= 0; i-- {
		if plain(&units[i]) {
			return units[i].Level
		}
	}
	first := 0
	for i := range units {
		switch u := &units[i]; {
		case i > after && plain(u):
			return u.Level
		case first == 0 && u.Kind == legal.Heading:
			first = u.Level
		}
	}
	return cmp.Or(first, 2)
}

// withoutSigns is quoted text without the number signs of its headings.
func withoutSigns(text string) string {
	lines := strings.Split(text, "\n")
	for k, line := range lines {
		if rest := strings.TrimLeft(line, "#"); strings.HasPrefix(rest, " ") {
			lines[k] = strings.TrimLeft(rest, " ")
		}
	}
	return strings.Join(lines, "\n")
}

// heading is quoted text in place of heading i: with its number signs, and its number if
// the text has none.
func (a *applier) heading(i int, text string) string {
	text = strings.TrimLeft(text, " ")
	if strings.HasPrefix(text, "#") {
		return text
	}
	first, rest, more := strings.Cut(text, "\n")
	first = strings.TrimSuffix(a.labelled(i, first+"\n"), "\n")
	if more {
		rest = "\n" + headed(a.old.Units, a.rules, rest, false)
	}
	return numberSigns(a.old.Units[i].Level) + first + rest
}
