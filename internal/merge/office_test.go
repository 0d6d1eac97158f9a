//go:build office

package merge_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/office"
	"github.com/kelisim/kelisim/internal/word"
)

// TestOffice: what a colleague changed comes in from a file that LibreOffice has saved,
// every word of it, and no other line of the draft changes: over the editions of this
// repository's content, each also as it lies, and over generated edits in both
// languages; tracked or not, with the text that travels with the file or without.
func TestOffice(t *testing.T) {
	rounds := roundsOr(t, 40)
	type pair struct{ old, new *legal.Text }
	dir, pairs := t.TempDir(), map[string]pair{}
	var files []string
	add := func(name string, data []byte, p pair) {
		files = append(files, filepath.Join(dir, name))
		pairs[name] = p
		if err := os.WriteFile(files[len(files)-1], data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	changed := func(name string, p pair) {
		add(name+"-tracked.docx", tracked(t, p.old, p.new, true), p)
		add(name+"-bare.docx", tracked(t, p.old, p.new, false), p)
		add(name+"-untracked.docx", file(t, word.Text(p.new.Units), p.old), p)
	}
	editions, before := 0, map[string]*legal.Text{}
	names, _ := filepath.Glob("../../content/*/*/*.md") // in order
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		lang := strings.TrimSuffix(filepath.Base(name), ".md")
		key := filepath.Base(filepath.Dir(filepath.Dir(name))) + lang
		text := read(lang, string(data))
		editions++
		add(fmt.Sprintf("edition%d.docx", editions), sent(t, text), pair{text, text})
		if old := before[key]; old != nil { // the front matter is not in Word, but for the title
			new := read(lang, string(old.Source[:old.Body])+string(text.Source[text.Body:]))
			changed(fmt.Sprintf("edition%d", editions), pair{old, new})
		}
		before[key] = text
	}
	if editions < 10 {
		t.Fatalf("%d editions", editions)
	}
	for _, lang := range []string{"ru", "kk"} {
		for seed := range rounds {
			e := &editor{Rand: rand.New(rand.NewPCG(uint64(seed), 16)), words: vocabulary[lang]}
			for range 8 + e.IntN(20) {
				e.parts = append(e.parts, e.block())
			}
			old := read(lang, e.write(true))
			for range 1 + e.IntN(5) {
				e.edit()
			}
			p := pair{old, read(lang, e.write(true))}
			changed(fmt.Sprint(lang, seed), p)
		}
	}
	saved, err := office.Saved(files)
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range saved {
		p := pairs[name]
		res := into(t, p.old, data)
		sure(t, name, res)
		compare(t, name, string(p.old.Source), string(p.new.Source), string(res.Raw))
	}
	t.Logf("%d files", len(saved))
}
