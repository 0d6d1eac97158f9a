package word

import (
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
)

// TestTable: the comparative table has the old and the new wording of what
// changed and nothing else, marks the words that one wording alone has, gives the
// reasons, or the summary of all changes once beside each run of clauses without one,
// and has one row for what was only renumbered.
func TestTable(t *testing.T) {
	old := parse(t, "## 1. Срок\n\n1.1. Договор действует один год.\n\n1.2. Прежний пункт снят целиком.\n\n## 2. Цена\n\n2.1. Цена без изменений.\n\n2.2. Оплата идет по счету.\n", "Т")
	new := parse(t, "## 1. Срок\n\n1.1. Договор действует два года.\n\n1.3. Стороны уведомляют друг друга о продлении.\n\n## 2. Цена\n\n2.1. Валюта расчетов – тенге Республики Казахстан.\n\n2.2. Цена без изменений.\n\n2.3. Оплата идет по счету.\n", "Т")
	p := languagetest.Printer("ru")
	pair := Pair{Redline: redline.Compare(languagetest.Of("ru"), old, new),
		New: Edition{Text: &legal.Text{Units: new, Changes: "Уточнены сроки.", Reasons: map[string]string{"1.1": "Просьба сторон.", "1.3": "Решение суда."}}}}
	d, err := tableDocument(p, pair, "1", "2")
	if err != nil {
		t.Fatal(err)
	}
	data, err := docx.Write(d, docx.Settings{Landscape: true})
	if err != nil {
		t.Fatal(err)
	}
	back, found := docx.Read("t.docx", data)
	if back == nil || len(back.Blocks) < 2 {
		t.Fatal(found)
	}
	var rows []string
	var spanned []bool // the cells that are merged with others; true: the first of them
	table := back.Blocks[1].(*docx.Table)
	for _, r := range table.Rows {
		var cells []string
		if r.Cells[4].Merged || r.Cells[4].Below {
			spanned = append(spanned, r.Cells[4].Merged)
		}
		for _, c := range r.Cells {
			var s strings.Builder
			for k, p := range docx.Paragraphs(c.Blocks) {
				if k > 0 {
					s.WriteString("/")
				}
				for _, run := range p.Runs {
					switch run.Face {
					case docx.Bold:
						s.WriteString("+" + run.Text + "+")
					case docx.Bold | docx.Struck:
						s.WriteString("-" + run.Text + "-")
					default:
						s.WriteString(run.Text)
					}
				}
			}
			cells = append(cells, s.String())
		}
		rows = append(rows, strings.Join(cells, " | "))
	}
	got := strings.Join(rows, "\n")
	want := `+№ п/п+ | +Структурный элемент+ | +Действующая редакция+/1 | +Предлагаемая редакция+/2 | +Обоснование+
1 | пункт 1.1/изменены 2 слова | 1.1. Договор действует -один год-. | 1.1. Договор действует +два года+. | Просьба сторон.
2 | пункт 1.2/исключен | -1.2. Прежний пункт снят целиком.- | Исключить | Уточнены сроки.
3 | пункт 1.3/добавлен | Отсутствует | +1.3. Стороны уведомляют друг друга о продлении.+ | Решение суда.
4 | пункт 2.1/добавлен | Отсутствует | +2.1. Валюта расчетов – тенге Республики Казахстан.+ | Уточнены сроки.
5 | Нумерация изменена | 2.1–2.2 | 2.2–2.3 | `
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if !slices.Equal(spanned, []bool{true, false}) {
		t.Error("merged:", spanned)
	}
	if !table.Rows[0].Head {
		t.Error("the head is not repeated")
	}
}
