package importer

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// essence is what the law counts: letters and digits, without what NFC may
// compose of neighbours.
func essence(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return -1
	}, norm.NFD.String(s))
}

// holdsLaw compares the source, without its reported page numbers, with the drafts.
func holdsLaw(t *testing.T, name string, data []byte, res Result, found diag.List) {
	t.Helper()
	src, ok := decode(name, data, &diag.List{})
	if !ok {
		t.Fatal("drafts of a source that is refused")
	}
	if strings.HasSuffix(name, ".txt") {
		src = withoutPageNumbers(src, found)
	} else if front, body := splitFront(src); front != "" {
		src = body
	}
	var out strings.Builder
	for i, d := range res.Drafts {
		md := string(d.Markdown)
		if !utf8.ValidString(md) || !norm.NFC.IsNormalString(md) || strings.Contains(md, "\r") || d.Annex != (i > 0) {
			t.Errorf("draft %d is not well formed", i)
		}
		if d.TitleAt < 0 {
			out.WriteString(md[d.Body:])
			continue
		}
		out.WriteString(md[d.Body:d.TitleAt] + d.Title + md[d.TitleAt:])
	}
	if got, want := essence(out.String()), essence(src); got != want {
		at := 0
		for at < len(got) && at < len(want) && got[at] == want[at] {
			at++
		}
		t.Errorf("the law is broken at %d of %d: got %.60q, want %.60q", at, len(want), got[at:], want[at:])
	}
}

// withoutPageNumbers takes out what findings say was left out.
func withoutPageNumbers(src string, found diag.List) string {
	lines := strings.Split(src, "\n")
	for _, f := range found {
		if f.Code != diag.ImportPageNumber {
			continue
		}
		parts := strings.Split(lines[f.Pos.Line-1], "\f")
		for i := range parts {
			if tidy(parts[i]) == f.Args["text"] {
				parts[i] = ""
				break
			}
		}
		lines[f.Pos.Line-1] = strings.Join(parts, "\f")
	}
	return strings.Join(lines, "\n")
}

// sources lists the sources in testdata.
func sources(t testing.TB) []string {
	t.Helper()
	text, _ := filepath.Glob("testdata/*.txt")
	md, _ := filepath.Glob("testdata/*.md")
	if len(text) < 2 || len(md) < 2 {
		t.Fatalf("found %d texts, %d Markdown files", len(text), len(md))
	}
	return append(text, md...)
}

func TestGolden(t *testing.T) {
	for _, path := range sources(t) {
		name := filepath.Base(path)
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			lang := legal.Lang(strings.Split(name, ".")[1])
			res, found := Import(name, data, Options{Language: lang, Labels: rules})
			holdsLaw(t, name, data, res, found)
			var got bytes.Buffer
			for _, f := range found {
				fmt.Fprintf(&got, "%s: %s: %s %v\n", f.Pos, f.Severity, f.Key(), f.Args)
			}
			for i, d := range res.Drafts {
				fmt.Fprintf(&got, "==> draft %d, annex %v\n%s", i, d.Annex, d.Markdown)
			}
			golden := path + ".golden"
			if *update {
				if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got.Bytes(), want) {
				t.Errorf("got:\n%s\nwant:\n%s", got.Bytes(), want)
			}
		})
	}
}

// TestEscape holds what a paragraph looks like in Markdown.
func TestEscape(t *testing.T) {
	for text, want := range map[string]string{
		"5*6*7 a_b _c_ `x`":       "5\\*6\\*7 a_b \\_c\\_ \\`x\\`",
		"[имя](адрес) a<b> c | d": `\[имя](адрес) a\<b> c \| d`,
		"&copy; A & B &#169;":     `\&copy; A & B \&#169;`,
		`\ и C:\dir`:              `\\ и C:\\dir`,
		"# знак":                  `\# знак`,
		"- тире":                  `\- тире`,
		"+7 717":                  `\+7 717`,
		"> знак":                  `\> знак`,
		"~~~":                     `\~\~\~`,
		"2026. Вступает":          `2026\. Вступает`,
		"2.1. раза":               `2.1\. раза`,
		"1.5 литра":               "1.5 литра",
		"1.5 Литр":                `\1.5 Литр`,
		"(а) тегі":                `(а\) тегі`,
		"1) тегі":                 `1\) тегі`,
		"§ 2 мәтін":               `\§ 2 мәтін`,
		"Глава 1":                 `\Глава 1`,
		"01.12.2026 күні":         "01.12.2026 күні",
		"№ 5 – бап":               "№ 5 – бап",
	} {
		if got := (para{text: text, whole: text, rules: rules}).markdown(); got != want {
			t.Errorf("%s: got %s, want %s", text, got, want)
		}
	}
}

func TestJoin(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"Біздің АЖ-\nда", "Біздің АЖ-да"},
		{"бұл іс-\nшара, бір іс-шара", "бұл іс-шара, бір іс-шара"},
		{"бұл жүйе-\nлер, көп жүйелер", "бұл жүйелер, көп жүйелер"},
		{"бұл жүйе-\nлер", "бұл жүйе-лер"},
		{"жүйе\u00ad\nлер со\u00adйлем", "жүйелер сойлем"},
		{"и/\nили", "и/или"},
		{"Мекеме –\nбұл", "Мекеме – бұл"},
		{"2024-\n2025", "2024-2025"},
		{"a \t b\u00a0c \n d", "a b\u00a0c d"},
	} {
		lines := readLines(c.src)
		j := joiner{name: "a.txt", lines: lines, found: &diag.List{}}
		if got := j.join(0, len(lines)); got != c.want {
			t.Errorf("%q: got %q, want %q", c.src, got, c.want)
		}
	}
}

func TestFindings(t *testing.T) {
	kazakh := strings.Repeat("қазақша мәтін ", 20)
	for _, c := range []struct {
		name, file, src string
		lang            legal.Lang
		want            string
	}{
		{"format", "a.docx", "x", "", "a.docx: error import-format map[format:.docx]"},
		{"size", "a.txt", strings.Repeat("x", MaxSize+1), "", "a.txt: error import-size map[limit:4]"},
		{"utf16", "a.txt", "\xff\xfe\x10\x04", "", "a.txt:1:1: error import-encoding.utf16 map[]"},
		{"windows-1251", "a.txt", "ә\nқа\xe0", "", "a.txt:2:3: error import-encoding map[byte:0xE0]"},
		{"control", "a.md", "ә\x00\n\x1b", "", "a.md:1:2: error import-control map[character:U+0000] a.md:2:1: error import-control map[character:U+001B]"},
		{"form feed in Markdown", "a.md", "\f", "", "a.md:1:1: error import-control map[character:U+000C]"},
		{"empty", "a.txt", "\ufeff \r\n", "", "a.txt: error import-empty map[]"},
		{"no title", "a.txt", "Бұл сөйлем.", "", "a.txt:1: warning import-no-title map[]"},
		{"no title in Markdown", "a.md", "Мәтін", "", "a.md:1: warning import-no-title map[]"},
		{"hyphen", "a.txt", "Атау\n\nБұл жүйе-\nлер туралы.", "", "a.txt:3: note import-hyphen map[word:жүйе-лер]"},
		{"language", "a.md", "# Атау\n" + kazakh, "ru", "a.md: warning import-language map[language:ru]"},
		{"replacement character", "a.md", "# \ufffd", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			res, found := Import(c.file, []byte(c.src), Options{Language: c.lang, Labels: rules})
			var got []string
			for _, f := range found {
				got = append(got, fmt.Sprintf("%s: %s %s %v", f.Pos, f.Severity, f.Key(), f.Args))
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("got %s, want %s", s, c.want)
			}
			if found.HasErrors() != (len(res.Drafts) == 0) {
				t.Errorf("%d drafts with errors %v", len(res.Drafts), found.HasErrors())
			}
		})
	}
}

// TestSpeed holds that time grows with the size alone, on inputs that are long
// in one way each: an eighth of a megabyte takes under 0.1 s, and with the race
// detector on a busy machine still under 2 s; quadratic work would take longer.
func TestSpeed(t *testing.T) {
	for _, unit := range []string{"a", "a ", "a-\n", "1.1. A\n", "#", "# a\n", "- ", "қосымша ", "Приложение к\n", "\f1\n", "[_*", "-\n", "\u00ad\n", "А\u00ad\n", "---\n", "```\n", "A ", "1 "} {
		src := []byte(strings.Repeat(unit, 1<<17/len(unit)))
		for _, name := range []string{"a.txt", "a.md"} {
			begin := time.Now()
			Import(name, src, Options{Language: "kk", Labels: rules})
			if d := time.Since(begin); d > 2*time.Second {
				t.Errorf("%q in %s took %v", unit, name, d)
			}
		}
	}
}

func FuzzImport(f *testing.F) {
	for _, name := range sources(f) {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data, strings.HasSuffix(name, ".txt"))
	}
	f.Add([]byte("1-\nбап. А\n3\n\f4\n"), true)
	f.Add([]byte("А\n\nПриложение 1\nк Б\n\nВ\n"), true)
	f.Add([]byte("# А #\n## Қосымша\n# Б\nв\n==="), false)
	f.Fuzz(func(t *testing.T, data []byte, text bool) {
		name := "a.md"
		if text {
			name = "a.txt"
		}
		res, found := Import(name, data, Options{Language: "ru", Labels: rules})
		if !found.HasErrors() {
			holdsLaw(t, name, data, res, found)
		}
	})
}

// rules read the labels of Kazakh and Russian sources alike.
var rules = languagetest.Of("kk").Labels()
