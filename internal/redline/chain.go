package redline

import (
	"cmp"
	"slices"
)

// point is a pair of units, a of one side and b of the other.
type point struct {
	a, b   int
	weight int
}

// heaviest returns the points of the heaviest chain, in order: a and b both
// increase strictly along it. It sorts points.
func heaviest(points []point) []point {
	// Among points of one a, those of a higher b first: none can follow another.
	slices.SortFunc(points, func(p, q point) int {
		return cmp.Or(cmp.Compare(p.a, q.a), cmp.Compare(q.b, p.b), cmp.Compare(q.weight, p.weight))
	})
	size := 0
	for _, p := range points {
		size = max(size, p.b+1)
	}
	sum := make([]int, len(points))  // weight of the best chain that ends in a point
	last := make([]int, len(points)) // the point before it there, or -1
	tree := make([]int, size+1)      // Fenwick tree over b of the best point so far, from 1; 0: none
	best := -1
	for i, p := range points {
		before := -1
		for b := p.b; b > 0; b &= b - 1 {
			if k := tree[b] - 1; k >= 0 && (before < 0 || sum[k] > sum[before]) {
				before = k
			}
		}
		sum[i], last[i] = p.weight, before
		if before >= 0 {
			sum[i] += sum[before]
		}
		for b := p.b + 1; b <= size; b += b & -b {
			if k := tree[b] - 1; k < 0 || sum[i] > sum[k] {
				tree[b] = i + 1
			}
		}
		if best < 0 || sum[i] > sum[best] {
			best = i
		}
	}
	var chain []point
	for i := best; i >= 0; i = last[i] {
		chain = append(chain, points[i])
	}
	slices.Reverse(chain)
	return chain
}
