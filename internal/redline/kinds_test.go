package redline

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/legal"
)

// Sentences of which none resembles another.
var sentences = []string{
	"Читательский билет выдаётся по удостоверению личности.", "Зал открыт с девяти часов утра до шести вечера.",
	"За утерянную книгу взимается её полная стоимость.", "Копирование страниц производит дежурный библиограф.",
	"Верхняя одежда сдаётся в гардероб на первом этаже.", "Заказ из хранилища доставляют в течение получаса.",
	"Продление срока возможно по телефону или через сайт.", "Школьникам помогает сотрудник детского отдела.",
	"Редкие издания читают только за отдельным столом.", "Ноутбуки подключают к розеткам возле окон.",
}

// numbered makes clauses 1., 2., … of texts.
func numbered(texts ...string) []legal.Unit {
	lines := []string{"Т"}
	for i, t := range texts {
		lines = append(lines, fmt.Sprintf("%d. %s", i+1, t))
	}
	return unitsOfLines(lines)
}

const last = "Вопросы, которых нет в правилах, решает директор."

// TestSplitInMany: a clause cut at its sentences is one record with all pieces, and
// so is the merge of as many clauses; no word is marked.
func TestSplitInMany(t *testing.T) {
	for k := 2; k <= len(sentences); k++ {
		whole, pieces := numbered(strings.Join(sentences[:k], " "), last), numbered(append(append([]string{}, sentences[:k]...), last)...)
		for _, c := range []struct {
			old, new []legal.Unit
			change   Change
		}{{whole, pieces, Split}, {pieces, whole, Merged}} {
			r := compare(t, c.old, c.new)
			rec := r.Records[1]
			if rec.Change != c.change || len(rec.Old)+len(rec.New) != k+1 || len(r.Records) != 3 {
				t.Fatalf("%d pieces: %s of %d and %d units, %d records", k, rec.Change, len(rec.Old), len(rec.New), len(r.Records))
			}
			if d, i := rec.WordsChanged(); d+i != 0 {
				t.Errorf("%d pieces: %d words struck, %d written", k, d, i)
			}
		}
	}
}

// TestKinds are the ways in which a lawyer rearranges a text.
func TestKinds(t *testing.T) {
	course := func(name, sum string) string {
		return "За курс «" + name + "» слушатель вносит " + sum + " тенге не позднее пятого числа каждого месяца обучения."
	}
	for _, c := range []struct{ name, old, new, want string }{
		{"a new clause between the pieces",
			"1. " + sentences[0] + " " + sentences[1] + "\n2. " + last,
			"1. " + sentences[0] + "\n2. Совсем другое правило о парковке велосипедов.\n3. " + sentences[1] + "\n4. " + last,
			"1>1+3 split: Читательский билет выдаётся по удостоверению личности.[- -]{+¶+}Зал открыт с девяти часов утра до шести вечера.\n" +
				">2 added: {+Совсем другое правило о парковке велосипедов.+}\n2>4 unchanged renumbered: " + last + "\n"},
		{"near-duplicates, one between them removed",
			"1. " + course("Ткачество", "9 000") + "\n2. " + course("Керамика", "8 000") + "\n3. " + course("Роспись", "7 000") + "\n4. " + course("Вышивка", "6 000"),
			"1. " + course("Ткачество", "9 000") + " " + course("Роспись", "7 000") + "\n2. " + course("Вышивка", "6 000"),
			"1+3>1 merged: " + course("Ткачество", "9 000") + "[-¶-]{+ +}" + course("Роспись", "7 000") + "\n" +
				"2> removed: [-" + course("Керамика", "8 000") + "-]\n4>2 unchanged renumbered: " + course("Вышивка", "6 000") + "\n"},
		{"a clause becomes a list",
			"1. Оқырман: кітапты бүктемеуге; залда сөйлеспеуге; телефонды өшіріп қоюға міндетті.",
			"1. Оқырман:\n1) кітапты бүктемеуге;\n2) залда сөйлеспеуге;\n3) телефонды өшіріп қоюға міндетті.",
			"1>1+1+2+3 split: Оқырман:[- -]{+¶+}кітапты бүктемеуге;[- -]{+¶+}залда сөйлеспеуге;[- -]{+¶+}телефонды өшіріп қоюға міндетті.\n"},
		{"a list becomes a clause",
			"1. Оқырман:\n1) кітапты бүктемеуге;\n2) залда сөйлеспеуге;\n3) телефонды өшіріп қоюға міндетті.",
			"1. Оқырман: кітапты бүктемеуге; залда сөйлеспеуге; телефонды өшіріп қоюға міндетті.",
			"1+1+2+3>1 merged: Оқырман:[-¶-]{+ +}кітапты бүктемеуге;[-¶-]{+ +}залда сөйлеспеуге;[-¶-]{+ +}телефонды өшіріп қоюға міндетті.\n"},
		{"kept within a text many times its length",
			"1. " + sentences[0], "1. " + sentences[0] + strings.Repeat(" Прочее добавлено отдельным приказом", 40) + ".",
			"1>1 changed: " + sentences[0] + "{+" + strings.Repeat(" Прочее добавлено отдельным приказом", 40) + ".+}\n"},
		{"a heading becomes a paragraph and joins nothing",
			"1. " + sentences[3] + "\n# 2. Особые условия\n2.1. " + sentences[4],
			sentences[3] + "\n2. Особые условия\n" + sentences[4],
			"1> unchanged renumbered formatting: " + sentences[3] + "\n2>2 unchanged formatting: Особые условия\n2.1> unchanged renumbered formatting: " + sentences[4] + "\n"},
		{"a heading and a clause with another number are never the same",
			"# 1. Вход\n7. " + sentences[0] + "\n# 2. Плата\n8. Плата вносится в кассу до пятого числа каждого месяца.",
			"# 1. Вход\n7. " + sentences[0] + "\n# 2. Оплата\n8. Плата вносится ежегодно.",
			"2>2 changed: [-Плата-]{+Оплата+}\n8>8 changed: Плата вносится [-в кассу до пятого числа каждого месяца-]{+ежегодно+}.\n"},
		{"a sentence moves to another clause",
			"1. " + sentences[0] + " " + sentences[5] + "\n2. " + sentences[1], "1. " + sentences[0] + "\n2. " + sentences[1] + " " + sentences[5],
			"1>1 changed: " + sentences[0] + "[-→2 " + sentences[5] + "-]\n2>2 changed: " + sentences[1] + "{+←1 " + sentences[5] + "+}\n"},
		{"the one word that leads in a list is replaced",
			"1. Кітапхана:\n1) зал ашуға;\n2) жарғы бекітуге құқылы.", "1. Мұрағат:\n1) зал ашуға;\n2) жарғы бекітуге құқылы.",
			"1>1 changed: [-Кітапхана-]{+Мұрағат+}:\n"},
		{"figures of a table do not move",
			"| Көне кітаптар бөлімі | 5 |\n| 7 | 7 |\n| Газет пен журнал залы | 9 |\n| 3 | 1 |", "| Көне кітаптар бөлімі | 5 |\n| 3 | 1 |\n| Газет пен журнал залы | 9 |\n| 7 | 7 |",
			"> removed: [-7 | 7-]\n> added: {+3 | 1+}\n> removed: [-3 | 1-]\n> added: {+7 | 7+}\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := show(compare(t, parse("Т\n"+c.old), parse("Т\n"+c.new)).Records); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

// TestBlockMoves: what moves together is one move, whatever stands in it.
func TestBlockMoves(t *testing.T) {
	list := "%d. Библиотекарь вправе:\n1) проверить читательский билет;\n2) закрыть зал раньше срока."
	old := "Т\n" + fmt.Sprintf(list, 1)
	new := "Т"
	for i, s := range sentences[:6] {
		old += fmt.Sprintf("\n%d. %s", i+2, s)
		new += fmt.Sprintf("\n%d. %s", i+1, s)
	}
	new += "\n" + fmt.Sprintf(list, 7)
	r := compare(t, parse(old), parse(new))
	moved, carried := 0, 0
	for _, rec := range r.Records {
		if rec.Moved {
			moved++
		}
		if rec.Carried {
			carried++
		}
	}
	if r.Summary.Moved != 1 || moved != 3 || carried != 2 {
		t.Errorf("%d moves of %d records, %d carried\n%s", r.Summary.Moved, moved, carried, show(r.Records))
	}
}

// TestSigns: a sign that changes the meaning is wording, the form of one is not.
func TestSigns(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"a minus", "хранить при температуре не ниже −5 градусов", "хранить при температуре не ниже 5 градусов", "хранить при температуре не ниже [-−-]5 градусов"},
		{"a minus of a typewriter", "хранить при температуре не ниже -5 градусов", "хранить при температуре не ниже 5 градусов", "хранить при температуре не ниже [---]5 градусов"},
		{"a dash before a figure becomes a minus", "нижний предел температуры – 5 градусов", "нижний предел температуры −5 градусов", "нижний предел температуры [-– -]{+−+}5 градусов"},
		{"a range", "отклонение составляет 10 – 5 единиц", "отклонение составляет 10 5 единиц", "отклонение составляет 10[- –-] 5 единиц"},
		{"a difference", "значение равно 10−5 единиц ровно", "значение равно 10–5 единиц ровно", "значение равно [-10−5-]{+10–5+} единиц ровно"},
		{"a range behind a bracket", "строки а)–в) листа заполняет гость", "строки а)–3) листа заполняет гость", "строки а)–[-в-]{+3+}) листа заполняет гость"},
		{"a range behind a bracket without its dash", "строки 1)–3) листа заполняет гость", "строки 1) 3) листа заполняет гость", "строки 1)[-–-]{+ +}3) листа заполняет гость"},
		{"a minus behind a bracket", "нижний предел (−5) градусов", "нижний предел (5) градусов", "нижний предел ([-−-]5) градусов"},
		{"a decimal comma", "пеня составляет 0,5 процента долга", "пеня составляет 05 процента долга", "пеня составляет [-0,5-]{+05+} процента долга"},
		{"a section sign", "порядок описан в § 5 инструкции", "порядок описан в 5 инструкции", "порядок описан в[- §-] 5 инструкции"},
		{"a dash between words", "Читатель – гость библиотеки города", "Читатель гость библиотеки города", "Читатель[- –-] гость библиотеки города"},
		{"the form of a dash", "Читатель — гость библиотеки города", "Читатель – гость библиотеки города", "Читатель [-t:—-]{+t:–+} гость библиотеки города"},
		{"the form of a range", "срок составляет 10-15 дней всего", "срок составляет 10–15 дней всего", "срок составляет [-t:10-15-]{+t:10–15+} дней всего"},
		{"a comma that moves strikes no word", "төлеу қажет емес, кешіру керек болады", "төлеу қажет, емес кешіру керек болады", "төлеу қажет{+,+} емес[-,-] кешіру керек болады"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := compare(t, numbered(c.old), numbered(c.new))
			if got := marked(r.Records[1].Segments); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestCounts(t *testing.T) {
	for _, c := range []struct {
		name, old, new    string
		deleted, inserted int
		marks             bool
	}{
		{"words and a comma", "ақпаратты, оның ішінде сілтемелерді, жүйеге салмайды", "ақпаратты, оның ішінде өзге жасанды сілтемелерді жүйеге салмайды", 0, 2, true},
		{"a comma beside a word", "книгу выдают на дом читателям", "книгу выдают на дом, кроме редких, читателям", 0, 2, false},
		{"quotes and spaces", "слово «зал» понятно всем читателям", "слово \"зал\" понятно всем\u00A0читателям", 0, 0, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			rec := compare(t, numbered(c.old), numbered(c.new)).Records[1]
			if d, i := rec.WordsChanged(); d != c.deleted || i != c.inserted || rec.MarksChanged() != c.marks {
				t.Errorf("%d struck, %d written, marks %v: %s", d, i, rec.MarksChanged(), marked(rec.Segments))
			}
		})
	}
}
