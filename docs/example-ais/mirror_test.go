package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

func openMirror(t *testing.T, site *legalSite, dir string) *Mirror {
	t.Helper()
	m, err := OpenMirror(site.url, "terms", Nothing, Store{dir})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func refresh(t *testing.T, m *Mirror, want bool) {
	t.Helper()
	if fresh, err := m.Refresh(t.Context()); err != nil || fresh != want {
		t.Fatalf("fresh %v, %v; want %v", fresh, err, want)
	}
}

func refuse(t *testing.T, m *Mirror, why string) {
	t.Helper()
	if _, err := m.Refresh(t.Context()); err == nil || !strings.Contains(err.Error(), why) {
		t.Errorf("refused for %v, want %q", err, why)
	}
}

// A good copy is taken once, and outlives the site and the process.
func TestMirror(t *testing.T) {
	site, dir := newSite(t), t.TempDir()
	m := openMirror(t, site, dir)
	if m.Copy() != nil {
		t.Fatal("a copy of nothing")
	}
	refresh(t, m, true)
	site.asked = nil
	refresh(t, m, false)
	if want := []string{heartbeatPath}; !reflect.DeepEqual(site.asked, want) {
		t.Errorf("asked for %v, want %v", site.asked, want)
	}
	clear(site.files)
	refuse(t, m, "404")
	again := openMirror(t, site, dir).Copy()
	if again == nil || !reflect.DeepEqual(shownAt(again, "ru", noon), shownAt(m.Copy(), "ru", noon)) || len(shownAt(again, "ru", noon)) != 2 {
		t.Errorf("after a restart: %v", again)
	}
}

// A new edition needs its own texts only; those of before stay.
func TestMirrorContinues(t *testing.T) {
	site := newSite(t)
	m := openMirror(t, site, t.TempDir())
	refresh(t, m, true)
	site.publish("terms", "agreement", noon.Add(time.Hour), true)
	site.asked = nil
	refresh(t, m, true)
	if got := strings.Join(site.asked, " "); strings.Contains(got, "/1/") || !strings.Contains(got, "/terms/2/") {
		t.Errorf("asked for %s", got)
	}
	for at, want := range map[time.Time]string{noon: "1", noon.Add(time.Hour): "2"} {
		if got := shownAt(m.Copy(), "kk", at)[0].Edition; got != want {
			t.Errorf("at %v edition %s, want %s", at, got, want)
		}
	}
}

func shownAt(c *Copy, language string, t time.Time) []Member {
	set := c.Together("terms", t)
	if set == nil {
		return nil
	}
	return c.Show(*set, nil, language, t)
}

// A document that is named by another and is not in force has no edition, and
// nobody is asked for it.
func TestMirrorNotInForce(t *testing.T) {
	site := newSite(t)
	site.record(map[string]any{"kind": "repeal", "document": "privacy", "recorded": noon.Add(-time.Hour), "from": noon})
	site.build()
	m := openMirror(t, site, t.TempDir())
	refresh(t, m, true)
	shown := shownAt(m.Copy(), "kk", noon)
	if len(shown) != 1 || shown[0].Document != "terms" {
		t.Errorf("shown %v", shown)
	}
}

// What does not verify is refused whole, and the last good copy stays, here and
// on the disk.
func TestMirrorRefuses(t *testing.T) {
	edit := func(path, old, new string) func(*legalSite) {
		return func(s *legalSite) {
			if !strings.Contains(s.files[path], old) {
				panic("nothing to edit in " + path)
			}
			s.files[path] = strings.ReplaceAll(s.files[path], old, new)
			if path == currentPath {
				s.beat()
			}
		}
	}
	forge := func(change func(*legalSite)) func(*legalSite) { // with the right integrity
		return func(s *legalSite) { change(s); s.build() }
	}
	for name, c := range map[string]struct {
		harm func(*legalSite)
		why  string
	}{
		"source":            {edit("kk/terms/2/text.md", "terms", "Terms"), "kk/terms/2/text.md: its SHA-256 is"},
		"plain":             {edit("ru/terms/2/text.txt", "terms", "Terms"), "ru/terms/2/text.txt: its SHA-256 is"},
		"fragment":          {edit("embed/kk/terms/2.html", "terms", "Terms"), "embed/kk/terms/2.html: its SHA-256 is"},
		"fragment forged":   {forge(edit("embed/kk/terms/2.html", "terms 2", "terms 2, and she pays")), "embed/kk/terms/2.html: does not say what the text says"},
		"fragment of other": {forge(func(s *legalSite) { s.files["embed/kk/terms/2.html"] = s.files["embed/kk/terms/1.html"] }), "does not say what the text says"},
		"text missing":      {func(s *legalSite) { delete(s.files, "kk/terms/2/text.md") }, "404"},
		"script": {func(s *legalSite) {
			s.files["embed/kelisim-text.js"] = "// new"
			s.build()
			s.files["embed/kelisim-text.js"] = "// another"
		}, "embed/kelisim-text.js: its SHA-256 is"},
		"heartbeat no JSON": {func(s *legalSite) { s.files[heartbeatPath] = "<!doctype html>" }, "invalid character"},
		"heartbeat empty":   {func(s *legalSite) { s.files[heartbeatPath] = "{}" }, "is not the ledger of"},
		"heartbeat long":    {func(s *legalSite) { s.files[heartbeatPath] += strings.Repeat(" ", fileLimit) }, "more than"},
		"current changed":   {func(s *legalSite) { s.files[currentPath] += " " }, "current.json: its SHA-256 is"},
		"current of old":    {edit(currentPath, `"records":3`, `"records":2`), "is of another ledger"},
		"current time zone": {edit(currentPath, "Asia/Almaty", "Asia/Nowhere"), "unknown time zone"},
		"current integrity": {edit(currentPath, "sha256-", "sha1-"), "is no integrity"},
		"current lacks":     {edit(currentPath, `"id":"2"`, `"id":"3"`), "lacks edition 2 of terms"},
		"ledger cut":        {edit(ledgerPath, "\n", ""), "ledger.jsonl"},
		"ledger torn":       {func(s *legalSite) { s.files[ledgerPath] += "{" }, "is not the ledger"},
		"ledger longer":     {func(s *legalSite) { s.record(map[string]any{"kind": "repeal"}) }, "is not the ledger"},
		"ledger hash":       {func(s *legalSite) { forgeText(s) }, "is not the ledger"},
		"ledger kind":       {func(s *legalSite) { s.record(map[string]any{"kind": "new", "document": "terms"}); s.beat() }, "does not know"},
	} {
		t.Run(name, func(t *testing.T) {
			site, dir := newSite(t), t.TempDir()
			m := openMirror(t, site, dir)
			refresh(t, m, true)
			good := m.Copy()
			site.publish("terms", "agreement", noon, true)
			c.harm(site)
			refuse(t, m, c.why)
			refuse(t, openMirror(t, site, t.TempDir()), c.why) // without a good copy, too
			if m.Copy() != good {
				t.Error("the good copy was replaced")
			}
			if again := openMirror(t, site, dir).Copy(); !reflect.DeepEqual(again.files, good.files) {
				t.Error("the good copy on the disk was replaced")
			}
		})
	}
}

// What the legal site says of kinds, spans and sets decides nothing: the ledger does.
func TestMirrorDecidesByTheLedger(t *testing.T) {
	site := newSite(t)
	for old, new := range map[string]string{`"acceptance":"required"`: `"acceptance":"informed"`, `"kind":"agreement"`: `"kind":"policy"`,
		`"from":"2026-11-30T12:00:00Z"`: `"from":"2026-12-30T12:00:00Z"`, `"suffices":["1"]`: `"suffices":[]`} {
		if !strings.Contains(site.files[currentPath], old) {
			t.Fatalf("nothing to forge: %s in %s", old, site.files[currentPath])
		}
		site.files[currentPath] = strings.ReplaceAll(site.files[currentPath], old, new)
	}
	site.beat()
	m := openMirror(t, site, t.TempDir())
	refresh(t, m, true)
	c := m.Copy()
	set := c.Together("terms", noon)
	if set == nil || !reflect.DeepEqual(c.Ask(*set, nil, noon), []Ask{{"terms", "", "require"}}) {
		t.Errorf("%+v", set)
	}
}

// A fresh installation that was told a head takes no older ledger.
func TestMirrorKnown(t *testing.T) {
	site := newSite(t)
	old := site.files[ledgerPath]
	head := site.head
	site.publish("terms", "agreement", noon, true)
	told := site.head
	site.files[ledgerPath], site.head = old, head
	site.build()
	m, err := OpenMirror(site.url, "terms", told, Store{t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	refuse(t, m, "does not continue the 3 records known")
	refresh(t, openMirror(t, site, t.TempDir()), true)
	if got, err := ParseHead(fmt.Sprint(told.Records, ":", told.SHA256)); err != nil || got != told {
		t.Errorf("%v, %v", got, err)
	}
}

// A ledger that is another one is refused: by who knows the old one, whatever it
// says, and by everybody if its lines do not follow from each other.
func TestMirrorRefusesAnotherLedger(t *testing.T) {
	site := newSite(t)
	m := openMirror(t, site, t.TempDir())
	refresh(t, m, true)
	site.begin(noon.Add(-48 * time.Hour))
	refuse(t, m, "does not continue")
	refresh(t, openMirror(t, site, t.TempDir()), true)
	site.files[ledgerPath] = strings.Replace(site.files[ledgerPath], `"title":"privacy"`, `"title":"Privacy"`, 1)
	refuse(t, openMirror(t, site, t.TempDir()), "is not the ledger")
}

// forgeText serves, with the right hash in the ledger's last line, another text.
func forgeText(s *legalSite) {
	hash := sum([]byte(s.files["kk/terms/2/text.md"]))
	s.files["kk/terms/2/text.md"] = "forged"
	s.files[ledgerPath] = strings.ReplaceAll(s.files[ledgerPath], hash, sum([]byte("forged")))
}

// A copy is bounded as a whole, too.
func TestMirrorRefusesTooMuch(t *testing.T) {
	site := newSite(t)
	read := func(padding int) error {
		_, _, err := ReadCopy(func(path, _ string) ([]byte, error) {
			data := site.files[path]
			if path == heartbeatPath {
				data += strings.Repeat(" ", padding)
			}
			return []byte(data), nil
		}, "terms", Nothing, noon)
		return err
	}
	if err := read(copyLimit - 64<<10); err != nil {
		t.Error(err)
	}
	if err := read(copyLimit); err == nil || !strings.Contains(err.Error(), "all files are more than") {
		t.Errorf("refused for %v", err)
	}
}

func TestMirrorFollowsNoRedirect(t *testing.T) {
	server := httptest.NewServer(http.RedirectHandler("/elsewhere", http.StatusFound))
	defer server.Close()
	refuse(t, openMirror(t, &legalSite{url: server.URL + "/"}, t.TempDir()), "302")
}

// Bytes that changed on the disk are not served, and not taken up at the start.
func TestMirrorDamaged(t *testing.T) {
	site, dir := newSite(t), t.TempDir()
	m := openMirror(t, site, dir)
	refresh(t, m, true)
	name := m.Copy().files["kk/terms/1/text.md"]
	if err := os.WriteFile(filepath.Join(dir, string(name)), []byte("other"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := m.store.Get(name); err == nil {
		t.Error("changed bytes are served")
	}
	if _, err := OpenMirror(site.url, "terms", Nothing, Store{dir}); err == nil {
		t.Error("changed bytes are taken up")
	}
}
