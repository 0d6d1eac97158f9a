package order_test

import (
	"fmt"
	"strings"
	"testing"
)

// Whoever does an order line by line does not go wrong by its numbers: nothing is added with a number that
// another clause has, and nothing is called by a number that another clause has got.
func TestSequence(t *testing.T) {
	const (
		day, back, lost, count, court = "Билет выдают в день обращения.", "Книги сдают в срок.", "За утрату книги платят ее двойную цену.", "Библиотека сверяет книги раз в год.", "Споры решает суд."
		list                          = "4.1. Читатель обязан:\n\n1) беречь книги;\n\n2) не шуметь в зале;\n\n3) сдать книги в срок.\n"
	)
	clauses := func(section string, texts ...string) string {
		var b strings.Builder
		for i, s := range texts {
			b.WriteString(fmt.Sprintf("%s.%d. ", section, i+1) + s + "\n\n")
		}
		return b.String()
	}
	for _, c := range []struct{ name, lang, old, new, said string }{
		{"a clause put between", "ru", clauses("4", day, back, count, court), clauses("4", day, back, lost, count, court),
			"1) пункты 4.3 и 4.4 считать соответственно пунктами 4.4 и 4.5;\n\n2) дополнить пунктом 4.3 следующего содержания:\n\n«4.3. " + lost + "».\n"},
		{"words of one that gets another's number", "ru", clauses("4", day, back, count, court), clauses("4", day, back, lost, count, "Споры решает арбитраж."),
			"1) в пункте 4.4 слово «суд» заменить словом «арбитраж»;\n\n2) пункты 4.3 и 4.4 считать соответственно пунктами 4.4 и 4.5;\n\n3) дополнить пунктом 4.3 следующего содержания:\n\n«4.3. " + lost + "».\n"},
		{"one removed and one added behind", "ru", clauses("4", day, back, count, court), clauses("4", day, count, court, lost),
			"1) пункт 4.2 исключить;\n\n2) пункты 4.3 и 4.4 считать соответственно пунктами 4.2 и 4.3;\n\n3) дополнить пунктом 4.4 следующего содержания:\n\n«4.4. " + lost + "».\n"},
		{"an item put between", "ru", list, strings.NewReplacer("2) не", "2) не выносить книги;\n\n3) не", "3) сдать", "4) сдать").Replace(list),
			"1) подпункты 2) и 3) пункта 4.1 считать соответственно подпунктами 3) и 4);\n\n2) пункт 4.1 дополнить подпунктом 2) следующего содержания:\n\n«2) не выносить книги;».\n"},
		{"words of an item whose clause gets another number", "ru", "4.1. " + back + "\n\n" + strings.Replace(list, "4.1", "4.2", 1),
			"4.1. " + back + "\n\n4.2. " + lost + "\n\n" + strings.NewReplacer("4.1", "4.3", "шуметь", "петь").Replace(list),
			"1) в подпункте 2) пункта 4.2 слово «шуметь» заменить словом «петь»;\n\n2) пункт 4.2 считать пунктом 4.3;\n\n3) дополнить пунктом 4.2 следующего содержания:\n\n«4.2. " + lost + "».\n"},
		{"a section put between", "ru", "## 1. Общее\n\n" + clauses("1", day, count) + "## 2. Споры\n\n" + clauses("2", court), "## 1. Общее\n\n" + clauses("1", day, count) + "## 2. Плата\n\n" + clauses("2", lost) + "## 3. Споры\n\n" + clauses("3", court),
			"1) раздел 2 считать разделом 3;\n\n2) пункт 2.1 считать пунктом 3.1;\n\n3) дополнить разделом 2 следующего содержания:\n\n«2. Плата\n\n2.1. " + lost + "».\n"},
		{"a paragraph gets a number that another has", "ru", "2.1. " + day + "\n\n" + lost + "\n\n2.2. " + court + "\n", "2.1. " + day + "\n\n2.2. " + lost + "\n\n2.3. " + court + "\n",
			"1) пункт 2.2 считать пунктом 2.3;\n\n2) абзац второй пункта 2.1 считать пунктом 2.2.\n"},
		{"a clause put between", "kk", "4.1. Билет сол күні беріледі.\n\n4.2. Кітап мерзімінде қайтарылады.\n\n4.3. Дауды сот шешеді.\n", "4.1. Билет сол күні беріледі.\n\n4.2. Жоғалған кітаптың екі еселенген құны төленеді.\n\n4.3. Кітап мерзімінде қайтарылады.\n\n4.4. Дауды сот шешеді.\n",
			"1) 4.2 және 4.3-тармақтар тиісінше 4.3 және 4.4-тармақтар деп есептелсін;\n\n2) мынадай мазмұндағы 4.2-тармақпен толықтырылсын:\n\n«4.2. Жоғалған кітаптың екі еселенген құны төленеді.».\n"},
	} {
		if _, said := made(t, c.lang, read(c.lang, c.old), read(c.lang, c.new)); !strings.HasSuffix(said, "\n\n"+c.said) {
			t.Errorf("%s: want\n%s\n%s", c.name, c.said, said)
		}
	}
}
