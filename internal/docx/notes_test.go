package docx

import (
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/docx/docxtest"
)

// TestNoteMarks: a note has the mark that Word shows, by the settings, by its section, or the author's own.
func TestNoteMarks(t *testing.T) {
	note := func(id string) string {
		return `<w:p><w:r><w:t>зал</w:t></w:r><w:r><w:footnoteReference w:id="` + id + `"/></w:r></w:p>`
	}
	own := func(id, mark string) string {
		return `<w:p><w:r><w:footnoteReference w:customMarkFollows="1" w:id="` + id + `"/><w:t>` + mark + `</w:t></w:r><w:r><w:t>двор</w:t></w:r></w:p>`
	}
	section := func(props string) string {
		return `<w:p><w:pPr><w:sectPr><w:footnotePr>` + props + `</w:footnotePr></w:sectPr></w:pPr></w:p>`
	}
	end := `<w:p><w:r><w:endnoteReference w:id="7"/></w:r></w:p>`
	for _, c := range []struct{ name, body, settings, marks, unknown string }{
		{"counted", note("2") + end + note("3"), "", "1 i 2", ""},
		{"two references to one", note("2") + note("2") + note("3"), "", "1 1 2", ""},
		{"the author's own", own("2", "*") + note("3") + own("4", "**"), "", "* 1 **", ""},
		{"an own mark that is not there", `<w:p><w:r><w:footnoteReference w:customMarkFollows="true" w:id="2"/></w:r><w:r><w:t>зал</w:t></w:r></w:p>` + note("3"), "", "1 2", ""},
		{"no own mark", `<w:p><w:r><w:footnoteReference w:customMarkFollows="0" w:id="2"/><w:t>зал</w:t></w:r></w:p>`, "", "1", ""},
		{"by the settings", note("2") + note("3"), `<w:footnotePr><w:numFmt w:val="russianLower"/><w:numStart w:val="3"/></w:footnotePr>`, "в г", ""},
		{"a format without a value", note("2") + end, `<w:endnotePr><w:numFmt/></w:endnotePr>`, "1 i", ""},
		{"by the sections", note("2") + note("3") + section(`<w:numRestart w:val="eachSect"/>`) + note("4") + section(`<w:numRestart w:val="eachSect"/><w:numFmt w:val="chicago"/>`) + note("5"), "", "1 2 * 2", ""},
		{"each page", note("2") + note("3"), `<w:footnotePr><w:numRestart w:val="eachPage"/></w:footnotePr>`, "1 2", "eachPage"},
		{"one on each page", note("2"), `<w:footnotePr><w:numRestart w:val="eachPage"/></w:footnotePr>`, "1", ""},
		{"signs that are not known", note("2"), `<w:footnotePr><w:numFmt w:val="hindiVowels"/></w:footnotePr>`, "1", "hindiVowels"},
	} {
		var notes strings.Builder
		for _, id := range []string{"2", "3", "4", "5"} {
			notes.WriteString(`<w:footnote w:id="` + id + `"><w:p><w:r><w:t>Слова.</w:t></w:r></w:p></w:footnote>`)
		}
		f := docxtest.File{Body: c.body, Footnotes: notes.String(), Settings: c.settings}
		d, found := Open("a.docx", f.Pack(t), AcceptAll)
		var marks []string
		for _, p := range Paragraphs(d.Blocks) {
			for _, r := range p.Runs {
				if r.Note > 0 {
					marks = append(marks, d.NoteMark(r.Note))
				}
			}
		}
		unknown := ""
		for _, x := range found {
			if x.Code.String() == "docx-number-format" {
				unknown, _ = x.Args["format"].(string)
			}
		}
		if got := strings.Join(marks, " "); got != c.marks || unknown != c.unknown {
			t.Errorf("%s: marks %q, want %q; unknown %q, want %q; findings %v", c.name, got, c.marks, unknown, c.unknown, found)
		}
		if strings.Contains(text(d), "*") {
			t.Errorf("%s: a mark among the words: %s", c.name, text(d))
		}
	}
}
