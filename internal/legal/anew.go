package legal

// This file decides where numbers begin anew. In an article and below a section sign
// they always do. In a text that is read by loose rules they may do so elsewhere, too,
// as laws and rules of offices have it:
//
//	Глава 1. Общее / 1. … / 2. … / Глава 2. Порядок / 1. …      in each chapter
//	## 1. Общее / 1. … / 2. … / ## 2. Порядок / 3. …            sections apart
//
// Whether they do is a question to the whole text, so that a number that stands
// twice by mistake does not move the anchors of others: a chapter begins anew if
// its first number is 1 although there is a 1 before it.

// sections marks the headings that number sections apart from the clauses, if the
// first clause below one of them has the number 1.
func sections(units []Unit) {
	open, apart := false, false
	for i := range units {
		u := &units[i]
		u.Section, u.Anew = false, false
		switch {
		case !u.single():
			open = open && (u.Label.Form == NoLabel || u.Label.Form > Article)
		case u.Kind == Heading:
			open = true
		default:
			apart = apart || open && u.Label.Path[0][0] == 1 && u.Label.First()
			open = false
		}
	}
	for i := range units {
		units[i].Section = apart && units[i].Kind == Heading && units[i].single()
	}
}

// single reports whether a unit has a decimal number of one part, read by loose rules.
func (u *Unit) single() bool {
	return u.Label.Form == Decimal && len(u.Label.Path) == 1 && u.Label.rules.IsLoose() && u.Quote == 0 && u.List == 0
}

// level is the form of what numbers can begin anew in, 0 for any other unit.
func (u *Unit) level() Form {
	switch f := u.Label.Form; {
	case u.Section:
		return Decimal
	case f == Part || f == Chapter || f == Roman:
		if u.Label.rules.IsLoose() {
			return f
		}
	}
	return NoLabel
}

// anew marks the units in which decimal numbers begin anew; their parents are known.
func anew(units []Unit) {
	levels := map[Form]bool{}
	for again := true; again; {
		again = false
		for i := range units {
			f := units[i].Label.Form
			units[i].Anew = f == Article || f == Section || levels[units[i].level()]
		}
		if f := begins(units); f != NoLabel && !levels[f] {
			levels[f], again = true, true
		}
	}
}

// begins finds the first number that stands in its place for the second time and is
// the first one of a chapter, part or section: the outermost of those. NoLabel: there
// is none.
func begins(units []Unit) Form {
	type number struct {
		scope int
		text  string
	}
	seen := map[number]bool{}
	held := make([]bool, len(units)) // whether a number stood in the unit
	for i := range units {
		u := &units[i]
		if u.Label.Form != Decimal || u.Section {
			continue
		}
		scope, outer := -1, NoLabel
		for p := u.Parent; p >= 0 && scope < 0; p = units[p].Parent {
			if units[p].Anew {
				scope = p
			} else if f := units[p].level(); f != NoLabel && !held[p] {
				outer = f
			}
			held[p] = true
		}
		n := number{scope, decimalPath(u.Label.Path)}
		if seen[n] && outer != NoLabel && u.Label.First() && u.Label.Path[0][0] == 1 {
			return outer
		}
		seen[n] = true
	}
	return NoLabel
}
