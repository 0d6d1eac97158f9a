package legal

import "strconv"

// Outline sets Parent, Depth, Anchor, Nth, TableNth and Within of the units of one text.
//
// A labelled unit belongs to the nearest one before it whose label is of a
// higher order (Part, Chapter, Article, Decimal by count of parts, Paren,
// Letter). A heading without a label ends everything of its own level or
// deeper; it is ended only by headings. What has no label belongs to the
// labelled unit or heading before it; an item of a nested list to the item
// around it.
//
// Anchors: a decimal number is its own ("2.1", "3-1"), except where numbers begin
// anew: inside an article, a section sign, and what [Unit.Anew] says. A heading that
// counts sections apart (see [Unit.Section]) has the anchor of a chapter. Everything else has its parent's
// anchor, "_" and a key: pt1 part, ch1 chapter, r1 Roman, s2 section sign, art5
// article, 1 for "1)", l1 for the first letter of its list, p1 for the first
// unit without a label. What still repeats gets "~2", "~3"; repeated returns the
// indices of those.
func Outline(units []Unit) (repeated []int) {
	o := outliner{units: units, blocks: map[int]int{}, letters: map[int]int{}}
	sections(units)
	for i := range units {
		u := &units[i]
		u.Parent = -1
		if u.Kind == Title {
			continue
		}
		o.place(i)
		if u.Parent >= 0 {
			u.Depth = units[u.Parent].Depth + 1
		}
	}
	anew(units)
	seen := make(map[string]int, len(units))
	for i := range units {
		u := &units[i]
		if u.Kind == Title {
			continue
		}
		anchor := o.anchor(i)
		seen[anchor]++
		if n := seen[anchor]; n > 1 {
			repeated = append(repeated, i)
			anchor += "~" + strconv.Itoa(n)
		}
		u.Anchor = anchor
	}
	count(units)
	within(units)
	return repeated
}

// count sets what units without a number are counted by.
func count(units []Unit) {
	owners := make([]int, len(units)) // the nearest unit that has a number or is a heading, itself or above; -1: none
	blocks := map[int]int{}           // by owner
	tables := map[int][]int{}         // by owner: the first row of each table
	rows := 0                         // of the table so far
	for i := range units {
		u := &units[i]
		owners[i] = i
		if u.Label.Form == NoLabel && u.Kind != Heading {
			if owners[i] = -1; u.Parent >= 0 {
				owners[i] = owners[u.Parent]
			}
		}
		u.Nth, u.TableNth = 0, 0
		switch {
		case u.Kind == Row:
			owner := -1
			if u.Parent >= 0 {
				owner = owners[u.Parent]
			}
			if i == 0 || units[i-1].Table != u.Table {
				rows = 0
				tables[owner] = append(tables[owner], i)
			}
			if !u.Head {
				rows++
			}
			u.Nth, u.TableNth = rows, len(tables[owner])
		case u.Label.Form == NoLabel && u.Kind != Heading && u.Kind != Title:
			if owner := owners[i]; blocks[owner] == 0 && owner >= 0 && units[owner].Kind != Heading {
				blocks[owner] = 1 // its own words
			}
			blocks[owners[i]]++
			u.Nth = blocks[owners[i]]
		}
	}
	for _, first := range tables {
		if len(first) > 1 {
			continue
		}
		for i := first[0]; i < len(units) && units[i].Kind == Row && units[i].Table == units[first[0]].Table; i++ {
			units[i].TableNth = 0
		}
	}
}

type outliner struct {
	units   []Unit
	stack   []int // open units, outermost first: labelled ones and headings
	items   []int // open bulleted items by list depth
	blocks  map[int]int
	letters map[int]int
}

// place finds the parent of unit i and opens the unit where others can belong to it.
func (o *outliner) place(i int) {
	u := &o.units[i]
	container := u.Label.Form != NoLabel || u.Kind == Heading && u.Quote == 0 && u.List == 0
	if container {
		for len(o.stack) > 0 && o.ends(u, &o.units[o.stack[len(o.stack)-1]]) {
			o.stack = o.stack[:len(o.stack)-1]
		}
	}
	if len(o.stack) > 0 {
		u.Parent = o.stack[len(o.stack)-1]
	}
	if container {
		o.stack = append(o.stack, i)
		o.items = nil
	}
	if u.List == 0 {
		o.items = nil
		return
	}
	if u.Kind != Item { // a later block of an item
		if n := min(u.List, len(o.items)); n > 0 {
			u.Parent = o.items[n-1]
		}
		return
	}
	o.items = o.items[:min(u.List-1, len(o.items))]
	if n := len(o.items); n > 0 {
		u.Parent = o.items[n-1]
	}
	o.items = append(o.items, i)
}

// ends reports whether unit u ends the open unit p.
func (o *outliner) ends(u, p *Unit) bool {
	labelled := u.Label.Form != NoLabel
	switch {
	case p.Label.Form == NoLabel: // p is a heading without a label
		return u.Kind == Heading && p.Level >= u.Level
	case labelled:
		return p.rank() >= u.rank()
	}
	return p.Kind != Heading || p.Level >= u.Level
}

// rank is that of the label; a section's is below that of a chapter.
func (u *Unit) rank() int {
	if u.Section {
		return int(Chapter)*10 + 5
	}
	return u.Label.rank()
}

func (o *outliner) anchor(i int) string {
	u := &o.units[i]
	prefix := ""
	if u.Parent >= 0 {
		prefix = o.units[u.Parent].Anchor + "_"
	}
	last := func() string { return dashed(u.Label.Path[len(u.Label.Path)-1]) }
	switch u.Label.Form {
	case NoLabel:
		o.blocks[u.Parent]++
		return prefix + "p" + strconv.Itoa(o.blocks[u.Parent])
	case Part:
		return prefix + "pt" + last()
	case Chapter:
		return prefix + "ch" + last()
	case Roman:
		return prefix + "r" + last()
	case Section:
		return prefix + "s" + last()
	case Article:
		return prefix + "art" + last()
	case Paren:
		return prefix + last()
	case Letter:
		// By place in the list, so that а, ә, б and а, б, в agree.
		suffix := u.Label.Path[0][1:]
		if len(suffix) == 0 {
			o.letters[u.Parent]++
		}
		return prefix + "l" + dashed(append([]int{max(1, o.letters[u.Parent])}, suffix...))
	}
	if u.Section {
		return prefix + "ch" + last()
	}
	return o.scope(u.Parent) + decimalPath(u.Label.Path)
}

// scope is the prefix of decimal numbers: the anchor of what they begin anew in.
func (o *outliner) scope(parent int) string {
	for ; parent >= 0; parent = o.units[parent].Parent {
		if o.units[parent].Anew {
			return o.units[parent].Anchor + "_"
		}
	}
	return ""
}
