package publish

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/kelisim/kelisim/internal/disk"
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
		"a link as long as the file, to the same bytes": func(t *testing.T, file string) {
			if err := os.Remove(file); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink("././././c.txt", file); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			output := filepath.Join(t.TempDir(), "public")
			first := open(t, output)
			fill(t, first, site{"a.txt": "пункт 1", "b.txt": "пункт 2", "c.txt": "пункт 1"})
			if _, err := first.Commit(Meta{}); err != nil {
				t.Fatal(err)
			}
			kept := keptBy(first)
			if err := first.Close(); err != nil {
				t.Fatal(err)
			}
			alter(t, filepath.Join(output, "a.txt"))
			s := open(t, output)
			s.Trust(slices.Collect(maps.Values(kept))...)
			if s.Carry(kept["a.txt"].Entry) {
				t.Error("the altered file is carried")
			}
			if s.Carry(kept["b.txt"].Entry, kept["a.txt"].Entry) {
				t.Error("a whole and an altered file are carried together")
			}
			if !s.Carry(kept["b.txt"].Entry) {
				t.Error("the whole file is not carried")
			}
		})
	}
}

// A stamp is trusted for the bytes that it was taken of: not if the output's manifest says
// that the file has other ones.
func TestTrustOfOtherBytes(t *testing.T) {
	output := filepath.Join(t.TempDir(), "public")
	first := open(t, output)
	fill(t, first, site{"a.txt": "пункт 1"})
	if _, err := first.Commit(Meta{}); err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(output, "a.txt"), []byte("пункт 9"), 0o644); err != nil {
		t.Fatal(err)
	}
	s := open(t, output)
	now, err := s.live.look("a.txt")
	if err != nil {
		t.Fatal(err)
	}
	s.Trust(Kept{entryOf("a.txt", []byte("пункт 9")), now.stamp})
	if s.Carry(entryOf("a.txt", []byte("пункт 1"))) {
		t.Error("a file is carried as what it no longer holds")
	}
}

// A file that was carried is known by its stamp to the next build, though it lost the
// name that it had in the old site; one that was written into meanwhile is not.
func TestCarriedStamps(t *testing.T) {
	output := filepath.Join(t.TempDir(), "public")
	first := open(t, output)
	fill(t, first, site{"a.txt": "пункт 1", "b.txt": "пункт 2", "c.txt": "пункт 3"})
	if _, err := first.Commit(Meta{}); err != nil {
		t.Fatal(err)
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	kept := keptBy(first)
	s := open(t, output)
	s.Trust(slices.Collect(maps.Values(kept))...)
	if !s.Carry(kept["a.txt"].Entry, kept["b.txt"].Entry) {
		t.Fatal("nothing is carried")
	}
	fill(t, s, site{"c.txt": "пункт 4"})
	s.exchange = func(parent *os.Root, a, b string) error { // after the stage was verified
		file := filepath.Join(output, "b.txt")
		info, err := os.Stat(file)
		if err != nil {
			return err
		}
		if err := os.WriteFile(file, []byte("пункт 9"), 0o644); err != nil {
			return err
		}
		if err := os.Chtimes(file, info.ModTime(), info.ModTime()); err != nil {
			return err
		}
		return exchange(parent, a, b)
	}
	if res, err := s.Commit(Meta{}); err != nil || res.Leftover != nil {
		t.Fatal(res, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	got := keptBy(s)
	for name, whole := range map[string]bool{"a.txt": true, "b.txt": false, "c.txt": true} {
		info, err := os.Lstat(filepath.Join(output, name))
		if err != nil {
			t.Fatal(err)
		}
		if known := got[name].Stamp == disk.StampOf(info); known != whole {
			t.Errorf("%s: known by its stamp: %v, want %v", name, known, whole)
		}
	}
	if got["b.txt"].Stamp != (disk.Stamp{}) {
		t.Errorf("the altered file has the stamp %v", got["b.txt"].Stamp)
	}
}

// keptBy are the files of the tests that a stage has.
func keptBy(s *Stage) map[string]Kept {
	all := map[string]Kept{}
	for _, name := range []string{"a.txt", "b.txt", "c.txt"} {
		if f, ok := s.Kept(name); ok {
			all[name] = f
		}
	}
	return all
}
