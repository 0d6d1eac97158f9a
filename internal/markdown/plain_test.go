package markdown

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
)

// A second implementation, in Python and made from docs/plain.md alone, finds every plain
// hash that the ledger of this repository records.
func TestPlainAgainRecorded(t *testing.T) {
	out, err := exec.Command("python3", "-B", "testdata/plain/plain.py", "../../content").CombinedOutput()
	if err != nil || !bytes.HasSuffix(out, []byte(" right, 0 wrong\n")) || bytes.HasPrefix(out, []byte("0 right")) {
		t.Errorf("%v\n%s", err, out)
	}
}

// It makes the same plain form of every golden text, by both versions of the rules.
func TestPlainAgainGolden(t *testing.T) {
	files, _ := filepath.Glob("testdata/*.txtar")
	var bodies []string
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, parts := readTxtar(data)
		bodies = append(bodies, string(parts["in.md"]))
	}
	if n := plainAgain(t, bodies, true); n == 0 {
		t.Error("no golden texts")
	}
}

// It makes the same plain form of texts that are put together at random of all that the
// profile knows, unless they are refused.
func TestPlainAgainRandom(t *testing.T) {
	pieces := []string{"2.1. ", "1. ", "2. ", "2.2.", "1)", "а)", "5-бап.", "II.", "2¹. ", "1¹) ", "Статья 15¹² ", "1) ", "2) ", "а) ", "б) ", "(а) ", "3-1. ", "I. ", "II. ", "1-тарау. ", "Глава 2. ", "5-бап. ", "Статья 5. ", "§ 2 ",
		"\\1. ", "01.12.2026 ", "2026. ", "1.5 млн ", "сөз", "слово", "Word", " ", " ", "  ", "\u00a0", "\n", "\n", "\n", "\n\n", "\n\n", "\n    ", "\\\n", "  \n",
		"*", "**", "***", "_", "__", "____", "\\*", "\\", "\\\\", "`", "``", "` a `", "«", "»", "“", "(", ")", ".", ",", ":", ";", "-", "–", "№", "е\u0301", "и\u0306",
		"\n- ", "\n  - ", "\n* ", "\n-\n", "\n> ", "\n> > ", "\n> - ", "\n- > ", "\n## ", "\n### ", " ##\n", "\n---\n", "\n***\n", "\n```\n", "\n~~~\n", "\n  ```\n",
		"[", "]", "[сілтеме](#2.1)", "[а *б*](https://x.kz)", "[в](order.pdf)", "[г](doc:a#1)", "[д]", "](", "<https://x.kz/?a=1>", "<a@b.kz>", "5*6*7", "a_b", "20__ ж.",
		"| a | b |\n|---|---|\n| 1 | \\| |\n", "|", "\n|-|\n", "\n| `x` |\n|---|\n", "\n--\n"}
	const texts = 2000
	random := rand.New(rand.NewPCG(1, 2))
	var bodies []string
	for len(bodies) < texts {
		var b strings.Builder
		for range 2 + random.IntN(25) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		b.WriteByte('\n')
		if _, found := parse(b.String()); !found.HasErrors() {
			bodies = append(bodies, b.String())
		}
	}
	plainAgain(t, bodies, false)
}

// plainAgain compares what Parse and the second implementation make of bodies, with or
// without those that have something refused in them, and counts the bodies.
func plainAgain(t *testing.T, bodies []string, refused bool) int {
	t.Helper()
	const front = "---\ntitle: Тақырып\n---\n"
	var asked bytes.Buffer
	var want []string
	for _, body := range bodies {
		for reading := 1; reading <= 2; reading++ {
			line, err := json.Marshal(map[string]any{"source": front + body, "language": "kk", "reading": reading})
			if err != nil {
				t.Fatal(err)
			}
			asked.Write(append(line, '\n'))
			units, found := Parse(Input{Source: []byte(front + body), Body: len(front), Title: "Тақырып", Language: languagetest.Of("kk"), Reading: reading})
			plain := string((&legal.Text{Units: units}).Plain())
			if !refused && found.HasErrors() {
				plain = ""
			}
			want = append(want, plain)
		}
	}
	cmd := exec.Command("python3", "-B", "testdata/plain/plain.py", "--each")
	cmd.Stdin = &asked
	var trouble bytes.Buffer
	cmd.Stderr = &trouble
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, &trouble)
	}
	got := strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
	if len(got) != len(want) {
		t.Fatalf("%d answers to %d texts", len(got), len(want))
	}
	for i := range want {
		var s string
		if err := json.Unmarshal([]byte(got[i]), &s); err != nil {
			t.Fatal(err)
		}
		if want[i] != "" && s != want[i] {
			t.Errorf("text %d, reading %d: %s\nof %q", i/2, 1+i%2, apart(s, want[i]), bodies[i/2][:min(len(bodies[i/2]), 300)])
		}
	}
	return len(bodies)
}

// apart shows where two texts part.
func apart(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range x {
		if i >= len(y) || x[i] != y[i] {
			return fmt.Sprintf("line %d:\n%q\nwant\n%q", i+1, x[i:min(len(x), i+3)], y[min(i, len(y)):min(len(y), i+3)])
		}
	}
	return fmt.Sprintf("want more: %q", y[len(x):])
}
