package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestRoundTrip(t *testing.T) {
	for _, w := range ways {
		t.Run(w.name, func(t *testing.T) {
			output := filepath.Join(t.TempDir(), "deep", "public")
			first := site{
				"index.html":      "one",
				"assets/a.css":    "style",
				"kk/x/index.html": "doc",
				"file":            "was a file",
				"folder/f.html":   "was in a folder",
				"gone/deep/x.txt": "to be removed",
				"қазақша/ә.txt":   "ә",
			}
			res := build(t, w, output, first)
			if want := (Result{Written: 7, Atomic: true}); res != want {
				t.Errorf("first build: %+v, want %+v", res, want)
			}
			same(t, read(t, output), first)

			second := site{
				"index.html":      "two",
				"assets/a.css":    "style",
				"kk/x/index.html": "doc",
				"file/f.html":     "now a folder",
				"folder":          "now a file",
				"қазақша/ә.txt":   "ә",
			}
			res = build(t, w, output, second)
			if want := (Result{Written: 3, Unchanged: 3, Removed: 3, Atomic: w.name == "system"}); res != want {
				t.Errorf("second build: %+v, want %+v", res, want)
			}
			same(t, read(t, output), second)
			alone(t, output)
		})
	}
}

func TestManifest(t *testing.T) {
	dir := t.TempDir()
	output := filepath.Join(dir, "public")
	s := open(t, output)
	if s.Manifest() != nil {
		t.Error("a manifest before the first build")
	}
	fill(t, s, site{"b/c.txt": "ә", "a.txt": "abc"})
	meta := Meta{AsOf: "2026-12-01", LedgerRecords: 3, LedgerSHA256: "ab", Drafts: true}
	if _, err := s.Commit(meta); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}

	got, err := os.ReadFile(filepath.Join(output, ManifestName))
	if err != nil {
		t.Fatal(err)
	}
	want := `{
  "schema": "kelisim.manifest/1",
  "as_of": "2026-12-01",
  "drafts": true,
  "ledger": {
    "records": 3,
    "sha256": "ab"
  },
  "files": [
    {
      "name": "a.txt",
      "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      "size": 3
    },
    {
      "name": "b/c.txt",
      "sha256": "` + entryOf("", []byte("ә")).SHA256 + `",
      "size": 2
    }
  ]
}
`
	if string(got) != want {
		t.Errorf("manifest:\n%s\nwant:\n%s", got, want)
	}

	s = open(t, output)
	if got := s.Manifest().Meta; got != meta {
		t.Errorf("meta %+v, want %+v", got, meta)
	}
	if e, ok := s.Manifest().Lookup("b/c.txt"); !ok || e.Size != 2 {
		t.Errorf("Lookup: %v, %v", e, ok)
	}
}

func TestReadManifestRefuses(t *testing.T) {
	digest := strings.Repeat("0", 64)
	file := func(name, digest string, size int) string {
		return fmt.Sprintf(`{"name":%q,"sha256":%q,"size":%d}`, name, digest, size)
	}
	for name, files := range map[string]string{
		"parent":    file("../a", digest, 1),
		"absolute":  file("/a", digest, 1),
		"dotfile":   file(".htaccess", digest, 1),
		"twice":     file("a", digest, 1) + "," + file("a", digest, 1),
		"unsorted":  file("b", digest, 1) + "," + file("a", digest, 1),
		"digest":    file("a", "00", 1),
		"uppercase": file("a", strings.Repeat("A", 64), 1),
		"size":      file("a", digest, -1),
		"torn":      `{`,
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			lay(t, dir, site{ManifestName: `{"schema":"kelisim.manifest/1","files":[` + files + `]}`})
			if _, err := ReadManifest(os.DirFS(dir)); err == nil {
				t.Error("accepted")
			}
			_, err := Open(dir, nil)
			refused(t, err, BadManifest)
		})
	}
	dir := t.TempDir()
	lay(t, dir, site{ManifestName: `{"schema":"kelisim.manifest/2","files":[]}`})
	if _, err := ReadManifest(os.DirFS(dir)); err == nil {
		t.Error("unknown schema accepted")
	}
}

func TestModificationTimes(t *testing.T) {
	for _, w := range ways {
		t.Run(w.name, func(t *testing.T) {
			output := filepath.Join(t.TempDir(), "public")
			build(t, w, output, site{"same": "a", "new": "a", "edited": "a", "future": "a"})
			old := time.Date(2020, 1, 2, 3, 4, 5, 678, time.UTC)
			future := time.Now().Add(time.Hour)
			lay(t, output, site{"edited": "b"})
			for name, when := range map[string]time.Time{"same": old, "future": future} {
				if err := os.Chtimes(filepath.Join(output, name), when, when); err != nil {
					t.Fatal(err)
				}
			}
			before := map[string]time.Time{}
			for _, name := range []string{"new", "edited", "future", ManifestName} {
				before[name] = mtime(t, output, name)
			}

			// "edited" gets back the bytes that the old manifest has.
			build(t, w, output, site{"same": "a", "new": "b", "edited": "a", "future": "b"})
			if got := mtime(t, output, "same"); !got.Equal(old) {
				t.Errorf("unchanged file has time %v, want %v", got, old)
			}
			for name, was := range before {
				if got := mtime(t, output, name); got.Sub(was) < time.Second {
					t.Errorf("%s is only %v newer", name, got.Sub(was))
				}
			}
		})
	}
}

func TestOrderOfPlacing(t *testing.T) {
	want := "kk/x/3/text.md assets/a.css kk/x/3/index.html kk/feed.xml kk/index.html index.html"
	names := strings.Fields("assets/a.css index.html kk/feed.xml kk/index.html kk/same.html kk/x/3/index.html kk/x/3/text.md")
	p := &plan{next: &Manifest{}}
	for _, name := range names {
		p.next.Files = append(p.next.Files, Entry{Name: name})
		p.fresh = append(p.fresh, name != "kk/same.html")
	}
	var got []string
	for _, e := range inOrder(p) {
		got = append(got, e.Name)
	}
	if got := strings.Join(got, " "); got != want {
		t.Errorf("order\n%s, want\n%s", got, want)
	}
}

func TestDotfilesSurvive(t *testing.T) {
	for _, w := range ways {
		t.Run(w.name, func(t *testing.T) {
			output := filepath.Join(t.TempDir(), "public")
			kept := site{".gitignore": "*", ".well-known/deep/a.txt": "a", ".empty": "/", ".link": "-> /etc/passwd"}
			lay(t, output, site{".gitignore": "*", ".well-known/deep/a.txt": "a"})
			when := time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)
			err := errors.Join(
				os.Chmod(filepath.Join(output, ".gitignore"), 0o640),
				os.Chtimes(filepath.Join(output, ".gitignore"), when, when),
				os.Mkdir(filepath.Join(output, ".empty"), 0o755),
				os.Symlink("/etc/passwd", filepath.Join(output, ".link")),
				os.Chmod(output, 0o755|fs.ModeSetgid),
			)
			if err != nil {
				t.Fatal(err)
			}
			for _, text := range []string{"1", "2"} {
				build(t, w, output, site{"index.html": text})
				kept["index.html"] = text
				same(t, read(t, output), kept)
			}
			info, err := os.Stat(filepath.Join(output, ".gitignore"))
			if err != nil {
				t.Fatal(err)
			}
			if info.Mode() != 0o640 || !info.ModTime().Equal(when) {
				t.Errorf(".gitignore became %v of %v", info.Mode(), info.ModTime())
			}
			if info, err = os.Stat(output); err != nil || info.Mode() != 0o755|fs.ModeSetgid|fs.ModeDir {
				t.Errorf("output became %v, %v", info.Mode(), err)
			}
		})
	}
}

func TestFailedStageLeavesOldSite(t *testing.T) {
	boom := errors.New("boom")
	for name, spoil := range map[string]func(s *Stage){
		"given up":     func(s *Stage) { s.Close() },
		"failed write": func(s *Stage) { s.Write("../x", nil) },
		"failed swap":  func(s *Stage) { s.exchange = func(*os.Root, string, string) error { return boom } },
		"lying disk": func(s *Stage) {
			s.tree.WriteFile("index.html", []byte("n"), 0o666)
		},
		"lost file":    func(s *Stage) { s.tree.Remove("index.html") },
		"foreign file": func(s *Stage) { s.live.WriteFile("late.txt", nil, 0o666) },
	} {
		t.Run(name, func(t *testing.T) {
			output := filepath.Join(t.TempDir(), "public")
			build(t, ways[0], output, site{"index.html": "old", "a/b.txt": "b"})
			when := mtime(t, output, "index.html")

			s := open(t, output)
			fill(t, s, site{"index.html": "new"})
			spoil(s)
			if res, err := s.Commit(Meta{}); err == nil {
				t.Errorf("committed: %+v", res)
			}
			s.Close()
			got := read(t, output)
			delete(got, "late.txt")
			same(t, got, site{"index.html": "old", "a/b.txt": "b"})
			if now := mtime(t, output, "index.html"); !now.Equal(when) {
				t.Errorf("time became %v, was %v", now, when)
			}
			alone(t, output)
		})
	}
}

// What could not be removed is told and is no reason not to publish.
func TestLeftoverStays(t *testing.T) {
	for _, w := range ways {
		t.Run(w.name, func(t *testing.T) {
			output := filepath.Join(t.TempDir(), "public")
			build(t, ways[0], output, site{"index.html": "old"})
			s := open(t, output)
			s.exchange = w.exchange
			s.left = errors.New("held open")
			fill(t, s, site{"index.html": "new"})
			res, err := s.Commit(Meta{})
			if err != nil || res.Durability != nil || !errors.Is(res.Leftover, s.left) {
				t.Errorf("got %+v, %v; want the error in Leftover alone", res, err)
			}
			s.Close()
			same(t, read(t, output), site{"index.html": "new"})
		})
	}
}

func TestErrorAfterSwap(t *testing.T) {
	output := filepath.Join(t.TempDir(), "public")
	build(t, ways[0], output, site{"index.html": "old"})
	s := open(t, output)
	fill(t, s, site{"index.html": "new"})
	s.exchange = func(parent *os.Root, a, b string) error {
		defer parent.Close() // so nothing works from here on
		return exchange(parent, a, b)
	}
	res, err := s.Commit(Meta{})
	if err != nil || res.Durability == nil {
		t.Errorf("got %+v, %v; want an error in Durability alone", res, err)
	}
	s.Close()
	same(t, read(t, output), site{"index.html": "new"})
	build(t, ways[0], output, site{"index.html": "newer"})
	alone(t, output)
}

func TestCommitOnce(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "public"))
	fill(t, s, site{"a": "a"})
	if _, err := s.Commit(Meta{}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Commit(Meta{}); err == nil {
		t.Error("committed twice")
	}
	if err := s.Write("b", nil); err == nil {
		t.Error("wrote after commit")
	}
	for range 2 {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestBusy(t *testing.T) {
	output := filepath.Join(t.TempDir(), "public")
	s := open(t, output)
	_, err := Open(output, nil)
	var busy *BusyError
	if !errors.As(err, &busy) {
		t.Fatalf("got %v, want a BusyError", err)
	}
	host, _ := os.Hostname()
	if h := busy.Holder; h.PID != os.Getpid() || h.Host != host || time.Since(h.Since) > time.Minute {
		t.Errorf("holder %+v", h)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	open(t, output)
}

// A build that opened the lock file before its holder removed it has locked a file
// without a name, and must not take that for the lock.
func TestLockOnRemovedFile(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "public"))
	if !s.current(s.lock) {
		t.Error("the lock just taken does not count")
	}
	for range 2 { // without a file of that name, and with another
		if err := s.parent.Remove(s.lockName()); err != nil {
			t.Fatal(err)
		}
		if s.current(s.lock) {
			t.Error("a lock on a removed file counts")
		}
		if err := s.parent.WriteFile(s.lockName(), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// One of many builds at once wins or several do in turn; the site is whole.
func TestManyBuildsAtOnce(t *testing.T) {
	output := filepath.Join(t.TempDir(), "public")
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			s, err := Open(output, nil)
			var busy *BusyError
			if errors.As(err, &busy) {
				return
			}
			if err != nil {
				t.Error(err)
				return
			}
			defer s.Close()
			for _, name := range []string{"a", "b"} {
				if err := s.Write(name, fmt.Append(nil, i)); err != nil {
					t.Error(err)
				}
			}
			if _, err := s.Commit(Meta{}); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	got := read(t, output)
	if len(got) != 2 || got["a"] != got["b"] {
		t.Errorf("site is %v", got)
	}
	alone(t, output)
}
