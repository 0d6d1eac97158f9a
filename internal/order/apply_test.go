package order_test

import (
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/order"
)

// applied is what an order that was typed makes of a text, and the codes of what it
// could not place.
func applied(t *testing.T, lang, old, said string) (string, []diag.Code) {
	t.Helper()
	text := read(lang, old)
	o, found, err := order.Parse([]order.Printer{printer(t, "kk"), printer(t, "ru")}, []byte(said), text)
	if err != nil {
		t.Fatal(err)
	}
	draft, more := order.Apply(o, text, languagetest.Of(lang))
	var codes []diag.Code
	for _, f := range append(found, more...) {
		codes = append(codes, f.Code)
	}
	return string(draft), codes
}

// A title that goes on over lines is replaced as a whole; words that stand nowhere in a text
// cannot be replaced everywhere.
func TestTitleAndNowhere(t *testing.T) {
	const old = "---\ntitle: Правила пользования\n  залом\n  и архивом\nchanges: Нет\n---\n\n1. Зал открыт.\n"
	for _, c := range []struct {
		said, want string
		code       diag.Code
	}{
		{"наименование изложить в следующей редакции: «Правила зала»", "---\ntitle: \"Правила зала\"\nchanges: Нет\n---\n\n1. Зал открыт.\n", 0},
		{"по всему тексту слово «Зал» заменить словом «Архив»", strings.Replace(old, "1. Зал", "1. Архив", 1), 0},
		{"по всему тексту слово «буфет» заменить словом «кафе»", old, diag.OrderWords},
	} {
		got, codes := applied(t, "ru", old, c.said)
		if got != c.want || len(codes) > 1 || len(codes) == 1 != (c.code != 0) || c.code != 0 && codes[0] != c.code {
			t.Errorf("%s: %v\n%s", c.said, codes, got)
		}
	}
}

func TestTyped(t *testing.T) {
	const old = "2.1. Мекеме деректерді үш жыл сақтайды.\n\n2.2. Мыналар тапсырылады:\n1) өтініш;\n2) анықтама.\n\n2.3. Төлем алынбайды.\n"
	for _, c := range []struct{ said, want, gone string }{
		{"1. 2.1-тармақта «үш» деген сөз «бес» деген сөзбен ауыстырылсын.", "деректерді бес жыл", "үш"},
		{"1) 2.3-тармақ алып тасталсын;", "2) анықтама.", "2.3."},
		{"2.1-тармақта:\n«Мекеме» деген сөз «Ұйым» деген сөзбен ауыстырылсын;\n«үш» деген сөз алып тасталсын.", "Ұйым деректерді жыл", "үш"},
		{"1) 2.1-тармақ мынадай редакцияда жазылсын: «2.1. Деректер сақталмайды.»", "2.1. Деректер сақталмайды.\n\n2.2.", "үш"},
		{"1) мынадай мазмұндағы 2.2-1-тармақпен толықтырылсын:\n\n«2.2-1. Жауап беріледі.».", "2) анықтама.\n\n2.2-1. Жауап беріледі.\n\n2.3.", "2.4"},
		{"1) 2.2-тармақ мынадай мазмұндағы 3) тармақшамен толықтырылсын:\n«3) фото.»", "2) анықтама.\n\n3) фото.\n\n2.3.", "2.4"},
		{"1) 2.3-тармақ 2.1-тармақтан кейін орналастырылсын.", "сақтайды.\n\n2.3. Төлем алынбайды.\n\n2.2.", "2.4"},
		{"1) 2.3-тармақ 2.4-тармақ деп есептелсін.", "2.4. Төлем алынбайды.", "2.3"},
		{"1) 2.1 – 2.2-тармақтар алып тасталсын.", "2.3. Төлем алынбайды.", "2.2."},
		{"1) пункты 2.1, 2.3 исключить;", "2.2. Мыналар", "Төлем"},
		{"1) пункты 2.1 и 2.2 считать соответственно пунктами 3.5 и 3.6;", "3.6. Мыналар", "2.1."},
		{"1) 2.1–2.3-тармақтар тиісінше 2.2–2.4-тармақтар деп есептелсін.", "2.4. Төлем", "2.1."},
		{"1) пункт 2.1 после слова «үш» дополнить словом «толық».", "үш толық жыл", "2.4"},
		{"1) подпункт 2 пункта 2.2 исключить;\n2) в пункте 2.3 слово \"Төлем\" заменить словом \"Ақы\".", "2.3. Ақы алынбайды.", "анықтама"},
		{"1) бүкіл мәтін бойынша «Мекеме», «Төлем» деген сөздер тиісінше «Ұйым», «Ақы» деген сөздермен ауыстырылсын.", "2.1. Ұйым", "Төлем"},
	} {
		got, codes := applied(t, "kk", old, c.said)
		if len(codes) > 0 || !strings.Contains(got, c.want) || strings.Contains(got, c.gone) {
			t.Errorf("%s\n%v %q", c.said, codes, got)
		}
	}
}

// An order changes no line that it does not speak of, and no blank one between them.
func TestUntouched(t *testing.T) {
	const old = "---\ntitle: Правила\nchanges: Срок.\n---\n\n\n# 1. Общее\n1.1. Срок – три\nдня.\n\n\n1.2. Копии:\n- бумажные;\n- иные.\n \n> Первое.\n>\n> Второе.\n\n| А | Б |\n|---|---|\n| 1 | 2 |\n\n1.3. Плата – пять тенге.\n"
	for said, want := range map[string]string{
		"1) в пункте 1.3 слово «пять» заменить словом «шесть».":      strings.Replace(old, "пять", "шесть", 1),
		"1) пункт 1.3 исключить.":                                    strings.Replace(old, "\n1.3. Плата – пять тенге.\n", "", 1),
		"1) в пункте 1.1 слово «три» заменить словом «два».":         strings.Replace(old, "три\nдня", "два дня", 1),
		"1) пункт 1.2 дополнить словами «(см. ниже)».":               old, // nobody said where
		"1) пункт 1.3 изложить в новой редакции: «1.3. Бесплатно.».": strings.Replace(old, "Плата – пять тенге.", "Бесплатно.", 1),
	} {
		if got, _ := applied(t, "ru", old, said); got != want {
			t.Errorf("%s\n%q\nwant\n%q", said, got, want)
		}
	}
}

// What an order leaves open is left undone and said.
func TestUnplaced(t *testing.T) {
	const old = "1. Первый.\n\n1. Второй.\n\n2. Третий.\n"
	for said, want := range map[string]string{
		"1) пункт 1 исключить;": "order-unit-often",
		"1) дополнить абзацем следующего содержания:\n«Слова.»":                  "order-place",
		"1) пункты 2 и 3 исключить;":                                             "order-unit",
		"1) пункт 2 переместить после пункта 2;":                                 "order-place",
		"1) после пункта 3 дополнить пунктом 4 следующего содержания: «4. Нет.»": "order-unit",
	} {
		got, codes := applied(t, "ru", old, said)
		if len(codes) != 1 || codes[0].String() != want || got != old {
			t.Errorf("%s: %v, want %v; %q", said, codes, want, got)
		}
	}
}
