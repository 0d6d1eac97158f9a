package render

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/markdown"
	"github.com/kelisim/kelisim/internal/site"
)

// A text is written here as the lists that a screen reader finds in it: brackets
// around a list, commas between its items.
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
		doc, err := html.Parse(strings.NewReader(string(r.speakers["ru"].body(&site.Body{Lang: "ru", Units: units}))))
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		var walk func(*html.Node)
		walk = func(n *html.Node) {
			role := n.Data
			for _, a := range n.Attr {
				if a.Key == "role" {
					role = a.Val
				}
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
					t.Errorf("%s: <%s> in a list", text, c.Data)
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
		if got = strings.ReplaceAll(strings.ReplaceAll(got, ",]", "]"), ",]", "]"); got != want {
			t.Errorf("%q\n got %s\nwant %s", text, got, want)
		}
	}
}
