package diff

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
)

var cost = Cost[string]{Weight: func(s string) int { return 2 - strings.Count(".,;", s) }, Gap: 7}

func shown(a, b string) string {
	x, y := strings.Fields(a), strings.Fields(b)
	var out []string
	for _, e := range Edits(x, y, cost) {
		out = append(out, strings.Join(x[e.A0:e.A1], " ")+">"+strings.Join(y[e.B0:e.B1], " "))
	}
	return strings.Join(out, "|")
}

func TestEdits(t *testing.T) {
	for _, c := range []struct{ name, a, b, want string }{
		{"equal", "a b c", "a b c", ""},
		{"empty", "", "a b", ">a b"},
		{"one word", "the fee is due", "the tax is due", "fee>tax"},
		{"a word between is no island", "a b c", "x b y", "a b c>x b y"},
		{"nor a word and a comma", "a b , c", "x b , y", "a b , c>x b , y"},
		{"two words are", "a b c d", "x b c y", "a>x|d>y"},
		{"insertion", "a b c d e f", "a b x c d e f", ">x"},
		{"deletion at the end", "a b c d", "a b c", "d>"},
		{"far apart", "k a b c d l", "m a b c d n", "k>m|l>n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := shown(c.a, c.b); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// laws checks what the package promises of one script.
func laws(t *testing.T, a, b []string, c Cost[string]) []Edit {
	t.Helper()
	edits := Edits(a, b, c)
	if got := apply(a, b, edits); !slices.Equal(got, b) {
		t.Fatalf("apply(%q, %v) = %q, want %q", a, edits, got, b)
	}
	end := Edit{A1: -1, B1: -1}
	for _, e := range edits {
		if e.A0 > e.A1 || e.B0 > e.B1 || e.A0 == e.A1 && e.B0 == e.B1 || e.A0 <= end.A1 || e.A0-end.A1 != e.B0-end.B1 && end.A1 >= 0 {
			t.Fatalf("%v is not in order in %v", e, edits)
		}
		end = e
	}
	if mirror := Mirror(Edits(b, a, c)); !reflect.DeepEqual(mirror, edits) {
		t.Fatalf("%q to %q is %v, mirrored %v", a, b, edits, mirror)
	}
	return edits
}

func price(a, b []string, edits []Edit, c Cost[string]) int {
	sum := 0
	for _, e := range edits {
		sum += c.Gap
		for _, s := range slices.Concat(a[e.A0:e.A1], b[e.B0:e.B1]) {
			sum += c.Weight(s)
		}
	}
	return sum
}

// least is the least cost, by trying everything.
func least(a, b []string, c Cost[string], open bool) int {
	best := 1 << 30
	gap := c.Gap
	if open {
		gap = 0
	}
	switch {
	case len(a) == 0 && len(b) == 0:
		return 0
	case len(a) > 0 && len(b) > 0 && a[0] == b[0]:
		best = least(a[1:], b[1:], c, false)
	}
	if len(a) > 0 {
		best = min(best, gap+c.Weight(a[0])+least(a[1:], b, c, true))
	}
	if len(b) > 0 {
		best = min(best, gap+c.Weight(b[0])+least(a, b[1:], c, true))
	}
	return best
}

func random(r *rand.Rand, n, letters int) []string {
	s := make([]string, r.IntN(n))
	for i := range s {
		s[i] = string(rune('a' + r.IntN(letters)))
		if r.IntN(6) == 0 {
			s[i] = ","
		}
	}
	return s
}

func TestLeastCost(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 1500 {
		a, b := random(r, 8, 3), random(r, 8, 3)
		c := cost
		c.Gap = r.IntN(9)
		edits := laws(t, a, b, c)
		if got, want := price(a, b, edits, c), least(a, b, c, false); got != want {
			t.Fatalf("%q to %q: %v costs %d, least is %d", a, b, edits, got, want)
		}
	}
}

func TestLinear(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for i := range 3000 {
		a, b := random(r, 40, 4), random(r, 40, 4)
		c := cost
		c.Cells, c.Gap = 1, 0
		c.Weight = func(string) int { return 1 }
		edits := laws(t, a, b, c)
		best := c
		best.Cells = 0
		if got, want := price(a, b, edits, c), price(a, b, Edits(a, b, best), best); got != want {
			t.Fatalf("%q to %q: %d changed, least is %d", a, b, got, want)
		}
		c.Work = 1 + i%50
		c.Gap = i % 5
		laws(t, a, b, c)
	}
}

func FuzzEdits(f *testing.F) {
	f.Add("a b c", "a c", 3, 0)
	f.Add("x x y", "y x x", 7, 1)
	f.Add("a b a b a", "b a b", 0, 1)
	f.Fuzz(func(t *testing.T, a, b string, gap, cells int) {
		if len(a)+len(b) > 4000 {
			return
		}
		c := cost
		c.Gap, c.Cells, c.Work = gap&0xff, cells&0xffff, cells>>16&0xffff
		laws(t, strings.Split(a, ""), strings.Split(b, ""), c)
	})
}

func BenchmarkExact(b *testing.B) {
	r := rand.New(rand.NewPCG(5, 6))
	x, y := make([]int32, 2000), make([]int32, 2000)
	for i := range x {
		x[i], y[i] = int32(r.IntN(300)), int32(r.IntN(300))
	}
	x[0], y[0], x[1999], y[1999] = -1, -2, -1, -2
	for b.Loop() {
		Edits(x, y, Cost[int32]{Gap: 3})
	}
}

// apply returns what the script makes of a: a's elements between the edits, b's
// within them.
func apply[T any](a, b []T, edits []Edit) []T {
	var out []T
	at := 0
	for _, e := range edits {
		out = append(out, a[at:e.A0]...)
		out = append(out, b[e.B0:e.B1]...)
		at = e.A1
	}
	return append(out, a[at:]...)
}
