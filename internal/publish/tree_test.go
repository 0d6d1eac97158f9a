package publish

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// A file is written, read back and removed as the Root of the tree does it: a link that stays
// in the tree is followed, one that leaves it never is.
func TestTree(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"tree/a/b", "out"} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("a", filepath.Join(dir, "tree", "within")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(dir, "out"), filepath.Join(dir, "tree", "leaves")); err != nil {
		t.Fatal(err)
	}
	foreign := filepath.Join(dir, "out", "foreign")
	if err := os.WriteFile(foreign, []byte("theirs"), 0o666); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(filepath.Join(dir, "tree"))
	if err != nil {
		t.Fatal(err)
	}
	tree := newTree(root)
	defer tree.Close()
	for _, test := range []struct {
		name string
		data []byte
	}{
		{"top", []byte("top")},
		{"a/b/empty", nil},
		{"a/b/long", bytes.Repeat([]byte("слово "), 30_000)},
		{"within/b/file", []byte("by a link")},
	} {
		if err := tree.create(test.name, test.data); err != nil {
			t.Fatal(err)
		}
		if err := tree.create(test.name, []byte("again")); !os.IsExist(err) {
			t.Errorf("%s is written twice: %v", test.name, err)
		}
		want := entryOf(test.name, test.data)
		if got, err := tree.entry(test.name); got != want || err != nil {
			t.Errorf("%s: %v, %v", test.name, got, err)
		}
		if got, err := tree.entryByRoot(test.name); got != want || err != nil {
			t.Errorf("%s by the root: %v, %v", test.name, got, err)
		}
		if err := tree.Remove(test.name); err != nil {
			t.Errorf("remove %s: %v", test.name, err)
		}
		if _, err := tree.entry(test.name); !os.IsNotExist(err) {
			t.Errorf("%s is still there: %v", test.name, err)
		}
	}
	if err := tree.create("leaves/file", nil); err == nil {
		t.Error("a file was written out of the tree")
	}
	if _, err := tree.entry("leaves/foreign"); err == nil {
		t.Error("a file was read out of the tree")
	}
	if err := tree.Remove("leaves/foreign"); err == nil {
		t.Error("a file was removed out of the tree")
	}
	if data, err := os.ReadFile(foreign); string(data) != "theirs" {
		t.Errorf("a foreign file is %q, %v", data, err)
	}
}
