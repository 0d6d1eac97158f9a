package order_test

import (
	"fmt"
	"strings"
	"testing"
)

// The words of a link that an order changes lead where they led, and it says so, unless the order
// says where its words lead, or the link goes as a whole.
func TestKeptTargets(t *testing.T) {
	const (
		ru = "---\ntitle: Правила\n---\n\n1. Данные хранят по [Политике](doc:privacy-policy) и [правилам зала](doc:rules).\n\n2. Срок указан в [пункте 1](#1) и в [пункте 1](#1).\n\n3. Зал открыт.\n"
		kk = "---\ntitle: Қағидалар\n---\n\n1. Деректер [Саясат](doc:privacy-policy) бойынша сақталады.\n"
	)
	for _, c := range []struct {
		lang, said, codes string
		was, is           string
	}{
		{"ru", "в пункте 1 слово «Политике» заменить словом «Положению»", "[order-link]", "[Политике](doc", "[Положению](doc"},
		{"ru", "в пункте 1 слова «правилам зала» заменить словами «правилам читального зала»", "[order-link]", "правилам зала", "правилам читального зала"},
		{"ru", "по всему тексту слово «Политике» заменить словом «Положению»", "[order-link]", "[Политике](doc", "[Положению](doc"},
		{"ru", "по всему тексту слова «пункте 1» заменить словами «пункте 3»", "[order-link order-link]", "[пункте 1](#1) и в [пункте 1](#1)", "[пункте 3](#1) и в [пункте 3](#1)"},
		{"ru", "в пункте 1 слово «[Политике](doc:privacy-policy)» заменить словом «[Положению](doc:order)»", "[]", "[Политике](doc:privacy-policy)", "[Положению](doc:order)"},
		{"ru", "в пункте 1 слова «и правилам зала» исключить", "[]", " и [правилам зала](doc:rules)", ""},
		{"ru", "в пункте 1 слово «Данные» заменить словом «Сведения»", "[]", "Данные", "Сведения"},
		{"ru", "в пункте 3 слово «Зал» заменить словом «Архив»", "[]", "Зал открыт", "Архив открыт"},
		{"kk", "1-тармақта «Саясат» деген сөз «Ереже» деген сөзбен ауыстырылсын", "[order-link]", "[Саясат](doc", "[Ереже](doc"},
	} {
		old := map[string]string{"ru": ru, "kk": kk}[c.lang]
		if got, codes := applied(t, c.lang, old, c.said); fmt.Sprint(codes) != c.codes || got != strings.Replace(old, c.was, c.is, 1) {
			t.Errorf("%s\n%v\n%s", c.said, codes, got)
		}
	}
}
