package language

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kelisim/kelisim/i18n"
)

func load(t *testing.T) *Set {
	t.Helper()
	s, err := Load(i18n.Files())
	if err == nil {
		err = s.Check()
	}
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestWords(t *testing.T) {
	s := load(t)
	if got := strings.Join(s.Codes(), " "); got != "en kk ru" {
		t.Fatal(got)
	}
	for _, c := range []struct {
		lang, word string
		kind       Kind
		count      Count
	}{
		{"kk", "тармағында", Clause, One}, {"kk", "Тармақтарының", Clause, Several}, {"kk", "бапкер", None, One},
		{"kk", "тармақшасына", Item, One}, {"kk", "БАПТЫҢ", Article, One}, {"kk", "бөлімше", None, One},
		{"ru", "пунктом", Clause, One}, {"ru", "пп", Clause, Several}, {"ru", "статьи", Article, Either},
		{"ru", "подпунктах", Item, Several}, {"ru", "главный", None, One}, {"en", "Clauses", Clause, Several},
	} {
		w := s.Of(c.lang).Word(c.word)
		if w == nil && c.kind != None || w != nil && (w.Noun.Kind != c.kind || w.Noun.Count != c.count) {
			t.Errorf("%s %s: %+v", c.lang, c.word, w)
		}
	}
	ru := s.Of("ru")
	if w := ru.Word("Закона"); w == nil || !w.Genitive || w.Act != ru.Word("законом").Act || ru.Word("законом").Genitive {
		t.Errorf("Закона: %+v", w)
	}
	if w := ru.Word("мая"); w == nil || w.Month != 5 {
		t.Errorf("мая: %+v", w)
	}
	if !ru.Word("пп").Noun.Items {
		t.Error("пп. means items, too")
	}
	if (*Language)(nil).Word("закон") != nil || (*Language)(nil).Labels() != nil || (*Set)(nil).Of("ru") != nil {
		t.Error("nil knows something")
	}
}

func TestGuess(t *testing.T) {
	s := load(t)
	for text, want := range map[string]string{
		"Пайдаланушы осы Келісімнің талаптарын қабылдайды": "kk", "Пользователь принимает условия": "ru",
		"The user accepts the terms": "en", "Пользователь живёт в городе Өскемен и принимает все условия этого соглашения": "ru",
	} {
		if got := s.Guess(text); got == nil || got.Code != want {
			t.Errorf("%s: %v", text, got)
		}
	}
	if got := s.Guess("12.05"); got != nil {
		t.Errorf("no letters: %v", got.Code)
	}
}

// A site's own file adds a language, and says what is wrong with it.
func TestSiteAddsLanguage(t *testing.T) {
	good := "alphabet: abc\nlabels: [{version: 1, letters: [abc]}]\ncitations: {head: initial, units: {clause: [punkt -]}}\n" +
		"months: [[a],[b],[c],[d],[e],[f],[g],[h],[i],[j],[k],[l]]\n"
	file := func(s string) fstest.MapFS { return fstest.MapFS{"grammar.uz.yaml": {Data: []byte(s)}} }
	s, err := Load(i18n.Files(), file(good))
	if err != nil || s.Of("uz").Word("Punkt") == nil || s.Of("kk") == nil {
		t.Fatal(err)
	}
	for from, want := range map[string]string{
		"head: initial": "citations.head", "letters: [abc]": "", "[l]]": "months", "alphabet: abc": "alphabet", "clause:": "no kind", "punkt -": "endings",
		"version: 1": "",
	} {
		bad := strings.Replace(good, from, map[string]string{"head: initial": "head: left", "[l]]": "]", "alphabet: abc": "", "clause:": "klause:", "punkt -": "punkt x"}[from], 1)
		_, err := Load(fstest.MapFS{}, file(bad))
		if want != "" && (err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "grammar.uz.yaml")) {
			t.Errorf("%s: %v", from, err)
		}
	}
}

// The program's own files are read when they are asked for, and known by their names before.
func TestReadLater(t *testing.T) {
	s, err := Load(fstest.MapFS{"grammar.xx.yaml": {Data: []byte("alphabet: абв\nlabels: {}\n")}, "prose.xx.yaml": {Data: []byte("roles: 1\n")}})
	if err != nil || strings.Join(s.Codes(), "") != "xx" || s.Letters("абба")[0] != 4 {
		t.Fatal(err)
	}
	if err := s.Check(); err == nil || !strings.Contains(err.Error(), "grammar.xx.yaml") {
		t.Error(err)
	}
	for code, e := range load(t).languages {
		if l := load(t).Of(code); l.alphabet != e.alphabet || l.alphabet == "" {
			t.Errorf("%s: the alphabet is read as %q", code, e.alphabet)
		}
	}
}

func TestLetters(t *testing.T) {
	l := load(t).Of("kk").Labels()
	for _, c := range []struct {
		a, b rune
		want bool
	}{{'а', 'ә', true}, {'а', 'б', true}, {'а', 'в', false}, {'a', 'b', true}, {'a', 'c', false}, {'я', 'a', false}, {'б', 'а', false}} {
		if got := l.Next(l.Place(c.a), l.Place(c.b)); got != c.want {
			t.Errorf("%c %c: %v", c.a, c.b, got)
		}
	}
}
