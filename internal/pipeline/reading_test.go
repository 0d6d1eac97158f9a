package pipeline

import (
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
)

var update = flag.Bool("update", false, "rewrite testdata/reading.txtar")

// readDifferently is a text that the two versions of the rules of reading read
// differently: emphasis beside an ending, a lone dash below a line of words, numbers
// without their space or dot.
const readDifferently = "---\ntitle: Т\nchanges: А\n---\n\n1. Бұл **«Келісім»**ге қосымша.\n\n2. Пайдаланушы:\n-\n- іздейді;\n\n3. Соңы.\n\n3.1.Бірінші.\n\n3.1.1 алып тасталды.\n"

// TestReading: what was published before records named the rules of reading stays as
// the first version reads it, word for word; a draft and its record have the newest;
// and a redline compares what each reads.
func TestReading(t *testing.T) {
	w := newWorld(t)
	for _, lang := range []string{"kk", "ru"} {
		w.write("a/1/"+lang+".md", readDifferently)
	}
	old := w.publishFirst("a/1")
	for _, lang := range []string{"kk", "ru"} {
		w.write("a/2/"+lang+".md", readDifferently)
	}
	w.write("a/2/edition.yaml", "material: false\n")

	p := w.load() // a plain form that differs from the recorded one would block
	texts := map[string]*legal.Text{}
	for _, id := range []string{"1", "2"} {
		texts[id] = p.Standing.Subject("content/a/" + id).Edition.Text("kk")
	}
	plain := func(id string) string { return string(texts[id].Plain()) }
	if got := plain("1"); got != string(old.Texts[0].Plain()) || !strings.Contains(got, "1. Бұл **«Келісім»**ге қосымша.") {
		t.Errorf("published: got\n%s", got)
	}
	if got := plain("2"); !strings.Contains(got, "1. Бұл «Келісім»ге қосымша.") || !strings.Contains(got, "2. Пайдаланушы: -\n\n- іздейді;\n\n3.") {
		t.Errorf("draft: got\n%s", got)
	}
	for id, want := range map[string]string{"1": "", "2": "3.1. 3.1.1"} {
		var got []string
		for _, u := range texts[id].Units {
			if len(u.Label.Path) > 1 {
				got = append(got, u.Label.Text)
			}
		}
		if got := strings.Join(got, " "); got != want {
			t.Errorf("edition %s: got the numbers %q, want %q", id, got, want)
		}
	}
	r := p.store.Compare(texts["1"], texts["2"], p.store.prepare)
	for _, rec := range r.Records {
		var before, after strings.Builder
		for _, s := range rec.Segments {
			if s.Op != "insert" {
				before.WriteString(s.Text)
			}
			if s.Op != "delete" {
				after.WriteString(s.Text)
			}
		}
		if strings.Contains(after.String(), "«Келісім»ге") && before.String() != "Бұл **«Келісім»**ге қосымша." {
			t.Errorf("redline: %q > %q", before.String(), after.String())
		}
	}
	w.now = w.now.Add(time.Hour)
	if !w.publish("a/2") {
		t.Fatal(p.Findings)
	}
	p = w.load()
	if got := p.Records[len(p.Records)-1].Reading; got != language.NewestReading {
		t.Errorf("the new record names %d", got)
	}
	if got := p.Standing.Subject("content/a/1").Edition.Reading("kk"); got != language.FirstReading {
		t.Errorf("the old one names %d", got)
	}
}

// TestRecordedParts: a text that was published before its parts had a limit stays what its
// record says; a draft of as many has a finding.
func TestRecordedParts(t *testing.T) {
	w := newWorld(t)
	many := func(id string) {
		for _, lang := range []string{"kk", "ru"} {
			w.write("a/"+id+"/"+lang+".md", "---\ntitle: Т\nchanges: А\n---\n\n"+strings.Repeat("- а\n", 10_001))
		}
	}
	many("1")
	old := w.publishFirst("a/1")
	many("2")
	w.write("a/2/edition.yaml", "material: false\n")
	p := w.load() // a plain form that differs from the recorded one would block
	if got := p.Standing.Subject("content/a/1").Edition.Text("kk").Plain(); string(got) != string(old.Texts[0].Plain()) {
		t.Errorf("the plain form has %d bytes, recorded were %d", len(got), len(old.Texts[0].Plain()))
	}
	var got []string
	for _, f := range p.Findings {
		if f.Code == diag.LimitParts {
			got = append(got, f.Pos.String())
		}
	}
	if want := "content/a/2/kk.md:10006:3 content/a/2/ru.md:10006:3"; strings.Join(got, " ") != want {
		t.Errorf("findings at %v, want %s", got, want)
	}
}

// publishFirst appends the record of an edition as a program made it that knew no
// versions of the rules of reading, and no limit of a text's parts.
func (w *world) publishFirst(name string) *legal.Edition {
	w.t.Helper()
	p := w.load(name)
	x := p.Standing.Subject("content/" + name)
	old := *x.Edition.Content
	old.Texts = nil
	for _, text := range x.Edition.Content.Texts {
		first := *text
		first.Reading = language.FirstReading
		first.Units, _ = markdown.Parse(markdown.Input{Path: text.Path, Source: text.Source, Body: text.Body, Title: text.Title,
			Language: p.Language(text.Lang), Reading: first.Reading, Recorded: true})
		old.Texts = append(old.Texts, &first)
	}
	records, found := ledger.Publish(p.Records, w.now, []ledger.Publication{{Document: x.Document.Document, Edition: &old}})
	if found.HasErrors() || strings.Contains(string(records[0].Line()), "reading") {
		w.t.Fatalf("%v %s", found, records[0].Line())
	}
	w.append(records)
	return &old
}

// TestReadingPages holds the whole page of a text by both versions of the rules, in
// testdata/reading.txtar. The text of the first is what the program made before there
// were versions: emphasis, numbers, anchors, links and the hash of the plain form. It
// stays so, byte for byte, when the same words are published by the newest rules.
func TestReadingPages(t *testing.T) {
	data, err := os.ReadFile("testdata/reading.txtar")
	if err != nil {
		t.Fatal(err)
	}
	archive := txtar.Parse(data)
	want := map[string]string{}
	for _, f := range archive.Files {
		want[f.Name] = string(f.Data)
	}
	w := newWorld(t)
	publish := func(id string) {
		for _, lang := range []string{"kk", "ru"} {
			w.write("a/"+id+"/"+lang+".md", strings.Replace(want["text.md"], "\n---\n", "\nchanges: А\n---\n", 1))
		}
	}
	publish("1")
	w.publishFirst("a/1")
	before := w.build()
	w.now = w.now.Add(time.Hour)
	w.write("a/2/edition.yaml", "material: false\n")
	publish("2")
	if !w.publish("a/2") {
		t.Fatal("edition 2 is refused")
	}
	after := w.build()
	for i := range archive.Files {
		f := &archive.Files[i]
		id, form, ok := strings.Cut(f.Name, ".")
		if f.Name == "text.md" || !ok {
			continue
		}
		name := "embed/kk/a/" + id + ".html"
		if form == "txt" {
			name = "kk/a/" + id + "/text.txt"
		}
		got := after[name]
		if id == "1" && before[name] != got {
			t.Errorf("%s changed:\n%s\nwas\n%s", name, got, before[name])
		}
		if *update {
			f.Data = []byte(got)
		} else if got != want[f.Name] {
			t.Errorf("%s is\n%s\nwant\n%s", name, got, want[f.Name])
		}
	}
	const recorded = "6394f67b60e14c079c3e1480ae07965dc031a16e7c4db61dce1c6f145b1237ce" // by that program
	if !strings.Contains(after["embed/kk/a/1.html"], `data-plain-sha256="`+recorded+`"`) {
		t.Error("the plain form is not that of the record")
	}
	if *update {
		if err := os.WriteFile("testdata/reading.txtar", txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// build writes the site and returns its files.
func (w *world) build() map[string]string {
	w.t.Helper()
	out := filepath.Join(w.t.TempDir(), "public")
	if _, found, err := w.load().Write(Output{Dir: out, Renderer: w.r}); err != nil || found.HasErrors() {
		w.t.Fatal(err, found)
	}
	files := map[string]string{}
	err := filepath.WalkDir(out, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(out, name)
		files[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return files
}
