package ledger_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/ledger/ledgertest"
	"github.com/kelisim/kelisim/internal/legal"
)

// ask is a publication of document "a".
func ask(e *legal.Edition, claimed time.Time) ledger.Publication {
	return ledger.Publication{Document: ledgertest.Document("a"), Edition: e, At: claimed}
}

func must(t *testing.T) func([]ledger.Record, diag.List) []ledger.Record {
	return func(r []ledger.Record, list diag.List) []ledger.Record {
		t.Helper()
		if len(list) > 0 {
			t.Fatal(list)
		}
		return r
	}
}

func material(e *legal.Edition, m bool) *legal.Edition {
	e.Material = &m
	return e
}

func TestPublish(t *testing.T) {
	now := at(t, "02-01T10:00")
	one := ledgertest.Edition("a", "1", "kk")
	two := material(ledgertest.Edition("a", "2", "kk", "ru"), false)
	two.Effective = at(t, "03-01")
	b := ledgertest.Edition("b", "1", "kk")
	add := must(t)(ledger.Publish(nil, now, []ledger.Publication{ask(one, time.Time{}), ask(two, time.Time{}),
		{Document: ledgertest.Document("b"), Edition: b}}))
	type row struct {
		Document, Edition    string
		Seq, EditionSeq      int
		Effective            time.Time
		Material             bool
		ReacceptSince, Texts int
	}
	var got []row
	for _, r := range add {
		if !r.Recorded.Equal(now) || !r.Published.Equal(now) || r.Claimed {
			t.Errorf("record %d: recorded %s, published %s", r.Seq, r.Recorded, r.Published)
		}
		got = append(got, row{r.Document, r.Edition, r.Seq, r.EditionSeq, r.Effective, r.Material, r.ReacceptSince, len(r.Texts)})
	}
	want := []row{
		{"a", "1", 1, 1, now, true, 1, 1},
		{"a", "2", 2, 2, at(t, "03-01"), false, 1, 2},
		{"b", "1", 3, 1, now, true, 1, 1},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestPublishText(t *testing.T) {
	one := ledgertest.Edition("a", "1", "kk")
	one.Published = at(t, "01-01") // a claim, that the later language does not take
	records := must(t)(ledger.Publish(nil, at(t, "02-01"), []ledger.Publication{ask(one, time.Time{})}))
	if r := records[0]; !r.Claimed || !r.Published.Equal(one.Published) || !r.Effective.Equal(one.Published) {
		t.Errorf("claimed: %+v", r)
	}
	both := ledgertest.Edition("a", "1", "kk", "ru")
	both.Published = one.Published
	add := must(t)(ledger.Publish(records, at(t, "02-02"), []ledger.Publication{ask(both, time.Time{})}))
	r := add[0]
	if len(add) != 1 || r.Kind != ledger.TextKind || len(r.Texts) != 1 || r.Texts[0].Language != "ru" ||
		r.Claimed || !r.Published.Equal(at(t, "02-02")) {
		t.Errorf("text: %+v", add)
	}
}

// A refusal stands at the file where the editor can mend it, and gives no records.
func TestPublishRefuses(t *testing.T) {
	now := at(t, "02-01")
	edition := func(id string, effective string) *legal.Edition {
		e := material(ledgertest.Edition("a", id, "kk"), true)
		if effective != "" {
			e.Effective = at(t, effective)
		}
		e.Positions = map[string]diag.Pos{"effective": {File: e.Dir + "/edition.yaml", Line: 1, Col: 1}}
		return e
	}
	records := must(t)(ledger.Publish(nil, now, []ledger.Publication{ask(edition("1", ""), time.Time{}), ask(edition("2", "03-01"), time.Time{})}))
	records = append(records, must(t)(ledger.Withdraw(records, now, "a", "2"))...)
	unsaid := ledgertest.Edition("a", "3", "kk")
	tests := []struct {
		name string
		now  time.Time
		ask  ledger.Publication
		want string
	}{
		{"past", now, ask(edition("3", "01-01"), time.Time{}), "content/a/3/edition.yaml:1:1 ledger-effective.past"},
		{"order", now, ask(edition("3", ""), time.Time{}), "content/a/3/edition.yaml:1:1 ledger-effective.order"},
		{"material", now.Add(time.Hour), ask(unsaid, time.Time{}), "content/a/3/edition.yaml ledger-edition.material"},
		{"no text", now.Add(time.Hour), ask(material(ledgertest.Edition("a", "3"), true), time.Time{}), "content/a/3/edition.yaml ledger-edition.no-text"},
		{"again", now, ask(edition("1", ""), time.Time{}), "content/a/1/edition.yaml ledger-edition.duplicate"},
		{"claim", now, ask(edition("3", ""), at(t, "01-20")), "content/a/3/edition.yaml ledger-claim.late"},
		{"clock", now.Add(-time.Hour), ask(edition("3", "03-01"), time.Time{}), "content/a/3/edition.yaml ledger-chain.recorded"},
		{"withdrawn", now, ask(ledgertest.Edition("a", "2", "kk", "ru"), time.Time{}), "content/a/2/ru.md ledger-edition.withdrawn"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			add, list := ledger.Publish(records, test.now, []ledger.Publication{test.ask})
			var got []string
			for _, f := range list {
				got = append(got, fmt.Sprint(f.Pos, " ", f.Key()))
			}
			if add != nil || !slices.Contains(got, test.want) {
				t.Errorf("got %q, %d records\nwant %s", got, len(add), test.want)
			}
		})
	}
	if add, list := ledger.Repeal(records, now, "none", now); add != nil || list[0].Key() != "ledger-repeal.nothing" || list[0].Pos.File != ledger.Path {
		t.Errorf("repeal: %v %v", add, list)
	}
	if add, list := ledger.Withdraw(records, now, "a", "1"); add != nil || list[0].Key() != "ledger-withdraw.in-force" {
		t.Errorf("withdraw: %v %v", add, list)
	}
}

func TestVerify(t *testing.T) {
	doc := ledgertest.Document("a")
	doc.Editions = []*legal.Edition{ledgertest.Edition("a", "1", "kk"), material(ledgertest.Edition("a", "2", "kk"), true)}
	doc.Editions[1].Effective = at(t, "03-01")
	records := must(t)(ledger.Publish(nil, at(t, "02-01"), []ledger.Publication{
		{Document: doc, Edition: doc.Editions[0]}, {Document: doc, Edition: doc.Editions[1]}}))
	tests := []struct {
		name   string
		change func(f []ledger.Found) []ledger.Found
		want   []string
	}{
		{"nothing", func(f []ledger.Found) []ledger.Found { return f }, nil},
		{"draft language", func(f []ledger.Found) []ledger.Found {
			f[0].Texts = append(f[0].Texts, ledger.FoundText{Language: "ru", Path: "content/a/1/ru.md"})
			return f
		}, nil},
		{"draft edition", func(f []ledger.Found) []ledger.Found {
			return append(f, ledger.Found{Document: "a", Edition: "3"})
		}, nil},
		{"text changed", func(f []ledger.Found) []ledger.Found { f[0].Texts[0].SourceSHA256 = "0"; return f },
			[]string{"content/a/1/kk.md: error ledger-mismatch.changed"}},
		{"text missing", func(f []ledger.Found) []ledger.Found { f[0].Texts = nil; return f },
			[]string{"content/a/1/kk.md: error ledger-mismatch.missing"}},
		{"date changed", func(f []ledger.Found) []ledger.Found { f[1].Files[0].SHA256 = "0"; return f },
			[]string{"content/a/2/edition.yaml: error ledger-mismatch.changed"}},
		{"file missing", func(f []ledger.Found) []ledger.Found { f[1].Files = nil; return f },
			[]string{"content/a/2/edition.yaml: error ledger-mismatch.missing"}},
		{"file added", func(f []ledger.Found) []ledger.Found {
			f[1].Files = append(f[1].Files, ledger.FoundFile{Name: "x.pdf", Path: "content/a/2/x.pdf"})
			return f
		}, []string{"content/a/2/x.pdf: error ledger-mismatch.added"}},
		{"folders swapped", func(f []ledger.Found) []ledger.Found {
			f[0].Texts[0].SourceSHA256, f[1].Texts[0].SourceSHA256 = f[1].Texts[0].SourceSHA256, f[0].Texts[0].SourceSHA256
			return f
		}, []string{"content/a/1/kk.md: error ledger-mismatch.swapped", "content/a/2/kk.md: error ledger-mismatch.swapped"}},
		{"edition missing", func(f []ledger.Found) []ledger.Found { return f[1:] },
			[]string{"content/a/1: error ledger-mismatch.edition-missing"}},
		{"document missing", func(f []ledger.Found) []ledger.Found { return nil },
			[]string{"content/a: error ledger-mismatch.document-missing"}},
		{"plain", func(f []ledger.Found) []ledger.Found { f[0].Texts[0].PlainSHA256 = "0"; return f },
			[]string{"content/a/1/kk.md: error ledger-plain"}},
		{"plain of another form", func(f []ledger.Found) []ledger.Found {
			f[0].Texts[0].PlainFormat = "p/2"
			return f
		}, []string{"content/a/1/kk.md: error ledger-plain.format"}},
	}
	ledgertest.Index(doc)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, f := range ledger.Verify("content", records, test.change(ledger.FoundIn(doc))) {
				got = append(got, fmt.Sprintf("%s: %s %s", f.Pos, f.Severity, f.Key()))
				if len(f.Related) != 1 || f.Related[0].Pos.File != ledger.Path || fmt.Sprint(f.Related[0].Args["recorded"]) != "2026-02-01 00:00:00 +0500 +05" {
					t.Errorf("related: %+v", f.Related)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// A record that no entry bundle of the log could hold is refused (ledger-form.long).
func TestPublishLong(t *testing.T) {
	e := ledgertest.Edition("a", "1", "kk")
	for i := range 600 {
		e.Files = append(e.Files, legal.File{Name: fmt.Sprintf("%03d.pdf", i), SHA256: legal.SHA256(nil)})
	}
	now := at(t, "02-01")
	if _, list := ledger.Publish(nil, now, []ledger.Publication{ask(e, time.Time{})}); len(list) > 0 {
		t.Errorf("600 files: %v", list)
	}
	for i := range 600 {
		e.Files = append(e.Files, legal.File{Name: fmt.Sprintf("x%03d.pdf", i), SHA256: legal.SHA256(nil)})
	}
	if _, list := ledger.Publish(nil, now, []ledger.Publication{ask(e, time.Time{})}); len(list) != 1 || list[0].Key() != "ledger-form.long" {
		t.Errorf("1,200 files: %v", list)
	}
}
