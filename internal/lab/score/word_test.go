package main

import (
	"math/rand/v2"
	"testing"

	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/word"
)

// TestWord: the Word document of every generated pair proves itself.
func TestWord(t *testing.T) {
	for _, p := range []*phrases{&kazakh, &russian} {
		r := rand.New(rand.NewPCG(7, uint64(p.lang[0])))
		for _, s := range []sort{ordinary, structured, boilerplate} {
			for range 20 {
				c := generate(r, p, s)
				for _, moves := range []bool{false, true} {
					d := word.Redline(compare(c.old, c.new), c.old, c.new, word.Options{Moves: moves})
					if _, err := word.Pack(d, c.old, c.new, docx.Settings{}); err != nil {
						t.Fatalf("%s %s: %v", p.lang, s, err)
					}
				}
			}
		}
	}
}
