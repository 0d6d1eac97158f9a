package main

import (
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
	m, err := OpenMirror(site.url, "terms", Store{dir})
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
	if want := []string{indexPath}; !reflect.DeepEqual(site.asked, want) {
		t.Errorf("asked for %v, want %v", site.asked, want)
	}
	clear(site.files)
	refuse(t, m, "404")
	again := openMirror(t, site, dir).Copy()
	if again == nil || !reflect.DeepEqual(again.Together("ru", noon), m.Copy().Together("ru", noon)) || len(again.Together("ru", noon)) != 2 {
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
		if got := m.Copy().Together("kk", at)[0].Edition; got != want {
			t.Errorf("at %v edition %s, want %s", at, got, want)
		}
	}
}

// A document that is named by another and is not in force has no edition, and
// nobody is asked for it.
func TestMirrorNotInForce(t *testing.T) {
	site := newSite(t)
	site.sets[0]["members"] = []any{map[string]string{"document": "terms", "edition": "1"}, map[string]string{"document": "privacy"}}
	site.build()
	m := openMirror(t, site, t.TempDir())
	refresh(t, m, true)
	shown := m.Copy().Together("kk", noon)
	if len(shown) != 1 || shown[0].Document != "terms" || !m.Copy().Acceptable(shown, noon) {
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
		}
	}
	for name, c := range map[string]struct {
		harm func(*legalSite)
		why  string
	}{
		"source":            {edit("kk/terms/2/text.md", "terms", "Terms"), "kk/terms/2/text.md: its SHA-256 is"},
		"plain":             {edit("ru/terms/2/text.txt", "terms", "Terms"), "ru/terms/2/text.txt: its SHA-256 is"},
		"fragment":          {edit("embed/kk/terms/2/x.html", "terms", "Terms"), "embed/kk/terms/2/x.html: its SHA-256 is"},
		"fragment of other": {swapFragment, "is not of the text"},
		"text missing":      {func(s *legalSite) { delete(s.files, "kk/terms/2/text.md") }, "404"},
		"script":            {changeScript, "embed/kelisim-text.js: its SHA-256 is"},
		"index of nothing":  {func(s *legalSite) { s.files[indexPath] = "{}" }, "the index is of"},
		"index no JSON":     {func(s *legalSite) { s.files[indexPath] = "<!doctype html>" }, "invalid character"},
		"index too long":    {func(s *legalSite) { s.files[indexPath] += strings.Repeat(" ", fileLimit) }, "more than"},
		"index time zone":   {edit(indexPath, "Asia/Almaty", "Asia/Nowhere"), "unknown time zone"},
		"index path":        {edit(indexPath, "kk/terms/2/text.md", "../kk/terms/2/text.md"), "is no path"},
		"index integrity":   {edit(indexPath, "sha256-", "sha1-"), "is no integrity"},
		"index no fragment": {edit(indexPath, `"embed"`, `"embedded"`), "has no fragment"},
		"index kind":        {renameText, "no kind of file that is kept"},
		"index forged text": {forgeText, "the ledger does not record"},
		"ledger cut":        {edit("ledger/ledger.jsonl", "\n", ""), "ledger.jsonl"},
		"ledger torn":       {func(s *legalSite) { s.files["ledger/ledger.jsonl"] += "{" }, "unexpected end"},
		"ledger longer":     {func(s *legalSite) { s.record(map[string]any{"kind": "repeal"}) }, "the index is of"},
		"sets of a build":   {edit("api/v1/sets/terms.json", `"records":3`, `"records":2`), "another build"},
		"sets of another":   {edit("api/v1/sets/terms.json", `"document":"terms","ledger"`, `"document":"privacy","ledger"`), "another build"},
		"sets of nothing":   {edit("api/v1/sets/terms.json", `"edition":"2"`, `"edition":"3"`), "has no edition 3"},
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

// A ledger that is another one is refused: by who knows the old one, whatever it
// says, and by everybody if its lines do not follow from each other.
func TestMirrorRefusesAnotherLedger(t *testing.T) {
	site := newSite(t)
	m := openMirror(t, site, t.TempDir())
	refresh(t, m, true)
	site.begin(noon.Add(-48 * time.Hour))
	refuse(t, m, "does not continue")
	refresh(t, openMirror(t, site, t.TempDir()), true)
	site.files["ledger/ledger.jsonl"] = strings.Replace(site.files["ledger/ledger.jsonl"], `"title":"privacy"`, `"title":"Privacy"`, 1)
	refuse(t, openMirror(t, site, t.TempDir()), "line 2 does not follow")
}

// swapFragment serves, with the right integrity, the fragment of edition 1.
func swapFragment(s *legalSite) {
	old, other := s.files["embed/kk/terms/2/x.html"], s.files["embed/kk/terms/1/x.html"]
	s.files["embed/kk/terms/2/x.html"] = other
	s.files[indexPath] = strings.ReplaceAll(s.files[indexPath], integrity(old), integrity(other))
}

// changeScript serves another script than the one that the index names.
func changeScript(s *legalSite) {
	s.files["embed/kelisim-text.js"] = "// a new element"
	s.build()
	s.files["embed/kelisim-text.js"] = "// another"
}

// renameText serves the bytes of a text at an address of another kind.
func renameText(s *legalSite) {
	s.files["kk/terms/2/text.exe"] = s.files["kk/terms/2/text.md"]
	s.files[indexPath] = strings.ReplaceAll(s.files[indexPath], "kk/terms/2/text.md", "kk/terms/2/text.exe")
}

// forgeText serves, with the right hash, a text that was never published.
func forgeText(s *legalSite) {
	hash := sum([]byte(s.files["kk/terms/2/text.md"]))
	s.files["kk/terms/2/text.md"] = "forged"
	s.files[indexPath] = strings.ReplaceAll(s.files[indexPath], hash, sum([]byte("forged")))
}

// A copy is bounded as a whole, too.
func TestMirrorRefusesTooMuch(t *testing.T) {
	site := newSite(t)
	read := func(padding int) error {
		_, _, err := ReadCopy(func(path, _ string) ([]byte, error) {
			data := site.files[path]
			if strings.HasSuffix(path, ".json") { // the index and the sets
				data += strings.Repeat(" ", padding)
			}
			return []byte(data), nil
		}, "terms", nil, noon)
		return err
	}
	if err := read(copyLimit/2 - 64<<10); err != nil {
		t.Error(err)
	}
	if err := read(copyLimit / 2); err == nil || !strings.Contains(err.Error(), "all files are more than") {
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
	if _, err := OpenMirror(site.url, "terms", Store{dir}); err == nil {
		t.Error("changed bytes are taken up")
	}
}
