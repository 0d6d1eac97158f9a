package citation_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/citation"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
)

// A citation of another act has the name of a title if and only if nothing beside the
// words of the title can belong to the name.
func TestNames(t *testing.T) {
	for _, test := range []struct {
		lang, title, sentence, anchors string // anchors: none if the title is not named
	}{
		{"ru", "Положение о персональных данных", "Порядок установлен пунктом 2.1 Положения о персональных данных.", "2.1"},
		{"ru", "Положение о персональных данных", "Пунктом 2.1 Положения о персональных данных установлено иное.", "2.1"},
		{"ru", "Положение о персональных данных", "Пунктами 2.1 и 2.3 Положения о персональных данных установлено иное.", "2.1 2.3"},
		{"ru", "Положение о персональных данных", "Согласно подпункту 3) пункта 2.1 Положения о персональных данных, срок прошел.", "2.1 2.1_3"},
		{"ru", "Политика конфиденциальности", "См. п. 3.2 Политики конфиденциальности.", "3.2"},
		{"ru", "Политика конфиденциальности", "См. п. 3.2 Политики конфиденциальности сайта.", ""},
		{"ru", "Положение о персональных данных", "Пунктом 2.1 Положения о персональных данных работников установлено иное.", ""},
		{"ru", "Положение о персональных данных", "Пунктом 2.1 Положения о данных установлено иное.", ""},
		{"ru", "Положение о персональных данных", "Пунктом 2.1 положения о персональных данных установлено иное.", ""},
		{"ru", "Положение о персональных данных", "Статьей 8 Закона о персональных данных установлено иное.", ""},
		{"ru", "Правила доступа", "Пункт 4 Правил доступа «Личный кабинет».", ""},
		{"ru", "Правила", "Пункт 4 Правил внутреннего распорядка.", ""},
		{"ru", "Правила", "Пунктом 4.1 Правил установлено иное.", "4.1"},
		{"ru", "Пользовательское соглашение", "Пунктом 2.1 настоящего Соглашения установлено иное.", ""},
		{"kk", "Дербес деректер туралы ереже", "Тәртіп Дербес деректер туралы ереженің 2.1-тармағында белгіленген.", "2.1"},
		{"kk", "Дербес деректер туралы ереже", "Тәртіп Мекеменің Дербес деректер туралы ережесінің 2.1-тармағында белгіленген.", ""},
		{"kk", "Дербес деректер туралы ереже", "Дербес деректер туралы заңның 8-бабында белгіленген.", ""},
		{"kk", "Құпиялылық саясаты", "Талаптар Сайттың Құпиялылық саясатының 3.2-тармағында айтылған.", ""},
		{"kk", "Құпиялылық саясаты", "Бұл Құпиялылық саясатының 3.2-тармағында айтылған.", ""}, // may be «this policy»
		{"kk", "Құпиялылық саясаты", "Талаптар Құпиялылық саясатының 3.2-тармағында айтылған.", "3.2"},
		{"en", "Privacy Policy", "This is set out in clause 3.2 of the Privacy Policy.", "3.2"},
		{"en", "Privacy Policy", "This is set out in clause 3.2 of the Privacy Policy of the Operator.", ""},
	} {
		l := languagetest.Of(test.lang)
		var anchors []string
		text := citation.Read(l, []legal.Unit{{Kind: legal.Title, Parent: -1, Runs: []legal.Run{{Text: "Келісім"}}}})
		for _, c := range text.Find(test.sentence) {
			if slices.Contains(c.Names, citation.NameOf(l, test.title)) {
				for _, group := range c.Anchors() {
					anchors = append(anchors, group...)
				}
			}
		}
		if got := strings.Join(anchors, " "); got != test.anchors {
			t.Errorf("%q names %q: %q, want %q; the names: %q", test.sentence, test.title, got, test.anchors, names(text, test.sentence))
		}
	}
}

func names(t *citation.Text, sentence string) (out []string) {
	for _, c := range t.Find(sentence) {
		out = append(out, c.Names...)
	}
	return out
}
