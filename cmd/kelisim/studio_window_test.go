package main

import (
	"bytes"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/kelisim/kelisim/internal/draft"
	"github.com/kelisim/kelisim/internal/studio"

	"github.com/kelisim/kelisim/internal/legal"
)

// window is what the program's window shows. Several may write to it.
type window struct {
	mu    sync.Mutex
	shown bytes.Buffer
}

func (w *window) Write(data []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.shown.Write(data)
}

func (w *window) text() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.shown.String()
}

// The program's window says in the language of the desk what was done, and what was refused.
func TestDeskWindow(t *testing.T) {
	d := openDesk(t)
	var a studio.Answer
	d.post("publish", studio.Request{Document: "user-agreement", Edition: "6"}, &a)
	d.post("verify", studio.Request{}, &a)
	d.send("POST", "/_desk/save", []byte("{}"), map[string]string{"Origin": "http://example.org"}, nil)
	d.post("speak", studio.Request{Language: "kk"}, &a)
	d.post("build", studio.Request{}, &a)
	for _, want := range []string{
		"опубликование, user-agreement, редакция 6: показано, что будет сделано\n",
		"проверка по реестру: сделано\n",
		"отклонен запрос POST /_desk/save: он пришел не со страницы рабочего места\n",
		"сайтты құрастыру: орындалды\n",
	} {
		if !strings.Contains(d.window.text(), want) {
			t.Errorf("the window lacks %q:\n%s", want, d.window.text())
		}
	}
}

// A site that is told where it will stand takes its id from there, and again from the right
// address after a wrong one, as long as nothing was published; one that has an id of its own keeps it.
func TestDeskNamesSite(t *testing.T) {
	for _, c := range []struct {
		id, was, address, want string
		records                bool
	}{
		{draft.SiteID, "", "https://Docs.Example.kz/legal/", "docs.example.kz", false},
		{draft.SiteID, "", "https://құжат.қаз/", draft.SiteID, false},
		{draft.SiteID, "", "https://docs.example.kz/", draft.SiteID, true},
		{"office", "", "https://docs.example.kz/", "office", false},
		{"dosc.example.kz", "https://dosc.example.kz/", "https://docs.example.kz/", "docs.example.kz", false},
		{"dosc.example.kz", "https://dosc.example.kz/", "https://docs.example.kz/", "dosc.example.kz", true},
		{"office", "https://dosc.example.kz/", "https://docs.example.kz/", "office", false},
	} {
		d := openDesk(t)
		if !c.records {
			for _, dir := range []string{"user-agreement", "privacy-policy", "personal-data-consent"} {
				if err := os.RemoveAll(d.file("content/" + dir)); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.Remove(d.file("content/ledger.jsonl")); err != nil {
				t.Fatal(err)
			}
		}
		settings := "id: " + c.id + "\nlanguages: [kk, ru]\norganization: Мектеп\n"
		if c.was != "" {
			settings += "base_url: " + c.was + "\n"
		}
		if err := os.WriteFile(d.file("content/site.yaml"), []byte(settings), 0o644); err != nil {
			t.Fatal(err)
		}
		d.get("/_desk/") // the folder is read anew
		var a studio.Answer
		d.post("settings", studio.Request{Facts: &studio.FactsEdit{Base: legal.SHA256([]byte(settings)), Values: map[string]string{"base_url": c.address}}}, &a)
		if now := string(d.read("content/site.yaml")); a.Status != studio.Done || !strings.HasPrefix(now, "id: "+c.want+"\n") {
			t.Errorf("%s at %s: %+v\n%s", c.id, c.address, a, now)
		}
	}
}

// A new site has the id that stands for none yet.
func TestSiteID(t *testing.T) {
	dir := t.TempDir()
	if err := draft.Site(dir, func(string, ...string) string { return "" }); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(dir + "/content/site.yaml"); err != nil || !bytes.Contains(data, []byte("\nid: "+draft.SiteID+"\n")) {
		t.Errorf("%v\n%s", err, data)
	}
}

// The plan of a document whose annex is ready offers the plan of both.
func TestDeskPublishesAnnexes(t *testing.T) {
	d := openDesk(t)
	for name, text := range map[string]string{
		"pool/document.yaml": "kind: rules\n", "pool/1/edition.yaml": "",
		"pool/1/ru.md":       "---\ntitle: Правила бассейна\n---\n\n1. Плавают в шапочке.\n",
		"form/document.yaml": "kind: rules\nannex_of: pool\n", "form/1/edition.yaml": "",
		"form/1/ru.md": "---\ntitle: Форма заявки\n---\n\n1. Заявку подают письменно.\n",
	} {
		d.put("content/"+name, text)
	}
	var alone, both, a studio.Answer
	q := studio.Request{Document: "pool", Edition: "1"}
	if d.post("publish", q, &alone); alone.Status != studio.Confirm || alone.Also != "Опубликовать вместе с приложениями…" {
		t.Fatalf("%+v", alone)
	}
	q.Annexes = true
	if d.post("publish", q, &both); both.Status != studio.Confirm || both.Also != "" || !strings.Contains(both.Text, "«Форма заявки», редакция 1") {
		t.Fatalf("%+v", both)
	}
	q.Confirmed = both.Digest
	if d.post("publish", q, &a); a.Status != studio.Done || bytes.Count(d.read("content/ledger.jsonl"), []byte(`"document":"form"`)) != 1 {
		t.Errorf("%+v", a)
	}
}

// An annex that comes later is not told to be missing by the plan that publishes it, and the
// plan names the main document as a sentence does.
func TestDeskPublishesAnnexLater(t *testing.T) {
	d := openDesk(t)
	d.put("content/form/document.yaml", "kind: rules\nannex_of: user-agreement\n")
	d.put("content/form/1/edition.yaml", "")
	d.put("content/form/1/ru.md", "---\ntitle: Форма заявки\n---\n\n1. Заявку подают письменно.\n")
	var plan studio.Answer
	d.post("publish", studio.Request{Document: "form", Edition: "1"}, &plan)
	if plan.Status != studio.Confirm || strings.Contains(plan.Text, "а это приложение") ||
		!strings.Contains(plan.Text, "«Форма заявки» – приложение к документу «Пользовательское соглашение», который остается как есть") ||
		!strings.Contains(plan.Text, "\n  русский текст: первая редакция на этом языке\n") {
		t.Errorf("%+v", plan)
	}
}
