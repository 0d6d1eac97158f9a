package redline

import (
	"strings"
	"testing"
)

func TestRewritten(t *testing.T) {
	record := func(equal, deleted, inserted int) Record {
		return Record{Segments: []Segment{{Op: Equal, Text: strings.Repeat("a", equal)}, {Op: Delete, Text: strings.Repeat("b", deleted)}, {Op: Insert, Text: strings.Repeat("c", inserted)}}}
	}
	for _, tt := range []struct {
		equal, deleted, inserted int
		record, text             bool
	}{
		{0, 0, 0, false, false},
		{10, 40, 40, false, false}, // too short to tell
		{30, 70, 70, true, false},
		{40, 60, 60, false, false}, // three fifths, not more
		{400, 700, 700, true, true},
		{400, 700, 100, false, false}, // much was taken out, little came
		{0, 5000, 5000, true, true},
	} {
		r := record(tt.equal, tt.deleted, tt.inserted)
		if got := r.Rewritten(); got != tt.record {
			t.Errorf("record %+v: %v", tt, got)
		}
		whole := Redline{Records: []Record{r}}
		if got := whole.Rewritten(); got != tt.text {
			t.Errorf("text %+v: %v", tt, got)
		}
	}
}
