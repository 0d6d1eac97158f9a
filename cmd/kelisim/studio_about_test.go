package main

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/desk"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/studio"
)

// A new document and an annex ask for their kind, for a consent that is an agreement in silence
// is none.
func TestDeskAsksForTheKind(t *testing.T) {
	forms := strings.Split(openDesk(t).get("/_desk/"), `data-do="document"`)[1:]
	if len(forms) < 2 {
		t.Fatalf("%d forms", len(forms))
	}
	for _, form := range forms {
		form, _, _ = strings.Cut(form, "</form>")
		if !strings.Contains(form, `<select name="Kind" required><option value=""></option><option value="agreement">`) || strings.Contains(form, "selected") {
			t.Errorf("a kind is guessed, or not asked for: %s", form)
		}
	}
}

// The form of document.yaml changes the keys that were changed; comments, other keys and
// the way in which they are written stay.
func TestDeskAbout(t *testing.T) {
	d := openDesk(t)
	name := "content/user-agreement/document.yaml"
	raw := "# по приказу\r\nkind: agreement # вид\r\norder: 1\r\nincorporates: [personal-data-consent, privacy-policy]\r\nlanguages: [ kk, ru ]\r\nprevails: kk\r\n"
	if err := os.WriteFile(d.file(name), []byte(raw), 0o644); err != nil {
		t.Fatal(err)
	}
	var a studio.Answer
	save := func(q studio.Request) {
		t.Helper()
		q.Document = "user-agreement"
		if q.Facts == nil {
			q.Facts = &studio.FactsEdit{}
		}
		q.Facts.Base = legal.SHA256(d.read(name))
		if d.post("about", q, &a); a.Status != studio.Done {
			t.Fatalf("%+v", a)
		}
	}
	shows := func(words ...string) {
		t.Helper()
		page := d.get("/_desk/about/user-agreement")
		for _, w := range words {
			if !strings.Contains(page, w) {
				t.Errorf("the form has no %s", w)
			}
		}
	}
	save(studio.Request{})
	if got := string(d.read(name)); got != raw {
		t.Errorf("nothing was changed, and the file is %q", got)
	}
	save(studio.Request{Facts: &studio.FactsEdit{Values: map[string]string{"prevails": "ru", "acceptance": "required", "languages": "en"}}})
	want := strings.Replace(raw, "prevails: kk", "prevails: ru", 1) + "acceptance: required\r\n"
	if got := string(d.read(name)); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	save(studio.Request{Incorporates: &[]string{"privacy-policy"},
		Purposes: []studio.PurposeEdit{{ID: "account", Clauses: "2.1, 3"}, {ID: "letters", Clauses: "4.10", Optional: true}, {ID: ""}}})
	want = strings.Replace(want, "[personal-data-consent, privacy-policy]", "[privacy-policy]", 1) +
		"purposes:\r\n  account: [\"2.1\", \"3\"]\r\n  letters: { clauses: [\"4.10\"], optional: true }\r\n"
	if got := string(d.read(name)); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	save(studio.Request{Purposes: []studio.PurposeEdit{{Was: "account", ID: "account", Clauses: "2.1,3"}, {Was: "letters", ID: "letters"}}})
	want = strings.Replace(want, "  letters: { clauses: [\"4.10\"], optional: true }\r\n", "", 1)
	if got := string(d.read(name)); got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	// A period is a number of a unit to her, and ISO 8601 to the file.
	save(studio.Request{Periods: map[string]desk.Period{"expires": {Number: "3", Unit: "Y"}, "renew_notice": {Number: "30", Unit: "D"}}})
	if got := string(d.read(name)); got != want+"expires: P3Y\r\nrenew_notice: P30D\r\n" {
		t.Errorf("periods: %q", got)
	}
	shows(`value="3" data-part="Number"`, `<option value="Y" selected>`, `value="30" data-part="Number"`, `<option value="D" selected>`)
	save(studio.Request{Periods: map[string]desk.Period{"expires": {Unit: "Y"}, "renew_notice": {}}})
	if got := string(d.read(name)); got != want {
		t.Errorf("without periods: %q", got)
	}
	save(studio.Request{Facts: &studio.FactsEdit{Values: map[string]string{"expires": "P1Y6M"}}})
	shows(`name="expires" value="P1Y6M"`)
	save(studio.Request{Facts: &studio.FactsEdit{Values: map[string]string{"expires": ""}}})
	d.post("about", studio.Request{Document: "user-agreement", Facts: &studio.FactsEdit{Base: legal.SHA256([]byte(raw)), Values: map[string]string{"kind": "rules"}}}, &a)
	if a.Status != studio.Changed || string(d.read(name)) != want {
		t.Errorf("a file that somebody else changed: %+v", a)
	}
	if d.post("about", studio.Request{Document: "privacy-policy", Facts: &studio.FactsEdit{}}, &a); a.Status != studio.Refused {
		t.Errorf("all editions are published: %+v", a)
	}
}

// A draft is deleted with a yes to just its bytes and can be brought back; a published
// edition cannot be deleted. A document that holds nothing else goes with it.
func TestDeskDiscards(t *testing.T) {
	d := openDesk(t)
	first := d.content()
	var plan, a studio.Answer
	q := studio.Request{Document: "user-agreement", Edition: "6"}
	if d.post("discard", q, &plan); plan.Status != studio.Confirm || !strings.Contains(plan.Text, "content/user-agreement/6/ru.md") {
		t.Fatalf("%+v", plan)
	}
	q.Confirmed = plan.Digest
	name := d.file("content/user-agreement/6/ru.md")
	if err := os.WriteFile(name, append(d.read("content/user-agreement/6/ru.md"), '\n'), 0o644); err != nil {
		t.Fatal(err)
	}
	if d.post("discard", q, &a); a.Status != studio.Confirm || len(d.content()) != len(first) {
		t.Fatalf("other bytes than were shown: %+v", a)
	}
	if err := os.WriteFile(name, []byte(first[name]), 0o644); err != nil {
		t.Fatal(err)
	}
	if d.post("discard", q, &a); a.Status != studio.Done {
		t.Fatalf("%+v", a)
	}
	if _, err := os.Stat(d.file("content/user-agreement/6")); err == nil {
		t.Error("the draft's folder is there")
	}
	d.same(first, "content/user-agreement/6/")
	for _, verb := range []string{"save", "fix", "begin"} { // in a window that still shows it
		if d.post(verb, studio.Request{Document: "user-agreement", Edition: "6", Language: "ru"}, &a); a.Status != studio.Refused || !strings.HasPrefix(a.Text, "Такой редакции нет. Возможно, ее удалили") {
			t.Errorf("%s of a discarded draft: %+v", verb, a)
		}
	}
	if d.post("undo", studio.Request{}, &a); a.Status != studio.Done {
		t.Fatalf("%+v", a)
	}
	d.same(first, "")
	for _, edition := range []string{"1", "5", "..", "7"} {
		if d.post("discard", studio.Request{Document: "user-agreement", Edition: edition}, &a); a.Status != studio.Refused {
			t.Errorf("edition %s: %+v", edition, a)
		}
	}
	d.post("document", studio.Request{Document: "rules", Kind: "rules", Title: "Правила"}, &a)
	q = studio.Request{Document: "rules", Edition: "1"}
	d.post("discard", q, &plan)
	q.Confirmed = plan.Digest
	if d.post("discard", q, &a); a.Status != studio.Done {
		t.Fatalf("%+v", a)
	}
	if _, err := os.Stat(d.file("content/rules")); err == nil {
		t.Error("a document without editions stayed")
	}
	d.same(first, "")
}

// same fails unless the content is what it was, but for the files under a folder, which
// are gone.
func (d *openedDesk) same(first map[string]string, gone string) {
	d.t.Helper()
	now := d.content()
	for name, data := range first {
		is, there := now[name]
		if out := gone != "" && strings.HasPrefix(name, d.file(gone)); there == out || there && is != data {
			d.t.Errorf("%s: there %v", name, there)
		}
	}
	for name := range now {
		if _, there := first[name]; !there {
			d.t.Errorf("%s is new", name)
		}
	}
}

// A repeal that has not come yet is moved and taken back, each with a yes to its record.
func TestDeskTakesRepealBack(t *testing.T) {
	d := openDesk(t)
	yes := func(verb string, q studio.Request) {
		t.Helper()
		var a studio.Answer
		if d.post(verb, q, &a); a.Status != studio.Confirm {
			t.Fatalf("%s: %+v", verb, a)
		}
		q.Confirmed = a.Digest
		if d.post(verb, q, &a); a.Status != studio.Done {
			t.Fatalf("%s: %+v", verb, a)
		}
	}
	before := bytes.Count(d.read("content/ledger.jsonl"), []byte("\n"))
	yes("repeal", studio.Request{Document: "privacy-policy", From: "2030-02-01"})
	yes("repeal", studio.Request{Document: "privacy-policy", From: "2030-03-01"})
	if page := d.get("/_desk/"); !strings.Contains(page, "Утратит силу с 1 марта 2030 года") || !strings.Contains(page, `data-do="unrepeal"`) {
		t.Error("the start page does not say when the document ends")
	}
	yes("unrepeal", studio.Request{Document: "privacy-policy"})
	if n := bytes.Count(d.read("content/ledger.jsonl"), []byte("\n")); n != before+3 {
		t.Errorf("%d records", n-before)
	}
	if strings.Contains(d.get("/_desk/"), "Утратит силу с") {
		t.Error("the document still ends")
	}
}
