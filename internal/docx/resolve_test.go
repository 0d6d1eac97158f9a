package docx

import (
	"slices"
	"testing"

	"github.com/kelisim/kelisim/internal/docx/docxtest"
)

const (
	insMark = `<w:rPr><w:ins w:id="1" w:author="Б"/></w:rPr>`
	delMark = `<w:rPr><w:del w:id="2" w:author="А"/></w:rPr>`
)

func ins(s string) string {
	return `<w:ins w:id="3" w:author="Б"><w:r><w:t xml:space="preserve">` + s + `</w:t></w:r></w:ins>`
}
func del(s string) string {
	return `<w:del w:id="4" w:author="А"><w:r><w:delText xml:space="preserve">` + s + `</w:delText></w:r></w:del>`
}
func run(s string) string { return `<w:r><w:t xml:space="preserve">` + s + `</w:t></w:r>` }

// p is a paragraph with properties and content.
func p(props, content string) string {
	return `<w:p><w:pPr>` + props + `</w:pPr>` + content + `</w:p>`
}

func TestAcceptReject(t *testing.T) {
	head := `<w:outlineLvl w:val="0"/>`
	tests := []struct{ name, body, accepted, rejected string }{
		{"words", p("", run("мерзімі ")+del("бір")+ins("екі")+run(" жыл")), "мерзімі екі жыл\n", "мерзімі бір жыл\n"},
		{"inserted, then deleted by another", p("", `<w:ins w:id="1" w:author="Б"><w:del w:id="2" w:author="А"><w:r><w:delText>сөз</w:delText></w:r></w:del></w:ins>`), "\n", "\n"},
		{"moved", p("", `<w:moveFrom w:id="1"><w:r><w:t>а</w:t></w:r></w:moveFrom>`+run("б")+`<w:moveTo w:id="2"><w:r><w:t>а</w:t></w:r></w:moveTo>`), "ба\n", "аб\n"},
		{"paragraph inserted", p("", run("а")) + p(insMark, ins("б")) + p("", run("в")), "а\nб\nв\n", "а\nв\n"},
		{"paragraph deleted", p("", run("а")) + p(delMark, del("б")) + p("", run("в")), "а\nв\n", "а\nб\nв\n"},
		{"paragraphs joined", p(head+delMark, run("а")) + p("", run("б")), "аб\n", "h1 а\nб\n"},
		{"paragraph split", p(head+insMark, run("а")) + p("", run("б")), "h1 а\nб\n", "аб\n"},
		{"three joined", p(delMark, run("а")) + p(delMark, run("б")) + p("", run("в")), "абв\n", "а\nб\nв\n"},
		{"last paragraph deleted", p("", run("а")) + p(delMark, del("б")), "а\n", "а\nб\n"},
		{"end deleted before a table", p(delMark, run("а")) + `<w:tbl><w:tr><w:tc>` + p("", run("б")) + `</w:tc></w:tr></w:tbl>`, "а\n|1 б\n", "а\n|1 б\n"},
		{"row inserted", `<w:tbl><w:tr><w:tc>` + p("", run("а")) + `</w:tc></w:tr><w:tr><w:trPr><w:ins w:id="1" w:author="Б"/></w:trPr><w:tc>` + p("", ins("б")) + `</w:tc></w:tr></w:tbl>`, "|1 а\n|1 б\n", "|1 а\n"},
		{"table deleted", `<w:tbl><w:tr><w:trPr><w:del w:id="1" w:author="Б"/></w:trPr><w:tc>` + p(delMark, del("б")) + `</w:tc></w:tr></w:tbl>` + p("", run("а")), "а\n", "|1 б\nа\n"},
		{"merged cell whose upper part goes", `<w:tbl><w:tr><w:trPr><w:del w:id="1" w:author="Б"/></w:trPr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>` + p("", del("а")) + `</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>` + p("", run("б")) + `</w:tc></w:tr></w:tbl>`, "|1 б\n", "|1 а\n^1 б\n"},
		{"face", p("", `<w:r><w:rPr><w:b/><w:rPrChange w:id="1" w:author="А"><w:rPr/></w:rPrChange></w:rPr><w:t>а</w:t></w:r>`+run("б")), "**а**б\n", "аб\n"},
		{"style", p(head+`<w:pPrChange w:id="1" w:author="А"><w:pPr/></w:pPrChange>`, run("а")), "h1 а\n", "а\n"},
		{"note that goes with its mark", p("", run("а")+`<w:del w:id="1" w:author="А"><w:r><w:footnoteReference w:id="2"/></w:r></w:del>`), "а\n", "а{note 1}\nnote 1: Түсініктеме.\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, _ := Read("a.docx", docxtest.File{Body: tt.body, Footnotes: `<w:footnote w:id="2"><w:p><w:r><w:t>Түсініктеме.</w:t></w:r></w:p></w:footnote>`}.Pack(t))
			if got := text(d.Accept()); got != tt.accepted {
				t.Errorf("accepted\n%swant\n%s", got, tt.accepted)
			}
			if got := text(d.Reject()); got != tt.rejected {
				t.Errorf("rejected\n%swant\n%s", got, tt.rejected)
			}
			if d.Changes().Count == 0 {
				t.Error("no changes were seen")
			}
		})
	}
}

// TestOpen: tracked changes are told, or refused where the caller says so.
func TestOpen(t *testing.T) {
	data := docxtest.File{Body: p("", run("а")) + p("", del("б")+ins("в"))}.Pack(t)
	for policy, want := range map[Policy]struct{ finding, text string }{
		AcceptAll: {"docx-changes", "а\nв\n"},
		RejectAll: {"docx-changes.rejected", "а\nб\n"},
		RefuseAll: {"docx-changes-open", ""},
	} {
		d, found := Open("a.docx", data, policy)
		if len(found) != 1 || found[0].Key() != want.finding || found[0].Pos.Line != 2 || found[0].Args["count"] != 2 || found[0].Args["authors"] != "А, Б" {
			t.Errorf("%s: findings %+v", policy, found)
		}
		if (d == nil) != (want.text == "") || d != nil && text(d) != want.text {
			t.Errorf("%s: got %v", policy, d)
		}
	}
	d, found := Open("a.docx", docxtest.File{Body: p(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>`, run("а")), Numbering: `<w:abstractNum w:abstractNumId="0">` + docxtest.Level([]string{"0", "ordinalText", "%1"}, nil) + `</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`}.Pack(t), AcceptAll)
	if d == nil || !slices.Equal(codes(found), []string{"docx-number-format"}) {
		t.Errorf("findings %v", found)
	}
}
