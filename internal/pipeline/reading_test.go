package pipeline

import (
	"strings"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
)

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
	// A record as a program without the field made it.
	p := w.load("a/1")
	x := p.Standing.Subject("content/a/1")
	old := *x.Edition.Content
	old.Texts = nil
	for _, text := range x.Edition.Content.Texts {
		first := *text
		first.Reading = language.FirstReading
		first.Units, _ = markdown.Parse(markdown.Input{Path: text.Path, Source: text.Source, Body: text.Body, Title: text.Title,
			Language: p.Language(text.Lang), Reading: first.Reading})
		old.Texts = append(old.Texts, &first)
	}
	records, found := ledger.Publish(p.Records, w.now, []ledger.Publication{{Document: x.Document.Document, Edition: &old}})
	if found.HasErrors() || strings.Contains(string(records[0].Line()), "reading") {
		t.Fatalf("%v %s", found, records[0].Line())
	}
	w.append(records)
	for _, lang := range []string{"kk", "ru"} {
		w.write("a/2/"+lang+".md", readDifferently)
	}
	w.write("a/2/edition.yaml", "material: false\n")

	p = w.load() // a plain form that differs from the recorded one would block
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
