package importer

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kelisim/kelisim/internal/language/languagetest"
)

// TestSaved: what style sheets beside a page number and hide is so in the draft, and no file
// outside of the page's folder is read.
func TestSaved(t *testing.T) {
	const list = "<h1>Правила катка</h1><ol class=k><li>Каток открыт.</li><li>Вход платный.</li></ol>"
	numbered := fstest.MapFile{Data: []byte(".k{list-style:none;counter-reset:k} .k>li{counter-increment:k} .k>li::before{content:counter(k) ') '}")}
	link := func(href string) string { return `<link rel="stylesheet" href="` + href + `">` }
	plain, bracketed := "1. Каток открыт.\n\n2. Вход платный.\n", "1) Каток открыт.\n\n2) Вход платный.\n"
	for _, c := range []struct {
		name, page string
		files      fstest.MapFS
		want       string
		keys       []string
	}{
		{"beside", link("a_files/k.css") + list, fstest.MapFS{"a_files/k.css": &numbered}, bracketed, nil},
		{"with a dot and spaces", link("./a%20files/k%201.css") + list, fstest.MapFS{"a files/k 1.css": &numbered}, bracketed, nil},
		{"imported", link("a_files/a.css") + list, fstest.MapFS{"a_files/a.css": {Data: []byte("@charset 'utf-8'; @import url(\"css/k.css\") screen;")}, "a_files/css/k.css": &numbered}, bracketed, nil},
		{"imports itself", link("a.css") + list, fstest.MapFS{"a.css": {Data: []byte("@import 'a.css'; .k{list-style-type:upper-roman}")}}, "I. Каток открыт.\n\nII. Вход платный.\n", []string{"import-sheets"}},
		{"for paper", `<link rel=stylesheet media=print href=k.css>` + list, fstest.MapFS{"k.css": &numbered}, plain, nil},
		{"not saved", link("a_files/k.css") + list, fstest.MapFS{}, plain, []string{"import-sheets"}},
		{"outside", link("../k.css") + list, fstest.MapFS{"k.css": &numbered}, plain, []string{"import-sheets"}},
		{"from the root", link("/k.css") + list, fstest.MapFS{"k.css": &numbered}, plain, []string{"import-sheets"}},
		{"of the net", link("https://example.kz/k.css") + list, fstest.MapFS{"k.css": &numbered, "example.kz/k.css": &numbered}, plain, []string{"import-sheets"}},
		{"a folder", link("k.css") + list, fstest.MapFS{"k.css/a": &numbered}, plain, []string{"import-sheets"}},
		{"hidden", link("k.css") + "<div class=ad>Скидка!</div><h1>Правила катка</h1><p>1. Каток открыт.</p>", fstest.MapFS{"k.css": {Data: []byte(".ad{display:none !important} .ad{display:block} div.ad{display:flex}")}}, "1. Каток открыт.\n", []string{"import-frame.hidden"}},
		{"hidden until the pointer is there", link("k.css") + "<h1>Правила катка</h1><p>1. Каток открыт.</p><div class=ad>Звоните</div>", fstest.MapFS{"k.css": {Data: []byte(".ad{display:none} body:hover .ad{display:block}")}}, "1. Каток открыт.\n", []string{"import-frame.hidden"}},
		{"hidden until a script runs", link("k.css") + "<div class=page><h1>Правила катка</h1><p>1. Каток открыт.</p><p class=no>Ждите</p><p>2. Вход платный.</p></div>", fstest.MapFS{"k.css": {Data: []byte(".page, .no{display:none}")}}, plain, []string{"import-frame.hidden"}},
		{"tabs", link("k.css") + "<h1>Правила катка</h1><div class='t on'>1. Каток открыт.</div><div class=t>2. Вход платный.</div>", fstest.MapFS{"k.css": {Data: []byte(".t{display:none} .t.on{display:block}")}}, plain, nil},
		{"answers", link("k.css") + "<h1>Правила катка</h1><div>Когда?</div><div class=a>1. Каток открыт.</div><div>Почем?</div><div class=a>2. Вход платный.</div>",
			fstest.MapFS{"k.css": {Data: []byte(".a{display:none}")}}, "### Когда?\n\n1. Каток открыт.\n\n### Почем?\n\n2. Вход платный.\n", nil},
	} {
		got, keys := drafted("a.html", "<meta charset=utf-8>"+c.page, c.files)
		if !strings.HasSuffix(got, "---\n\n"+c.want) || !slices.Equal(keys, c.keys) {
			t.Errorf("%s: findings %v, got\n%s", c.name, keys, got)
		}
	}
}

func drafted(name, src string, beside fstest.MapFS) (body string, keys []string) {
	opts := Options{Language: "ru", Languages: languagetest.Set()}
	if beside != nil {
		opts.Beside = beside
	}
	res := Import(name, []byte(src), opts)
	for _, f := range res.Found {
		keys = append(keys, f.Key())
	}
	if len(res.Drafts) == 1 {
		body = string(res.Drafts[0].Markdown)
	}
	return body, keys
}

// TestArchivedSheets: a web archive has its style sheets in it, by the address of the page or by their own.
func TestArchivedSheets(t *testing.T) {
	for _, c := range [][2]string{{"cid:css-1@mhtml.blink", "Content-Location: cid:css-1@mhtml.blink"}, {"k.css", "Content-Location: https://katok.kz/docs/k.css"}, {"cid:k@k", "Content-ID: <k@k>"}} {
		src := "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\nContent-Location: https://katok.kz/docs/rules\n\n" +
			"<link rel=stylesheet href=" + c[0] + "><h1>Правила</h1><ol><li>Каток открыт.</li></ol>\n--b\nContent-Type: text/css\n" + c[1] + "\n\nol{list-style:upper-roman}\n--b--\n"
		if got, keys := drafted("a.mht", strings.ReplaceAll(src, "\n", "\r\n"), nil); !strings.HasSuffix(got, "\n\nI. Каток открыт.\n") || len(keys) > 0 {
			t.Errorf("%s: findings %v, got\n%s", c, keys, got)
		}
	}
}

// TestListStyles: lists have the numbers that a browser shows, in whatever signs the page has them written.
func TestListStyles(t *testing.T) {
	own := "@counter-style own { symbols: 'а' 'ә' \"б\"; "
	for _, c := range []struct{ css, list, want string }{
		{own + "system: alphabetic; suffix: ') ' }", "<ol><li>Зал;<li>двор;<li>сад;<li>парк.</ol>", "а) Зал;\n\nә) двор;\n\nб) сад;\n\nаа) парк."},
		{own + "system: fixed 3; suffix: ') ' }", "<ol start=3><li>Зал;<li>двор.</ol>", "а) Зал;\n\nә) двор."},
		{strings.Repeat("@media screen{@layer a{", 20000) + own + "system: alphabetic; suffix: ') ' }" + strings.Repeat("}}", 20000), "<ol><li>Зал;<li>двор.</ol>", "а) Зал;\n\nә) двор."},
		{"@media screen { @media print {" + own + "} } @layer b; }", "<ol><li>Зал.<li>Двор.</ol>", "1. Зал.\n\n2. Двор."},
		{"@counter-style own { system: cyclic; symbols: '–' }", "<ol><li>зал<li>двор</ol>", "- зал\n- двор"},
		{"@counter-style own { system: numeric; symbols: 0 1 2 3 4 5 6 7 8 9; prefix: '(' ; suffix: ') ' }", "<ol start=9><li>Зал;<li>двор.</ol>", "9) Зал;\n\n10) двор."},
		{"@counter-style own { system: extends decimal; suffix: ') ' }", "<ol><li>Зал;<li>двор.</ol>", "1) Зал;\n\n2) двор."},
		{own + "system: alphabetic; suffix: ') ' } @counter-style other { system: extends own }", "<ol style='list-style:other'><li>Зал;<li>двор.</ol>", "а) Зал;\n\nә) двор."},
		{"@counter-style own { system: extends disc }", "<ol><li>зал<li>двор</ol>", "- зал\n- двор"},
		{"@counter-style own { system: extends ring } @counter-style ring { system: extends own }", "<ol><li>Зал.<li>Двор.</ol>", "1. Зал.\n\n2. Двор."},
		{own + "system: fixed -9223372036854775808 }", "<ol><li>Зал.<li>Двор.</ol>", "1. Зал.\n\n2. Двор."},
		{"@counter-style own { system: alphabetic; symbols: 'а' }", "<ol start=2000000><li>Зал.</ol>", "2000000\\. Зал."},
		{"", "<ol type=A start=2><li>Зал.<li value=4>Двор.</ol>", "b) Зал.\n\nd) Двор."},
		{"", "<ol type=i><li>Зал.<li>Двор.</ol>", "1) Зал.\n\n2) Двор."},
		{"", "<ol reversed start=2><li>Зал.<li>Двор.</ol>", "2. Зал.\n\n1. Двор."},
	} {
		list := strings.Replace(c.list, "<ol", "<ol class=own", 1)
		got, keys := drafted("a.html", "<meta charset=utf-8><style>"+c.css+" .own{list-style:own inside}</style><h1>Правила</h1>"+list, nil)
		if c.css == "" {
			got, keys = drafted("a.html", "<meta charset=utf-8><h1>Правила</h1>"+c.list, nil)
		}
		if !strings.HasSuffix(strings.TrimSpace(got), "---\n\n"+c.want) {
			t.Errorf("%s %s: findings %v, got\n%s", c.css, c.list, keys, got)
		}
	}
}

// TestRepeatedMail: what a mail repeats of the one that it answers is left out, and stays with a warning if
// the mail has no text besides.
func TestRepeatedMail(t *testing.T) {
	const text, want = "<p><b>ПРАВИЛА</b></p><p>1. Каток открыт.</p><p>2. Вход платный.</p>", "1. Каток открыт.\n\n2. Вход платный.\n"
	html, plain := "Content-Type: text/html; charset=utf-8\n\n", "Content-Type: text/plain; charset=utf-8\n\n"
	for _, c := range []struct{ src, want, key string }{
		{html + text + "<div class=gmail_quote><p>Ли:</p><blockquote>Пришлите правила.</blockquote></div>", want, "import-frame.quoted"},
		{html + text + "<blockquote type=cite>Пришлите правила.</blockquote>", want, "import-frame.quoted"},
		{html + text + "<div style='border:none;border-top:solid #E1E1E1 1.0pt'><p><b>From:</b> Ли &lt;li@b.kz&gt;</p></div><p>Пришлите правила.</p>", want, "import-frame.quoted"},
		{html + "<p>Вот.</p><div class=gmail_quote>" + text + "</div>", want, "import-edge.quoted"},
		{plain + "ПРАВИЛА\n\n1. Каток открыт.\n2. Вход платный.\n\n13.02.2026, Ли:\n> Пришлите\n> правила.\n", want, "import-frame.quoted"},
		{plain + "ПРАВИЛА\n\n1. Каток открыт.\n2. Вход платный.\n\n----- Исходное сообщение -----\nПришлите правила.\n", want, "import-frame.quoted"},
		{plain + "Вот.\n\n> ПРАВИЛА\n>\n> 1. Каток открыт.\n> 2. Вход платный.\n", want, "import-edge.quoted"},
		{html + text + "<div><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p><b>From:</b> Ли &lt;li@b.kz&gt;</p></div></div><p>Пришлите.</p>", want, "import-frame.quoted"},
		{plain + "ПРАВИЛА\n\n1. Каток открыт в будни с девяти часов утра до десяти часов вечера, а в\nвыходные дни закрыт.\n\nС уважением,\nА. Ли\nдиректор катка\n", "а в выходные дни закрыт.\n\nС уважением,\n\nА. Ли\n\nдиректор катка\n", "import-edge.mail"},
		{plain + "ПРАВИЛА\n\n1. Каток открыт.\n2. Вход платный.\n\n-- \nА. Ли\nтел. 55-55-55\n", want + "\nА. Ли\n\nтел. 55-55-55\n", "import-edge.mail"},
		{strings.Replace(plain, "utf-8", "utf-8; format=flowed", 1) + "ПРАВИЛА\n\n1. Каток \nоткрыт.\n2. Вход \n платный.\n", want, "import-edge.mail"},
	} {
		got, keys := drafted("a.eml", strings.ReplaceAll("Subject: a\n"+c.src, "\n", "\r\n"), nil)
		if !strings.HasSuffix(got, c.want) || !slices.Contains(keys, c.key) {
			t.Errorf("%s\nfindings %v, got\n%s", c.src, keys, got)
		}
	}
}

// TestPreformatted: what a page shows as it was typed is read as a text file is.
func TestPreformatted(t *testing.T) {
	for src, want := range map[string]string{
		"<pre>1. Каток открыт\nпо будням.\n2. Вход платный.</pre>":                                   "1. Каток открыт по будням.\n\n2. Вход платный.\n",
		"<pre>1. <b>Каток</b> открыт.\n2. Вход <b>платный</b>.<i> </i>\n\nПлата ниже.</pre>":         "1. **Каток** открыт.\n\n2. Вход **платный**.\n\nПлата ниже.\n",
		"<p>1. Плата:</p><pre>Кто\tСколько\nдети\t100\nвзрослые\t300\n</pre><p>2. Вход платный.</p>": "1. Плата:\n\n| Кто | Сколько |\n|---|---|\n| дети | 100 |\n| взрослые | 300 |\n\n2. Вход платный.\n",
	} {
		if got, keys := drafted("a.html", "<meta charset=utf-8><h1>Правила катка</h1>"+src, nil); !strings.HasSuffix(got, "---\n\n"+want) {
			t.Errorf("%s\nfindings %v, got\n%s", src, keys, got)
		}
	}
}

// TestPageRemarks: a star alone begins a remark and stars below each other a list; a part that opens
// and shuts in an item of a list is headed by its name.
func TestPageRemarks(t *testing.T) {
	for src, want := range map[string]string{
		"<p>1. Каток открыт.</p><p>* Цены указаны с налогом.</p>":                                        "1. Каток открыт.\n\n\\* Цены указаны с налогом.\n",
		"<p>1. Каток открыт.</p><p>* в будни;</p><p>* в праздники.</p>":                                  "1. Каток открыт.\n\n- в будни;\n- в праздники.\n",
		"<ul><li><details><summary>Гости</summary><p>Гостей встречает дежурный.</p></details></li></ul>": "### Гости\n\nГостей встречает дежурный.\n",
	} {
		if got, keys := drafted("a.html", "<meta charset=utf-8><h1>Правила катка</h1>"+src, nil); !strings.HasSuffix(got, "---\n\n"+want) {
			t.Errorf("%s\nfindings %v, got\n%s", src, keys, got)
		}
	}
}
