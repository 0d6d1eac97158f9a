package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

type site map[string]string

// way is a means of swapping: the system's own, or a fallback forced on it.
type way struct {
	name     string
	exchange func(*os.Root, string, string) error
}

var ways = []way{
	{"system", exchange},
	{"away", func(*os.Root, string, string) error { return errors.ErrUnsupported }},
	{"place", func(*os.Root, string, string) error { return syscall.EBUSY }},
}

// build publishes files to output.
func build(t *testing.T, w way, output string, files site) Result {
	t.Helper()
	s := open(t, output)
	s.exchange = w.exchange
	fill(t, s, files)
	res, err := s.Commit(Meta{AsOf: "2026-12-01"})
	if err != nil {
		t.Fatal(err)
	}
	if res.Durability != nil {
		t.Errorf("durability: %v", res.Durability)
	}
	if res.Leftover != nil {
		t.Errorf("leftover: %v", res.Leftover)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return res
}

func open(t *testing.T, output string) *Stage {
	t.Helper()
	s, err := Open(output, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func fill(t *testing.T, s *Stage, files site) {
	t.Helper()
	for name, data := range files {
		if err := s.Write(name, []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
}

// lay writes files by hand, as an administrator would.
func lay(t *testing.T, dir string, files site) {
	t.Helper()
	for name, data := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// read gives every file below dir, save the manifest; links as "-> target", empty
// folders as "/".
func read(t *testing.T, dir string) site {
	t.Helper()
	files := site{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		name = filepath.ToSlash(name)
		switch {
		case err != nil || name == ManifestName:
			return err
		case d.Type() == fs.ModeSymlink:
			target, err := os.Readlink(path)
			files[name] = "-> " + target
			return err
		case d.IsDir():
			entries, err := os.ReadDir(path)
			if len(entries) == 0 {
				files[name] = "/"
			}
			return err
		}
		data, err := os.ReadFile(path)
		files[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func same(t *testing.T, got, want site) {
	t.Helper()
	for name, data := range want {
		if g, ok := got[name]; !ok {
			t.Errorf("%s is missing", name)
		} else if g != data {
			t.Errorf("%s is %.40q, want %.40q", name, g, data)
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s should not be there", name)
		}
	}
}

// alone checks that nothing is left beside the output.
func alone(t *testing.T, output string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(output))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), "."+filepath.Base(output)+".kelisim") {
			t.Errorf("%s is left beside the output", e.Name())
		}
	}
}

func mtime(t *testing.T, elem ...string) time.Time {
	t.Helper()
	info, err := os.Lstat(filepath.Join(elem...))
	if err != nil {
		t.Fatal(err)
	}
	return info.ModTime()
}
