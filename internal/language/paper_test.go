package language_test

import (
	"regexp"
	"testing"

	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/language/languagetest"
)

func TestPhrases(t *testing.T) {
	for _, c := range []struct {
		phrase, line string
		want         bool
	}{
		{"приложение", "ПРИЛОЖЕНИЕ", true},
		{"приложение", "приложения", false},
		{"утвержд*", "Утверждено", true},
		{"утвержд*", "утвержд", true},
		{"г.", "г.", true},
		{"г.", "гр", false},
		{"федеральный|- закон", "Федеральный закон", true},
		{"федеральный|- закон", "закон", true},
		{"федеральный|- закон", "местный закон", false},
		{"*ға|*ге берілетін|- келісім", "өңдеуге\u00a0берілетін келісім", true},
		{"*ға|*ге берілетін|- келісім", "өңдеуге келісім", true},
		{"*ға|*ге берілетін|- келісім", "өңдеу келісім", false},
	} {
		re := regexp.MustCompile("^" + language.Phrases{c.phrase}.Pattern() + "$")
		if got := re.MatchString(c.line); got != c.want {
			t.Errorf("%q on %q: got %v, want %v", c.phrase, c.line, got, c.want)
		}
	}
	if got := (language.Phrases{}).Pattern(); got != "" {
		t.Errorf("no phrases: got %q, want nothing", got)
	}
}

// A language stands first among those of its set, which hold each of the others once.
func TestAmong(t *testing.T) {
	set := languagetest.Set()
	for _, code := range set.Codes() {
		all := set.Of(code).Among()
		if len(all) != len(set.Codes()) || all[0].Code != code {
			t.Errorf("%s: %d languages, the first of them %s; want %d and itself", code, len(all), all[0].Code, len(set.Codes()))
		}
		seen := map[string]bool{}
		for _, l := range all {
			if seen[l.Code] {
				t.Errorf("%s: %s stands twice", code, l.Code)
			}
			seen[l.Code] = true
		}
	}
}
