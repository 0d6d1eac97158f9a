package site

import (
	"slices"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/strand"
)

// lives lists the clauses of the strand's last published edition that changed,
// in order, then those that were removed on the way.
func (s spot) lives(x *strand.Strand) []Life {
	var out []Life
	last := len(x.Editions) - 1
	for last >= 0 && x.Editions[last].Record == nil {
		last--
	}
	if last < 0 {
		return nil
	}
	for u := range x.Texts[last].Units {
		if l := s.life(x, last, u); len(l.Wordings) > 1 && l.Source[l.Index].Kind != legal.Title {
			out = append(out, l)
		}
	}
	for i := range last + 1 {
		if x.Redlines[i] == nil {
			continue
		}
		for _, rec := range x.Redlines[i].Records {
			if rec.Change != redline.Removed {
				continue
			}
			l := s.life(x, x.Before[i], rec.Old[0].Index)
			ref := s.edition(x.Editions[i])
			l.Removed = &ref
			out = append(out, l)
		}
	}
	seen := map[string]bool{}
	for i := range out {
		if id := out[i].ID; seen[id] {
			out[i].ID = ""
		} else {
			seen[id] = true
		}
	}
	return out
}

// origin names a clause by the edition and the anchor under which it first stood:
// that is known in every later edition, and stays.
func origin(x *strand.Strand, i, u int) string {
	trace := x.Trace(i, u)
	first := trace[len(trace)-1]
	return x.Editions[first.Edition].ID + "-" + x.Texts[first.Edition].Units[first.Unit].Anchor
}

// life is the history of unit u of edition i.
func (s spot) life(x *strand.Strand, i, u int) Life {
	unit := &x.Texts[i].Units[u]
	l := Life{ID: origin(x, i, u), Number: unit.Number(), Anchor: unit.Anchor, Source: x.Texts[i].Units, Index: u}
	for _, at := range slices.Backward(x.Trace(i, u)) {
		w := &x.Texts[at.Edition].Units[at.Unit]
		v := Wording{Edition: s.edition(x.Editions[at.Edition]), Number: w.Number(), Text: w.Plain(), Href: s.clause(x, at.Edition, w.Anchor)}
		if b := x.Before[at.Edition]; len(l.Wordings) > 0 && b >= 0 {
			v.Change = x.Record(at.Edition, at.Unit)
			v.Old, v.New = words(x, b), words(x, at.Edition)
		}
		l.Wordings = append(l.Wordings, v)
	}
	return l
}

// words is the text of an edition without the addresses of its links.
func words(x *strand.Strand, i int) *Body {
	return &Body{Lang: x.Lang, Units: x.Texts[i].Units}
}
