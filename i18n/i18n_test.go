package i18n

import (
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/kelisim/kelisim/internal/civil"
)

func printer(t *testing.T, lang string, files ...fs.FS) *Printer {
	t.Helper()
	c, err := Load(append([]fs.FS{Files()}, files...)...)
	if err != nil {
		t.Fatal(err)
	}
	p, err := c.Printer(lang)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// The program's own files are without a mistake, and whoever asks for a message of one gets
// it though nobody has read the file, from its own lines or from all.
func TestOurs(t *testing.T) {
	all, err := Load(Files())
	if err != nil {
		t.Fatal(err)
	}
	if err := all.Check(); err != nil {
		t.Fatal(err)
	}
	for _, lang := range all.Languages() {
		p, err := Ours().Printer(lang)
		if err != nil {
			t.Fatal(err)
		}
		messages, _ := printer(t, lang).all()
		if n := len(*p.messages.Load()); n > 0 || p.counts.Load() {
			t.Errorf("%s: %d of %d messages are read though nobody asked for them, forms of numbers: %t", lang, n, len(messages), p.counts.Load())
		}
		if err := p.checkDates(); err != nil { // Ours does not look
			t.Errorf("%s: %v", lang, err)
		}
		keys := 0
		for _, s := range p.sources {
			s.pieces(func(string, int, []byte) { keys++ })
		}
		if keys != len(messages) {
			t.Errorf("%s: %d keys, %d messages", lang, keys, len(messages))
		}
		for key, want := range messages {
			at, _ := p.find(key)
			if at.name != want.file {
				t.Errorf("%s: %s stands in %s, not in %q", lang, key, want.file, at.name)
			}
			alone := map[string]*message{}
			if p.readInto(alone, at); len(alone) != 1 || !reflect.DeepEqual(alone[key].sources, want.sources) {
				t.Errorf("%s: %s is read alone as %v", lang, key, alone)
			}
			if got := p.message(key); got == nil || !reflect.DeepEqual(got.sources, want.sources) {
				t.Errorf("%s: %s is %v", lang, key, got)
			}
		}
		for range 2 { // a missing one is remembered
			if p.Has("no.such.message") || p.Has("help") || p.Has("") {
				t.Errorf("%s has a message that it lacks", lang)
			}
		}
	}
}

func text(name, data string) fs.FS { return fstest.MapFS{name: {Data: []byte(data)}} }

func TestDates(t *testing.T) {
	day := civil.Date{Year: 2026, Month: time.December, Day: 1}
	for _, tt := range []struct {
		lang string
		c    Case
		want string
	}{
		{"kk", Plain, "2026 жылғы 1 желтоқсан"},
		{"kk", On, "2026 жылғы 1 желтоқсанда"},
		{"kk", From, "2026 жылғы 1 желтоқсаннан бастап"},
		{"kk", Until, "2026 жылғы 1 желтоқсанға дейін"},
		{"kk", Of, "2026 жылғы 1 желтоқсандағы"},
		{"ru", Plain, "1 декабря 2026 года"},
		{"ru", On, "1 декабря 2026 года"},
		{"ru", From, "с 1 декабря 2026 года"},
		{"ru", Until, "до 1 декабря 2026 года"},
		{"ru", Of, "от 1 декабря 2026 года"},
	} {
		if got := printer(t, tt.lang).Date(day, tt.c); got != tt.want {
			t.Errorf("%s %s: got %q, want %q", tt.lang, tt.c, got, tt.want)
		}
	}
}

// The table of Kazakh months as lawyers confirmed it.
func TestKazakhMonths(t *testing.T) {
	p := printer(t, "kk")
	suffix := func(c Case) (out []string) {
		for m := time.January; m <= time.December; m++ {
			plain := strings.Fields(p.Date(civil.Date{Year: 2024, Month: m, Day: 15}, Plain))[3]
			out = append(out, strings.TrimPrefix(strings.Fields(p.Date(civil.Date{Year: 2024, Month: m, Day: 15}, c))[3], plain))
		}
		return out
	}
	for c, want := range map[Case]string{
		On:    "да да да де да да де да те да да да",
		From:  "дан нан дан ден дан нан ден дан тен нан дан нан",
		Of:    "дағы дағы дағы дегі дағы дағы дегі дағы тегі дағы дағы дағы",
		Until: "ға ға ға ге ға ға ге ға ке ға ға ға",
	} {
		if got := strings.Join(suffix(c), " "); got != want {
			t.Errorf("%s: got %s, want %s", c, got, want)
		}
	}
}

func TestInstant(t *testing.T) {
	almaty, err := civil.LoadZone("Asia/Almaty")
	if err != nil {
		t.Fatal(err)
	}
	p := printer(t, "kk")
	at := func(s string) string {
		i, err := civil.ParseInstant(s, almaty)
		if err != nil {
			t.Fatal(err)
		}
		return p.Instant(i, Plain)
	}
	if got, want := at("2026-11-20"), "2026 жылғы 20 қараша"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for in, parts := range map[string][]string{
		"2026-11-20T10:00":          {"2026 жылғы 20 қараша", "10:00", "UTC+5"},
		"2026-11-20T10:00:07+05:00": {"(10:00, UTC+5)"},
		"2022-11-20T10:00":          {"10:00", "UTC+6"},
	} {
		for _, part := range parts {
			if got := at(in); !strings.Contains(got, part) {
				t.Errorf("%s: %q lacks %q", in, got, part)
			}
		}
	}
	from, err := civil.ParseInstant("2026-11-29T04:01:26+05:00", almaty)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := p.Instant(from, From), "2026 жылғы 29 қарашадан (04:01, UTC+5) бастап"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	for name, want := range map[string]string{"UTC": "UTC", "Asia/Kolkata": "UTC+5:30", "America/St_Johns": "UTC−3:30"} {
		zone, err := civil.LoadZone(name)
		if err != nil {
			t.Fatal(err)
		}
		if got := offset(time.Date(2026, 11, 20, 10, 0, 0, 0, zone)); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func TestPlurals(t *testing.T) {
	for _, tt := range []struct {
		lang string
		n    int
		want string
	}{
		{"kk", 1, "1 редакция"}, {"kk", 3, "3 редакция"},
		{"ru", 0, "0 редакций"}, {"ru", 1, "1 редакция"}, {"ru", 3, "3 редакции"}, {"ru", 11, "11 редакций"},
		{"ru", 21, "21 редакция"}, {"ru", 112, "112 редакций"}, {"ru", 1001, "1001 редакция"}, {"ru", 1012, "1012 редакций"},
	} {
		got, err := printer(t, tt.lang).Count("edition.count", tt.n, nil)
		if err != nil || got != tt.want {
			t.Errorf("%s %d: got %q, %v, want %q", tt.lang, tt.n, got, err, tt.want)
		}
	}
}

func TestStrict(t *testing.T) {
	p := printer(t, "kk", text("test.kk.yaml", "word: Сәлем, {{.name}}!\nmany:\n  one: \"{{.n}}\"\n  other: \"{{.n}} {{.what}}\"\n"))
	if got, err := p.Text("word", map[string]string{"name": "<b>"}); err != nil || got != "Сәлем, <b>!" {
		t.Errorf("got %q, %v", got, err)
	}
	for name, call := range map[string]func() (string, error){
		"missing key":       func() (string, error) { return p.Text("nothing", nil) },
		"missing argument":  func() (string, error) { return p.Text("word", nil) },
		"plural as text":    func() (string, error) { return p.Text("many", nil) },
		"text as plural":    func() (string, error) { return p.Count("word", 1, nil) },
		"missing in plural": func() (string, error) { return p.Count("many", 3, nil) },
	} {
		if got, err := call(); err == nil || got != "" {
			t.Errorf("%s: got %q, %v, want an error alone", name, got, err)
		}
	}
}

// go-i18n says Russian where Kazakh or a neighbour is not loaded.
func TestNoOtherLanguage(t *testing.T) {
	c, err := Load(Files())
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"uz", "ky", "kz", "kk-Latn", "", "RU"} {
		if _, err := c.Printer(lang); err == nil {
			t.Errorf("%q: a printer, want an error", lang)
		}
	}
	uz, err := Load(text("pages.uz.yaml", "a: b"))
	if err == nil {
		err = uz.Check()
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := uz.Printer("uz"); err == nil {
		t.Error("a language without dates: a printer, want an error")
	}
}

func TestFiles(t *testing.T) {
	c, err := Load(Files())
	if err == nil {
		err = c.Check()
	}
	if err != nil {
		t.Fatal(err)
	}
}

func TestLoadErrors(t *testing.T) {
	for name, tt := range map[string]struct{ file, data string }{
		"no tag":          {"pages.kazakh-language.yaml", "a: b"},
		"upper case":      {"pages.RU.yaml", "a: b"},
		"twice":           {"more.kk.yaml", "page.skip: x"},
		"logic":           {"t.kk.yaml", "a: '{{if .x}}y{{end}}'"},
		"missing form":    {"t.ru.yaml", "a:\n  one: x\n  other: y\n"},
		"foreign form":    {"t.kk.yaml", "a:\n  one: x\n  few: z\n  other: y\n"},
		"empty":           {"t.kk.yaml", "a: ''"},
		"not YAML":        {"t.kk.yaml", "a: [b"},
		"number for text": {"t.kk.yaml", "a: [1, 2]"},
	} {
		c, err := Load(Files(), text(tt.file, tt.data))
		if err == nil {
			err = c.Check()
		}
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestOverride(t *testing.T) {
	data, err := fs.ReadFile(Files(), "pages.kk.yaml")
	if err != nil {
		t.Fatal(err)
	}
	p := printer(t, "kk", text("pages.kk.yaml", strings.Replace(string(data), "Мазмұны", "Тізім", 1)))
	if got, _ := p.Text("edition.contents", nil); got != "Тізім" {
		t.Errorf("got %q", got)
	}
	if got, _ := printer(t, "ru").Text("edition.contents", nil); got != "Содержание" {
		t.Errorf("got %q", got)
	}
}

// The catalogues of a site's languages say the same things in every language, with
// the same arguments, apart from genders, which not every language has. Check
// proves that each has all plural forms of its language.
func TestCataloguesEqual(t *testing.T) {
	keys := func(p *Printer, name string) []string {
		return slices.DeleteFunc(p.Keys(name), func(key string) bool {
			return strings.HasPrefix(key, "unit.gender.") || strings.HasPrefix(key, "unit.ordinals.") && key != "unit.ordinals.0"
		})
	}
	kk := printer(t, "kk")
	for _, name := range Content {
		if len(kk.Keys(name)) == 0 {
			t.Fatalf("%s: no keys", name)
		}
		for _, lang := range []string{"ru", "en"} {
			other := printer(t, lang)
			if a, b := keys(kk, name), keys(other, name); !reflect.DeepEqual(a, b) {
				t.Errorf("%s: keys differ:\nkk %v\n%s %v", name, a, lang, b)
			}
			for _, key := range keys(kk, name) {
				if a, b := kk.Args(key), other.Args(key); !reflect.DeepEqual(a, b) || kk.Plural(key) != other.Plural(key) {
					t.Errorf("%s: kk %v, %s %v", key, a, lang, b)
				}
			}
		}
	}
}

func TestCompare(t *testing.T) {
	words := strings.Fields("Я Ә А І Қ К Ү Ұ У Һ Х Ө О Ң Н Ғ Г Ы И 10 9")
	p := printer(t, "kk")
	slices.SortFunc(words, p.Compare)
	if got, want := strings.Join(words, " "), "9 10 А Ә Г Ғ И К Қ Н Ң О Ө У Ұ Ү Х Һ Ы І Я"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if p.Compare("а", "А") == 0 {
		t.Error("different names are equal")
	}
}

func TestConcurrent(t *testing.T) {
	c, err := Load(Files())
	if err != nil {
		t.Fatal(err)
	}
	var g sync.WaitGroup
	for range 8 {
		g.Go(func() {
			for n := range 300 {
				p, err := c.Printer("ru")
				if err != nil {
					t.Error(err)
					return
				}
				if _, err := p.Count("edition.count", n, nil); err != nil {
					t.Error(err)
				}
				p.Compare("Ё", "Е")
				p.Date(civil.Date{Year: 2026, Month: 5, Day: 9}, From)
			}
		})
	}
	g.Wait()
}

func BenchmarkText(b *testing.B) {
	c, _ := Load(Files())
	p, _ := c.Printer("kk")
	args := map[string]string{"edition": "3"}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := p.Text("edition.name", args); err != nil {
			b.Fatal(err)
		}
	}
}

// What a call of the program pays for the language that it speaks.
func BenchmarkPrinter(b *testing.B) {
	for b.Loop() {
		c, err := Load(Files())
		if err != nil {
			b.Fatal(err)
		}
		if _, err := c.Printer("kk"); err != nil {
			b.Fatal(err)
		}
	}
}

// A mistake in a message is told with its line, however its key is written.
func TestMistakeLine(t *testing.T) {
	for data, want := range map[string]string{
		"# a\na: x\nb: ''\n":                 "t.kk.yaml:3 b",
		"a: |\n  b: x\n\"b\": ''\n":          "t.kk.yaml:3 b",
		"'a': x\n\"c\":\n  one: y\n  few: z": "t.kk.yaml:2 c",
		"a: x\nb:\n  c: ''\n":                "t.kk.yaml:2 b.c",
	} {
		c, err := Load(Files(), text("t.kk.yaml", data))
		if err == nil {
			err = c.Check()
		}
		var bad *FileError
		if !errors.As(err, &bad) {
			t.Errorf("%q: %v", data, err)
		} else if got := fmt.Sprintf("%s:%d %s", bad.File, bad.Line, bad.Key); got != want {
			t.Errorf("%q: got %s, want %s", data, got, want)
		}
	}
}

// What only looks like a message, in a file that was read, is none.
func TestNoMessage(t *testing.T) {
	p := printer(t, "kk", text("t.kk.yaml", "a:\n  b: x\nc: >\n  d: y\n"))
	for key, want := range map[string]bool{"a": false, "a.b": true, "c": true, "d": false} {
		if got := p.Has(key); got != want {
			t.Errorf("%s: %v", key, got)
		}
	}
	if got, err := p.Text("a.b", nil); got != "x" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
}
