//go:build office

package docx

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/docx/docxtest"
	"github.com/kelisim/kelisim/internal/office"
)

// TestOffice: LibreOffice reads the same words and the same numbers in the files
// of docxtest/numbering.txtar and, if KELISIM_CORPORA names a folder, in those
// of its folder docx. Every difference is explained here.
func TestOffice(t *testing.T) {
	dir := t.TempDir()
	var files []string
	for _, c := range docxtest.Numbering(t) {
		name := filepath.Join(dir, c.Name+".docx")
		if err := os.WriteFile(name, c.File.Pack(t), 0o644); err != nil {
			t.Fatal(err)
		}
		files = append(files, name)
	}
	if len(files) < 40 {
		t.Fatalf("%d files", len(files))
	}
	root := os.Getenv("KELISIM_CORPORA")
	if root != "" {
		more, err := filepath.Glob(filepath.Join(root, "docx", "*", "*.docx"))
		if err != nil || len(more) == 0 {
			t.Fatalf("no Word files below %s (%v)", root, err)
		}
		files = append(files, more...)
	}
	texts, err := office.Texts(office.Accept, files)
	if err != nil {
		t.Fatal(err)
	}
	labels, wrong := 0, 0
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".docx")
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		d, found := Open(name, data, AcceptAll)
		if d == nil {
			t.Errorf("%s is refused: %v", name, found)
			continue
		}
		r := compareOffice(d, texts[filepath.Base(f)])
		reason, known := explained[name]
		if !known {
			reason, known = kinds(found)
		}
		switch {
		case r.words == "" && len(r.numbers) == 0 && explained[name] != "":
			t.Errorf("%s: equal; the explanation (%s) may go", name, reason)
		case known:
			if r.words != "" || len(r.numbers) > 0 {
				t.Logf("%s: %s", name, reason)
			}
		case r.words != "":
			t.Errorf("%s: %s", name, r.words)
		default:
			for _, n := range r.numbers {
				t.Errorf("%s: %s", name, n)
			}
		}
		if !slices.ContainsFunc(found, func(f diag.Finding) bool { return f.Code == diag.DocxNumberFormat }) {
			labels += r.labels
			wrong += len(r.numbers)
		}
	}
	t.Logf("%d files, %d labels in known formats, %d not equal", len(files), labels, wrong)
	// Our own files are odd on purpose: of them every difference is explained above.
	if labels == 0 || root != "" && wrong*200 > labels {
		t.Errorf("%d of %d labels are not LibreOffice's", wrong, labels)
	}
}

// kinds explains the differences of files that hold what LibreOffice's text does not.
func kinds(found diag.List) (string, bool) {
	for _, f := range found {
		switch f.Code {
		case diag.DocxFormula:
			return "LibreOffice's text has no formulas", true
		case diag.DocxNumberFormat:
			return "a number format that is told as unknown", true
		}
	}
	return "", false
}

// explained are the files that LibreOffice 7.4 reads differently, and why it is
// not right, or does not matter.
var explained = map[string]string{
	"roman-and-legal":                    "LibreOffice does not know isLgl (ECMA-376 part 1, 17.9.4)",
	"article-kk":                         "LibreOffice does not know lvlRestart 0 (17.9.10): articles count on through chapters",
	"restart-after-first":                "LibreOffice does not know lvlRestart (17.9.10)",
	"style":                              "LibreOffice reads the level from the style, not from the level's pStyle (17.9.23)",
	"dash-number":                        "LibreOffice shows numberInDash without dashes",
	"RP020-Inserted-Field-Code-Accepted": "a date field: LibreOffice shows today",
	"RP020-Inserted-Field-Code":          "a date field: LibreOffice shows today",
	"RP051-Arabic-Accepted":              "the sign F02A of the font Symbol is an asterisk",
	"RP051-Arabic":                       "LibreOffice does not accept all changes of the file; the accepted file that Word made is equal to ours",
	"WC045-Text-Box":                     "LibreOffice writes the only text box of a paragraph without words into the text",
	"WC045-Text-Box-Mod":                 "LibreOffice writes the only text box of a paragraph without words into the text",
}

// officeDiff is what differs between a document and LibreOffice's text of it.
type officeDiff struct {
	labels  int
	numbers []string // labels that differ
	words   string   // the first words that differ; empty for none
}

func compareOffice(d *Document, text string) (r officeDiff) {
	var ours []line
	officeLines(d, d.Blocks, &ours)
	theirs := strings.Split(text, "\n")
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	// Blank lines tell nothing: LibreOffice drops some beside tables and sections.
	theirs = slices.DeleteFunc(theirs, func(s string) bool { return squeeze(s) == "" })
	ours = slices.DeleteFunc(ours, func(l line) bool { return l.label.Text == "" && squeeze(l.text) == "" })
	for i, l := range ours {
		if l.label.Text != "" {
			r.labels++
		}
		if i >= len(theirs) {
			r.words = "more lines than LibreOffice: " + l.text
			return r
		}
		text, got := squeeze(l.text), squeeze(strings.ReplaceAll(theirs[i], "\u200b", "")) // where a text box is anchored
		want := squeeze(l.label.Text + l.label.Suffix + l.text)
		label, ok := strings.CutSuffix(got, text)
		switch {
		case got == want, l.label.Suffix == "" && got == squeeze(l.label.Text+" "+l.text): // LibreOffice always writes a space
		case ok && l.label.Bullet && len([]rune(squeeze(label))) == 1: // fonts differ
		case ok:
			r.numbers = append(r.numbers, "number "+strconv.Quote(l.label.Text)+", LibreOffice "+strconv.Quote(label)+" before "+strconv.Quote(excerpt(text)))
		default:
			r.words = strconv.Quote(want) + ", LibreOffice " + strconv.Quote(got)
			return r
		}
	}
	if len(theirs) > len(ours) {
		r.words = "LibreOffice has more lines: " + theirs[len(ours)]
	}
	return r
}

type line struct {
	label Label
	text  string
}

// officeLines are the lines of the body without text boxes, which LibreOffice
// leaves out of a text.
func officeLines(d *Document, blocks []Block, out *[]line) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *Paragraph:
			var text strings.Builder
			for _, r := range b.Runs {
				text.WriteString(r.Text)
				if r.Note > 0 {
					text.WriteString(d.NoteMark(r.Note))
				}
			}
			for i, s := range strings.Split(text.String(), "\n") {
				l := line{text: s}
				if i == 0 {
					l.label = b.Label
				}
				*out = append(*out, l)
			}
		case *Table:
			for _, row := range b.Rows {
				for _, c := range row.Cells {
					officeLines(d, c.Blocks, out)
				}
			}
		}
	}
}
