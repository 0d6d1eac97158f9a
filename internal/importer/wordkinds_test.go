package importer

import (
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/docx/docxtest"
	"github.com/kelisim/kelisim/internal/language/languagetest"
)

// TestWordAnnexNumbers: the head of an annex that Word numbers begins an annex.
func TestWordAnnexNumbers(t *testing.T) {
	p := func(props, s string) string {
		return `<w:p><w:pPr>` + props + `</w:pPr><w:r><w:t>` + s + `</w:t></w:r></w:p>`
	}
	num := func(id string) string {
		return `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="` + id + `"/></w:numPr>`
	}
	right := `<w:jc w:val="right"/>`
	body := p("", "ПРАВИЛА ПРИЧАЛА") + p("", "1. Причал открыт.") + p("", "2. Причал освещен.") +
		p(num("1")+right, "") + p(right, "к Правилам причала") + p("", "ПЕРЕЧЕНЬ ЛОДОК") + p("", "1. Ялик.") + p("", "2. Катер.") +
		p(num("1")+right, "к Правилам причала") + p("", "ПЕРЕЧЕНЬ ВЕСЕЛ") + p("", "1. Легкие.") + p("", "2. Тяжелые.")
	numbering := `<w:abstractNum w:abstractNumId="0">` + docxtest.Level([]string{"0", "decimal", "Приложение № %1"}, nil) + `</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
	res := Import("a.docx", docxtest.File{Body: body, Numbering: numbering}.Pack(t), Options{Language: "ru", Languages: languagetest.Set()})
	if len(res.Drafts) != 3 || !strings.HasSuffix(string(res.Drafts[1].Markdown), "---\n\nПриложение № 1 к Правилам причала\n\n1. Ялик.\n\n2. Катер.\n") ||
		!strings.HasSuffix(string(res.Drafts[2].Markdown), "---\n\nПриложение № 2 к Правилам причала\n\n1. Легкие.\n\n2. Тяжелые.\n") {
		t.Errorf("%d drafts, findings %v", len(res.Drafts), res.List())
		for _, d := range res.Drafts {
			t.Logf("%s", d.Markdown)
		}
	}
}

// TestWordDropCap: a large first letter, a paragraph of its own to Word, belongs to its word; a clause whose sentence goes
// on in a list is no heading.
func TestWordDropCap(t *testing.T) {
	p := func(props, s string) string {
		return `<w:p><w:pPr>` + props + `</w:pPr><w:r><w:t>` + s + `</w:t></w:r></w:p>`
	}
	bullet := `<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`
	numbering := `<w:abstractNum w:abstractNumId="0">` + docxtest.Level([]string{"0", "bullet", "•"}, nil) + `</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
	for body, want := range map[string]string{
		p(`<w:framePr w:dropCap="drop" w:lines="3"/>`, "П") + p("", "ричал открыт.") + p("", "1. Лодка стоит у причала."):                               "Причал открыт.\n\n1. Лодка стоит у причала.\n",
		p("", "1. Гость приносит:") + p(bullet, "весла;") + p(bullet, "трос.") + p("", "2. Сторож хранит:") + p(bullet, "якорь;") + p(bullet, "парус."): "1. Гость приносит:\n\n- весла;\n- трос.\n\n2. Сторож хранит:\n\n- якорь;\n- парус.\n",
	} {
		res := Import("a.docx", docxtest.File{Body: p("", "ПРАВИЛА ПРИЧАЛА") + body, Numbering: numbering}.Pack(t), Options{Language: "ru", Languages: languagetest.Set()})
		if len(res.Drafts) != 1 || !strings.HasSuffix(string(res.Drafts[0].Markdown), "---\n\n"+want) || len(res.Found) > 0 {
			t.Errorf("findings %v, got\n%s", res.List(), res.Drafts[0].Markdown)
		}
	}
}

// TestWordNoteMark: a footnote with a mark of the author's own has that mark in its place and before its words, once, and
// the next one the number that Word shows.
func TestWordNoteMark(t *testing.T) {
	body := `<w:p><w:r><w:t>ПРАВИЛА ПРИЧАЛА</w:t></w:r></w:p><w:p><w:r><w:t>1. Причал</w:t></w:r><w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r><w:r><w:t xml:space="preserve"> открыт.</w:t></w:r></w:p>` +
		`<w:p><w:r><w:t>2. Лодка</w:t></w:r><w:r><w:footnoteReference w:id="3"/></w:r><w:r><w:t xml:space="preserve"> стоит.</w:t></w:r></w:p>`
	notes := `<w:footnote w:id="2"><w:p><w:r><w:t>*</w:t></w:r><w:r><w:t xml:space="preserve"> Берег реки.</w:t></w:r></w:p></w:footnote><w:footnote w:id="3"><w:p><w:r><w:footnoteRef/><w:t xml:space="preserve"> Весельная.</w:t></w:r></w:p></w:footnote>`
	res := Import("a.docx", docxtest.File{Body: body, Footnotes: notes}.Pack(t), Options{Language: "ru", Languages: languagetest.Set()})
	const want = "---\n\n1. Причал[*] открыт.\n\n> [*] Берег реки.\n\n2. Лодка[1] стоит.\n\n> [1] Весельная.\n"
	if len(res.Drafts) != 1 || !strings.HasSuffix(strings.ReplaceAll(string(res.Drafts[0].Markdown), "\\", ""), want) || len(res.Found) > 0 {
		t.Errorf("findings %v, got\n%s", res.List(), res.Drafts[0].Markdown)
	}
}

// TestWordTitles: the title below a block to sign in is what stands in the middle and names a kind of document,
// and a first line that is shown in capitals is one however it was typed.
func TestWordTitles(t *testing.T) {
	p := func(props, faces, s string) string {
		return `<w:p><w:pPr>` + props + `</w:pPr><w:r><w:rPr>` + faces + `</w:rPr><w:t>` + strings.ReplaceAll(s, "|", `</w:t><w:br/><w:t>`) + `</w:t></w:r></w:p>`
	}
	const right, middle = `<w:jc w:val="right"/>`, `<w:jc w:val="center"/>`
	for body, title := range map[string]string{
		p(right, "", "«БЕКІТЕМІН»|Директор|________ А. Сейтов") + p(middle, "<w:b/>", "ЕРЕЖЕ|айлақты пайдалану туралы"): "ЕРЕЖЕ айлақты пайдалану туралы",
		p(right, "", "Директору клуба|от ________________") + p(middle, "", "Согласие на съемку"):                       "Согласие на съемку",
		p(middle, "<w:caps/>", "условия стоянки"): "условия стоянки",
	} {
		res := Import("a.docx", docxtest.File{Body: body + p("", "", "1. Причал открыт.") + p("", "", "2. Лодка стоит у причала.")}.Pack(t), Options{Language: "ru", Languages: languagetest.Set()})
		if len(res.Drafts) != 1 || res.Drafts[0].Title != title {
			t.Errorf("%s: findings %v, got\n%s", title, res.List(), res.Drafts[0].Markdown)
		}
	}
}
