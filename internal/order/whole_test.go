package order_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/order"
)

// TestWholeOrders: orders of several points as ministries, lawyers of a firm and editors type
// them, about one text. Behind each stands all that it changes: «=- » words of the text, which
// stand there once, and behind them «=+ » those of the draft; «=? » is a finding. Nothing
// else may differ. "\n" is a line end.
func TestWholeOrders(t *testing.T) {
	for _, lang := range []string{"ru", "kk"} {
		data, err := os.ReadFile("testdata/" + lang + ".whole")
		if err != nil {
			t.Fatal(err)
		}
		parts := strings.Split(string(data), "==\n")
		old, orders := parts[0], parts[1:]
		if len(orders) < 10 {
			t.Errorf("%s: %d orders", lang, len(orders))
		}
		for _, o := range orders {
			at := strings.Index("\n"+o, "\n=")
			said, want, was := o[:at], old, ""
			var findings, got []string
			for line := range strings.Lines(o[at:]) {
				mark, words := line[:3], strings.ReplaceAll(strings.TrimSuffix(line[3:], "\n"), `\n`, "\n")
				switch mark {
				case "=- ":
					was = words
				case "=+ ":
					if n := strings.Count(want, was); n != 1 {
						t.Errorf("%q stands %d times in the text", was, n)
					}
					want = strings.Replace(want, was, words, 1)
				case "=? ":
					findings = append(findings, words)
				}
			}
			draft, codes := applied(t, lang, old, said)
			for _, c := range codes {
				got = append(got, c.String())
			}
			if !slices.Equal(got, findings) {
				t.Errorf("%s: %v, want %v", said, got, findings)
			}
			if !slices.EqualFunc(read(lang, draft).Units, read(lang, want).Units, func(a, b legal.Unit) bool { return order.SameUnit(&a, &b) && a.Table == b.Table }) {
				t.Errorf("%s\n%s", said, draft)
			}
		}
	}
}
