package order

import (
	"slices"

	"github.com/kelisim/kelisim/internal/legal"
)

// differs is the first unit in which two texts do not say the same in the same form
// (see [SameUnit]), or stand in other tables; -1 for none.
func differs(a, b []legal.Unit) int {
	for i := range min(len(a), len(b)) {
		if !SameUnit(&a[i], &b[i]) || a[i].Table != b[i].Table {
			return i
		}
	}
	if len(a) != len(b) {
		return min(len(a), len(b))
	}
	return -1
}

// SameUnit reports whether two units say the same in the same form: kind, number,
// words, links and marks. Where lines are broken, and the place in the text, are no part
// of that.
func SameUnit(a, b *legal.Unit) bool {
	return a.Kind == b.Kind && a.Label.Text == b.Label.Text && a.Level == b.Level && a.List == b.List && a.Quote == b.Quote &&
		a.Rule == b.Rule && a.Head == b.Head && a.Verbatim == b.Verbatim && slices.Equal(a.Aligns, b.Aligns) &&
		sameRuns(a.Runs, b.Runs) && slices.EqualFunc(a.Cells, b.Cells, sameRuns)
}

func sameRuns(a, b []legal.Run) bool {
	return slices.EqualFunc(joined(a), joined(b), func(a, b legal.Run) bool {
		return a.Text == b.Text && a.Style == b.Style && sameLink(a.Link, b.Link)
	})
}

// joined puts neighbours in one style together.
func joined(runs []legal.Run) []legal.Run {
	var out []legal.Run
	for _, r := range runs {
		if n := len(out); n > 0 && out[n-1].Style == r.Style && out[n-1].Link == r.Link {
			out[n-1].Text += r.Text
			continue
		}
		out = append(out, r)
	}
	for i := range out {
		out[i].Text = legal.NFC(out[i].Text)
	}
	return out
}

// sameLink compares links. A reference that the program links follows its words.
func sameLink(a, b *legal.Link) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Kind == b.Kind && a.Dest == b.Dest && a.Title == b.Title && a.Auto == b.Auto &&
		a.Document == b.Document && a.Edition == b.Edition && a.Anchor == b.Anchor
}
