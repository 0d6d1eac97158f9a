package check

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// numbersRule: the numbers of a text follow one another (number-gap,
// number-order) and stand under the number that they begin with (number-depth).
// Two clauses of one number are the parser's anchor-repeated.
func numbersRule(e *Edition) {
	for k, t := range e.Edition.Texts {
		if unreadable(t) {
			continue
		}
		t, near := withNear(t, e.read[k])
		n := numbers{e: e, t: t, last: map[row]int{}, lone: map[int]bool{}, levels: map[[2]int]int{}}
		for i := range t.Units {
			switch u := &t.Units[i]; {
			case u.Label.Form == legal.NoLabel:
			case near[i], u.Verbatim: // another finding says so; it is in its place
				n.last[n.row(i)] = i
			default:
				n.judge(i)
			}
		}
	}
}

// withNear returns the text with the nearest labels in the place of what looks
// like labels and is none, and the indices of those units.
func withNear(t *legal.Text, read []passage) (*legal.Text, map[int]bool) {
	near := map[int]bool{}
	for j := range read {
		if p := &read[j]; p.near != nil && p.near.Nearest.Form != legal.NoLabel {
			near[p.at] = true
		}
	}
	if len(near) == 0 {
		return t, nil
	}
	with := *t
	with.Units = slices.Clone(t.Units)
	for j := range read {
		if p := &read[j]; near[p.at] {
			with.Units[p.at].Label = p.near.Nearest
		}
	}
	return &with, near
}

type numbers struct {
	e      *Edition
	t      *legal.Text
	last   map[row]int    // the last unit of each row
	lone   map[int]bool   // units that are the first of their row
	levels map[[2]int]int // of headings, by form and count of parts: the first unit
}

// row is a sequence in which numbers follow one another: those of one form in one
// place. Decimal numbers and articles run on over chapters.
type row struct {
	form   legal.Form
	scope  int    // index of the unit that the row is in, -1 for the text
	prefix string // of decimal numbers
}

func (n *numbers) row(i int) row {
	u := &n.t.Units[i]
	r := row{form: u.Label.Form, scope: u.Parent}
	switch u.Label.Form {
	case legal.Article:
		r.scope = -1
	case legal.Decimal:
		if u.Section {
			return row{form: legal.Chapter, scope: u.Parent, prefix: "section"}
		}
		r.scope = n.scope(u.Parent)
		r.prefix = legal.Label{Path: u.Label.Path[:len(u.Label.Path)-1]}.Decimal()
	}
	return r
}

// scope is the nearest unit from i up in which decimal numbers begin anew.
func (n *numbers) scope(i int) int {
	for ; i >= 0; i = n.t.Units[i].Parent {
		if n.t.Units[i].Anew {
			return i
		}
	}
	return -1
}

func (n *numbers) judge(i int) {
	u := &n.t.Units[i]
	r := n.row(i)
	before, known := n.last[r]
	n.last[r] = i
	n.lone[i] = !known
	args := diag.Args{"number": u.Number()}
	if n.depth(i, args) {
		return
	}
	if u.Kind == legal.Heading {
		key := [2]int{int(u.Label.Form), len(u.Label.Path)}
		if first, ok := n.levels[key]; !ok {
			n.levels[key] = i
		} else if v := &n.t.Units[first]; v.Level != u.Level {
			args["level"], args["other"], args["other_level"] = u.Level, v.Number(), v.Level
			warn(&n.e.found, diag.NumberDepth, "level", u.Pos, args)
		}
	}
	if latin(u.Label) {
		return // lookalike says so
	}
	if !known {
		return
	}
	v := &n.t.Units[before]
	if n.lone[before] && !v.Label.First() && u.Label.Follows(v.Label) { // one number alone is no list
		warn(&n.e.found, diag.NumberGap, "first", v.Pos, diag.Args{"number": v.Number()})
	}
	if u.Label.First() && before == i-1 && compare(u.Label, v.Label) == 0 && strings.HasSuffix(u.Label.Text, ")") { // two lists have words between them
		args["before"] = v.Number()
		n.e.found.Add(diag.NumberOrder, u.Pos, args)
		return
	}
	if latin(v.Label) || u.Label.Follows(v.Label) || u.Label.First() || n.onlyWarned(u, v) {
		return
	}
	args["before"] = v.Number()
	code := diag.NumberGap
	if compare(u.Label, v.Label) < 0 {
		code = diag.NumberOrder
	}
	if code == diag.NumberGap {
		args["language"] = n.t.Lang
	}
	f := n.e.found.Add(code, u.Pos, args)
	f.Related = []diag.Related{{Pos: v.Pos, Key: "number-before"}}
}

// onlyWarned: equal numbers are anchor-repeated, an error of the parser.
func (n *numbers) onlyWarned(u, v *legal.Unit) bool { return compare(u.Label, v.Label) == 0 }

func latin(l legal.Label) bool { return l.Form == legal.Letter && l.Path[0][0] > 100 }

func compare(a, b legal.Label) int {
	return slices.CompareFunc(a.Path, b.Path, func(x, y []int) int { return slices.Compare(x, y) })
}

// depth reports a decimal number that does not stand under the number it begins
// with: 3.1 after 2, 1.1.1.1 after 1.1.
func (n *numbers) depth(i int, args diag.Args) bool {
	u := &n.t.Units[i]
	if u.Label.Form != legal.Decimal || len(u.Label.Path) < 2 {
		return false
	}
	up := u.Parent
	for up >= 0 && n.t.Units[up].Label.Form != legal.Decimal {
		up = n.t.Units[up].Parent
	}
	if up < 0 || n.scope(up) != n.scope(u.Parent) {
		return false
	}
	v := &n.t.Units[up]
	k := len(v.Label.Path)
	variant := ""
	if cmp.Compare(k, len(u.Label.Path)) >= 0 || !slices.EqualFunc(v.Label.Path, u.Label.Path[:k], slices.Equal) {
		variant = "parent"
	} else if k+1 < len(u.Label.Path) {
		variant = "skip"
	}
	if variant == "" {
		return false
	}
	args["parent"] = v.Number()
	f := warn(&n.e.found, diag.NumberDepth, variant, u.Pos, args)
	f.Related = []diag.Related{{Pos: v.Pos, Key: "number-before"}}
	return true
}
