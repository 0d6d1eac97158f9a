package citation

import (
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// Status says what a member of a citation leads to.
type Status uint8

// The statuses.
const (
	Unsure  Status = iota // another act, a kind that has no numbers here, or an unclear number
	Found                 // one unit of the text
	Implied               // a number that no unit has, but others begin with: 2 for 2.1
	Missing               // the text is meant and has no such unit
)

// Target is what one member of a citation leads to.
type Target struct {
	Group, Member int // which one
	Status        Status
	Unit          int // index of the unit; -1 if Status is not Found
	Within        int // the unit in which an item was looked for, -1 for none
}

// formsOf are the labels that a kind of unit can have, the likeliest first.
func formsOf(k language.Kind, m *Member) []legal.Form {
	switch k {
	case language.Part:
		return []legal.Form{legal.Part, legal.Roman, legal.Decimal}
	case language.Chapter:
		return []legal.Form{legal.Chapter, legal.Roman, legal.Decimal}
	case language.Section:
		return []legal.Form{legal.Section}
	case language.Article:
		return []legal.Form{legal.Article}
	case language.Clause:
		return []legal.Form{legal.Decimal}
	case language.Item:
		if isLetter(m.Number) {
			return []legal.Form{legal.Letter}
		}
		if dotted(m) {
			return []legal.Form{legal.Decimal}
		}
		return []legal.Form{legal.Paren}
	}
	return nil
}

// Resolve leads each member of a citation in unit at to a unit of the text, group
// by group from the largest. A citation of another act leads nowhere. It is the one
// rule by which links, redlines and findings know what is cited.
func (t *Text) Resolve(at int, c *Citation) []Target {
	if !c.Act.own() || t == nil || at >= len(t.units) {
		return nil
	}
	r := resolver{t: t, c: c, at: at, scopes: []int{-1}, parent: -1}
	if at >= 0 && t.scopes[at] >= 0 {
		r.scopes = []int{t.scopes[at], -1}
	}
	for g := range c.Groups {
		r.group(g)
	}
	return r.out
}

type resolver struct {
	t       *Text
	c       *Citation
	at      int
	scopes  []int // where decimal numbers are looked for
	parent  int   // the unit that the larger group leads to
	named   bool  // a larger group was named and found
	unclear bool  // a larger group was named, and what it leads to is not known
	out     []Target
}

func (r *resolver) group(g int) {
	group := &r.c.Groups[g]
	found := -1
	if annex, ok := r.t.annex(group); ok {
		found = annex
	}
	for k := range group.Members {
		m := &group.Members[k]
		target := Target{Group: g, Member: k, Unit: -1, Within: -1}
		if !r.unclear {
			r.find(group.Kind, m, &target)
		}
		if target.Status == Found {
			found = target.Unit
		}
		r.out = append(r.out, target)
	}
	switch {
	case group.Kind == language.Passage || group.Kind == language.Paragraph:
		// What is in a passage is counted in the whole article or clause.
	case found < 0 || len(group.Members) > 1:
		r.unclear = true
	default:
		r.parent, r.named = found, true
		if r.t.units[found].Anew || r.t.units[found].Annex.Apart {
			r.scopes = []int{found}
		}
	}
}

func (r *resolver) find(kind language.Kind, m *Member, target *Target) {
	if kind == language.Paragraph {
		if n, err := strconv.Atoi(m.Number); err == nil && r.named && n > r.t.blocks(r.parent) {
			target.Status, target.Within = Missing, r.parent
		}
		return
	}
	forms := formsOf(kind, m)
	for _, f := range forms {
		for _, within := range r.places(f) {
			if i, ok := r.t.found[key{f, within, m.Number}]; ok {
				if i != several {
					target.Status, target.Unit, target.Within = Found, i, within
				}
				return
			}
			if f == legal.Decimal && r.t.above[key{f, within, m.Number}] {
				target.Status = Implied
				return
			}
		}
	}
	if len(forms) > 0 && r.sure(kind, forms[0], m) {
		target.Status, target.Within = Missing, r.parent
	}
}

// places are the units in which a label of a form is looked for.
func (r *resolver) places(f legal.Form) []int {
	switch f {
	case legal.Decimal:
		return r.scopes
	case legal.Paren, legal.Letter:
		if r.named {
			return []int{r.parent}
		}
		var in []int // the citing unit and those around it
		for i := r.at; i >= 0; i = r.t.units[i].Parent {
			in = append(in, i)
		}
		return append(in, -1)
	}
	return []int{-1}
}

// sure reports whether a number that was not found is missing, and not one of
// something that the citation leaves out: a number of several parts, one that
// «настоящего» claims, one in a unit that was found. An item is missing only if
// there are others, or if the unit is one paragraph without a list in it.
func (r *resolver) sure(kind language.Kind, f legal.Form, m *Member) bool {
	if kind == language.Item && f != legal.Decimal {
		return r.named && (r.t.hasItems(r.parent) || r.t.undivided(r.parent))
	}
	return r.c.Act == ThisSaid || r.named || strings.Contains(m.Number, ".")
}

// blocks is how many paragraphs a unit has at most, however they are counted: itself and all
// that stands below it, and what follows a clause without a number, which may belong to it.
func (t *Text) blocks(unit int) int {
	end := unit + 1
	for end < len(t.units) && (t.units[end].Depth > t.units[unit].Depth || t.units[end].Label.Form == legal.NoLabel && t.units[end].Kind != legal.Heading) {
		end++
	}
	return end - unit
}

// hasItems reports whether a unit has numbered or lettered items.
func (t *Text) hasItems(unit int) bool {
	for i := unit + 1; i < len(t.units) && t.units[i].Depth > t.units[unit].Depth; i++ {
		if f := t.units[i].Label.Form; t.units[i].Parent == unit && (f == legal.Paren || f == legal.Letter) {
			return true
		}
	}
	return false
}

// undivided reports whether a unit is a clause of one paragraph, in which nothing looks
// like the number of an item: «…: 1) …; б) …».
func (t *Text) undivided(unit int) bool {
	u := &t.units[unit]
	if u.Kind != legal.Clause || u.Label.Form != legal.Decimal || unit+1 < len(t.units) && t.units[unit+1].Depth > u.Depth {
		return false
	}
	if next := unit + 1; next < len(t.units) && t.units[next].Label.Form == legal.NoLabel && t.units[next].Kind != legal.Heading {
		return false // what follows may belong to it
	}
	words := legal.Flatten(u).Text
	for i, r := range words {
		if r == ')' && !strings.Contains(words[:i], "(") {
			return false
		}
	}
	return !strings.Contains(words, ":")
}
