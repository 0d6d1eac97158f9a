//go:build office

package word

import (
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/office"
	"github.com/kelisim/kelisim/internal/redline"
)

// TestOffice: LibreOffice accepts and rejects all changes of the documents of
// every pair of this package's tests, of the editions of this repository's
// content, and of every two successive versions below the folder that KELISIM_CORPORA
// names, if it names one. What it then exports are the lines of the new text, and of
// the old.
func TestOffice(t *testing.T) {
	dir := t.TempDir()
	type sides struct{ old, new []legal.Unit }
	made, names := map[string]sides{}, map[string]string{}
	var files []string
	add := func(name string, old, new []legal.Unit, opts Options) {
		data, err := Pack(Redline(redline.Compare(nil, old, new), old, new, opts), old, new, docx.Settings{Title: "Т", Language: "ru-RU", Head: []string{"Изменения"}})
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		base := strconv.Itoa(len(files)) + ".docx"
		files = append(files, filepath.Join(dir, base))
		made[base] = sides{old, new}
		if err := os.WriteFile(files[len(files)-1], data, 0o644); err != nil {
			t.Fatal(err)
		}
		names[base] = name
	}
	for _, p := range pairs {
		a, b := parse(t, p.old, "Соглашение"), parse(t, p.new, "Соглашение")
		add(p.name, a, b, Options{Mark: docx.Mark{Author: "А"}})
		add(p.name+", back", b, a, Options{Mark: docx.Mark{Author: "А"}})
		if strings.HasPrefix(p.name, "moved") {
			add(p.name+", as moves", a, b, Options{Mark: docx.Mark{Author: "А", Date: time.Unix(0, 0)}, Moves: true})
		}
	}
	before := map[string][]legal.Unit{}
	for _, e := range editions(t) {
		if old := before[e.key]; old != nil {
			add(e.name, old, e.units, Options{Mark: docx.Mark{Author: "А"}})
		}
		before[e.key] = e.units
	}
	if root := os.Getenv("KELISIM_CORPORA"); root != "" {
		versions := versions(t, root)
		for i, v := range versions {
			if i > 0 && filepath.Dir(versions[i-1].name) == filepath.Dir(v.name) {
				add(v.name, versions[i-1].units, v.units, Options{Mark: docx.Mark{Author: "А"}})
			}
		}
	}
	for mode, units := range map[office.Mode]func(sides) []legal.Unit{
		office.Accept: func(s sides) []legal.Unit { return s.new },
		office.Reject: func(s sides) []legal.Unit { return s.old },
	} {
		texts, err := office.Texts(mode, files)
		if err != nil {
			t.Fatal(err)
		}
		for name, text := range texts {
			var want, got []string
			for _, p := range docx.Paragraphs(Text(units(made[name])).Blocks) {
				for _, l := range strings.Split(p.Text(), "\n") { // a line break is a line in LibreOffice's text
					want = append(want, squeeze(l))
				}
			}
			for _, l := range strings.Split(text, "\n") {
				got = append(got, strings.TrimLeft(squeeze(l), "•◦ ")) // the bullets of the list
			}
			empty := func(s string) bool { return s == "" }
			want, got = slices.DeleteFunc(want, empty), slices.DeleteFunc(got, empty)
			if !slices.Equal(got, want) {
				i := 0
				for i < len(got) && i < len(want) && got[i] == want[i] {
					i++
				}
				t.Errorf("%s: %s gives %q, want %q", names[name], mode, got[i:min(i+3, len(got))], want[i:min(i+3, len(want))])
			}
		}
	}
	t.Logf("%d pairs", len(files))
}
