package importer

import (
	"cmp"
	"fmt"
	"html"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/markdown"
)

// layoutSources are the texts of testdata/layouts by their file, as paragraphs.
func layoutSources(t *testing.T) map[string][]string {
	t.Helper()
	files, _ := filepath.Glob("testdata/layouts/*.txt")
	if len(files) < 12 {
		t.Fatalf("%d sources", len(files))
	}
	out := map[string][]string{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		out[file] = strings.Split(strings.TrimSpace(string(data)), "\n")
	}
	return out
}

// TestLayouts: however a program lays a text out, it has the same structure. The
// sources hold a paragraph a line; the first layout is the golden one.
func TestLayouts(t *testing.T) {
	for file, paragraphs := range layoutSources(t) {
		want := structureOf("a.txt", strings.Join(paragraphs, "\n\n")+"\n", file)
		golden := file + ".golden"
		if *update {
			if err := os.WriteFile(golden, []byte(strings.Join(want, "\n")+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if data, err := os.ReadFile(golden); err != nil || string(data) != strings.Join(want, "\n")+"\n" {
			t.Errorf("%s is\n%s\nwant\n%s (%v)", file, strings.Join(want, "\n"), data, err)
		}
		for _, l := range layouts {
			src := l.lay(paragraphs)
			got := structureOf("a."+l.form, src, file)
			if !slices.Equal(got, want) {
				t.Errorf("%s laid out as %s:\n%s", file, l.name, firstDifference(got, want))
			}
			if l.form == "txt" {
				if res := Import("a.txt", []byte(src), Options{Language: lang(file), Languages: languagetest.Set(), Site: site}); !res.List().HasErrors() {
					holdsLaws(t, "a.txt", []byte(src), res)
				}
			}
		}
	}
}

// structureOf lists the titles, kinds, acts and units that an import gives.
func structureOf(name, src, file string) (out []string) {
	res := Import(name, []byte(src), Options{Language: lang(file), Languages: languagetest.Set(), Site: site})
	for i, d := range res.Drafts {
		out = append(out, fmt.Sprintf("= %s (%s)", d.Title, d.Kind))
		if d.Approved != nil {
			out = append(out, fmt.Sprintf("approved: {%s %s %s}", d.Approved.Act, d.Approved.Number, d.Approved.Date))
		}
		units, found := markdown.Parse(markdown.Input{Source: d.Markdown, Body: d.Body, Title: d.Title, Language: words(lang(file))})
		for _, u := range units[1:] {
			out = append(out, fmt.Sprintf("%v %d %s %s", u.Kind, u.Level, u.Label.Text, u.Plain()))
		}
		for _, f := range found {
			if f.Code != diag.AnchorRepeated {
				out = append(out, fmt.Sprint("draft ", i, " has ", f.Key()))
			}
		}
	}
	return out
}

func firstDifference(got, want []string) string {
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			return fmt.Sprintf("got  %q\nwant %q", got[min(i, len(got)):min(i+2, len(got))], want[min(i, len(want)):min(i+2, len(want))])
		}
	}
	return ""
}

// layouts are the ways in which programs write the paragraphs of a text down.
var layouts = []struct {
	name, form string
	lay        func(paragraphs []string) string
}{
	{"lines", "txt", func(ps []string) string { return strings.Join(ps, "\n") + "\n" }},
	{"lines of Windows with blank ones", "txt", func(ps []string) string { return strings.Join(ps, " \r\n\r\n") + "\r\n" }},
	{"two blank lines", "txt", func(ps []string) string { return strings.Join(ps, "\n\n\n") + "\n" }},
	{"wrapped", "txt", func(ps []string) string { return strings.Join(wrapAll(ps, 72, "", ""), "\n") + "\n" }},
	{"wrapped narrow", "txt", func(ps []string) string { return strings.Join(wrapAll(ps, 54, "", ""), "\n") + "\n" }},
	{"wrapped with blank lines between paragraphs", "txt", func(ps []string) string {
		var out []string
		for _, p := range ps {
			out = append(out, strings.Join(wrapAll([]string{p}, 66, "", ""), "\n"))
		}
		return strings.Join(out, "\n\n") + "\n"
	}},
	{"first lines indented", "txt", func(ps []string) string { return strings.Join(wrapAll(ps, 70, "      ", ""), "\n") + "\n" }},
	{"all lines indented", "txt", func(ps []string) string { return "      " + strings.Join(ps, "\n\n      ") + "\n" }},
	{"hanging numbers", "txt", func(ps []string) string { return strings.Join(wrapAll(ps, 72, "", "     "), "\n") + "\n" }},
	{"stretched to both margins", "txt", func(ps []string) string {
		lines := wrapAll(ps, 68, "    ", "")
		for i, l := range lines {
			if utf8.RuneCountInString(l) > 58 {
				lines[i] = stretch(l, 68)
			}
		}
		return strings.Join(lines, "\n") + "\n"
	}},
	{"set in type", "txt", func(ps []string) string { return strings.Join(typesetAll(ps, 66), "\n") + "\n" }},
	{"set in type, in narrow columns", "txt", func(ps []string) string { return strings.Join(typesetAll(ps, 48), "\n") + "\n" }},
	{"pages set in type, words broken over a page with its number", "txt", typesetPages},
	{"pages of a browser", "txt", func(ps []string) string {
		var b strings.Builder
		lines := typesetAll(ps, 70)
		for k, i := 1, 0; i < len(lines); k, i = k+1, i+9 {
			fmt.Fprintf(&b, "29.11.2026, 11:30\n\nДокументы\n\n%s\nhttps://club.example/rules\n\n%d/%d\n\n\f", strings.Join(lines[i:min(i+9, len(lines))], "\n"), k, (len(lines)+8)/9)
		}
		return b.String()
	}},
	{"pages with form feeds", "txt", func(ps []string) string { return paged(ps, 12, "\f", "") }},
	{"pages with a running head", "txt", func(ps []string) string {
		return paged(ps, 5, "\f", "Общество «Пример» – для служебного пользования\n")
	}},
	{"pages with numbers alone", "txt", func(ps []string) string { return paged(ps, 20, "", "") }},
	{"numbers and tabs", "txt", func(ps []string) string { return "\t" + strings.Join(eachLabel(ps, "$1\t"), "\n\t") + "\n" }},
	{"numbers and many spaces", "txt", func(ps []string) string { return strings.Join(eachLabel(ps, "$1       "), "\n\n") + "\n" }},
	{"numbers on lines of their own", "txt", func(ps []string) string { return strings.Join(eachLabel(ps, "$1\n"), "\n") + "\n" }},
	{"numbers without a space", "txt", func(ps []string) string { return strings.Join(eachLabel(ps, "$1"), "\n\n") + "\n" }},
	{"saved by Word", "html", func(ps []string) string {
		var b strings.Builder
		b.WriteString("<html><head><title>a</title></head><body lang=RU><div class=WordSection1>\n")
		for _, p := range eachLabel(escapeAll(ps), `$1<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span>`) {
			b.WriteString("<p class=MsoNormal style='text-align:justify'><span lang=RU>" + p + "<o:p></o:p></span></p>\n\n<p class=MsoNormal><o:p>&nbsp;</o:p></p>\n\n")
		}
		return b.String() + "</div></body></html>"
	}},
	{"breaks of a page", "html", func(ps []string) string {
		return "<html><body><div>" + strings.Join(escapeAll(ps), "<br>\n") + "</div></body></html>"
	}},
	{"parts of a page", "html", func(ps []string) string {
		return "<html><body><header>Меню</header><div>" + strings.Join(escapeAll(ps), "</div><div>") + "</div></body></html>"
	}},
}

var labelOfLine = regexp.MustCompile(`^((?:[0-9]+(?:-[0-9]+)?\.)+|[0-9]+(?:-[0-9]+)?\)|[а-яә]\)) `)

// eachLabel writes what stands for "$1" and the space behind it at each number.
func eachLabel(ps []string, with string) (out []string) {
	for _, p := range ps {
		out = append(out, labelOfLine.ReplaceAllString(p, with))
	}
	return out
}

func escapeAll(ps []string) (out []string) {
	for _, p := range ps {
		out = append(out, html.EscapeString(p))
	}
	return out
}

// wrapAll breaks paragraphs into lines of at most width characters; hang stands
// before the later lines of numbered ones.
func wrapAll(ps []string, width int, first, hang string) (out []string) {
	for _, p := range ps {
		line, lead := first, ""
		if labelOfLine.MatchString(p) {
			lead = hang
		}
		for i, w := range strings.Fields(p) {
			switch {
			case i == 0:
				line += w
			case utf8.RuneCountInString(line+" "+w) > width:
				out = append(out, line)
				line = lead + w
			default:
				line += " " + w
			}
		}
		out = append(out, line)
	}
	return out
}

// typesetAll breaks paragraphs into lines that are so wide in type, and joins two that
// a hyphen would part, as pdftotext does.
func typesetAll(ps []string, width float64) (out []string) {
	for _, p := range ps {
		line := ""
		for i, w := range strings.Fields(p) {
			switch {
			case i == 0:
				line = w
			case inType(line+" "+w) > width*float64(1+strings.Count(line, "\x00")):
				if half := []rune(w); len(half) > 7 && strings.Trim(w, "абвгдежзийклмнопрстуфхцчшщъыьэюяқәғңөұүһі") == "" && !strings.Contains(line, "\x00") {
					line += "\x00 " + w // the second part begins the next line
					continue
				}
				out = append(out, strings.ReplaceAll(line, "\x00", ""))
				line = w
			default:
				line += " " + w
			}
		}
		out = append(out, strings.ReplaceAll(line, "\x00", ""))
	}
	return out
}

// typesetPages breaks a text into pages with a number each; where a page ends in the
// middle of a paragraph it breaks a word, and the number stands right behind that.
func typesetPages(ps []string) string {
	const size = 12
	lines := typesetAll(ps, 66)
	var b strings.Builder
	page := 1
	for i := 0; i < len(lines); page++ {
		end := min(i+size, len(lines))
		b.WriteString(strings.Join(lines[i:end], "\n"))
		if i = end; end < len(lines) {
			first, rest, ok := strings.Cut(lines[end], " ")
			if half := []rune(first); ok && len(half) > 7 && strings.Trim(first, "абвгдежзийклмнопрстуфхцчшщъыьэюяқәғңөұүһі") == "" {
				fmt.Fprintf(&b, " %s%d\n\f", string(half[:4]), page)
				lines[end] = string(half[4:]) + " " + rest
				continue
			}
		}
		fmt.Fprintf(&b, "\n%d\n\f", page)
	}
	return b.String()
}

// stretch puts spaces between words until the line has a width.
func stretch(l string, width int) string {
	body := strings.TrimLeft(l, " ")
	ws := strings.Fields(body)
	need, gaps := width-utf8.RuneCountInString(l), len(ws)-1
	for k := range gaps {
		add := need / gaps
		if k < need%gaps {
			add++
		}
		ws[k] += strings.Repeat(" ", add)
	}
	return l[:len(l)-len(body)] + strings.Join(ws, " ")
}

// paged breaks a text into pages of so many lines, with a head and a number each.
func paged(ps []string, size int, feed, head string) string {
	var b strings.Builder
	n := 0
	for i, l := range wrapAll(ps, 74, "", "") {
		if i%size == 0 {
			if n > 0 && feed == "" {
				fmt.Fprintf(&b, "\n%d\n\n", n)
			} else if n > 0 {
				fmt.Fprintf(&b, "%d\n%s", n, feed)
			}
			n++
			b.WriteString(head)
		}
		b.WriteString(l + "\n")
	}
	fmt.Fprintf(&b, "%d\n", n)
	return b.String()
}

// TestPassages: what a text says again and again is no head of a page, wherever the pages end.
func TestPassages(t *testing.T) {
	said := []string{
		"Лодка стоит у причала не дольше суток, после чего ее\nХозяин платит за каждый начатый час столько же, сколько за\nпервые сутки, если смотритель не разрешил иного.",
		"Смотритель записывает лодку в журнал и выдает хозяину жетон, который\nСмотритель же забирает при отплытии вместе с платой\nза стоянку.",
	}
	for every := 19; every < 44; every += 3 {
		var src strings.Builder
		src.WriteString("ПРАВИЛА ПРИСТАНИ\n")
		lines := 1
		for i := range 60 {
			clause := fmt.Sprintf("%d. %s", i+1, said[i%2])
			for _, line := range strings.Split(clause, "\n") {
				if lines++; lines%every == 0 {
					src.WriteString("\f")
				}
				src.WriteString(line + "\n")
			}
		}
		res := Import("a.txt", []byte(src.String()), Options{Language: "ru", Languages: languagetest.Set()})
		if len(res.Drafts) != 1 || essence(string(res.Drafts[0].Markdown)) != essence("title"+src.String()) {
			t.Errorf("pages of %d lines: findings %v, got\n%s", every, res.List(), res.Drafts[0].Markdown)
		}
	}
}

// TestPrintedTitle: below the time that a browser prints stands the name of the page, if it
// has one; a line that stands there on the first page alone is the title of the text.
func TestPrintedTitle(t *testing.T) {
	const want = "---\ntitle: ПРАВИЛА ЗАЛА\n---\n\n1. Зал открыт.\n\n2. Зал теплый.\n"
	for _, src := range []string{
		"29.11.2026, 11:30\nПРАВИЛА ЗАЛА\n\n1. Зал открыт.\nhttps://zal.example/ 1/2\n\f29.11.2026, 11:30\n2. Зал теплый.\nhttps://zal.example/ 2/2\n\f",
		"29.11.2026, 11:30\nДокументы\nПРАВИЛА ЗАЛА\n\n1. Зал открыт.\nhttps://zal.example/ 1/2\n\f29.11.2026, 11:30\nДокументы\n2. Зал теплый.\nhttps://zal.example/ 2/2\n\f",
		"ПРАВИЛА ЗАЛА\n\n1. Зал открыт.\n29.11.2026, 11:30\nhttps://zal.example/ 1/2\n\f2. Зал теплый.\n29.11.2026, 11:30\nhttps://zal.example/ 2/2\n\f",
	} {
		res := Import("a.txt", []byte(src), Options{Language: "ru", Languages: languagetest.Set()})
		if len(res.Drafts) != 1 || string(res.Drafts[0].Markdown) != want {
			t.Errorf("%q: findings %v, got\n%s", src, res.List(), res.Drafts[0].Markdown)
		}
	}
}

// TestPageHeads: a head that begins a text without form feeds is left out like those of the
// other pages, unless it is the title itself; the last words of clauses are no heads.
func TestPageHeads(t *testing.T) {
	for _, pages := range []int{3, 5} {
		for _, title := range []string{"", "ПРАВИЛА КЛУБА\n"} {
			var src, want strings.Builder
			want.WriteString("---\ntitle: " + cmp.Or(strings.TrimSpace(title), "Правила «Луна». Версия 2") + "\n---\n")
			for n := 1; n <= pages; n++ {
				reader := "Читатель номер " + strings.Repeat("I", n) + " пишет свое имя в журнал, который"
				fmt.Fprintf(&src, "Правила «Луна». Версия 2\n%s%d. %s\nлежит у входа.\n%d. Журнал номер %s хранит дежурный.\nСтраница %d из %d\n", title, 2*n-1, reader, 2*n, strings.Repeat("I", n), n, pages)
				fmt.Fprintf(&want, "\n%d. %s лежит у входа.\n\n%d. Журнал номер %s хранит дежурный.\n", 2*n-1, reader, 2*n, strings.Repeat("I", n))
				title = ""
			}
			res := Import("a.txt", []byte(src.String()), Options{Language: "ru", Languages: languagetest.Set(), Site: site})
			if len(res.Drafts) != 1 || string(res.Drafts[0].Markdown) != want.String() {
				t.Errorf("%d pages: got\n%s\nwant\n%s", pages, res.Drafts[0].Markdown, want.String())
			}
			holdsLaws(t, "a.txt", []byte(src.String()), res)
		}
	}
}
