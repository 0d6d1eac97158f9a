package render

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/kelisim/kelisim/internal/plan"
)

func TestUnbroken(t *testing.T) {
	r := newRenderer(t)
	for _, c := range []struct{ in, want string }{
		{`<p>осы 3.3-тармақ</p>`, `<p>осы [3.3-тармақ]</p>`},
		{`<p>в п. <a href="#2.1">2.1</a>, <b>6</b> октября</p>`, `<p>в [п. <a href="#2.1">2.1</a>], [<b>6</b> октября]</p>`},
		{`<p><a href="#3">3-тармақ</a></p>`, `<p><a href="#3">[3-тармақ]</a></p>`},
		// A number that took another's place, between words for a screen reader.
		{`<p><del>3.2-тармақтары</del><ins>3.3-тармақтары</ins>, осы</p>`, `<p><del>[3.2-тармақтары]</del><ins>[3.3-тармақтары]</ins>, осы</p>`},
		{`<p>3.3-<del>тармағы</del><ins>тармақтары</ins></p>`, `<p>[3.3-<del>тармағы</del><ins>тармақтары</ins>]</p>`},
		{`<p><del><span class="v"> 6 мая </span>3.2</del><ins>3.3</ins>-тармақ</p>`, `<p>[<del><span class="v"> 6 мая </span>3.2</del><ins>3.3</ins>-тармақ]</p>`},
		// An element of many words is not kept on a line.
		{`<p><del>согласно изложенному в настоящем Соглашении в п.</del> 5</p>`, `<p><del>согласно изложенному в настоящем Соглашении в п.</del> 5</p>`},
		{`<ul><li>стоит в п.</li><li>5 мая</li></ul>`, `<ul><li>стоит в п.</li><li>[5 мая]</li></ul>`},
		{`<pre>5 мая</pre><script>"5 мая"</script><p title="5 мая">№ 7</p>`, `<pre>5 мая</pre><script>"5 мая"</script><p title="5 мая">[№ 7]</p>`},
		{`<p>6 <em>мая</p><p>6 мая</p>`, `<p>6 <em>мая</p><p>[6 мая]</p>`},
		{`<p>6 мая`, `<p>[6 мая]`},
		{`<p>6 мая <`, `<p>[6 мая] <`},
	} {
		got := string(r.unbroken([]byte("<title>6 мая</title><body>" + c.in)))
		want := "<title>6 мая</title><body>" + strings.NewReplacer("[", `<span class="j">`, "]", "</span>").Replace(c.want)
		if got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.in, got, want)
		}
	}
}

// A page says the same words, and nests its elements, whether its lines are kept or not.
func TestUnbrokenKeepsThePage(t *testing.T) {
	kept, spans := newRenderer(t), 0
	loose := newRenderer(t)
	loose.grammars = nil
	for name, view := range fullViews() {
		page := plan.Page{Path: name, View: view}
		with, err := kept.Page(page)
		if err != nil {
			t.Fatal(err)
		}
		without, err := loose.Page(page)
		if err != nil {
			t.Fatal(err)
		}
		spans += bytes.Count(with, []byte(`<span class="j">`))
		if got, want := wordsOf(t, with), wordsOf(t, without); got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, want)
		}
	}
	if spans < 50 {
		t.Errorf("%d spans", spans)
	}
}

// wordsOf are the words of a page; an element that is closed out of turn fails.
func wordsOf(t *testing.T, page []byte) string {
	t.Helper()
	var words strings.Builder
	var open []string
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch kind := z.Next(); kind {
		case html.ErrorToken:
			return words.String()
		case html.TextToken:
			words.Write(z.Text())
		case html.StartTagToken:
			name, _ := z.TagName()
			open = append(open, string(name))
		case html.EndTagToken:
			name, _ := z.TagName()
			n := len(open) - 1
			for n >= 0 && slices.Contains([]string{"meta", "link", "br", "input", "rect", "path", "hr"}, open[n]) {
				n--
			}
			if n < 0 || open[n] != string(name) {
				t.Fatalf("</%s> closes %v", name, open)
			}
			open = open[:n]
		}
	}
}
