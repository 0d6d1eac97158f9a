package docx

import (
	"reflect"
	"testing"

	"github.com/kelisim/kelisim/internal/docx/docxtest"
)

// FuzzRead: no file makes the reader fail, the same file gives the same
// document, and one without tracked changes is the same accepted and rejected.
func FuzzRead(f *testing.F) {
	for _, c := range docxtest.Numbering(f) {
		if len(c.File.Body)+len(c.File.Numbering) < 1400 { // the fuzzer is slow with long ones
			f.Add(c.File.Body, c.File.Numbering, c.File.Styles)
		}
	}
	f.Add(`<w:p><w:pPr><w:rPr><w:del w:id="1" w:author="а"/></w:rPr></w:pPr><w:ins w:id="2"><w:del w:id="3"><w:r><w:delText>а</w:delText></w:r></w:del></w:ins></w:p><w:tbl><w:tr><w:trPr><w:ins/></w:trPr><w:tc><w:tcPr><w:vMerge/><w:gridSpan w:val="99"/></w:tcPr></w:tc></w:tr></w:tbl>`, "", "")
	f.Add(`<w:p><w:r><w:fldChar w:fldCharType="separate"/><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="end"/><w:footnoteReference w:id="1"/><w:sym w:char="zz"/></w:r></w:p>`, "", "")
	f.Fuzz(func(t *testing.T, body, numbering, styles string) {
		data := docxtest.File{Body: body, Numbering: numbering, Styles: styles}.Pack(t)
		d, found := Read("a.docx", data)
		if d == nil {
			if !found.HasErrors() {
				t.Fatal("refused without a finding")
			}
			return
		}
		accepted, rejected := d.Accept(), d.Reject()
		again, _ := Read("a.docx", data)
		if text(again.Accept()) != text(accepted) {
			t.Fatal("read twice, it differs")
		}
		if d.Changes().Count == 0 && !reflect.DeepEqual(accepted.Blocks, rejected.Blocks) {
			t.Fatalf("no changes, but accepted\n%s\nrejected\n%s", text(accepted), text(rejected))
		}
		if accepted.Changes().Count != 0 || text(accepted.Accept()) != text(accepted) {
			t.Fatal("what is accepted still has changes")
		}
	})
}

// FuzzPackage: no bytes make the reader fail.
func FuzzPackage(f *testing.F) {
	f.Add(docxtest.File{Body: "<w:p/>"}.Pack(f))
	f.Add([]byte("PK\x05\x06" + string(make([]byte, 18))))
	f.Fuzz(func(t *testing.T, data []byte) {
		if d, found := Read("a.docx", data); (d == nil) != found.HasErrors() {
			t.Fatal("a document and errors, or neither")
		}
	})
}
