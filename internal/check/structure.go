package check

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
)

// structureRule: the languages of an edition have the same units, of the same
// kind, in the same order (structure-differs). Anchors tell which is which.
func structureRule(e *Edition) {
	if len(e.Edition.Texts) < 2 {
		return
	}
	base := e.Edition.Texts[0]
	for _, t := range e.Edition.Texts[1:] {
		if unreadable(base) || unreadable(t) {
			continue
		}
		e.found = append(e.found, compareStructure(base, t)...)
	}
}

// unreadable reports whether a text has had a finding beside which its structure
// says nothing: it is empty, or refused as a whole; its letters are of another
// encoding; its front matter, which has no end, stands in the body and shifts
// everything; a number stands twice.
func unreadable(t *legal.Text) bool {
	return len(t.Units) < 2 || !utf8.Valid(t.Source) || bytes.Contains(t.Source, replacement) || len(t.Units) == 2 && t.Units[1].Verbatim || t.Positions == nil && t.Body == 0 ||
		slices.ContainsFunc(t.Units, func(u legal.Unit) bool { return strings.Contains(u.Anchor, "~") })
}

// replacement is U+FFFD, which stands for letters that were lost.
var replacement = []byte("\uFFFD")

func compareStructure(a, b *legal.Text) diag.List {
	var found diag.List
	if i := renumbered(a, b); i >= 0 {
		if !inRow(a, i) && inRow(b, i) {
			a, b = b, a
		}
		report(&found, "number", b.Units[i].Pos, i, a).Args["number"] = b.Units[i].Number()
		return found
	}
	inA, inB := places(a), places(b)
	missing := func(from, here *legal.Text, there map[string]int) {
		at := diag.Pos{File: here.Path, Line: 1, Col: 1} // after the last unit that both have
		for i := range from.Units {
			u := &from.Units[i]
			if j, ok := there[u.Anchor]; ok {
				at = here.Units[j].Pos
				continue
			}
			if u.Parent >= 0 {
				if _, ok := there[from.Units[u.Parent].Anchor]; !ok { // what it belongs to is told
					continue
				}
			}
			report(&found, "missing", at, i, from)
		}
	}
	missing(a, b, inB)
	missing(b, a, inA)
	if len(found) > 0 {
		return found
	}
	for i := range min(len(a.Units), len(b.Units)) {
		u, v := &a.Units[i], &b.Units[i]
		switch {
		case u.Anchor != v.Anchor:
			report(&found, "order", v.Pos, i, a)
			return found
		case u.Kind != v.Kind || u.Level != v.Level || u.Head != v.Head:
			if odd(a, i) && !odd(b, i) {
				report(&found, "kind", u.Pos, i, b)
			} else {
				report(&found, "kind", v.Pos, i, a)
			}
		case u.Verbatim || v.Verbatim: // its form had a finding
		case len(u.Cells) != len(v.Cells):
			f := report(&found, "cells", v.Pos, i, a)
			f.Args["here"], f.Args["there"] = len(v.Cells), len(u.Cells)
		}
	}
	return found
}

// renumbered is the first unit that two texts have at the same place under two numbers, if
// they have the same kinds of units from the first to the last and one of them skipped a
// number; -1: they do not differ so.
func renumbered(a, b *legal.Text) int {
	if len(a.Units) != len(b.Units) {
		return -1
	}
	first, inA := -1, places(a)
	for i := range a.Units {
		u, v := &a.Units[i], &b.Units[i]
		if u.Kind != v.Kind || u.Level != v.Level || u.Head != v.Head || u.Parent != v.Parent || u.Verbatim || v.Verbatim || u.Label.Form != v.Label.Form || len(u.Label.Path) != len(v.Label.Path) {
			return -1
		}
		if first < 0 && u.Anchor != v.Anchor {
			first = i
		}
	}
	if first < 0 || inRow(a, first) == inRow(b, first) || !slices.ContainsFunc(b.Units, func(u legal.Unit) bool { _, ok := inA[u.Anchor]; return !ok }) {
		return -1
	}
	return first
}

// inRow reports whether the number of a unit is the next one after that of the unit of
// its kind before it, or the first.
func inRow(t *legal.Text, i int) bool {
	u := &t.Units[i]
	for j := i - 1; j >= 0; j-- {
		if v := &t.Units[j]; v.Parent == u.Parent && v.Label.Form == u.Label.Form {
			return u.Label.Follows(v.Label)
		}
	}
	return u.Label.Form != legal.NoLabel && u.Label.First()
}

// odd reports whether a unit is of another kind than all others of its text that have
// numbers of its form, as a section is whose heading lost its marks.
func odd(t *legal.Text, i int) bool {
	u, others := &t.Units[i], 0
	for j := range t.Units {
		if v := &t.Units[j]; j != i && v.Label.Form == u.Label.Form && len(v.Label.Path) == len(u.Label.Path) && u.Label.Form != legal.NoLabel {
			if v.Kind == u.Kind && v.Level == u.Level {
				return false
			}
			others++
		}
	}
	return others > 1
}

// places maps anchors to indices of units.
func places(t *legal.Text) map[string]int {
	m := make(map[string]int, len(t.Units))
	for i := range t.Units {
		m[t.Units[i].Anchor] = i
	}
	return m
}

// report adds a finding at pos that speaks of unit i of the other text.
func report(found *diag.List, variant string, pos diag.Pos, i int, other *legal.Text) *diag.Finding {
	f := found.AddVariant(diag.StructureDiffers, variant, pos, diag.Args{"unit": naming.Of(other.Units, i), "language": other.Lang})
	f.Related = []diag.Related{{Pos: other.Units[i].Pos, Key: "other-text", Args: diag.Args{"language": other.Lang}}}
	return f
}
