package order_test

import (
	"flag"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the orders anew")

// TestAloud: ten orders in each language, as they are read aloud. Each of them gives
// the new text, which made proves.
func TestAloud(t *testing.T) {
	for _, lang := range []string{"ru", "kk"} {
		data, err := os.ReadFile("testdata/" + lang + ".aloud")
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		cases := strings.Split(string(data), "== ")[1:]
		for _, c := range cases {
			name, texts, _ := strings.Cut(c, "\n")
			old, new, ok := strings.Cut(texts, "--\n")
			if !ok {
				t.Fatalf("%s has no new text", name)
			}
			_, said := made(t, lang, read(lang, old), read(lang, new))
			b.WriteString("== " + name + "\n" + said)
		}
		golden := "testdata/" + lang + ".orders"
		if *update {
			if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if len(cases) != 10 || b.String() != string(want) {
			t.Errorf("%s: %d orders\n%s", lang, len(cases), b.String())
		}
	}
}
