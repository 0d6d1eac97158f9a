package language_test

import (
	"testing"

	"github.com/kelisim/kelisim/internal/language/languagetest"
)

func TestAnnexTitle(t *testing.T) {
	for _, c := range []struct {
		lang, title, number string
		ok                  bool
	}{
		{"ru", "Приложение 1. Форма журнала", "1", true},
		{"ru", "ПРИЛОЖЕНИЕ № 2", "2", true},
		{"ru", "Приложение №2-1 к Правилам", "2-1", true},
		{"ru", "Приложение", "", true},
		{"ru", "Приложение к Правилам", "", true},
		{"ru", "Приложение. Форма", "", true},
		{"ru", "Порядок приложения документов", "", false},
		{"ru", "Приложениями 1 и 2", "", false},
		{"ru", "Приложение документов", "", false},
		{"ru", "Форма", "", false},
		{"kk", "1-қосымша. Журнал", "1", true},
		{"kk", "Қағидаларға 12-қосымша", "12", true},
		{"kk", "Қосымша", "", true},
		{"kk", "Қосымша қызметтер", "", false},
		{"kk", "Қосымша құжаттар тізбесі", "", false},
		{"en", "Annex 3. Form", "3", true},
		{"en", "The annexes", "", false},
	} {
		if number, ok := languagetest.Of(c.lang).AnnexTitle(c.title); number != c.number || ok != c.ok {
			t.Errorf("%s: %q, %v; want %q, %v", c.title, number, ok, c.number, c.ok)
		}
	}
}
