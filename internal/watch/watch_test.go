package watch_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/watch"
)

// Every way of saving is noticed, and after the last call nothing is missed.
func TestScenarios(t *testing.T) {
	for _, poll := range []time.Duration{0, 10 * time.Millisecond} {
		t.Run(fmt.Sprintf("poll=%v", poll), func(t *testing.T) { t.Parallel(); scenarios(t, poll) })
	}
}

func scenarios(t *testing.T, poll time.Duration) {
	root := t.TempDir()
	file := func(name string) string { return filepath.Join(root, filepath.FromSlash(name)) }
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	n := 0
	write := func(name string) {
		t.Helper()
		n++
		must(os.MkdirAll(filepath.Dir(file(name)), 0o755))
		must(os.WriteFile(file(name), fmt.Append(nil, "text ", n), 0o644))
	}
	rename := func(from, to string) { t.Helper(); must(os.Rename(file(from), file(to))) }
	write("content/a/1/kk.md")
	w := watch.Open(watch.Config{Root: root, Names: []string{"content", "layouts"}, Quiet: 20 * time.Millisecond, Poll: poll})
	if w.Polls() != (poll > 0) {
		t.Fatal("polls", w.Polls())
	}
	called := make(chan struct{}, 1000)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { w.Run(ctx, func() { called <- struct{}{} }); close(done) }()
	quiet := func() int {
		calls := 0
		for {
			select {
			case <-called:
				calls++
			case <-time.After(100 * time.Millisecond):
				return calls
			}
		}
	}
	for _, s := range []struct {
		name string
		do   func()
		none bool
	}{
		{"in place", func() { write("content/a/1/kk.md") }, false},
		{"atomic rename", func() { write("content/a/1/.tmp"); rename("content/a/1/.tmp", "content/a/1/kk.md") }, false},
		{"again after the rename", func() { write("content/a/1/kk.md") }, false},
		{"vim", func() {
			write("content/a/1/4913")
			must(os.Remove(file("content/a/1/4913")))
			rename("content/a/1/kk.md", "content/a/1/kk.md~")
			write("content/a/1/kk.md")
			must(os.Remove(file("content/a/1/kk.md~")))
		}, false},
		{"word", func() { write("content/a/1/~$kk.md") }, true},
		{"swap", func() { write("content/a/1/.kk.md.swp") }, true},
		{"chmod", func() { must(os.Chmod(file("content/a"), 0o700)) }, true},
		{"elsewhere", func() { write("public/index.html") }, true},
		{"mkdir -p with files", func() { write("content/b/1/kk.md"); write("content/b/1/ru.md") }, false},
		{"in the new folder", func() { write("content/b/1/ru.md") }, false},
		{"a folder that there was not", func() { write("layouts/style.css") }, false},
		{"in it", func() { write("layouts/style.css") }, false},
		{"a folder renamed", func() { rename("content/b", "content/c") }, false},
		{"in the renamed folder", func() { write("content/c/1/ru.md") }, false},
		{"rm -r", func() { must(os.RemoveAll(file("content/c"))) }, false},
		{"the folder again", func() { write("content/c/1/ru.md") }, false},
		{"in the folder again", func() { write("content/c/1/ru.md") }, false},
		{"bulk", func() {
			for i := range 300 {
				write(fmt.Sprintf("content/d%d/%d/kk.md", i%20, i))
			}
		}, false},
		{"in the bulk", func() { write("content/d7/287/kk.md") }, false},
	} {
		s.do()
		calls := quiet()
		if s.none && calls > 0 || !s.none && calls == 0 || calls > 60 {
			t.Errorf("%s: %d calls", s.name, calls)
		}
	}
	cancel()
	<-done
}

// Where the system does not tell, it is said, and the files are looked at.
func TestFallsBack(t *testing.T) {
	root := filepath.Join(t.TempDir(), "later")
	var said error
	w := watch.Open(watch.Config{Root: root, Names: []string{"content"}, Failed: func(err error) { said = err }})
	if said == nil || !w.Polls() {
		t.Fatal("no word of it")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	if err := os.MkdirAll(filepath.Join(root, "content"), 0o755); err != nil {
		t.Fatal(err)
	}
	w.Run(ctx, cancel)
	if ctx.Err() != context.Canceled {
		t.Fatal("not noticed")
	}
}
