package redline

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/legal"
)

// randomEdits makes a text of few words, so that much is alike by chance, and
// one that differs by random edits of lines and words.
func randomEdits(r *rand.Rand) (old, new []legal.Unit) {
	words := strings.Fields("бір екі үш төрт бес алты жеті сегіз тоғыз он АЖ-да «АЖ» – 2.1-тармақ пунктом 1.2 , . ; ( ) 10 000 №\u00A05 ё е i і")
	line := func() string {
		var b strings.Builder
		switch r.IntN(8) {
		case 0:
			b.WriteString("# 1. ")
		case 1:
			b.WriteString("- ")
		case 2:
			b.WriteString("| a | ")
		case 3:
		default:
			b.WriteString([]string{"1. ", "1.1. ", "1.2. ", "2.1. ", "3-1. ", "1) ", "а) "}[r.IntN(7)])
		}
		for range r.IntN(12) {
			b.WriteString(words[r.IntN(len(words))] + " ")
			if r.IntN(15) == 0 {
				b.WriteString("**")
			}
		}
		return b.String()
	}
	lines := []string{"Т"}
	for range r.IntN(14) {
		lines = append(lines, line())
	}
	edited := slices.Clone(lines)
	for range r.IntN(8) {
		i := r.IntN(len(edited))
		switch j := r.IntN(len(edited)); r.IntN(7) {
		case 0:
			edited = slices.Insert(edited, i, line())
		case 1:
			edited[i], edited[j] = edited[j], edited[i]
		case 2:
			edited = slices.Insert(edited, i, edited[j])
		case 3:
			edited[i] += edited[j]
		case 4:
			edited[i] = strings.Replace(edited[i], words[r.IntN(len(words))], words[r.IntN(len(words))], 1)
		case 5:
			half := strings.Fields(edited[i])
			k := len(half) / 2
			edited[i] = strings.Join(half[:k], " ")
			edited = slices.Insert(edited, i+1, strings.Join(half[k:], " "))
		default:
			if len(edited) > 1 {
				edited = slices.Delete(edited, i, i+1)
			}
		}
	}
	return unitsOfLines(lines), unitsOfLines(edited)
}

func TestLawsOnRandomPairs(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 7))
	var last []legal.Unit
	for range 500 {
		old, new := randomEdits(r)
		compare(t, old, new)
		compare(t, last, old) // unrelated
		last = new
	}
}

func FuzzCompare(f *testing.F) {
	f.Add(base, strings.Replace(base, "1.2. ", "1.2. Жаңа.\n1.3. ", 1))
	f.Add("Т\n1. 10 000,50 «АЖ-да» – 3-1", "Т\n2. 10\u00A0000,50 \"АЖ-да\" - 3–1")
	f.Add("Т\n| a | b |\n| c |", "Т\n| a | x | b |\n| c | d |")
	f.Add("Т\n1. Бір **екі** үш", "Т\n1. Бір екі **үш")
	f.Add("Т\nx. y. z", "Т\nx\ny\nz")
	f.Add("\u00AD \u200B\n- \u0306и\u0306\n\xff", "\n\n\u00A0\n- й")
	f.Add("Т\nx x x x\nx x x\nx", "Т\nx\nx x x\nx x x x")
	f.Add("Т\n1. 2.1-тармақ\n2.1. а", "Т\n1. 2.2-тармақ\n2.1. б\n2.2. а")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a)+len(b) > 4000 {
			return
		}
		compare(t, parse(strings.ToValidUTF8(a, "?")), parse(strings.ToValidUTF8(b, "?")))
	})
}
