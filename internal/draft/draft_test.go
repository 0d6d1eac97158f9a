package draft

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/kelisim/kelisim/internal/source"
)

// TestNewAllOrNone: what was made before a file failed is taken back, and what
// stood there stays.
func TestNewAllOrNone(t *testing.T) {
	dir := t.TempDir()
	taken := filepath.Join(dir, "content", "a", "2", "ru.md")
	if err := os.MkdirAll(filepath.Dir(taken), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(taken, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	err := (&Files{Writes: []File{{Name: "content/a/2/edition.yaml", Data: nil}, {Name: "content/a/2/kk.md", Data: nil}, {Name: "content/a/2/ru.md", Data: []byte("yours")}}}).Write(dir)
	if err == nil {
		t.Fatal("a file was written over")
	}
	names, err := filepath.Glob(filepath.Join(filepath.Dir(taken), "*"))
	if data, readErr := os.ReadFile(taken); err != nil || len(names) != 1 || readErr != nil || string(data) != "mine" {
		t.Errorf("left: %v %v, %q %v", names, err, data, readErr)
	}
}

// TestWithoutChanges: the summary goes, every other byte stays.
func TestWithoutChanges(t *testing.T) {
	for name, test := range map[string]struct{ in, want string }{
		"first":    {"---\ntitle: a\n---\n\nb\n", "---\ntitle: a\nchanges:\n---\n\nb\n"},
		"one line": {"---\ntitle: a\nchanges: b\n---\nchanges: c\n", "---\ntitle: a\nchanges:\n---\nchanges: c\n"},
		"folded":   {"---\nchanges: >-\n  b\n\n  c\n# d\ntitle: a\n---\ne", "---\nchanges:\n# d\ntitle: a\n---\ne"},
		"CRLF":     {"---\r\ntitle: a\r\n---\r\n\r\nb\r\n", "---\r\ntitle: a\r\nchanges:\r\n---\r\n\r\nb\r\n"},
		"BOM":      {"\ufeff---\ntitle: a\nchanges: b\n---\nc\n", "\ufeff---\ntitle: a\nchanges:\n---\nc\n"},
		"quoted":   {"---\ntitle: a\nchanges: \"b\n  c\"\n---\nd\n", "---\ntitle: a\nchanges:\n---\nd\n"},
		"flow":     {"---\n{title: \"a: b\", changes: c}\n---\nd\n", "---\ntitle: \"a: b\"\nchanges:\n---\nd\n"},
		"none":     {"a\n", "a\n"},
		"unclosed": {"---\ntitle: a\nb\n", "---\ntitle: a\nb\n"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := string(withoutChanges("kk", []byte(test.in))); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// FuzzWithoutChanges: body and title are those of the text that was copied.
func FuzzWithoutChanges(f *testing.F) {
	for _, s := range []string{"---\ntitle: a\nchanges: b\n---\nc\n", "---\nchanges:\n- a\ntitle: 'b'\n---\r\nc", "---\n? changes\n: a\n---\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		before, found := source.ParseText("", "kk", data, true)
		after, _ := source.ParseText("", "kk", withoutChanges("kk", data), true)
		if found.HasErrors() || before.Body == 0 {
			return
		}
		if !bytes.Equal(before.Source[before.Body:], after.Source[after.Body:]) || before.Title != after.Title || after.Changes != "" {
			t.Errorf("%q became %q", before.Source, after.Source)
		}
	})
}
