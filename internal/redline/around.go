package redline

// A sentence that is most of its clause makes that resemble the clause that it went to:
//
//	1. Заявка подается лично. О решении, его основаниях и сроках обжалования сообщают …
//	2. Решение принимает комиссия.
//
// becomes «1. Заявка подается лично.» and «2. Решение принимает комиссия. О решении, …».

// pairAround pairs the clause that a long run left with what is left of it, and the clause
// that it went to with what that was before: together they tell all, though each of the two
// is more alike the other's partner. It reports whether there are such clauses.
func (m *aligner) pairAround(flows []flow) (found bool) {
	from, into := map[int]*longest{}, map[int]*longest{}
	note := func(most map[int]*longest, k int, f flow, u *unit) {
		if most[k] == nil {
			most[k] = &longest{}
		}
		if 1000*f.words >= held*u.words && m.x.units[f.i].group == m.y.units[f.j].group {
			most[k].add(f)
		}
	}
	for _, f := range flows {
		note(from, f.i, f, &m.y.units[f.j])
		note(into, f.j, f, &m.x.units[f.i])
	}
	numbersX, numbersY := m.x.numbered(), m.y.numbered()
	with := func(numbers map[numberKey]int, u *unit) int {
		if k, ok := numbers[numberKey{u.number, u.group}]; ok {
			return k
		}
		return -1
	}
	for _, f := range flows {
		if f.words < keptWords {
			continue
		}
		left := from[f.i].but(f)
		if left.words == 0 {
			left = m.sameNumber(f.i, with(numbersY, &m.x.units[f.i]))
		}
		before := into[f.j].but(f)
		if before.words == 0 {
			before = m.sameNumber(with(numbersX, &m.y.units[f.j]), f.j)
		}
		if left.words == 0 || before.words == 0 || f.words <= min(left.words, before.words) || left.j == f.j || before.i == f.i ||
			(left.j < f.j) != (f.i < before.i) || !m.free(candidate{i: left.i, j: left.j}) || !m.free(candidate{i: before.i, j: before.j}) {
			continue
		}
		m.set(left.i, left.j)
		m.set(before.i, before.j)
		found = true
	}
	return found
}

// longest are the two flows with the most words, of those of a unit that hold most of the
// unit on the other side.
type longest [2]flow

func (l *longest) add(f flow) {
	switch {
	case f.words > l[0].words:
		l[0], l[1] = f, l[0]
	case f.words > l[1].words:
		l[1] = f
	}
}

// but is the longest flow that is not f; without words if there is none.
func (l *longest) but(f flow) flow {
	if l[0] == f {
		return l[1]
	}
	return l[0]
}

// numberKey is a number with the kind of its unit.
type numberKey struct {
	number string
	group  group
}

// numbered gives the free units by their numbers; -1 if several have one.
func (s *side) numbered() map[numberKey]int {
	return once(s, func(i int) (numberKey, bool) {
		u := &s.units[i]
		return numberKey{u.number, u.group}, u.number != ""
	})
}

// sameNumber is the pair of two units of one number, if one of them holds all words of the other;
// without words if not, or if one is none.
func (m *aligner) sameNumber(i, j int) (f flow) {
	if i < 0 || j < 0 {
		return f
	}
	a, b := &m.x.units[i], &m.y.units[j]
	if common := m.common(a.bag, b.bag); common > 0 && common == min(a.weight, b.weight) {
		f = flow{i, j, min(a.words, b.words)}
	}
	return f
}
