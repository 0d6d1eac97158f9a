package docx

import (
	"archive/zip"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/docx/docxtest"
)

const para = `<w:p><w:r><w:t xml:space="preserve">%s</w:t></w:r></w:p>`

// text renders what was read for comparison: a line a paragraph, styles and
// links marked, cells between bars.
func text(d *Document) string {
	var b strings.Builder
	var write func(blocks []Block, in string)
	write = func(blocks []Block, in string) {
		for _, block := range blocks {
			switch block := block.(type) {
			case *Paragraph:
				b.WriteString(in)
				if block.Outline > 0 {
					fmt.Fprintf(&b, "h%d ", block.Outline)
				}
				if block.Label.Text != "" {
					b.WriteString(block.Label.Text + block.Label.Suffix)
				}
				for _, r := range block.Runs {
					s := r.Text
					if r.Note > 0 {
						s = fmt.Sprintf("{note %d}", r.Note)
					}
					for face, mark := range map[Face]string{Bold: "**", Italic: "_", Raised: "^", Struck: "~"} {
						if r.Face == face {
							s = mark + s + mark
						}
					}
					if r.Link != "" {
						s = "[" + s + "](" + r.Link + ")"
					}
					b.WriteString(s)
				}
				b.WriteString("\n")
			case *Box:
				write(block.Blocks, in+"box: ")
			case *Table:
				for _, row := range block.Rows {
					for _, c := range row.Cells {
						kind := "|"
						if c.Below {
							kind = "^"
						}
						fmt.Fprintf(&b, "%s%s%d ", in, kind, c.Span)
						if len(c.Blocks) == 0 {
							b.WriteString("\n")
						}
						write(c.Blocks, in)
					}
				}
			}
		}
	}
	write(d.Blocks, "")
	for i, n := range d.Notes {
		fmt.Fprintf(&b, "note %d: ", i+1)
		write(n.Blocks, "")
	}
	return b.String()
}

func codes(found diag.List) (out []string) {
	for _, f := range found {
		out = append(out, f.Code.String())
	}
	return out
}

func TestRead(t *testing.T) {
	styles := `<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>` +
		`<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="2"><w:name w:val="Heading 2"/><w:basedOn w:val="a"/></w:style>` +
		`<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>` +
		`<w:style w:type="paragraph" w:styleId="x"><w:name w:val="x"/><w:basedOn w:val="y"/></w:style><w:style w:type="paragraph" w:styleId="y"><w:name w:val="y"/><w:basedOn w:val="x"/></w:style>`
	footnotes := `<w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>Түсініктеме.</w:t></w:r></w:p></w:footnote>`
	comments := `<w:comment w:id="7" w:author="Асқар Ә."><w:p><w:r><w:t>Неге?</w:t></w:r></w:p></w:comment><w:comment w:id="8" w:author=""><w:p/></w:comment>`
	tests := []struct {
		name, body, want string
		found            []string
	}{
		{"faces", `<w:p><w:r><w:t xml:space="preserve">Осы </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>Келісім</w:t></w:r><w:r><w:rPr><w:i w:val="1"/></w:rPr><w:t>ге</w:t></w:r><w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>.</w:t></w:r></w:p>`,
			"Осы **Келісім**_ге_.\n", nil},
		{"runs are joined", `<w:p><w:r><w:t>Пайда</w:t></w:r><w:proofErr w:type="spellStart"/><w:r w:rsidR="00A1"><w:t>ланушы</w:t></w:r></w:p>`, "Пайдаланушы\n", nil},
		{"spaces around are not kept unless preserved", `<w:p><w:r><w:t> а </w:t></w:r><w:r><w:t xml:space="preserve"> б </w:t></w:r></w:p>`, "а б \n", nil},
		{"styled bold is told apart from its style", `<w:p><w:pPr><w:pStyle w:val="1"/></w:pPr><w:r><w:t>Тақырып</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t>!</w:t></w:r></w:p>`,
			"h1 **Тақырып**!\n", nil},
		{"outline level of the paragraph", `<w:p><w:pPr><w:outlineLvl w:val="2"/></w:pPr><w:r><w:t>Бөлім</w:t></w:r></w:p>`, "h3 Бөлім\n", nil},
		{"a style of Word's own that only its name tells", `<w:p><w:pPr><w:pStyle w:val="2"/></w:pPr><w:r><w:t>Бөлім</w:t></w:r></w:p>`, "h2 Бөлім\n", nil},
		{"circle of styles", `<w:p><w:pPr><w:pStyle w:val="x"/></w:pPr><w:r><w:t>а</w:t></w:r></w:p>`, "а\n", nil},
		{"breaks and tabs", `<w:p><w:r><w:t>а</w:t><w:br/><w:t>б</w:t><w:tab/><w:t>в</w:t><w:br w:type="page"/><w:noBreakHyphen/><w:softHyphen/></w:r></w:p>`, "а\nб\tв\f\u2011\u00ad\n", nil},
		{"links", `<w:p><w:hyperlink r:id="web"><w:r><w:t>Әділет</w:t></w:r></w:hyperlink><w:r><w:t xml:space="preserve">, </w:t></w:r><w:hyperlink w:anchor="p1"><w:r><w:t>1-тармақ</w:t></w:r></w:hyperlink></w:p>`,
			"[Әділет](https://adilet.zan.kz/), [1-тармақ](#p1)\n", nil},
		{"field of a link", `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> HYPERLINK "https://egov.kz" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>портал</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`,
			"[портал](https://egov.kz)\n", nil},
		{"field in a field's instruction is not text", `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>X</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>жоқ</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>бар</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`,
			"бар\n", nil},
		{"field without a result", `<w:p><w:r><w:t xml:space="preserve">бет </w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>LISTNUM</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`,
			"бет \n", []string{"docx-field"}},
		{"field that shows nothing", `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> XE "а" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>а</w:t></w:r></w:p>`, "а\n", nil},
		{"field that never ends", `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>жоғалды</w:t></w:r></w:p>`, "\n", []string{"docx-field"}},
		{"check boxes", `<w:p><w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="1"/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r></w:p>`, "☒☐\n", nil},
		{"symbols", `<w:p><w:r><w:sym w:font="Symbol" w:char="F061"/><w:sym w:font="Webdings" w:char="F061"/></w:r></w:p>`, "α\ufffd\n", []string{"docx-symbol"}},
		{"content controls", `<w:sdt><w:sdtPr><w:alias w:val="нет"/></w:sdtPr><w:sdtContent>` + fmt.Sprintf(para, "ішінде") + `</w:sdtContent></w:sdt><w:p><w:sdt><w:sdtContent><w:r><w:t>жолда</w:t></w:r></w:sdtContent></w:sdt></w:p>`, "ішінде\nжолда\n", nil},
		{"table of contents", `<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>` + fmt.Sprintf(para, "1. Жалпы 3") + `</w:sdtContent></w:sdt>`, "1. Жалпы 3\n", nil},
		{"style separator", `<w:p><w:pPr><w:rPr><w:vanish/><w:specVanish/></w:rPr></w:pPr><w:r><w:t>Айлақ.</w:t></w:r></w:p><w:p><w:r><w:t xml:space="preserve"> Ашық.</w:t></w:r></w:p><w:p><w:r><w:t>Соңы</w:t></w:r></w:p>`, "Айлақ. Ашық.\nСоңы\n", nil},
		{"hidden paragraph", `<w:p><w:r><w:t>бірі</w:t></w:r></w:p><w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>құпия</w:t></w:r></w:p><w:p><w:r><w:t>екі</w:t></w:r></w:p>`, "бірі\nекі\n", []string{"docx-hidden"}},
		{"hidden text", `<w:p><w:r><w:t>көрінеді</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>құпия</w:t></w:r></w:p>`, "көрінеді\n", []string{"docx-hidden"}},
		{"raised and struck", `<w:p><w:r><w:t>15</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>ескі</w:t></w:r></w:p>`, "15^1^~ескі~\n", []string{"docx-struck"}},
		{"footnote", `<w:p><w:r><w:t>Мәтін</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>.</w:t></w:r></w:p>`, "Мәтін{note 1}.\nnote 1: Түсініктеме.\n", nil},
		{"footnote that is missing", `<w:p><w:r><w:footnoteReference w:id="3"/></w:r></w:p>`, "{note 1}\nnote 1: ", []string{"docx-note-missing"}},
		{"table", `<w:tbl><w:tr><w:tc>` + fmt.Sprintf(para, "а") + `</w:tc><w:tc>` + fmt.Sprintf(para, "б") + `</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>` + fmt.Sprintf(para, "в") + `</w:tc></w:tr></w:tbl>`,
			"|1 а\n|1 б\n|2 в\n", nil},
		{"cells merged downwards", `<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>` + fmt.Sprintf(para, "а") + `</w:tc><w:tc>` + fmt.Sprintf(para, "б") + `</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc><w:tc>` + fmt.Sprintf(para, "в") + `</w:tc></w:tr></w:tbl>`,
			"|1 а\n|1 б\n^1 \n|1 в\n", nil},
		{"rows of unequal width", `<w:tbl><w:tr><w:tc>` + fmt.Sprintf(para, "а") + `</w:tc></w:tr><w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr><w:tc>` + fmt.Sprintf(para, "б") + `</w:tc></w:tr></w:tbl>`,
			"|1 а\n|1 \n|1 \n|1 б\n", nil},
		{"table in a cell", `<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>` + fmt.Sprintf(para, "ішкі") + `</w:tc></w:tr></w:tbl><w:p/></w:tc></w:tr></w:tbl>`, "|1 |1 ішкі\n\n", []string{"docx-nested-table"}},
		{"text box, as new and old Word have it", `<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>` + fmt.Sprintf(para, "қорапта") + `</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>` + fmt.Sprintf(para, "қорапта") + `</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>сыртта</w:t></w:r></w:p>`,
			"сыртта\nbox: қорапта\n", []string{"docx-text-box"}},
		{"picture", `<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="Сурет 1" descr="Мөр"/></wp:inline></w:drawing></w:r></w:p>`, "\n", []string{"docx-picture"}},
		{"formula", `<w:p><m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath></w:p>`, "a+b\n", []string{"docx-formula"}},
		{"comment", `<w:p><w:r><w:t xml:space="preserve">Осы </w:t></w:r><w:commentRangeStart w:id="7"/><w:r><w:t>мерзім</w:t></w:r><w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r></w:p>`, "Осы мерзім\n", nil},
		{"unknown element around text", `<w:p><w:unheard><w:r><w:t>сөз</w:t></w:r></w:unheard></w:p>`, "сөз\n", nil},
		{"other document", fmt.Sprintf(para, "а") + `<w:altChunk r:id="web"/>`, "", []string{"docx-foreign"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := docxtest.File{Body: tt.body, Styles: styles}
			if strings.Contains(tt.body, "footnote") {
				m.Footnotes = footnotes
			}
			if strings.Contains(tt.body, "comment") {
				m.Comments, tt.found = comments, []string{"docx-comment", "docx-comment"}
			}
			d, found := Read("a.docx", m.Pack(t))
			if !slices.Equal(codes(found), tt.found) {
				t.Errorf("findings %v, want %v", found, tt.found)
			}
			if d == nil {
				t.Fatal("refused")
			}
			if got := text(d.Accept()); got != tt.want && tt.want != "" {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
		})
	}
}

// TestCommentPlace: a comment names its author, the words and the paragraph it
// is about.
func TestCommentPlace(t *testing.T) {
	d, found := Read("a.docx", docxtest.File{
		Body:     fmt.Sprintf(para, "бірінші") + `<w:p><w:commentRangeStart w:id="1"/><w:r><w:t>мерзім</w:t></w:r><w:commentRangeEnd w:id="1"/></w:p>`,
		Comments: `<w:comment w:id="1" w:author="Әсел" w:date="2026-03-01T10:00:00Z"><w:p><w:r><w:t>Қысқа</w:t></w:r></w:p><w:p><w:r><w:t>емес пе?</w:t></w:r></w:p></w:comment>`,
	}.Pack(t))
	want := Comment{Author: "Әсел", Date: readDate("2026-03-01T10:00:00Z"), Text: "Қысқа\nемес пе?", Anchor: "мерзім", Place: 2}
	if len(d.Comments) != 1 || d.Comments[0] != want {
		t.Errorf("got %+v", d.Comments)
	}
	if len(found) != 1 || found[0].Pos.Line != 2 || found[0].Key() != "docx-comment.anchor" {
		t.Errorf("findings %+v", found)
	}
}

// TestRunningHead: the words of headers and footers are told, each once.
func TestRunningHead(t *testing.T) {
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	head := `<w:hdr ` + docxtest.Namespaces + `>` + fmt.Sprintf(para, "Құпия") + fmt.Sprintf(para, "2-бет") + `</w:hdr>`
	rels := `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="` + office + `header" Target="h.xml"/><Relationship Id="b" Type="` + office + `footer" Target="/word/h.xml"/></Relationships>`
	d, found := Read("a.docx", docxtest.File{Body: "<w:p/>", Extra: map[string]string{"word/_rels/document.xml.rels": rels, "word/h.xml": head}}.Pack(t))
	if d == nil || !slices.Equal(codes(found), []string{"docx-running-head"}) || found[0].Args["text"] != "Құпия 2-бет" {
		t.Errorf("findings %v", found)
	}
}

// TestRefused: what is no whole Word file is refused with a finding, whatever
// its parts hold.
func TestRefused(t *testing.T) {
	deep := strings.Repeat("<w:sdt><w:sdtContent>", 200)
	doc := func(s string) map[string]string { return map[string]string{"word/document.xml": s} }
	bomb := `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><w:document ` + docxtest.Namespaces + `><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>`
	rels := `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="n" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering" Target="numbering.xml"/></Relationships>`
	tests := []struct {
		name, want string
		data       []byte
	}{
		{"empty", "docx-damaged", nil},
		{"text", "docx-damaged", []byte("Келісім")},
		{"OLE", "docx-encrypted", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and more")},
		{"cut", "docx-damaged", docxtest.File{Body: "<w:p/>"}.Pack(t)[:200]},
		{"other XML", "docx-damaged.missing", docxtest.File{Extra: doc("<html/>")}.Pack(t)},
		{"no XML", "docx-damaged", docxtest.File{Extra: doc("<w:document")}.Pack(t)},
		{"entities", "docx-damaged", docxtest.File{Extra: doc(bomb)}.Pack(t)},
		{"deep", "docx-size", docxtest.File{Body: deep}.Pack(t)},
		{"numbering that is named and missing", "docx-damaged.missing", docxtest.File{Body: "<w:p/>", Extra: map[string]string{"word/_rels/document.xml.rels": rels}}.Pack(t)},
		{"many elements", "docx-size", docxtest.File{Body: strings.Repeat("<w:p/>", maxElements), Method: zip.Deflate}.Pack(t)},
		{"unpacks to too much", "docx-size", docxtest.File{Body: strings.Repeat(" ", maxPart), Method: zip.Deflate}.Pack(t)},
		{"part twice", "docx-damaged", docxtest.File{Body: "<w:p/>", Extra: map[string]string{"Word/Document.xml": "<a/>"}}.Pack(t)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, found := Read("a.docx", tt.data)
			if d != nil || len(found) != 1 || found[0].Key() != tt.want {
				t.Errorf("got %v, %v; want %s", d != nil, found, tt.want)
			}
		})
	}
}

// TestUTF16: a part may be in UTF-16.
func TestUTF16(t *testing.T) {
	src := `<?xml version="1.0" encoding="UTF-16"?><w:document ` + docxtest.Namespaces + `><w:body>` + fmt.Sprintf(para, "Әділет") + `</w:body></w:document>`
	data := []byte{0xff, 0xfe}
	for _, r := range src {
		data = append(data, byte(r), byte(r>>8))
	}
	d, found := Read("a.docx", docxtest.File{Extra: map[string]string{"word/document.xml": string(data)}}.Pack(t))
	if len(found) > 0 || text(d.Accept()) != "Әділет\n" {
		t.Errorf("findings %v", found)
	}
}
