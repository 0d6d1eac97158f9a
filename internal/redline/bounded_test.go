//go:build !race

package redline

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/legal"
)

// TestBounded holds the memory of hostile pairs of a megabyte each: what is
// quadratic in them allocates far more, or does not end before the test's deadline.
func TestBounded(t *testing.T) {
	repeat := func(n int, line string) []string {
		return append([]string{"Т"}, slices.Repeat([]string{line}, n)...)
	}
	large := megabyte(3, 25)
	reversed := slices.Clone(large[1:])
	slices.Reverse(reversed)
	reversed = append([]legal.Unit{large[0]}, reversed...)
	legal.Outline(reversed)
	one := func(seed uint64) []legal.Unit {
		r := rand.New(rand.NewPCG(seed, 9))
		var b strings.Builder
		for b.Len() < 1_000_000 {
			fmt.Fprintf(&b, "сөз%d ", r.IntN(3000))
		}
		return unitsOfLines([]string{"Т", b.String()})
	}
	tens := func(seed uint64) []legal.Unit { return megabyte(seed, 700) }
	shuffled := func(units []legal.Unit) []legal.Unit {
		out := slices.Clone(units)
		r := rand.New(rand.NewPCG(5, 5))
		for i := range out {
			words := strings.Fields(units[i].Runs[0].Text)
			for range len(words) / 8 {
				words[r.IntN(len(words))] = fmt.Sprint("жаңа", r.IntN(900))
			}
			out[i].Runs = []legal.Run{{Text: strings.Join(words, " ")}}
		}
		return out
	}
	shuffledOne := func(units []legal.Unit) []legal.Unit {
		out := slices.Clone(units)
		words := strings.Fields(units[1].Runs[0].Text)
		words[len(words)/2] = "–"
		out[1].Runs = []legal.Run{{Text: "бас " + strings.Join(words, " ")}}
		return out
	}
	sentences := make([]string, 16_000)
	for k := range sentences {
		sentences[k] = fmt.Sprintf("Сөз%d сол үй%d алдында тұр.", k, k)
	}
	for _, c := range []struct {
		name     string
		old, new []legal.Unit
	}{
		{"unrelated megabytes", megabyte(1, 25), megabyte(2, 25)},
		{"unrelated, short clauses", megabyte(1, 3), megabyte(2, 3)},
		{"unrelated, long clauses", tens(1), tens(2)},
		{"long clauses, all edited", tens(1), shuffled(tens(1))},
		{"all clauses edited", large, shuffled(large)},
		{"reversed", large, reversed},
		{"one word ten thousand times", unitsOfLines(repeat(10_000, "сөз")), unitsOfLines(repeat(9_000, "сөз"))},
		{"one word, other ends", unitsOfLines(repeat(10_000, "сөз")), unitsOfLines(append(append([]string{"Т", "бас"}, repeat(9_000, "сөз")[1:]...), "аяқ"))},
		{"two words ten thousand times", unitsOfLines(repeat(10_000, "бір сөз")), unitsOfLines(repeat(10_000, "екі сөз"))},
		{"one clause", one(1), one(2)},
		{"one clause, a word changed", one(1), shuffledOne(one(1))},
		{"one clause against many", one(1), megabyte(2, 3)},
		{"one clause into many", unitsOfLines([]string{"Т", strings.Join(sentences, " ")}), unitsOfLines(append([]string{"Т"}, sentences...))},
	} {
		t.Run(c.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			r := Compare(languageOf(c.new), c.old, c.new)
			runtime.ReadMemStats(&after)
			allocated := (after.TotalAlloc - before.TotalAlloc) >> 20
			t.Logf("%d MB allocated, %v", allocated, r.Summary)
			checkTexts(t, r, c.old, c.new)
			if allocated > 1024 {
				t.Errorf("%d MB were allocated, want at most 1024", allocated)
			}
		})
	}
}
