package disk_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/disk"
)

// counted counts what is really read.
type counted struct {
	fs.FS
	files, lists int
}

func (c *counted) ReadFile(name string) ([]byte, error) { c.files++; return fs.ReadFile(c.FS, name) }

func (c *counted) ReadDir(name string) ([]fs.DirEntry, error) {
	c.lists++
	return fs.ReadDir(c.FS, name)
}

// Whatever is done to a file, it is read as it is; what was left alone is read once.
func TestRemembers(t *testing.T) {
	dir := t.TempDir()
	at := filepath.Join(dir, "d", "a.md")
	write := func(text string) {
		t.Helper()
		time.Sleep(20 * time.Millisecond) // the clock here is the system's, and coarse
		if err := os.WriteFile(at, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Dir(at), 0o755); err != nil {
		t.Fatal(err)
	}
	write("one")
	now := time.Now()
	below := &counted{FS: os.DirFS(dir)}
	f := disk.New(func() time.Time { return now }).Over(dir, below)
	expect := func(text string, names, files, lists int) {
		t.Helper()
		data, err := fs.ReadFile(f, "d/a.md")
		if err != nil || string(data) != text {
			t.Fatalf("read %q, %v, want %q", data, err, text)
		}
		list, err := fs.ReadDir(f, "d")
		if err != nil || len(list) != names {
			t.Fatalf("%d names, %v, want %d", len(list), err, names)
		}
		if runtime.GOOS == "linux" && (below.files != files || below.lists != lists) {
			t.Fatalf("%d files and %d lists were read, want %d and %d", below.files, below.lists, files, lists)
		}
	}
	expect("one", 1, 1, 1)
	expect("one", 1, 2, 2) // young
	now = now.Add(time.Minute)
	expect("one", 1, 3, 3)
	expect("one", 1, 3, 3)
	// As long as before, and with its old time: the system knows better.
	was, err := os.Stat(at)
	if err != nil {
		t.Fatal(err)
	}
	write("two")
	if err := os.Chtimes(at, was.ModTime(), was.ModTime()); err != nil {
		t.Fatal(err)
	}
	expect("two", 1, 4, 3)
	expect("two", 1, 4, 3)
	// Another file in its place, and one more.
	if err := os.WriteFile(at+"~", []byte("six"), 0o644); err != nil {
		t.Fatal(err)
	}
	expect("two", 2, 4, 4)
	if err := os.Rename(at+"~", at); err != nil {
		t.Fatal(err)
	}
	expect("six", 1, 5, 5)
	if err := os.Remove(at); err != nil {
		t.Fatal(err)
	}
	if _, err := fs.ReadFile(f, "d/a.md"); err == nil {
		t.Fatal("a file that is gone was read")
	}
	write("ten")
	expect("ten", 1, 7, 6)
}

// What a link leads to is read as it is, though the link stays as it was.
func TestLink(t *testing.T) {
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "d"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("d", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err) // on Windows without the right to make links
	}
	f := disk.New(func() time.Time { return time.Now().Add(time.Minute) }).Over(dir, os.DirFS(dir))
	for n, name := range []string{"a", "b", "c"} {
		if err := os.WriteFile(filepath.Join(dir, "d", name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
		if list, err := fs.ReadDir(f, "link"); err != nil || len(list) != n+1 {
			t.Fatalf("%d names, %v, want %d", len(list), err, n+1)
		}
	}
}

// The state of a folder is another one whatever is done to it or below it; who trusts sees
// that of what was told alone, and of all that nobody told once it is looked for.
func TestState(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Log("no other system says enough")
	}
	dir := t.TempDir()
	file := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	write := func(name, text string) {
		t.Helper()
		time.Sleep(20 * time.Millisecond) // the clock of files is coarse
		must(os.MkdirAll(filepath.Dir(file(name)), 0o755))
		must(os.WriteFile(file(name), []byte(text), 0o644))
	}
	write("a/1/kk.md", "one")
	write("b/1/kk.md", "one")
	now := time.Now().Add(time.Hour)
	m := disk.New(func() time.Time { return now })
	f := m.Over(dir, os.DirFS(dir)).(disk.Stater)
	state := func(name string) disk.State {
		t.Helper()
		s, ok := f.State(name)
		if ok != (runtime.GOOS == "linux") {
			t.Fatal(name, ok)
		}
		return s
	}
	first, b := state("a"), state("b")
	if state("a") != first || first == b {
		t.Fatal("a state is not its folder's")
	}
	for what, do := range map[string]func(){
		"a text":        func() { write("a/1/kk.md", "two") },
		"a file more":   func() { write("a/1/ru.md", "one") },
		"a folder more": func() { must(os.MkdirAll(file("a/2"), 0o755)) },
		"a name": func() {
			time.Sleep(20 * time.Millisecond)
			must(os.Rename(file("a/1"), file("a/3")))
			write("a/1/kk.md", "one")
		},
	} {
		was := state("a")
		if do(); runtime.GOOS == "linux" && state("a") == was {
			t.Errorf("%s: the state is as it was", what)
		}
	}
	if state("b") != b {
		t.Error("another folder changed")
	}
	if runtime.GOOS != "linux" {
		return
	}
	was := state("a")
	m.Trust(true)
	write("a/1/kk.md", "three")
	if m.Told(file("b/1/kk.md")); state("a") != was {
		t.Error("nobody told of it")
	}
	if m.Told(file("a/1/kk.md")); state("a") == was {
		t.Error("it was told of a file")
	}
	was = state("a")
	write("a/1/kk.md", "four")
	if m.Told(dir); state("a") == was {
		t.Error("it was told of the folder around it")
	}
	was = state("a")
	write("a/1/kk.md", "five")
	if m.Told(""); state("a") == was {
		t.Error("all may have changed")
	}
	was = state("a")
	if m.Stale() {
		t.Error("nothing has changed")
	}
	write("a/1/kk.md", "six")
	if state("a") != was || !m.Stale() || state("a") == was {
		t.Error("it was not found stale")
	}
	now = time.Now()
	m.Trust(false)
	write("a/1/kk.md", "seven")
	if _, ok := f.State("a"); ok {
		t.Error("a second change could look like this one")
	}
}
