package legal

import (
	"reflect"
	"testing"

	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/language/languagetest"
)

// rules read labels in Kazakh and in Russian texts alike.
var rules = languagetest.Of("kk").Labels()

// The first rules of reading want the space behind a label and the dot of a number.
func TestFirstLabels(t *testing.T) {
	first := languagetest.Of("kk").LabelsAt(language.FirstReading)
	for _, line := range []string{"1.Текст", "1)текст", "5-бап.Мақсаты", "Глава 1.Общее", "V.Итог", "Статья 15¹. Текст", "1¹) текст"} {
		if l, _, ok := ParseLabel(first, line); ok {
			t.Errorf("%q: got label %q, want none", line, l.Text)
		}
	}
	if _, _, ok := LooseNumber(first, "2.1.1 сбор"); ok {
		t.Error("a number without its dot is a label")
	}
}

// A number without its dot may be a label if it has several parts.
func TestLooseNumber(t *testing.T) {
	for line, want := range map[string]string{
		"2.1.1 сбор": "2.1.1", "2.3 – исключен": "2.3", "2.5 процента": "2.5", "4.2-1 вставка": "4.2-1",
		"2 года": "", "2.1 Текст": "", "2.1. текст": "", "2.1сбор": "", "01.12 марта": "", "1.12.2026 года": "",
	} {
		l, rest, ok := LooseNumber(rules, line)
		if l.Text != want || ok != (want != "") || l.Text+rest != line {
			t.Errorf("%q: got %q, %q, %v; want %q", line, l.Text, rest, ok, want)
		}
	}
}

func TestParseLabel(t *testing.T) {
	for _, c := range []struct {
		line  string
		label string // empty: none
		form  Form
		path  [][]int
		rest  string
	}{
		{"1. Жалпы ережелер", "1.", Decimal, [][]int{{1}}, " Жалпы ережелер"},
		{"1.1. Текст", "1.1.", Decimal, [][]int{{1}, {1}}, " Текст"},
		{"1.1.1 Текст", "1.1.1", Decimal, [][]int{{1}, {1}, {1}}, " Текст"},
		{"1.10. Текст", "1.10.", Decimal, [][]int{{1}, {10}}, " Текст"},
		{"3-1. Текст", "3-1.", Decimal, [][]int{{3, 1}}, " Текст"},
		{"4.2-1. Текст", "4.2-1.", Decimal, [][]int{{4}, {2, 1}}, " Текст"},
		{"120. Текст", "120.", Decimal, [][]int{{120}}, " Текст"},
		{"2-1) мәтін", "2-1)", Paren, [][]int{{2, 1}}, " мәтін"},
		{"1) мәтін", "1)", Paren, [][]int{{1}}, " мәтін"},
		{"(1) мәтін", "(1)", Paren, [][]int{{1}}, " мәтін"},
		{"а) мәтін", "а)", Letter, [][]int{{1}}, " мәтін"},
		{"ә) мәтін", "ә)", Letter, [][]int{{2}}, " мәтін"},
		{"(а) мәтін", "(а)", Letter, [][]int{{1}}, " мәтін"},
		{"Б) текст", "Б)", Letter, [][]int{{3}}, " текст"},
		{"а-1) текст", "а-1)", Letter, [][]int{{1, 1}}, " текст"},
		{"й) текст", "й)", Letter, [][]int{{13}}, " текст"},
		{"и\u0306) NFD", "й)", Letter, [][]int{{13}}, " NFD"},
		{"a) latin", "a)", Letter, [][]int{{101}}, " latin"},
		{"I. Бөлім", "I.", Roman, [][]int{{1}}, " Бөлім"},
		{"І. Cyrillic І", "І.", Roman, [][]int{{1}}, " Cyrillic І"},
		{"ІХ. Cyrillic ІХ", "ІХ.", Roman, [][]int{{9}}, " Cyrillic ІХ"},
		{"XIV. Text", "XIV.", Roman, [][]int{{14}}, " Text"},
		{"V) Text", "V)", Letter, [][]int{{122}}, " Text"},
		{"1-тарау. Жалпы", "1-тарау.", Chapter, [][]int{{1}}, " Жалпы"},
		{"ІІ-тарау. Жалпы", "ІІ-тарау.", Chapter, [][]int{{2}}, " Жалпы"},
		{"1-ТАРАУ. ЖАЛПЫ", "1-ТАРАУ.", Chapter, [][]int{{1}}, " ЖАЛПЫ"},
		{"Глава 1. Общие", "Глава 1.", Chapter, [][]int{{1}}, " Общие"},
		{"ГЛАВА IV. ОБЩИЕ", "ГЛАВА IV.", Chapter, [][]int{{4}}, " ОБЩИЕ"},
		{"Глава\u00a01. Общие", "Глава\u00a01.", Chapter, [][]int{{1}}, " Общие"},
		{"2-бөлім. Мәтін", "2-бөлім.", Part, [][]int{{2}}, " Мәтін"},
		{"Раздел 2. Текст", "Раздел 2.", Part, [][]int{{2}}, " Текст"},
		{"5-бап. Мәтін", "5-бап.", Article, [][]int{{5}}, " Мәтін"},
		{"15¹-бап. Мәтін", "15¹-бап.", Article, [][]int{{15, 1}}, " Мәтін"},
		{"Статья 15¹². Текст", "Статья 15¹².", Article, [][]int{{15, 12}}, " Текст"},
		{"2.1¹. Текст", "2.1¹.", Decimal, [][]int{{2}, {1, 1}}, " Текст"},
		{"1¹) текст", "1¹)", Paren, [][]int{{1, 1}}, " текст"},
		{"¹ сноска", "", NoLabel, nil, "¹ сноска"},
		{"27-1-бап. Мәтін", "27-1-бап.", Article, [][]int{{27, 1}}, " Мәтін"},
		{"Статья 5. Текст", "Статья 5.", Article, [][]int{{5}}, " Текст"},
		{"Статья 27-1. Текст", "Статья 27-1.", Article, [][]int{{27, 1}}, " Текст"},
		{"§ 2", "§ 2", Section, [][]int{{2}}, ""},
		{"§ 2. Текст", "§ 2.", Section, [][]int{{2}}, " Текст"},
		{"§\u00a02 Текст", "§\u00a02", Section, [][]int{{2}}, " Текст"},
		{"1-параграф. Мәтін", "1-параграф.", Section, [][]int{{1}}, " Мәтін"},
		{"1.1.\u00a0Мәтін", "1.1.", Decimal, [][]int{{1}, {1}}, "\u00a0Мәтін"},
		{"1.1.\tМәтін", "1.1.", Decimal, [][]int{{1}, {1}}, "\tМәтін"},
		{"1.1.", "1.1.", Decimal, [][]int{{1}, {1}}, ""},
		{"2.1", "2.1", Decimal, [][]int{{2}, {1}}, ""},
		{"5-бап", "5-бап", Article, [][]int{{5}}, ""},
		{"Статья 5", "Статья 5", Article, [][]int{{5}}, ""},

		{line: "01.12.2026"},
		{line: "1.12.2026 жылғы"},
		{line: "29.10.2018 ж. бастап"},
		{line: "2026. Вступает"},
		{line: "2026 жылғы 1 желтоқсан"},
		{line: "10 000 теңге"},
		{line: "1 000,50"},
		{line: "+7 7172 000000"},
		{line: "1.5 млн теңге"}, // a small letter: an amount
		{line: "2.1 настоящего Соглашения"},
		{line: "2.1 – 2.3-тармақтар"},
		{line: "2.1-тармақта"},
		{line: "1.5%"},
		{"1.Текст", "1.", Decimal, [][]int{{1}}, "Текст"},
		{"1.1.«Ұғым»", "1.1.", Decimal, [][]int{{1}, {1}}, "«Ұғым»"},
		{"1)текст", "1)", Paren, [][]int{{1}}, "текст"},
		{"(а)текст", "(а)", Letter, [][]int{{1}}, "текст"},
		{"5-бап.Мақсаты", "5-бап.", Article, [][]int{{5}}, "Мақсаты"},
		{"Глава 1.Общее", "Глава 1.", Chapter, [][]int{{1}}, "Общее"},
		{"V.Итог", "V.", Roman, [][]int{{5}}, "Итог"},
		{line: "V.I. Lenin"},
		{line: "1.example.kz"},
		{line: "1С:Бухгалтерия"},
		{line: "12.05.2026г."},
		{line: "2.1.1 сбор"},
		{line: "1 Текст"},
		{line: "0. Текст"},
		{line: "А. Иванов"},
		{line: "М. Әуезов"},
		{line: "Т.А. Ким"},
		{line: "5-бап бойынша"},
		{line: "Статья 5 Закона"},
		{line: "статья пятая."},
		{line: "Глава государства."},
		{line: "IIII. Text"},
		{line: "XL. Text"},
		{line: "Иванов) текст"},
		{line: "(қараңыз) мәтін"},
		{line: "№ 5"},
		{line: ""},
		{line: " 1. Текст"}, // the caller trims
	} {
		l, rest, ok := ParseLabel(rules, c.line)
		if c.label == "" {
			if ok {
				t.Errorf("%q: got label %q, want none", c.line, l.Text)
			}
			if rest != c.line {
				t.Errorf("%q: without a label the rest is %q", c.line, rest)
			}
			continue
		}
		if !ok || l.Text != c.label || l.Form != c.form || !reflect.DeepEqual(l.Path, c.path) || rest != c.rest {
			t.Errorf("%q: got %q form %d path %v rest %q %v, want %q form %d path %v rest %q",
				c.line, l.Text, l.Form, l.Path, rest, ok, c.label, c.form, c.path, c.rest)
		}
	}
}

func label(t *testing.T, s string) Label {
	t.Helper()
	l, _, ok := ParseLabel(rules, s)
	if !ok {
		t.Fatalf("%q is no label", s)
	}
	return l
}

func TestNumber(t *testing.T) {
	for s, want := range map[string][2]string{
		"2.1.": {"2.1", "2.1"}, "3-1.": {"3-1", "3-1"}, "(а)": {"а", "1"}, "1-тарау.": {"1-тарау", "1"},
		"Глава IV.": {"Глава IV", "4"}, "§ 2": {"§ 2", "2"}, "2-1)": {"2-1", "2-1"}, "IV.": {"IV", "4"},
	} {
		l := label(t, s)
		if got := [2]string{l.Number(), l.Decimal()}; got != want {
			t.Errorf("%q: got %q, want %q", s, got, want)
		}
	}
}

func TestFollows(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"1.", "2.", true}, {"1.", "3.", false}, {"2.", "1.", false}, {"1.", "1.", false},
		{"2.1.", "2.2.", true}, {"2.1.", "3.2.", false}, {"2.9.", "2.10.", true}, {"2.1.", "3.", false},
		{"3.", "3-1.", true}, {"3-1.", "3-2.", true}, {"3-1.", "4.", true}, {"3.", "3-2.", false},
		{"3-1.", "3-1-1.", true}, {"3-1-1.", "3-2.", true}, {"3-1.", "5.", false},
		{"4.2.", "4.2-1.", true}, {"4.2-1.", "4.3.", true},
		{"1)", "2)", true}, {"2)", "2-1)", true}, {"2-1)", "3)", true}, {"1)", "2.", false}, {"(1)", "(2)", true},
		{"а)", "б)", true}, {"а)", "ә)", true}, {"ә)", "б)", true}, {"а)", "в)", false}, {"г)", "ғ)", true}, {"г)", "д)", true},
		{"е)", "ж)", true}, {"и)", "к)", true}, {"к)", "қ)", true}, {"к)", "л)", true}, {"и)", "қ)", false}, {"б)", "а)", false}, {"а)", "а-1)", true}, {"а-1)", "б)", true},
		{"a)", "b)", true}, {"a)", "c)", false}, {"я)", "a)", false},
		{"I.", "II.", true}, {"III.", "ІV.", true}, {"I.", "1.", false},
		{"1-тарау.", "2-тарау.", true}, {"Глава 1.", "Глава 2.", true}, {"Статья 27.", "Статья 27-1.", true}, {"5-бап.", "6-бап.", true},
		{"5-бап.", "6-тарау.", false}, {"§ 1", "§ 2", true},
	} {
		if got := label(t, c.b).Follows(label(t, c.a)); got != c.want {
			t.Errorf("%s after %s: got %v, want %v", c.b, c.a, got, c.want)
		}
	}
}

func TestChild(t *testing.T) {
	for _, c := range []struct {
		parent, child string
		want          bool
	}{
		{"1.", "1.1.", true}, {"1.", "1.2.", false}, {"1.", "2.1.", false}, {"1.", "1.1.1.", false}, {"2.1.", "2.1.1.", true},
		{"3-1.", "3-1.1.", true}, {"2.1.", "1)", true}, {"2.1.", "2)", false}, {"2.1.", "а)", true}, {"2.1.", "б)", false},
		{"1)", "а)", true}, {"а)", "1)", false}, {"1)", "1.", false}, {"1-тарау.", "1.", true}, {"1-тарау.", "5-бап.", false},
		{"Глава 1.", "Статья 1.", true}, {"Статья 5.", "1.", true}, {"Статья 5.", "1)", true}, {"I.", "1.", true}, {"2.", "a)", true},
		{"Раздел 1.", "Глава 1.", true}, {"Глава 1.", "§ 1", true}, {"Глава 1.", "Раздел 1.", false}, {"1.", "1-1.", false},
	} {
		if got := label(t, c.child).Child(label(t, c.parent)); got != c.want {
			t.Errorf("%s first below %s: got %v, want %v", c.child, c.parent, got, c.want)
		}
	}
}

func TestRomans(t *testing.T) {
	for n := 1; n < 40; n++ {
		if got, size := scanRoman(Romans(n) + "."); got != n || size != len(Romans(n)) {
			t.Errorf("%s: got %d, want %d", Romans(n), got, n)
		}
	}
}

// FuzzParseLabel: a label and its rest are the line, whatever the line is.
func FuzzParseLabel(f *testing.F) {
	for _, s := range []string{"1. a", "1-тарау.", "(а) b", "§ 2", "IX.", "1.1-1. ", "й) x", "Статья 5"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		l, rest, ok := ParseLabel(rules, s)
		if !ok {
			if rest != s || l.Form != NoLabel {
				t.Fatalf("%q: no label, but %v and rest %q", s, l, rest)
			}
			return
		}
		if len(l.Path) == 0 || l.Form == NoLabel || l.Number() == "" || len(rest) >= len(s) || s[len(s)-len(rest):] != rest {
			t.Fatalf("%q: label %#v, rest %q", s, l, rest)
		}
		if l.Follows(l) || l.Child(l) || l.Below(l) {
			t.Fatalf("%q follows or belongs below itself", s)
		}
	})
}
