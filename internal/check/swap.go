package check

import (
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
)

// swapRule: a clause of the edition before stands under the same number in every
// language (clauses-swapped). Clauses exchanged in one text alone keep every number
// and every word of it, so only what they were before tells.
func swapRule(c *Change) {
	var base map[string]string
	var first *legal.Text
	for _, t := range c.Edition.Texts {
		if c.lines[t.Lang] == nil || unreadable(t) {
			continue
		}
		here := c.origins(t)
		if base == nil {
			base, first = here, t
			continue
		}
		if renumbered(first, t) >= 0 { // structure-differs says which number was skipped
			continue
		}
		for i := range t.Units {
			u := &t.Units[i]
			was, there := here[u.Anchor], base[u.Anchor]
			if was == "" || there == "" || was == there {
				continue
			}
			// The text in which the clause left its number is the one to look at.
			at, other, now := t, first, i
			if was == u.Anchor {
				at, other = first, t
				now = anchored(first, u.Anchor)
			}
			c.swapped[u.Anchor] = true
			f := c.found.Add(diag.ClausesSwapped, at.Units[now].Pos, diag.Args{"unit": naming.Of(at.Units, now), "language": other.Lang})
			if k := anchored(other, u.Anchor); k >= 0 {
				f.Related = []diag.Related{{Pos: other.Units[k].Pos, Key: "other-text", Args: diag.Args{"language": other.Lang}}}
			}
		}
	}
}

// origins are the anchors that the numbered clauses of a text had before, by their own.
func (c *Change) origins(t *legal.Text) map[string]string {
	out := map[string]string{}
	for i := range c.lines[t.Lang].Records {
		rec := &c.lines[t.Lang].Records[i]
		if len(rec.Old) == 1 && len(rec.New) == 1 && rec.New[0].Number != "" && rec.Old[0].Number != "" {
			out[rec.New[0].Anchor] = rec.Old[0].Anchor
		}
	}
	return out
}

// anchored is the index of the unit with an anchor, or -1.
func anchored(t *legal.Text, anchor string) int {
	for i := range t.Units {
		if t.Units[i].Anchor == anchor {
			return i
		}
	}
	return -1
}
