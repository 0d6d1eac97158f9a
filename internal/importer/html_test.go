package importer

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language/languagetest"
)

// TestHTMLWords: a page's words stand in its blocks, once and in order, but those
// that findings name.
func TestHTMLWords(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.html")
	if len(files) < 3 {
		t.Fatalf("%d pages", len(files))
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		htmlWords(t, string(data))
	}
}

// TestHTMLParts: rows and cells that are set by roles or by style make a table if all words
// of it stand in them. Those of no such table, and those of one around a table or within
// one, are paragraphs.
func TestHTMLParts(t *testing.T) {
	const row, links = "<div role=row><div role=cell>А</div><div role=cell>Б</div></div>", "<div role=cell><a href=a>А</a><a href=b>Б</a></div>"
	for src, tables := range map[string]int{
		"<div role=table>" + row + "</div>":  1,
		"<div role=table>В" + row + "</div>": 0,
		row:                                  0,
		links:                                0,
		"<style>div { display: table-cell }</style>" + links:                                                                                                0,
		"<math><td><a href=a>А</a><a href=b>Б</a></td></math>":                                                                                              0,
		"<div role=table><div role=table><div role=row>" + links + "</div></div></div>":                                                                     1,
		"<table><tr><td>Г<div role=table>В" + row + "</div></td></tr></table>":                                                                              1,
		"<table><tr><td>Г" + row + "</td></tr></table>":                                                                                                     1,
		"<div class=row><div>Весла</div><div>5</div></div> <div class=row><div>Якорь</div><div>1</div></div>":                                               1,
		"<div><div>Весла</div><div>5</div></div><div><div>Якорь</div><div>1</div></div>":                                                                    0,
		"<div><div>Весла</div><div>5</div><div>м</div></div><div><div>Якорь</div><div>1</div><div>кг</div></div>":                                           1,
		"<div class=row><div>Весла.</div><div>Их пять.</div></div><div class=row><div>Якорь</div><div>Он один.</div></div>":                                 0,
		"<div class=row><div>1. Весла</div><div>5</div></div><div class=row><div>2. Якорь</div><div>1</div></div>":                                          0,
		"<div class=row><div>Весла</div><div>5</div></div><p>и</p><div class=row><div>Якорь</div><div>1</div></div>":                                        0,
		"<p>Лодка:<div class=tr><div class=td>Весла</div><div class=td><p>5</div></div><div class=tr><div class=td>Якорь</div><div class=td>1</div></div>к": 1,
	} {
		htmlWords(t, src)
		source, _ := readHTML("a.html", src, nil)
		n := 0
		for i := range source.Blocks {
			if source.Blocks[i].Kind == blocks.Table {
				n++
			}
		}
		if n != tables {
			t.Errorf("%d tables, want %d: %s", n, tables, src)
		}
	}
}

func htmlWords(t *testing.T, src string) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	want := letters(wordsIn(root))
	source, found := readHTML("a.html", src, nil)
	var got strings.Builder
	for i := range source.Blocks {
		got.WriteString(source.Blocks[i].Text())
	}
	for _, n := range source.Notes {
		for i := range n.Blocks {
			got.WriteString(n.Blocks[i].Text() + "1") // and the mark in front of them
		}
	}
	for _, f := range found {
		if text, ok := f.Args["text"].(string); ok && f.Code == diag.ImportFrame {
			got.WriteString(text)
		}
	}
	if letters(got.String()) != want {
		t.Errorf("the letters of the page and of its blocks differ: %q", src)
	}
}

// letters counts each letter and digit of s, raised digits as digits.
func letters(s string) string {
	count := map[rune]int{}
	for _, r := range essence(raiseBack.Replace(s)) {
		count[r]++
	}
	var b strings.Builder
	for _, r := range slices.Sorted(maps.Keys(count)) {
		fmt.Fprintf(&b, "%c%d ", r, count[r])
	}
	return b.String()
}

var raiseBack = strings.NewReplacer("⁰", "0", "¹", "1", "²", "2", "³", "3", "⁴", "4", "⁵", "5", "⁶", "6", "⁷", "7", "⁸", "8", "⁹", "9")

// FuzzPage: no page and no style sheet make the reader fail, and a page that is read twice is the same.
func FuzzPage(f *testing.F) {
	f.Add(".r{display:grid;grid-template-columns:repeat(2, 1fr)} @media (width>=4em){.a{&:hover{} .b &{content:counter(k)}}}", "<div class=r><p>1. А</p><ol start=3><li>б<li>в</ol></div>")
	f.Add("@container a (min-width:1px){p::after{content:';'}} @counter-style x{system:extends x} p{counter-reset:k 3}", "<p class='a b'>А</p><table><tr><td rowspan=2>а<td>б<tr><td>в</table>")
	f.Add("li:nth-of-type(2n+1)::marker{content:counters(list-item,'.') attr(id)} :not(p,q) ~ a[href^='x' i]{display:none}", "<ul><li id=a>а<ul><li>б</ul></ul><a href=#x>¶</a><div role=heading aria-level=2>В</div>")
	f.Add("", "<ol start=2><li data-leveltext='%2.%' data-listid=1>а</ol><p>Б<sup id=r><a href=#n>1</a></sup><div><h2>В</h2><a href='#'>г</a><a href='#'>д</a></div><p id=n><a href=#r>^</a>")
	f.Fuzz(func(t *testing.T, css, body string) {
		page := []byte("<meta charset=utf-8><style>" + css + "</style><body><h1>Правила</h1>" + body)
		once := Import("a.html", page, Options{Language: "ru", Languages: languagetest.Set(), Site: site})
		again := Import("a.html", page, Options{Language: "ru", Languages: languagetest.Set(), Site: site})
		if !reflect.DeepEqual(once.List(), again.List()) || len(once.Drafts) != len(again.Drafts) {
			t.Fatal("read twice, it differs")
		}
		for i := range once.Drafts {
			if string(once.Drafts[i].Markdown) != string(again.Drafts[i].Markdown) {
				t.Fatalf("read twice, it differs:\n%s\n%s", once.Drafts[i].Markdown, again.Drafts[i].Markdown)
			}
		}
	})
}
