package shelf

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// What was put is found; what is damaged anywhere, or another program's, is not.
func TestShelf(t *testing.T) {
	base := t.TempDir()
	s := Open(base, "/site", "program 1")
	if s.Get("read") != nil {
		t.Error("an empty shelf holds something")
	}
	want := []byte("what was read")
	if err := s.Put("read", []byte("older")); err != nil {
		t.Fatal(err)
	}
	if err := s.Put("read", want); err != nil {
		t.Fatal(err)
	}
	if got := Open(base, "/site", "program 1").Get("read"); !bytes.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	for name, other := range map[string]*Shelf{"program": Open(base, "/site", "program 2"), "site": Open(base, "/other", "program 1"), "nil": nil} {
		if other.Get("read") != nil {
			t.Errorf("found by another %s", name)
		}
	}
	path := filepath.Join(s.dir, "read")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole {
		for _, damaged := range [][]byte{whole[:i], append(append(bytes.Clone(whole[:i]), whole[i]^1), whole[i+1:]...)} {
			if err := os.WriteFile(path, damaged, 0o600); err != nil {
				t.Fatal(err)
			}
			if got := s.Get("read"); got != nil {
				t.Fatalf("damaged at byte %d: got %q", i, got)
			}
		}
	}
	entries, err := os.ReadDir(s.dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("%v: the shelf holds %d files, want 1", err, len(entries))
	}
}

// A shelf that cannot be written, or of a nil Shelf, is no failure of a read.
func TestNoFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s := Open(file, "/site", "p")
	if err := s.Put("read", nil); err == nil {
		t.Error("put below a file")
	}
	if s.Get("read") != nil {
		t.Error("got something below a file")
	}
	var none *Shelf
	if err := none.Put("read", nil); err != nil {
		t.Error(err)
	}
}
