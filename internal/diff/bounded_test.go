//go:build !race

package diff

import (
	"fmt"
	"slices"
	"testing"
)

func TestWorkIsBounded(t *testing.T) {
	numbered := func(prefix string, n int) []string {
		s := make([]string, n)
		for i := range s {
			s[i] = fmt.Sprint(prefix, i)
		}
		return s
	}
	a, b := numbered("a", 150_000), numbered("b", 150_000)
	if got := laws(t, a, b, Cost[string]{}); len(got) != 1 {
		t.Errorf("unrelated: %d edits, want 1", len(got))
	}
	b = slices.Clone(a)
	b[1000], b[140_000] = "x", "y"
	if got := laws(t, a, b, Cost[string]{}); len(got) != 2 {
		t.Errorf("two changes: %v", got)
	}
	many := slices.Clone(a)
	for i := 10; i < len(many); i += 50 {
		many[i] = "x"
	}
	if got := laws(t, a, many, Cost[string]{Work: 16 * (len(a) + len(many))}); len(got) != len(many)/50 {
		t.Errorf("a change in fifty: %d edits, want %d", len(got), len(many)/50)
	}
	slices.Reverse(b)
	laws(t, a, b, Cost[string]{})
	one := slices.Repeat([]string{"x"}, 10_000)
	laws(t, one, append([]string{"y"}, one[:5000]...), Cost[string]{})
}
