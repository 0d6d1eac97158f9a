package order_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/order"
)

// FuzzApply: whatever is called an order is read and applied to whatever is called a
// text without a panic, gives valid UTF-8, and the same each time.
func FuzzApply(f *testing.F) {
	f.Add("1. В пункте 2.1 слово «три» заменить словом «пять».", "2.1. Хранится три года.\n", true)
	f.Add("1) 2.2-тармақ мынадай мазмұндағы 3) тармақшамен толықтырылсын:\n«3) фото.»", "2.2. Мыналар:\n1) а;\n2) б.\n", false)
	f.Add("1. Пункт 1 исключить.\n2. Пункт 2 считать пунктом 1.\n3. По тексту слова «а» заменить словами «б».", "1. а\n\n2. а\n\n| а | б |\n|---|---|\n| в | г |\n", true)
	for seed := range uint64(4) {
		e := &editor{Rand: rand.New(rand.NewPCG(seed, 15)), words: vocabulary["ru"]}
		old := e.text()
		e.edit()
		_, said := made(f, "ru", read("ru", old), read("ru", e.write()))
		f.Add(said, old, true)
	}
	printers := []order.Printer{printer(f, "kk"), printer(f, "ru")}
	f.Fuzz(func(t *testing.T, said, old string, russian bool) {
		if !utf8.ValidString(old) || strings.ContainsAny(old, "\r\x00") || len(old) > 1<<14 || len(said) > 1<<14 {
			return
		}
		lang := "kk"
		if russian {
			lang = "ru"
		}
		apply := func() string {
			text := read(lang, old)
			o, _, err := order.Parse(printers, []byte(said), text)
			if err != nil || o == nil {
				return ""
			}
			draft, _ := order.Apply(o, text, languagetest.Of(lang))
			return string(draft)
		}
		draft := apply()
		if utf8.ValidString(said) && !utf8.ValidString(draft) {
			t.Errorf("%q applied to %q gives %q", said, old, draft)
		}
		if again := apply(); again != draft {
			t.Errorf("%q applied to %q gives %q, then %q", said, old, draft, again)
		}
	})
}
