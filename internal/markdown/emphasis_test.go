package markdown_test

import (
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
)

// shown writes runs with B( ) around bold words and I( ) around italic ones.
func shown(runs []legal.Run) string {
	var b strings.Builder
	for _, r := range runs {
		switch {
		case r.Style&legal.Strong != 0:
			b.WriteString("B(" + r.Text + ")")
		case r.Style&legal.Emphasis != 0:
			b.WriteString("I(" + r.Text + ")")
		default:
			b.WriteString(r.Text)
		}
	}
	return b.String()
}

// TestEmphasis: marks beside endings, quotation marks and colons are emphasis, as
// they are meant; products, note marks and places to write in stay as typed. The
// first version of the rules of reading left the marks on the page.
func TestEmphasis(t *testing.T) {
	for _, test := range []struct{ src, newest, first string }{
		{"осы **«Шарт»**қа сәйкес", "осы B(«Шарт»)қа сәйкес", "осы **«Шарт»**қа сәйкес"},
		{"**Исполнитель:**Завод", "B(Исполнитель:)Завод", "**Исполнитель:**Завод"},
		{"**(бұдан әрі – Тапсырыс)**ты", "B((бұдан әрі – Тапсырыс))ты", "**(бұдан әрі – Тапсырыс)**ты"},
		{"__15-дневный срок.__ Начало", "B(15-дневный срок.) Начало", "__15-дневный срок.__ Начало"},
		{"не**за**висимо", "неB(за)висимо", "не**за**висимо"},
		{"**А:**Б, **В:**Г", "B(А:)Б, B(В:)Г", "**А:**Б, **В:**Г"},
		{"*«Үй»*ге", "I(«Үй»)ге", "*«Үй»*ге"},
		{"слово **жирное** и *косое*.", "слово B(жирное) и I(косое).", ""},
		{"5*6*7, м*с*к, 2**3**4", "5*6*7, м*с*к, 2**3**4", ""},
		{"сумма* и срок*.", "сумма* и срок*.", ""},
		{"знаки (*) и (**)", "знаки (*) и (**)", ""},
		{"от «__» ____ 20__ г.", "от «__» ____ 20__ г.", ""},
		{"№__ от «__»__20__ г.", "№__ от «__»__20__ г.", ""},
		{"first_name_second", "first_name_second", ""},
		{`\**а**`, "*I(а)*", ""},
	} {
		if test.first == "" {
			test.first = test.newest
		}
		for reading, want := range map[int]string{1: test.first, 0: test.newest} {
			units, _ := markdown.Parse(markdown.Input{Source: []byte(test.src), Reading: reading})
			if got := shown(units[len(units)-1].Runs); got != want {
				t.Errorf("%s, version %d: got %s, want %s", test.src, reading, got, want)
			}
		}
	}
}

// TestLoneDash: a row of dashes without a bar makes no table of the line above it.
func TestLoneDash(t *testing.T) {
	for _, line := range []string{"-", "- ", "--", ":-"} {
		units, _ := markdown.Parse(markdown.Input{Source: []byte("1. Один.\n\n2. Два:\n" + line + "\n\n3. Три.")})
		if len(units) < 4 || units[2].Label.Text != "2." || !strings.HasPrefix(units[2].Runs[0].Text, "Два:") {
			t.Errorf("%q: got %+v", line, units)
		}
	}
}
