package docx

import (
	"testing"

	"github.com/kelisim/kelisim/internal/docx/docxtest"
)

// TestNumbering: the automatic numbers of docxtest/numbering.txtar are those
// that Word shows.
func TestNumbering(t *testing.T) {
	cases := docxtest.Numbering(t)
	if len(cases) < 40 {
		t.Fatalf("%d cases", len(cases))
	}
	for _, c := range cases {
		t.Run(c.Name, func(t *testing.T) {
			d, found := Read(c.Name, c.File.Pack(t))
			if len(found) > 0 {
				t.Fatal(found)
			}
			got := Paragraphs(d.Accept().Blocks)
			got = got[:len(got)-1] // every document ends with an empty paragraph
			if len(got) != len(c.Labels) {
				t.Fatalf("%d paragraphs, want %d", len(got), len(c.Labels))
			}
			for i, p := range got {
				if p.Label.Text != c.Labels[i] || p.Text() != c.Texts[i] {
					t.Errorf("%q %q, want %q %q", p.Label.Text, p.Text(), c.Labels[i], c.Texts[i])
				}
			}
		})
	}
}
