package redline

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/legal"
)

// prose makes n clauses of random words of a vocabulary, a heading for every ten.
func prose(r *rand.Rand, n, words, vocabulary int) []string {
	lines := []string{"Тақырып"}
	for i := range n {
		if i%10 == 0 {
			lines = append(lines, fmt.Sprintf("# %d. Бөлім %d", i/10+1, r.IntN(vocabulary)))
		}
		var b strings.Builder
		fmt.Fprintf(&b, "%d.%d.", i/10+1, i%10+1)
		for range words/2 + r.IntN(words) {
			fmt.Fprintf(&b, " %s%d", []string{"тармақ", "ереже", "келісім", "құқық"}[r.IntN(4)], r.IntN(vocabulary))
		}
		lines = append(lines, b.String()+".")
	}
	return lines
}

func unitsOfLines(lines []string) []legal.Unit { return parse(strings.Join(lines, "\n")) }

// edited changes ten words.
func edited(r *rand.Rand, lines []string) []string {
	out := slices.Clone(lines)
	for range 10 {
		i := r.IntN(len(out))
		words := strings.Fields(out[i])
		words[len(words)/2] = "басқаша"
		out[i] = strings.Join(words, " ")
	}
	return out
}

func megabyte(seed uint64, words int) []legal.Unit {
	r := rand.New(rand.NewPCG(seed, 1))
	return unitsOfLines(prose(r, 1_000_000/(14*words), words, 20_000))
}

func benchmark(b *testing.B, old, new []legal.Unit) {
	n := 0
	for _, units := range [][]legal.Unit{old, new} {
		for i := range units {
			flat := legal.Flatten(&units[i])
			n += len(scanCells(&flat))
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		Compare(languageOf(new), old, new)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/token")
}

func BenchmarkTenEdits(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 1))
	lines := prose(r, 40, 18, 500) // about 10 KB
	benchmark(b, unitsOfLines(lines), unitsOfLines(edited(r, lines)))
}

func BenchmarkUnrelatedMegabytes(b *testing.B) { benchmark(b, megabyte(1, 25), megabyte(2, 25)) }

func BenchmarkBoilerplate(b *testing.B) {
	make := func(seed uint64) []legal.Unit {
		r := rand.New(rand.NewPCG(seed, 1))
		lines := []string{"Тақырып"}
		for i := range 2000 {
			lines = append(lines, fmt.Sprintf("%d. Пайдаланушы %d күн ішінде мекемеге %d-нысан бойынша есепті %d данада тапсыруға міндетті.",
				i%900+1, r.IntN(50), r.IntN(20), r.IntN(5)))
		}
		return unitsOfLines(lines)
	}
	benchmark(b, make(1), make(2))
}
