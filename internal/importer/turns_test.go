package importer

import (
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
)

// TestTurns: of a text in two languages each is read by itself, be they in two of three columns, paragraph by paragraph,
// in few words, or in titles above the columns; a text with words of another language stays whole.
func TestTurns(t *testing.T) {
	p := func(all ...string) string { return "<p>" + strings.Join(all, "</p><p>") + "</p>" }
	table := func(rows ...string) string {
		return "<table><tr><td>" + strings.NewReplacer("|", "</td><td>", "\n", "</td></tr><tr><td>").Replace(strings.Join(rows, "\n")) + "</td></tr></table>"
	}
	const kk, ru = "1. Айлақ күн сайын ашық, түнде жабық болады.\n\n2. Қайық иесі:\n\n1) ақы төлейді;\n\n2) тәртіпті сақтайды.\n", "1. Причал открыт каждый день, ночью он закрыт.\n\n2. Хозяин лодки:\n\n1) платит;\n\n2) соблюдает порядок.\n"
	clauses := []string{"1. Айлақ күн сайын ашық, түнде жабық болады.", "1. Причал открыт каждый день, ночью он закрыт.", "2. Қайық иесі:", "2. Хозяин лодки:", "1) ақы төлейді;", "1) платит;", "2) тәртіпті сақтайды.", "2) соблюдает порядок."}
	titles := map[legal.Lang]string{"kk": "Айлақ қағидалары", "ru": "Правила причала"}
	other := func(lang legal.Lang) string { return titles[map[legal.Lang]legal.Lang{"kk": "ru", "ru": "kk"}[lang]] }
	few := table("Айлақ бос.|Причал пуст.", "1. Есік ашық.|1. Дверь открыта.", "2. Шам жанды.|2. Лампа горит.")
	for _, c := range []struct {
		name, page string
		kk, ru     string
	}{
		{"turns", p("Айлақ қағидалары", "Правила причала") + p(clauses...), kk, ru},
		{"turns the other way", p("Правила причала", "Айлақ қағидалары") + p(clauses[1], clauses[0], clauses[3], clauses[2], clauses[5], clauses[4], clauses[7], clauses[6]), kk, ru},
		{"one title with a slash", p("Айлақ қағидалары / Правила причала") + p(clauses...), kk, ru},
		{"one title with a break", p("Правила причала<br>Айлақ қағидалары") + p(clauses...), kk, ru},
		{"three columns", p("Айлақ қағидалары", "Правила причала") + table("№|Қазақша|По-русски", "1.|Айлақ күн сайын ашық, түнде жабық болады.|Причал открыт каждый день, ночью он закрыт.",
			"2.|Қайық иесі:<p>1) ақы төлейді;<p>2) тәртіпті сақтайды.|Хозяин лодки:<p>1) платит;<p>2) соблюдает порядок."), kk, ru},
		{"few words", p("Правила причала", "Айлақ қағидалары") + few, "Айлақ бос.\n\n1. Есік ашық.\n\n2. Шам жанды.\n", "Причал пуст.\n\n1. Дверь открыта.\n\n2. Лампа горит.\n"},
		{"one behind the other below two titles", p("Айлақ қағидалары", "Правила причала") + p(clauses[0], clauses[2], clauses[4], clauses[6], "3. Айлақта от жағуға болмайды, себебі қайықтар ағаштан жасалған.") +
			p(clauses[1], clauses[3], clauses[5], clauses[7], "3. На причале нельзя разводить костер, потому что лодки сделаны из дерева."),
			kk + "\n3. Айлақта от жағуға болмайды, себебі қайықтар ағаштан жасалған.\n", ru + "\n3. На причале нельзя разводить костер, потому что лодки сделаны из дерева.\n"},
		{"one behind the other below one title", p("Айлақ қағидалары / Правила причала") + p(clauses[0], clauses[2], clauses[4], clauses[6], "3. Айлақта от жағуға болмайды, себебі қайықтар ағаштан жасалған.") +
			p(clauses[1], clauses[3], clauses[5], clauses[7], "3. На причале нельзя разводить костер, потому что лодки сделаны из дерева."),
			kk + "\n3. Айлақта от жағуға болмайды, себебі қайықтар ағаштан жасалған.\n", ru + "\n3. На причале нельзя разводить костер, потому что лодки сделаны из дерева.\n"},
		{"turns and a table", p("Айлақ қағидалары", "Правила причала") + p(clauses...) + table("Иесі / Хозяин|<p>Қайық<p>Лодка", "____|____"), kk + "\n| Иесі | Қайық |\n|---|---|\n| \\_\\_\\_\\_ | \\_\\_\\_\\_ |\n", ru + "\n| Хозяин | Лодка |\n|---|---|\n| \\_\\_\\_\\_ | \\_\\_\\_\\_ |\n"},
	} {
		for lang, body := range map[legal.Lang]string{"kk": c.kk, "ru": c.ru} {
			res := Import("a.html", []byte("<meta charset=utf-8>"+c.page), Options{Language: lang, Languages: languagetest.Set(), Site: site})
			left := slices.ContainsFunc(res.Found, func(f Told) bool { return f.Key() == "import-language.left" && f.Line > 0 })
			if got := string(res.Drafts[0].Markdown); got != "---\ntitle: "+titles[lang]+"\n---\n\n"+body || !left || strings.Contains(got, other(lang)) {
				t.Errorf("%s, %s: findings %v, got\n%s", c.name, lang, res.List(), got)
			}
		}
	}
	for _, page := range []string{
		p("Айлақ сөздері") + table("№|Қазақша|По-русски") + table(slices.Repeat([]string{"1.|қайық иесінің аты|имя хозяина лодки", "2.|бос айлақ|пустой причал"}, 9)...),
		p("Айлақ қағидалары", "1. Мына сөздер қолданылады:") + table("қайық|лодка", "ескек|весло", "айлақ|причал"),
		p("Айлақ қағидалары", clauses[0], "ТОО «Причал», город Астана, улица Сарыарка, дом 5", clauses[2], clauses[4], clauses[6], "Хозяин: И. Петров"),
	} {
		res := Import("a.html", []byte("<meta charset=utf-8>"+page), Options{Language: "kk", Languages: languagetest.Set(), Site: site})
		if got := string(res.Drafts[0].Markdown); len(res.Drafts) != 1 || !strings.Contains(got, "причал") && !strings.Contains(got, "Петров") {
			t.Errorf("findings %v, got\n%s", res.List(), got)
		}
	}
}
