package check_test

import (
	"testing"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/check"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
)

func parsed(lang legal.Lang, source string) *legal.Text {
	t := &legal.Text{Path: "x.md", Lang: lang, Source: []byte(source)}
	t.Units, _ = markdown.Parse(markdown.Input{Path: t.Path, Source: t.Source, Language: languagetest.Of(string(lang))})
	return t
}

func TestFix(t *testing.T) {
	for _, test := range []struct{ name, lang, in, want string }{
		{"good", "kk", "1. Келісім АЖ-да, cookie-файлдар.\n", "1. Келісім АЖ-да, cookie-файлдар.\n"},
		{"a letter of the language's own typed beside a latin one", "kk", "1. Аkпараттық жүйе.\n", "1. Ақпараттық жүйе.\n"},
		{"latin in cyrillic", "kk", "1. Кeлiсім.\n", "1. Келісім.\n"},
		{"cyrillic in latin", "ru", "1. Файлы сookiеs gооgle.\n", "1. Файлы cookies google.\n"},
		{"schwa", "kk", "1. жəне ƏДІЛ.\n", "1. және ӘДІЛ.\n"},
		{"in doubt", "ru", "1. Сорус и A, WhatsAppа.\n", "1. Сорус и A, WhatsAppа.\n"},
		{"code and addresses", "kk", "1. `кeд` [а](https://e.kz/кeд) <https://e.kz/кeд> https://e.kz/кeд\n\n```\nкeд  x \n```\n",
			"1. `кeд` [а](https://e.kz/кeд) <https://e.kz/кeд> https://e.kz/кeд\n\n```\nкeд  x \n```\n"},
		{"two spaces", "kk", "1. Екі  сөз,\u00a0 бос орын.\n", "1. Екі сөз,\u00a0бос орын.\n"},
		{"before marks", "kk", "1. Екі сөз , үш\u00a0; **төрт** . Бес ( алты ) және « жеті » , [сегіз](a b) .\n", "1. Екі сөз, үш; **төрт**. Бес (алты) және «жеті», [сегіз](a b).\n"},
		{"before marks, two spaces", "ru", "1. Данные  , адрес.\n", "1. Данные, адрес.\n"},
		{"before no marks", "ru", "1. Домен .kz, `а , б` , – , и …\n; файл.\n", "1. Домен .kz, `а , б` , – , и …\n; файл.\n"},
		{"ends of lines", "kk", "1. Бірінші \nекінші.\t\n\n2. Үшінші.  \n", "1. Бірінші\nекінші.\n\n2. Үшінші.\n"},
		{"a line break", "kk", "1. Бірінші  \nекінші.\n", "1. Бірінші  \nекінші.\n"},
		{"a table", "kk", "| а   | б |\n|-----|---|\n| екі  сөз  | б |\n", "| а   | б |\n|-----|---|\n| екі сөз  | б |\n"},
		{"indents and labels", "kk", "1.  Бірінші\n   екінші.\n\n-   тармақ\n", "1.  Бірінші\n   екінші.\n\n-   тармақ\n"},
		{"labels", "kk", "a) бірінші\n\nІІ. Екінші\n", "a) бірінші\n\nІІ. Екінші\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := fix(test.lang, test.in)
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if again := fix(test.lang, got); again != got {
				t.Errorf("mended twice: %q", again)
			}
		})
	}
}

// FuzzFix: mending twice is mending once, and no line comes or goes.
func FuzzFix(f *testing.F) {
	f.Add("1. Кeлісім  жəне  \nx `a  b`\n\n| a  | b |\n|--|--|\n")
	f.Add("[a  b](c  d) <e  f> \u00a0 g \t\n")
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 1<<12 || !utf8.ValidString(s) || legal.NFC(s) != s {
			return
		}
		once := fix("kk", s)
		twice := fix("kk", once)
		if once != twice {
			t.Errorf("%q gives %q, then %q", s, once, twice)
		}
		if count([]byte(once)) != count([]byte(s)) {
			t.Errorf("%q gives %q", s, once)
		}
	})
}

func fix(lang, s string) string {
	return string(check.Fix(parsed(legal.Lang(lang), s), languagetest.Of(lang)))
}

func count(s []byte) (n int) {
	for _, c := range s {
		if c == '\n' {
			n++
		}
	}
	return n
}
