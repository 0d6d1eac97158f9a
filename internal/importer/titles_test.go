package importer

import (
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/docx/docxtest"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
)

// TestTitlesOfLines: the lines of a title that a Word file sets in the same way, one right below the other, are one title;
// the first heading of a text whose headings are set so is none.
func TestTitlesOfLines(t *testing.T) {
	center := func(s string) string {
		return `<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>` + s + `</w:t></w:r></w:p>`
	}
	p := func(s string) string { return `<w:p><w:r><w:t>` + s + `</w:t></w:r></w:p>` }
	for _, c := range []struct {
		lang, lines, more, title string
		kind                     legal.Kind
	}{
		{"ru", "ДОГОВОР|КУПЛИ-ПРОДАЖИ|АВТОМОБИЛЯ", "", "ДОГОВОР КУПЛИ-ПРОДАЖИ АВТОМОБИЛЯ", legal.Agreement},
		{"ru", "УСТАВ|ОБЩЕСТВЕННОГО ФОНДА|«ТРОПА»", "", "УСТАВ ОБЩЕСТВЕННОГО ФОНДА «ТРОПА»", legal.Rules},
		{"ru", "УСТАВ|некоммерческого учреждения|«Тропа»", "", "УСТАВ некоммерческого учреждения «Тропа»", legal.Rules},
		{"ru", "Политика обработки данных|АО «Тропа»", "", "Политика обработки данных АО «Тропа»", legal.Policy},
		{"ru", "ПЕРЕЧЕНЬ|ДОЛЖНОСТЕЙ", "", "ПЕРЕЧЕНЬ ДОЛЖНОСТЕЙ", ""},
		{"kk", "АСХАНАНЫ ПАЙДАЛАНУ|ҚАҒИДАЛАРЫ", "", "АСХАНАНЫ ПАЙДАЛАНУ ҚАҒИДАЛАРЫ", legal.Rules},
		{"kk", "ҚОЙМАШЫНЫҢ|ЛАУАЗЫМДЫҚ НҰСҚАУЛЫҒЫ", "", "ҚОЙМАШЫНЫҢ ЛАУАЗЫМДЫҚ НҰСҚАУЛЫҒЫ", legal.Rules},
		{"ru", "ПРАВИЛА|ОБЩИЕ ПОЛОЖЕНИЯ", "КАНИКУЛЫ", "ПРАВИЛА", legal.Rules}, // other headings are set so
	} {
		body := ""
		for line := range strings.SplitSeq(c.lines, "|") {
			body += center(line)
		}
		body += p("") + p("1. Тропа 5 км.") + p("2. Тропа 6 км.")
		if c.more != "" {
			body += center(c.more) + p("3. Тропа 7 км.")
		}
		res := Import("a.docx", docxtest.File{Body: body}.Pack(t), Options{Language: legal.Lang(c.lang), Languages: languagetest.Set()})
		if len(res.Drafts) != 1 || res.Drafts[0].Title != c.title || res.Drafts[0].Kind != c.kind {
			t.Errorf("%s: got %q, kind %q", c.lines, res.Drafts[0].Title, res.Drafts[0].Kind)
		}
	}
}

// TestTitlesOfPages: what a page shows between its title and its text is told: a menu, and the title once more with all of
// its words.
func TestTitlesOfPages(t *testing.T) {
	for _, c := range []textCase{
		{"a menu below the title", "a.ru.html",
			`<html><body><h1>О тропах</h1><p>Закон Республики Казахстан от 3 июля 2024 года № 111-VIII ЗРК.</p><div><a href="#a">Текст</a> <a href="#b">Сведения о нем</a> <a href="#c">Скачать</a></div><p>1. Тропа 5 км.</p><p>2. Тропа 6 км.</p></body></html>`,
			nil, "import-edge.site"},
		{"the title once more", "a.ru.html",
			`<html><body><h1>Правила приема</h1><p align="center"><b>Правила приема в клуб «Тропа»</b></p><p>1. Тропа 5 км.</p><p>2. Тропа 6 км.</p></body></html>`,
			nil, "import-heading.subtitle"},
	} {
		c.check(t)
	}
}

// TestKindsOfActs: an act is known by the line that names it, whichever of date and number stands first.
func TestKindsOfActs(t *testing.T) {
	for _, c := range []struct {
		file, src string
		kind      legal.Kind
	}{
		{"a.kk.txt", "Тау жолдары туралы\nҚазақстан Республикасының Заңы 2025 жылғы 8 сәуірдегі № 180-VIII ҚРЗ.\n\n1-бап. Жол\n\nЖол ашық.\n", legal.Rules},
		{"a.ru.txt", "ПРИКАЗ № 31 от 2 февраля 2026 года\n\nО внесении изменений в Правила клуба\n\n1. Пункт 3 исключить.\n", ""},
	} {
		if res := Import(c.file, []byte(c.src), Options{Language: lang(c.file), Languages: languagetest.Set()}); len(res.Drafts) != 1 || res.Drafts[0].Kind != c.kind {
			t.Errorf("%q: kind %q", c.src, res.Drafts[0].Kind)
		}
	}
}
