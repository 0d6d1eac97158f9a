package check

import (
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
)

// Uses are marked in brackets: what a text means by a term, and what only looks so.
func TestGlossary(t *testing.T) {
	for _, tt := range []struct{ lang, text, want string }{
		{"ru", "Учреждение (далее – Учреждение) дает ответ.\n\n1. Учреждение хранит, Учреждению пишут, об Учреждениях.", "[Учреждение] [Учреждению] [Учреждениях]"},
		{"ru", "Система (далее – ИС).\n\n1. Доступ к ИС и к ИСУ.", "[ИС]"},
		{"ru", "Закон (далее – Закон).\n\n1. По Закону. По Закону Республики. По Закону «О связи». В книге «О Законе».", "[Закону]"},
		{"ru", "Кодекс (далее – Кодекс).\n\n1. Согласно Кодексу и Гражданскому Кодексу.", "[Кодексу]"},
		{"ru", "Услуга (далее – Услуга).\n\n1. Услуга платная, и Услуга нужна, а прочие услуги нет.", "[Услуга]"},
		{"ru", "А (далее – Сторона).\n\n1. Б (далее – Сторона).\n\n2. Сторона платит, и Сторона молчит.", ""},
		{"ru", "Тот (далее – Пользователь), а тот (далее – Оператор).\n\n1. Оператор Пользователя и Пользователь Оператора; операторский пульт.", "[Оператор] [Пользователя] [Пользователь] [Оператора]"},
		{"kk", "Орталық (бұдан әрі – Мекеме).\n\n1. Мекеменің, Мекемеге және осы Мекемеде; мекемелер.", "[Мекемеге] [Мекемеде]"},
		{"kk", "Жүйе (бұдан әрі – АЖ).\n\n1. АЖ-ны және АЖ-да, АЖО.", "[АЖ] [АЖ]"},
	} {
		lang := languagetest.Of(tt.lang)
		units, found := markdown.Parse(markdown.Input{Path: "x.md", Source: []byte(tt.text), Body: 0, Title: "", At: diag.Pos{File: "x.md", Line: 1, Col: 1}, Language: lang})
		if found.HasErrors() {
			t.Fatal(found)
		}
		text := &legal.Text{Lang: legal.Lang(tt.lang), Source: []byte(tt.text), Body: 0, Units: units}
		type place struct{ unit, run, from int }
		at := map[place]string{}
		for _, term := range Glossary(lang, text) {
			for _, u := range term.Uses {
				at[place{u.Unit, u.Run, u.From}] = units[u.Unit].Runs[u.Run].Text[u.From:u.To]
			}
		}
		var got []string
		for i := range units {
			for r := range units[i].Runs {
				for b := range units[i].Runs[r].Text {
					if w, ok := at[place{i, r, b}]; ok {
						got = append(got, "["+w+"]")
					}
				}
			}
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.text, s, tt.want)
		}
	}
}
