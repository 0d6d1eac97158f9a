package word

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
	"github.com/kelisim/kelisim/internal/redline"
)

func parse(t testing.TB, source, title string) []legal.Unit {
	t.Helper()
	units, _ := markdown.Parse(markdown.Input{Path: "t.md", Source: []byte(source), Title: title, Language: languagetest.Of("ru")})
	return units
}

// proved packs the redline of two texts, which proves it, and returns the model
// as it is read back.
func proved(t testing.TB, old, new []legal.Unit, opts Options) *docx.Document {
	t.Helper()
	r := redline.Compare(languagetest.Of("ru"), old, new)
	s := docx.Settings{Title: "Т", Language: "ru-RU"}
	data, err := Pack(Redline(r, old, new, opts), old, new, s)
	if err != nil {
		t.Fatalf("%v\nold\n%s\nnew\n%s", err, strings.Join(textLines(old), "\n"), strings.Join(textLines(new), "\n"))
	}
	again, err := Pack(Redline(redline.Compare(languagetest.Of("ru"), old, new), old, new, opts), old, new, s)
	if err != nil || !bytes.Equal(data, again) {
		t.Fatalf("made twice, the file differs (%v)", err)
	}
	d, _ := docx.Read("t.docx", data)
	return d
}

var pairs = []struct{ name, old, new string }{
	{"equal", "1.1. Оператор вправе.\n", "1.1. Оператор вправе.\n"},
	{"words", "1.1. Срок – **один** год.\n", "1.1. Срок – **два** года.\n"},
	{"number", "1.1. Срок.\n\n1.2. Цена.\n", "1.1. Предмет договора новый.\n\n1.2. Срок.\n\n1.3. Цена.\n"},
	{"first clause goes", "1. Раз.\n\n2. Два.\n", "1. Два.\n"},
	{"last clause goes", "1. Раз.\n\n2. Два.\n", "1. Раз.\n"},
	{"last clause comes", "1. Раз.\n", "1. Раз.\n\n2. Два.\n"},
	{"words and clauses added to an end", "1. Раз.\n\n2. Конец\n\n3. Три.\n", "1. Раз и еще.\n\n1-1. Новый.\n\n2. Конец текста\n\n2-1. Новый и последний\n\n3. Три.\n"},
	{"clause split behind added words", "1. Раз\n\nОператор хранит данные. Пользователь хранит пароль от портала.\n", "1. Раз и два\n\n2. Оператор хранит данные.\n\nПользователь хранит пароль от портала.\n"},
	{"all goes", "1. Раз.\n\n2. Два.\n", ""},
	{"all comes", "", "1. Раз.\n\n| а | б |\n|---|---|\n| в | г |\n"},
	{"split", "1.1. Пользователь хранит пароль. Оператор отвечает за сохранность данных в течение срока договора.\n", "1.1. Пользователь хранит пароль.\n\n1.2. Оператор отвечает за сохранность данных в течение срока договора.\n"},
	{"merged", "1.1. Пользователь хранит пароль и не передает его.\n\n1.2. Оператор отвечает за сохранность данных в течение срока договора.\n", "1.1. Пользователь хранит пароль и не передает его. Оператор отвечает за сохранность данных в течение срока договора.\n"},
	{"moved", "1. Оператор отвечает за сохранность данных.\n\n2. Пользователь хранит пароль и никому его не передает.\n\n3. Срок договора – один год со дня подписания.\n", "1. Оператор отвечает за сохранность данных.\n\n2. Срок договора – один год со дня подписания.\n\n3. Пользователь хранит пароль и никому его не передает.\n"},
	{"moved paragraphs", "Оператор отвечает за сохранность данных.\n\nПользователь хранит пароль и никому его не передает.\n\nСрок договора – один год со дня подписания.\n", "Срок договора – один год со дня подписания.\n\nОператор отвечает за сохранность данных.\n\nПользователь хранит пароль и никому его не передает.\n"},
	{"heading from clause", "1. Общие положения\n\nТекст раздела один.\n", "## 1. Общие положения\n\nТекст раздела один.\n"},
	{"style and link", "См. **закон** о [связи](https://a.kz) и *учете*.\n", "См. *закон* о [связи](https://b.kz) и учете.\n"},
	{"line break", "Адрес:\\\nАлматы\n", "Адрес: Алматы\n"},
	{"line break comes", "Адрес: Алматы\n", "Адрес:\\\nг. Алматы\n"},
	{"cells", "| Услуга | Цена |\n|---|---|\n| Доступ | 100 |\n| Поддержка | 50 |\n", "| Услуга | Цена |\n|---|---|\n| Доступ | 200 |\n| Новое | 1 |\n| Поддержка | 50 |\n"},
	{"column comes", "| Услуга | Цена |\n|---|---|\n| Доступ | 100 |\n", "| Услуга | Цена | Срок |\n|---|---|---|\n| Доступ | 100 | год |\n"},
	{"words go to another cell", "| Услуга связи | Цена |\n|---|---|\n| Доступ к сети | 100 |\n", "| Услуга | связи Цена |\n|---|---|\n| Доступ | к сети 100 |\n"},
	{"table parted", "| а | б |\n|---|---|\n| один | два |\n| три | четыре |\n", "| а | б |\n|---|---|\n| один | два |\n\nМежду.\n\n| а | б |\n|---|---|\n| три | четыре |\n"},
	{"tables follow each other", "| а | б |\n|---|---|\n| один | два |\n\n<!-- -->\n\n| в | г |\n|---|---|\n| три | четыре |\n", "| в | г |\n|---|---|\n| три | четыре |\n"},
	{"paragraphs around rows", "До таблицы.\n\n| а | б |\n|---|---|\n| один | два |\n| три | четыре |\n\nПосле.\n", "Иначе до.\n\n| а | б |\n|---|---|\n| новый | ряд |\n| три | четыре |\n| пять | шесть |\n\nИначе после нее.\n"},
	{"list", "Входят:\n\n- первое;\n- второе.\n", "Входят:\n\n- первое;\n- новое;\n- второе.\n"},
	{"nested list and quotation", "> Цитата из закона.\n\n- а\n  - б\n\n  еще\n", "> Цитата из другого закона.\n\n- а\n  - б\n  - в\n\n  еще раз\n"},
	{"code", "```\nа  б\n  в\n```\n", "```\nа  б\n  г\n```\n"},
	{"rule", "Раз.\n\n---\n\nДва.\n", "Раз.\n\nДва.\n\n---\n\nТри.\n"},
	{"title", "", ""},
	{"refused", "<div>\n\nТекст.\n", "Текст.\n"},
	{"no-break space", "10\u00a0000 тенге", "10 000 тенге"},
	{"angle brackets", "Цена \\<100\\> & «больше».\n", "Цена \\<200\\> & \"больше\".\n"},
}

// TestRedline: the document of a redline is proved for every kind of change,
// forwards and backwards, with moves and without.
func TestRedline(t *testing.T) {
	for _, p := range pairs {
		t.Run(p.name, func(t *testing.T) {
			a, b := parse(t, p.old, "Соглашение"), parse(t, p.new, "Договор")
			if p.name != "title" {
				b = parse(t, p.new, "Соглашение")
			}
			for _, moves := range []bool{false, true} {
				opts := Options{Mark: docx.Mark{Author: "Оператор", Date: time.Unix(0, 0)}, Moves: moves}
				proved(t, a, b, opts)
				proved(t, b, a, opts)
			}
		})
	}
}

// TestRefused: a document that is wrong in one place only, accepted or rejected,
// is not handed out.
func TestRefused(t *testing.T) {
	old := parse(t, "1.1. Срок – один год.\n\n1.2. Цена – [сто](https://a.kz) тенге.\n\n| а | б |\n|---|---|\n| в | г |\n", "Т")
	new := parse(t, "1.1. Срок – два года.\n\n1.2. Новый пункт о порядке.\n\n1.3. Цена – [сто](https://a.kz) тенге.\n\n| а | б |\n|---|---|\n| в | д |\n", "Т")
	paragraph := func(d *docx.Document, i int) *docx.Paragraph { return docx.Paragraphs(d.Blocks)[i] }
	for name, spoil := range map[string]func(d *docx.Document){
		"a number":                 func(d *docx.Document) { paragraph(d, 1).Runs[0].Text = "1.4.\t" },
		"a word for a like one":    func(d *docx.Document) { paragraph(d, 1).Runs[1].Text = "Cрок – " }, // a Latin C
		"a mark that is missing":   func(d *docx.Document) { paragraph(d, 1).Runs[2].Del = nil },
		"an end that is not new":   func(d *docx.Document) { paragraph(d, 2).Ins = nil },
		"a link":                   func(d *docx.Document) { paragraph(d, 3).Runs[4].Link = "https://b.kz" },
		"a style":                  func(d *docx.Document) { paragraph(d, 1).Style = "quote" },
		"a face":                   func(d *docx.Document) { paragraph(d, 1).Runs[1].Face = docx.Bold },
		"a paragraph that is left": func(d *docx.Document) { d.Blocks = append(d.Blocks[:1], d.Blocks[2:]...) },
		"a row that is left":       func(d *docx.Document) { t := d.Blocks[len(d.Blocks)-1].(*docx.Table); t.Rows = t.Rows[:1] },
	} {
		d := Redline(redline.Compare(languagetest.Of("ru"), old, new), old, new, Options{Mark: docx.Mark{Author: "А"}})
		if _, err := Pack(d, old, new, docx.Settings{}); err != nil {
			t.Fatal(err)
		}
		spoil(d)
		var unproved *Unproved
		if _, err := Pack(d, old, new, docx.Settings{}); !errors.As(err, &unproved) {
			t.Errorf("%s: handed out (%v)", name, err)
		}
	}
}
