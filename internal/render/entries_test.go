package render

import (
	"html/template"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
	"github.com/kelisim/kelisim/internal/site"
)

// A text's own numbers make its lists.
func TestEntries(t *testing.T) {
	r := newRenderer(t)
	for text, want := range map[string]string{
		"1. Начало:\n\n1) раз;\n\n2) два.\n\n2. Конец.":                                    "1. Начало: [1) раз;, 2) два.] 2. Конец.",
		"1) раз:\n\nа) один;\n\nб) другой;\n\n2) два:\n\nа) третий.\n\nКонец.":             "[1) раз: [а) один;, б) другой;], 2) два: [а) третий. Конец.]]",
		"1. А:\n\n1) раз:\n\n- точка;\n- другая.\n\n2) два.\n\n2. Б:\n\n1) три.":           "1. А: [1) раз: [точка;, другая.], 2) два.] 2. Б: [1) три.]",
		"1) раз:\n\n| А | Б |\n|---|---|\n| 1 | 2 |\n\n2) два.\n\n> 1) цитата.\n\n3) три.": "[1) раз: А Б 1 2, 2) два. 1) цитата., 3) три.]",
		"- точка;\n\n  1) раз;\n\n- другая.":                                               "[точка; 1) раз;, другая.]",
	} {
		units, found := markdown.Parse(markdown.Input{Path: "x.md", Source: []byte(text), Language: languagetest.Of("ru")})
		if found.HasErrors() {
			t.Fatal(text, found)
		}
		if got := aloud(t, r.speakers["ru"].body(&site.Body{Lang: "ru", Units: units})); got != want {
			t.Errorf("%q\n got %s\nwant %s", text, got, want)
		}
	}
}

// Lists go on through changes and are told in a fold apart; an item that was removed is
// one of the list that it stood in.
func TestEntriesOfChanges(t *testing.T) {
	r := newRenderer(t)
	for _, test := range []struct{ old, new, want string }{
		{"1. А:\n\n1) раз;\n\n2) два;\n\n3) три.\n\n2. Б.", "1. А:\n\n1) раз;\n\n2) двадцать;\n\n3) три.\n\n2. Б.", "1. А: [1) раз;, ‹2)›, 3) три.] 2. Б."},
		{"1. А:\n\n1) раз;\n\n2) два;\n\n3) три.", "1. А:\n\n1) раз;\n\n3) три.", "1. А: [1) раз;, ‹2)›, 3) три.]"},
		{"1. А:\n\n1) раз.\n\n2. Б.", "1. А.\n\n2. Б.", "‹1.› ‹1)› 2. Б."},
		{"1. А.", "1. А.\n\n2. Б:\n\n1) раз:\n\nа) один.", "1. А. ‹2.› [‹1)› [‹а)›]]"},
	} {
		a, b := textOf(t, test.old), textOf(t, test.new)
		out, err := r.speakers["ru"].redline(changesOf(a, b))
		if err != nil {
			t.Fatal(err)
		}
		if got := aloud(t, out); got != test.want {
			t.Errorf("%q to %q\n got %s\nwant %s", test.old, test.new, got, test.want)
		}
	}
}

// Beside another language an item is both texts.
func TestEntriesOfPairs(t *testing.T) {
	a, b := textOf(t, "1. А:\n\n1) раз;\n\n2) два.\n\n2. Б."), textOf(t, "1. А:\n\n1) раз;\n\n2) два;\n\n3) три.\n\n2. Б.")
	left, right := &site.Body{Lang: "ru", Units: a.Units}, &site.Body{Lang: "kk", Units: b.Units}
	got := aloud(t, newRenderer(t).speakers["ru"].pairs(&site.Bilingual{Left: left, Right: right, Pairs: site.Pairs(a.Units, b.Units)}))
	if want := "1. А: 1. А: [1) раз; 1) раз;, 2) два. 2) два;, 3) три.] 2. Б. 2. Б."; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func textOf(t *testing.T, text string) *legal.Text {
	t.Helper()
	units, found := markdown.Parse(markdown.Input{Path: "x.md", Source: []byte(text), Language: languagetest.Of("ru")})
	if found.HasErrors() {
		t.Fatal(text, found)
	}
	return &legal.Text{Lang: "ru", Path: "x.md", Source: []byte(text), Units: units}
}

// aloud writes a page's part as the lists that a screen reader finds in it: brackets
// around a list, commas between its items. A group of changes is ‹its number›.
func aloud(t *testing.T, part template.HTML) string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(string(part)))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		role, number := n.Data, ""
		for _, a := range n.Attr {
			if a.Key == "role" {
				role = a.Val
			}
		}
		if n.Type == html.ElementNode && role == "group" {
			for d := range n.Descendants() {
				if d.Type == html.ElementNode && len(d.Attr) > 0 && d.Attr[0].Val == "n" && number == "" {
					number = d.FirstChild.Data
				}
			}
			b.WriteString(" ‹" + number + "› ")
			return
		}
		if n.Data == "summary" {
			return
		}
		list := n.Type == html.ElementNode && (role == "list" || role == "ul")
		if list {
			b.WriteString(" [")
		}
		if n.Type == html.TextNode {
			b.WriteString(n.Data + " ")
		}
		for c := range n.ChildNodes() {
			if list && c.Type == html.ElementNode && c.Data != "li" && (len(c.Attr) == 0 || c.Attr[0].Val != "listitem") {
				t.Errorf("%s: <%s> in a list", part, c.Data)
			}
			walk(c)
			if list && c.Type == html.ElementNode {
				b.WriteString(",")
			}
		}
		if list {
			b.WriteString("] ")
		}
	}
	walk(doc)
	got := strings.Join(strings.Fields(b.String()), " ")
	got = strings.NewReplacer("[ ", "[", " ]", "]", " ,", ",").Replace(got)
	return strings.ReplaceAll(strings.ReplaceAll(got, ",]", "]"), ",]", "]")
}
