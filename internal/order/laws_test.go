package order_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/diag"
)

// TestLaws: orders in the wordings of laws and of institutions, about one text. Behind
// each order stands what must come of it: «=> » words that the draft has, «=! » words
// that it has no more, «=? » the findings, all of one code. "\n" is a line end.
func TestLaws(t *testing.T) {
	for _, lang := range []string{"ru", "kk"} {
		data, err := os.ReadFile("testdata/" + lang + ".laws")
		if err != nil {
			t.Fatal(err)
		}
		parts := strings.Split(string(data), "==\n")
		old, orders := parts[0], parts[1:]
		if len(orders) < 30 {
			t.Errorf("%s: %d orders", lang, len(orders))
		}
		for _, o := range orders {
			at := strings.Index("\n"+o, "\n=")
			said, want := o[:at], o[at:]
			draft, codes := applied(t, lang, old, said)
			finding := ""
			for line := range strings.Lines(want) {
				mark, words := line[:3], strings.ReplaceAll(strings.TrimSuffix(line[3:], "\n"), `\n`, "\n")
				switch {
				case mark == "=? ":
					finding = words
				case strings.Contains(draft, words) != (mark == "=> "):
					t.Errorf("%s%s%q", said, mark, draft)
				}
			}
			if (len(codes) == 0) != (finding == "") || slices.ContainsFunc(codes, func(c diag.Code) bool { return c.String() != finding }) {
				t.Errorf("%s: %v, want %q", said, codes, finding)
			}
		}
	}
}
