package publication

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
)

var now = time.Date(2026, 6, 1, 10, 0, 0, 0, time.UTC)

// Whether users must accept again is said from the second edition on: nobody has
// accepted anything before the first.
func TestDescribe(t *testing.T) {
	catalog, err := i18n.Load(i18n.Files())
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range catalog.Languages() {
		p, err := catalog.Printer(lang)
		if err != nil {
			t.Fatal(err)
		}
		for seq, material := range map[int]bool{1: true, 2: true, 3: false} {
			var b strings.Builder
			Words{Printer: p}.Describe(&b, ledger.Record{Kind: ledger.EditionKind, Document: "a", Edition: "x1", EditionSeq: seq,
				Material: material, Published: now, Effective: now, Snapshot: &ledger.Snapshot{Kind: "agreement"}})
			again, editorial := strings.Contains(b.String(), p.Say("publish.material")), strings.Contains(b.String(), p.Say("publish.editorial"))
			if again != (seq == 2) || editorial != (seq == 3) || !strings.Contains(b.String(), "x1") {
				t.Errorf("%s: edition %d: %s", lang, seq, &b)
			}
		}
		for kind, want := range map[legal.Kind]string{"consent": "publish.material", "policy": "publish.material-informed", "rules": "publish.material-informed"} {
			var b strings.Builder
			Words{Printer: p}.Describe(&b, ledger.Record{Kind: ledger.EditionKind, Document: "a", Edition: "2", EditionSeq: 2,
				Material: true, Published: now, Effective: now, Snapshot: &ledger.Snapshot{Kind: kind}})
			if !strings.Contains(b.String(), p.Say(want)) { // nobody is asked to accept what is only shown
				t.Errorf("%s: %s: %s", lang, kind, &b)
			}
		}
	}
}

// A correction of the clock names one record, or the first and the last.
func TestDescribeClock(t *testing.T) {
	p, err := i18n.Ours().Printer("en")
	if err != nil {
		t.Fatal(err)
	}
	for corrects, want := range map[int]string{4: "record 4 was made ", 2: "records 2 to 4 were made "} {
		var b strings.Builder
		Words{Printer: p}.Describe(&b, ledger.Record{Kind: ledger.ClockKind, Seq: 5, Corrects: corrects, Recorded: now})
		if !strings.HasPrefix(b.String(), want) {
			t.Errorf("got %q, want %q", b.String(), want)
		}
	}
}

// Each way back is said once, of which of several records it is, and only an edition
// that is not yet in force can be withdrawn.
func TestUndoing(t *testing.T) {
	scheduled := ledger.Record{Kind: ledger.EditionKind, Document: "a", Edition: "1", Recorded: now, Effective: now.Add(time.Hour)}
	inForce := ledger.Record{Kind: ledger.EditionKind, Document: "c", Edition: "4", Recorded: now, Effective: now}
	repeal := ledger.Record{Kind: ledger.RepealKind, Document: "d", Recorded: now, From: now.Add(time.Hour)}
	second := scheduled
	second.Document, second.Edition = "b", "3"
	p, err := i18n.Ours().Printer("en")
	if err != nil {
		t.Fatal(err)
	}
	w := Words{Printer: p}
	for _, c := range []struct {
		records []ledger.Record
		want    []string
	}{
		{[]ledger.Record{scheduled}, []string{p.Say("publish.undo")}},
		{[]ledger.Record{inForce}, []string{p.Say("publish.undo-never")}},
		{[]ledger.Record{scheduled, inForce, second, repeal}, []string{
			"a, edition 1; b, edition 3:", p.Say("publish.undo"), "c, edition 4:", p.Say("publish.undo-never"), "d:", p.Say("publish.undo-repeal")}},
		{[]ledger.Record{{Kind: ledger.RepealKind, Document: "a"}, {Kind: ledger.UnrepealKind, Document: "a"}}, []string{
			"a:", p.Say("publish.undo-repealed"), "a:", p.Say("publish.undo-unrepeal")}},
	} {
		if got := w.Undoing(c.records); !slices.Equal(got, c.want) {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}
