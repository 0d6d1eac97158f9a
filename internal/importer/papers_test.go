//go:build office

package importer

import (
	ctx "context"
	"fmt"
	"html"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
)

// maker lets programs write papers down, into the folder out: NAME.ROAD.txt.
type maker struct {
	*testing.T
	dir string
}

func makeFiles(t *testing.T, dir string, papers []paper) {
	m := maker{t, dir}
	var justified, spaced, cyrillic []string
	for _, p := range papers {
		m.write("out/"+p.name+".copied.txt", copied(p))
		justified = append(justified, m.write("justified/"+p.name+".fodt", fodt(p, true)))
		spaced = append(spaced, m.write("spaced/"+p.name+".fodt", fodt(p, false)))
		if p.lang == "ru" && !slices.ContainsFunc(p.entries, func(s entry) bool { return strings.ContainsAny(s.text, "¹²³⁴—") }) {
			cyrillic = append(cyrillic, justified[len(justified)-1]) // Windows-1251 has all of its letters
		}
		m.browse(p.name, m.write("web/"+p.name+".html", page(p)))
	}
	m.office("txt:Text (encoded):UTF8,LF", "out", "utf8.txt", justified)
	m.office("txt:Text (encoded):UCS2,CRLF", "out", "utf16.txt", justified)
	m.office("txt:Text (encoded):MS_1251,CRLF", "out", "cp1251.txt", cyrillic)
	m.office("html:HTML (StarWriter)", "out", "office.html", spaced)
	m.office("docx:MS Word 2007 XML", "out", "word.docx", spaced)
	for road, files := range map[string][]string{"justified": justified, "spaced": spaced} {
		m.office("pdf", "pdf", road+".pdf", files)
		for _, f := range files {
			name := strings.TrimSuffix(filepath.Base(f), ".fodt")
			m.text(filepath.Join(m.dir, "pdf", name+"."+road+".pdf"), name+".pdf-"+road)
		}
	}
}

// write writes a file below the folder and returns its path.
func (m maker) write(name, text string) string {
	m.Helper()
	file := filepath.Join(m.dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		m.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		m.Fatal(err)
	}
	return file
}

// office lets LibreOffice save files in a format: NAME.fodt as NAME.ROAD in a folder.
func (m maker) office(format, folder, road string, files []string) {
	m.Helper()
	ext, _, _ := strings.Cut(format, ":")
	made := filepath.Join(m.dir, "made")
	run(m.T, 15*time.Minute, "soffice", append([]string{"--headless", "-env:UserInstallation=file://" + m.dir + "/profile", "--convert-to", format, "--outdir", made}, files...)...)
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".fodt")
		data, err := os.ReadFile(filepath.Join(made, name+"."+ext))
		if err != nil {
			m.Fatal(err)
		}
		m.write(folder+"/"+name+"."+road, string(data))
	}
}

// browse lets Chromium print a page and save it.
func (m maker) browse(name, file string) {
	m.Helper()
	pdf := filepath.Join(m.dir, name+".pdf")
	run(m.T, time.Minute, "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--print-to-pdf="+pdf, "file://"+file)
	m.text(pdf, name+".browser")
	m.write("out/"+name+".saved.html", run(m.T, time.Minute, "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", "file://"+file))
}

// text takes the text out of a PDF, line by line and as it is laid out.
func (m maker) text(pdf, road string) {
	m.Helper()
	run(m.T, time.Minute, "pdftotext", pdf, filepath.Join(m.dir, "out", road+".txt"))
	run(m.T, time.Minute, "pdftotext", "-layout", pdf, filepath.Join(m.dir, "out", road+"-layout.txt"))
}

// copied is a paper as it is pasted out of Word.
func copied(p paper) string {
	var b strings.Builder
	for _, s := range p.entries {
		switch {
		case s.cells != nil:
			b.WriteString(strings.Join(s.cells, "\t"))
		case s.item:
			b.WriteString("•\t" + s.text)
		default:
			b.WriteString(eachLabel([]string{s.text}, "$1\t")[0])
		}
		b.WriteString("\r\n")
	}
	return b.String()
}

// run runs a program, for so long at most, and returns what it writes.
func run(t *testing.T, most time.Duration, name string, args ...string) string {
	t.Helper()
	limit, cancel := ctx.WithTimeout(ctx.Background(), most)
	defer cancel()
	var out, said strings.Builder
	cmd := exec.CommandContext(limit, name, args...)
	cmd.Stdout, cmd.Stderr = &out, &said
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v %s", name, err, said.String())
	}
	return out.String()
}

var vowels = "аеёиоуыэюяәіұүөaeiouy"

// softly puts soft hyphens where words may break.
func softly(s string) string {
	rs := []rune(s)
	var b strings.Builder
	for i, r := range rs {
		if i > 2 && i+2 < len(rs) && unicode.IsLower(r) && !strings.ContainsRune(vowels, r) && strings.ContainsRune(vowels, rs[i-1]) &&
			strings.ContainsRune(vowels, rs[i+1]) && unicode.IsLetter(rs[i-2]) && unicode.IsLetter(rs[i+2]) && unicode.IsLetter(rs[i-3]) {
			b.WriteString("\u00ad")
		}
		b.WriteRune(r)
	}
	return b.String()
}

// fodt is a paper for LibreOffice: set to both margins with first lines indented, a head
// and a number on each page; or with space between its paragraphs, a number and a foot.
func fodt(p paper, justified bool) string {
	var b strings.Builder
	align, indent, after := "justify", "1.25cm", "0cm"
	if !justified {
		align, indent, after = "start", "0cm", "0.3cm"
	}
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles><style:default-style style:family="paragraph"><style:text-properties fo:font-size="12pt" fo:language="%s" fo:country="KZ"/></style:default-style></office:styles>
<office:automatic-styles>
<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:text-align="%s" fo:text-indent="%s" fo:margin-bottom="%s"/></style:style>
<style:style style:name="H" style:family="paragraph"><style:paragraph-properties fo:text-align="center" fo:margin-top="%[4]s" fo:margin-bottom="%[4]s" fo:keep-with-next="always"/><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="C" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/></style:style>
<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm" fo:margin-top="1.5cm" fo:margin-bottom="1.5cm" fo:margin-left="3cm" fo:margin-right="1.5cm"/><style:header-style/><style:footer-style/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L">`, p.lang, align, indent, after)
	head, foot := "ТОО «Оператор» – для служебного пользования", "<text:page-number/>"
	if !justified {
		head, foot = "<text:page-number/>", "Редакция № 4. Хранится в деле 02-11"
	}
	fmt.Fprintf(&b, `<style:header><text:p text:style-name="C">%s</text:p></style:header><style:footer><text:p text:style-name="C">%s</text:p></style:footer></style:master-page></office:master-styles><office:body><office:text>`, head, foot)
	tables := 0
	for i, s := range p.entries {
		if s.cells != nil {
			if i == 0 || p.entries[i-1].cells == nil {
				tables++
				fmt.Fprintf(&b, `<table:table table:name="T%d"><table:table-column table:number-columns-repeated="%d"/>`, tables, len(s.cells))
			}
			b.WriteString("<table:table-row>")
			for _, c := range s.cells {
				b.WriteString("<table:table-cell><text:p>" + html.EscapeString(c) + "</text:p></table:table-cell>")
			}
			b.WriteString("</table:table-row>")
			if i+1 == len(p.entries) || p.entries[i+1].cells == nil {
				b.WriteString("</table:table>")
			}
			continue
		}
		text := s.text
		if justified {
			text = softly(text)
		}
		text = html.EscapeString(text)
		switch {
		case s.head:
			b.WriteString(`<text:p text:style-name="H">` + text + "</text:p>")
		case s.item:
			b.WriteString(`<text:list><text:list-item><text:p text:style-name="P">` + text + "</text:p></text:list-item></text:list>")
		default:
			b.WriteString(`<text:p text:style-name="P">` + text + "</text:p>")
		}
	}
	return b.String() + "</office:text></office:body></office:document>\n"
}

// page is a page of a site.
func page(p paper) string {
	var b strings.Builder
	b.WriteString(`<!doctype html><html lang="` + p.lang + `"><head><meta charset="utf-8"><title>Документ на сайте</title><style>body{font:16px serif;max-width:50em;margin:auto}nav,footer{color:#555}@media print{nav,.cookies{display:none}}td{border:1px solid}</style></head><body>
<header><nav><ul><li><a href="/">Главная</a></li><li><a href="/docs">Документы</a></li><li><a href="/contacts">Контакты</a></li></ul></nav></header><main><article>`)
	open := ""
	shut := func(tag string) {
		if open != tag {
			if open != "" {
				b.WriteString("</" + open + ">\n")
			}
			if open = tag; tag != "" {
				b.WriteString("<" + tag + ">\n")
			}
		}
	}
	for i, s := range p.entries {
		text := html.EscapeString(s.text)
		switch {
		case s.cells != nil:
			shut("table")
			b.WriteString("<tr>")
			for _, c := range s.cells {
				b.WriteString("<td>" + html.EscapeString(c) + "</td>")
			}
			b.WriteString("</tr>\n")
		case s.item:
			shut("ul")
			b.WriteString("<li>" + text + "</li>\n")
		case s.head:
			shut("")
			h := "h2"
			if i == 0 {
				h = "h1"
			}
			b.WriteString("<" + h + ">" + text + "</" + h + ">\n")
		default:
			shut("")
			b.WriteString("<p>" + text + "</p>\n")
		}
	}
	shut("")
	return b.String() + `</article></main><footer><p>© 2026 Оператор. Все права защищены.</p></footer><div class="cookies"><p>Мы используем cookie</p><button>Принять</button></div></body></html>`
}
