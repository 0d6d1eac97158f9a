package links_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/kelisim/kelisim/internal/links"
)

func TestDead(t *testing.T) {
	files := map[string]string{
		"index.html": `<a href="kk/">ok</a><a href="./">self</a><a href="https://example.org/x">out</a>`,
		"kk/index.html": `<p id="2.1">x</p><a href="#2.1">ok</a><a href="#nope">dead</a><i id=q></i><a href="#2.1%00q">dead</a>
		<a href="../">ok</a><a href="..">ok</a><a href="a/#p1">ok</a><a href="a/#p2">dead</a><a href="b/">dead</a>`,
		"kk/a/index.html": `<p id=p1></p><a href="../#2.1">ok</a><a href="text.md#x">ok</a><a href="/kk/">dead: absolute</a>
		<a href="../../../">dead: above the root</a>`,
		"kk/a/text.md": `<a href="never looked at">`,
	}
	want := []links.Dead{
		{"kk/a/index.html", "../../../"},
		{"kk/a/index.html", "/kk/"},
		{"kk/index.html", "#2.1%00q"},
		{"kk/index.html", "#nope"},
		{"kk/index.html", "a/#p2"},
		{"kk/index.html", "b/"},
	}
	read := 0
	c, lean, brief := links.New(nil), links.New(func(name string) ([]byte, error) {
		read++
		return []byte(files[name]), nil
	}), links.New(func(name string) ([]byte, error) { return []byte(files[name]), nil })
	for name, data := range files {
		set := links.Read(name, []byte(data))
		c.Put(set)
		lean.Put(set.Lean())
		of, err := links.ReadBrief(name, slices.Values([]string{name}), set.Lean().Brief(), func(file string) bool { return file != "kk/b/index.html" })
		if err != nil {
			t.Fatal(err)
		}
		brief.Put(of)
	}
	if len(want) == 0 {
		t.Fatal("nothing is dead")
	}
	for what, checker := range map[string]*links.Checker{"sets": c, "lean sets": lean} {
		got, err := checker.Dead()
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Error(what, d)
		}
	}
	if read != 2 { // kk/index.html and kk/a/index.html: what others link to by id
		t.Errorf("%d files were read again, want 2", read)
	}
	// What is dead within a set is not written down, nor is how an address is written, and
	// what is known not to be is left out.
	got, err := brief.Dead()
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]links.Dead{{"kk/index.html", "kk/a/index.html#p2"}}, got); d != "" {
		t.Error("briefs", d)
	}
}

// A page that loads something from another host is found, whatever makes it load;
// a link that a reader follows is none.
func TestForeign(t *testing.T) {
	c := links.New(nil)
	c.Add("a.html", []byte(`<link rel=canonical href="https://e.org/a"><link rel="stylesheet" href="//e.org/1"><link rel=alternate href=//e.org/b>
		<a href="https://e.org/c" rel="external">t</a><img src="https://e.org/2" srcset="x.png 1x, https://e.org/3 2x"><script src=s.js></script>
		<p style="background: url( 'https://e.org/4' )">t</p><style>@import "https://e.org/5";</style><img src="data:image/png;base64,AA">`))
	c.Add("b.css", []byte(`/* url(https://e.org/no) */ @import url(//e.org/6); @IMPORT '//e.org/7' screen; p { background: URL(x.png), url("https://e.org/8") }
		q { background: image-set("https://e.org/11" 1x, 'y.png' type("image/png") 2x) } q::before { content: "https://e.org/no" }`))
	c.Add("e.html", []byte("<img src='https://e.org/100%.png'><img src='/\\e.org/12'><img src='ht\ntps://e.org/13'><img src='x?https://e.org/no'><img src='data:,https://e.org/no'>"))
	c.Add("f.css", []byte(`@\69mport "//e.org/14"; @font-face { src: u\72 l(//e.org/15), url("https:\2f\2f e.org\/16") } p::before { content: "\"url(https://e.org/no" }`))
	c.Add("c.svg", []byte(`<svg><use xlink:href="https://e.org/9#x"/><image href="https://e.org/10"/><a href="https://e.org/no"/></svg>`))
	c.Add("d.md", []byte(`<img src="https://e.org/no">`))
	var got []string
	for _, f := range c.Foreign() {
		got = append(got, f.File+" "+f.Href)
	}
	want := []string{"a.html //e.org/1", "a.html https://e.org/2", "a.html https://e.org/3", "a.html https://e.org/4", "a.html https://e.org/5",
		"b.css //e.org/6", "b.css //e.org/7", "b.css https://e.org/11", "b.css https://e.org/8", "c.svg https://e.org/10", "c.svg https://e.org/9#x",
		"e.html /\\e.org/12", "e.html ht\ntps://e.org/13", "e.html https://e.org/100%.png",
		"f.css //e.org/14", "f.css //e.org/15", "f.css https://e.org/16"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// Scan must see what an HTML parser sees.
func FuzzScan(f *testing.F) {
	for _, s := range []string{
		`<a href="x&amp;y" id='q"'>t</a>`, `<A HREF=x>`, `<!-- <a href="x"> --><p id=a/>`, `<a href>`, `<a`, `<a b=`, `< a href=x>`,
		`<p title="<a href='no'>" id=x>`, `<a href = "x" >`, `<p id="ә-1">`, `<img src=a.png/>`, `</a href=x>`,
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		ids, hrefs, loads := links.Scan([]byte(s))
		for _, v := range slices.Concat(ids, hrefs) {
			if !strings.Contains(html.UnescapeString(s), v) {
				t.Errorf("%q was invented", v)
			}
		}
		for _, v := range loads {
			if len(v) > len(html.UnescapeString(s)) {
				t.Errorf("%q is longer than the document", v)
			}
		}
	})
}

func TestScanAgreesWithParser(t *testing.T) {
	const page = `<!DOCTYPE html><html lang="kk"><head><link rel="stylesheet" href="../a.css"><script src="../a.js" defer></script></head>
		<body><!-- <a href="no"> --><h1 id="top">T</h1><a class="n" href="#1.1" title="a > b">1.1</a><p id='2.1~2'>x<br/><img src=z.png></p>
		<svg><a href="../h/"><rect x="1"/></a></svg></body></html>`
	var ids, hrefs []string
	z := html.NewTokenizer(strings.NewReader(page))
	for z.Next() != html.ErrorToken {
		tok := z.Token()
		if tok.Type != html.StartTagToken && tok.Type != html.SelfClosingTagToken {
			continue
		}
		for _, a := range tok.Attr {
			switch a.Key {
			case "id":
				ids = append(ids, a.Val)
			case "href", "src":
				hrefs = append(hrefs, a.Val)
			}
		}
	}
	gotIDs, gotHrefs, _ := links.Scan([]byte(page))
	if d := cmp.Diff(ids, gotIDs); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(hrefs, gotHrefs); d != "" {
		t.Error(d)
	}
}
