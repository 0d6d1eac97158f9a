package importer

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestScreen: a page is read as a desktop shows it, whatever its style says of phones and paper.
func TestScreen(t *testing.T) {
	const phone, desk = "<p class=phone>Коротко.</p>", "<p class=desk>1. Каток открыт.</p>"
	for _, c := range [][3]string{
		{".desk{display:none} @media (min-width:768px){.desk{display:block} .phone{display:none}}", phone + desk, "1. Каток открыт."},
		{"@media screen and (max-width:980px){.desk{display:none}} @media only screen and (min-width:981px){.phone{display:none}}", phone + desk, "1. Каток открыт."},
		{"@media(width>=48rem){.phone{display:none}}@media(width<48rem){.desk{display:none}}", phone + desk, "1. Каток открыт."},
		{"@media (40em <= width <= 300em) and (not (hover:none)){.phone{display:none}}@media (orientation:portrait),(max-width:50em){.desk{display:none}}", phone + desk, "1. Каток открыт."},
		{"@media not screen{.desk{display:none}} @media not all and (max-width:50em){.phone{display:none}} @media (prefers-color-scheme:dark),(inline-size:1px){.desk{display:none}}", phone + desk, "1. Каток открыт."},
		{"@supports (display:grid){.phone{display:none}} @supports not (display:grid){.desk{display:none}}", phone + desk, "1. Каток открыт."},
		{".hidden{display:none}@media (min-width:48em){.md\\:block{display:block}.md\\:hidden{display:none}}", "<p class='md:hidden'>Коротко.</p><p class='hidden md:block'>1. Каток открыт.</p><a class='md:hidden'>Меню</a>", "1. Каток открыт."},
		{"@media (max-width:600px){td::before{content:attr(title)}}", "<p title=Зал>1. Каток открыт.</p>", "1. Каток открыт."},
		{"", "<p>1. Каток открыт<span class=sr-only> (новое окно)</span>.</p>", "1. Каток открыт."},
		{".x{position:absolute;clip:rect(1px, 1px, 1px, 1px)}", "<p>1. Каток открыт.</p><p class=x>Ссылка</p><p class=x>Ссылка</p>", "1. Каток открыт."},
		{".x{clip-path:inset(50%)}", "<p>1. Каток открыт<span class=x>, вход платный</span>.</p>", "1. Каток открыт."},
		{"", "<div hidden=until-found class=a><p>1. Каток открыт.</p></div><dialog><p>Оставьте номер.</p></dialog>", "1. Каток открыт."},
		{"", "<p>1. Каток <a href='#a'>открыт</a>. <a href='#b'>¶</a></p>", "1. Каток открыт."},
		{"", "<p>1. Каток открыт.</p><p><a href='#top'>Наверх</a></p><p>2. Вход платный.</p><p><a href='#top'>Наверх</a></p>", "1. Каток открыт.\n\n2. Вход платный."},
		{"", "<p>1. Каток открыт.</p><div><p>Мы храним файлы cookie.</p><div class=btnOk>Ок</div></div><p>2. Вход платный, билет продается в кассе у ворот.</p>", "1. Каток открыт.\n\n2. Вход платный, билет продается в кассе у ворот."},
		{"", "<p>1. Каток открыт.</p><p>2. Кнопка «Отключить» удаляет файлы cookie. <button>Отключить</button></p>", "1. Каток открыт.\n\n2. Кнопка «Отключить» удаляет файлы cookie."},
		{"", "<p>1. Каток открыт.</p><p>2. Вход платный<a href='#n'>*</a>. <a href='#b'>↩</a></p><div class=newsletter-box><p>Подпишитесь</p><button>Ок</button></div><p>3. Выход<span class=mw-editsection>[править]</span> один.</p>", "1. Каток открыт.\n\n2. Вход платный\\*.\n\n3. Выход один."},
		{"", "<p>1. Каток открыт.</p><div><h3>Поделиться:</h3><ul><li><a href='#'>Почта</a></li><li><a href='#'>Сеть</a></li></ul></div><p>2. Вход платный.</p>", "1. Каток открыт.\n\n2. Вход платный."},
		{"", "<p>1. Каток открыт.</p><div><h3>Вход</h3><ul><li>платный;</li><li>тихий.</li></ul></div>", "1. Каток открыт.\n\n### Вход\n\n- платный;\n- тихий."},
		{"", "<div class=entry-meta>Опубликовано 01.02.2026, admin</div><p>1. Каток открыт.</p>", "1. Каток открыт."},
		{"", "<h2>1. Каток</h2><p>1.1. Каток открыт.</p><h2>2. Вход</h2><p>2.1. Вход платный.</p><details><summary>3. Лед</summary><p>3.1. Лед твердый.</p></details>",
			"## 1. Каток\n\n1.1. Каток открыт.\n\n## 2. Вход\n\n2.1. Вход платный.\n\n## 3. Лед\n\n3.1. Лед твердый."},
		{"", "<h2>1. Каток</h2><h3>1. Лед</h3><p>Лед твердый.</p><h3>2. Свет</h3><p>Свет тусклый.</p><h2>2. Вход</h2><h3>1. Касса</h3><p>Касса закрыта.</p>",
			"## 1. Каток\n\n### 1. Лед\n\nЛед твердый.\n\n### 2. Свет\n\nСвет тусклый.\n\n## 2. Вход\n\n### 1. Касса\n\nКасса закрыта."},
		{"", "<div class=sideNavBox><ul><li><a href=a>Каталог</a></li></ul></div><p>1. Каток открыт.</p>", "1. Каток открыт."},
	} {
		shows(t, c[0], c[1], c[2])
	}
}

// TestSiteName: links alone above the heading of a text are a menu, and a heading among them that is a link
// is the name of the site; one above lower headings is the title.
func TestSiteName(t *testing.T) {
	const menu = "<div class=title><a href=/>Каток</a></div><ul><li><a href=a>О нас</a></li><li><a href=b>Цены</a></li></ul>"
	for page, want := range map[string]string{
		menu + "<div class=title>Правила катка</div><p>1. Каток открыт.</p>":                     "title: Правила катка\n---\n\n1. Каток открыт.",
		"<h1><a href=/p>Правила катка</a></h1><h2>Вход</h2><p>1. Каток открыт.</p>":              "title: Правила катка\n---\n\n## Вход\n\n1. Каток открыт.",
		"<h2><a href=/>Каток</a></h2><h1>Правила катка</h1><h2>Вход</h2><p>1. Каток открыт.</p>": "title: Правила катка\n---\n\n## Вход\n\n1. Каток открыт.",
	} {
		if got, keys := drafted("a.html", "<meta charset=utf-8><body>"+page, nil); !strings.HasSuffix(strings.TrimSpace(got), want) {
			t.Errorf("%s: findings %v, got\n%s", page, keys, got)
		}
	}
}

// TestPageNotes: a raised figure that leads to words which lead back is the mark of a note, and its words
// stand below its clause.
func TestPageNotes(t *testing.T) {
	const noted = "1. Каток открыт\\[1].\n\n> \\[1] Зимой.\n\n2. Вход платный."
	for _, c := range [][2]string{
		{"<p>1. Каток открыт<sup><a id=r1 href=#n1>1</a></sup>.<p>2. Вход платный.<hr><ol><li id=n1>Зимой. <a href=#r1>↩</a></ol>", noted},
		{"<p>1. Каток открыт<sup id=r1><a href=#n1>1</a></sup>.<p>2. Вход платный.<p><a id=n1 href=#r1>1</a> Зимой.", noted},
		{"<p>1. Каток открыт<a name=r1 href=#n1>[1]</a>.<p>2. Вход платный.<div id=n1><a href=#r1>[1]</a> Зимой.</div>", noted},
		{"<p>1. Каток открыт<a id=r1 href=#n1><sup>1</sup></a>.<p>2. Вход платный.<ul><li><a id=n1></a>Зимой.<a href=#r1>^</a></ul>", noted},
		{"<p>1. Каток открыт<sup id=r1><a href=#n1>[1]</a></sup>.<p>2. Вход платный<sup id=r2><a href=#n1>[1]</a></sup>.<ol><li id=n1><span>↑ <sup><a href=#r1>1</a></sup> <sup><a href=#r2>2</a></sup></span> Зимой.</ol>",
			"1. Каток открыт\\[1].\n\n> \\[1] Зимой.\n\n2. Вход платный\\[1]."},
		// Neither raised, nor back: a list of contents, and a clause that a figure cites.
		{"<p>1. Каток открыт, см. <a id=r1 href=#n1>2</a>.<p id=n1>2. Вход платный <a href=#r1>↩</a>", "1. Каток открыт, см. 2.\n\n2. Вход платный"},
		{"<p>1. Каток открыт<sup><a id=r1 href=#n1>2</a></sup>.<p id=n1>2. Вход платный.", "1. Каток открыт².\n\n2. Вход платный."},
	} {
		shows(t, "", c[0], c[1])
	}
}

// TestWebWord: the numbers of Word for the web, whose lists have one level each.
func TestWebWord(t *testing.T) {
	item := func(start, level, list, words string) string {
		return "<div class=ListContainerWrapper><ol start=" + start + "><li data-leveltext='" + level + "' data-listid=" + list + "><p>" + words + "</p></li></ol></div>"
	}
	for _, c := range [][2]string{
		{item("1", "%1.", "3", "<b>Каток</b>") + item("1", "%1.%2.", "3", "Каток открыт.") + item("2", "%1.%2.", "3", "Лед твердый.") + item("2", "%1.", "3", "<b>Вход</b>") + item("1", "%1.%2.", "3", "Вход платный.") + item("1", "%1.%2.%3.", "3", "Касса у ворот."),
			"## 1. Каток\n\n1.1. Каток открыт.\n\n1.2. Лед твердый.\n\n## 2. Вход\n\n2.1. Вход платный.\n\n2.1.1. Касса у ворот."},
		{item("1", "%1.", "3", "Каток открыт:") + item("1", "%1)", "4", "зимой;") + item("2", "%1)", "4", "ночью.") + item("2", "%1.", "3", "Вход платный."),
			"1. Каток открыт:\n\n1) зимой;\n\n2) ночью.\n\n2. Вход платный."},
		{item("4", "%1.%2.", "3", "Каток открыт."), "1.4. Каток открыт."},
		{item("4", "%", "3", "Каток открыт.") + item("2", "%0.", "3", "Лед твердый."), "4. Каток открыт.\n\n2. Лед твердый."},
	} {
		shows(t, "", c[0], c[1])
	}
}

// shows expects of a page with a style and a body that a draft with some words comes of it.
func shows(t *testing.T, css, body, want string) {
	t.Helper()
	got, keys := drafted("a.html", "<meta charset=utf-8><style>"+css+"</style><body><h1>Правила</h1>"+body, nil)
	if !strings.HasSuffix(strings.TrimSpace(got), "---\n\n"+want) {
		t.Errorf("%s %s: findings %v, got\n%s", css, body, keys, got)
	}
}

// TestNestedRules: a rule that stands inside of another one reaches what a browser finds by both, and the
// declarations of the outer one are its own.
func TestNestedRules(t *testing.T) {
	const page = "<div class=shop><p class=price>Цена.</p></div><div class=rules><p class=lead>1. Каток открыт.</p></div>"
	for css, want := range map[string]string{
		".rules{color:red; .price{display:none;}}":                                     "Цена.\n\n1. Каток открыт.",
		".shop{color:red; .price{color:red; display:none; }; }":                        "1. Каток открыт.",
		".shop{&:hover{display:none} > .price{display:none}}":                          "1. Каток открыт.",
		".price{.shop &{display:none}}":                                                "1. Каток открыт.",
		".rules, .shop{&.shop{display:none}}":                                          "1. Каток открыт.",
		".shop{@media (min-width:60em){display:none}}":                                 "1. Каток открыт.",
		".shop{@media print{display:none} @supports not (display:grid){display:none}}": "Цена.\n\n1. Каток открыт.",
		"@container card (min-width:400px){.shop{display:none}}":                       "1. Каток открыт.",
		"@container not (width > 400px){.shop{display:none}}":                          "Цена.\n\n1. Каток открыт.",
		"@container style(--dense: yes){.shop{display:none}}":                          "Цена.\n\n1. Каток открыт.",
		".shop{" + strings.Repeat(".price,&&&&&&&&{", 20000) + "display:none":          "Цена.\n\n1. Каток открыт.",
	} {
		shows(t, css, page, want)
	}
}

// TestBehindWords: what a style puts behind words is read if it is words or ends them.
func TestBehindWords(t *testing.T) {
	for _, c := range [][3]string{
		{"li::after{content:';'} li:last-child:after{content:'.'}", "<p>1. Гость приносит:</p><ul><li>коньки<li>шлем</ul>", "1. Гость приносит:\n\n- коньки;\n- шлем."},
		{"a::after{content:'\\2192'} p::after{content:''} b::after{content:' *'}", "<p>1. <b>Каток</b> <a href=a>открыт</a>.</p>", "1. **Каток** открыт."},
		{"p::after{content:' (редакция ' attr(data-n) ')'}", "<p data-n=2>Каток открыт.</p>", "Каток открыт. (редакция 2)"},
		{"p::after{counter-increment:k;content:' ' counter(k)}", "<p>Каток<p>Лед", "Каток 1\n\nЛед 1"},
		{"div::after{content:'Конец'}", "<div><p>Каток открыт.</p></div>", "Каток открыт."},
	} {
		shows(t, c[0], c[1], c[2])
	}
}

// TestSelectors: a rule of a style sheet reaches the elements that a browser finds by its selector.
func TestSelectors(t *testing.T) {
	const body = "<h1>Правила</h1><p class='lead a:b'>Зал.</p><h2 id=h>Двор</h2><p data-kind='wide open'>Сад.</p><div><p class=s>Парк.</p><ul><li>Лес.</li></ul><p lang=ru-KZ>Луг.</p></div><p>Поле.</p>"
	for selector, want := range map[string]string{
		"h1 + p": "Зал.", "h2 + p": "Сад.", "h1+h2": "", "h2 ~ p": "Сад. Поле.", "h1 ~ p ~ p": "Сад. Поле.", "h2 ~ div p": "Парк. Луг.", "h2 ~ div > p + ul ~ p": "Луг.",
		"ul+p, h1+p": "Зал. Луг.", "body > p + h2 + p": "Сад.", "p ~ h2 + p": "Сад.", "div p + p": "", ".a\\:b": "Зал.", ".a\\3a b": "Зал.", "#h ~ .s": "", "#h ~ * .s": "Парк.",
		"p:nth-of-type(2n)": "Сад. Луг.", "p:nth-child(odd)": "Парк. Луг.", "p:nth-child(-n+2)": "Зал. Парк.", "p:nth-child(4)": "Сад.", "p:first-of-type": "Зал. Парк.", "p:last-of-type": "Луг. Поле.",
		"p:not(.s, .lead)": "Сад. Луг. Поле.", ":is(h2, ul) + p": "Сад. Луг.", "p:where(.s)": "Парк.", "[data-kind~=open]": "Сад.", "[data-kind^='wide o']": "Сад.", "[data-kind$=\"en\"]": "Сад.",
		"[data-kind*='e o' i]": "Сад.", "[lang|=ru]": "Луг.", "div > p:only-child": "", "p:hover": "", "p::after": "", "p:first-child": "Парк.", "div>.s:first-child": "Парк.", "p > ": "", "p[": "", "a b )": "",
		"html p.s": "Парк.", "div div p": "", "body div p.s": "Парк.",
	} {
		got, keys := drafted("a.html", "<meta charset=utf-8><style>"+selector+"{display:none}</style><body>"+body, nil)
		var gone []string
		for _, word := range []string{"Зал.", "Сад.", "Парк.", "Луг.", "Поле."} {
			if !strings.Contains(got, word) {
				gone = append(gone, word)
			}
		}
		if strings.Join(gone, " ") != want || slices.Contains(keys, "import-counters") {
			t.Errorf("%s hides %q, want %q: findings %v", selector, gone, want, keys)
		}
	}
}

// TestManyHeadings: to look at what stands below each heading costs no more than there is of it.
func TestManyHeadings(t *testing.T) {
	const page = "<p>1. Каток открыт.</p><div>%s<p>2. Вход платный.</p></div>"
	shows(t, "", fmt.Sprintf(page, strings.Repeat("<h2></h2>", 4*maxRules)), "1. Каток открыт.\n\n2. Вход платный.")
}

// TestManyRules: the rules of a whole site do not keep out those of the page.
func TestManyRules(t *testing.T) {
	css := strings.Repeat(".shop .price p, #basket p, nav p{display:none}", maxRules/2) + ".phone{display:none}"
	got, keys := drafted("a.html", "<meta charset=utf-8><style>"+css+"</style><h1>Правила</h1><p class=phone>Коротко.</p><p>1. Каток открыт.</p>", nil)
	if !strings.HasSuffix(got, "---\n\n1. Каток открыт.\n") {
		t.Errorf("findings %v, got\n%s", keys, got)
	}
	var names, vague strings.Builder // nor do they cost more than there are of them
	for i := range maxRules / 2 {
		fmt.Fprintf(&names, " k%d", i)
		vague.WriteString("em:has(b)::before{content:counter(k)}")
	}
	shows(t, "body{counter-reset:"+names.String()+"}"+vague.String(), "<em>Каток</em>"+strings.Repeat("<i></i>", maxRules), "*Каток*")
}

// TestPageCounters: what stands before words by the style of a page counts and reads attributes as a browser does.
func TestPageCounters(t *testing.T) {
	for _, c := range [][3]string{
		{"ol{list-style:none;counter-reset:k} li::before{counter-increment:k;content:counter(k) ') '}", "<ol><li>Зал.<li>Двор.</ol>", "1) Зал.\n\n2) Двор."},
		{"body{counter-reset:c} h2{counter-reset:d} h2:before{counter-increment:c;content:counter(c) '. '} h2 ~ p{counter-increment:d} h2 ~ p:before{content:counter(c) '.' counter(d) '. '}", "<h2>Зал</h2><p>Вход платный.</p><h2>Двор</h2><p>Вход свободный.</p><p>Выход тоже.</p>",
			"## 1. Зал\n\n1.1. Вход платный.\n\n## 2. Двор\n\n2.1. Вход свободный.\n\n2.2. Выход тоже."},
		{"p::before{content:attr(data-n) '. '}", "<p data-n=1>Зал открыт.</p><p data-n=2>Двор закрыт.</p>", "1. Зал открыт.\n\n2. Двор закрыт."},
		{"li{list-style:none} li+li::before{content:'и '}", "<ul><li>зал;<li>двор.</ul>", "зал;\n\nи двор."},
	} {
		shows(t, c[0], c[1], c[2])
	}
}

// TestRoles: what an element is by its role it is, whatever kind of element it is; cells that a style sets beside
// each other are a table.
func TestRoles(t *testing.T) {
	for _, c := range [][3]string{
		{"", "<div role=navigation>Разделы</div><div role=main><div role=heading aria-level=2>Вход</div><div>Вход платный.</div><div role=list><div role=listitem>зал;</div> <div role=listitem>двор.</div></div></div><div role=contentinfo>Парк</div>", "## Вход\n\nВход платный.\n\n- зал;\n- двор."},
		{"", "<p>1. Вход платный.</p><div role=list>Зал и двор.</div>", "1. Вход платный.\n\nЗал и двор."},
		{".r{display:flex}", "<p>1. Слова:</p><div class=r><div>Зал</div><div>под крышей</div></div><div class=r><div>Двор</div><div>без крыши</div></div>", "1. Слова:\n\n| Зал | под крышей |\n|---|---|\n| Двор | без крыши |"},
		{".r{display:grid;grid-template-columns:1fr 1fr} .w{grid-column:1/-1}", "<p>1. Слова:</p><div class=r><div class=w>Места</div><div>Зал</div><div>под крышей</div><div>Двор</div></div>", "1. Слова:\n\nМеста\n\nЗал\n\nпод крышей\n\nДвор"},
		{".r{display:grid;grid-template-columns:repeat(2, minmax(0,1fr))}", "<p>1. Слова:</p><div class=r><div>Зал</div><div>под крышей</div><div>Двор</div><div>без крыши</div></div>", "1. Слова:\n\n| Зал | под крышей |\n|---|---|\n| Двор | без крыши |"},
	} {
		shows(t, c[0], c[1], c[2])
	}
}

// TestNamesOfPages: the names of a page in small and capital letters do not hide the encoding of its text.
func TestNamesOfPages(t *testing.T) {
	src := []byte("<html><body><h1>\xcf\xf0\xe0\xe2\xe8\xeb\xe0</h1>" + strings.Repeat("<p class=MsoListParagraphCxSpMiddle>", 3) + "1. \xca\xe0\xf2\xee\xea \xee\xf2\xea\xf0\xfb\xf2.</p>")
	if got, keys := drafted("a.html", string(src), nil); !strings.HasSuffix(got, "\n\n1. Каток открыт.\n") {
		t.Errorf("findings %v, got\n%s", keys, got)
	}
}
