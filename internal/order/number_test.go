package order_test

import (
	"regexp"
	"strings"
	"testing"
)

// A text whose numbers go, come or get another form is amended by its numbers alone.
func TestNumbering(t *testing.T) {
	texts := map[string]string{
		"ru": "---\ntitle: Устав\n---\n## 1. Общее\n\n1.1. Клуб создан родителями.\n\n1.2. Клуб открыт для всех.\n\n## 2. Члены\n\n2.1. Член вправе:\n\n1) голосовать;\n\n2) выйти.\n\n2.2. Член платит взнос.\n",
		"kk": "---\ntitle: Жарғы\n---\n## 1. Жалпы\n\n1.1. Клубты ата-аналар құрды.\n\n1.2. Клуб бәріне ашық.\n\n## 2. Мүшелер\n\n2.1. Мүше мынаған құқылы:\n\n1) дауыс беруге;\n\n2) шығуға.\n\n2.2. Мүше жарна төлейді.\n",
	}
	none := func(s string) string { return regexp.MustCompile(`(?m)^(## )?[\d.]+ `).ReplaceAllString(s, "$1") }
	sections := func(s string) string { return regexp.MustCompile(`(?m)^## (\d)\. `).ReplaceAllString(s, "## § $1. ") }
	roman := func(s string) string { return strings.NewReplacer("## 1. ", "## I. ", "## 2. ", "## II. ").Replace(s) }
	for _, c := range []struct {
		lang, said string
		from, to   func(string) string
	}{
		{"ru", "1) номера разделов 1 и 2 исключить;\n\n2) номера пунктов 1.1, 1.2, 2.1 и 2.2 исключить.", nil, none},
		{"kk", "1) 1 және 2-бөлімдердің нөмірлері алып тасталсын;\n\n2) 1.1, 1.2, 2.1 және 2.2-тармақтардың нөмірлері алып тасталсын.", nil, none},
		{"ru", "1) заголовок «Общее» считать разделом 1;\n\n2) абзац первый под заголовком «Общее» считать пунктом 1.1;", none, nil},
		{"kk", "«Жалпы» тақырыбындағы бірінші абзац 1.1-тармақ деп есептелсін", none, nil},
		{"ru", "1) разделы 1 и 2 считать соответственно параграфами 1 и 2.", nil, sections},
		{"kk", "1) 1 және 2-параграфтар тиісінше 1 және 2-бөлімдер деп есептелсін.", sections, nil},
		{"ru", "1) разделы 1 и 2 считать соответственно разделами I и II.", nil, roman},
		{"kk", "1) I және II-бөлімдер тиісінше 1 және 2-бөлімдер деп есептелсін.", roman, nil},
	} {
		old, new := texts[c.lang], texts[c.lang]
		if c.from != nil {
			old = c.from(old)
		}
		if c.to != nil {
			new = c.to(new)
		}
		if _, said := made(t, c.lang, read(c.lang, old), read(c.lang, new)); !strings.Contains(said, c.said) || strings.Contains(said, "##") {
			t.Errorf("want %s\n%s", c.said, said)
		}
	}
	const clauses = "1. Плата.\n\n2. Срок.\n\n3. Споры.\n"
	for lang, want := range map[string]string{"ru": "1) пункты 1, 2 и 3 считать соответственно статьями 1, 2 и 3.", "kk": "1) 1, 2 және 3-тармақтар тиісінше 1, 2 және 3-баптар деп есептелсін."} {
		article := map[string]string{"ru": "Статья $1. ", "kk": "$1-бап. "}[lang]
		if _, said := made(t, lang, read(lang, clauses), read(lang, regexp.MustCompile(`(?m)^(\d)\. `).ReplaceAllString(clauses, article))); !strings.Contains(said, want) {
			t.Errorf("want %s\n%s", want, said)
		}
	}
}

// New numbers as lawyers type them.
func TestTypedNumbers(t *testing.T) {
	const ru = "## Глава 1. Плата\n\n1. Плата:\n\n| № | Месяц | Тенге |\n|---|---|---|\n| 1 | май | 500 |\n| 2 | июнь | 600 |\n| 3 | июль | 700 |\n\n2. Срок – месяц.\n\nСрок продлевается.\n\n3. Отказ:\n\n1) дети;\n\n2) животные.\n\n## Глава 2. Иное\n\n4. Споры решает суд.\n"
	const kk = "## 1-тарау. Төлем\n\n1. Төлем:\n\n| № | Ай | Теңге |\n|---|---|---|\n| 1 | мамыр | 500 |\n| 2 | маусым | 600 |\n| 3 | шілде | 700 |\n\n2. Мерзімі – бір ай.\n"
	for _, c := range []struct{ lang, said, have, codes string }{
		{"ru", "строку 1 таблицы пункта 1 исключить; строки 2, 3 считать строками 1, 2", "|\n| 1 | июнь | 600 |\n| 2 | июль | 700 |\n", ""},
		{"ru", "в таблице пункта 1: строку 1 исключить; строки, порядковые номера 2, 3, считать соответственно строками, порядковые номера 1, 2", "|\n| 1 | июнь | 600 |\n| 2 | июль | 700 |\n", ""},
		{"kk", "1-тармақтың кестесінің 1-жолы алып тасталсын; 2 және 3-жолдар тиісінше 1 және 2-жолдар деп есептелсін", "|\n| 1 | маусым | 600 |\n| 2 | шілде | 700 |\n", ""},
		{"kk", "1-тармақтың кестесінде: 1-жол алып тасталсын; 2, 3-жолдар 1, 2-жолдар деп есептелсін", "|\n| 1 | маусым | 600 |\n| 2 | шілде | 700 |\n", ""},
		{"ru", "абзац второй пункта 2 считать пунктом 3; пункты 3 и 4 считать соответственно пунктами 4 и 5", "месяц.\n\n3. Срок продлевается.\n\n4. Отказ:\n\n1) дети;\n\n2) животные.\n\n## Глава 2. Иное\n\n5. Споры", ""},
		{"ru", "пункт 3 изложить в следующей редакции: «3. Отказа нет.»; пункт 3 считать пунктом 3-1", "\n3-1. Отказа нет.\n", ""},
		{"ru", "пункты 2–4 считать соответственно пунктами 3–5", "5. Споры", ""},
		{"ru", "пункт 4 считать статьей 4", "Иное\n\nСтатья 4. Споры", ""},
		{"ru", "номер пункта 4 исключить", "Иное\n\nСпоры", ""},
		{"ru", "пункты 2 и 3 считать соответственно пунктами 3", "2. Срок", "[order-unread]"},
		{"ru", "пункт 4 считать строкой 4", "4. Споры", "[order-unread]"},
		{"ru", "головку таблицы пункта 1 считать строкой 1", "| № |", "[order-unread]"},
	} {
		old := map[string]string{"ru": ru, "kk": kk}[c.lang]
		got, codes := applied(t, c.lang, old, c.said)
		var names []string
		for _, code := range codes {
			names = append(names, code.String())
		}
		if found := strings.Join(names, " "); found != strings.Trim(c.codes, "[]") || !strings.Contains(got, c.have) {
			t.Errorf("%s: %s, want %q in\n%s", c.said, found, c.have, got)
		}
	}
}
