package redline

import (
	"cmp"
	"slices"
)

// A run is a stretch of words that stands once among the units that are free on
// one side and once on the other: a sentence, a part of a list, or eight words
// anywhere. It says where text went whatever else happened around it, so it finds
// the pieces of a clause that was split or made a list of, a text that was kept in
// one many times its length, and the sentence that moved. Clauses of boilerplate
// share their runs with each other, so these say nothing of them.

const (
	runWords      = 8 // words of a run that is no sentence
	sentenceWords = 2 // of the shortest sentence that counts
)

// runKey is what is hashed of a run; sentences and stretches are kept apart.
type runKey struct {
	hash  uint64
	words int32 // of a sentence; 0 for a stretch of runWords
}

// runPlace is where a run stands: in a unit, from a word of it.
type runPlace struct{ unit, from int32 }

const manyTimes = -1 // the unit of a run that stands more than once

// words lists the words of a unit in order.
func (u *unit) wordList() []int32 {
	out := make([]int32, 0, u.words)
	for _, t := range u.tokens {
		if t.word >= 0 {
			out = append(out, t.word)
		}
	}
	return out
}

// eachRun calls yield with every run of a unit: its key, its first word, its
// length in words.
func (u *unit) eachRun(words []int32, yield func(k runKey, from, n int)) {
	const base = 0x9E3779B97F4A7C15
	power := uint64(1)
	for range runWords {
		power *= base
	}
	rolling, sentence := uint64(0), uint64(0)
	from, n := 0, 0 // of the sentence so far
	end := func() {
		if n >= sentenceWords {
			yield(runKey{sentence, int32(n)}, from, n)
		}
		from, n, sentence = from+n, 0, 0
	}
	at := 0
	for _, t := range u.tokens {
		if t.word < 0 {
			if endsPart(u.flat.Text[t.start:t.end]) {
				end()
			}
			continue
		}
		w := uint64(t.word) + 1
		rolling = rolling*base + w
		if at >= runWords {
			rolling -= power * (uint64(words[at-runWords]) + 1)
		}
		sentence = sentence*base + w
		at, n = at+1, n+1
		if at >= runWords {
			yield(runKey{hash: rolling}, at-runWords, runWords)
		}
	}
	end()
}

// endsPart reports whether a mark ends a sentence or a part of a list.
func endsPart(mark string) bool {
	switch mark {
	case ".", "!", "?", ";", ":", unitBreak, cellBreak:
		return true
	}
	return false
}

// stretch is words of a unit, half-open.
type stretch struct{ from, to int }

// cover adds a stretch to others that are in order and apart, and end no later.
func cover(all []stretch, s stretch) []stretch {
	for n := len(all); n > 0 && all[n-1].to >= s.from; n-- {
		s.from, all = min(s.from, all[n-1].from), all[:n-1]
	}
	return append(all, s)
}

// flow is how many words of unit i, and as many of j, stand in runs that both hold.
type flow struct{ i, j, words int }

// flows finds what went where among the free units.
func (m *aligner) flows() []flow {
	index := func(s *side) (map[runKey]runPlace, map[int][]int32) {
		found, words := map[runKey]runPlace{}, map[int][]int32{}
		for i := range s.units {
			if s.pair[i] >= 0 || s.units[i].words < sentenceWords {
				continue
			}
			words[i] = s.units[i].wordList()
			s.units[i].eachRun(words[i], func(k runKey, from, n int) {
				if _, twice := found[k]; twice {
					found[k] = runPlace{unit: manyTimes}
				} else {
					found[k] = runPlace{int32(i), int32(from)}
				}
			})
		}
		return found, words
	}
	xs, xwords := index(&m.x)
	ys, ywords := index(&m.y)
	type key struct{ i, j int }
	covered := map[key][]stretch{} // the words of i that stand in runs of j
	var order []key
	for i := range m.x.units {
		words := xwords[i]
		if words == nil {
			continue
		}
		m.x.units[i].eachRun(words, func(k runKey, from, n int) {
			if xs[k].unit == manyTimes {
				return
			}
			y, ok := ys[k]
			if !ok || y.unit == manyTimes || !slices.Equal(words[from:from+n], ywords[int(y.unit)][y.from:int(y.from)+n]) {
				return
			}
			at := key{i, int(y.unit)}
			if covered[at] == nil {
				order = append(order, at)
			}
			covered[at] = cover(covered[at], stretch{from, from + n})
		})
	}
	out := make([]flow, 0, len(order))
	for _, k := range order {
		n := 0
		for _, c := range covered[k] {
			n += c.to - c.from
		}
		out = append(out, flow{k.i, k.j, n})
	}
	slices.SortFunc(out, func(a, b flow) int { return cmp.Or(cmp.Compare(a.i, b.i), cmp.Compare(a.j, b.j)) })
	return out
}
