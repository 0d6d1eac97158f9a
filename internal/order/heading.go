package order

import (
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
)

// Quoted text that a person typed has no number signs: «Статья 3-1. Регистрация» is a
// heading if the articles of the old text are headings.

// headed is quoted text with the number signs of its headings. numbered: its first line
// is a heading by its number alone, as «разделом 3» says.
func (a *applier) headed(text string, numbered bool) string {
	lines := strings.Split(text, "\n")
	for k, line := range lines {
		label, _, ok := legal.ParseLabel(a.rules, line)
		if !ok || label.Form == legal.Decimal && (k > 0 || !numbered) {
			continue
		}
		switch label.Form {
		case legal.Decimal, legal.Part, legal.Chapter, legal.Section, legal.Article:
			lines[k] = a.headingMark(label) + line
		}
	}
	return strings.Join(lines, "\n")
}

// headingMark is what stands before the headings of the old text with such a label;
// empty if no heading has one, or a clause has.
func (a *applier) headingMark(label legal.Label) string {
	mark := ""
	for i := range a.old.Units {
		u := &a.old.Units[i]
		if u.Label.Form != label.Form || len(u.Label.Path) != len(label.Path) {
			continue
		}
		if u.Kind != legal.Heading {
			return ""
		}
		mark = strings.Repeat("#", u.Level) + " "
	}
	return mark
}

// heading is quoted text in place of heading i: with its number signs, and its number if
// the text has none.
func (a *applier) heading(i int, text string) string {
	text = strings.TrimLeft(text, " ")
	if strings.HasPrefix(text, "#") {
		return text
	}
	first, rest, more := strings.Cut(text, "\n")
	if _, _, ok := legal.ParseLabel(a.rules, first); !ok && a.old.Units[i].Label.Form != legal.NoLabel {
		first = a.old.Units[i].Label.Text + " " + first
	}
	if more {
		rest = "\n" + a.headed(rest, false)
	}
	return strings.Repeat("#", a.old.Units[i].Level) + " " + first + rest
}
