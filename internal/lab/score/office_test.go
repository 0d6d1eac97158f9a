//go:build office

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/office"
	"github.com/kelisim/kelisim/internal/word"
)

// TestOffice: LibreOffice accepts and rejects the changes of 1000 generated pairs
// in each language, several in one document, and gives the new and the old text,
// paragraph by paragraph.
func TestOffice(t *testing.T) {
	const documents, together = 50, 20
	dir := t.TempDir()
	var files []string
	want := map[office.Mode]map[string][]string{office.Accept: {}, office.Reject: {}}
	for _, p := range []*phrases{&kazakh, &russian} {
		r := rand.New(rand.NewPCG(11, uint64(p.lang[0])))
		for n := range documents {
			all := &docx.Document{}
			name := fmt.Sprintf("%s%d.docx", p.lang, n)
			for i := range together {
				c := generate(r, p, []sort{ordinary, structured, boilerplate}[i%3])
				d := word.Redline(compare(c.old, c.new), c.old, c.new, word.Options{Mark: docx.Mark{Author: "А"}, Moves: i%5 == 4})
				if _, err := word.Pack(d, c.old, c.new, docx.Settings{}); err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				all.Blocks = append(append(all.Blocks, d.Blocks...), &docx.Paragraph{})
				want[office.Accept][name] = append(want[office.Accept][name], word.Lines(c.new)...)
				want[office.Reject][name] = append(want[office.Reject][name], word.Lines(c.old)...)
			}
			data, err := docx.Write(all, docx.Settings{})
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, filepath.Join(dir, name))
			if err := os.WriteFile(files[len(files)-1], data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	for mode, want := range want {
		texts, err := office.Texts(mode, files)
		if err != nil {
			t.Fatal(err)
		}
		for name, text := range texts {
			var got []string
			for _, l := range strings.Split(text, "\n") {
				if l = strings.TrimLeft(strings.Join(strings.Fields(strings.ReplaceAll(l, "\u00a0", "\x00")), " "), "•◦ "); l != "" {
					got = append(got, strings.ReplaceAll(l, "\x00", "\u00a0"))
				}
			}
			if slices.Equal(got, want[name]) {
				continue
			}
			i := 0
			for i < len(got) && i < len(want[name]) && got[i] == want[name][i] {
				i++
			}
			t.Errorf("%s: %s gives %q, want %q", name, mode, got[i:min(i+3, len(got))], want[name][i:min(i+3, len(want[name]))])
		}
	}
}
