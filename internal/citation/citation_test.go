package citation

import (
	"bufio"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
)

// A file of testdata holds sentences of one language as lawyers write them, about
// half of them traps, and what each cites: "SENTENCE | CITATION; CITATION", where a
// citation is its act and its units from the largest to the smallest, or "-" for none.

// sentences calls f for every sentence of a language.
func sentences(t *testing.T, lang string, f func(sentence, want string)) int {
	file, err := os.Open("testdata/" + lang + ".txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	n := 0
	for s := bufio.NewScanner(file); s.Scan(); {
		if line := s.Text(); !strings.HasPrefix(line, "#") {
			sentence, want, ok := strings.Cut(line, " | ")
			if !ok {
				t.Fatalf("%s: bad line %q", lang, line)
			}
			f(sentence, want)
			n++
		}
	}
	return n
}

// introductions are the first units of an agreement, in which it names itself and others.
var introductions = map[string][2]string{
	"kk": {"Пайдаланушы келісімі", "Осы Пайдаланушы келісімі (бұдан әрі – Келісім) «Орталық» мекемесі (бұдан әрі – Мекеме) мен АЖ-ны пайдаланатын тұлға (бұдан әрі – Пайдаланушы) арасында жасалды."},
	"ru": {"Пользовательское соглашение", "Настоящее Пользовательское соглашение (далее – «Соглашение») заключается между центром (далее – Учреждение), администрацией сайта (далее – Администрация) и лицом (далее – Пользователь) по Закону «О персональных данных» (далее – Закон)."},
	"en": {"User Agreement", "This User Agreement (hereinafter the “Agreement”) is made between the Centre (hereinafter the “Operator”) and the person (hereinafter the “User”)."},
}

func agreement(lang string) *Text {
	in := introductions[lang]
	units := []legal.Unit{{Kind: legal.Title, Parent: -1, Runs: []legal.Run{{Text: in[0]}}}, {Kind: legal.Paragraph, Parent: -1, Runs: []legal.Run{{Text: in[1]}}}}
	return Read(languagetest.Of(lang), units)
}

func TestSentences(t *testing.T) {
	total := 0
	for _, lang := range []string{"kk", "ru", "en"} {
		text := agreement(lang)
		total += sentences(t, lang, func(sentence, want string) {
			cites := text.Find(sentence)
			if got := dump(cites); got != want {
				t.Errorf("%s: %s\n got %s\nwant %s", lang, sentence, got, want)
			}
			at := 0
			for _, c := range cites {
				if c.From < at || c.To <= c.From || c.To > len(sentence) {
					t.Errorf("%s: citation at %d to %d after %d", sentence, c.From, c.To, at)
				}
				at = c.To
			}
		})
	}
	if total < 300 {
		t.Errorf("%d sentences", total)
	}
}

func dump(cites []Citation) string {
	if len(cites) == 0 {
		return "-"
	}
	var out []string
	for _, c := range cites {
		var groups []string
		for _, g := range c.Groups {
			var b strings.Builder
			b.WriteString(kindNames[g.Kind] + " ")
			for i, m := range g.Members {
				if m.Through {
					b.WriteString("..")
				} else if i > 0 {
					b.WriteString(",")
				}
				b.WriteString(m.written())
			}
			groups = append(groups, b.String())
		}
		out = append(out, [...]string{"this", "said", "other", "unknown"}[c.Act]+" "+strings.Join(groups, " > "))
	}
	return strings.Join(out, "; ")
}

func (m *Member) written() string {
	switch m.Form {
	case Bracket, Letter:
		return m.Number + ")"
	case Ordinal:
		return map[string]string{"1": "first", "2": "second"}[m.Number]
	}
	return m.Number
}

var kindNames = map[language.Kind]string{language.Annex: "annex", language.Part: "part", language.Chapter: "chapter", language.Section: "section",
	language.Article: "article", language.Clause: "clause", language.Passage: "passage", language.Item: "item", language.Paragraph: "paragraph"}

func TestBegins(t *testing.T) {
	for _, c := range []struct {
		lang, text string
		want       bool
	}{
		{"ru", "пунктом 3.4 Правил", true}, {"kk", "2.1 және 2.2-тармақтарда", true}, {"ru", "согласно пункту 3.4 Правил", false},
		{"ru", "3.4. Пользователь обязан", false}, // a label is no citation
		{"", "пунктом 3.4 Правил", false}, {"ru", "", false},
	} {
		if got := Begins(languagetest.Set().Of(c.lang), c.text); got != c.want {
			t.Errorf("%s %q: %v", c.lang, c.text, got)
		}
	}
}

func TestAwaits(t *testing.T) {
	for _, c := range []struct {
		lang, words string
		want        bool
	}{
		{"ru", "в порядке, установленном пунктом", true}, {"ru", "согласно ст.", true}, {"ru", "в пунктах 2.1 и", true}, {"ru", "приказ №", true},
		{"ru", "это последний пункт.", false}, {"ru", "оплачивает услуги", false}, {"ru", "в течение", false}, {"ru", "", false},
		{"kk", "2.1 және", true}, {"kk", "қызмет көрсетеді.", false}, {"en", "set out in clause", true}, {"en", "pays for the service", false},
	} {
		if got := Awaits(languagetest.Of(c.lang), c.words); got != c.want {
			t.Errorf("%s: %q: got %v, want %v", c.lang, c.words, got, c.want)
		}
	}
	if Awaits(nil, "согласно пункту") {
		t.Error("no language, a citation")
	}
}

func FuzzFind(f *testing.F) {
	for _, lang := range []string{"kk", "ru", "en"} {
		data, err := os.ReadFile("testdata/" + lang + ".txt")
		if err != nil {
			f.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			f.Add(line, 1)
		}
	}
	f.Fuzz(func(t *testing.T, s string, at int) {
		for _, lang := range []string{"kk", "ru", "en"} {
			text := agreement(lang)
			last := 0
			for _, c := range text.Find(s) {
				if c.From < last || c.To > len(s) || len(c.Groups) == 0 {
					t.Fatal(fmt.Sprint(lang, c))
				}
				last = c.To
				for _, g := range c.Groups {
					for _, m := range g.Members {
						if m.Begin > m.From || m.From >= m.To || m.To > m.End || m.End > c.To || m.Begin < c.From {
							t.Fatalf("%s: %q: %+v in %d-%d", lang, s, m, c.From, c.To)
						}
					}
				}
				text.Resolve(at%3, &c)
			}
		}
	})
}
