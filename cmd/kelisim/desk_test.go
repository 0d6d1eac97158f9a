package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/desk"
	"github.com/kelisim/kelisim/internal/serve"
)

// newDesk is a site with editions 1 and 2 of a document published, the second one
// scheduled, and 3 a draft.
func newDesk(t *testing.T) *edits {
	e := &edits{t: t, dir: t.TempDir(), now: clock}
	e.app = newApp(strings.NewReader(""), io.Discard, io.Discard, noEnv, func() time.Time { return e.now })
	e.write("content/site.yaml", "id: example.org\nlanguages: [kk, ru]\norganization: X\n")
	e.write("content/a/document.yaml", "kind: agreement\n")
	for i, yaml := range []string{"", "effective: 2030-01-01\nmaterial: true\n", "effective: 2030-02-01\nmaterial: true\n"} {
		dir := fmt.Sprint("content/a/", i+1, "/")
		e.write(dir+"edition.yaml", yaml)
		e.write(dir+"kk.md", "---\ntitle: Құжат\nchanges: "+strings.Repeat("Тармақ өзгерді. ", i)+"\n---\n\n1. Бірінші тармақ.\n"+strings.Repeat("\nТағы сөйлем.\n", i))
		e.write(dir+"ru.md", "---\ntitle: Документ\nchanges: "+strings.Repeat("Изменен пункт. ", i)+"\n---\n\n1. Первый пункт.\n"+strings.Repeat("\nЕще предложение.\n", i))
		if i < 2 {
			e.run("publish", "a", fmt.Sprint(i+1), "--yes")
		}
	}
	if n := strings.Count(string(e.read("content/ledger.jsonl")), "\n"); n != 2 {
		t.Fatalf("%d records", n)
	}
	return e
}

// home is the desk's start page as a value, with the files of the preview.
func (e *edits) home() (desk.Home, serve.Site) {
	e.t.Helper()
	v := newPreview(e.app.folder, "")
	snap, err := v.snapshot()
	if err != nil {
		e.t.Fatal(err)
	}
	home, err := e.app.folder.desk().Home(v.project, os.DirFS(e.dir))
	if err != nil {
		e.t.Fatal(err)
	}
	return home, snap.Site
}

// A draft behind a withdrawn edition is set against the edition before that, on
// the desk as on its page.
func TestDeskComparesAsThePage(t *testing.T) {
	e := newDesk(t)
	e.run("withdraw", "a", "2", "--yes")
	home, site := e.home()
	seen := 0
	for _, edition := range home.Documents[0].Editions {
		for _, p := range edition.Changes {
			if !edition.Draft {
				continue
			}
			seen++
			if edition.Before != "1" {
				t.Errorf("edition 3 is set against %s", edition.Before)
			}
			page, err := site.File(strings.TrimPrefix(p.Href, "/") + "index.html")
			if err != nil || !strings.Contains(string(page), `href="../../1/"`) {
				t.Errorf("%s is not against edition 1", p.Href)
			}
		}
	}
	if seen == 0 {
		t.Error("the desk has no redline of edition 3")
	}
}

// While the ledger cannot be read, the desk calls nothing a draft.
func TestDeskWithABrokenLedger(t *testing.T) {
	e := newDesk(t)
	data := e.read("content/ledger.jsonl")
	e.write("content/ledger.jsonl", strings.Replace(string(data), `"seq":2,`, `"seq":9,`, 1))
	home, _ := e.home()
	if len(home.Documents) != 1 || home.Blocking == "" {
		t.Fatalf("%d documents, blocking %q", len(home.Documents), home.Blocking)
	}
	for _, doc := range home.Documents {
		if doc.State != "unknown" {
			t.Errorf("%s is %s", doc.ID, doc.State)
		}
		for _, edition := range doc.Editions {
			if edition.Draft || edition.StateWords != "not known" || edition.Publish {
				t.Errorf("%s %s is %q, draft: %v", doc.ID, edition.ID, edition.StateWords, edition.Draft)
			}
		}
	}
}

func (e *edits) read(name string) []byte {
	e.t.Helper()
	data, err := os.ReadFile(filepath.Join(e.dir, name))
	if err != nil {
		e.t.Fatal(err)
	}
	return data
}
