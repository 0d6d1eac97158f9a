package order_test

import (
	"strings"
	"testing"
)

const priced = "1. Баға / цена:\n\n| № | Тауар | Құны |\n|---|---|--:|\n| 1 | шай | 500 |\n| 2 | кофе | 600 |\n\n2. Споры решает суд.\n"

// A column that comes or goes is one instruction; one that changes besides is not.
func TestColumns(t *testing.T) {
	add := func(at string) string {
		return strings.NewReplacer("| № |"+at, "| № | Ед. |"+at, "|---|---|", "|---|:--|---|", "| 1 |"+at, "| 1 | кг |"+at, "| 2 |"+at, "| 2 |  |"+at).Replace(priced)
	}
	more := add("")
	for _, c := range []struct{ lang, old, new, said string }{
		{"ru", priced, more, "1) таблицу пункта 1 дополнить графой 2 следующего содержания:\n\n«| Ед. |\n|:--|\n| кг |\n|  |»."},
		{"kk", priced, more, "1) 1-тармақтың кестесі мынадай мазмұндағы 2-бағанмен толықтырылсын:\n\n«| Ед. |\n|:--|\n| кг |\n|  |»."},
		{"ru", more, priced, "1) графу 2 таблицы пункта 1 исключить."},
		{"kk", more, priced, "1) 1-тармақтың кестесінің 2-бағаны алып тасталсын."},
		{"ru", more, strings.Replace(priced, "500", "550", 1), "строку 1 таблицы пункта 1 изложить"},
	} {
		if _, said := made(t, c.lang, read(c.lang, c.old), read(c.lang, c.new)); !strings.Contains(said, c.said) {
			t.Errorf("want %s\n%s", c.said, said)
		}
	}
}

// Columns as lawyers type them.
func TestTypedColumns(t *testing.T) {
	for _, c := range []struct{ lang, said, have, codes string }{
		{"ru", "таблицу пункта 1 дополнить графой 4 следующего содержания:\n«Срок\n1 день\n2 дня»", "| Құны | Срок |\n|---|---|--:|---|\n| 1 | шай | 500 | 1 день |\n| 2 | кофе | 600 | 2 дня |\n", ""},
		{"ru", "таблицу пункта 1 дополнить графой следующего содержания:\n«Срок\n1 день\n2 дня»; пункт 2 исключить", "| 600 | 2 дня |\n", ""},
		{"ru", "в таблице пункта 1: графу «Тауар» исключить; в строке 2 цифры «600» заменить цифрами «650»", "| № | Құны |\n|---|--:|\n| 1 | 500 |\n| 2 | 650 |\n", ""},
		{"ru", "в графе «Тауар» таблицы пункта 1 слово «шай» заменить словом «чай»", "| 1 | чай | 500 |", ""},
		{"ru", "таблицу пункта 1 дополнить графой 4 следующего содержания: «Срок»", priced, "[order-place]"},
		{"ru", "таблицу пункта 1 дополнить графой 7 следующего содержания:\n«Срок\n1 день\n2 дня»", priced, "[order-place]"},
		{"ru", "графу 7 таблицы пункта 1 исключить", priced, "[order-unit]"},
		{"ru", "графу 3 таблицы пункта 1 изложить в следующей редакции: «Цена»", priced, "[order-place]"},
		{"kk", "1-тармақтың кестесінің «Тауар» деген бағаны алып тасталсын", "| № | Құны |\n|---|--:|\n| 1 | 500 |\n| 2 | 600 |\n", ""},
		{"kk", "1-тармақтың кестесі мынадай мазмұндағы 4-бағанмен толықтырылсын:\n«Мерзімі\n1 күн\n2 күн»", "| 2 | кофе | 600 | 2 күн |\n", ""},
	} {
		got, codes := applied(t, c.lang, priced, c.said)
		var names []string
		for _, code := range codes {
			names = append(names, code.String())
		}
		if found := strings.Join(names, " "); found != strings.Trim(c.codes, "[]") || !strings.Contains(got, c.have) {
			t.Errorf("%s: %s, want %q in\n%s", c.said, found, c.have, got)
		}
	}
}
