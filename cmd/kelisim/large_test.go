package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/markdown"
)

// TestDiffLarge: loose files of more than a text of a site may have are compared clause
// by clause, too, and their order is made and applied.
func TestDiffLarge(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	var b strings.Builder
	words := strings.Fields("оператор хранит сведения о заявителе в течение срока который установлен договором и законом сообщает об изменении письменно")
	for n := 1; b.Len() <= markdown.MaxSize; n++ {
		fmt.Fprintf(&b, "%d.%d. Раздел %d:", n/100+1, n%100+1, n*7919%100_003)
		for k := range 30 {
			b.WriteString(" " + words[(n*31+k*k*7)%len(words)])
		}
		b.WriteString(" три года.\n\n")
	}
	text := b.String()
	at := strings.Index(text, "\n50.50. ")
	end := at + strings.Index(text[at:], "три года")
	changed := text[:end] + "пять лет" + text[end+len("три года"):]
	old, new := write("old.md", text), write("new.md", changed)

	var out, stderr bytes.Buffer
	if code := run([]string{"--lang", "ru", "diff", "--language", "ru", old, new, "--format", "order"}, nil, &out, &stderr); code != 0 {
		t.Fatal(code, stderr.String())
	}
	const want = "1) в пункте 50.50 слова «три года» заменить словами «пять лет».\n"
	if said := out.String(); !strings.HasSuffix(said, want) || strings.Count(said, "\n") > 5 {
		t.Fatalf("%q", said)
	}
	order := write("order.txt", out.String())
	out.Reset()
	if code := run([]string{"--lang", "ru", "apply", "--language", "ru", order, old}, nil, &out, &stderr); code != 0 {
		t.Fatal(code, stderr.String())
	}
	if out.String() != changed {
		t.Errorf("the order gives another text of %d bytes, want %d", out.Len(), len(changed))
	}
}
