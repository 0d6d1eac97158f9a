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
	from, into := map[int][]flow{}, map[int][]flow{}
	for _, f := range flows {
		from[f.i], into[f.j] = append(from[f.i], f), append(into[f.j], f)
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
		left := m.mostHeld(from[f.i], f, &m.y, func(f flow) int { return f.j })
		if left.words == 0 {
			left = m.sameNumber(f.i, with(numbersY, &m.x.units[f.i]))
		}
		before := m.mostHeld(into[f.j], f, &m.x, func(f flow) int { return f.i })
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

// mostHeld is the flow, but for another one, with the most words of those that hold most of
// their unit of one side.
func (m *aligner) mostHeld(flows []flow, other flow, s *side, at func(flow) int) (best flow) {
	for _, f := range flows {
		if f != other && f.words > best.words && 1000*f.words >= held*s.units[at(f)].words && m.x.units[f.i].group == m.y.units[f.j].group {
			best = f
		}
	}
	return best
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
