package watch_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/disk"
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
	memory := func() *disk.Memory { return disk.New(func() time.Time { return time.Now().Add(time.Hour) }) }
	told := memory()
	told.Trust(true)
	// Whoever trusts in what was told sees each folder as it is.
	trusted := func(after string) {
		t.Helper()
		dirs, err := os.ReadDir(file("content"))
		must(err)
		for _, d := range dirs {
			state := func(m *disk.Memory) disk.State {
				s, ok := m.Over(root, os.DirFS(root)).(disk.Stater).State("content/" + d.Name())
				if !ok && runtime.GOOS == "linux" {
					t.Fatalf("%s: no state of %s", after, d.Name())
				}
				return s
			}
			if state(told) != state(memory()) {
				t.Errorf("%s: nobody was told what is new in %s", after, d.Name())
			}
		}
	}
	w := watch.Open(watch.Config{Root: root, Names: []string{"content", "layouts"}, Quiet: 20 * time.Millisecond, Poll: poll, Told: told.Told})
	if w.Polls() != (poll > 0) {
		t.Fatal("polls", w.Polls())
	}
	called := make(chan struct{}, 1000)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { w.Run(ctx, func() { called <- struct{}{} }); close(done) }()
	drain := func() bool { // what is late here may come later and counts then: no call is demanded in a time
		for calls := 0; ; calls++ {
			select {
			case <-called:
			case <-time.After(100 * time.Millisecond):
				return calls > 0
			}
		}
	}
	for name, do := range map[string]func(){ // nothing has changed yet that could be told
		"word":      func() { write("content/a/1/~$kk.md") },
		"swap":      func() { write("content/a/1/.kk.md.swp") },
		"chmod":     func() { must(os.Chmod(file("content/a"), 0o700)) },
		"elsewhere": func() { write("public/index.html") },
	} {
		if do(); drain() {
			t.Errorf("%s: was told", name)
		}
	}
	for _, s := range []struct {
		name string
		do   func()
	}{
		{"in place", func() { write("content/a/1/kk.md") }},
		{"atomic rename", func() { write("content/a/1/.tmp"); rename("content/a/1/.tmp", "content/a/1/kk.md") }},
		{"again after the rename", func() { write("content/a/1/kk.md") }},
		{"vim", func() {
			write("content/a/1/4913")
			must(os.Remove(file("content/a/1/4913")))
			rename("content/a/1/kk.md", "content/a/1/kk.md~")
			write("content/a/1/kk.md")
			must(os.Remove(file("content/a/1/kk.md~")))
		}},
		{"mkdir -p with files", func() { write("content/b/1/kk.md"); write("content/b/1/ru.md") }},
		{"in the new folder", func() { write("content/b/1/ru.md") }},
		{"a folder that there was not", func() { write("layouts/style.css") }},
		{"in it", func() { write("layouts/style.css") }},
		{"a folder renamed", func() { rename("content/b", "content/c") }},
		{"in the renamed folder", func() { write("content/c/1/ru.md") }},
		{"rm -r", func() { must(os.RemoveAll(file("content/c"))) }},
		{"the folder again", func() { write("content/c/1/ru.md") }},
		{"in the folder again", func() { write("content/c/1/ru.md") }},
		{"bulk", func() {
			for i := range 300 {
				write(fmt.Sprintf("content/d%d/%d/kk.md", i%20, i))
			}
		}},
		{"in the bulk", func() { write("content/d7/287/kk.md") }},
	} {
		t.Log(s.name) // the last one was not told if the test's time is over
		s.do()
		<-called
		drain()
		trusted(s.name)
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
