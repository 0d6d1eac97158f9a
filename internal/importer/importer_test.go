package importer

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// sources lists the sources in testdata.
func sources(t testing.TB) []string {
	t.Helper()
	var all []string
	for _, ext := range []string{"txt", "md", "html"} {
		found, _ := filepath.Glob("testdata/*." + ext)
		all = append(all, found...)
	}
	if len(all) < 4 {
		t.Fatalf("found %d sources", len(all))
	}
	return all
}

// TestGolden: every source of testdata with its drafts and findings.
func TestGolden(t *testing.T) {
	for _, path := range sources(t) {
		name := filepath.Base(path)
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			res := Import(name, data, Options{Language: lang(path), Languages: languagetest.Set(), Site: site})
			if !res.List().HasErrors() {
				holdsLaws(t, name, data, res)
			}
			var got bytes.Buffer
			for _, f := range res.Found {
				fmt.Fprintf(&got, "%s: %s: %s %v", f.Pos, f.Severity, f.Key(), f.Args)
				if f.Line > 0 {
					fmt.Fprintf(&got, " (draft %d, line %d)", f.Draft, f.Line)
				}
				got.WriteByte('\n')
			}
			for i, d := range res.Drafts {
				fmt.Fprintf(&got, "==> draft %d, annex %v, kind %q, %+v\n%s", i, d.Annex, d.Kind, d.Counts, d.Markdown)
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
		"1.5 литра":               `\1.5 литра`,
		"1.5 Литр":                `\1.5 Литр`,
		"(а) тегі":                `(а\) тегі`,
		"1) тегі":                 `1\) тегі`,
		"§ 2 мәтін":               `\§ 2 мәтін`,
		"Глава 1":                 `\Глава 1`,
		"01.12.2026 күні":         "01.12.2026 күні",
		"№ 5 – бап":               "№ 5 – бап",
	} {
		if got := escapeLines(words("kk").Labels(), text); got != want {
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
		{"бұл жүйе-\nлер, жүйелер мен қыз-\nмет", "бұл жүйелер, жүйелер мен қызмет"},
		{"бұл жүйе-\nлер, жүйелер мен бизнес-\nцентр", "бұл жүйелер, жүйелер мен бизнес-центр"},
		{"жүйе\u00ad\nлер со\u00adйлем", "жүйелер сойлем"},
		{"и/\nили", "и/или"},
		{"Мекеме –\nбұл", "Мекеме – бұл"},
		{"2024-\n2025", "2024-2025"},
		{"a \t b\u00a0c \n d", "a b\u00a0c d"},
	} {
		source := readText(c.src)
		lines := makeLines(source.Blocks, false, words("kk").Labels())
		j := joiner{signs: signsOf(words("kk")), lines: lines}
		if got := j.join(0, len(lines), func(string, int) {}); got != c.want {
			t.Errorf("%q: got %q, want %q", c.src, got, c.want)
		}
	}
}

func TestRefused(t *testing.T) {
	kazakh := strings.Repeat("қазақша мәтін ", 20)
	for _, c := range []struct {
		name, file, src string
		lang            legal.Lang
		want            string
	}{
		{"format", "a.xls", "x", "", "a.xls: error import-format map[format:.xls]"},
		{"rtf named txt", "a.txt", `{\rtf1\ansi x}`, "", "a.txt: error import-format.rtf map[format:.txt]"},
		{"pdf named txt", "a.txt", "%PDF-1.7\n", "", "a.txt: error import-format.pdf map[format:.txt]"},
		{"doc", "a.doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "", "a.doc: error import-format.doc map[format:.doc]"},
		{"Word 2003 in XML", "a.doc", "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Word.Document\"?>\n<w:wordDocument/>", "", "a.doc: error import-format.doc map[format:.doc]"},
		{"Word in one XML file", "a.xml", "<?xml version=\"1.0\"?>\n<pkg:package/>", "", "a.xml: error import-format.doc map[format:.xml]"},
		{"odt", "a.odt", "PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.text", "", "a.odt: error import-format.odt map[format:.odt]"},
		{"odt named docx", "a.docx", "PK\x03\x04....mimetypeapplication/vnd.oasis.opendocument.text", "", "a.docx: error import-format.odt map[format:.docx]"},
		{"sheet", "a.xlsx", "PK\x03\x04....xl/workbook.xml", "", "a.xlsx: error import-format.sheet map[format:.xlsx]"},
		{"sheet named docx", "a.docx", "PK\x03\x04....xl/workbook.xml", "", "a.docx: error import-format.sheet map[format:.docx]"},
		{"Pages", "a.pages", "PK\x03\x04....Index/Document.iwa", "", "a.pages: error import-format.pages map[format:.pages]"},
		{"picture named docx", "a.docx", "\x89PNG\r\n", "", "a.docx: error import-format.picture map[format:.docx]"},
		{"a scan", "a.jpg", "\xff\xd8\xff\xe0", "", "a.jpg: error import-format.picture map[format:.jpg]"},
		{"message of Outlook named eml", "a.eml", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + messagePart, "", "a.eml: error import-format.msg map[format:.eml]"},
		{"archive", "a.txt", "PK\x03\x04", "", "a.txt: error import-format.zip map[format:.txt]"},
		{"size", "a.txt", strings.Repeat("x", maxSize+1), "", "a.txt: error import-size map[limit:4]"},
		{"half a character of utf16", "a.txt", "\xff\xfe\x10\x04\x20", "", "a.txt:1:1: error import-encoding.utf16 map[]"},
		{"a stray byte", "a.txt", "ә\nқа\xe0", "", "a.txt:2:3: error import-encoding map[byte:0xE0]"},
		{"Kazakh lost in Windows-1251", "a.txt", "\xca?\xe5\xeb?\xf1\xb3\xec \xe1?\xe3?\xed ?\xf3\xe6?\xf2 \xe4?\xe9\xe5\xea", "", "a.txt:1:1: error import-encoding.lost map[]"},
		{"control", "a.md", "ә\x00\n\x1b", "", "a.md:1:2: error import-control map[character:U+0000] a.md:2:1: error import-control map[character:U+001B]"},
		{"form feed in Markdown", "a.md", "\f", "", "a.md:1:1: error import-control map[character:U+000C]"},
		{"empty", "a.txt", "\ufeff \r\n", "", "a.txt: error import-empty map[]"},
		{"no title", "a.txt", "Бұл сөйлем.", "", "a.txt:1: warning import-no-title map[]"},
		{"no title in Markdown", "a.md", "Мәтін", "", "a.md:1: warning import-no-title map[]"},
		{"hyphen", "a.txt", "Атау\n\nБұл баркөл-\nлер туралы.", "", "a.txt:3: note import-hyphen map[word:баркөл-лер]"},
		{"language", "a.md", "# Атау\n" + kazakh, "ru", "a.md: warning import-language map[is:kk language:ru]"},
		{"replacement character", "a.md", "# \ufffd", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			res := Import(c.file, []byte(c.src), Options{Language: c.lang, Languages: languagetest.Set(), Site: site})
			var got []string
			for _, f := range res.Found {
				got = append(got, fmt.Sprintf("%s: %s %s %v", f.Pos, f.Severity, f.Key(), f.Args))
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("got %s, want %s", s, c.want)
			}
			if errors := res.List().HasErrors(); errors != (len(res.Drafts) == 0) {
				t.Errorf("%d drafts with errors %v", len(res.Drafts), errors)
			}
		})
	}
}

// TestConverted: what Windows writes is read as what it says.
func TestConverted(t *testing.T) {
	want := string(Import("a.txt", []byte("ПРАВИЛА\n\n1. Общие положения\n"), Options{Languages: languagetest.Set(), Site: site}).Drafts[0].Markdown)
	utf16 := func(order int, mark bool) (out []byte) {
		s := "ПРАВИЛА\r\n\r\n1. Общие положения\r\n"
		if mark {
			s = "\ufeff" + s
		}
		for _, r := range s {
			b := [2]byte{byte(r), byte(r >> 8)}
			out = append(out, b[order], b[1-order])
		}
		return out
	}
	for name, src := range map[string][]byte{
		"UTF-16": utf16(0, true), "UTF-16 big": utf16(1, true), "UTF-16 bare": utf16(0, false), "UTF-16 big bare": utf16(1, false),
		"Windows-1251": []byte("\xcf\xd0\xc0\xc2\xc8\xcb\xc0\r\n\r\n1. \xce\xe1\xf9\xe8\xe5 \xef\xee\xeb\xee\xe6\xe5\xed\xe8\xff\r\n"),
	} {
		res := Import("a.txt", src, Options{Languages: languagetest.Set(), Site: site})
		if len(res.Drafts) != 1 || string(res.Drafts[0].Markdown) != want || res.Found[0].Code != diag.ImportConverted || !strings.HasPrefix(name, res.Found[0].Args["encoding"].(string)) {
			t.Errorf("%s: got %v", name, res)
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
		res := Import(name, data, Options{Language: "ru", Languages: languagetest.Set(), Site: site})
		if !res.List().HasErrors() {
			holdsLaws(t, name, data, res)
		}
	})
}

// TestGrowth: memory, and with it work, grows with the size of the source alone, on
// inputs that are long in one way each: four times the size takes about four times as
// much.
func TestGrowth(t *testing.T) {
	used := func(name string, src []byte) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		Import(name, src, Options{Language: "kk", Languages: languagetest.Set(), Site: site})
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	for _, unit := range []string{"a", "a ", "a-\n", "1.1. A\n", "#", "# a\n", "- ", "қосымша ", "Приложение к\n", "\f1\n", "[_*", "-\n", "\u00ad\n",
		"А\u00ad\n", "---\n", "```\n", "A ", "1 ", "а\tб\n", "А   б\n", "**1.** А\n\n", "1.А\n", "ж1) а\n\n", "<p>а", "<b>", "<table><tr><td>а", "<ol><li>а",
		"Содержание\nА ... 1\n", "______\n1 а\n", "Бекітілді № 1\n", "А\nпункте\n2. Б\n"} {
		for _, name := range []string{"a.txt", "a.md", "a.html"} {
			small, large := bytes.Repeat([]byte(unit), 1<<12/len(unit)), bytes.Repeat([]byte(unit), 1<<14/len(unit))
			used(name, small)
			if a, b := used(name, small), used(name, large); b > 7*a+1<<18 {
				t.Errorf("%q in %s: %d bytes become %d", unit, name, a, b)
			}
		}
	}
}

// TestTableBelow: a row whose words fill a column belongs to the table; words that reach
// over a column by chance do not.
func TestTableBelow(t *testing.T) {
	const head = "ТАРИФЫ\n\n1. Плата по таблице:\n\nУслуга            Срок          Плата\nСтоянка           один день     500\n"
	const table = "---\ntitle: ТАРИФЫ\n---\n\n1. Плата по таблице:\n\n| Услуга | Срок | Плата |\n|---|---|---|\n| Стоянка | один день | 500 |\n"
	for _, c := range []struct{ line, want string }{
		{"Хранение мотора,  один месяц    900", "| Хранение мотора, | один месяц | 900 |\n"},
		{"Ремонт и покраска два месяца    5 000", "| Ремонт и покраска | два месяца | 5 000 |\n"},
		{"Ремонт и покраска два месяца до 5 000.", "\nРемонт и покраска два месяца до 5 000.\n"},
		{"2. Плата вносится вперед.", "\n2. Плата вносится вперед.\n"},
	} {
		res := Import("a.txt", []byte(head+c.line+"\n"), Options{Language: "ru", Languages: languagetest.Set()})
		if len(res.Drafts) != 1 || string(res.Drafts[0].Markdown) != table+c.want {
			t.Errorf("%s: findings %v, got\n%s", c.line, res.List(), res.Drafts[0].Markdown)
		}
	}
}

// site are the languages of the sites that the tests import into.
var site = []legal.Lang{"kk", "ru", "en"}
