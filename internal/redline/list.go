package redline

import (
	"strings"

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
	return k+1 == first && units[first].listed() && !units[k].listed() && strings.HasSuffix(units[k].flat.text, ":")
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
