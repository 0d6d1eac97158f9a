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

// Each way back is said once, and only an edition that is not yet in force can be
// withdrawn.
func TestUndoing(t *testing.T) {
	scheduled := ledger.Record{Kind: ledger.EditionKind, Recorded: now, Effective: now.Add(time.Hour)}
	inForce := ledger.Record{Kind: ledger.EditionKind, Recorded: now, Effective: now}
	repeal := ledger.Record{Kind: ledger.RepealKind, Recorded: now, From: now.Add(time.Hour)}
	got := Undoing([]ledger.Record{scheduled, scheduled, inForce, repeal, {Kind: ledger.RepealKind}, {Kind: ledger.UnrepealKind}})
	if want := []string{"publish.undo", "publish.undo-never", "publish.undo-repeal", "publish.undo-repealed", "publish.undo-unrepeal"}; !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}
