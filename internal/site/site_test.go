package site_test

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/ledger/ledgertest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/proof"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/site"
	"github.com/kelisim/kelisim/internal/standing"
)

var now = time.Date(2026, 6, 1, 10, 0, 0, 0, time.UTC)

// shelf has the texts in memory. Two texts of it have nothing in common.
type shelf struct{}

func (shelf) Text(t *legal.Text) (*legal.Text, error) { return t, nil }

func (shelf) Compare(old, new *legal.Text, _ func(*legal.Text) *redline.Prepared) *redline.Redline {
	return &redline.Redline{Records: []redline.Record{{Change: redline.Changed,
		Old: []redline.Unit{{Index: 0, Kind: legal.Title}}, New: []redline.Unit{{Index: 0, Kind: legal.Title}}}}}
}

func (shelf) Language(legal.Lang) *language.Language { return nil }

func (shelf) File(f legal.File) ([]byte, error) { return []byte(f.Path), nil }

// content is document "a": edition 1 published in both languages, 2 published and
// withdrawn, 3 published in Kazakh alone, 4 a draft.
func content(t *testing.T) site.Input {
	t.Helper()
	d := ledgertest.Document("a")
	var records []ledger.Record
	for i, languages := range [][]legal.Lang{{"kk", "ru"}, {"kk", "ru"}, {"kk"}, {"kk", "ru"}} {
		e := ledgertest.Edition("a", fmt.Sprint(i+1), languages...)
		material := true
		e.Material, e.Effective = &material, now.AddDate(0, i, 0)
		d.Editions = append(d.Editions, e)
		for _, text := range e.Texts {
			text.MakeIndex()
		}
		if i == 3 {
			continue
		}
		more, found := ledger.Publish(records, now, []ledger.Publication{{Document: d, Edition: e}})
		records = append(records, more...)
		if i == 1 {
			more, withdrawn := ledger.Withdraw(records, now, "a", "2")
			records, found = append(records, more...), append(found, withdrawn...)
		}
		if found.HasErrors() {
			t.Fatal(found)
		}
	}
	return site.Input{
		Site:     &legal.Site{ID: "example.org", BaseURL: "https://example.org/", Languages: []legal.Lang{"kk", "ru"}, Zone: time.UTC},
		Standing: standing.Of(standing.Input{Documents: []*legal.Document{d}, Records: records, At: now}),
		Proved:   func(record int) proof.Statement { return proof.Statement{Records: record} },
		Compare:  func(_ legal.Lang, a, b string) int { return cmp.Compare(a, b) },
		Ordered:  func(legal.Lang) bool { return true },
	}
}

// pages makes all groups of a plan.
func pages(t *testing.T, in site.Input) map[string]plan.Page {
	t.Helper()
	p := site.Plan(in)
	groups := slices.Clone(p.Whole)
	for _, part := range p.Parts {
		groups = append(groups, part.Groups...)
	}
	out := map[string]plan.Page{}
	for _, g := range groups {
		err := g.Make(plan.NewBench(shelf{}), func(page plan.Page) error {
			out[page.Path] = page
			return nil
		})
		if err != nil {
			t.Fatal(g.Name, err)
		}
	}
	return out
}

// Every address of a document has the page that belongs there, and no other
// address has one.
func TestAddresses(t *testing.T) {
	in := content(t)
	published := pages(t, in)
	var got []string
	for _, name := range slices.Sorted(maps.Keys(published)) {
		if after, ok := strings.CutPrefix(name, "ru/a/"); ok {
			got = append(got, after+" "+strings.TrimPrefix(fmt.Sprintf("%T", published[name].View), "*site."))
		}
	}
	want := []string{
		"1/bilingual/index.html Bilingual", "1/index.html Edition", "1/text.md <nil>", "1/text.txt <nil>",
		"2/bilingual/index.html Bilingual", "2/changes/bilingual/index.html BilingualChanges", "2/changes/index.html Changes", "2/changes/order/index.html Order",
		"2/changes/table/index.html Table", "2/index.html Edition", "2/text.md <nil>", "2/text.txt <nil>",
		"3/index.html Missing",
		"feed.xml Feed", "history/index.html History", "index.html Edition", "since/index.html Since",
	}
	if !slices.Equal(got, want) {
		t.Errorf("ru/a/ has\n%s\nnot\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	in.Drafts = true
	drafts := pages(t, in)
	for name := range drafts {
		if _, ok := published[name]; !ok && !strings.Contains(name, "/a/4/") {
			t.Errorf("with drafts there is %s, too", name)
		}
	}
	for name := range published {
		if _, ok := drafts[name]; !ok {
			t.Errorf("with drafts %s is missing", name)
		}
	}
}

// What a page says of the editions around it leaves the withdrawn one out.
func TestNeighbours(t *testing.T) {
	in := content(t)
	in.Drafts = true
	all := pages(t, in)
	e := all[address.Edition("kk", "a", "3")].View.(*site.Edition)
	if e.Previous == nil || e.Previous.ID != "1" || len(e.Coming) != 1 || e.Coming[0].ID != "4" || !e.Coming[0].Draft {
		t.Errorf("around edition 3 stand %+v and %+v", e.Previous, e.Coming)
	}
	if c := all[address.Changes("kk", "a", "3")].View.(*site.Changes); c.Old.ID != "1" {
		t.Errorf("edition 3 is compared with %s", c.Old.ID)
	}
	// In Russian edition 3 has no text: the draft continues edition 1.
	if c := all[address.Changes("ru", "a", "4")].View.(*site.Changes); c.Old.ID != "1" || !c.Draft {
		t.Errorf("the draft is compared with %s, draft %v", c.Old.ID, c.Draft)
	}
	if m := all[address.Edition("ru", "a", "3")].View.(*site.Missing); len(m.Languages) != 1 || m.Languages[0].Name != "kk" {
		t.Errorf("edition 3 exists in %v", m.Languages)
	}
}

// A document whose editions were all withdrawn keeps its address: its history stands there.
func TestWithdrawnWhole(t *testing.T) {
	d, e := ledgertest.Document("a"), ledgertest.Edition("a", "1", "kk", "ru")
	d.Editions, e.Effective = append(d.Editions, e), now.AddDate(0, 1, 0)
	for _, text := range e.Texts {
		text.MakeIndex()
	}
	records, found := ledger.Publish(nil, now, []ledger.Publication{{Document: d, Edition: e}})
	withdrawal, more := ledger.Withdraw(records, now, "a", "1")
	if found = append(found, more...); found.HasErrors() {
		t.Fatal(found)
	}
	in := content(t)
	in.Standing = standing.Of(standing.Input{Documents: []*legal.Document{d}, Records: append(records, withdrawal...), At: now})
	all := pages(t, in)
	for _, lang := range []legal.Lang{"kk", "ru"} {
		h, ok := all[address.Document(lang, "a")].View.(*site.History)
		if !ok || len(h.Editions) != 1 || h.Editions[0].Withdrawn.IsZero() || h.Timeline != nil {
			t.Errorf("%s: the document's page is %+v", lang, all[address.Document(lang, "a")].View)
		}
		row := all[address.List(lang)].View.(*site.List).Groups[0].Rows[0]
		if row.Shown != nil || row.Document.Href != "a/" || row.History != "a/history/" {
			t.Errorf("%s: the list has %+v", lang, row)
		}
	}
}

// What is sealed was published, was not withdrawn and has a text in the language.
func TestSeal(t *testing.T) {
	in := content(t)
	for _, c := range []struct {
		document, edition string
		lang              legal.Lang
		sealed            bool
	}{
		{"a", "1", "kk", true}, {"a", "1", "ru", true}, {"a", "3", "kk", true},
		{"a", "2", "kk", false}, {"a", "3", "ru", false}, {"a", "4", "kk", false}, {"a", "9", "kk", false}, {"b", "1", "kk", false},
	} {
		v, err := site.Seal(in, c.document, c.edition, c.lang, shelf{})
		if err != nil || (v != nil) != c.sealed {
			t.Errorf("%s %s %s: sealed %v, %v", c.document, c.edition, c.lang, v != nil, err)
		}
	}
}

// Feeds and calendars tell of no draft, whatever the pages show.
func TestTold(t *testing.T) {
	in := content(t)
	in.Drafts = true
	all := pages(t, in)
	feed := all[address.DocumentFeed("kk", "a")].View.(*site.Feed)
	var got []string
	for _, n := range feed.Notices {
		got = append(got, string(n.Event)+" "+n.Edition.ID)
	}
	slices.Sort(got)
	if want := []string{"published 1", "published 2", "published 3", "withdrawn 2"}; !slices.Equal(got, want) {
		t.Errorf("the feed tells of %v, not %v", got, want)
	}
	for _, d := range all[address.Calendar("kk")].View.(*site.Calendar).Dates {
		if d.Edition.ID == "4" || d.Cancelled != (d.Edition.ID == "2") {
			t.Errorf("the calendar has edition %s, cancelled %v", d.Edition.ID, d.Cancelled)
		}
	}
	if n := len(all[address.History("kk", "a")].View.(*site.History).Editions); n != 4 {
		t.Errorf("the history has %d editions", n)
	}
}
