package check

import "testing"

// A finding shows the figures that a clause has; a clause without one has a dash.
func TestFiguresShown(t *testing.T) {
	day := figure{shown: "5", counted: "5 дней"}
	for _, c := range []struct {
		list                  []figure
		wantValues, wantTimed string
	}{
		{nil, "–", "–"},
		{[]figure{{shown: "0"}}, "0", "0"},
		{[]figure{day}, "5", "5 дней"},
		{[]figure{day, {shown: "7"}}, "5, 7", "5 дней, 7"},
	} {
		if got, timed := values(c.list), measured(c.list); got != c.wantValues || timed != c.wantTimed {
			t.Errorf("%v: %q, %q", c.list, got, timed)
		}
	}
}

// A dash counts with spaces on both sides, or at the start of a passage, before a space.
func TestDashesCounted(t *testing.T) {
	for s, want := range map[string]string{
		"– срок": "–", "срок – год": "–", "срок — год": "—", "срок –год": "", "срок– год": "", "5 - 3": "", "год - срок": "-", "- срок": "-", "что-то": "",
	} {
		var all tally
		all.dashes(&passage{wording: wording{s: s}})
		got := ""
		for _, k := range all {
			got += k.kind
		}
		if got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}
