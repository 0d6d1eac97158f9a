package timeline_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/ledger/ledgertest"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/timeline"
)

func almaty(t testing.TB) *time.Location {
	t.Helper()
	zone, err := civil.LoadZone("Asia/Almaty")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// instants lists every half hour from before the first record to after all.
func instants(zone *time.Location) []time.Time {
	var out []time.Time
	start := time.Date(2025, 12, 30, 0, 0, 0, 0, zone)
	for i := range 2 * 24 * 6 {
		out = append(out, start.Add(time.Duration(i)*30*time.Minute))
	}
	return out
}

// Spans are in order and do not overlap; each but the last is followed by the
// next without a hole, unless a repeal ended it.
func TestSpansPartition(t *testing.T) {
	zone := almaty(t)
	repealed, withdrawn := 0, 0
	check := func(t *rapid.T) {
		records, _ := ledgertest.History(t, zone)
		at := rapid.SampledFrom(instants(zone)).Draw(t, "T")
		for _, l := range timeline.Of(records, at) {
			var before *timeline.Edition
			for i := range l.Editions {
				e := &l.Editions[i]
				if e.Seq != i+1 || e.Published.After(at) {
					t.Fatalf("edition %d is %+v", i+1, e)
				}
				if e.Withdrawn {
					withdrawn++
					if !e.From.IsZero() || !e.Until.IsZero() {
						t.Fatalf("a withdrawn edition has a span: %+v", e)
					}
					continue
				}
				if !e.Until.IsZero() && !e.From.Before(e.Until) {
					t.Fatalf("empty span: %+v", e)
				}
				if before != nil {
					if before.Until.IsZero() || before.Until.After(e.From) || !before.Repealed && !before.Until.Equal(e.From) {
						t.Fatalf("%s ends %s, %s begins %s", before.ID, before.Until, e.ID, e.From)
					}
				}
				if e.Repealed {
					repealed++
				}
				before = e
			}
			if before != nil && !before.Repealed && !before.Until.IsZero() {
				t.Fatalf("the last span ends by nothing: %+v", before)
			}
		}
	}
	for range 20 { // histories are drawn at random, and few have both
		if rapid.Check(t, check); repealed > 0 && withdrawn > 0 {
			break
		}
	}
	if repealed == 0 || withdrawn == 0 {
		t.Errorf("%d repealed, %d withdrawn editions seen", repealed, withdrawn)
	}
}

type view struct {
	Timelines []timeline.Timeline
	States    []timeline.State
	InForce   []string
	Next      time.Time
	Members   [][]timeline.Member
}

// look is all that a page at t can show.
func look(records []ledger.Record, t time.Time) view {
	v := view{Timelines: timeline.Of(records, t), Next: nextChange(records, t)}
	for _, l := range v.Timelines {
		for i := range l.Editions {
			v.States = append(v.States, l.Editions[i].State(t))
		}
		for _, lang := range []legal.Lang{"kk", "ru"} {
			id := "-"
			if e, text := l.TextInForce(lang, t); e != nil {
				id = e.ID
				if text != nil {
					id += string(text.Language)
				}
			}
			v.InForce = append(v.InForce, id)
		}
		v.Members = append(v.Members, timeline.Together(v.Timelines, l.Document, t))
	}
	return v
}

// What is shown at T is what is shown at the last boundary before it.
func TestBoundary(t *testing.T) {
	zone := almaty(t)
	rapid.Check(t, func(t *rapid.T) {
		records, _ := ledgertest.History(t, zone)
		at := rapid.SampledFrom(instants(zone)).Draw(t, "T")
		b := lastBoundary(records, at)
		if b.After(at) {
			t.Fatalf("boundary %s after %s", b, at)
		}
		if again := lastBoundary(records, b); !again.Equal(b) {
			t.Fatalf("the boundary of %s is %s", b, again)
		}
		if diff := cmp.Diff(look(records, b), look(records, at)); diff != "" {
			t.Fatalf("(-at the boundary %s +at %s):\n%s", b, at, diff)
		}
	})
}

// What was in force stays so: later knowledge changes no past, and the state and
// the sets agree with the spans.
func TestPastStays(t *testing.T) {
	zone := almaty(t)
	rapid.Check(t, func(t *rapid.T) {
		records, _ := ledgertest.History(t, zone)
		all := instants(zone)
		late := timeline.Of(records, all[len(all)-1])
		for i := 0; i < len(all); i += rapid.IntRange(1, 20).Draw(t, "later") {
			at := all[i]
			then := timeline.Of(records, at)
			for i := range late {
				l := &late[i]
				now, text := l.TextInForce("ru", at)
				var before *timeline.Edition
				var beforeText *timeline.Text
				if old := timeline.Find(then, l.Document); old != nil {
					before, beforeText = old.TextInForce("ru", at)
				}
				if (now == nil) != (before == nil) || now != nil && now.ID != before.ID || (text == nil) != (beforeText == nil) {
					t.Fatalf("%s at %s: %v then, %v later", l.Document, at, before, now)
				}
				inForce := 0
				for j := range l.Editions {
					if s := l.Editions[j].State(at); s == timeline.InForce {
						inForce++
					} else if s == timeline.None && !at.Before(l.Editions[j].Published) {
						t.Fatalf("%s@%s at %s: no state", l.Document, l.Editions[j].ID, at)
					}
				}
				if inForce > 1 || (inForce == 1) != (now != nil) {
					t.Fatalf("%d editions of %s in force at %s", inForce, l.Document, at)
				}
			}
		}
	})
}

// The set that covers t, if any, holds what is in force together at t.
func TestSetsCover(t *testing.T) {
	zone := almaty(t)
	rapid.Check(t, func(t *rapid.T) {
		records, _ := ledgertest.History(t, zone)
		all := instants(zone)
		lines := timeline.Of(records, all[len(all)-1])
		for _, l := range lines {
			sets := timeline.Sets(lines, l.Document)
			for _, at := range all {
				var got []timeline.Member
				for _, s := range sets {
					if !at.Before(s.From) && (s.Until.IsZero() || at.Before(s.Until)) {
						if got != nil {
							t.Fatalf("two sets of %s at %s", l.Document, at)
						}
						got = s.Members
					}
				}
				// The editions are the same values, so pointers tell.
				if want := timeline.Together(lines, l.Document, at); !slices.Equal(got, want) {
					t.Fatalf("%s at %s: together %v, set %v", l.Document, at, want, got)
				}
			}
		}
	})
}

// The agreement and its annex, by example.
func TestExample(t *testing.T) {
	zone := almaty(t)
	day := func(s string) time.Time {
		at, err := civil.ParseInstant("2026-"+s, zone)
		if err != nil {
			t.Fatal(err)
		}
		return at
	}
	agreement, consent := ledgertest.Document("agreement"), ledgertest.Document("consent")
	consent.AnnexOf = "agreement"
	material := true
	second := ledgertest.Edition("agreement", "2", "kk")
	second.Material, second.Effective = &material, day("06-01")
	third := ledgertest.Edition("agreement", "3", "kk")
	third.Material, third.Effective = &material, day("09-01")
	var records []ledger.Record
	step := func(add []ledger.Record, list interface{ HasErrors() bool }) {
		t.Helper()
		if list.HasErrors() {
			t.Fatal(list)
		}
		records = append(records, add...)
	}
	step(ledger.Publish(records, day("01-01"), []ledger.Publication{
		{Document: agreement, Edition: ledgertest.Edition("agreement", "1", "kk", "ru")},
		{Document: consent, Edition: ledgertest.Edition("consent", "1", "kk")}}))
	step(ledger.Publish(records, day("05-01"), []ledger.Publication{{Document: agreement, Edition: second}}))
	step(ledger.Publish(records, day("05-02"), []ledger.Publication{{Document: agreement, Edition: third}}))
	step(ledger.Withdraw(records, day("07-01"), "agreement", "3"))
	step(ledger.Repeal(records, day("07-01"), "agreement", day("08-01")))

	l := timeline.Find(timeline.Of(records, day("05-02")), "agreement")
	if e := l.InForce(day("05-31")); e == nil || e.ID != "1" || !e.Until.Equal(day("06-01")) {
		t.Errorf("in force on 31 May: %+v", e)
	}
	if e := l.Next(day("06-01")); e == nil || e.ID != "3" {
		t.Errorf("next after 1 June: %+v", e)
	}
	if at := nextChange(records, day("05-02")); !at.Equal(day("06-01")) {
		t.Errorf("next change: %s", at)
	}
	if got := lastBoundary(records, day("06-20")); !got.Equal(day("06-01")) {
		t.Errorf("last boundary: %s", got)
	}
	lines := timeline.Of(records, day("12-01"))
	l = timeline.Find(lines, "agreement")
	states := []timeline.State{timeline.Superseded, timeline.Repealed, timeline.Withdrawn}
	for i, want := range states {
		if got := l.Editions[i].State(day("12-01")); got != want {
			t.Errorf("edition %d: %s, want %s", i+1, got, want)
		}
	}
	if e := l.InForce(day("08-01")); e != nil {
		t.Errorf("in force after the repeal: %+v", e)
	}
	if e := l.Last(day("12-01")); e == nil || e.ID != "2" {
		t.Errorf("last: %+v", e)
	}
	if e, text := l.TextInForce("ru", day("07-01")); e == nil || e.ID != "2" || text != nil {
		t.Errorf("Russian in July: %v %v", e, text)
	}
	sets := timeline.Sets(lines, "agreement")
	if len(sets) != 2 || len(sets[0].Members) != 2 || sets[0].Members[1].Document != "consent" || !sets[1].Until.Equal(day("08-01")) {
		t.Errorf("sets: %+v", sets)
	}
	if got := lastBoundary(nil, day("01-01")); !got.IsZero() {
		t.Errorf("boundary of nothing: %s", got)
	}
}

// The ledger judges a record before there is a timeline of it, by a history of its
// own. Both must mean the same edition by the last one: an edition that asks nobody
// to accept again keeps the reaccept_since of the last one that is not withdrawn.
func TestLastEditionIsTheLedgers(t *testing.T) {
	kept := 0
	rapid.Check(t, func(t *rapid.T) {
		records, _ := ledgertest.History(t, time.UTC)
		if len(records) == 0 {
			return
		}
		now := records[len(records)-1].Recorded.Add(time.Hour)
		later := now.Add(1000 * time.Hour) // than every edition takes effect
		no := false
		for _, line := range timeline.Of(records, now) {
			last := line.Last(later)
			e := ledgertest.Edition(line.Document, "99", "kk")
			e.Material, e.Effective = &no, later
			made, found := ledger.Publish(records, now, []ledger.Publication{{Document: ledgertest.Document(line.Document), Edition: e}})
			if last == nil || found.HasErrors() {
				continue
			}
			kept++
			if made[0].ReacceptSince != last.ReacceptSince {
				t.Fatalf("%s: reaccept_since is %d; the last edition %s has %d", line.Document, made[0].ReacceptSince, last.ID, last.ReacceptSince)
			}
		}
	})
	if kept == 0 {
		t.Error("no ledger had an edition to continue")
	}
}

func lastBoundary(records []ledger.Record, t time.Time) time.Time {
	last, _ := timeline.Boundaries(records, timeline.Of(records, t), t)
	return last
}

func nextChange(records []ledger.Record, t time.Time) time.Time {
	_, next := timeline.Boundaries(records, timeline.Of(records, t), t)
	return next
}
