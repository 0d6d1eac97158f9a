package description_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/kelisim/kelisim/internal/description"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
	"github.com/kelisim/kelisim/internal/redline"
)

func compare(lang, old, new string) (*redline.Redline, *legal.Text) {
	grammar := languagetest.Of(lang)
	parse := func(s string) *legal.Text {
		units, _ := markdown.Parse(markdown.Input{Path: "x.md", Source: []byte(s), Title: "Правила", Language: grammar})
		return &legal.Text{Lang: legal.Lang(lang), Units: units}
	}
	a, b := parse(old), parse(new)
	return redline.Compare(grammar, a.Units, b.Units), b
}

// lines are what is said of the records to which something happened.
func lines(t testing.TB, p description.Printer, r *redline.Redline) []string {
	t.Helper()
	var out []string
	for i := range r.Records {
		if r.Records[i].Equal() {
			continue
		}
		line, err := description.Record(p, &r.Records[i])
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, line)
	}
	return out
}

func TestRecord(t *testing.T) {
	for name, test := range map[string]struct {
		lang, old, new string
		want           []string
	}{
		"a word":          {"ru", "1.1. Оплата вносится ежегодно.", "1.1. Оплата вносится ежемесячно.", []string{"пункт 1.1: изменено 1 слово"}},
		"a word, Kazakh":  {"kk", "1.1. Төлем жыл сайын жасалады.", "1.1. Төлем ай сайын жасалады.", []string{"1.1-тармақ: 1 сөз өзгерді"}},
		"added":           {"ru", "1. Первое.", "1. Первое.\n\n2. Совсем другое условие.", []string{"пункт 2: добавлен"}},
		"removed":         {"ru", "1. Первое.\n\n2. Совсем другое условие.", "1. Первое.", []string{"пункт 2: исключен"}},
		"of a gender":     {"ru", "# Глава 1. Общее\n\n1. Первое.", "# Глава 1. Общее\n\n1. Первое.\n\n# Глава 2. Порядок разрешения споров", []string{"глава 2: добавлена"}},
		"renumbered":      {"kk", "1. Мекеме деректерді сақтайды.\n\n2. Төлем үш күнде жасалады.", "1. Шарт бұзылуы мүмкін емес.\n\n2. Мекеме деректерді сақтайды.\n\n3. Төлем үш күнде жасалады.", []string{"1-тармақ: қосылды", "2-тармақ: бұрынғы нөмірі 1", "3-тармақ: бұрынғы нөмірі 2"}},
		"a minus":         {"ru", "1. Хранить при температуре не ниже −5 градусов.", "1. Хранить при температуре не ниже 5 градусов.", []string{"пункт 1: изменен знак у числа"}},
		"a limit":         {"ru", "1. Плата за место ≤ 10 тенге.", "1. Плата за место ≥ 10 тенге.", []string{"пункт 1: изменен знак у числа"}},
		"a currency":      {"kk", "1. Орын ақысы 10 $ болады.", "1. Орын ақысы 10 € болады.", []string{"1-тармақ: сан жанындағы белгі өзгерді"}},
		"a degree":        {"ru", "1. Хранить в тепле при 5 ° и выше.", "1. Хранить в тепле при 5 % и выше.", []string{"пункт 1: изменен знак у числа"}},
		"a dash, Kazakh":  {"kk", "1. Ауытқу 10 – 5 бірлікті құрайды.", "1. Ауытқу 10 5 бірлікті құрайды.", []string{"1-тармақ: сан жанындағы белгі өзгерді"}},
		"a dash of words": {"ru", "1. Читатель – гость библиотеки города.", "1. Читатель гость библиотеки города.", []string{"пункт 1: изменены знаки препинания"}},
		"marks":           {"ru", "1. Оплата, если иное не сказано вносится сразу.", "1. Оплата, если иное не сказано, вносится сразу.", []string{"пункт 1: изменены знаки препинания"}},
		"signs":           {"ru", "1. Оплата - это взнос.", "1. Оплата – это взнос.", []string{"пункт 1: изменены только знаки набора (кавычки, тире, пробелы)"}},
		"formatting":      {"ru", "1. Оплата вносится сразу.", "1. Оплата вносится **сразу**.", []string{"пункт 1: изменено оформление"}},
		"a citation only": {"ru", "1. Как сказано в пункте 2.\n\n2. Оплата вносится сразу и полностью.", "1. Как сказано в пункте 3.\n\n2. Договор хранится у оператора сайта.\n\n3. Оплата вносится сразу и полностью.", []string{"пункт 1: ссылка приведена в соответствие с новым номером", "пункт 2: добавлен", "пункт 3: прежний номер 2"}},
	} {
		t.Run(name, func(t *testing.T) {
			r, _ := compare(test.lang, test.old, test.new)
			if got := lines(t, languagetest.Printer(test.lang), r); !slices.Equal(got, test.want) {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

// drawn is a text of random clauses.
func drawn(t *rapid.T, label string) string {
	words := []string{"Оператор хранит данные", "Плата вносится в срок", "Согласие дает пользователь", "Спор решает суд", "**Важно** знать правила"}
	ends := []string{"", " за три дня", ", если иное не сказано", " (пункт 2)", "; прочее"}
	var b strings.Builder
	for i := range rapid.IntRange(0, 5).Draw(t, label) {
		switch rapid.IntRange(0, 5).Draw(t, label+" kind") {
		case 0:
			fmt.Fprintf(&b, "# Глава %d. %s\n\n", i+1, rapid.SampledFrom(words).Draw(t, label))
		case 1:
			fmt.Fprintf(&b, "- %s\n\n", rapid.SampledFrom(words).Draw(t, label))
		case 2:
			fmt.Fprintf(&b, "| %s | %s |\n|---|---|\n\n", rapid.SampledFrom(words).Draw(t, label), rapid.SampledFrom(ends).Draw(t, label))
		default:
			fmt.Fprintf(&b, "%d. %s%s.\n\n", i+1, rapid.SampledFrom(words).Draw(t, label), rapid.SampledFrom(ends).Draw(t, label))
		}
	}
	return b.String()
}

// Of any two texts: something is said of a record if and only if something happened to
// it; the counts say that nothing changed if and only if nothing did; the table has
// every record to which something happened once, those that have nothing but another
// number in its last row.
func TestDescriptionLaws(t *testing.T) {
	for _, lang := range []string{"kk", "ru", "en"} {
		p := languagetest.Printer(lang)
		none, err := p.Text("change.none", nil)
		if err != nil {
			t.Fatal(err)
		}
		rows, moved := 0, 0
		law := func(r *rapid.T) {
			red, text := compare("ru", drawn(r, "old"), drawn(r, "new"))
			happened := map[*redline.Record]bool{}
			for i := range red.Records {
				rec := &red.Records[i]
				what, err := description.What(p, rec)
				if err != nil {
					r.Fatal(err)
				}
				// What moved with a clause alone is told of that clause.
				carried := rec.Carried && rec.Change == redline.Unchanged && !rec.Renumbered && !rec.Formatting
				if (what == "") != (rec.Equal() || carried) || strings.Contains(what, "i18n:") {
					r.Fatalf("of a record that is equal: %v, is said %q", rec.Equal(), what)
				}
				if !rec.Equal() && !description.IsRenumbered(rec) {
					happened[rec] = true
				}
			}
			counts, err := description.Counts(p, red.Summary, red.Replacements)
			if err != nil {
				r.Fatal(err)
			}
			if s := red.Summary; (counts[0] == none) != (s.Changed+s.Added+s.Removed+s.Split+s.Merged+s.Moved+s.Renumbered+s.Formatting == 0) {
				r.Fatalf("%+v is %q", red.Summary, counts)
			}
			table, err := description.Table(p, red, text)
			if err != nil {
				r.Fatal(err)
			}
			for i, row := range table {
				if row.Name == "" {
					r.Fatalf("row %d has no name", i)
				}
				if row.Record == nil {
					moved++
					if i != len(table)-1 || len(row.Old) == 0 || len(row.Old) != len(row.New) {
						r.Fatalf("the row of numbers is number %d of %d: %v, %v", i+1, len(table), row.Old, row.New)
					}
					continue
				}
				rows++
				if row.What == "" {
					r.Fatalf("row %s does not say what happened", row.Name)
				}
				if !happened[row.Record] {
					r.Fatalf("row %s stands twice, or nothing happened to it", row.Name)
				}
				delete(happened, row.Record)
			}
			if len(happened) > 0 {
				r.Fatalf("the table lacks %d records", len(happened))
			}
		}
		for range 20 { // until both kinds of rows were seen
			if rapid.Check(t, law); rows > 0 && moved > 0 {
				break
			}
		}
		if rows == 0 || moved == 0 {
			t.Errorf("%s: %d rows, %d of numbers", lang, rows, moved)
		}
	}
}

// Clauses that follow each other before and after stand in one line of the row of
// numbers; where they part a new line begins.
func TestRowOfNumbers(t *testing.T) {
	old := "1.1. Оператор хранит данные.\n\n1.2. Плата вносится в срок.\n\n1.3. Спор решает суд.\n\n1.4. Письмо идет месяц."
	new := "1.1. Новое условие о доступе к сайту.\n\n1.2. Оператор хранит данные.\n\n1.3. Плата вносится в срок.\n\n1.5. Спор решает суд.\n\n1.6. Письмо идет месяц."
	r, text := compare("ru", old, new)
	table, err := description.Table(languagetest.Printer("ru"), r, text)
	if err != nil {
		t.Fatal(err)
	}
	last := table[len(table)-1]
	if len(table) != 2 || !slices.Equal(last.Old, []string{"1.1–1.2", "1.3–1.4"}) || !slices.Equal(last.New, []string{"1.2–1.3", "1.5–1.6"}) {
		t.Errorf("%d rows, the last %v > %v", len(table), last.Old, last.New)
	}
}

// A reason is that of the clause, else of the clause around it; that of clause 1 is not
// the reason of every item 1).
func TestReasons(t *testing.T) {
	r, text := compare("ru", "1. Случаи:\n\n2) первый случай;\n\n2. Сроки:\n\n1) три дня;", "1. Случаи:\n\n2) первый и второй случай;\n\n2. Сроки:\n\n1) четыре дня;")
	text.Reasons = map[string]string{"1": "по письму комитета"}
	table, err := description.Table(languagetest.Printer("ru"), r, text)
	if err != nil {
		t.Fatal(err)
	}
	if len(table) != 2 || table[0].Reason != "по письму комитета" || table[1].Reason != "" {
		t.Errorf("%+v", table)
	}
}

// The number of an item has its bracket; a clause that moved with the one before it, and
// a row that has another column, are described by what happened to them alone.
func TestWhat(t *testing.T) {
	const list = "1. Вправе:\n\n1) звонить с девяти до шести;\n\n2) писать в любое время;\n\n3) приходить по записи.\n"
	for _, c := range []struct {
		old, new string
		want     []string
	}{
		{list, strings.NewReplacer("2) писать в любое время;\n\n", "", "3)", "2)").Replace(list),
			[]string{"подпункт 2) пункта 1: исключен", "подпункт 2) пункта 1: прежний номер 3)"}},
		{"| А | Б |\n|---|---|\n| 1 | два |\n", "| А | Б | В |\n|---|---|---|\n| 1 | два | три |\n",
			[]string{"головка таблицы: добавлено 1 слово", "строка 1 таблицы: добавлено 1 слово"}},
	} {
		r, _ := compare("ru", c.old, c.new)
		if got := lines(t, languagetest.Printer("ru"), r); !slices.Equal(got, c.want) {
			t.Errorf("%q", got)
		}
	}
}
