package legal

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A combining mark belongs to the letter of the run before it, white space is folded but
// for no-break spaces, and what is no UTF-8 is replaced.
func TestFlatten(t *testing.T) {
	f := Flatten(&Unit{Kind: Clause, Runs: []Run{{Text: "каи"}, {Text: "\u0306да <б> &\u00A0\tв\n"}, {Text: " г"}, {Text: "\xff"}}})
	if want := "кайда <б> &\u00A0 в г\uFFFD"; f.Text != want {
		t.Errorf("got %q, want %q", f.Text, want)
	}
	if s := f.Spans[0]; f.Text[s.Start:s.End] != "кай" {
		t.Errorf("first span %q", f.Text[s.Start:s.End])
	}
}

// The plain text of a unit does not depend on how its words are cut into runs, and the
// spans are a partition of it.
func TestFlattenAnyRuns(t *testing.T) {
	letters := []string{"а", "б", " ", " ", "\n", "\t", "\u00a0", "и\u0306", "\u0306", "é", "2.1", "\xff", "№", "𝔸"}
	rng := rand.New(rand.NewPCG(3, 1))
	shortcuts := 0
	for range 4000 {
		var words []string
		for range rng.IntN(9) {
			words = append(words, letters[rng.IntN(len(letters))])
		}
		whole := strings.Join(words, "")
		if isFlat(whole) {
			shortcuts++
		}
		var runs []Run
		for i, w := range words {
			runs = append(runs, Run{Text: w, Style: Style(i % 2)})
		}
		one, many := Flatten(&Unit{Kind: Clause, Runs: []Run{{Text: whole}}}), Flatten(&Unit{Kind: Clause, Runs: runs})
		if utf8.ValidString(whole) && one.Text != many.Text {
			t.Fatalf("%q is %q as one run, %q as %d", whole, one.Text, many.Text, len(runs))
		}
		for _, f := range []Flat{one, many} {
			end := 0
			for _, s := range f.Spans {
				if s.Start != end || s.End <= s.Start {
					t.Fatalf("%q: spans %v", whole, f.Spans)
				}
				end = s.End
			}
			if end != len(f.Text) || f.Text != strings.Trim(f.Text, " \t\n") || strings.Contains(f.Text, "  ") || !norm.NFC.IsNormalString(f.Text) {
				t.Fatalf("%q is %q with spans %v", whole, f.Text, f.Spans)
			}
		}
	}
	if shortcuts < 200 {
		t.Errorf("%d texts are flat as they stand: the test tests little", shortcuts)
	}
}
