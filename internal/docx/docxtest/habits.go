package docxtest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"path"
	"regexp"
	"strings"
	"testing"
)

// Lists is a file in which a colleague made automatic lists of the typed numbers from the
// first heading that has one: those of headings ("1. ") are the first level of one
// list, those of clauses ("1.1.") the second.
func Lists(t testing.TB, data []byte) []byte {
	t.Helper()
	heading := regexp.MustCompile(`(<w:p><w:pPr><w:pStyle w:val="Heading\d"/>)((?:<w:ind [^>]*>)?</w:pPr>)<w:r><w:t xml:space="preserve">\d+\. </w:t></w:r>`)
	clause := regexp.MustCompile(`(<w:p><w:pPr>)((?:<w:spacing [^>]*/>)?<w:ind [^>]*></w:pPr>)<w:r><w:t xml:space="preserve">\d+\.\d+\.</w:t><w:tab/></w:r>`)
	num := func(level int) string {
		return fmt.Sprintf(`${1}<w:numPr><w:ilvl w:val="%d"/><w:numId w:val="7"/></w:numPr>${2}`, level)
	}
	return Rewrite(t, data, func(name, part string) string {
		switch name {
		case "word/document.xml":
			from := len(part)
			if at := heading.FindStringIndex(part); at != nil {
				from = at[0]
			}
			part = part[:from] + clause.ReplaceAllString(heading.ReplaceAllString(part[from:], num(0)), num(1))
		case "word/numbering.xml":
			list := `<w:abstractNum w:abstractNumId="7"><w:multiLevelType w:val="multilevel"/>` + Level([]string{"0", "decimal", "%1."}, nil) + Level([]string{"1", "decimal", "%1.%2."}, nil) + `</w:abstractNum>`
			part = strings.Replace(part, "<w:num ", list+"<w:num ", 1)
			part = strings.Replace(part, "</w:numbering>", `<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num></w:numbering>`, 1)
		}
		return part
	})
}

// OnlyOffice is a file as the editors of ONLYOFFICE write it: styles have numbers for
// ids, paragraphs have empty properties, empty runs stand between others and at the end
// (DocumentServer issue 2245), tracked changes name a user by an attribute without a
// namespace, bullets are characters of the font Symbol, and custom parts are
// numbered anew, each with properties (issue 1318). Versions before 6.0 drop custom
// parts (issue 792): attached is false.
func OnlyOffice(t testing.TB, data []byte, attached bool) []byte {
	t.Helper()
	ids := map[string]string{}
	style := regexp.MustCompile(`(<w:(?:pStyle|rStyle|tblStyle|basedOn|next) w:val|w:styleId)="([^"]+)"`)
	renamed := func(s string) string {
		return style.ReplaceAllStringFunc(s, func(m string) string {
			parts := style.FindStringSubmatch(m)
			if ids[parts[2]] == "" {
				ids[parts[2]] = fmt.Sprint(611 + len(ids))
			}
			return parts[1] + `="` + ids[parts[2]] + `"`
		})
	}
	properties := regexp.MustCompile(`<w:p><w:pPr>(<w:pStyle [^>]*>)?(<w:numPr>.*?</w:numPr>)?`)
	change := regexp.MustCompile(`(<w:(?:ins|del) w:id="\d+" w:author="[^"]*"(?: w:date="[^"]*")?)`)
	out := Rewrite(t, data, func(name, part string) string {
		switch name {
		case "word/document.xml":
			part = properties.ReplaceAllString(part, `<w:p><w:pPr>${1}${2}<w:pBdr></w:pBdr><w:spacing/>`)
			part = strings.NewReplacer("<w:r><w:t ", "<w:r><w:rPr></w:rPr><w:t ", "</w:r>", "</w:r><w:r></w:r>", "</w:p>", "<w:r/></w:p>").Replace(part)
			part = change.ReplaceAllString(part, `${1} oouserid="uid-1669885823"`)
			return renamed(part)
		case "word/styles.xml":
			part = strings.ReplaceAll(part, `<w:name w:val="heading `, `<w:name w:val="Heading `)
			return renamed(part)
		case "word/numbering.xml":
			return strings.ReplaceAll(part, `<w:lvlText w:val="•"/><w:lvlJc w:val="left"/>`,
				`<w:isLgl w:val="false"/><w:suff w:val="tab"/><w:lvlText w:val="&#xF0B7;"/><w:lvlJc w:val="left"/><w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr>`)
		case "word/_rels/document.xml.rels":
			if !attached {
				return regexp.MustCompile(`<Relationship [^>]*customXml[^>]*/>`).ReplaceAllString(part, "")
			}
			return renumbered(part)
		}
		if strings.HasPrefix(name, "customXml/") && !attached {
			return ""
		}
		return renumbered(part)
	})
	return repack(t, out, func(name, part string) (string, string) { return renumbered(name), part })
}

// renumbered names custom parts by their numbers in OnlyOffice.
var renumbered = strings.NewReplacer("item1.xml", "item2.xml", "itemProps1.xml", "itemProps2.xml").Replace

// Rewrite is a package with its parts changed; a part without content is left out.
func Rewrite(t testing.TB, data []byte, change func(name, part string) string) []byte {
	t.Helper()
	return repack(t, data, func(name, part string) (string, string) { return name, change(name, part) })
}

func repack(t testing.TB, data []byte, change func(name, part string) (string, string)) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range r.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		part, err := io.ReadAll(in)
		in.Close()
		if err != nil {
			t.Fatal(err)
		}
		name, text := change(path.Clean(f.Name), string(part))
		if text == "" {
			continue
		}
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
