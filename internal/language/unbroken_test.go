package language_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/language/languagetest"
)

func TestUnbroken(t *testing.T) {
	set := languagetest.Set()
	for text, want := range map[string]string{
		"осы Келісімнің 3.3-тармағы мен 4.1-1-тармақшасы":  "3.3-тармағы|4.1-1-тармақшасы",
		"АЖ-ны пайдалану, АЖ-ның иесі":                     "АЖ-ны|АЖ-ның",
		"бизнес-жоспар, Алматы-Астана":                     "",
		"2024 жылғы 2 қыркүйектен бастап 3 күн":            "2 қыркүйектен",
		"с 2 сентября 2024 года до 15 января":              "2 сентября|15 января",
		"приказ от 20 ноября 2026 года № 131":              "20 ноября|№ 131",
		"№ 12-ө бұйрық, № А-17/3":                          "№ 12-ө|№ А-17/3",
		"в п. 2.1 и ст. 5, пп. 1) п. 3.3, § 4":             "п. 2.1|ст. 5|пп. 1|п. 3.3|§ 4",
		"«п. 2.1» и (ст. 7)":                               "п. 2.1|ст. 7",
		"и т. п. 3 раза":                                   "п. 3",
		"за 5 лет, до 100 человек. 7 раз":                  "",
		"п.\n2.1 и 2\nсентября":                            "п.\n2.1|2\nсентября",
		"3-баптың № 5-тармағы":                             "3-баптың|№ 5-тармағы",
		"(далее – Пользователь – лицо), срок – 5 – 7 дней": "далее –",
		"(бұдан әрі – Мекеме); – иные, 2019–2020":          "әрі –",
		"6 октября (10:00, UTC+5), в 9:30, в зале":         "6 октября|(10:00, UTC+5)",
		"10:00, UTC":        "10:00, UTC",
		"a-1-kk, A4-формат": "",
		"№ ":                "",
		"АЖ-":               "",
		"":                  "",
	} {
		var got []string
		for _, r := range set.Unbroken(text) {
			got = append(got, text[r[0]:r[1]])
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: %q, want %q", text, strings.Join(got, "|"), want)
		}
	}
}

// Whatever the text, the stretches are ordered, apart and in it, and cut no letter.
func FuzzUnbroken(f *testing.F) {
	for _, seed := range []string{"п. 2.1-ні 5 май № 7-ө АЖ-ға", "№ № 5 § 6-", "\xff-1 май", "ҚР-2-ҚР-3-бап."} {
		f.Add(seed)
	}
	set := languagetest.Set()
	f.Fuzz(func(t *testing.T, text string) {
		ranges := set.Unbroken(text)
		last := 0
		for _, r := range ranges {
			if r[0] < last || r[0] >= r[1] || r[1] > len(text) {
				t.Fatalf("%q: %v", text, ranges)
			}
			last = r[1]
			if !utf8.ValidString(text[r[0]:r[1]]) && utf8.ValidString(text) {
				t.Fatalf("%q: %q cuts a letter", text, text[r[0]:r[1]])
			}
		}
	})
}
