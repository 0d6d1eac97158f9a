package language

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// Forms of one word, as they stand in texts; a line is a word.
var oneWord = map[string][]string{
	"kk": {
		"мектеп мектептің мектебі мектепке",
		"келісім келісімі келісімге келісімнің келісімін келісімдер келісімдерде келісімінде",
		"мерзім мерзімі мерзімге мерзімінің мерзімдері мерзімінен",
		"дерек деректер деректерді деректердің деректеріне деректерін деректерінің",
		"мекеме мекеменің мекемеге мекемені мекемемен мекемелер мекемелерінің",
		"сақтау сақтауға сақтаудың сақталады сақтайды сақтап сақталған",
		"пайдаланушы пайдаланушының пайдаланушыға пайдаланушылар пайдаланушыларға пайдаланушысы",
		"құқық құқығы құқығын құқықтар құқықтары құқығының",
		"тармақ тармағы тармағында тармақтың тармақтары тармағының",
		"қызмет қызметі қызметті қызметтер қызметінің қызметтерді",
		"өңдеу өңдеуге өңдейді өңделеді өңдеудің өңдеп",
		"халық халқы халқының халықтың", "құжат құжаттар құжаттың құжатқа құжаттарда құжатты",
	},
	"ru": {
		"владелец владельца владельцем владельцы",
		"хранение хранения хранению хранением хранении хранить хранит хранится хранятся",
		"соглашение соглашения соглашением соглашений соглашениях соглашениями",
		"пользователь пользователя пользователю пользователем пользователи пользователей пользователям",
		"данные данных данным данными", "персональный персональные персональных персональными персонального",
		"срок срока сроку сроком сроки сроков сроках", "требует требовать требуют требуется требующий требовал",
		"учетный учётный учётной учетную", "приходить приходит", "пройти прошел прошла пройдет прошедший",
		"день дня дней днём", "подпись подписи подписью", "организация организации организаций организацию",
		"публиковать публикует публикуются публиковали",
	},
	"en": {"term terms", "policy policies", "store stored stores storing", "user users user's user’s", "child children"},
}

// Different words that begin alike.
var otherWords = map[string][]string{
	"kk": {"келісім келісу", "азамат азаматтық", "мекеме мекен", "ереже ерекше", "құжат құқық", "қал қала", "бас баспа", "тарап тарау"},
	"ru": {"согласие соглашение", "право правило", "услуга условие", "учет ученик", "лицо лицензия", "акт активный"},
	"en": {"term terminal", "use user", "policy police"},
}

func TestStem(t *testing.T) {
	s := load(t)
	stem := func(lang, word string) string {
		stems := s.Of(lang).Stems
		return stems.Stem(stems.Fold(word))
	}
	for lang, lines := range oneWord {
		for _, line := range lines {
			words := strings.Fields(line)
			for _, w := range words {
				if got, want := stem(lang, w), stem(lang, words[0]); got != want {
					t.Errorf("%s %s: %s, but %s: %s", lang, w, got, words[0], want)
				}
			}
		}
	}
	for lang, lines := range otherWords {
		for _, line := range lines {
			words := strings.Fields(line)
			if a, b := stem(lang, words[0]), stem(lang, words[1]); a == b {
				t.Errorf("%s: %v have one stem, %s", lang, words, a)
			}
		}
	}
}

func TestFold(t *testing.T) {
	s := load(t)
	for _, c := range []struct{ lang, a, b string }{
		{"ru", "Учётная", "учетная"}, {"ru", "Cоглaшeниe", "соглашение"}, {"ru", "CAPT", "capt"}, {"ru", "AO", "ао"},
		{"kk", "Келiсiм", "келісім"}, {"kk", "əкімдік", "әкімдік"}, {"kk", "cookie", "cookie"},
	} {
		stems := s.Of(c.lang).Stems
		if got, want := stems.Fold(c.a), stems.Fold(c.b); got != want {
			t.Errorf("%s %s: %s, not %s", c.lang, c.a, got, want)
		}
	}
	kk := s.Of("kk").Stems
	for word, want := range map[string]string{"АЖ-ны": "аж ны", "веб-сайттың": "вебсайт веб сайт", "Мекеменің": "мекеме", "-": ""} {
		got := kk.Terms(word)
		if want == "" && len(got) != 1 || want != "" && !slices.Contains(got, strings.Fields(want)[0]) {
			t.Errorf("%s: %q", word, got)
		}
	}
	var none *Stems
	if none.Stem(none.Fold("Ёлки")) != "ёлки" {
		t.Error("without tables a word is its own stem")
	}
}

// A mistake in the tables is told when they are read.
func TestStemMistakes(t *testing.T) {
	good := `{alphabet: аб, labels: [{version: 1}], citations: {head: final}, months: [[а], [а], [а], [а], [а], [а], [а], [а], [а], [а], [а], [а]], stems: {STEMS}}`
	for stems, want := range map[string]string{
		"steps: ['3 x: а']":            `no class "x"`,
		"steps: ['а б']":               "does not begin with a number",
		"steps: ['']":                  "a step is empty",
		"letters: 'ёе'":                "no pair of letters",
		"vowels: а, steps: ['1 ы=и']":  "",
		"classes: {x: б}, known: 'аб'": "",
	} {
		_, err := Load(fstest.MapFS{}, fstest.MapFS{"grammar.xx.yaml": {Data: []byte(strings.Replace(good, "STEMS", stems, 1))}})
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%s: %v", stems, err)
		}
	}
}
