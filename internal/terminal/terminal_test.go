package terminal_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/terminal"
)

const oldText = `## 1. Жалпы ережелер

1.1. Пайдаланушы тіркелген жазбаны басқа тұлғаға бермейді және құпиясөзін сақтайды.

1.2. Мекеме қызметті тоқтата алады.

1.3. Дау сотта қаралады.
`

const newText = `## 1. Жалпы ережелер

1.1. Пайдаланушы есептік жазбаны басқа тұлғаға бермейді және құпиясөзін сақтайды.

1.2. Мекеме өзгерістер туралы хабарлайды.

1.3. Мекеме қызметті тоқтата алады.
`

func compare() *redline.Redline {
	old, _ := markdown.Parse(markdown.Input{Path: "old.md", Source: []byte(oldText), Language: languagetest.Of("ru")})
	new, _ := markdown.Parse(markdown.Input{Path: "new.md", Source: []byte(newText), Language: languagetest.Of("ru")})
	return redline.Compare(languagetest.Of("ru"), old, new)
}

func TestWrite(t *testing.T) {
	var out bytes.Buffer
	o := terminal.Options{Width: 60, Old: "ескі", New: "жаңа"}
	if err := terminal.Write(&out, languagetest.Printer("kk"), compare(), o); err != nil {
		t.Fatal(err)
	}
	want := `- ескі
+ жаңа
1 тармақ өзгерді
1 тармақ қосылды
1 тармақ алып тасталды
1 тармақтың нөмірі ауысты

1 Жалпы ережелер

~ 1.1-тармақ: 1 сөз өзгерді
    Пайдаланушы [-тіркелген-]{+есептік+} жазбаны басқа
    тұлғаға бермейді және құпиясөзін сақтайды.

+ 1.2-тармақ: қосылды
    Мекеме өзгерістер туралы хабарлайды.

~ 1.3-тармақ: бұрынғы нөмірі 1.2

- 1.3-тармақ: алып тасталды
    Дау сотта қаралады.
`
	if got := out.String(); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// Colour only adds: without its sequences the same text is left. No line is wider
// than asked for.
func TestColorAndWidth(t *testing.T) {
	for _, width := range []int{40, 60, 100} {
		var plain, color bytes.Buffer
		p := languagetest.Printer("ru")
		if err := terminal.Write(&plain, p, compare(), terminal.Options{Width: width, Old: "a", New: "b"}); err != nil {
			t.Fatal(err)
		}
		if err := terminal.Write(&color, p, compare(), terminal.Options{Width: width, Color: true, Old: "a", New: "b"}); err != nil {
			t.Fatal(err)
		}
		stripped := strings.NewReplacer("\x1b[31m", "", "\x1b[32m", "", "\x1b[2m", "", "\x1b[1m", "", "\x1b[0m", "").Replace(color.String())
		if stripped != plain.String() || stripped == color.String() {
			t.Errorf("width %d: colour changes the text", width)
		}
		for line := range strings.Lines(plain.String()) {
			if strings.HasPrefix(line, "    ") && utf8.RuneCountInString(strings.TrimSuffix(line, "\n")) > width {
				t.Errorf("width %d: %q", width, line)
			}
		}
	}
}

func TestTable(t *testing.T) {
	var out bytes.Buffer
	if err := terminal.Table(&out, languagetest.Printer("en"), compare(), &legal.Text{Changes: "Why"}, terminal.Options{Old: "1|2", New: "3"}); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(out.String()) {
		if n := strings.Count(line, "|") - strings.Count(line, `\|`); n != 6 {
			t.Errorf("%d cells: %s", n-1, line)
		}
	}
	if !strings.Contains(out.String(), "~~тіркелген~~") || !strings.Contains(out.String(), "**есептік**") {
		t.Error(out.String())
	}
}

// The table as filed: a number a row, the clauses' own numbers, what is absent said,
// and the reason of each clause, or the summary once for those that have none.
func TestTableFiled(t *testing.T) {
	unit := func(number, words string) legal.Unit {
		label, _, _ := legal.ParseLabel(nil, number)
		return legal.Unit{Kind: legal.Clause, Label: label, Parent: -1, Runs: []legal.Run{{Text: words}}}
	}
	old := []legal.Unit{unit("1.", "Срок хранения документов три года."), unit("2.", "Плата не взимается никем.")}
	new := []legal.Unit{unit("1.", "Срок хранения документов пять лет."), unit("3.", "Совсем другие слова о почте.")}
	legal.Outline(old)
	legal.Outline(new)
	r := redline.Compare(nil, old, new)
	for _, c := range []struct {
		text *legal.Text
		want string
	}{
		{&legal.Text{Reasons: map[string]string{"1": "Закон", "2": "Приказ"}}, `| № п/п | Структурный элемент | Действующая редакция: a | Предлагаемая редакция: b | Обоснование |
|---|---|---|---|---|
| 1 | пункт 1 | 1. Срок хранения документов ~~три года~~. | 1. Срок хранения документов **пять лет**. | Закон |
| 2 | пункт 2 | ~~2.~~ ~~Плата не взимается никем.~~ | Исключить | Приказ |
| 3 | пункт 3 | Отсутствует | **3.** **Совсем другие слова о почте.** |  |
`},
		{&legal.Text{Changes: "Все"}, `| № п/п | Структурный элемент | Действующая редакция: a | Предлагаемая редакция: b | Обоснование |
|---|---|---|---|---|
| 1 | пункт 1 | 1. Срок хранения документов ~~три года~~. | 1. Срок хранения документов **пять лет**. | № 1–3: Все |
| 2 | пункт 2 | ~~2.~~ ~~Плата не взимается никем.~~ | Исключить |  |
| 3 | пункт 3 | Отсутствует | **3.** **Совсем другие слова о почте.** |  |
`},
		// Where some clauses have a reason of their own, each run of the others has the summary.
		{&legal.Text{Changes: "Все", Reasons: map[string]string{"1": "Закон"}}, `| № п/п | Структурный элемент | Действующая редакция: a | Предлагаемая редакция: b | Обоснование |
|---|---|---|---|---|
| 1 | пункт 1 | 1. Срок хранения документов ~~три года~~. | 1. Срок хранения документов **пять лет**. | Закон |
| 2 | пункт 2 | ~~2.~~ ~~Плата не взимается никем.~~ | Исключить | № 2–3: Все |
| 3 | пункт 3 | Отсутствует | **3.** **Совсем другие слова о почте.** |  |
`},
		{&legal.Text{Changes: "Все", Reasons: map[string]string{"2": "Приказ"}}, `| № п/п | Структурный элемент | Действующая редакция: a | Предлагаемая редакция: b | Обоснование |
|---|---|---|---|---|
| 1 | пункт 1 | 1. Срок хранения документов ~~три года~~. | 1. Срок хранения документов **пять лет**. | Все |
| 2 | пункт 2 | ~~2.~~ ~~Плата не взимается никем.~~ | Исключить | Приказ |
| 3 | пункт 3 | Отсутствует | **3.** **Совсем другие слова о почте.** | Все |
`},
	} {
		var out bytes.Buffer
		if err := terminal.Table(&out, languagetest.Printer("ru"), r, c.text, terminal.Options{Old: "a", New: "b"}); err != nil || out.String() != c.want {
			t.Errorf("%v\n%s", err, out.String())
		}
	}
}

// The same in Kazakh; clauses of which only the number changed stand together, last.
func TestTableFiledKazakh(t *testing.T) {
	unit := func(number, words string) legal.Unit {
		label, _, _ := legal.ParseLabel(nil, number)
		return legal.Unit{Kind: legal.Clause, Label: label, Parent: -1, Runs: []legal.Run{{Text: words}}}
	}
	old := []legal.Unit{unit("1.1.", "Төлем ешкімнен алынбайды."), unit("1.2.", "Өтінім жеке беріледі."), unit("1.3.", "Жауап пошта арқылы жіберіледі."), unit("1.5.", "Құжат үш жыл сақталады.")}
	new := []legal.Unit{unit("1.1.", "Өтінім жеке беріледі."), unit("1.2.", "Жауап пошта арқылы жіберіледі."), unit("1.5.", "Құжат бес жыл сақталады."), unit("1.6.", "Мүлде басқа сөздер келді.")}
	legal.Outline(old)
	legal.Outline(new)
	const want = `| Р/с № | Құрылымдық элемент | Қолданыстағы редакция: a | Ұсынылып отырған редакция: b | Негіздеме |
|---|---|---|---|---|
| 1 | 1.1-тармақ | ~~1.1.~~ ~~Төлем ешкімнен алынбайды.~~ | Алып тасталсын | № 1–4: Бәрі |
| 2 | 1.5-тармақ | 1.5. Құжат ~~үш~~ жыл сақталады. | 1.5. Құжат **бес** жыл сақталады. |  |
| 3 | 1.6-тармақ | Жоқ | **1.6.** **Мүлде басқа сөздер келді.** |  |
| 4 | Нөмірлеу өзгерді | 1.2–1.3 | 1.1–1.2 |  |
`
	var out bytes.Buffer
	if err := terminal.Table(&out, languagetest.Printer("kk"), redline.Compare(nil, old, new), &legal.Text{Changes: "Бәрі"}, terminal.Options{Old: "a", New: "b"}); err != nil || out.String() != want {
		t.Errorf("%v\n%s", err, out.String())
	}
}

// A clause that moved with the section before it has no line of its own.
func TestCarried(t *testing.T) {
	const first, second = "## 1. Мақсаты\n\nКамералар кеңседе орнатылады және тәулік бойы жұмыс істейді.\n\n", "## 2. Беру\n\nЖазбалар үшінші тұлғаларға берілмейді.\n\nКөшірме де берілмейді, оны ешкім сұрай алмайды.\n\n"
	parse := func(s string) *redline.Prepared {
		units, _ := markdown.Parse(markdown.Input{Path: "x.md", Source: []byte(s), Language: languagetest.Of("kk")})
		return redline.Prepare(languagetest.Of("kk"), units)
	}
	var out bytes.Buffer
	if err := terminal.Write(&out, languagetest.Printer("kk"), parse(first+second).Compare(parse(second+first)), terminal.Options{}); err != nil {
		t.Fatal(err)
	}
	if got := strings.Count(out.String(), "\n~ "); got != 1 {
		t.Errorf("%d lines, want one\n%s", got, out.String())
	}
}
