package diff

// linear is Myers' algorithm in linear space (An O(ND) Difference Algorithm and
// Its Variations, 1986): find the middle of a script with the fewest elements
// changed, then solve both halves. Weights and the gap play no part. Every step
// on a diagonal is work; a part that is left without becomes one edit. A box with
// more than mostSteps changes is divided before the middle is found, where one of the
// ends has come furthest: so work grows with the changes, not with their square.
func (s *script) linear(work int) []Edit {
	zero := max(len(s.a), len(s.b)) + 1
	l := linear{script: s, work: work, zero: zero, down: make([]int32, 2*zero+1), up: make([]int32, 2*zero+1)}
	l.solve(0, len(s.a), 0, len(s.b))
	return l.edits
}

// mostSteps is how many elements of a box are changed from each of its ends at most
// until it is divided.
const mostSteps = 256

type linear struct {
	*script
	work     int
	zero     int     // where diagonal 0 stands in down and up
	down, up []int32 // furthest a on each diagonal a-b, from the start and from the end
	edits    []Edit
}

// solve appends the script of a[a0:a1] and b[b0:b1].
func (l *linear) solve(a0, a1, b0, b1 int) {
	for a0 < a1 && b0 < b1 && l.a[a0] == l.b[b0] {
		a0, b0 = a0+1, b0+1
	}
	for a0 < a1 && b0 < b1 && l.a[a1-1] == l.b[b1-1] {
		a1, b1 = a1-1, b1-1
	}
	if a0 == a1 || b0 == b1 {
		l.add(Edit{a0, a1, b0, b1})
		return
	}
	a, b, ok := l.middle(a0, a1, b0, b1)
	if !ok {
		l.add(Edit{a0, a1, b0, b1})
		return
	}
	l.solve(a0, a, b0, b)
	l.solve(a, a1, b, b1)
}

// add appends an edit, joined with the one before if they touch.
func (l *linear) add(e Edit) {
	if e.A0 == e.A1 && e.B0 == e.B1 {
		return
	}
	if n := len(l.edits); n > 0 && l.edits[n-1].A1 == e.A0 && l.edits[n-1].B1 == e.B0 {
		l.edits[n-1].A1, l.edits[n-1].B1 = e.A1, e.B1
		return
	}
	l.edits = append(l.edits, e)
}

// middle returns a point in the middle of a shortest script of a box whose ends
// differ; of one with many changes, a point that is on a short script. ok is false if the work was not enough.
func (l *linear) middle(a0, a1, b0, b1 int) (a, b int, ok bool) {
	n, m := a1-a0, b1-b0
	delta := n - m
	odd := delta&1 != 0
	for d := 0; ; d++ {
		// Diagonals of d's parity within d steps and within the box.
		low, high := -d+max(0, d-m+1)/2*2, d-max(0, d-n+1)/2*2
		if d > mostSteps {
			a, b = l.furthest(low+1, high-1, n, m)
			return a0 + a, b0 + b, a+b > 0
		}
		if l.work -= 2 + high - low; l.work < 0 {
			return 0, 0, false
		}
		for k := low; k <= high; k += 2 {
			x := l.reach(l.down, k, d, n, m)
			for x < n && x-k < m && l.a[a0+x] == l.b[b0+x-k] {
				x++
				l.work--
			}
			l.down[l.zero+k] = int32(x)
			if back := delta - k; odd && -d < back && back < d && x+int(l.up[l.zero+back]) >= n {
				return a0 + x, b0 + x - k, true
			}
		}
		for k := low; k <= high; k += 2 {
			x := l.reach(l.up, k, d, n, m)
			for x < n && x-k < m && l.a[a1-1-x] == l.b[b1-1-x+k] {
				x++
				l.work--
			}
			l.up[l.zero+k] = int32(x)
			if back := delta - k; !odd && -d <= back && back <= d && x+int(l.down[l.zero+back]) >= n {
				return a1 - x, b1 - x + k, true
			}
		}
	}
}

// furthest returns the point of the box, of n by m, that a script from one of its ends
// has come to with the most elements behind it; low to high are the diagonals of the
// last step.
func (l *linear) furthest(low, high, n, m int) (a, b int) {
	most := 0
	for k := low; k <= high; k += 2 {
		if x := int(l.down[l.zero+k]); x <= n && 0 <= x-k && x-k <= m && 2*x-k > most {
			most, a, b = 2*x-k, x, x-k
		}
	}
	for k := low; k <= high; k += 2 {
		if x := int(l.up[l.zero+k]); x <= n && 0 <= x-k && x-k <= m && 2*x-k > most {
			most, a, b = 2*x-k, n-x, m-x+k
		}
	}
	return a, b
}

// reach is the furthest a that d steps reach on diagonal k, before its run of
// equal pairs.
func (l *linear) reach(v []int32, k, d, n, m int) int {
	switch below, above := v[l.zero+k-1], v[l.zero+k+1]; {
	case d == 0:
		return 0
	case k == -d || k == -m:
		return int(above)
	case k == d || k == n || below >= above:
		return int(below) + 1
	default:
		return int(above)
	}
}
