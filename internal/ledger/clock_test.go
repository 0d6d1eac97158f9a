package ledger_test

import (
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/ledger/ledgertest"
	"github.com/kelisim/kelisim/internal/translog"
)

// A clock was ahead for two records; a third one says so. What the two published
// counts as published then; dates that were chosen stay; the ledger goes on.
func TestCorrectClock(t *testing.T) {
	right, wrong := at(t, "02-01T10:00"), at(t, "02-01T10:00").AddDate(73, 0, 0)
	var data []byte
	var records []ledger.Record
	add := func(made []ledger.Record, list diag.List) {
		t.Helper()
		if len(list) > 0 {
			t.Fatal(list)
		}
		data = append(data, ledgertest.Bytes(made)...)
		var found diag.List
		if records, found = ledger.Parse(ledger.Path, data, right.Location()); len(found) > 0 {
			t.Fatal(found)
		}
	}
	publish := func(now time.Time, document, id string, effective time.Time) ([]ledger.Record, diag.List) {
		e := material(ledgertest.Edition(document, id, "kk"), true)
		e.Effective = effective
		return ledger.Publish(records, now, []ledger.Publication{{Document: ledgertest.Document(document), Edition: e}})
	}
	add(publish(right, "a", "1", time.Time{}))
	if _, list := ledger.CorrectClock(records, right.Add(time.Hour)); len(list) != 1 || list[0].Key() != "ledger-clock.nothing" {
		t.Errorf("nothing to correct: %v", list)
	}
	add(publish(wrong, "a", "2", time.Time{}))
	later := wrong.AddDate(1, 0, 0)
	add(publish(wrong.Add(time.Minute), "b", "1", later))
	now := right.Add(48 * time.Hour)
	if _, list := publish(now, "a", "3", time.Time{}); !list.HasErrors() {
		t.Error("published before the last record")
	}
	if list := ledger.Future(records, now); len(list) != 2 || list[0].Severity != diag.Warning || list[0].Pos.Line != 2 {
		t.Errorf("records of the future: %v", list)
	}
	add(ledger.CorrectClock(records, now))
	for i, want := range []struct{ recorded, effective, clock time.Time }{
		{right, right, time.Time{}}, {now, now, wrong}, {now, later, wrong.Add(time.Minute)}, {now, time.Time{}, time.Time{}},
	} {
		r := records[i]
		if !r.Recorded.Equal(want.recorded) || !r.Effective.Equal(want.effective) || !r.Clock.Equal(want.clock) {
			t.Errorf("record %d: recorded %v, effective %v, clock %v", r.Seq, r.Recorded, r.Effective, r.Clock)
		}
	}
	if records[1].Published != records[1].Recorded {
		t.Errorf("published %v", records[1].Published)
	}
	if list := ledger.Future(records, now); len(list) > 0 {
		t.Errorf("records of the future: %v", list)
	}
	add(ledger.Withdraw(records, now, "b", "1"))
	add(publish(now.Add(time.Hour), "a", "3", time.Time{}))
	// Once more, over what was corrected already.
	add(publish(wrong, "a", "4", time.Time{}))
	add(ledger.CorrectClock(records, now.Add(2*time.Hour)))
	add(publish(now.Add(3*time.Hour), "a", "5", time.Time{}))
	if n := len(records); records[n-1].Seq != n || !records[1].Clock.Equal(wrong) {
		t.Errorf("record 2: clock %v", records[1].Clock)
	}

	// Forged: another first record, none at all.
	for name, from := range map[string]int{"too early": 1, "too late": 3} {
		forged := []*ledger.Record{}
		parsed, _ := ledger.Parse(ledger.Path, data, right.Location())
		for i := range 4 {
			r := parsed[i]
			if !r.Clock.IsZero() {
				moment := r.Effective.Equal(r.Published)
				r.Recorded, r.Published = r.Clock, r.Clock
				if moment {
					r.Effective = r.Clock
				}
			}
			forged = append(forged, &r)
		}
		forged[3].Corrects = from
		if _, list := ledger.Parse(ledger.Path, ledgertest.Forge(forged...), right.Location()); len(list) != 1 || list[0].Key() != "ledger-clock.corrects" {
			t.Errorf("%s: %v", name, list)
		}
	}
}

// The old key signs the new one, in its place of this ledger.
func TestChangeKey(t *testing.T) {
	now := at(t, "02-01T10:00")
	one, two, three := ledgertest.Secret("test", 1, false), ledgertest.Secret("test", 2, false), ledgertest.Secret("test", 3, false)
	records := must(t)(ledger.Publish(nil, now, []ledger.Publication{ask(ledgertest.Edition("a", "1", "kk"), time.Time{})}))
	records = append(records, must(t)(ledger.ChangeKey(records, now, one, two.Key))...)
	records = append(records, must(t)(ledger.ChangeKey(records, now, two, three.Key))...)
	parsed, list := ledger.Parse(ledger.Path, ledgertest.Bytes(records), now.Location())
	if len(list) > 0 || len(parsed) != 3 {
		t.Fatal(list)
	}
	for n, want := range []string{string(one.Key), string(one.Key), string(two.Key), string(three.Key)} {
		if got := ledger.KeyAt(parsed, n, three.Key); string(got) != want {
			t.Errorf("key at %d: %s, want %s", n, got, want)
		}
	}
	if ledger.LastKey(parsed) != three.Key || ledger.LastKey(parsed[:1]) != "" {
		t.Error("the last key")
	}
	for name, test := range map[string]struct {
		old  translog.Secret
		key  translog.Key
		want string
	}{
		"by another key": {one, three.Key, "ledger-key.unknown"},
		"the same":       {three, three.Key, "ledger-key.other"},
		"another name":   {three, ledgertest.Secret("other", 4, false).Key, "ledger-key.other"},
		"a witness":      {three, ledgertest.Secret("test", 4, true).Key, "ledger-key.other"},
	} {
		_, list := ledger.ChangeKey(parsed, now, test.old, test.key)
		if len(list) != 1 || list[0].Key() != test.want {
			t.Errorf("%s: %v, want %s", name, list, test.want)
		}
	}
	forged := []*ledger.Record{&records[0], &records[1]}
	forged[1].Key = three.Key
	if _, list := ledger.Parse(ledger.Path, ledgertest.Forge(forged...), now.Location()); len(list) != 1 || list[0].Key() != "ledger-key.unsigned" {
		t.Errorf("forged: %v", list)
	}
}
