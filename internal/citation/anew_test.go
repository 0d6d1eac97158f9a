package citation

import (
	"fmt"
	"slices"
	"testing"

	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
)

// unitsOf makes units of lines: "## " begins a heading, a label a clause.
func unitsOf(t *testing.T, lines ...string) []legal.Unit {
	t.Helper()
	units := []legal.Unit{{Kind: legal.Title, Runs: []legal.Run{{Text: "Правила"}}}}
	for _, s := range lines {
		u := legal.Unit{Kind: legal.Clause}
		if len(s) > 3 && s[:3] == "## " {
			u.Kind, u.Level, s = legal.Heading, 2, s[3:]
		}
		label, rest, ok := legal.ParseLabel(languagetest.Of("ru").Labels(), s)
		if u.Annex.Number, u.Annex.Is = languagetest.Of("ru").AnnexTitle(s); u.Annex.Is {
			rest = s
		} else if !ok {
			t.Fatalf("%q has no label", s)
		}
		u.Label, u.Runs = label, []legal.Run{{Text: rest}}
		units = append(units, u)
	}
	legal.Outline(units)
	return units
}

// TestAnew: a number is looked up where it stands, if numbers begin anew there, and a
// section's number is that of a part; a raised figure is a number if the text has one.
func TestAnew(t *testing.T) {
	anew := []string{"## 1. Общее", "1. первый", "2. второй", "## 2. Сроки", "1. третий", "2. четвертый"}
	apart := []string{"## 1. Общее", "1. первый", "## 2. Сроки", "2. второй", "3. третий"}
	annexed := []string{"1. первый", "2. второй", "## Приложение 1. Форма", "1. третий", "2. четвертый", "3. пятый"}
	raised := []string{"Статья 1. А", "Статья 15. Б", "Статья 15¹. В"}
	for _, c := range []struct {
		lines    []string
		at       int // the citing unit
		sentence string
		want     []string // anchors
	}{
		{anew, 6, "Согласно пункту 1 срок продлен.", []string{"ch2_1"}},
		{anew, 2, "Согласно пункту 1 срок продлен.", []string{"ch1_1"}},
		{anew, 2, "Согласно пункту 2 раздела 2 срок продлен.", []string{"ch2", "ch2_2"}},
		{apart, 2, "Согласно пункту 3 срок продлен.", []string{"3"}},
		{apart, 2, "Согласно разделу 2 срок продлен.", []string{"ch2"}},
		{annexed, 1, "Согласно пункту 2 срок продлен.", []string{"2"}},
		{annexed, 4, "Согласно пункту 2 срок продлен.", []string{"2~2"}},
		{annexed, 1, "Согласно пункту 2 приложения 1 срок продлен.", []string{"2~2"}},
		{annexed, 1, "Согласно пункту 3 приложения 1 к настоящим Правилам срок продлен.", []string{"3"}},
		{annexed, 1, "Согласно пункту 2 приложения 2 срок продлен.", nil},
		{annexed, 1, "Согласно пункту 2 приложения 1 к приказу срок продлен.", nil},
		{annexed[:3], 1, "Согласно пункту 2 приложения 1 срок продлен.", nil},
		{raised, 1, "Согласно статье 15¹ настоящих Правил.", []string{"art15-1"}},
		{raised, 1, "Согласно статье 15-1 настоящих Правил.", []string{"art15-1"}},
		{raised[:2], 1, "Согласно статье 15¹ настоящих Правил.", []string{"art15"}},
	} {
		units := unitsOf(t, c.lines...)
		text := Read(languagetest.Of("ru"), units)
		var got []string
		for _, cit := range text.Find(c.sentence) {
			for _, target := range text.Resolve(c.at, &cit) {
				if target.Status == Found {
					got = append(got, units[target.Unit].Anchor)
				}
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(c.want) && !slices.Equal(got, c.want) {
			t.Errorf("%q at %d of %q: got %v, want %v", c.sentence, c.at, c.lines, got, c.want)
		}
	}
}
