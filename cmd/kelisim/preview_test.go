package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/kelisim/kelisim/internal/disk"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/serve"
)

// TestPreviewIsTheBuild makes random edits and holds, after each, that the preview with its
// memory is what a build makes of the content: the same findings, at each address of the site the
// same bytes, and nothing anywhere else.
func TestPreviewIsTheBuild(t *testing.T) {
	for seed := range uint64(2) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			e := newEdits(t, seed)
			warm := newPreview(e.app.folder, "")
			blocked, dead, addresses := 0, 0, map[string]bool{}
			for i := range 30 {
				what := e.edit()
				e.now = e.now.Add(time.Duration(e.rng.IntN(60*60*30)) * time.Second)
				snap, err := warm.snapshot()
				if err != nil {
					t.Fatal(i, what, err)
				}
				if snap.Site != nil && e.rng.IntN(2) == 0 { // else files are asked for first
					if _, err = warm.prove(t.Context(), snap); err != nil {
						t.Fatal(i, what, err)
					}
				}
				files, want := e.built(t)
				if files == nil {
					blocked++
				} else if len(want.Findings) > len(snap.Findings) {
					dead++
				}
				if e.agrees(t, fmt.Sprint("edit ", i, ": ", what), warm, snap, files, want, addresses); t.Failed() {
					return
				}
			}
			if blocked > 18 || dead == 0 {
				t.Errorf("%d of 30 edits stop the site, %d make dead links: the test tests little", blocked, dead)
			}
		})
	}
}

// TestPreviewKeepsDocuments makes random edits of a site of which most documents are published
// as a whole, so that the preview does not look into them again, and holds after each that the
// preview is what a build makes. Half of the edits are told of, as a watcher does it; of the
// others the preview learns when it looks for what nobody told.
func TestPreviewKeepsDocuments(t *testing.T) {
	for seed := range uint64(2) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			e := newPublished(t, seed)
			warm := newPreview(e.app.folder, "")
			warm.disk = disk.New(func() time.Time { return time.Now().Add(time.Hour) }) // files are old at once
			addresses, kept, lines := map[string]bool{}, 0, map[string]bool{}
			was := e.stamps()
			for i := range 30 {
				time.Sleep(15 * time.Millisecond) // the clock of files is coarse
				what := e.editPublished()
				e.now = e.now.Add(time.Duration(e.rng.IntN(60*60*30)) * time.Second)
				now := e.stamps()
				trusting := i > 0 && e.rng.IntN(2) == 0
				if trusting && e.rng.IntN(2) == 0 {
					for name := range maps.Keys(now) {
						if was[name] != now[name] {
							warm.disk.Told(name)
						}
					}
					for name := range was {
						if now[name] == "" {
							warm.disk.Told(name)
						}
					}
				} else if trusting {
					warm.disk.Stale()
				}
				warm.disk.Trust(trusting)
				was = now
				before := warm.project
				snap, err := warm.snapshot()
				if err != nil {
					t.Fatal(i, what, err)
				}
				if before != nil && warm.project != nil {
					for _, d := range warm.project.Tree.Documents {
						if slices.Contains(before.Tree.Documents, d) {
							kept++
						}
					}
				}
				files, want := e.built(t)
				if e.agrees(t, fmt.Sprint("edit ", i, ": ", what), warm, snap, files, want, addresses); t.Failed() {
					return
				}
				lines[fmt.Sprint(snap.Site != nil)] = true
			}
			if kept < 30 || len(lines) < 2 {
				t.Errorf("%d documents were kept; a site, and none: %v: the test tests little", kept, lines)
			}
		})
	}
}

// built is what a build with drafts makes of the content, and its findings; no files if
// there is no site.
func (e *edits) built(t *testing.T) (map[string][]byte, serve.Snapshot) {
	t.Helper()
	v := &preview{folder: e.app.folder}
	var err error
	v.project, err = v.load(pipeline.Config{AsOf: v.instantOf("")})
	if text := mistake(err); text != "" {
		return nil, serve.Snapshot{Failure: text}
	}
	if err != nil {
		t.Fatal(err)
	}
	list := withoutNotes(v.project.Findings)
	snap := serve.Snapshot{Blocking: v.findings(v.project.Blocking())}
	var files map[string][]byte
	if len(snap.Blocking) == 0 {
		r, err := v.folder.renderer(v.project.Tree.Site)
		if err != nil {
			t.Fatal(err)
		}
		var mu sync.Mutex
		files = map[string][]byte{}
		found, err := v.project.Render(r, true, func(name string, data []byte) error {
			mu.Lock()
			defer mu.Unlock()
			files[name] = data
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, found...)
	}
	snap.Findings = v.findings(list)
	return files, snap
}

// agrees holds that a snapshot of the preview is what a build makes: files, and findings. It notes
// the addresses.
func (e *edits) agrees(t *testing.T, what string, v *preview, snap serve.Snapshot, files map[string][]byte, want serve.Snapshot, addresses map[string]bool) {
	t.Helper()
	for name := range files {
		addresses[name] = true
	}
	e.same(t, what, snap.Site, files, addresses)
	said := snap
	if snap.Site != nil {
		var err error
		if said, err = v.prove(t.Context(), snap); err != nil {
			t.Fatal(what, err)
		}
	}
	if diff := cmp.Diff(want, said, cmpopts.IgnoreFields(serve.Snapshot{}, "Site")); diff != "" {
		t.Errorf("%s: findings (-built +shown):\n%s", what, diff)
	}
}

// same holds that a site is these files, and that it has none of other addresses.
func (e *edits) same(t *testing.T, what string, got serve.Site, want map[string][]byte, addresses map[string]bool) {
	t.Helper()
	if (got == nil) != (want == nil) {
		t.Fatalf("%s: a site: %v, built: %v", what, got != nil, want != nil)
	}
	if got == nil {
		return
	}
	names := slices.Sorted(maps.Keys(addresses))
	e.rng.Shuffle(len(names), func(i, k int) { names[i], names[k] = names[k], names[i] })
	for _, name := range names {
		data, err := got.File(name)
		built, ok := want[name]
		switch {
		case ok && err != nil || !ok && !errors.Is(err, fs.ErrNotExist):
			t.Fatalf("%s: %s: %v, built: %v", what, name, err, ok)
		case ok && !bytes.Equal(data, built):
			t.Fatalf("%s: %s differs:\n%s", what, name, cmp.Diff(string(built), string(data)))
		}
		if e.rng.IntN(10) > 0 {
			continue
		}
		for _, other := range []string{path.Join(path.Dir(name), "nothing"+path.Ext(name)), name + "/index.html", strings.Replace(name, "kk/", "en/", 1), path.Dir(name)} {
			if _, err := got.File(other); want[other] == nil && !errors.Is(err, fs.ErrNotExist) {
				t.Fatalf("%s: %s: %v, and no build has it", what, other, err)
			}
		}
	}
}

// edits edits a site at random.
type edits struct {
	t   *testing.T
	app *app
	dir string
	rng *rand.Rand
	now time.Time
	// broken says that the edit before broke site.yaml: the next one mends it.
	broken  bool
	spoiled map[string]string // see editPublished
}

func newEdits(t *testing.T, seed uint64) *edits {
	e := &edits{t: t, dir: t.TempDir(), rng: rand.New(rand.NewPCG(seed, 8)), now: clock}
	e.app = newApp(strings.NewReader(""), io.Discard, io.Discard, noEnv, func() time.Time { return e.now })
	e.write("content/site.yaml", "id: example.org\nbase_url: https://example.org/\nlanguages: [kk, ru]\norganization: X\n")
	for _, doc := range []string{"a", "b", "c", "d"} {
		e.settings(doc)
		for n := range 3 {
			e.edition(doc, fmt.Sprint(n+1))
		}
		for _, lang := range []string{"kk", "ru"} { // an edition that can be published
			e.write("content/"+doc+"/1/"+lang+".md", "---\ntitle: "+doc+"\n---\n\n1. [X](doc:a).\n\n2. Y.\n")
		}
	}
	e.run("publish", "a", "1", "b", "1", "c", "1", "d", "1", "--yes")
	e.read("content/ledger.jsonl")
	e.run("publish", "a", "2", "--yes")
	return e
}

// newPublished is a site of documents that are published as a whole, but for a draft of one.
func newPublished(t *testing.T, seed uint64) *edits {
	e := &edits{t: t, dir: t.TempDir(), rng: rand.New(rand.NewPCG(seed, 9)), now: clock}
	e.app = newApp(strings.NewReader(""), io.Discard, io.Discard, noEnv, func() time.Time { return e.now })
	e.write("content/site.yaml", "id: example.org\nbase_url: https://example.org/\nlanguages: [kk, ru]\norganization: X\n")
	docs := []string{"a", "b", "c", "d"}
	for _, n := range []string{"1", "2"} {
		args := []string{"publish", "--yes"}
		for _, doc := range docs {
			e.settings(doc)
			e.write("content/"+doc+"/"+n+"/edition.yaml", "material: true\n")
			for _, lang := range []string{"kk", "ru"} {
				e.write("content/"+doc+"/"+n+"/"+lang+".md", "---\ntitle: "+doc+"\nchanges: Түзетілді.\n---\n\n1. [X](doc:a).\n\n2. Y "+n+".\n")
			}
			args = append(args, doc, n)
		}
		e.run(args...)
		e.now = e.now.Add(time.Hour)
	}
	e.edition("a", "3")
	return e
}

// editPublished makes one change, most often of the draft, and says which.
func (e *edits) editPublished() string {
	if e.broken {
		for name, text := range e.spoiled {
			e.write(name, text)
		}
		e.spoiled, e.broken = nil, false
		return "put back"
	}
	doc := e.one("a", "b", "c", "d")
	switch e.rng.IntN(14) {
	case 0:
		e.settings(doc)
		return "settings of " + doc
	case 1:
		e.edition(doc, "3")
		return "a draft of " + doc
	case 2:
		os.RemoveAll(filepath.Join(e.dir, "content", doc, "3"))
		return "no draft of " + doc
	case 3, 4:
		for _, lang := range []string{"kk", "ru"} { // one that can be published
			e.write("content/"+doc+"/3/"+lang+".md", "---\ntitle: "+doc+"\nchanges: Түзетілді.\n---\n\n1. [X](doc:a).\n\n2. Y 3.\n")
		}
		e.write("content/"+doc+"/3/edition.yaml", e.yaml())
		e.run("publish", doc, "3", "--yes")
		return "publish " + doc
	case 5, 6: // what is published is spoiled, and put back then
		name := "content/" + doc + "/2/" + e.one("kk.md", "ru.md", "edition.yaml")
		data, err := os.ReadFile(filepath.Join(e.dir, filepath.FromSlash(name)))
		if err != nil {
			e.t.Fatal(err)
		}
		e.spoiled, e.broken = map[string]string{name: string(data)}, true
		e.write(name, string(data)+e.one("\n9. Z.\n", " "))
		return "spoiled " + name
	case 7:
		e.write("content/site.yaml", "id: example.org\nbase_url: https://example.org/\nlanguages: "+e.one("[kk, ru]", "[ru, kk]")+"\norganization: "+e.one("X", "Y")+"\n"+e.one("notice_days: 30\n", ""))
		return "site.yaml"
	case 8:
		e.write("content/"+doc+"/1/act.pdf", "%PDF") // a file more beside what is published
		return "a file of " + doc
	case 10: // what was published last is a draft again, and its folder is as it was
		data, err := os.ReadFile(filepath.Join(e.dir, "content", "ledger.jsonl"))
		if err != nil {
			e.t.Fatal(err)
		}
		e.spoiled, e.broken = map[string]string{"content/ledger.jsonl": string(data)}, true
		e.write("content/ledger.jsonl", string(data[:bytes.LastIndexByte(data[:len(data)-1], '\n')+1]))
		return "a record less"
	case 9:
		os.Remove(filepath.Join(e.dir, "content", doc, "1", "act.pdf"))
		return "no file of " + doc
	}
	text := "content/a/3/" + e.one("kk", "ru") + ".md"
	e.write(text, e.text())
	return text
}

// stamps are the files and folders of the content by their paths, as they look.
func (e *edits) stamps() map[string]string {
	out := map[string]string{}
	err := filepath.WalkDir(filepath.Join(e.dir, "content"), func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		out[name] = fmt.Sprintf("%+v", disk.StampOf(info))
		return err
	})
	if err != nil {
		e.t.Fatal(err)
	}
	return out
}

// run runs a command; whether it refuses is all one here.
func (e *edits) run(args ...string) {
	e.app.main(append([]string{"-C", e.dir}, args...))
}

func (e *edits) write(name, text string) {
	e.t.Helper()
	file := filepath.Join(e.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		e.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		e.t.Fatal(err)
	}
}

// one returns one of a list.
func (e *edits) one(list ...string) string { return list[e.rng.IntN(len(list))] }

func (e *edits) settings(doc string) {
	text := "kind: " + e.one("agreement", "policy", "rules") + "\n"
	if doc == "b" {
		text += e.one("annex_of: a\n", "annex_of: c\n", "")
	}
	if doc == "c" {
		text += e.one("incorporates: [a]\n", "incorporates: [a, b]\n", "")
	}
	text += "order: " + e.one("1", "2", "3") + "\n"
	e.write("content/"+doc+"/document.yaml", text)
}

func (e *edits) edition(doc, id string) {
	e.write("content/"+doc+"/"+id+"/edition.yaml", e.yaml())
	for _, lang := range []string{"kk", "ru"} {
		e.write("content/"+doc+"/"+id+"/"+lang+".md", e.text())
	}
}

func (e *edits) yaml() string {
	return "material: " + e.one("true", "false") + "\n" + e.one("", "effective: 2027-0"+e.one("2", "3", "4")+"-01\n") + e.one("", "# x\n")
}

func (e *edits) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %s\nchanges: %s\n---\n", e.one("Бір", "Екі", "Үш", "Ереже"), e.one("Түзетілді.", "Жаңартылды."))
	for n := range 3 + e.rng.IntN(3) {
		fmt.Fprintf(&b, "\n%d. %s %s.\n", n+1, e.one("Мекеме береді", "Пайдаланушы алады", "Учреждение даёт"),
			e.one("хабарлама", "[келісім](doc:a#2)", "[ереже](doc:d)", "[2](doc:b@2#4)", "5 күн", "([файл](act.pdf))", "[дата]"))
	}
	return b.String()
}

// edit makes one change and says which.
func (e *edits) edit() string {
	doc, id, lang := e.one("a", "b", "c", "d"), e.one("2", "3", "3", "3", "4"), e.one("kk", "ru")
	text := "content/" + doc + "/" + id + "/" + lang + ".md"
	if e.broken {
		os.Remove(filepath.Join(e.dir, "content", "extra.txt"))
		e.write("content/site.yaml", "id: example.org\nlanguages: [kk, ru]\n")
		e.broken = false
		return "site.yaml mended"
	}
	switch n := e.rng.IntN(15); n {
	case 0:
		e.settings(doc)
		return "settings of " + doc
	case 1:
		e.write("content/"+doc+"/"+id+"/edition.yaml", e.yaml())
		return "edition.yaml of " + doc + id
	case 2:
		e.edition(doc, id)
		return "edition " + doc + id
	case 3:
		os.RemoveAll(filepath.Join(e.dir, "content", doc, "4"))
		return "rm -r " + doc + "4"
	case 4:
		os.Remove(filepath.Join(e.dir, text))
		return "rm " + text
	case 5:
		os.Rename(filepath.Join(e.dir, "content", doc, "3"), filepath.Join(e.dir, "content", doc, "4"))
		return "mv 3 4 in " + doc
	case 6:
		e.write("content/"+doc+"/"+id+"/act.pdf", e.one("%PDF one", "%PDF two"))
		return "file of " + doc + id
	case 7:
		e.write("layouts/style.css", e.one("p { color: red }", "p { color: blue }"))
		e.write("layouts/languages.html", `{{define "languages"}}<a href="`+e.one("kk/", "nowhere/", "kk/a/3/")+`">x</a>{{end}}`)
		return "style and a page"
	case 8:
		e.write("content/site.yaml", "id: example.org\nlanguages: [kk, ru]\norganization: "+e.one("X", "Y")+"\n"+e.one("base_url: https://example.org/\n", "")+e.one("notice_days: 30\n", "")+e.one("downloads: [docx]\n", ""))
		return "site.yaml"
	case 9:
		e.write("content/site.yaml", "id: example.org\nlanguages: [kk, ru\n")
		e.write("content/extra.txt", "x")
		e.broken = true
		return "site.yaml broken"
	case 10:
		e.run("publish", doc, id, "--yes")
		return "publish " + doc + id
	case 11:
		os.RemoveAll(filepath.Join(e.dir, "layouts"))
		return "no layouts"
	}
	e.write(text, e.text())
	return text
}
