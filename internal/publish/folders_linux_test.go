package publish

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The folders of an output stay known while nothing changes, and are not by a manifest that
// was written into.
func TestFoldersKnown(t *testing.T) {
	output := filepath.Join(t.TempDir(), "public")
	var last Folders
	next := func(files site) *Stage {
		s, err := Open(output, func(string) Folders { return last })
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		fill(t, s, files)
		if _, err := s.Commit(Meta{}); err != nil {
			t.Fatal(err)
		}
		return s
	}
	last = next(site{"a.txt": "a", "d/b.txt": "b"}).Folders()
	if same := next(site{"a.txt": "a", "d/b.txt": "b"}).Folders(); same != last {
		t.Errorf("with nothing changed the folders are %v, were %v", same, last)
	}
	other := next(site{"a.txt": "a", "d/b.txt": "new"}).Folders()
	if other == last || other.Count != 2 {
		t.Errorf("the folders are %v, were %v", other, last)
	}
	last = other
	manifest := filepath.Join(output, ManifestName)
	data, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(manifest, []byte(strings.Replace(string(data), "d/b.txt", "d/c.txt", 1)), 0o644); err != nil {
		t.Fatal(err)
	}
	_, err = Open(output, func(string) Folders { return last })
	if r := refused(t, err, ForeignFiles); strings.Join(r.Names, " ") != "d/b.txt" {
		t.Errorf("names %q", r.Names)
	}
}

// An output without folders of its own stays known, too, whatever empty folder came.
func TestFoldersNone(t *testing.T) {
	output := filepath.Join(t.TempDir(), "public")
	var last Folders
	for n := range 3 {
		s, err := Open(output, func(string) Folders { return last })
		if err != nil {
			t.Fatal(err)
		}
		fill(t, s, site{"a.txt": "a"})
		if _, err := s.Commit(Meta{}); err != nil {
			t.Fatal(err)
		}
		if n > 0 && s.Folders() != last {
			t.Errorf("the folders are %v, were %v", s.Folders(), last)
		}
		last = s.Folders()
		s.Close()
		if err := os.MkdirAll(filepath.Join(output, "empty"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if last.Count != 1 {
		t.Errorf("%d are known", last.Count)
	}
}
