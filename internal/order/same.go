package order

import (
	"slices"

	"github.com/kelisim/kelisim/internal/legal"
)

// Same reports whether two texts say the same in the same form: kinds, numbers,
// words, links and marks. Where their lines are broken is no part of that.
func Same(a, b []legal.Unit) bool { return differs(a, b) < 0 }

// differs is the first unit in which two texts are not the same; -1 for none.
func differs(a, b []legal.Unit) int {
	for i := range min(len(a), len(b)) {
		if !sameUnit(&a[i], &b[i]) || a[i].Table != b[i].Table {
			return i
		}
	}
	if len(a) != len(b) {
		return min(len(a), len(b))
	}
	return -1
}

// SameUnit reports whether two units say the same in the same form, as Same does.
func SameUnit(a, b *legal.Unit) bool { return sameUnit(a, b) }

// sameUnit compares units but for their place in the text.
func sameUnit(a, b *legal.Unit) bool {
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
