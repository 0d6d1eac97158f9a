package desk

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/ledger/ledgertest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/report"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/timeline"
)

// Edition 1 is in force, 2 was withdrawn, 3 is a draft. A withdrawn edition never
// takes effect, and while the ledger cannot be read nothing is known of any: such
// editions have no span.
func TestSpans(t *testing.T) {
	at := time.Date(2026, 6, 1, 10, 0, 0, 0, time.UTC)
	doc := ledgertest.Document("a")
	for _, id := range []string{"1", "2", "3"} {
		doc.Editions = append(doc.Editions, ledgertest.Edition("a", id, "kk", "ru"))
	}
	var records []ledger.Record
	for i, effective := range []time.Time{{}, at.AddDate(0, 1, 0)} {
		e, material := *doc.Editions[i], true
		e.Effective, e.Material = effective, &material
		more, found := ledger.Publish(records, at, []ledger.Publication{{Document: doc, Edition: &e}})
		if found.HasErrors() {
			t.Fatal(found)
		}
		records = append(records, more...)
	}
	more, found := ledger.Withdraw(records, at, "a", "2")
	if found.HasErrors() {
		t.Fatal(found)
	}
	records = append(records, more...)
	d := &Desk{Words: languagetest.Printer("ru")}
	for _, broken := range []bool{false, true} {
		s := standing.Of(standing.Input{Documents: []*legal.Document{doc}, Records: records, Broken: broken, At: at})
		for _, e := range s.Document("a").Editions {
			status := editionStatus(e)
			span := d.Span(status, time.UTC)
			switch {
			case broken && (status.State != standing.Unknown || span != "–"):
				t.Errorf("with a broken ledger edition %s is %s, %s", e.ID, status.State, span)
			case broken:
			case e.ID == "1" && (status.State != timeline.InForce || !strings.Contains(span, "2026")):
				t.Errorf("edition 1 is %s, %s", status.State, span)
			case e.ID == "2" && (status.State != timeline.Withdrawn || span != "–"):
				t.Errorf("edition 2 is %s, %s", status.State, span)
			case e.ID == "3" && span != d.Words.Say("status.on-publication"):
				t.Errorf("edition 3 is %s, %s", status.State, span)
			}
		}
	}
}

// A sheet shows as many findings as somebody reads, the gravest of them, and counts all.
func TestSheetShowsTheGravest(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	var body strings.Builder
	for i := 1; i <= mostFindings+7; i++ {
		fmt.Fprintf(&body, "%d. Пункт  с двумя пробелами номер %d.\n\n", i, i)
	}
	body.WriteString("<hr>\n")
	root := fstest.MapFS{
		"content/site.yaml":       file("id: test\nlanguages: [ru]\n"),
		"content/a/document.yaml": file("kind: rules\n"), "content/a/1/edition.yaml": file(""),
		"content/a/1/ru.md": file("---\ntitle: Правила\n---\n\n" + body.String()),
	}
	p := load(t, root)
	w := languagetest.Printer("ru")
	s, err := (&Desk{Words: w, Report: &report.Writer{Words: w}}).SheetOf(p, "a", "1")
	if err != nil {
		t.Fatal(err)
	}
	if s.Errors != 1 || s.Warnings != mostFindings+7 || s.Notes != 0 || s.Unshown != 8 {
		t.Errorf("%d errors, %d warnings, %d notes, %d not shown", s.Errors, s.Warnings, s.Notes, s.Unshown)
	}
	shown, errors := 0, 0
	for _, row := range s.Rows {
		for _, c := range row.Cells {
			for _, f := range c.Findings {
				shown++
				if f.Severity == "error" {
					errors++
				}
			}
		}
	}
	if shown != mostFindings || errors != 1 {
		t.Errorf("%d shown, %d errors among them", shown, errors)
	}
}

// load reads a site as it is on a day in June 2026.
func load(t *testing.T, root fs.FS) *pipeline.Project {
	t.Helper()
	p, err := pipeline.Load(pipeline.Config{Root: root, Languages: languagetest.Set(),
		AsOf: func(zone *time.Location) (time.Time, error) {
			return time.Date(2026, 6, 1, 10, 0, 0, 0, zone), nil
		}})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// A further place of a finding is said in words to who has no files before her.
func TestPlacesInWords(t *testing.T) {
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	p := load(t, fstest.MapFS{
		"content/site.yaml":       file("id: test\nlanguages: [ru]\n"),
		"content/a/document.yaml": file("kind: rules\n"), "content/a/1/edition.yaml": file(""),
		"content/a/1/ru.md": file("---\ntitle: Правила\n---\n\n1. Текст.\n"),
	})
	w := languagetest.Printer("ru")
	for _, x := range []struct {
		pos         diag.Pos
		plain, file string
	}{
		{diag.Pos{File: "content/a/1/ru.md", Line: 5, Col: 4}, "Правила, редакция 1 (русский текст), строка 5", "content/a/1/ru.md:5:4"},
		{diag.Pos{File: "content/a/1/ru.md", Line: 1, Col: 1}, "Правила, редакция 1 (русский текст)", "content/a/1/ru.md:1:1"},
		{diag.Pos{File: "content/a/document.yaml", Line: 1, Col: 1}, "Правила: сведения о документе", "content/a/document.yaml:1:1"},
		{diag.Pos{File: "content/ledger.jsonl", Line: 7, Col: 1}, "реестр", "content/ledger.jsonl:7:1"},
	} {
		for _, plain := range []bool{true, false} {
			d := Desk{Words: w, Report: &report.Writer{Words: w, Plain: plain}}
			want := x.file
			if plain {
				want = x.plain
			}
			if got := d.where(p, x.pos); got != want {
				t.Errorf("plain %v: %q, want %q", plain, got, want)
			}
		}
	}
}

// What waits is said with its number of errors, its languages and its command.
func TestLine(t *testing.T) {
	d := &Desk{Words: languagetest.Printer("ru")}
	for want, w := range map[string]Wait{
		"publish a 1": {For: ForPublication, Document: "a", Edition: "1", Command: "publish a 1"},
		"3":           {For: ForErrors, Document: "a", Edition: "1", Errors: 3, Command: "check"},
		"kk, ru":      {For: ForTranslation, Document: "a", Edition: "1", Languages: []legal.Lang{"kk", "ru"}},
	} {
		if line := d.Line(w); !strings.Contains(line, want) || strings.HasPrefix(line, "[") {
			t.Errorf("%s: %s", w.For, line)
		}
	}
}
