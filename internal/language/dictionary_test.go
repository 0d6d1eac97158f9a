package language_test

import (
	"testing"

	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/language/languagetest"
)

// Of the forms of a word the one that a dictionary shows is most like it.
func TestDictionary(t *testing.T) {
	set := languagetest.Set()
	for lang, rows := range map[string][][]string{ // the dictionary's form first
		"ru": {{"Положение", "Положения", "Положением"}, {"Дом", "Дома", "Домом"}, {"работы", "работ", "работами"}, {"новый", "нового", "новыми"},
			{"политика", "политики", "политике"}},
		"kk": {{"Мекеме", "Мекеменің", "Мекемеге"}, {"ереже", "ережеде"}},
		"en": {{"Provider", "Providers"}},
	} {
		d := set.Of(lang).Dictionary
		for _, forms := range rows {
			first := d.Likeness(forms[0], forms)
			for _, f := range forms[1:] {
				if d.Likeness(f, forms) >= first {
					t.Errorf("%s: %q is no less a dictionary's form than %q", lang, f, forms[0])
				}
			}
		}
	}
	var none *language.Dictionary
	if none.Likeness("a", []string{"a", "ab"}) != 4 || none.Likeness("ab", []string{"a", "ab"}) != 0 {
		t.Error("without endings the stem is the dictionary's form")
	}
}
