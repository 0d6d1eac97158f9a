package publish

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

func refused(t *testing.T, err error, want Reason) *RefusedError {
	t.Helper()
	var r *RefusedError
	if !errors.As(err, &r) {
		t.Fatalf("got %v, want a RefusedError", err)
	}
	if r.Reason != want {
		t.Fatalf("got %v, want reason %s", r, want)
	}
	return r
}

func TestRefusedByPlace(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	lay(t, dir, site{"content/a.md": "a", "file": "f", "home/.profile": ""})
	t.Setenv("HOME", filepath.Join(dir, "home"))
	t.Setenv("USERPROFILE", filepath.Join(dir, "home"))
	for from, to := range map[string]string{"link": "content", "up": ".", "dangling": "content/new"} {
		if err := os.Symlink(filepath.Join(dir, to), filepath.Join(dir, from)); err != nil {
			t.Fatal(err)
		}
	}
	before := read(t, dir)
	for name, c := range map[string]struct {
		output string
		source string
		want   Reason
	}{
		"root":               {filepath.VolumeName(dir) + string(filepath.Separator), "content", RootFolder},
		"home":               {"home", "content", HomeFolder},
		"around home":        {".", "none", HomeFolder},
		"file":               {"file", "content", NotFolder},
		"is source":          {"content", "content", InSource},
		"in source":          {"content/public", "content", InSource},
		"deep in source":     {"content/x/y/z", "content", InSource},
		"source by link":     {"link/public", "content", InSource},
		"link to source":     {"content/public", "link", InSource},
		"dangling link":      {"dangling", "content", InSource},
		"source not there":   {"later/public", "later", InSource},
		"around source":      {"site", "site/content", AroundSource},
		"around it by links": {"site", "up/site/layouts", AroundSource},
	} {
		t.Run(name, func(t *testing.T) {
			if !filepath.IsAbs(c.output) {
				c.output = filepath.Join(dir, c.output)
			}
			_, err := Open(c.output, nil, filepath.Join(dir, "other"), filepath.Join(dir, c.source))
			refused(t, err, c.want)
			same(t, read(t, dir), before)
		})
	}
}

func TestForeignFiles(t *testing.T) {
	for name, c := range map[string]struct {
		files   site
		foreign string
	}{
		"one":        {site{"photo.jpg": ""}, "photo.jpg"},
		"deep":       {site{"a/b/c.txt": "", ".gitignore": ""}, "a/b/c.txt"},
		"inner dot":  {site{"a/.x": ""}, "a/.x"},
		"first few":  {site{"a": "", "b": "", "c/d": "", "e": ""}, "a b c/d"},
		"lookalikes": {site{"index.html": "", "kk/index.html": ""}, "index.html kk/index.html"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			lay(t, dir, c.files)
			_, err := Open(dir, nil)
			r := refused(t, err, ForeignFiles)
			if got := strings.Join(r.Names, " "); got != c.foreign {
				t.Errorf("names %q, want %q", got, c.foreign)
			}
			same(t, read(t, dir), c.files)
			alone(t, dir)
		})
	}
	t.Run("beside ours", func(t *testing.T) {
		output := filepath.Join(t.TempDir(), "public")
		build(t, ways[0], output, site{"a.txt": "a"})
		lay(t, output, site{"b.txt": "b"})
		_, err := Open(output, nil)
		refused(t, err, ForeignFiles)
	})
	t.Run("while building", func(t *testing.T) {
		output := filepath.Join(t.TempDir(), "public")
		build(t, ways[0], output, site{"a.txt": "a"})
		s := open(t, output)
		fill(t, s, site{"a.txt": "b"})
		lay(t, output, site{"b.txt": "b"})
		_, err := s.Commit(Meta{})
		refused(t, err, ForeignFiles)
		if got := read(t, output); got["a.txt"] != "a" || got["b.txt"] != "b" {
			t.Errorf("the output holds %q", got)
		}
	})
}

func TestFoldersThatAreFine(t *testing.T) {
	for name, files := range map[string]site{
		"empty":         {},
		"only dotfiles": {".gitignore": "*", ".well-known/x": "y"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			lay(t, dir, files)
			build(t, ways[0], dir, site{"index.html": "x"})
			files["index.html"] = "x"
			same(t, read(t, dir), files)
		})
	}
}

func TestOutputIsLink(t *testing.T) {
	for _, made := range []bool{true, false} {
		dir := t.TempDir()
		if made {
			lay(t, dir, site{"target/.gitignore": "*"})
		}
		link := filepath.Join(dir, "public")
		if err := os.Symlink("target", link); err != nil {
			t.Fatal(err)
		}
		build(t, ways[0], link, site{"a": "1"})
		build(t, ways[0], link, site{"a": "2"})
		want := site{"public": "-> target", "target/a": "2"}
		if made {
			want["target/.gitignore"] = "*"
		}
		got := read(t, dir)
		delete(got, "target/"+ManifestName)
		same(t, got, want)
	}
}

func TestNames(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "public"))
	for _, name := range []string{"a", "kk/a", "kk/.x", "қосымша.pdf", "Ё", "a b/c"} {
		if err := s.Write(name, nil); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
	for _, name := range []string{
		"", ".", "..", "/", "/x", "x/", "x//y", "x/./y", "x/../y", "../x", `x\y`, `C:x`, "x:y", "x?",
		"x\x00", "x\n", "x\xff", ".x", ".well-known/x", ManifestName, innerStage + "/x", "и\u0306",
		"a", "A", "KK/A", "Қосымша.pdf", "ё", // taken
		"a/b", "kk", // file and folder
	} {
		if err := s.Write(name, nil); err == nil {
			t.Errorf("%q accepted", name)
		}
	}
}

// A link that came into the stage or the output leads nowhere.
func TestLinksAreNotFollowed(t *testing.T) {
	dir := t.TempDir()
	output := filepath.Join(dir, "public")
	lay(t, dir, site{"precious/a.txt": "a"})
	build(t, ways[0], output, site{"x/a.txt": "old", "y.txt": "old"})

	s := open(t, output)
	if err := s.makeStage(); err != nil {
		t.Fatal(err)
	}
	if err := s.tree.Symlink("../precious", "out"); err != nil {
		t.Fatal(err)
	}
	if err := s.Write("out/a.txt", []byte("b")); err == nil {
		t.Error("wrote through a link in the stage")
	}
	s.Close()

	for _, from := range []string{filepath.Join(output, "x"), filepath.Join(output, "y.txt"), filepath.Join(dir, ".public.kelisim-stage-EVIL")} {
		if err := os.RemoveAll(from); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(filepath.Join(dir, "precious"), from); err != nil {
			t.Fatal(err)
		}
	}
	// x, a folder of ours, is now a file that is not ours.
	_, err := Open(output, nil)
	if r := refused(t, err, ForeignFiles); len(r.Names) != 1 || r.Names[0] != "x" {
		t.Errorf("names %v", r.Names)
	}
	if err := os.Remove(filepath.Join(output, "x")); err != nil {
		t.Fatal(err)
	}
	for _, w := range ways {
		build(t, w, output, site{"y.txt": "new " + w.name})
	}
	build(t, ways[0], output, site{"index.html": "new"})
	same(t, read(t, dir), site{"precious/a.txt": "a", "public/index.html": "new", "public/" + ManifestName: read(t, dir)["public/"+ManifestName]})
}

func TestLockIsLink(t *testing.T) {
	for _, target := range []string{"precious", "absent"} {
		dir := t.TempDir()
		lay(t, dir, site{"precious": "a"})
		if err := os.Symlink(target, filepath.Join(dir, ".public.kelisim.lock")); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(filepath.Join(dir, "public"), nil); err == nil {
			t.Error("opened")
		}
		same(t, read(t, dir), site{"precious": "a", ".public.kelisim.lock": "-> " + target})
	}
}

// What comes into an output while a build runs is found by the stamps of its folders, if it
// was left alone for long before or they are known from the last build.
func TestForeignFilesByStamps(t *testing.T) {
	files := site{"a.txt": "a", "d/b.txt": "b", "d/e/c.txt": "c"}
	cases := map[string]struct{ late, foreign string }{
		"nothing":       {"", ""},
		"file":          {"d/e/x", "d/e/x"},
		"at the top":    {"x", "x"},
		"in a new one":  {"d/new/x", "d/new/x"},
		"in an own one": {"new/x", "new/x"},
		"in an empty":   {"empty/x", "empty/x"},
		"dotfile":       {".htaccess", ""},
	}
	commit := func(t *testing.T, s *Stage, output, late, foreign string) {
		t.Helper()
		fill(t, s, site{"a.txt": "new", "d/b.txt": "b", "d/e/c.txt": "c"})
		if late != "" {
			lay(t, output, site{late: "late"})
		}
		_, err := s.Commit(Meta{})
		got := read(t, output)
		if foreign == "" {
			if err != nil || got["a.txt"] != "new" || got["d/e/c.txt"] != "c" || late != "" && got[late] != "late" {
				t.Errorf("%v, and the output holds %q", err, got)
			}
			return
		}
		if r := refused(t, err, ForeignFiles); strings.Join(r.Names, " ") != foreign {
			t.Errorf("names %q, want %q", r.Names, foreign)
		}
		if got["a.txt"] != "a" || got[foreign] != "late" {
			t.Errorf("the output holds %q", got)
		}
	}
	root := t.TempDir()
	known := map[string]Folders{}
	for name := range cases {
		for _, way := range []string{"known", "long"} {
			output := filepath.Join(root, way, name, "public")
			s := open(t, output)
			fill(t, s, files)
			if _, err := s.Commit(Meta{}); err != nil {
				t.Fatal(err)
			}
			if known[output] = s.Folders(); runtime.GOOS == "linux" && known[output].Count != 3 {
				t.Fatalf("folders are %v", known[output])
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if name == "in an empty" {
				if err := os.Mkdir(filepath.Join(output, "empty"), 0o755); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	reopen := func(t *testing.T, output string) (*Stage, error) {
		s, err := Open(output, func(of string) Folders { return known[output] })
		if err == nil {
			t.Cleanup(func() { s.Close() })
		}
		return s, err
	}
	for name, c := range cases {
		t.Run("known, "+name, func(t *testing.T) {
			output := filepath.Join(root, "known", name, "public")
			s, err := reopen(t, output)
			if err != nil {
				t.Fatal(err)
			}
			if runtime.GOOS == "linux" && !s.nothingCame() {
				t.Error("it is not known whether anything came")
			}
			commit(t, s, output, c.late, c.foreign)
			if s.Close(); c.foreign != "" { // now it is there from the start
				_, err = reopen(t, output)
				if r := refused(t, err, ForeignFiles); strings.Join(r.Names, " ") != c.foreign {
					t.Errorf("then names %q", r.Names)
				}
			}
		})
	}
	time.Sleep(2100 * time.Millisecond)
	for name, c := range cases {
		t.Run("long, "+name, func(t *testing.T) {
			output := filepath.Join(root, "long", name, "public")
			s := open(t, output)
			if runtime.GOOS == "linux" && s.nothingCame() != (name != "in an empty") {
				t.Error("it is not known whether anything came")
			}
			commit(t, s, output, c.late, c.foreign)
		})
	}
}

// A folder that came where a file of ours stood is found though it has the name of ours.
func TestFolderInPlaceOfFile(t *testing.T) {
	output := filepath.Join(t.TempDir(), "public")
	build(t, ways[0], output, site{"a.txt": "a", "d/b.txt": "b"})
	if err := os.Remove(filepath.Join(output, "d/b.txt")); err != nil {
		t.Fatal(err)
	}
	lay(t, output, site{"d/b.txt/x": ""})
	time.Sleep(2100 * time.Millisecond)
	s := open(t, output)
	fill(t, s, site{"a.txt": "a"})
	_, err := s.Commit(Meta{})
	if r := refused(t, err, ForeignFiles); strings.Join(r.Names, " ") != "d/b.txt/x" {
		t.Errorf("names %q", r.Names)
	}
}

func TestFolders(t *testing.T) {
	m := newManifest(Meta{}, []Entry{{Name: "a/b/c"}, {Name: "a-b/c"}, {Name: "a/b.txt"}, {Name: "a/bc/d/e"}, {Name: "a/b/a"}, {Name: "z"}})
	if got := strings.Join(slices.Collect(m.folders()), " "); got != "a-b a a/b a/bc a/bc/d" {
		t.Errorf("folders %q", got)
	}
	var none *Manifest
	if got := slices.Collect(none.folders()); len(got) > 0 {
		t.Errorf("folders %q", got)
	}
}
