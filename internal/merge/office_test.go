//go:build office

package merge_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/word"
)

// TestOffice: a file that LibreOffice has saved anew gives the same draft, to the
// byte, and what a colleague changed in it comes in: between every two editions of
// this repository's content, tracked and not.
func TestOffice(t *testing.T) {
	names, err := filepath.Glob("../../content/*/*/*.md")
	if err != nil || len(names) < 10 {
		t.Fatalf("%d texts (%v)", len(names), err)
	}
	slices.Sort(names)
	type back struct{ old, new *legal.Text }
	dir := t.TempDir()
	made := map[string]back{}
	add := func(data []byte, b back) {
		name := filepath.Join(dir, string(rune('a'+len(made)/26))+string(rune('a'+len(made)%26))+".docx")
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
		made[name] = b
	}
	before := map[string]*legal.Text{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lang := strings.TrimSuffix(filepath.Base(name), ".md")
		key := filepath.Base(filepath.Dir(filepath.Dir(name))) + lang
		text := read(lang, string(data))
		add(sent(t, text), back{text, text})
		if old := before[key]; old != nil {
			add(tracked(t, old, text, true), back{old, text})
			add(tracked(t, old, text, false), back{old, text})
			add(file(t, word.Text(text.Units), old), back{old, text})
		}
		before[key] = text
	}
	out := filepath.Join(dir, "out")
	args := []string{"-env:UserInstallation=file://" + dir + "/profile", "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", out}
	for name := range made {
		args = append(args, name)
	}
	if said, err := exec.Command("soffice", args...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	for name, b := range made {
		data, err := os.ReadFile(filepath.Join(out, filepath.Base(name)))
		if err != nil {
			t.Fatal(err)
		}
		res := into(t, b.old, data)
		want := string(b.new.Source[b.new.Body:])
		if b.old == b.new {
			want = string(b.old.Source)
		}
		if got := string(res.Raw); !strings.HasSuffix(got, want) || res.Found.Count(1) > 0 {
			t.Errorf("%s: %v", b.new.Path, res.Found)
			compare(t, filepath.Base(name), string(b.old.Lang), string(b.old.Source), string(b.old.Source[:b.old.Body])+want, got)
		}
	}
	t.Logf("%d files", len(made))
}
