package redline

import (
	"cmp"
	"math/bits"
	"slices"
)

// Similarity is a multiset Dice of the words, in thousandths. A word weighs
// log2(1 + units/(1 + units that hold it)), so that the boilerplate that all
// clauses share says little. Integers only: floating point may differ between
// machines.

// similarity compares units of one comparison.
type similarity struct {
	weights []int32 // by word
	keen    []int32 // by word: squares of the weights, so that rare words count much more
}

func newSimilarity(v *vocabulary, sides ...[]unit) similarity {
	df := make([]int32, len(v.words))
	n := 0
	for _, units := range sides {
		n += len(units)
		for i := range units {
			for _, c := range units[i].bag {
				df[c.word]++
			}
		}
	}
	s := similarity{make([]int32, len(df)), make([]int32, len(df))}
	for w, d := range df {
		if d > 0 {
			s.weights[w] = int32(log2(uint64(1+int(d)+n)) - log2(uint64(1+d)))
			s.keen[w] = s.weights[w] * s.weights[w] >> 8
		}
	}
	for _, units := range sides {
		for i := range units {
			units[i].weight = weigh(s.weights, units[i].bag)
			units[i].keen = weigh(s.keen, units[i].bag)
		}
	}
	return s
}

// log2 is the binary logarithm of x > 0 in 1/256, rounded down.
func log2(x uint64) int {
	whole := bits.Len64(x) - 1
	m := x << (63 - whole) >> 32 // in [2^31, 2^32)
	fraction := 0
	for range 8 {
		m = m * m >> 31
		fraction <<= 1
		if m >= 1<<32 {
			m >>= 1
			fraction++
		}
	}
	return whole<<8 | fraction
}

func weigh(weights []int32, bag []count) int {
	sum := 0
	for _, c := range bag {
		sum += int(c.n) * int(weights[c.word])
	}
	return sum
}

// common is the weight of the words that both bags hold.
func (s similarity) common(a, b []count) int {
	sum, _ := s.commons(a, b)
	return sum
}

// commons is common by both weights.
func (s similarity) commons(a, b []count) (sum, keen int) {
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].word < b[j].word:
			i++
		case a[i].word > b[j].word:
			j++
		default:
			n := int(min(a[i].n, b[j].n))
			sum += n * int(s.weights[a[i].word])
			keen += n * int(s.keen[a[i].word])
			i, j = i+1, j+1
		}
	}
	return sum, keen
}

// otherGroup is what, in hundredths, the similarity of blocks of different kinds counts.
const otherGroup = 85

// of returns the similarity of two units in thousandths, and the keen one, by
// which units that resemble many are told apart.
func (s similarity) of(a, b *unit) (sim, keen int) {
	if (a.group == titles) != (b.group == titles) {
		return 0, 0
	}
	if (a.group == headings) != (b.group == headings) && a.number != "" && b.number != "" && a.number != b.number && a.loose != b.loose {
		return 0, 0 // «Глава 3. Плата» does not become «8. Плата вносится …»
	}
	total := a.weight + b.weight
	if total == 0 || 2*1000*min(a.weight, b.weight) < leastAlike*total {
		return 0, 0 // too unlike in length to be alike, and long to compare
	}
	sim, keen = s.commons(a.bag, b.bag)
	sim, keen = 2*1000*sim/total, 2*1000*keen/max(1, a.keen+b.keen)
	if a.loose == b.loose {
		sim, keen = 1000, 1000
	}
	if a.group != b.group {
		sim, keen = sim*otherGroup/100, keen*otherGroup/100
	}
	return sim, keen
}

// without returns the bag less the words of another.
func without(bag, other []count) []count {
	var out []count
	j := 0
	for _, c := range bag {
		for j < len(other) && other[j].word < c.word {
			j++
		}
		if j < len(other) && other[j].word == c.word {
			c.n -= other[j].n
		}
		if c.n > 0 {
			out = append(out, c)
		}
	}
	return out
}

// together is the bag of several units.
func (s *side) together(run []int) []count {
	var all []count
	for _, i := range run {
		all = append(all, s.units[i].bag...)
	}
	slices.SortFunc(all, func(a, b count) int { return cmp.Compare(a.word, b.word) })
	var out []count
	for _, c := range all {
		if n := len(out); n > 0 && out[n-1].word == c.word {
			out[n-1].n += c.n
			continue
		}
		out = append(out, c)
	}
	return out
}

// index finds the units that share rare words.
type index struct {
	units [][]int32 // by word: the units that hold it, where they are few
	score []int32   // scratch, by unit
}

// rare is how many units of a side may hold a word that leads to them.
const rare = 40

func newIndex(words int, units []unit) *index {
	x := &index{make([][]int32, words), make([]int32, len(units))}
	for i := range units {
		for _, c := range units[i].bag {
			if p := x.units[c.word]; len(p) <= rare {
				x.units[c.word] = append(p, int32(i))
			}
		}
	}
	return x
}

// nearest returns the units that share the most weight of rare words, at most n.
func (x *index) nearest(s similarity, bag []count, n int) []int32 {
	var found []int32
	for _, c := range bag {
		units := x.units[c.word]
		if len(units) > rare {
			continue
		}
		for _, i := range units {
			if x.score[i] == 0 {
				found = append(found, i)
			}
			x.score[i] += s.weights[c.word]
		}
	}
	slices.SortFunc(found, func(a, b int32) int {
		return cmp.Or(cmp.Compare(x.score[b], x.score[a]), cmp.Compare(a, b))
	})
	for _, i := range found {
		x.score[i] = 0
	}
	return found[:min(n, len(found))]
}
