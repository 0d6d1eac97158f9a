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

// A clause that becomes a list is stated anew with its items: the number of its first item is
// no number of a clause.
func TestClauseAndItems(t *testing.T) {
	for _, c := range [][4]string{
		{"ru", "1. Посетитель обязан беречь экспонаты, не трогать витрины и выключать телефон.\n", "1. Посетитель обязан:\n\n1) беречь экспонаты;\n\n2) не трогать витрины;\n\n3) выключать телефон.\n",
			"1) пункт 1 изложить в следующей редакции:\n\n«1. Посетитель обязан:\n\n1) беречь экспонаты;\n\n2) не трогать витрины;\n\n3) выключать телефон.».\n"},
		{"kk", "1. Келуші жәдігерлерді сақтауға, сөрелерге тиіспеуге және телефонын өшіруге міндетті.\n", "1. Келуші:\n\n1) жәдігерлерді сақтауға;\n\n2) сөрелерге тиіспеуге;\n\n3) телефонын өшіруге міндетті.\n",
			"1) 1-тармақ мынадай редакцияда жазылсын:\n\n«1. Келуші:\n\n1) жәдігерлерді сақтауға;\n\n2) сөрелерге тиіспеуге;\n\n3) телефонын өшіруге міндетті.».\n"},
	} {
		if _, said := made(t, c[0], read(c[0], c[1]), read(c[0], c[2])); !strings.HasSuffix(said, "\n\n"+c[3]) {
			t.Errorf("%s", said)
		}
		if _, said := made(t, c[0], read(c[0], c[2]), read(c[0], c[1])); strings.Contains(said, "дополнить") || strings.Contains(said, "толықтырылсын") {
			t.Errorf("%s", said)
		}
	}
}
