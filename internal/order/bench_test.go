package order_test

import (
	"math/rand/v2"
	"testing"

	"github.com/kelisim/kelisim/internal/language/languagetest"
	"github.com/kelisim/kelisim/internal/order"
	"github.com/kelisim/kelisim/internal/redline"
)

// BenchmarkMake makes the order of eight edits in a text of about 200 clauses.
func BenchmarkMake(b *testing.B) {
	e := &editor{Rand: rand.New(rand.NewPCG(7, 14)), words: vocabulary["ru"]}
	src := e.text()
	for len(e.parts) < 250 {
		src = e.text() // adds to it
	}
	old := read("ru", src)
	for range 8 {
		e.edit()
	}
	new := read("ru", e.write())
	l := languagetest.Of("ru")
	r := redline.Compare(l, old.Units, new.Units)
	p := printer(b, "ru")
	b.Logf("%d units", len(old.Units))
	for b.Loop() {
		if _, err := order.Make(p, r, old, new, l); err != nil {
			b.Fatal(err)
		}
	}
}
