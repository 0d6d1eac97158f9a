package source_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/source"
)

// The source of a text is its bytes without BOM and CR before LF, the body begins
// behind the front matter, and every position is inside the file.
func FuzzParseText(f *testing.F) {
	for _, s := range []string{
		"---\ntitle: Келісім\nchanges: 1.10\n---\n\n1.1. Мәтін\n", "\ufeff---\r\ntitle: x\r\n---\r\n", "", "---", "---\n", "---\ntitle: [a\n---\n",
		"---\ntitle: a\ntitle: b\nother: c\n---\nbody", "no front matter", "---\ntitle: &a x\nchanges: *a\n---\n", "---\n- a\n---\n", "a\xffb\x00c\u202e",
		"---\ntitle: |\n  two\n  lines\n---\nи\u0306\n", "---\n---\n", "---\n? [a]\n: b\n---\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		text, found := source.ParseText("kk.md", "kk", data, true)
		if text.Body < 0 || text.Body > len(text.Source) {
			t.Fatalf("body at %d of %d", text.Body, len(text.Source))
		}
		// A CR that is part of no line end is refused, so it is never published.
		if !utf8.Valid(text.Source) || strings.Contains(string(text.Source), "\r") && !found.HasErrors() {
			t.Errorf("source %q", text.Source)
		}
		lines := strings.Split(string(text.Source), "\n")
		for _, x := range found {
			if x.Pos.Line < 1 || x.Pos.Line > len(lines)+1 || x.Pos.Col < 1 {
				t.Errorf("%v is outside of the file (%d lines)", x.Pos, len(lines))
			}
		}
		if text.Title == "" && !found.HasErrors() {
			t.Error("no title and no finding")
		}
	})
}

func TestParseTextKeepsWhatWasWritten(t *testing.T) {
	text, found := source.ParseText("kk.md", "kk", []byte("---\ntitle: 1.10\nchanges: 2026\n---\nx"), true)
	if text.Title != "1.10" || text.Changes != "2026" || len(found) != 0 {
		t.Errorf("%q, %q, %v", text.Title, text.Changes, found)
	}
}

// Where Git left its marks there is one finding, at the first of them, and no text.
func TestParseTextUnmerged(t *testing.T) {
	for _, marks := range []string{"<<<<<<< HEAD\nА\n=======\nБ\n>>>>>>> x\n", ">>>>>>> x\nА\n"} {
		text, found := source.ParseText("kk.md", "kk", []byte("---\ntitle: a\n---\n"+marks), true)
		if text.Source != nil || len(found) != 1 || found[0].Code != diag.MergeMarks || found[0].Pos.Line != 4 {
			t.Errorf("%q: %q, %v", marks, text.Source, found)
		}
	}
}
