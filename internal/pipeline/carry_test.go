package pipeline

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/publish"
	"github.com/kelisim/kelisim/internal/render"
	"github.com/kelisim/kelisim/internal/shelf"
	"github.com/kelisim/kelisim/layouts"
)

// desk is a world that is built again and again into one output.
type desk struct {
	*world
	base, out string
	program   string
	drafts    bool
	look      int // of the layouts; see rendererOf
}

func (d *desk) write(out string, on *shelf.Shelf) (publish.Result, diag.List) {
	d.t.Helper()
	p, err := Load(Config{Root: d.files, Languages: languagetest.Set(), Shelf: on, AsOf: func(zone *time.Location) (time.Time, error) { return d.now.In(zone), nil }})
	if err != nil {
		d.t.Fatal(err)
	}
	res, found, err := p.Write(Output{Dir: out, Drafts: d.drafts, Renderer: d.r})
	if err != nil {
		d.t.Fatal(err)
	}
	return res, append(slices.Clone(p.Findings), found...)
}

func (d *desk) shelf() *shelf.Shelf { return shelf.Open(d.base, "site", d.program) }

// tree is every file of a folder with its bytes.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		out[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// infos are those of the files of a folder, which may be missing.
func infos(t *testing.T, dir string) map[string]fs.FileInfo {
	t.Helper()
	out := map[string]fs.FileInfo{}
	if _, err := os.Stat(dir); err != nil {
		return out
	}
	for name := range tree(t, dir) {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		out[name] = info
	}
	return out
}

// equalTrees fails if two folders differ, naming a few files.
func equalTrees(t *testing.T, what, got, want string) {
	t.Helper()
	a, b := tree(t, got), tree(t, want)
	var differ []string
	for name := range a {
		if a[name] != b[name] {
			differ = append(differ, name)
		}
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			differ = append(differ, name+" (missing)")
		}
	}
	if slices.Sort(differ); len(differ) > 0 {
		t.Fatalf("%s: %d of %d files differ from those of a clean build: %v", what, len(differ), len(b), differ[:min(6, len(differ))])
	}
}

// spoil changes something behind the builder's back, and says what.
func (d *desk) spoil(rnd *rand.Rand) string {
	files := tree(d.t, d.out)
	var names []string
	for name := range files {
		if !strings.HasPrefix(name, ".") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	name := filepath.Join(d.out, names[rnd.IntN(len(names))])
	info, err := os.Stat(name)
	if err != nil {
		d.t.Fatal(err)
	}
	write := func(path string, data []byte) {
		if err := os.WriteFile(path, data, 0o666); err != nil {
			d.t.Fatal(err)
		}
	}
	switch rnd.IntN(11) {
	case 0: // as long as it was, and the clock set back
		data, _ := os.ReadFile(name)
		if len(data) > 0 {
			data[rnd.IntN(len(data))] ^= 1
		}
		write(name, data)
		if err := os.Chtimes(name, info.ModTime(), info.ModTime()); err != nil {
			d.t.Fatal(err)
		}
		return "same size and time: " + name
	case 1:
		write(name, []byte("longer than before, or shorter"))
		return "overwritten: " + name
	case 2:
		os.Remove(name)
		return "removed: " + name
	case 3: // another inode with the same bytes
		data, _ := os.ReadFile(name)
		os.Remove(name)
		write(name, data)
		return "replaced: " + name
	case 4:
		os.Remove(filepath.Join(d.out, publish.ManifestName))
		os.RemoveAll(d.out)
		return "no output"
	case 5: // what stands on the shelf is torn
		kept, _ := filepath.Glob(filepath.Join(d.base, "*", "*"))
		for _, path := range kept {
			data, _ := os.ReadFile(path)
			write(path, data[:rnd.IntN(len(data))])
		}
		return "torn shelf"
	case 6: // of before the last build: it was killed before it could write
		return "old shelf"
	case 7:
		d.program += "'"
		return "another program"
	case 8: // many files, anywhere
		for _, i := range rnd.Perm(len(names))[:1+rnd.IntN(len(names))] {
			os.Remove(filepath.Join(d.out, names[i]))
		}
		return "removed: many files"
	case 9:
		dir := filepath.Dir(name)
		os.RemoveAll(dir)
		return "removed: " + dir
	}
	d.look = 1 + rnd.IntN(3)
	if d.r, err = rendererOf(d.look); err != nil {
		d.t.Fatal(err)
	}
	return "other layouts"
}

// rendererOf is a renderer of the program's layouts; with another look than 0 one of
// them says something else.
func rendererOf(look int) (*render.Renderer, error) {
	fsys := layouts.Files()
	if look > 0 {
		data, err := fs.ReadFile(fsys, "base.html")
		if err != nil {
			return nil, err
		}
		data = bytes.Replace(data, []byte("</body>"), fmt.Appendf(nil, "<i hidden>%d</i></body>", look), 1)
		fsys = layouts.Over(fstest.MapFS{"base.html": &fstest.MapFile{Data: data}})
	}
	catalog, err := i18n.Load(i18n.Files())
	if err != nil {
		return nil, err
	}
	return render.New(fsys, catalog, languagetest.Set(), []legal.Lang{"kk", "ru"}, legal.Accent{})
}

// worldsVariable says in how many worlds the law of the incremental build is tried.
const worldsVariable = "KELISIM_CARRY_WORLDS"

// The law of the incremental build: whatever happened to content, clock, program,
// layouts, output and shelf since, and wherever the build before was killed, it gives
// the bytes and findings of a clean one.
func TestCarriedEqualsClean(t *testing.T) {
	worlds := 4
	if n := os.Getenv(worldsVariable); n != "" {
		var err error
		if worlds, err = strconv.Atoi(n); err != nil {
			t.Fatalf("%s: %v", worldsVariable, err)
		}
	}
	steps, carried, same, killed := 0, 0, 0, 0
	for seed := range uint64(worlds) {
		w, rnd := newWorld(t), rand.New(rand.NewPCG(seed, 7))
		d := &desk{world: w, base: t.TempDir(), out: filepath.Join(t.TempDir(), "public"), program: "p", drafts: seed%2 == 1}
		if !w.publish("a/1", "b/1", "c/1") {
			t.Fatal("nothing is published")
		}
		for range 12 {
			var what []string
			old := tree(t, d.base)
			for range rnd.IntN(3) {
				what = append(what, w.change(rnd))
			}
			if _, err := os.Stat(d.out); err == nil && rnd.IntN(2) == 0 {
				what = append(what, d.spoil(rnd))
			}
			if rnd.IntN(3) == 0 {
				if n := rnd.IntN(200); d.killed(n) {
					what = append(what, fmt.Sprint("killed after step ", n))
					killed++
				}
			}
			before := infos(t, d.out)
			_, found := d.write(d.out, d.shelf())
			clean := filepath.Join(t.TempDir(), "clean")
			_, want := d.write(clean, nil)
			if slices.ContainsFunc(found, func(f diag.Finding) bool { return f.Code == diag.OutputChanged || f.Code == diag.OutputOlder }) {
				// A published byte of the output was tampered with, or is gone: a clean
				// build is what the user is told to make.
				os.RemoveAll(d.out)
				_, found = d.write(d.out, d.shelf())
			}
			if a, b := fmt.Sprint(found), fmt.Sprint(want); a != b {
				t.Fatalf("seed %d, after %q: findings differ:\n%s\nwant\n%s", seed, what, a, b)
			}
			equalTrees(t, fmt.Sprintf("seed %d, after %q", seed, what), d.out, clean)
			steps++
			n := 0
			after := infos(t, d.out)
			for name, info := range after {
				if os.SameFile(before[name], info) {
					n++
				}
			}
			carried += n
			if n == len(after) {
				same++
			}
			if slices.Contains(what, "old shelf") {
				for name, data := range old {
					os.WriteFile(filepath.Join(d.base, name), []byte(data), 0o600)
				}
			}
		}
	}
	t.Logf("%d builds, %d killed before, %d files carried, %d builds that swapped nothing", steps, killed, carried, same)
	if carried == 0 || same == 0 || killed == 0 {
		t.Errorf("%d builds, %d killed before, carried %d files and %d of them swapped nothing: nothing was tested", steps, killed, carried, same)
	}
}

// A link from a page that is carried over to one that is gone is found as a clean
// build finds it: in every file.
func TestDeadAcrossCarried(t *testing.T) {
	w := newWorld(t)
	d := &desk{world: w, base: t.TempDir(), out: filepath.Join(t.TempDir(), "public"), program: "p", drafts: true}
	if !w.publish("a/1", "b/1", "c/1") {
		t.Fatal("nothing is published")
	}
	w.edition("a", "2", "second")
	data, err := fs.ReadFile(layouts.Files(), "base.html")
	if err != nil {
		t.Fatal(err)
	}
	own := fstest.MapFS{"base.html": &fstest.MapFile{Data: bytes.Replace(data, []byte("</body>"), []byte(`<a href="{{.Root}}kk/a/2/">2</a></body>`), 1)}}
	catalog, err := i18n.Load(i18n.Files())
	if err != nil {
		t.Fatal(err)
	}
	if d.r, err = render.New(layouts.Over(own), catalog, languagetest.Set(), []legal.Lang{"kk", "ru"}, legal.Accent{}); err != nil {
		t.Fatal(err)
	}
	if _, found := d.write(d.out, d.shelf()); slices.ContainsFunc(found, isDead) {
		t.Fatal(found)
	}
	for name := range w.files {
		if strings.HasPrefix(name, "content/a/2/") {
			delete(w.files, name)
		}
	}
	_, found := d.write(d.out, d.shelf())
	_, want := d.write(filepath.Join(t.TempDir(), "clean"), nil)
	if a, b := fmt.Sprint(found), fmt.Sprint(want); a != b || !slices.ContainsFunc(found, isDead) {
		t.Errorf("got\n%s\nwant\n%s", a, b)
	}
}

func isDead(f diag.Finding) bool { return f.Code == diag.DeadLink }
