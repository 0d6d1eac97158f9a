package redline

import (
	"strings"
	"unicode"

	"github.com/kelisim/kelisim/internal/legal"
)

// listed reports whether a unit is an item of a list: with a bullet, «1)» or «а)».
func (u *unit) listed() bool {
	return u.src.Kind == legal.Item || isItemLabel(u.src.Label)
}

// leads reports whether unit k leads in unit first, the first item of a list: the item
// belongs to it, or to nothing and stands behind its colon.
func leads(units []unit, k, first int) bool {
	if units[first].src.Parent == k {
		return true
	}
	return k+1 == first && units[first].listed() && !units[k].listed() && strings.HasSuffix(units[k].flat.Text, ":")
}

// among reports whether unit k is an item between two others of its list, or the next one of
// the list that they lead in, or begin.
func among(units []unit, k int, others []int) bool {
	before, behind, next := false, false, false
	for _, i := range others {
		same := units[i].listed() && units[i].src.Parent == units[k].src.Parent
		before, behind = before || same && i < k, behind || same && i > k
		next = next || i == k-1 && (same || leads(units, i, k))
	}
	return units[k].listed() && (next || before && behind)
}

// sameItem reports whether units a and b are one item of one list, word by word: it is
// known again wherever it stands there, however short it is. paired says of what they
// belong to whether that is one.
func sameItem(a, b *unit, paired func(p, q int) bool) bool {
	p, q := a.src.Parent, b.src.Parent
	return a.listed() && b.listed() && a.loose == b.loose && p >= 0 && q >= 0 && paired(p, q)
}

// opens reports whether a unit is the paragraph that opens its text: it stands alone between
// the title, or the beginning, and a heading or a number.
func (s *side) opens(i int) bool {
	return s.units[i].group == others && (i == 0 || i == 1 && s.units[0].group == titles) && i+1 < len(s.units) && (s.units[i+1].group == headings || s.units[i+1].number != "")
}

// namedRow is a row by its name within a place, or within a table of the unit that owns it.
type namedRow struct {
	gap, owner, table int
	name              string
}

// pairRows pairs rows that have the same name, whatever their numbers and figures are: it is how
// readers find a row again. Those of one place come first, then those of one table, which moved
// in it; of few words they are no moves.
func (m *aligner) pairRows() {
	m.pairNamed(func(s *side, i int, _ func(p int) int) (namedRow, bool) { return namedRow{gap: s.gap[i]}, true })
	m.pairNamed(func(s *side, i int, ownerOf func(p int) int) (namedRow, bool) {
		u := &s.units[i]
		if u.words <= shortWords || u.src.Parent < 0 {
			return namedRow{}, false
		}
		owner := ownerOf(u.src.Parent)
		return namedRow{owner: owner, table: u.src.TableNth}, owner >= 0
	})
	m.extend()
	m.locate()
}

// pairNamed pairs rows whose names stand once in the place that of gives. ownerOf is the unit of
// the newer text that a unit is; -1 for none.
func (m *aligner) pairNamed(of func(s *side, i int, ownerOf func(p int) int) (namedRow, bool)) {
	named := func(s *side, ownerOf func(p int) int) map[namedRow]int {
		return once(s, func(i int) (namedRow, bool) {
			name := s.units[i].rowName()
			if name == "" {
				return namedRow{}, false
			}
			k, ok := of(s, i, ownerOf)
			k.name = name
			return k, ok
		})
	}
	y := named(&m.y, func(p int) int { return p })
	for k, i := range named(&m.x, func(p int) int { return m.x.pair[p] }) { // any order: names are independent
		if j, ok := y[k]; ok && i >= 0 && j >= 0 {
			m.set(i, j)
		}
	}
}

// rowName is the first cell of a row that has letters, in small ones; empty if there is none, or
// the row is a head.
func (u *unit) rowName() string {
	if u.group != rows || u.src.Head {
		return ""
	}
	for _, c := range u.src.Cells {
		if name := strings.ToLower(strings.Join(strings.Fields(legal.Words(c)), " ")); strings.ContainsFunc(name, unicode.IsLetter) {
			return name
		}
	}
	return ""
}
