package publish

import (
	"os"
	"path/filepath"
	"testing"
)

// A file of the output that no longer holds what was built is not carried into the
// new site, be it of the same size, of the same modification time, or both.
func TestCarryAltered(t *testing.T) {
	for name, alter := range map[string]func(t *testing.T, file string){
		"other bytes": func(t *testing.T, file string) {
			if err := os.WriteFile(file, []byte("пункт 9"), 0o644); err != nil {
				t.Fatal(err)
			}
		},
		"other bytes, the same time": func(t *testing.T, file string) {
			info, err := os.Stat(file)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(file, []byte("пункт 9"), 0o644); err != nil {
				t.Fatal(err)
			}
			if err := os.Chtimes(file, info.ModTime(), info.ModTime()); err != nil {
				t.Fatal(err)
			}
		},
		"another file": func(t *testing.T, file string) {
			if err := os.WriteFile(file+"~", []byte("пункт 9"), 0o644); err != nil {
				t.Fatal(err)
			}
			if err := os.Rename(file+"~", file); err != nil {
				t.Fatal(err)
			}
		},
		"a link": func(t *testing.T, file string) {
			if err := os.Rename(file, filepath.Join(filepath.Dir(filepath.Dir(file)), "away")); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink("../away", file); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			output := filepath.Join(t.TempDir(), "public")
			first := open(t, output)
			fill(t, first, site{"a.txt": "пункт 1", "b.txt": "пункт 2"})
			if _, err := first.Commit(Meta{}); err != nil {
				t.Fatal(err)
			}
			stamps, entries := first.Stamps(), first.Entries()
			if err := first.Close(); err != nil {
				t.Fatal(err)
			}
			alter(t, filepath.Join(output, "a.txt"))
			s := open(t, output)
			s.Trust(stamps)
			if s.Carry(entries["a.txt"]) {
				t.Error("the altered file is carried")
			}
			if s.Carry(entries["b.txt"], entries["a.txt"]) {
				t.Error("a whole and an altered file are carried together")
			}
			if !s.Carry(entries["b.txt"]) {
				t.Error("the whole file is not carried")
			}
		})
	}
}
