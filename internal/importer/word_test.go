package importer

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/docx/docxtest"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
)

// agreement is a text as lawyers write it in Word: numbers by a list of three
// levels, headings by style, a table of contents, a note, a table, a list.
func agreement() docxtest.File {
	p := func(props, content string) string { return `<w:p><w:pPr>` + props + `</w:pPr>` + content + `</w:p>` }
	r := func(s string) string { return `<w:r><w:t xml:space="preserve">` + s + `</w:t></w:r>` }
	bold := func(s string) string {
		return `<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">` + s + `</w:t></w:r>`
	}
	style := func(s string) string { return `<w:pStyle w:val="` + s + `"/>` }
	level := func(s string) string { return `<w:numPr><w:ilvl w:val="` + s + `"/><w:numId w:val="1"/></w:numPr>` }
	bullet := `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>`
	cell := func(props, s string) string { return `<w:tc><w:tcPr>` + props + `</w:tcPr>` + p("", r(s)) + `</w:tc>` }
	return docxtest.File{
		Body: p(style("Title"), r("Соглашение об использовании портала")) + p("", "") +
			p(style("TOC1"), r("1. Общие положения\t2")) +
			p(style("H1")+level("0"), bold("Общие положения")) +
			p(level("1"), r("Оператор предоставляет доступ к ")+`<w:hyperlink r:id="web">`+r("порталу")+`</w:hyperlink>`+r(" по правилам статьи 15")+`<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>`+r(" закона.")) +
			p(level("1"), bold("Пользователь")+r(" обязан:")) +
			p(level("2"), r("хранить пароль;")) +
			p(level("2"), r("сообщать об утрате пароля.")) +
			p(style("H1")+level("0"), r("Оплата")) +
			p(level("1"), r("Плата взимается по таблице")+`<w:r><w:footnoteReference w:id="2"/></w:r>`+r(".")) +
			`<w:tbl><w:tr>` + cell("", "Услуга") + cell("", "Цена") + `</w:tr><w:tr>` + cell(`<w:gridSpan w:val="2"/>`, "Доступ бесплатный") + `</w:tr></w:tbl>` +
			p(level("1"), r("В цену входят:")) + p(bullet, r("поддержка;")) + p(bullet, r("обновления.")) +
			p("", `<w:ins w:id="1" w:author="Б">`+r("Добавленный абзац без номера.")+`</w:ins><w:del w:id="2" w:author="Б"><w:r><w:delText>Прежний абзац без номера.</w:delText></w:r></w:del>`),
		Numbering: `<w:abstractNum w:abstractNumId="0">` + docxtest.Level([]string{"0", "decimal", "%1."}, nil) + docxtest.Level([]string{"1", "decimal", "%1.%2."}, nil) + docxtest.Level([]string{"2", "russianLower", "%3)"}, nil) +
			`</w:abstractNum><w:abstractNum w:abstractNumId="1">` + docxtest.Level([]string{"0", "bullet", "\uf0b7"}, nil) + `</w:abstractNum>` +
			`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>`,
		Styles: `<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style><w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/></w:style>` +
			`<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>`,
		Footnotes: `<w:footnote w:id="2"><w:p><w:r><w:t>Цены указаны без налога.</w:t></w:r></w:p></w:footnote>`,
	}
}

const agreementDraft = `---
title: Соглашение об использовании портала
---

## 1. Общие положения

1.1. Оператор предоставляет доступ к [порталу](https://adilet.zan.kz/) по правилам статьи 15¹ закона.

1.2. **Пользователь** обязан:

а) хранить пароль;

б) сообщать об утрате пароля.

## 2. Оплата

2.1. Плата взимается по таблице\[1].

> \[1] Цены указаны без налога.

| Услуга | Цена |
|---|---|
| Доступ бесплатный |  |

2.2. В цену входят:

- поддержка;
- обновления.

`

func TestWord(t *testing.T) {
	data := agreement().Pack(t)
	for policy, last := range map[docx.Policy]string{docx.AcceptAll: "Добавленный абзац без номера.\n", docx.RejectAll: "Прежний абзац без номера.\n"} {
		res := Import("a.docx", data, Options{Language: "ru", Languages: languagetest.Set(), Site: site, Changes: policy})
		if len(res.Drafts) != 1 {
			t.Fatalf("%s: %d drafts, findings %v", policy, len(res.Drafts), res.List())
		}
		if got := string(res.Drafts[0].Markdown); got != agreementDraft+last {
			t.Errorf("%s: got\n%s", policy, got)
		}
		var got []string
		for _, f := range res.Found {
			got = append(got, f.Key())
		}
		want := []string{"import-contents", "import-merged", "docx-changes"}
		if policy == docx.RejectAll {
			want[2] = "docx-changes.rejected"
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: findings %v", policy, got)
		}
	}
	res := Import("a.docx", data, Options{Changes: docx.RefuseAll})
	if len(res.Drafts) != 0 || !res.List().HasErrors() {
		t.Errorf("refused changes gave %d drafts, findings %v", len(res.Drafts), res.List())
	}
}

// TestWordNumbers: the automatic numbers of odd documents stand in the draft as
// Word shows them, or in the form that a note names, each before its words.
func TestWordNumbers(t *testing.T) {
	for _, c := range docxtest.Numbering(t) {
		res := Import("a.docx", c.File.Pack(t), Options{Language: "ru", Languages: languagetest.Set(), Site: site})
		if len(res.Drafts) == 0 {
			t.Errorf("%s: %v", c.Name, res.List())
			continue
		}
		var got strings.Builder
		for _, d := range res.Drafts {
			got.Write(d.Markdown)
		}
		// A number may get a final dot or a space, which the findings tell.
		squeeze := strings.NewReplacer("\\", "", "#", "", ".", "", " ", "").Replace
		rest := squeeze(got.String())
		written := map[string]string{}
		for _, f := range res.Found {
			if f.Code == diag.ImportRelabelled {
				written[f.Args["label"].(string)], _ = f.Args["nearest"].(string)
			}
		}
		for i, label := range c.Labels {
			label = cmp.Or(written[label], label)
			want := squeeze(label + c.Texts[i])
			if label == "–" || label == "•" {
				want = squeeze("-" + c.Texts[i])
			}
			at := strings.Index(rest, want)
			if at < 0 {
				t.Errorf("%s: no %q in\n%s", c.Name, want, got.String())
				break
			}
			rest = rest[at+len(want):]
		}
	}
}

// TestWordBreaks: a line break ends a paragraph where a reader sees one end: before a
// number or a bullet, below the title of an article, between sentences. Others stay.
func TestWordBreaks(t *testing.T) {
	for _, c := range []struct{ lang, lines, want string }{
		{"ru", "1. Стороны|договорились:|2. Срок – один год.", "1. Стороны\\\nдоговорились:\n\n2. Срок – один год.\n"},
		{"ru", "Адрес:|ул. Абая, 5", "Адрес:\\\nул. Абая, 5\n"},
		{"ru", "1. Лодка|1.1. Лодка стоит.|Хозяин ушел.", "## 1. Лодка\n\n1.1. Лодка стоит.\n\nХозяин ушел.\n"},
		{"ru", "1. Лодка стоит.|Хозяин ушел.", "1. Лодка стоит.\\\nХозяин ушел.\n"},
		{"ru", "1. Хозяин:|- моет лодку;|- красит лодку.", "1. Хозяин:\n\n- моет лодку;\n- красит лодку.\n"},
		{"ru", "Глава 1. Причал|Лодка стоит у причала.", "## Глава 1. Причал\n\nЛодка стоит у причала.\n"},
		{"kk", "1-бап|Айлақ|Қайық айлақта тұрады.", "### 1-бап. Айлақ\n\nҚайық айлақта тұрады.\n"},
		{"kk", "Айлақ ашық.|Қайық айлақта.|Иесі кетті.", "Айлақ ашық.\n\nҚайық айлақта.\n\nИесі кетті.\n"},
		{"kk", "<b>1. Айлақ</b>|Мекенжайы: Жаға көшесі, 5|Тел. 55-55", "## 1. Айлақ\n\nМекенжайы: Жаға көшесі, 5\n\nТел. 55-55\n"},
		{"ru", "3. Контакты|Клуб лодочников|Тел. 8 727 55-55-55", "3. Контакты\n\nКлуб лодочников\n\nТел. 8 727 55-55-55\n"},
		{"kk", "1. Айлақ ашық.||Қайық айлақта.", "1. Айлақ ашық.\n\nҚайық айлақта.\n"},
	} {
		p := func(s string) string {
			s = strings.NewReplacer("|", `</w:t><w:br/><w:t>`, "<b>", `</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>`, "</b>", `</w:t></w:r><w:r><w:t>`).Replace(s)
			return `<w:p><w:r><w:t>` + s + `</w:t></w:r></w:p>`
		}
		body := p("ЕРЕЖЕ") + p(c.lines) + p("Осы сөйлемнен кейін ешнәрсе жоқ, ол мәтіннің жартысынан ұзын болуы үшін ғана осында тұрады және бөлінбейді.")
		res := Import("a.docx", docxtest.File{Body: body}.Pack(t), Options{Language: legal.Lang(c.lang), Languages: languagetest.Set()})
		if len(res.Drafts) != 1 || !strings.HasPrefix(string(res.Drafts[0].Markdown), "---\ntitle: ЕРЕЖЕ\n---\n\n"+c.want+"\nОсы ") {
			t.Errorf("%s: %d drafts, findings %v\n%s\nwant\n%s", c.lines, len(res.Drafts), res.List(), res.Drafts[0].Markdown, c.want)
		}
	}
}

// TestWordContents: a list of contents goes with the line that names it, which no style
// marks.
func TestWordContents(t *testing.T) {
	p := func(content string) string { return `<w:p>` + content + `</w:p>` }
	run := func(s string) string { return `<w:r><w:t xml:space="preserve">` + s + `</w:t></w:r>` }
	field := func(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
	body := p(run("ПРАВИЛА ПРИСТАНИ")) + p(run("Содержание")) + p(field("begin")+`<w:r><w:instrText> TOC \o </w:instrText></w:r>`+field("separate")+run("1. Лодки 2")) +
		p(run("2. Плоты 3")+field("end")) + p(run("1. Лодки")) + p(run("1.1. Лодки стоят у причала.")) + p(run("2. Плоты")) + p(run("2.1. Плоты стоят ниже."))
	res := Import("a.docx", docxtest.File{Body: body}.Pack(t), Options{Language: "ru", Languages: languagetest.Set()})
	want := "---\ntitle: ПРАВИЛА ПРИСТАНИ\n---\n\n## 1. Лодки\n\n1.1. Лодки стоят у причала.\n\n## 2. Плоты\n\n2.1. Плоты стоят ниже.\n"
	var gone []string
	for _, f := range res.Found {
		gone = append(gone, f.Key()+" "+f.Args["text"].(string))
	}
	if len(res.Drafts) != 1 || string(res.Drafts[0].Markdown) != want || strings.Join(gone, ", ") != "import-contents Содержание, import-contents 1. Лодки 2, import-contents 2. Плоты 3" {
		t.Errorf("got %v, findings %v", res.Drafts, gone)
	}
}

func TestWordEmpty(t *testing.T) {
	res := Import("a.docx", docxtest.File{Body: "<w:p/>"}.Pack(t), Options{})
	if len(res.Drafts) != 0 || len(res.Found) != 1 || res.Found[0].Key() != "import-empty" {
		t.Errorf("%d drafts, findings %v", len(res.Drafts), res.List())
	}
}

// TestWordRaised: a figure that Word raises is one of the number, and behind a word
// it is the mark of a note.
func TestWordRaised(t *testing.T) {
	run := func(s string) string { return `<w:r><w:t xml:space="preserve">` + s + `</w:t></w:r>` }
	raise := func(s string) string {
		return `<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>` + s + `</w:t></w:r>`
	}
	p := func(content string) string { return `<w:p>` + content + `</w:p>` }
	body := p(run("ПРАВИЛА ПРИСТАНИ")) + p(run("Статья 1. Лодки")) + p(run("Лодка")+raise("1")+run(" стоит у причала площадью 40 м")+raise("2")+run(".")) +
		p(run("Статья 1")+raise("1")+run(". Плоты")) + p(run("Плоты стоят ниже.")) + p(raise("1")+run(" Лодкой считается и катер."))
	res := Import("a.docx", docxtest.File{Body: body}.Pack(t), Options{Language: "ru", Languages: languagetest.Set(), Site: site})
	want := "---\ntitle: ПРАВИЛА ПРИСТАНИ\n---\n\n### Статья 1. Лодки\n\nЛодка\\[1] стоит у причала площадью 40 м².\n\n> \\[1] Лодкой считается и катер.\n\n### Статья 1¹. Плоты\n\nПлоты стоят ниже.\n"
	if len(res.Drafts) != 1 || string(res.Drafts[0].Markdown) != want {
		t.Errorf("%d drafts\n%s\nwant\n%s", len(res.Drafts), res.Drafts[0].Markdown, want)
	}
}

// TestWordHeads: an approval and the head of an annex that Word has in several
// paragraphs are read as one.
func TestWordHeads(t *testing.T) {
	var body strings.Builder
	for _, s := range []string{"УТВЕРЖДЕНО", "решением Совета пристани", "от 14 марта 2026 года № 3", "ПРАВИЛА", "стоянки лодок", "1. Лодки стоят у причалов.", "2. Плоты стоят ниже.",
		"Приложение 1", "к Правилам стоянки лодок", "ПЕРЕЧЕНЬ ПРИЧАЛОВ", "1. Верхний.", "2. Нижний."} {
		body.WriteString(`<w:p><w:r><w:t>` + s + `</w:t></w:r></w:p>`)
	}
	res := Import("a.docx", docxtest.File{Body: body.String()}.Pack(t), Options{Language: "ru", Languages: languagetest.Set(), Site: site})
	if len(res.Drafts) != 2 || res.Drafts[0].Title != "ПРАВИЛА стоянки лодок" || res.Drafts[0].Approved == nil || res.Drafts[0].Approved.Number != "3" ||
		res.Drafts[1].Title != "ПЕРЕЧЕНЬ ПРИЧАЛОВ" || !strings.Contains(string(res.Drafts[1].Markdown), "\nПриложение 1 к Правилам стоянки лодок\n") {
		t.Errorf("got %+v", res.Drafts)
	}
}

// TestWordLabels: a number that Word counts in a form that no text has is written in the
// nearest form, with a note; if there is none, a warning says that it stays words.
func TestWordLabels(t *testing.T) {
	for _, c := range []struct{ format, text, want string }{
		{"decimal", "%1.", "1. 2. 3."}, {"decimal", "%1)", "1) 2) 3)"}, {"decimal", "%1", "1. 2. 3."}, {"decimal", "[%1]", "1. 2. 3."}, {"decimal", "%1.)", "1) 2) 3)"},
		{"decimal", "%1:", "1. 2. 3."}, {"decimal", "№ %1", "1. 2. 3."}, {"decimal", "7.%1", "7.1 7.2 7.3"}, {"decimalZero", "%1.", "1. 2. 3."},
		{"lowerRoman", "%1.", "1) 2) 3)"}, {"lowerRoman", "(%1)", "1) 2) 3)"}, {"upperRoman", "%1)", "I. II. III."}, {"upperRoman", "%1", "I. II. III."},
		{"lowerLetter", "%1.", "a) b) c)"}, {"upperLetter", "%1.", "a) b) c)"}, {"russianLower", "%1.", "а) б) в)"}, {"russianUpper", "%1.", "а) б) в)"},
		{"decimalEnclosedCircle", "%1", "1) 2) 3)"}, {"decimal", "Статья %1", "Статья 1. Статья 2. Статья 3."},
		{"decimal", "（%1）", "1) 2) 3)"}, {"decimal", "%1、", "1. 2. 3."}, {"decimal", "Пункт %1.", "1. 2. 3."}, {"decimal", "%1-пункт.", "1. 2. 3."}, {"decimal", "Подпункт %1", "1) 2) 3)"},
		{"decimal", "Шаг %1:", ""}, {"decimal", "А-%1", ""}, {"russianLower", "%1%1)", ""}, {"upperRoman", "XL%1.", ""},
	} {
		var body strings.Builder
		body.WriteString(`<w:p><w:r><w:t>ПРАВИЛА</w:t></w:r></w:p>`)
		for _, word := range []string{"весла", "якорь", "трос"} {
			body.WriteString(`<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>Хозяин хранит ` + word + `.</w:t></w:r></w:p>`)
		}
		numbering := `<w:abstractNum w:abstractNumId="0">` + docxtest.Level([]string{"0", c.format, c.text}, nil) + `</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
		res := Import("a.docx", docxtest.File{Body: body.String(), Numbering: numbering}.Pack(t), Options{Language: "ru", Languages: languagetest.Set()})
		var got []string
		for _, p := range res.Drafts[0].paras {
			if p.label.Text != "" {
				got = append(got, p.label.Text)
			}
		}
		if strings.Join(got, " ") != c.want || (c.want == "") != (len(res.Found) == 1 && res.Found[0].Key() == "import-label.none") {
			t.Errorf("%s %s: labels %q, findings %v", c.format, c.text, got, res.List())
		}
	}
}

// TestWordLetterOrNumber: i is the ninth letter behind h, and a number at the beginning of a list.
func TestWordLetterOrNumber(t *testing.T) {
	n := &numbering{file: &file{rules: words("ru").Labels()}}
	for _, c := range []struct{ before, label, want string }{{"h.", "i.", "i)"}, {"b.", "i.", "1)"}, {"", "i.", "1)"}, {"iv.", "v.", "5)"}, {"u)", "v)", "v)"}, {"1.", "a.", "a)"}} {
		n.lines = []line{{Block: &blocks.Block{Label: c.before}}, {Block: &blocks.Block{Label: c.label}, text: "весла"}}
		got, _ := n.automatic(1)
		if label, _ := got.shown(n.rules); label.Text != c.want {
			t.Errorf("%s behind %s: got %s, want %s", c.label, c.before, label.Text, c.want)
		}
	}
}

// TestWordNestedTables: a table in a frame stays a table, one in a cell of a table of
// data becomes a line of the cell for each row, with a warning.
func TestWordNestedTables(t *testing.T) {
	p := func(s string) string { return `<w:p><w:r><w:t>` + s + `</w:t></w:r></w:p>` }
	table := func(rows ...[]string) string {
		var b strings.Builder
		b.WriteString(`<w:tbl>`)
		for _, row := range rows {
			b.WriteString(`<w:tr><w:tc>` + strings.Join(row, `<w:p/></w:tc><w:tc>`) + `<w:p/></w:tc></w:tr>`)
		}
		return b.String() + `</w:tbl>`
	}
	inner := table([]string{p("Катер"), p("100")}, []string{p("Лодка"), p("50")})
	for _, c := range []struct{ body, want, found string }{
		{table([]string{p("1. Плата:") + inner + p("2. Плата вносится вперед.")}), "1. Плата:\n\n| Катер | 100 |\n|---|---|\n| Лодка | 50 |\n\n2. Плата вносится вперед.\n", ""},
		{table([]string{p("Что"), p("Сколько")}, []string{p("Стоянка"), inner}), "| Что | Сколько |\n|---|---|\n| Стоянка | Катер; 100 Лодка; 50 |\n", "docx-nested-table"},
		{table([]string{p(""), p("Плата вносится вперед.")}), "Плата вносится вперед.\n", ""},
		{table([]string{p("Плата"), p("")}, []string{p("Подпись"), p("")}), "| Плата |  |\n|---|---|\n| Подпись |  |\n", ""},
	} {
		res := Import("a.docx", docxtest.File{Body: p("ПРАВИЛА") + c.body + `<w:p/>`}.Pack(t), Options{Language: "ru", Languages: languagetest.Set()})
		var found []string
		for _, f := range res.Found {
			found = append(found, f.Key())
		}
		if len(res.Drafts) != 1 || string(res.Drafts[0].Markdown) != "---\ntitle: ПРАВИЛА\n---\n\n"+c.want || strings.Join(found, " ") != c.found {
			t.Errorf("findings %v, got\n%s\nwant\n%s", found, res.Drafts[0].Markdown, c.want)
		}
	}
}

// TestWordIndent: hard spaces before a typed number are an indent.
func TestWordIndent(t *testing.T) {
	body := `<w:p><w:r><w:t>ПРАВИЛА</w:t></w:r></w:p><w:p><w:r><w:t>` + "\u00a0\u00a01.\u00a0Лодка стоит." + `</w:t></w:r></w:p><w:p><w:r><w:t>` + "\u00a0" + `</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>` + "\u00a02. Лодка" + `</w:t></w:r><w:r><w:t xml:space="preserve"> тонет.</w:t></w:r></w:p>`
	res := Import("a.docx", docxtest.File{Body: body}.Pack(t), Options{Language: "ru", Languages: languagetest.Set()})
	want := "---\ntitle: ПРАВИЛА\n---\n\n1. Лодка стоит.\n\n2. **Лодка** тонет.\n"
	if len(res.Drafts) != 1 || string(res.Drafts[0].Markdown) != want {
		t.Errorf("findings %v, got\n%s", res.List(), res.Drafts[0].Markdown)
	}
}

// TestWordOrder: the office above an order is no title and no heading, a date with its
// number in a table of one row is a line, and so is who signs: neither belongs to the
// head of the annex below.
func TestWordOrder(t *testing.T) {
	p := func(s string) string { return `<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>` + s + `</w:t></w:r></w:p>` }
	row := func(cells ...string) string {
		return `<w:tbl><w:tr><w:tc>` + strings.Join(cells, `</w:tc><w:tc>`) + `</w:tc></w:tr></w:tbl>`
	}
	plain := func(s string) string { return strings.ReplaceAll(p(s), "<w:rPr><w:b/></w:rPr>", "") }
	body := p("«Айлақ» клубы» ЖШС") + p("БҰЙРЫҚ") + row(plain("2026 жылғы 5 мамыр"), plain("№ 9")) + p("Айлақ қағидаларын бекіту туралы") +
		plain("БҰЙЫРАМЫН:") + plain("1. Қоса беріліп отырған қағидалар бекітілсін.") + row(plain("Директор"), plain("А. Сейіт")) +
		plain("Директордың") + plain("2026 жылғы 5 мамырдағы") + plain("№ 9 бұйрығымен") + plain("бекітілген") + p("Айлақ қағидалары") + plain("1. Айлақ ашық.") + plain("2. Айлақ жабық.")
	res := Import("a.docx", docxtest.File{Body: body}.Pack(t), Options{Language: "kk", Languages: languagetest.Set()})
	want := []string{"---\ntitle: Айлақ қағидаларын бекіту туралы\n---\n\n«Айлақ» клубы» ЖШС\n\nБҰЙРЫҚ\n\n2026 жылғы 5 мамыр № 9\n\nБҰЙЫРАМЫН:\n\n1. Қоса беріліп отырған қағидалар бекітілсін.\n\nДиректор А. Сейіт\n",
		"---\ntitle: Айлақ қағидалары\n---\n\nДиректордың 2026 жылғы 5 мамырдағы № 9 бұйрығымен бекітілген\n\n1. Айлақ ашық.\n\n2. Айлақ жабық.\n"}
	for i, d := range res.Drafts {
		if got := strings.ReplaceAll(string(d.Markdown), "**", ""); i >= len(want) || got != want[i] {
			t.Errorf("draft %d:\n%s", i, got)
		}
	}
	if len(res.Drafts) != len(want) {
		t.Errorf("%d drafts, findings %v", len(res.Drafts), res.List())
	}
}

// TestWordStamp: lines that are set to the right make one head of an annex.
func TestWordStamp(t *testing.T) {
	p := func(props, s string) string {
		return `<w:p><w:pPr>` + props + `</w:pPr><w:r><w:t>` + s + `</w:t></w:r></w:p>`
	}
	right := `<w:jc w:val="right"/>`
	body := p("", "Айлақ ережесі") + p("", "1. Айлақ ашық.") + p("", "2. Айлақ жабық.") +
		p(right, "Клубтың 2026 жылғы 5 мамырдағы") + p(right, "№ 9 бұйрығына") + p(right, "1-қосымша") + p("", "Қайық тізімі") + p("", "1. Ескек.")
	res := Import("a.docx", docxtest.File{Body: body}.Pack(t), Options{Language: "kk", Languages: languagetest.Set()})
	want := "---\ntitle: Қайық тізімі\n---\n\nКлубтың 2026 жылғы 5 мамырдағы № 9 бұйрығына 1-қосымша\n\n1. Ескек.\n"
	if len(res.Drafts) != 2 || string(res.Drafts[1].Markdown) != want {
		t.Errorf("%d drafts, findings %v", len(res.Drafts), res.List())
	}
}

// TestWordLanguages: of a text in Kazakh and Russian side by side each language is read by
// itself; what stands across both columns belongs to both, a row in one language to it.
func TestWordLanguages(t *testing.T) {
	p := func(s string) string { return `<w:p><w:r><w:t>` + s + `</w:t></w:r></w:p>` }
	cell := func(props, s string) string { return `<w:tc><w:tcPr>` + props + `</w:tcPr>` + s + `</w:tc>` }
	row := func(kk, ru string) string { return `<w:tr>` + cell("", kk) + cell("", ru) + `</w:tr>` }
	table := func(rows ...string) string { return `<w:tbl>` + strings.Join(rows, "") + `</w:tbl>` }
	body := table(row(p("Айлақ қағидалары"), p("Правила причала")), row(p("1. Айлақ күн сайын ашық, түнде жабық болады."), p("1. Причал открыт каждый день, ночью он закрыт.")),
		`<w:tr>`+cell(`<w:gridSpan w:val="2"/>`, p("ҮЗІЛІС"))+`</w:tr>`,
		row(p("2. Қайық иесі:")+p("1) ақы төлейді;")+p("2) тәртіпті сақтайды."), p("2. Хозяин лодки:")+p("1) платит;")+p("2) соблюдает порядок.")),
		row(p("3. Айлақта от жағуға болмайды."), p("3. На причале нельзя разводить костер."))) +
		p("") + table(row(p("4. На причале нельзя купаться после заката."), p("4. Айлақта күн батқаннан кейін шомылуға болмайды.")), row(p(""), p("5. Қараусыз қалған қайық алынады.")))
	const kk = "---\ntitle: Айлақ қағидалары\n---\n\n1. Айлақ күн сайын ашық, түнде жабық болады.\n\n## ҮЗІЛІС\n\n2. Қайық иесі:\n\n1) ақы төлейді;\n\n2) тәртіпті сақтайды.\n\n3. Айлақта от жағуға болмайды.\n\n4. Айлақта күн батқаннан кейін шомылуға болмайды.\n\n5. Қараусыз қалған қайық алынады.\n"
	const ru = "---\ntitle: Правила причала\n---\n\n1. Причал открыт каждый день, ночью он закрыт.\n\n## ҮЗІЛІС\n\n2. Хозяин лодки:\n\n1) платит;\n\n2) соблюдает порядок.\n\n3. На причале нельзя разводить костер.\n\n4. На причале нельзя купаться после заката.\n"
	for lang, want := range map[legal.Lang]string{"kk": kk, "ru": ru} {
		res := Import("a.docx", docxtest.File{Body: body}.Pack(t), Options{Language: lang, Languages: languagetest.Set(), Site: site})
		left := 0
		for _, f := range res.Found {
			if f.Key() == "import-language.left" && f.Line > 0 {
				left++
			}
		}
		if len(res.Drafts) != 1 || string(res.Drafts[0].Markdown) != want || len(res.Found) != left || left != map[legal.Lang]int{"kk": 1, "ru": 2}[lang] {
			t.Errorf("%s: findings %v, got\n%s", lang, res.List(), res.Drafts[0].Markdown)
		}
	}
}

// TestWordCapitals: what Word or a page shows in capitals is a title and a heading like what
// is typed so, and its letters stay as they were typed.
func TestWordCapitals(t *testing.T) {
	p := func(props, s string) string {
		return `<w:p><w:r><w:rPr>` + props + `</w:rPr><w:t>` + s + `</w:t></w:r></w:p>`
	}
	word := docxtest.File{Body: p("", "Клуб «Парус»") + p("<w:caps/>", "О стоянке лодок") + p("<w:smallCaps/>", "Общее") + p("", "Лодка стоит у причала.") + p("<w:caps/>", "Плата") + p("", "Хозяин платит вперед.")}.Pack(t)
	page := []byte("<style>.t { text-transform: uppercase }</style><p>Клуб «Парус»</p><p class=t>О стоянке лодок</p><p class=t>Общее</p><p>Лодка стоит у причала.</p><p class=t>Плата</p><p>Хозяин платит вперед.</p>")
	const want = "---\ntitle: О стоянке лодок\n---\n\nКлуб «Парус»\n\n## Общее\n\nЛодка стоит у причала.\n\n## Плата\n\nХозяин платит вперед.\n"
	for name, data := range map[string][]byte{"a.docx": word, "a.html": page} {
		res := Import(name, data, Options{Language: "ru", Languages: languagetest.Set()})
		if len(res.Drafts) != 1 || string(res.Drafts[0].Markdown) != want {
			t.Errorf("%s: findings %v, got\n%s", name, res.List(), res.Drafts[0].Markdown)
		}
	}
}

// TestWordSideBySide: numbers in the left column of a table belong to the words beside
// them; where every row is counted by one number the table stays one.
func TestWordSideBySide(t *testing.T) {
	table := func(rows ...string) string {
		var b strings.Builder
		b.WriteString(`<w:tbl>`)
		for _, row := range rows {
			b.WriteString(`<w:tr>`)
			for _, cell := range strings.Split(row, "|") {
				b.WriteString(`<w:tc>`)
				for _, s := range strings.Split(cell, "/") {
					b.WriteString(`<w:p><w:r><w:t>` + s + `</w:t></w:r></w:p>`)
				}
				b.WriteString(`</w:tc>`)
			}
			b.WriteString(`</w:tr>`)
		}
		return b.String() + `</w:tbl><w:p/>`
	}
	for _, c := range []struct{ body, want string }{
		{table("1.|Причал", "1.1.|Причал открыт.", "1.2.|Лодка:/а) стоит;/б) идет.", "|Хозяин на берегу."), "## 1. Причал\n\n1.1. Причал открыт.\n\n1.2. Лодка:\n\nа) стоит;\n\nб) идет.\n\nХозяин на берегу.\n"},
		{table("1.|Весла", "2.|Якорь"), "| 1. | Весла |\n|---|---|\n| 2. | Якорь |\n"},
		{table("1.1.|Весла", "Итого|5"), "| 1.1. | Весла |\n|---|---|\n| Итого | 5 |\n"},
	} {
		body := `<w:p><w:r><w:t>ПРАВИЛА</w:t></w:r></w:p>` + c.body
		res := Import("a.docx", docxtest.File{Body: body}.Pack(t), Options{Language: "ru", Languages: languagetest.Set()})
		if len(res.Drafts) != 1 || string(res.Drafts[0].Markdown) != "---\ntitle: ПРАВИЛА\n---\n\n"+c.want || len(res.Found) > 0 {
			t.Errorf("findings %v, got\n%s\nwant\n%s", res.List(), res.Drafts[0].Markdown, c.want)
		}
	}
}

// TestWordTyped: paragraphs with as many tabs, three and more, are rows of a table; who signs and
// where is none.
func TestWordTyped(t *testing.T) {
	p := func(s string) string {
		return `<w:p><w:r>` + `<w:t>` + strings.ReplaceAll(s, "\t", `</w:t><w:tab/><w:t>`) + `</w:t></w:r></w:p>`
	}
	for _, c := range []struct{ body, want string }{
		{p("№\tВещь\tСрок") + p("1\tВесла\tгод") + p("2\tЯкорь\tдва"), "| № | Вещь | Срок |\n|---|---|---|\n| 1 | Весла | год |\n| 2 | Якорь | два |\n"},
		{p("Хозяин\t\tГость") + p("И. Петров\t\tА. Ли") + p("тел. 5\t\tтел. 7"), "Хозяин Гость\n\nИ. Петров А. Ли\n\nтел. 5 тел. 7\n"},
	} {
		res := Import("a.docx", docxtest.File{Body: p("ПРАВИЛА") + p("1. Весла сушат.") + c.body}.Pack(t), Options{Language: "ru", Languages: languagetest.Set()})
		if got := string(res.Drafts[0].Markdown); got != "---\ntitle: ПРАВИЛА\n---\n\n1. Весла сушат.\n\n"+c.want {
			t.Errorf("findings %v, got\n%s", res.List(), got)
		}
	}
}

// TestWordBrokenOff: a sentence that a page break cuts is one paragraph, one that the end
// of a paragraph cuts is told; a list and a form are neither.
func TestWordBrokenOff(t *testing.T) {
	for _, c := range []struct{ first, between, second, found string }{
		{"Смотритель хранит весла и якоря, а потом", `<w:r><w:br w:type="page"/></w:r>`, "отдает их хозяину.", "import-joined.page"},
		{"Смотритель хранит весла и якоря, а потом", "", "отдает их хозяину.", "import-break.paragraph"},
		{"Смотритель хранит весла и якоря, а потом:", "", "отдает их хозяину.", ""},
		{"Смотритель причала ______________________", "", "(фамилия, имя)", ""},
	} {
		p := func(s string) string { return `<w:p>` + s + `</w:p>` }
		r := func(s string) string { return `<w:r><w:t>` + s + `</w:t></w:r>` }
		body := p(r("ПРАВИЛА")) + p(r(c.first)) + p(c.between+r(c.second))
		res := Import("a.docx", docxtest.File{Body: body}.Pack(t), Options{Language: "ru", Languages: languagetest.Set()})
		var found []string
		for _, f := range res.Found {
			found = append(found, f.Key())
		}
		if strings.Join(found, " ") != c.found {
			t.Errorf("%q, %q: findings %v", c.first, c.second, found)
		}
		if got := string(res.Drafts[0].Markdown); (c.found == "import-joined.page") != strings.Contains(got, c.first+" "+c.second) {
			t.Errorf("%q, %q: got\n%s", c.first, c.second, got)
		}
	}
}

// TestWordParties: names and addresses in Russian below the clauses of an agreement in
// Kazakh are its end, and no second text.
func TestWordParties(t *testing.T) {
	p := func(s string) string { return `<w:p><w:r><w:t>` + s + `</w:t></w:r></w:p>` }
	body := p("АЙЛАҚ ШАРТЫ") + p("1. Қайық иесі айлақтың ақысын төлейді және тәртібін сақтайды.") + p("2. Айлақ қайықты күзетеді, жөндейді және қысқа дайындайды.") +
		p("Владелец причала: товарищество «Волна», город Павлодар, улица Береговая, дом один, телефон указан в заявке, счет открыт в банке второго уровня.")
	res := Import("a.docx", docxtest.File{Body: body}.Pack(t), Options{Language: "kk", Languages: languagetest.Set(), Site: site})
	if len(res.Drafts) != 1 || len(res.Found) > 0 || !strings.Contains(string(res.Drafts[0].Markdown), "уровня.") {
		t.Errorf("findings %v, got\n%s", res.List(), res.Drafts[0].Markdown)
	}
}
