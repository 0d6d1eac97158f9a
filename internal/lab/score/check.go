package main

import (
	"fmt"
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
)

// check reports where a redline breaks a law: the segments of every record give
// its texts, and every unit stands once.
func check(r *redline.Redline, old, new []legal.Unit) error {
	seenOld, seenNew := make([]int, len(old)), make([]int, len(new))
	texts := func(units []redline.Unit, src []legal.Unit, seen []int) (string, error) {
		var out []string
		for _, u := range units {
			seen[u.Index]++
			if u.Text != plain(&src[u.Index]) {
				return "", fmt.Errorf("unit %d has the text %q, want %q", u.Index, u.Text, plain(&src[u.Index]))
			}
			out = append(out, u.Text)
		}
		return strings.Join(out, "\n\n"), nil
	}
	for _, rec := range r.Records {
		a, err := texts(rec.Old, old, seenOld)
		if err != nil {
			return err
		}
		b, err := texts(rec.New, new, seenNew)
		if err != nil {
			return err
		}
		var without, with strings.Builder
		for _, s := range rec.Segments {
			if s.Op != redline.Insert {
				without.WriteString(s.Text)
			}
			if s.Op != redline.Delete {
				with.WriteString(s.Text)
			}
		}
		if without.String() != a || with.String() != b {
			return fmt.Errorf("segments do not give the texts %q and %q", a, b)
		}
	}
	for _, seen := range [][]int{seenOld, seenNew} {
		for i, n := range seen {
			if n != 1 {
				return fmt.Errorf("unit %d stands %d times", i, n)
			}
		}
	}
	return nil
}
