package legal

// This file decides where a number is looked up that alone says too little:
//
//	пункт 1 статьи 5          numbers begin anew there (see Unit.Anew)
//	пункт 1 приложения 2      an annex whose numbers stand elsewhere, too
//	пункт 5 главы 3           a number that stands twice, once in that chapter

// numbered is what a number alone says: two units with the same one have one name.
type numbered struct {
	form    Form
	heading bool
	within  int
	number  string
}

// within sets Within of the units, and which annexes are apart.
func within(units []Unit) {
	names := make([]numbered, len(units))
	count := map[numbered]int{}
	annexes := make([]int, len(units)) // the annex around a unit, -1 for none
	for i := range units {
		u := &units[i]
		u.Within, u.Annex.Apart, annexes[i] = -1, false, -1
		if u.Parent >= 0 {
			if annexes[i] = annexes[u.Parent]; units[u.Parent].Annex.Is {
				annexes[i] = u.Parent
			}
		}
		if u.counts() {
			u.Within = scopeOf(units, i)
			number := u.Label.Number()
			if u.Label.Form <= Article {
				number = u.Label.Decimal() // the label holds the word, too
			}
			names[i] = numbered{u.Label.Form, u.Kind == Heading, u.Within, number}
			count[names[i]]++
		}
	}
	for i := range units {
		if a := annexes[i]; a >= 0 && units[i].counts() && units[i].Within < a && count[names[i]] > 1 {
			units[a].Annex.Apart = true
		}
	}
	for i := range units {
		if a := annexes[i]; a >= 0 && units[i].counts() && units[i].Within < a && units[a].Annex.Apart {
			count[names[i]]--
			units[i].Within, names[i].within = a, a
			count[names[i]]++
		}
	}
	twice(units, names, count)
}

// counts reports whether a unit has a number that is looked up in the text: items have
// theirs in a clause.
func (u *Unit) counts() bool {
	f := u.Label.Form
	return f != NoLabel && f != Paren && f != Letter
}

// scopeOf is the unit around unit i in which numbers like its own begin anew, -1 for the text.
func scopeOf(units []Unit, i int) int {
	u := &units[i]
	for p := u.Parent; p >= 0; p = units[p].Parent {
		around := units[p].Label.Form
		switch u.Label.Form {
		case Decimal:
			if units[p].Anew && !u.Section {
				return p
			}
		case Section:
			if around == Chapter {
				return p
			}
		case Chapter:
			if around == Part {
				return p
			}
		}
	}
	return -1
}

// twice sets Within of units whose number still stands more than once: the nearest heading or chapter
// that has it once, one with a number before one without.
func twice(units []Unit, names []numbered, count map[numbered]int) {
	type held struct {
		numbered
		in int
	}
	inside := map[held]int{}
	each := func(i int, f func(p int) bool) {
		for p := units[i].Parent; p > units[i].Within; p = units[p].Parent {
			if l := units[p].Label.Form; (units[p].Kind == Heading || l > NoLabel && l <= Article) && f(p) {
				return
			}
		}
	}
	again := func(i int) bool { return units[i].counts() && count[names[i]] > 1 }
	for i := range units {
		if again(i) {
			each(i, func(p int) bool {
				inside[held{names[i], p}]++
				return false
			})
		}
	}
	for i := range units {
		if !again(i) {
			continue
		}
		for _, labelled := range []bool{true, false} {
			found := -1
			each(i, func(p int) bool {
				if inside[held{names[i], p}] == 1 && (units[p].Label.Form != NoLabel) == labelled {
					found = p
				}
				return found >= 0
			})
			if found >= 0 {
				units[i].Within = found
				break
			}
		}
	}
}
