// Package docxtest makes Word files for tests: packages of raw XML, among them
// a collection of documents with odd automatic numbers.
package docxtest

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// File is a Word file: parts of its package as XML.
type File struct {
	Body                                   string            // what stands in w:body
	Numbering, Styles, Footnotes, Comments string            // what stands in the root of each; empty: no such part
	Settings                               string            // likewise
	Extra                                  map[string]string // further parts, or others in the place of those
	Method                                 uint16            // of zip; 0: stored
}

// Namespaces are the declarations that the root of a part needs.
const Namespaces = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ` +
	`xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" ` +
	`xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" ` +
	`xmlns:v="urn:schemas-microsoft-com:vml" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"`

// Pack makes the bytes of the file.
func (m File) Pack(t testing.TB) []byte {
	t.Helper()
	const head = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	const packages = "http://schemas.openxmlformats.org/package/2006/"
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	write := func(name, data string) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: m.Method})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	types, rels := "", ""
	part := func(name, root, content string) {
		if content == "" {
			return
		}
		write("word/"+name+".xml", head+"<w:"+root+" "+Namespaces+">"+content+"</w:"+root+">")
		types += `<Override PartName="/word/` + name + `.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.` + name + `+xml"/>`
		rels += `<Relationship Id="` + name + `" Type="` + office + name + `" Target="` + name + `.xml"/>`
	}
	part("numbering", "numbering", m.Numbering)
	part("styles", "styles", m.Styles)
	part("footnotes", "footnotes", m.Footnotes)
	part("comments", "comments", m.Comments)
	part("settings", "settings", m.Settings)
	for name, data := range m.Extra {
		write(name, data)
	}
	if _, own := m.Extra["word/document.xml"]; !own {
		write("word/document.xml", head+"<w:document "+Namespaces+"><w:body>"+m.Body+"</w:body></w:document>")
	}
	if _, own := m.Extra["word/_rels/document.xml.rels"]; !own {
		write("word/_rels/document.xml.rels", head+`<Relationships xmlns="`+packages+`relationships">`+rels+`<Relationship Id="web" Type="`+office+`hyperlink" Target="https://adilet.zan.kz/" TargetMode="External"/></Relationships>`)
	}
	write("_rels/.rels", head+`<Relationships xmlns="`+packages+`relationships"><Relationship Id="rId1" Type="`+office+`officeDocument" Target="word/document.xml"/></Relationships>`)
	write("[Content_Types].xml", head+`<Types xmlns="`+packages+`content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`+
		`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>`+types+`</Types>`)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace

// Numbered is a document with automatic numbers and what Word shows of it.
type Numbered struct {
	Name          string
	File          File
	Labels, Texts []string // of the paragraphs of the accepted text, in order, but the last, which is empty
}

//go:embed numbering.txtar
var numbering []byte

// Numbering returns the documents of numbering.txtar, whose comment says how they
// are written.
func Numbering(t testing.TB) []Numbered {
	t.Helper()
	var cases []Numbered
	for _, f := range txtar.Parse(numbering).Files {
		cases = append(cases, readCase(t, f.Name, string(f.Data)))
	}
	return cases
}

func readCase(t testing.TB, name, data string) Numbered {
	t.Helper()
	c := Numbered{Name: name}
	var defs, nums, body strings.Builder
	inDef, inTable := false, false
	endDef := func() {
		if inDef {
			defs.WriteString("</w:abstractNum>")
			inDef = false
		}
	}
	for i, line := range strings.Split(data, "\n") {
		words := fields(line)
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		opts := options(words[1:])
		switch words[0] {
		case "def":
			endDef()
			inDef = true
			fmt.Fprintf(&defs, `<w:abstractNum w:abstractNumId="%s"><w:multiLevelType w:val="multilevel"/>%s%s`, words[1], value("w:styleLink", opts["style"]), value("w:numStyleLink", opts["link"]))
		case "level":
			text := Level(words[1:], opts)
			if inDef {
				defs.WriteString(text)
			}
		case "num":
			endDef()
			fmt.Fprintf(&nums, `<w:num w:numId="%s"><w:abstractNumId w:val="%s"/>`, words[1], words[2])
			for l := range 9 {
				if v, ok := opts["start"+strconv.Itoa(l)]; ok {
					fmt.Fprintf(&nums, `<w:lvlOverride w:ilvl="%d">%s</w:lvlOverride>`, l, value("w:startOverride", v))
				}
				if v, ok := opts["text"+strconv.Itoa(l)]; ok {
					fmt.Fprintf(&nums, `<w:lvlOverride w:ilvl="%d">%s</w:lvlOverride>`, l, Level([]string{strconv.Itoa(l), opts["format"], v}, opts))
				}
			}
			nums.WriteString(`</w:num>`)
		case "style":
			kind := "paragraph"
			if opts["list"] != "" {
				kind = "numbering"
			}
			c.File.Styles += fmt.Sprintf(`<w:style w:type="%s" w:styleId="%s"><w:name w:val="%s"/>%s<w:pPr>%s%s</w:pPr></w:style>`, kind, words[1], words[1],
				value("w:basedOn", opts["base"]), numPr(opts["num"], opts["level"]), value("w:outlineLvl", opts["outline"]))
		case "p", "cell":
			endDef()
			if inTable != (words[0] == "cell") {
				inTable = !inTable
				if inTable {
					body.WriteString(`<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="5000"/></w:tblGrid>`)
				} else {
					body.WriteString(`</w:tbl>`)
				}
			}
			parts := strings.SplitN(line, "|", 3)
			if len(parts) != 3 {
				t.Fatalf("%s:%d: no label and text in %q", name, i+1, line)
			}
			head, label, text := parts[0], strings.TrimSpace(parts[1]), strings.TrimSpace(parts[2])
			opts := options(fields(head)[1:])
			p := paragraphXML(opts, text)
			if inTable {
				p = `<w:tr><w:tc><w:tcPr><w:tcW w:w="5000" w:type="dxa"/></w:tcPr>` + p + `</w:tc></w:tr>`
			}
			body.WriteString(p)
			if opts["deleted"] == "" {
				c.Labels, c.Texts = append(c.Labels, label), append(c.Texts, text)
			}
		default:
			t.Fatalf("%s:%d: unknown line %q", name, i+1, line)
		}
	}
	endDef()
	if inTable {
		body.WriteString(`</w:tbl>`)
	}
	c.File.Body = body.String() + `<w:p/><w:sectPr/>`
	c.File.Numbering = defs.String() + nums.String()
	return c
}

// fields splits a line at spaces; quotes hold a word together.
func fields(line string) []string {
	var out []string
	for i, s := range strings.Split(line, `"`) {
		switch {
		case i%2 == 0 && i == 0:
			out = append(out, strings.Fields(s)...)
		case i%2 == 0:
			out = append(out, strings.Fields(s)...)
		default:
			if n := len(out); n > 0 && strings.HasSuffix(out[n-1], "=") {
				out[n-1] += s
			} else {
				out = append(out, s)
			}
		}
	}
	return out
}

func options(words []string) map[string]string {
	out := map[string]string{}
	for _, w := range words {
		if k, v, ok := strings.Cut(w, "="); ok && k != "" {
			out[k] = v
		} else {
			out[w] = "yes"
		}
	}
	return out
}

func value(name, v string) string {
	if v == "" {
		return ""
	}
	return "<" + name + ` w:val="` + escape(v) + `"/>`
}

// Level is a w:lvl: INDEX FORMAT TEXT and options.
func Level(words []string, opts map[string]string) string {
	start := opts["start"]
	if start == "" {
		start = "1"
	}
	legal := ""
	if opts["legal"] != "" {
		legal = "<w:isLgl/>"
	}
	return fmt.Sprintf(`<w:lvl w:ilvl="%s">%s%s%s%s%s%s%s<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="%d" w:hanging="360"/></w:pPr></w:lvl>`, words[0],
		value("w:start", start), value("w:numFmt", words[1]), value("w:lvlRestart", opts["restart"]), value("w:pStyle", opts["style"]), legal,
		value("w:suff", opts["suff"]), `<w:lvlText w:val="`+escape(words[2])+`"/>`, 360)
}

func numPr(num, level string) string {
	if num == "" && level == "" {
		return ""
	}
	return "<w:numPr>" + value("w:ilvl", level) + value("w:numId", num) + "</w:numPr>"
}

// paragraphXML is a w:p with options num, level, style, deleted, inserted.
func paragraphXML(opts map[string]string, text string) string {
	mark, before, after, tag := "", "", "", "w:t"
	if opts["deleted"] != "" {
		mark, before, after, tag = `<w:rPr><w:del w:id="1" w:author="А. Б."/></w:rPr>`, `<w:del w:id="2" w:author="А. Б.">`, `</w:del>`, "w:delText"
	}
	if opts["inserted"] != "" {
		mark, before, after = `<w:rPr><w:ins w:id="1" w:author="А. Б."/></w:rPr>`, `<w:ins w:id="2" w:author="А. Б.">`, `</w:ins>`
	}
	run := ""
	if text != "" {
		run = before + `<w:r><` + tag + ` xml:space="preserve">` + escape(text) + `</` + tag + `></w:r>` + after
	}
	return `<w:p><w:pPr>` + value("w:pStyle", opts["style"]) + numPr(opts["num"], opts["level"]) + mark + `</w:pPr>` + run + `</w:p>`
}
