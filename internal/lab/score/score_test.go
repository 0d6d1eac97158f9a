package main

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/legal"
)

// TestAims holds the project's aims on few pairs; `go run` measures on many.
func TestAims(t *testing.T) {
	for _, p := range []*phrases{&kazakh, &russian} {
		for _, s := range []sort{ordinary, structured, boilerplate} {
			var sum tally
			r := rand.New(rand.NewPCG(11, 12))
			for range 100 {
				c := generate(r, p, s)
				got := compare(c.old, c.new)
				if err := check(got, c.old, c.new); err != nil {
					t.Fatal(err)
				}
				sum.add(c, resultOf(got))
			}
			var b strings.Builder
			if !sum.enough(&b, p.lang, s) {
				sum.row(&b, p.lang)
				t.Error(b.String())
			}
		}
	}
}

// TestTruth: the truth of the generator is a partition, too.
func TestTruth(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	for k := range 200 {
		c := generate(r, &russian, []sort{ordinary, structured, boilerplate}[k%3])
		once := func(units []legal.Unit, side func(group) []int) {
			seen := make([]bool, len(units))
			for _, g := range c.groups {
				for _, i := range side(g) {
					if seen[i] {
						t.Fatalf("unit %d stands twice", i)
					}
					seen[i] = true
				}
			}
		}
		once(c.old, func(g group) []int { return g.old })
		once(c.new, func(g group) []int { return g.new })
	}
}

// TestPhrases: every slot of the phrases can be filled.
func TestPhrases(t *testing.T) {
	for _, p := range []*phrases{&kazakh, &russian} {
		if len(p.clauses) < 60 {
			t.Errorf("%s: %d clauses", p.lang, len(p.clauses))
		}
		for _, c := range slices.Concat(p.clauses, p.boilerplate, p.leads, p.items, p.alike) {
			for _, part := range strings.Split(c, "{")[1:] {
				name, _, _ := strings.Cut(part, "}")
				if len(p.slots[name]) == 0 {
					t.Errorf("%s: no slot %q", p.lang, name)
				}
			}
		}
	}
}

func TestSplit(t *testing.T) {
	units := split("# 1. A\r\ntext\n  goes on\n\n* item\n> quote\n| a | b |\n1.1. clause")
	var kinds []string
	for _, u := range units {
		kinds = append(kinds, string(u.Kind))
	}
	if got := strings.Join(kinds, " "); got != "title heading paragraph item quote row clause" {
		t.Errorf("got %s", got)
	}
}
