package render

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/net/html"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/site"
	"github.com/kelisim/kelisim/internal/source"
	"github.com/kelisim/kelisim/internal/word"
	"github.com/kelisim/kelisim/layouts"
)

// TestRedlines shows a page's redline for every kind of change.
func TestRedlines(t *testing.T) {
	files, err := filepath.Glob("testdata/redlines/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal(len(files), err)
	}
	s := newRenderer(t).speakers["kk"]
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			v := changesOf(readText(a.Files[0].Name, a.Files[0].Data), readText(a.Files[1].Name, a.Files[1].Data))
			got, err := s.redline(v)
			if err != nil {
				t.Fatal(err)
			}
			holds(t, v, string(got))
			list, err := s.changed(v)
			if err != nil {
				t.Fatal(err)
			}
			var lines strings.Builder
			for _, c := range list {
				fmt.Fprintf(&lines, "%s | %s | %s\n", c.Href, c.Name, c.What)
			}
			a.Files = append(a.Files[:2], txtar.File{Name: "list", Data: []byte(lines.String())}, txtar.File{Name: "redline.html", Data: []byte(got)})
			if *update {
				if err := os.WriteFile(file, txtar.Format(a), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if data := txtar.Format(a); !bytes.Equal(data, want) {
				t.Errorf("run with -update and review\n%s", firstDifference(data, want))
			}
		})
	}
}

// What happened agrees with its noun in a language that has genders.
func TestGenders(t *testing.T) {
	a := readText("ru.md", []byte("---\ntitle: Правила\n---\n\n1. Организация хранит данные.\n\n| Услуга | Цена |\n|---|---|\n| Курс | 10 |\n"))
	b := readText("ru.md", []byte("---\ntitle: Правила\n---\n\n1. Организация хранит данные.\n\n2. Пользователь вправе отозвать согласие.\n\n| Услуга | Цена |\n|---|---|\n| Курс | 10 |\n| Семинар в выходные | 25 |\n\n> Выписка из приказа.\n\n## Глава 2. Ответственность\n"))
	list, err := newRenderer(t).speakers["ru"].changed(changesOf(a, b))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range list {
		got = append(got, c.Name+": "+c.What)
	}
	want := []string{"Пункт 2: добавлен", "Строка 2 таблицы пункта 2: добавлена", "Абзац второй пункта 2: добавлен", "Глава 2: добавлена"}
	if !slices.Equal(got, want) {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
}

func readText(name string, data []byte) *legal.Text {
	l := legal.Lang("kk")
	if strings.Contains(name, "ru.md") {
		l = "ru"
	}
	t, _ := source.ParseText(name, l, data, false)
	t.Units, _ = markdown.Parse(markdown.Input{Path: name, Source: t.Source, Body: t.Body, Title: t.Title, At: diag.Pos{File: name, Line: 1, Col: 1},
		Language: languagetest.Of(string(t.Lang))})
	return t
}

func changesOf(a, b *legal.Text) *site.Changes {
	return &site.Changes{Redline: redline.Compare(languagetest.Of(string(b.Lang)), a.Units, b.Units),
		Old: site.EditionRef{ID: "1", Href: "../../1/"}, New: site.EditionRef{ID: "2", Href: "../"},
		OldText: &site.Body{Lang: a.Lang, Units: a.Units}, NewText: &site.Body{Lang: b.Lang, Units: b.Units}}
}

// TestRedlineLaws holds the HTML of all pairs of the sample content, and of those
// in KELISIM_CORPORA where it is set, to what a redline promises.
func TestRedlineLaws(t *testing.T) {
	r := newRenderer(t)
	pairs := 0
	check := func(names []string, apart int) {
		texts := map[string]*legal.Text{}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			texts[name] = readText(filepath.ToSlash(name), data)
		}
		for i, a := range names {
			for j, b := range names {
				if apart > 0 && j-i != apart {
					continue
				}
				v := changesOf(texts[a], texts[b])
				s := r.speakers[texts[b].Lang]
				got, err := s.redline(v)
				if err != nil {
					t.Fatal(err)
				}
				if !holds(t, v, string(got)) {
					t.Fatalf("%s against %s", b, a)
				}
				if _, err := s.rows(&site.Table{Changes: *v}); err != nil {
					t.Fatal(err)
				}
				pairs++
			}
		}
	}
	for _, lang := range []string{"kk", "ru"} {
		for _, doc := range []string{"user-agreement", "privacy-policy", "personal-data-consent"} {
			names, _ := filepath.Glob("../../content/" + doc + "/*/" + lang + ".md")
			check(names, 0)
		}
	}
	if pairs < 50 {
		t.Fatalf("%d pairs", pairs)
	}
	if root := os.Getenv("KELISIM_CORPORA"); root != "" {
		dirs, _ := filepath.Glob(filepath.Join(root, "*", "*"))
		for _, dir := range dirs {
			names, _ := filepath.Glob(filepath.Join(dir, "*.md"))
			check(names, 1)
		}
	}
	t.Log(pairs, "pairs")
}

// holds checks one redline: what is left without <del> is the new text, without
// <ins> the old one, in every way of reading; ids are unique; places are announced.
func holds(t *testing.T, v *site.Changes, page string) bool {
	t.Helper()
	doc, err := html.Parse(strings.NewReader("<!doctype html><title>x</title>" + page))
	if err != nil {
		t.Fatal(err)
	}
	ok := true
	fail := func(format string, args ...any) {
		t.Helper()
		ok = false
		t.Errorf(format, args...)
	}
	var oldText, newText strings.Builder
	for i := range v.Redline.Records {
		r := &v.Redline.Records[i]
		if r.Equal() && r.New[0].Kind == legal.Title {
			continue
		}
		for _, u := range r.Old {
			oldText.WriteString(" " + u.Text)
		}
		for _, u := range r.New {
			newText.WriteString(" " + u.Text)
		}
	}
	if v.Redline.Rewritten() {
		var old, new strings.Builder
		for n := range doc.Descendants() {
			switch {
			case hasClass(n, "b"):
				visible(&new, n, "right")
			case n.Data == "details":
				visible(&old, n, "inline")
			}
		}
		for _, side := range [][2]string{{old.String(), oldText.String()}, {new.String(), newText.String()}} {
			if got, want := words(side[0]), words(side[1]); !slices.Equal(got, want) {
				fail("rewritten:\n got %s\nwant %s", got, want)
			}
		}
	}
	for _, way := range []struct{ name, want string }{
		{"inline without ins", oldText.String()}, {"inline without del", newText.String()},
		{"left", oldText.String()}, {"right", newText.String()},
	} {
		if v.Redline.Rewritten() {
			break
		}
		var b strings.Builder
		visible(&b, doc, way.name)
		if got, want := folded(b.String()), folded(way.want); got != want {
			fail("%s:\n got %s\nwant %s", way.name, around(got, want), around(want, got))
		}
	}
	ids := map[string]bool{}
	marks, begun, ended, spaces := 0, 0, 0, 0
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if id := attr(n, "id"); id != "" {
			if ids[id] {
				fail("id %q twice", id)
			}
			ids[id] = true
		}
		if attr(n, "style") != "" || n.Data == "script" || n.Data == "style" || slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return strings.HasPrefix(a.Key, "on") }) {
			fail("inline code in <%s>", n.Data)
		}
		if href := attr(n, "href"); n.Data == "a" && strings.HasPrefix(href, "javascript:") {
			fail("link %s", href)
		}
		if n.Data == "ins" || n.Data == "del" {
			if !strings.Contains(attr(n, "class"), "w") {
				marks++
			}
			for p := n.Parent; p != nil; p = p.Parent {
				if p.Data == "ins" || p.Data == "del" {
					fail("a mark in a mark")
				}
			}
		}
		if n.Data == "span" && attr(n, "class") == "v" {
			switch text := n.FirstChild.Data; {
			case text == strings.TrimSpace(text):
				fail("%q runs into the words around", text)
			case strings.HasSuffix(text, ": "):
				begun++
			case strings.Contains(text, "конец") || strings.Contains(text, "соңы"):
				ended++
			default:
				spaces++
			}
		}
	}
	if begun != ended || (marks > 0) != (begun+spaces > 0) {
		fail("%d marks, %d announced, %d ended, %d of spaces", marks, begun, ended, spaces)
	}
	for n := range doc.Descendants() {
		if href := attr(n, "href"); strings.HasPrefix(href, "#") && !ids[href[1:]] {
			fail("nothing at %s", href)
		}
	}
	return ok
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func hasClass(n *html.Node, class string) bool {
	return slices.Contains(strings.Fields(attr(n, "class")), class)
}

// visible writes the words of the texts that a reader sees in one way of reading.
func visible(b *strings.Builder, n *html.Node, way string) {
	if n.Type == html.TextNode {
		b.WriteString(n.Data)
		return
	}
	if n.Type == html.ElementNode {
		side := way == "left" || way == "right"
		hidden := slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "hidden" })
		switch {
		case n.Data == "title" || n.Data == "summary" || n.Data == "hr":
			return
		case hasClass(n, "v") || hasClass(n, "why") || hasClass(n, "was") || hasClass(n, "n") || hasClass(n, "note") || hasClass(n, "gone") || hasClass(n, "rows"):
			return
		case !side && hidden,
			way == "left" && (hasClass(n, "b") || hasClass(n, "i") || n.Data == "ins"),
			way == "right" && (hasClass(n, "a") || hasClass(n, "i") || hasClass(n, "o") || n.Data == "del"),
			way == "inline without ins" && n.Data == "ins", way == "inline without del" && n.Data == "del":
			return
		}
		switch n.Data {
		case "p", "li", "td", "th", "pre", "div", "h2", "h3", "h4", "h5", "h6", "br", "blockquote":
			b.WriteString(" ")
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		visible(b, c, way)
	}
}

// folded is text with one space for white space; the bars between cells count as
// white space.
func folded(s string) string {
	var out []string
	for _, f := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" \t\n\r\f\v", r) }) {
		if f != "|" {
			out = append(out, f)
		}
	}
	return strings.Join(out, " ")
}

// words lists the words of a text without their order: rows follow the new text.
func words(s string) []string {
	list := strings.Fields(folded(s))
	slices.Sort(list)
	return list
}

// around is where a differs from b.
func around(a, b string) string {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	return strings.ToValidUTF8(a[max(0, i-80):min(len(a), i+80)], "")
}

func TestStandalone(t *testing.T) {
	catalog, err := i18n.Load(i18n.Files())
	if err != nil {
		t.Fatal(err)
	}
	a, b := readText("a.md", []byte("1.1. Бір [сілтеме](doc:x).\n")), readText("b.md", []byte("1.1. Екі, 1.1-тармақ.\n\n</style><script>alert(1)</script>\n"))
	for _, lang := range []legal.Lang{"kk", "ru", "en"} {
		r, err := ForLoose(layouts.Files(), catalog, lang)
		if err != nil {
			t.Fatal(err)
		}
		for _, pair := range [][2]*legal.Text{{a, b}, {a, a}, {{Lang: "kk"}, b}, {b, {Lang: "kk"}}, {{}, {}}} {
			page, err := r.Standalone(Loose{Old: pair[0], New: pair[1], OldName: "<a>", NewName: "b", Redline: redline.Compare(languagetest.Of("kk"), pair[0].Units, pair[1].Units)})
			if err != nil {
				t.Fatal(err)
			}
			if m := regexp.MustCompile(`<script|<link|\ssrc=|ZgotmplZ|@import|url\(`).Find(page); m != nil {
				t.Errorf("%s: %s", lang, m)
			}
			if bytes.Count(page, []byte("</style>")) != 1 {
				t.Errorf("%s: the style ends early", lang)
			}
		}
	}
}

// TestRedlinePages makes every page with a redline of a full and of an empty view.
func TestRedlinePages(t *testing.T) {
	r := newRenderer(t)
	archive, err := txtar.ParseFile("testdata/redlines/table.txtar")
	if err != nil {
		t.Fatal(err)
	}
	a, b := readText("a.md", archive.Files[0].Data), readText("b.md", archive.Files[1].Data)
	full, empty := changesOf(a, b), changesOf(b, b)
	lang := languagetest.Of(string(b.Lang))
	pairs := map[string]word.Pair{
		"full":  {Old: word.Edition{Text: a}, New: word.Edition{Text: b}, Redline: full.Redline, Language: lang},
		"empty": {Old: word.Edition{Text: b}, New: word.Edition{Text: b}, Redline: empty.Redline, Language: lang},
	}
	for name, v := range map[string]*site.Changes{"full": full, "empty": empty} {
		v.Frame = site.Frame{Lang: "kk", Root: "../", Title: "Келісім", Crumbs: []site.Link{{}, {}, {}, {}}}
		v.Document = site.DocumentRef{ID: "a", Kind: legal.Agreement, Title: "Келісім", Href: "../"}
		if name == "full" {
			v.Between = []site.EditionRef{{ID: "2", Changes: "Бағалар өзгерді."}, {ID: "3", Changes: "Жаңа қызмет.", Changed: "../3/changes/"}}
			v.Table, v.Bilingual, v.Chooser, v.Since = "table/", []site.Link{{Name: "ru", Href: "bilingual/"}}, "../", true
			v.Coming = &site.Choice{Edition: v.New, Href: "coming/"}
			v.New.Changes = "Бағалар өзгерді."
			v.Downloads = []site.DownloadRef{{Form: legal.DownloadChanges, Href: "kk.docx", Name: "a-2-changes.kk.docx"}}
		}
		views := map[string]any{
			"changes": v, "table": &site.Table{Changes: *v}, "order": &site.Order{Changes: *v, Pair: pairs[name]},
			"since": &site.Since{Frame: v.Frame, Document: v.Document, Current: v.New, Choices: []site.Choice{{Edition: v.Old, Href: "1/"}}, Coming: v.Coming,
				Any: []site.EditionData{{Edition: v.Old, Text: "1.json"}, {Edition: v.New, Text: "2.json", Redline: "r2.json"}, {Edition: v.New, Text: "3.json", Redline: "r3.json"}}},
			"changes-bilingual": &site.BilingualChanges{Frame: v.Frame, Document: v.Document, Old: v.Old, New: v.New, Left: v, Right: v},
		}
		if name == "full" {
			views["changes-bilingual"].(*site.BilingualChanges).Pairs = []site.ChangePair{{Left: 2, Right: -1, OneSided: true}, {Left: -1, Right: 2, OneSided: true}, {Left: 1, Right: 1}}
		}
		for kind, view := range views {
			page, err := r.Page(plan.Page{Path: kind, Lang: "kk", View: view})
			if err != nil {
				t.Fatal(err)
			}
			t.Run(name+" "+kind, func(t *testing.T) { valid(t, page) })
		}
	}
}
