package render

import (
	"bytes"
	"flag"
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"text/template/parse"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/net/html"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/site"
	"github.com/kelisim/kelisim/layouts"
)

var update = flag.Bool("update", false, "write the golden files")

// assetHash is left out of golden files: a change of the style is none of a page.
var (
	assetHash = regexp.MustCompile(`assets/([\w-]+)\.[0-9a-f]{12}\.`)
	ownStyle  = regexp.MustCompile(`(?s)<style>.*?</style>`)
)

func TestGolden(t *testing.T) {
	r := newRenderer(t)
	for file, views := range map[string]map[string]any{"testdata/full.txtar": fullViews(), "testdata/empty.txtar": emptyViews()} {
		var got txtar.Archive
		for _, name := range slices.Sorted(maps.Keys(views)) {
			page, err := r.Page(plan.Page{Path: name, Lang: langOf(views[name]), View: views[name]})
			if err != nil {
				t.Fatal(err)
			}
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar")+"/"+name, func(t *testing.T) { valid(t, page) })
			page = ownStyle.ReplaceAll(assetHash.ReplaceAll(page, []byte("assets/$1.HASH.")), []byte("<style></style>"))
			got.Files = append(got.Files, txtar.File{Name: name + ".html", Data: page})
		}
		data := txtar.Format(&got)
		if *update {
			if err := os.MkdirAll("testdata", 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, data, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(data, want) {
			t.Errorf("%s: pages differ; run with -update and review\n%s", file, firstDifference(data, want))
		}
	}
}

// TestEveryKind: every kind of page has a golden with all that it can show and one with
// nothing; comparisons have theirs in TestRedlinePages.
func TestEveryKind(t *testing.T) {
	compared := []string{"changes", "table", "order", "since", "changes-bilingual"}
	for name, views := range map[string]map[string]any{"full": fullViews(), "empty": emptyViews()} {
		have := map[string]bool{}
		for _, view := range views {
			have[kindOf(view)] = true
		}
		for _, kind := range kinds {
			if !have[kind] && !slices.Contains(compared, kind) {
				t.Errorf("no %s view of the page %q", name, kind)
			}
		}
	}
}

func langOf(view any) legal.Lang {
	switch v := view.(type) {
	case *site.Edition:
		return v.Lang
	case *site.NotFound:
		return ""
	}
	return ""
}

func firstDifference(got, want []byte) string {
	a, b := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range a {
		if i >= len(b) || a[i] != b[i] {
			return fmt.Sprintf("line %d: got %q", i+1, a[i])
		}
	}
	return "got ends early"
}

// valid checks what must hold of every page.
func valid(t *testing.T, page []byte) {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	ids, hrefs := map[string]bool{}, []string{}
	level, titles := 0, 0
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "style" && !strings.HasSuffix(t.Name(), "/sealed") || n.Data == "iframe" || n.Data == "base" {
			t.Errorf("<%s> on the page", n.Data)
		}
		if n.Data == "script" && n.FirstChild != nil {
			t.Error("inline script")
		}
		if len(n.Data) == 2 && n.Data[0] == 'h' && '1' <= n.Data[1] && n.Data[1] <= '6' {
			l := int(n.Data[1] - '0')
			if l > level+1 {
				t.Errorf("heading h%d after h%d", l, level)
			}
			level = l
			if l == 1 {
				titles++
			}
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "id":
				if ids[a.Val] {
					t.Errorf("id %q twice", a.Val)
				}
				ids[a.Val] = true
			case a.Key == "href" && strings.HasPrefix(a.Val, "#"):
				hrefs = append(hrefs, a.Val[1:])
			case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
				t.Errorf("attribute %s on <%s>", a.Key, n.Data)
			case strings.HasPrefix(a.Key, "aria-labelledby"):
				hrefs = append(hrefs, a.Val)
			}
		}
	}
	for _, h := range hrefs {
		if !ids[h] {
			t.Errorf("#%s leads nowhere", h)
		}
	}
	if titles != 1 {
		t.Errorf("%d h1", titles)
	}
	for _, bad := range []string{"ZgotmplZ", "no value", "%!"} {
		if bytes.Contains(page, []byte(bad)) {
			t.Errorf("%q on the page", bad)
		}
	}
}

func TestHostile(t *testing.T) {
	const evil = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'\x00\x1b\u202e\u0085{{.}}"
	r := newRenderer(t)
	b := text("kk")
	for _, dest := range []string{"javascript:alert(1)", "JAVASCRIPT:alert(1)", " javascript:alert(1)", "data:text/html,x", "vbscript:x", "//host/x", "x\" onclick=\"y", "https://a/\" onclick=\"alert(1)"} {
		b.Units = append(b.Units, legal.Unit{Kind: legal.Paragraph, Parent: -1, Runs: []legal.Run{
			{Text: evil, Link: &legal.Link{Kind: legal.LinkURL, Dest: dest, Title: evil}}}})
	}
	b.Units[3].Label.Text, b.Units[3].Anchor = evil, evil
	b.Units[12].Cells[0][0].Text, b.Units[16].Runs[0].Text, b.Units[17].Runs[0].Text = evil, evil, evil
	e := editionRef("3", "kk")
	e.Title, e.Changes, e.Source, e.Format, e.Approved.Number, e.Files[0].Name, e.History = evil, evil, evil, evil, evil, evil, "javascript:alert(1)"
	f := frame("kk", evil)
	f.Organization, f.Notice, f.Crumbs[1].Name, f.Canonical = evil, evil, evil, "javascript:alert(1)"
	view := &site.Edition{Frame: f, Document: site.DocumentRef{ID: evil, Kind: legal.Policy, Title: evil, Lang: "ru"},
		Edition: e, Text: b, Contents: []site.Entry{{Label: evil, Text: evil, Anchor: evil}}}
	page, err := r.Page(plan.Page{Path: "x", Lang: "kk", View: view})
	if err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "img" || n.Data == "script" && n.FirstChild != nil {
			t.Errorf("<%s> got in", n.Data)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || (a.Key == "href" || a.Key == "src") && regexp.MustCompile(`(?i)^\s*(javascript|data|vbscript):|^//`).MatchString(a.Val) {
				t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			}
		}
	}
	for _, r := range string(page) {
		if forbidden(r) {
			t.Errorf("control character %U on the page", r)
		}
	}
}

// Every letter and digit of the units stands on the page, in order.
func TestConservation(t *testing.T) {
	var want strings.Builder
	b := text("kk")
	for _, u := range b.Units[1:] {
		want.WriteString(u.Label.Text)
		for _, runs := range append(u.Cells, u.Runs) {
			for _, r := range runs {
				want.WriteString(r.Text)
			}
		}
	}
	r := newRenderer(t)
	s := string(r.speakers["kk"].body(b))
	note, _ := r.speakers["kk"].text("body.verbatim")
	s = strings.Replace(s, note, "", 1)
	doc, err := html.Parse(strings.NewReader(s))
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for n := range doc.Descendants() {
		if n.Type == html.TextNode {
			got.WriteString(n.Data)
		}
	}
	fold := func(s string) string { return strings.Join(strings.Fields(s), "") }
	if fold(got.String()) != fold(want.String()) {
		t.Errorf("got  %s\nwant %s", fold(got.String()), fold(want.String()))
	}
}

func TestCleanIsACopy(t *testing.T) {
	in := []byte("a\x00b\xffc")
	if got := string(clean(in)); got != "a\ufffdb\ufffdc" {
		t.Errorf("got %q", got)
	}
	for r := rune(0); r <= 0x10ffff; r++ { // what clean changes, dirty sees
		if page := []byte(string(r)); dirty(page) != forbidden(r) && !(0xd800 <= r && r <= 0xdfff) {
			t.Fatalf("%U: dirty %v", r, dirty(page))
		}
	}
	in = []byte("таза\n\t")
	out := clean(in)
	in[0] = 'x'
	if string(out) != "таза\n\t" {
		t.Errorf("got %q", out)
	}
}

// Every message of the pages is used, and every used one exists (New checks that).
func TestMessagesUsed(t *testing.T) {
	r := newRenderer(t)
	for _, lang := range r.languages {
		s := r.speakers[lang]
		used := s.own()
		s.asked(func(_ *template.Template, _ parse.Node, key string) { used = append(used, key) })
		for _, key := range s.Keys("pages") {
			// A page names the languages of its site, which may be any of those that come with the program.
			_, ofLanguage := strings.CutPrefix(key, "lang.")
			if !ofLanguage && !slices.Contains(used, key) {
				t.Errorf("%s: nothing uses %q", lang, key)
			}
		}
	}
	data, err := fs.ReadFile(i18n.Files(), "pages.ru.yaml")
	if err != nil {
		t.Fatal(err)
	}
	short := fstest.MapFS{"pages.ru.yaml": {Data: bytes.Replace(data, []byte("edition.contents:"), []byte("edition.kontents:"), 1)}}
	c, err := i18n.Load(i18n.Files(), short)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := New(layouts.Files(), c, languagetest.Set(), r.languages, legal.Accent{}); err == nil || !strings.Contains(err.Error(), "edition.contents") {
		t.Errorf("a missing message: %v", err)
	}
	if _, err := New(layouts.Files(), c, languagetest.Set(), []legal.Lang{"de"}, legal.Accent{}); err == nil {
		t.Error("a language without messages for pages: no error")
	}
}

// A page must not become false by lying on a disk: what holds today is said by
// the script alone, with the day.
func TestNoPresentTense(t *testing.T) {
	banned := regexp.MustCompile(`(?i)действует сейчас|текущ|действующ|сегодня|сейчас|қазір|қолданыста|бүгін|in force now|\bcurrent`)
	allowed := regexp.MustCompile(`aria-current="page"|\.Current\b`)
	r := newRenderer(t)
	for _, lang := range r.languages {
		s := r.speakers[lang]
		for _, key := range s.Keys("pages") {
			if strings.HasPrefix(key, "script.") {
				continue
			}
			args := map[string]string{}
			for _, a := range s.Args(key) {
				args[a] = ""
			}
			text, err := s.Text(key, args)
			if s.Plural(key) {
				text, err = s.Count(key, 2, args)
			}
			if err != nil {
				t.Fatal(err)
			}
			if m := banned.FindString(text); m != "" {
				t.Errorf("%s %s: %q", lang, key, m)
			}
		}
	}
	templates, err := fs.Glob(layouts.Files(), "*.html")
	if err != nil || len(templates) < len(kinds) {
		t.Fatalf("%d templates, %v", len(templates), err)
	}
	for _, name := range templates {
		data, _ := fs.ReadFile(layouts.Files(), name)
		if m := banned.Find(allowed.ReplaceAll(data, nil)); m != nil {
			t.Errorf("%s: %q", name, m)
		}
		if m := regexp.MustCompile(`<style>[^{]|\sstyle=|<script>|\son\w+=`).Find(data); m != nil {
			t.Errorf("%s: inline code %q", name, m)
		}
	}
}

func TestAssets(t *testing.T) {
	a, b := newRenderer(t).Assets(), newRenderer(t).Assets()
	if len(a) != 20 {
		t.Fatalf("%d assets", len(a))
	}
	limit := map[string]int{"style.css": 11 << 10, "style-text-two.css": 13 << 10, "style-text-terms.css": 14 << 10, "style-text-two-blocks.css": 16 << 10, "style-text-two-blocks-wide.css": 18 << 10, "style-list-marks.css": 17 << 10, "style-list-find.css": 17 << 10, "style-marks-redline.css": 18 << 10, "style-marks-redline-blocks-rows.css": 20 << 10, "style-marks-redline-blocks-rows-wide.css": 22 << 10, "style-marks-redline-two-compare-blocks-rows-wide.css": 25 << 10,
		"script.js": 6 << 10, "script-menu.js": 9 << 10, "script-chart-menu.js": 9 << 10, "script-redline.js": 8 << 10, "script-redline-rows.js": 8 << 10, "script-chart-find.js": 16 << 10, "style-marks-redline-compare.css": 20 << 10, "script-since-pair.js": 14 << 10, "icon.svg": 512}
	for i := range a {
		if a[i].Name != b[i].Name || !bytes.Equal(a[i].Data, b[i].Data) {
			t.Errorf("%s: not the same twice", a[i].Name)
		}
		parts := regexp.MustCompile(`^assets/([\w-]+)\.[0-9a-f]{12}\.(css|js|svg)$`).FindStringSubmatch(a[i].Name)
		if parts == nil {
			t.Fatalf("name %s", a[i].Name)
		}
		if n := limit[parts[1]+"."+parts[2]]; len(a[i].Data) >= n {
			t.Errorf("%s: %d bytes, limit %d", a[i].Name, len(a[i].Data), n)
		}
	}
	if s := string(a[1].Data); strings.Contains(s, "WORDS") || !strings.Contains(s, "қолданыста") || !strings.Contains(s, "действует") {
		t.Error("the script lacks its words")
	}
}

// The script of kelisim-text weighs little and holds its comments back.
func TestElement(t *testing.T) {
	data, err := newRenderer(t).Page(plan.Page{Path: address.Element, View: &site.Element{}})
	if err != nil || !bytes.Contains(data, []byte("'kelisim-text'")) {
		t.Fatalf("%s, %v", data, err)
	}
	if len(data) >= 4000 || bytes.Contains(data, []byte("// ")) {
		t.Errorf("%d bytes:\n%s", len(data), data)
	}
}

func TestShrink(t *testing.T) {
	for _, tt := range []struct {
		script   bool
		in, want string
	}{
		{false, "/* a */\n.a > b , c {\n  margin : 0 auto;\n  content: \"· ; }\";\n}\n", ".a>b,c{margin :0 auto;content:\"· ; }\"}\n"},
		{false, "@media (min-width: 1px) and (x: y) { a { left: calc(1px + 2px); } }", "@media (min-width:1px) and (x:y){a{left:calc(1px + 2px)}}\n"},
		{true, "// c\nconst a = 'x // y', b = /[ ]\\/ /.test(s);\n\nlet c = a + +b // d\nf()\n", "const a='x // y',b=/[ ]\\/ /.test(s);let c=a+ +b\nf()\n"},
		{true, "return a\n  ? b\n  : c;", "return a?b:c;\n"},
		{true, "/* open", "\n"},
		{true, "'open", "'open\n"},
	} {
		if got := string(shrink([]byte(tt.in), tt.script)); got != tt.want {
			t.Errorf("%q:\ngot  %q\nwant %q", tt.in, got, tt.want)
		}
	}
}

func TestConcurrent(t *testing.T) {
	r := newRenderer(t)
	views := fullViews()
	want := map[string][]byte{}
	for name, v := range views {
		page, err := r.Page(plan.Page{View: v, Lang: langOf(v)})
		if err != nil {
			t.Fatal(err)
		}
		want[name] = page
	}
	var g sync.WaitGroup
	for range 8 {
		g.Go(func() {
			for range 5 {
				for name, v := range views {
					page, err := r.Page(plan.Page{View: v, Lang: langOf(v)})
					if err != nil || !bytes.Equal(page, want[name]) {
						t.Errorf("%s: %v, or other bytes", name, err)
					}
				}
			}
		})
	}
	g.Wait()
}

func TestPageErrors(t *testing.T) {
	r := newRenderer(t)
	if got, err := r.Page(plan.Page{Data: []byte("x")}); err != nil || string(got) != "x" {
		t.Errorf("data: %q, %v", got, err)
	}
	if _, err := r.Page(plan.Page{View: 7}); err == nil {
		t.Error("unknown view: no error")
	}
	if _, err := r.Page(plan.Page{View: &site.List{}, Lang: "uz"}); err == nil {
		t.Error("unknown language: no error")
	}
}

func BenchmarkPage(b *testing.B) {
	r := newRenderer(b)
	body := &site.Body{Lang: "kk"}
	sentence := "Пайдаланушы Мекеменің ақпараттық жүйесін осы Келісімнің талаптарына сәйкес пайдалануға міндетті. "
	for i, n := 1, 0; n < 10_000; i++ {
		p := strings.Repeat(sentence, 3)
		n += len(p)
		body.Units = append(body.Units, legal.Unit{Kind: legal.Clause, Parent: -1, Label: label(fmt.Sprintf("%d.", i), legal.Decimal),
			Anchor: fmt.Sprint(i), End: len(p), Runs: run(p)})
	}
	view := fullViews()["edition"].(*site.Edition)
	view.Text, view.Contents = body, nil
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := r.Page(plan.Page{View: view, Lang: "kk"}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
