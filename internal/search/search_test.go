package search_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/search"
)

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"Пункт 2.1. АЖ-ны (БСН 110840015752), 4,5 %.": "Пункт|2.1|АЖ-ны|БСН|110840015752|4,5",
		"user's – кон\u00adфи\u00adденциальность, а-": "user's|конфиденциальность|а",
		"а.б 1.б а.1 3-1) №12":                        "а|б|1|б|а|1|3-1|12",
		"-'.,":                                        "", "": "", "й́": "й́", "𐌰-𐌱 1.٢": "𐌰-𐌱|1.٢",
	} {
		if got := strings.Join(search.Words(text), "|"); got != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

// samples are words and lines as texts and readers have them, kind and unkind.
func samples(t *testing.T) []string {
	t.Helper()
	lines := []string{"", "-", "'-.", "Cоглaшeниe", "AO «ТОО» ЁЛКА ёлка", "веб-сайттың", "АЖ‑ны АЖ‐да", "1 марта 2026 года", "01.03.2026", "əкім Келiсiм",
		"кон\u00adфиденциальность", "user’s users' O'Brien", "𐌰𐌱 日本語 ẞ", "a", "ы", "<script>alert(1)</script>", "constructor __proto__ toString"}
	for _, lang := range []string{"kk", "ru", "en"} {
		data, err := os.ReadFile("../../i18n/pages." + lang + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		lines = append(lines, strings.Split(string(data), "\n")...)
		if lang == "en" {
			continue
		}
		for _, name := range []string{"user-agreement/4/", "privacy-policy/3/"} {
			if data, err = os.ReadFile("../../content/" + name + lang + ".md"); err != nil {
				t.Fatal(err)
			}
			lines = append(lines, strings.Split(string(data), "\n")...)
		}
	}
	return lines
}

// The script of the browser takes words and terms as this program does.
func TestBrowserAgrees(t *testing.T) {
	script, err := os.ReadFile("../../layouts/find.js")
	if err != nil {
		t.Fatal(err)
	}
	lines := samples(t)
	set := languagetest.Set()
	var in struct {
		Lines  []string `json:"lines"`
		Tables []any    `json:"tables"`
	}
	in.Lines = lines
	var want [][][][]string // by table, line, word: the word and its terms
	for _, lang := range []string{"kk", "ru", "en", "none"} {
		l := set.Of(lang)
		terms := func(w string) []string { return []string{strings.ToLower(w)} }
		if l != nil {
			in.Tables = append(in.Tables, l.Stems)
			terms = l.Stems.Terms
		} else {
			in.Tables = append(in.Tables, map[string]any{})
		}
		var all [][][]string
		for _, line := range lines {
			of := [][]string{}
			for _, w := range search.Words(line) {
				if l == nil && strings.ContainsAny(w, "-‐‑") {
					continue
				}
				of = append(of, append([]string{w}, terms(w)...))
			}
			all = append(all, of)
		}
		want = append(want, all)
	}
	data, err := json.Marshal(in)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", "-e", string(script)+`
const {lines, tables} = JSON.parse(require('fs').readFileSync(0, 'utf8'));
console.log(JSON.stringify(tables.map(t => {
  const {terms} = kelisimSearch.stems(t);
  return lines.map(line => kelisimSearch.words(line).map(m => m[0]).filter(w => t.steps || !/[-‐‑]/.test(w)).map(w => [w, ...terms(w)]));
})));`)
	cmd.Stdin, cmd.Stderr = strings.NewReader(string(data)), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal("node: ", err)
	}
	var got [][][][]string
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	n := 0
	for k := range want {
		for i, line := range lines {
			for j, w := range want[k][i] {
				if n++; j >= len(got[k][i]) || !slices.Equal(got[k][i][j], w) {
					t.Fatalf("table %d, %q: %q here, %q in the browser", k, line, want[k][i], got[k][i])
				}
			}
		}
	}
	if n < 1000 {
		t.Fatalf("%d words", n)
	}
}
