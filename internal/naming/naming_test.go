package naming_test

import (
	"strings"
	"testing"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
	"github.com/kelisim/kelisim/internal/naming"
)

const text = `Преамбула.

# Глава 1. Общие положения

## § 2. О доступе

Первый под параграфом.

2.1. Слова пункта:

- один
  - глубже
- два

Еще слова.

2.3. Случаи:

1) первый:

а) доступ;

б) оплата.

| А | Б |
|---|---|
| В | Г |
| Д | Е |

Между таблицами.

| Ж | З |
|---|---|
| И | К |

## Без номера

Слова под заголовком.

# Статья 5. Ответственность

1. Часть первая.

Ее второй абзац.
`

func printers(t *testing.T) map[string]*i18n.Printer {
	t.Helper()
	c, err := i18n.Load(i18n.Files())
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*i18n.Printer{}
	for _, l := range []string{"kk", "ru", "en"} {
		if out[l], err = c.Printer(l); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

func find(t *testing.T, units []legal.Unit, words string) int {
	t.Helper()
	for i := range units {
		if strings.HasPrefix(units[i].Plain(), words) {
			return i
		}
	}
	t.Fatalf("no unit %q", words)
	return 0
}

func TestUnit(t *testing.T) {
	units, _ := markdown.Parse(markdown.Input{Path: "ru.md", Source: []byte(text), Language: languagetest.Of("ru"), Title: "Соглашение"})
	say := printers(t)
	for _, c := range []struct{ unit, ru, kk, en string }{
		{"Соглашение", "название", "атауы", "title"},
		{"Преамбула", "абзац первый", "бірінші абзац", "first paragraph"},
		{"Общие", "глава 1", "1-тарау", "chapter 1"},
		{"О доступе", "параграф 2 главы 1", "1-тараудың 2-параграфы", "§ 2 of chapter 1"},
		{"Первый под", "абзац первый параграфа 2 главы 1", "1-тараудың 2-параграфының бірінші абзацы", "first paragraph of § 2 of chapter 1"},
		{"один", "абзац второй пункта 2.1 параграфа 2 главы 1", "1-тараудың 2-параграфының 2.1-тармағының екінші абзацы", "second paragraph of clause 2.1 of § 2 of chapter 1"},
		{"глубже", "абзац третий пункта 2.1 параграфа 2 главы 1", "1-тараудың 2-параграфының 2.1-тармағының үшінші абзацы", "third paragraph of clause 2.1 of § 2 of chapter 1"},
		{"Без номера", "заголовок «Без номера»", "«Без номера» тақырыбы", "heading “Без номера”"},
		{"Слова под", "абзац первый под заголовком «Без номера»", "«Без номера» тақырыбындағы бірінші абзац", "first paragraph under the heading “Без номера”"},
		{"Ответственность", "статья 5", "5-бап", "article 5"},
		{"Часть первая", "пункт 1 статьи 5", "5-баптың 1-тармағы", "clause 1 of article 5"},
		{"Ее второй", "абзац второй пункта 1 статьи 5", "5-баптың 1-тармағының екінші абзацы", "second paragraph of clause 1 of article 5"},
	} {
		i := find(t, units, c.unit)
		for lang, want := range map[string]string{"ru": c.ru, "kk": c.kk, "en": c.en} {
			if got, err := naming.Unit(say[lang], units, i, naming.Nominative); err != nil || got != want {
				t.Errorf("%s: %q, want %q (%v)", c.unit, got, want, err)
			}
		}
	}
}

func TestNested(t *testing.T) {
	plain := strings.Replace(text, "## § 2. О доступе\n", "## 2. О доступе\n", 1)
	units, _ := markdown.Parse(markdown.Input{Path: "ru.md", Source: []byte(plain), Language: languagetest.Of("ru"), Title: "Соглашение"})
	say := printers(t)
	for _, c := range []struct{ unit, ru, kk string }{
		{"О доступе", "раздел 2", "2-бөлім"},
		{"два", "абзац четвертый пункта 2.1", "2.1-тармақтың төртінші абзацы"},
		{"Еще", "абзац пятый пункта 2.1", "2.1-тармақтың бесінші абзацы"},
		{"первый", "подпункт 1) пункта 2.3", "2.3-тармақтың 1) тармақшасы"},
		{"оплата", "подпункт б) подпункта 1) пункта 2.3", "2.3-тармақтың 1) тармақшасының б) тармақшасы"},
		{"А | Б", "головка таблицы 1 подпункта б) подпункта 1) пункта 2.3", "2.3-тармақтың 1) тармақшасының б) тармақшасының 1-кестесінің бас жолы"},
		{"Д | Е", "строка 2 таблицы 1 подпункта б) подпункта 1) пункта 2.3", "2.3-тармақтың 1) тармақшасының б) тармақшасының 1-кестесінің 2-жолы"},
		{"И | К", "строка 1 таблицы 2 подпункта б) подпункта 1) пункта 2.3", "2.3-тармақтың 1) тармақшасының б) тармақшасының 2-кестесінің 1-жолы"},
		{"Между", "абзац второй подпункта б) подпункта 1) пункта 2.3", "2.3-тармақтың 1) тармақшасының б) тармақшасының екінші абзацы"},
	} {
		i := find(t, units, c.unit)
		for lang, want := range map[string]string{"ru": c.ru, "kk": c.kk} {
			if got, err := naming.Unit(say[lang], units, i, naming.Nominative); err != nil || got != want {
				t.Errorf("%s: %q, want %q (%v)", c.unit, got, want, err)
			}
		}
	}
}

func TestCases(t *testing.T) {
	units, _ := markdown.Parse(markdown.Input{Path: "ru.md", Source: []byte("2.1. Слова:\n\n- раз;\n- два.\n\n| А |\n|---|\n| Б |\n"), Language: languagetest.Of("ru"), Title: "Т"})
	say := printers(t)
	for _, c := range []struct {
		unit, lang string
		want       [5]string
	}{
		{"два", "ru", [5]string{"абзац третий пункта 2.1", "абзаца третьего пункта 2.1", "абзаце третьем пункта 2.1", "абзац третий пункта 2.1", "абзацем третьим пункта 2.1"}},
		{"два", "kk", [5]string{"2.1-тармақтың үшінші абзацы", "2.1-тармақтың үшінші абзацының", "2.1-тармақтың үшінші абзацында", "2.1-тармақтың үшінші абзацын", "2.1-тармақтың үшінші абзацымен"}},
		{"Слова", "kk", [5]string{"2.1-тармақ", "2.1-тармақтың", "2.1-тармақта", "2.1-тармақты", "2.1-тармақпен"}},
		{"Б", "ru", [5]string{"строка 1 таблицы пункта 2.1", "строки 1 таблицы пункта 2.1", "строке 1 таблицы пункта 2.1", "строку 1 таблицы пункта 2.1", "строкой 1 таблицы пункта 2.1"}},
	} {
		for k, want := range c.want {
			if got, err := naming.Unit(say[c.lang], units, find(t, units, c.unit), naming.Case(k)); err != nil || got != want {
				t.Errorf("%s, case %d: %q, want %q (%v)", c.unit, k, got, want, err)
			}
		}
	}
	if g := naming.Gender(say["ru"], units, find(t, units, "Б")); g != "f" {
		t.Errorf("gender of a row: %q", g)
	}
}

// High ordinals are said in words, and in digits where no language says them.
func TestOrdinals(t *testing.T) {
	units, _ := markdown.Parse(markdown.Input{Path: "ru.md", Source: []byte("2.1. Слова:\n\n" + strings.Repeat("- раз;\n", 120)), Language: languagetest.Of("ru"), Title: "Т"})
	say := printers(t)
	for _, c := range []struct {
		n          int
		ru, kk, en string
	}{
		{20, "абзац двадцатый пункта 2.1", "2.1-тармақтың жиырмасыншы абзацы", "twentieth paragraph of clause 2.1"},
		{21, "абзац двадцать первый пункта 2.1", "2.1-тармақтың жиырма бірінші абзацы", "twenty-first paragraph of clause 2.1"},
		{40, "абзац сороковой пункта 2.1", "2.1-тармақтың қырқыншы абзацы", "fortieth paragraph of clause 2.1"},
		{93, "абзац девяносто третий пункта 2.1", "2.1-тармақтың тоқсан үшінші абзацы", "ninety-third paragraph of clause 2.1"},
		{101, "абзац 101 пункта 2.1", "2.1-тармақтың 101-абзацы", "paragraph 101 of clause 2.1"},
	} {
		for lang, want := range map[string]string{"ru": c.ru, "kk": c.kk, "en": c.en} {
			if got, err := naming.Unit(say[lang], units, c.n, naming.Nominative); err != nil || got != want {
				t.Errorf("%d: %q, want %q (%v)", c.n, got, want, err)
			}
		}
	}
}

// Every language has every word, with a form for each case or one.
func TestWords(t *testing.T) {
	for lang, p := range printers(t) {
		for _, word := range naming.Words {
			list, err := p.Text("unit.word."+word, nil)
			if err != nil {
				t.Error(err)
			}
			for side := range strings.SplitSeq(list, " / ") {
				if n := len(strings.Split(side, ", ")); n != naming.CaseCount && n != 1 {
					t.Errorf("%s: %s has %d forms", lang, word, n)
				}
			}
		}
		if p.Has("unit.ordinals.0") {
			for key, want := range map[string]int{"unit.ordinals.0": 27, "unit.tens": 8} {
				list, err := p.Text(key, nil)
				if n := len(strings.Split(list, ", ")); n != want || err != nil {
					t.Errorf("%s: %s has %d words, want %d (%v)", lang, key, n, want, err)
				}
			}
		}
	}
}
