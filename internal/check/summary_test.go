package check_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/check"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
)

// A summary of changes is compared with what changed: from which figure to which, in which
// direction, what was added and what taken out.
func TestSummary(t *testing.T) {
	const pages, term, hours = "1.1. Объем – не более N страниц.", "1.1. Договор действует N.", "1.1. Офис открыт с N."
	const kkPages, kkTerm, kkHours = "1.1. Көлемі N беттен аспайды.", "1.1. Шарт N бойы қолданылады.", "1.1. Кеңсе сағат N ашық."
	const items, kkItems = "1.1. Слушатель:\n\n1) учится;\n\n2) сдает экзамены;\n\n3) хранит билетN", "1.1. Тыңдаушы:\n\n1) оқиды;\n\n2) емтихан тапсырады;\n\n3) билетін сақтайдыN"
	const fourth, kkFourth = ";\n\n4) носит форму.", ";\n\n4) киімін киеді."
	for _, c := range []struct{ name, lang, clause, old, new, summary, want string }{
		{"rose, counted", "ru", pages, "5", "8", "В пункте 1.1 объем увеличен.", ""},
		{"rose and not fell, counted", "ru", pages, "5", "8", "В пункте 1.1 объем уменьшен.", "changes-figure.direction"},
		{"rose and not fell, counted, kk", "kk", kkPages, "5", "8", "1.1-тармақта көлемі қысқартылды.", "changes-figure.direction"},
		{"fell, counted, kk", "kk", kkPages, "8", "5", "1.1-тармақта көлемі қысқартылды.", ""},
		{"fell and not rose, in words", "ru", term, "три года", "два года", "Срок продлен (пункт 1.1).", "changes-figure.direction"},
		{"fell and not rose, in words, kk", "kk", kkTerm, "үш жыл", "екі жыл", "Мерзімі ұзартылды (1.1-тармақ).", "changes-figure.direction"},
		{"fell, in words, kk", "kk", kkTerm, "үш жыл", "екі жыл", "Мерзімі қысқартылды (1.1-тармақ).", ""},
		{"rose, from months to years", "ru", term, "18 месяцев", "2 года", "Срок продлен (пункт 1.1).", ""},
		{"fell and not rose, in figures, kk", "kk", kkTerm, "3 жыл", "2 жыл", "Мерзімі ұзартылды (1.1-тармақ).", "changes-figure.direction"},
		{"the act has another number", "ru", "1.1. Плата вносится по приказу № N.", "18", "15", "Плата увеличена приказом (пункт 1.1).", ""},

		{"in words, another unit than the text's", "ru", term, "14 дней", "полгода", "Срок договора увеличен с двух недель до шести месяцев.", ""},
		{"in words, another unit than the text's, kk", "kk", kkTerm, "14 күн", "жарты жыл", "Шарт мерзімі екі аптадан алты айға дейін ұзартылды.", ""},
		{"in words, the unit of the text", "ru", term, "2 месяца", "4 месяца", "Срок договора теперь – до шести месяцев (пункт 1.1).", "changes-figure"},

		{"from old to new", "ru", term, "3 года", "2 года", "В пункте 1.1 срок изменен с 3 лет на 2 года.", ""},
		{"exchanged", "ru", term, "3 года", "2 года", "В пункте 1.1 срок изменен с 2 лет на 3 года.", "changes-figure.direction"},
		{"from old to new, kk", "kk", kkTerm, "3 жыл", "2 жыл", "1.1-тармақта мерзімі 3 жылдан 2 жылға өзгертілді.", ""},
		{"exchanged, kk", "kk", kkTerm, "3 жыл", "2 жыл", "1.1-тармақта мерзімі 2 жылдан 3 жылға өзгертілді.", "changes-figure.direction"},
		{"exchanged, no clause named, kk", "kk", kkTerm, "3 жыл", "2 жыл", "Мерзімі 2 жылдан 3 жылға өзгертілді.", "changes-figure.direction"},
		{"exchanged, counted", "ru", pages, "8", "5", "В пункте 1.1 объем изменен с 5 до 8 страниц.", "changes-figure.direction"},
		{"exchanged, counted, kk", "kk", kkPages, "8", "5", "1.1-тармақта көлемі 5-тен 8-ге өзгертілді.", "changes-figure.direction"},
		{"exchanged, in words", "ru", term, "три года", "два года", "В пункте 1.1 срок изменен с двух до трех лет.", "changes-figure.direction"},
		{"exchanged, in words, kk", "kk", kkTerm, "үш жыл", "екі жыл", "1.1-тармақта мерзімі екі жылдан үш жылға өзгертілді.", "changes-figure.direction"},
		{"by how much, in words", "ru", term, "три года", "пять лет", "Срок увеличен на два года (пункт 1.1).", ""},
		{"by how much", "ru", term, "5 лет", "12 лет", "Срок увеличен на 7 лет (пункт 1.1).", ""},
		{"by how much, kk", "kk", kkTerm, "5 жыл", "12 жыл", "Мерзімі 7 жылға ұзартылды (1.1-тармақ).", ""},
		{"by how much and to what", "ru", term, "5 лет", "12 лет", "Срок увеличен на 7 лет, с 5 до 12 лет (пункт 1.1).", ""},
		{"one day that the text does not count", "ru", term, "двух дней", "дня", "Срок сокращен до одного дня (пункт 1.1).", ""},
		{"two figures of one clause", "ru", "1.1. N.", "Взнос – 100 тенге, срок – 10 дней", "Взнос – 200 тенге, срок – 5 дней", "В пункте 1.1 взнос увеличен до 200 тенге, срок сокращен с 10 до 5 дней.", ""},
		{"one rose to a figure, one fell", "ru", "1.1. N.", "Хранение – 30 суток, ответ – три дня", "Хранение – 20 суток, ответ – пять дней", "Хранение сокращено до 20 суток, срок ответа увеличен до пяти дней (пункт 1.1).", ""},
		{"one rose to a figure that fell", "ru", "1.1. N.", "Хранение – 30 месяцев, ответ – три дня", "Хранение – 20 месяцев, ответ – пять дней", "Хранение увеличено до 20 месяцев, срок ответа увеличен до пяти дней (пункт 1.1).", "changes-figure.direction"},
		{"one fell to a figure that rose, kk", "kk", "1.1. N.", "Сақтау – 30 ай, жауап – үш күн", "Сақтау – 20 ай, жауап – бес күн", "Сақтау 20 айға дейін қысқартылды, жауап мерзімі бес күнге дейін қысқартылды (1.1-тармақ).", "changes-figure.direction"},
		{"another figure", "ru", pages, "2", "3", "В пункте 1.1 объем изменен с 2 до 4 страниц.", "changes-figure.clause"},
		{"another figure, kk", "kk", kkPages, "2", "3", "1.1-тармақта көлемі 2-ден 4-ке өзгертілді.", "changes-figure.clause"},
		{"another figure, rose, kk", "kk", kkPages, "2", "3", "1.1-тармақта көлемі 2-ден 4-ке ұлғайтылды.", "changes-figure.clause"},
		{"another figure, clause behind, kk", "kk", kkPages, "2", "3", "Көлемі 2-ден 4-ке ұлғайтылды (1.1-тармақ).", "changes-figure.clause"},
		{"right figures, clause behind, kk", "kk", kkPages, "2", "3", "Көлемі 2-ден 3-ке ұлғайтылды (1.1-тармақ).", ""},
		{"a span that became", "ru", "1.1. Возраст – N лет.", "от 5 до 10", "от 6 до 12", "В пункте 1.1 установлен возраст от 6 до 12 лет.", ""},

		{"item added", "ru", items, ".", fourth, "Пункт 1.1 дополнен подпунктом 4).", ""},
		{"item added and not taken out", "ru", items, ".", fourth, "В пункте 1.1 исключен подпункт 4).", "changes-clause.not-removed"},
		{"item added and not taken out, behind another part", "ru", items, ".", fourth, "В пункте 1.1 изменен перечень, исключен подпункт 4).", "changes-clause.not-removed"},
		{"item added and not taken out, one citation", "ru", items, ".", fourth, "Исключен подпункт 4) пункта 1.1.", "changes-clause.not-removed"},
		{"item added and not taken out, kk", "kk", kkItems, ".", kkFourth, "1.1-тармақтың 4) тармақшасы алып тасталды.", "changes-clause.not-removed"},
		{"item added and not taken out, two citations, kk", "kk", kkItems, ".", kkFourth, "1.1-тармақтан 4) тармақша алып тасталды.", "changes-clause.not-removed"},
		{"item taken out", "ru", items, fourth, ".", "Из пункта 1.1 исключен подпункт 4).", ""},
		{"item taken out and not added", "ru", items, fourth, ".", "Пункт 1.1 дополнен подпунктом 4).", "changes-clause.not-added"},
		{"item taken out and not added, kk", "kk", kkItems, kkFourth, ".", "1.1-тармақ 4) тармақшамен толықтырылды.", "changes-clause.not-added"},

		{"hours as they are", "ru", hours, "9:00 до 18:00", "10:00 до 19:00", "Офис открыт с 10:00 до 19:00 (пункт 1.1).", ""},
		{"hours as they were", "ru", hours, "9:00 до 18:00", "10:00 до 19:00", "Офис открыт с 9:00 до 18:00 (пункт 1.1).", "changes-figure.old"},
		{"hours as they were, one the same", "ru", hours, "9:00 до 18:00", "10:00 до 18:00", "Офис открыт с 9:00 до 18:00 (пункт 1.1).", "changes-figure.old"},
		{"hours as they were, kk", "kk", kkHours, "9:00-ден 18:00-ге дейін", "10:00-ден 19:00-ге дейін", "Кеңсе 9:00-ден 18:00-ге дейін ашық (1.1-тармақ).", "changes-figure.old"},
		{"hours of neither", "ru", hours, "9:00 до 18:00", "10:00 до 19:00", "Офис открыт с 10:00 до 19:30 (пункт 1.1).", "changes-figure"},
		{"hours, old and new", "ru", hours, "9:00 до 18:00", "10:00 до 18:00", "Начало работы перенесено с 9:00 на 10:00 (пункт 1.1).", ""},
		{"hours exchanged", "ru", hours, "9:00 до 18:00", "10:00 до 18:00", "Начало работы перенесено с 10:00 на 9:00 (пункт 1.1).", "changes-figure.direction"},
		{"hours, a later end", "ru", hours, "9:00 до 18:00", "9:00 до 17:00", "Время работы сокращено: с 9:00 до 17:00 (пункт 1.1).", ""},
		{"hours, earlier and longer", "ru", hours, "9:00 до 18:00", "8:00 до 18:00", "Время работы продлено (пункт 1.1).", ""},
		{"hours taken out", "ru", "1.1. Офис открыт с 9:00 до 18:00N.", ", перерыв с 13:00 до 14:00", "", "Перерыв с 13:00 до 14:00 исключен (пункт 1.1).", ""},
		{"a sum taken out", "ru", "1.1. Плата вноситсяN.", ", штраф 5 000 тенге", "", "Штраф 5 000 тенге исключен (пункт 1.1).", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			last := "\n\n1.2. " + map[string]string{"kk": "Үйде 2 есік, 3 терезе, 4 бөлме, 5 шам және 8 орындық бар.", "ru": "В доме 2 двери, 3 окна, 4 комнаты, 5 ламп и 8 стульев."}[c.lang] + "\n"
			old := parsed(legal.Lang(c.lang), strings.Replace(c.clause, "N", c.old, 1)+last)
			text := parsed(legal.Lang(c.lang), strings.Replace(c.clause, "N", c.new, 1)+last)
			text.Changes, text.Path, text.Positions = c.summary, c.lang, map[string]diag.Pos{}
			old.Positions = map[string]diag.Pos{}
			old.MakeIndex()
			text.MakeIndex()
			yes := true
			e := &legal.Edition{ID: "2", Dir: "a/2", Material: &yes, Texts: []*legal.Text{text}}
			d := &legal.Document{ID: "a", Kind: legal.Agreement, Languages: []legal.Lang{text.Lang}, Editions: []*legal.Edition{e}}
			found := check.CheckChange(check.Change{Document: d, Edition: e, Languages: languagetest.Set(), Before: map[legal.Lang]*legal.Text{text.Lang: old}})
			if c.want == "" && len(found) > 0 || c.want != "" && !slices.ContainsFunc(found, func(f diag.Finding) bool { return f.Key() == c.want }) {
				t.Errorf("found %s, want %q", keys(found), c.want)
			}
		})
	}
}
