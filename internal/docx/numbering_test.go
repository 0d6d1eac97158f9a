package docx

import (
	"testing"
)

// TestNumbering: the automatic numbers of testdata/numbering.txtar are those
// that Word shows.
func TestNumbering(t *testing.T) {
	cases := numberingCases(t)
	if len(cases) < 40 {
		t.Fatalf("%d cases", len(cases))
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			d, found := Read(c.name, c.file.pack(t))
			if len(found) > 0 {
				t.Fatal(found)
			}
			got := Paragraphs(d.Accept().Blocks)
			got = got[:len(got)-1] // every document ends with an empty paragraph
			if len(got) != len(c.labels) {
				t.Fatalf("%d paragraphs, want %d", len(got), len(c.labels))
			}
			for i, p := range got {
				if p.Label.Text != c.labels[i] || p.Text() != c.texts[i] {
					t.Errorf("%q %q, want %q %q", p.Label.Text, p.Text(), c.labels[i], c.texts[i])
				}
			}
		})
	}
}
