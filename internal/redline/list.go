package redline

import (
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
)

// listed reports whether a unit is an item of a list: with a bullet, «1)» or «а)».
func (u *unit) listed() bool {
	return u.src.Kind == legal.Item || u.src.Label.Form == legal.Paren || u.src.Label.Form == legal.Letter
}

// leads reports whether unit k leads in unit first, the first item of a list: the item
// belongs to it, or to nothing and stands behind its colon.
func leads(units []unit, k, first int) bool {
	if units[first].src.Parent == k {
		return true
	}
	return k+1 == first && units[first].listed() && !units[k].listed() && strings.HasSuffix(units[k].flat.text, ":")
}

// among reports whether unit k is an item between two others of its list.
func among(units []unit, k int, others []int) bool {
	before, behind := false, false
	for _, i := range others {
		if units[i].listed() && units[i].src.Parent == units[k].src.Parent {
			before, behind = before || i < k, behind || i > k
		}
	}
	return units[k].listed() && before && behind
}
