package word

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/docx/docxtest"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/order"
	"github.com/kelisim/kelisim/internal/redline"
)

// made is the file of the changes between two texts.
func made(t testing.TB, lang, old, new string, o Options) []byte {
	t.Helper()
	return file(t, legal.DownloadChanges, lang, old, new, o)
}

// file is a file of two texts, of which the new one has front matter.
func file(t testing.TB, form legal.Download, lang, old, new string, o Options) []byte {
	t.Helper()
	p := languagetest.Printer(lang)
	l := languagetest.Of(lang)
	read := func(source string) *legal.Text {
		text, _ := order.Read("a.md", legal.Lang(lang), []byte("---\ntitle: Т\nchanges: Просьба сторон.\n---\n\n"+source), l)
		return text
	}
	a, b := read(old), read(new)
	data, err := File(p, form, Pair{Old: Edition{Text: a, ID: "1", From: time.Unix(0, 0).UTC()}, New: Edition{Text: b, ID: "2", From: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)},
		Redline: redline.Compare(l, a.Units, b.Units), Language: l, Author: "Мекеме", Document: "a"}, o)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestFile: changes are those of the publisher, at the instant from which the edition
// holds, or of whom the caller names; and Word knows the language, the paper and the page.
func TestFile(t *testing.T) {
	const old, new = "1.1. Срок – один год.\n", "1.1. Срок – два года.\n\n1.2. Новый пункт.\n"
	at := time.Date(2026, 2, 3, 4, 5, 6, 0, time.UTC)
	for _, c := range []struct {
		mark, want docx.Mark
	}{
		{docx.Mark{}, docx.Mark{Author: "Мекеме", Date: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)}},
		{docx.Mark{Author: "А. Б."}, docx.Mark{Author: "А. Б.", Date: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)}},
		{docx.Mark{Author: "А. Б.", Date: at}, docx.Mark{Author: "А. Б.", Date: at}},
	} {
		d, _ := docx.Read("a.docx", made(t, "ru", old, new, Options{Mark: c.mark}))
		n := 0
		for _, p := range docx.Paragraphs(d.Blocks) {
			for _, r := range p.Runs {
				for _, m := range []*docx.Mark{r.Ins, r.Del} {
					if m == nil {
						continue
					}
					if n++; m.Author != c.want.Author || !m.Date.Equal(c.want.Date) {
						t.Errorf("%+v: %+v", c.mark, *m)
					}
				}
			}
		}
		if n < 3 {
			t.Errorf("%d changes", n)
		}
	}
	heads := map[string]string{"ru": "Изменения: от редакции 1 к редакции 2", "kk": "1-редакциядан 2-редакцияға өзгерістер"}
	for lang, proofing := range map[string]string{"ru": "ru-RU", "kk": "kk-KZ"} {
		all := ""
		docxtest.Rewrite(t, made(t, lang, old, new, Options{}), func(_, part string) string { all += part; return part })
		for _, want := range []string{`<w:lang w:val="` + proofing + `"`, `<w:pgSz w:w="11906" w:h="16838"/>`, ` PAGE `, `<w:tab/></w:r><w:r>`, heads[lang]} {
			if !strings.Contains(all, want) {
				t.Errorf("%s: no %s", lang, want)
			}
		}
	}
}

// TestTableFile: the comparative table that is handed out lies on A4 on its side, its
// head stands on each page, and the summary of the changes beside all rows is their reason.
func TestTableFile(t *testing.T) {
	const old, new = "1.1. Совсем прежние слова.\n\n1.2. Срок – один год.\n", "1.2. Срок – два года.\n\n1.3. Еще один новый пункт.\n"
	for lang, words := range map[string][]string{
		"ru": {"№ п/п", "Структурный элемент", "Действующая редакция", "Предлагаемая редакция", "Обоснование", "пункт 1.2", "Отсутствует", "Исключить"},
		"kk": {"Р/с №", "Құрылымдық элемент", "Қолданыстағы редакция", "Ұсынылып отырған редакция", "Негіздеме", "1.2-тармақ", "Жоқ", "Алып тасталсын"},
	} {
		all := ""
		docxtest.Rewrite(t, file(t, legal.DownloadTable, lang, old, new, Options{}), func(_, part string) string { all += part; return part })
		for _, want := range append(words, `<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>`, `<w:tblHeader/>`, `<w:vMerge w:val="restart"/>`, `<w:vMerge/>`) {
			if !strings.Contains(all, want) {
				t.Errorf("%s: no %s", lang, want)
			}
		}
		if n := strings.Count(all, "Просьба сторон."); n != 1 {
			t.Errorf("%s: the reason stands %d times", lang, n)
		}
	}
}

// clauses are the texts of two editions of a long agreement.
func clauses(n int) (old, new string) {
	var a, b strings.Builder
	for i := range n {
		fmt.Fprintf(&a, "%d.%d. Оператор хранит данные пользователя номер %d в течение трех лет со дня их получения и не передает их третьим лицам без согласия.\n\n", i/20+1, i%20+1, i)
		years := "трех"
		if i%3 == 0 {
			years = "пяти"
		}
		fmt.Fprintf(&b, "%d.%d. Оператор хранит данные пользователя номер %d в течение %s лет со дня их получения и не передает их третьим лицам без согласия.\n\n", i/20+1, i%20+1, i, years)
	}
	return a.String(), b.String()
}

// TestSize: the changes of 200 clauses take less than 60 KB, their text included.
func TestSize(t *testing.T) {
	old, new := clauses(200)
	if data := made(t, "ru", old, new, Options{}); len(data) > 60<<10 {
		t.Errorf("%d bytes", len(data))
	}
}

// BenchmarkClauses: 200 clauses from their Markdown to a proved file.
func BenchmarkClauses(b *testing.B) {
	old, new := clauses(200)
	for b.Loop() {
		made(b, "ru", old, new, Options{})
	}
}

// TestTitleBlock: the head of the changes names both editions and from when each holds.
func TestTitleBlock(t *testing.T) {
	for lang, want := range map[string][]string{
		"ru": {"Изменения: от редакции 1 к редакции 2", "Редакция 1 действует с 1 января 1970 года", "Редакция 2 действует с 1 марта 2026 года"},
		"kk": {"1-редакциядан 2-редакцияға өзгерістер", "1-редакция 1970 жылғы 1 қаңтардан бастап қолданылады", "2-редакция 2026 жылғы 1 наурыздан бастап қолданылады"},
	} {
		all := ""
		docxtest.Rewrite(t, made(t, lang, "1. А.\n", "1. Б.\n", Options{}), func(_, part string) string { all += part; return part })
		at := 0
		for _, line := range want {
			k := strings.Index(all[at:], line)
			if k < 0 {
				t.Fatalf("%s: no %q", lang, line)
			}
			at += k
		}
	}
}
