package site

import (
	"strings"
	"testing"

	"github.com/kelisim/kelisim/internal/legal"
)

// Every heading stands in the contents once, in order, below the last higher one.
func TestContents(t *testing.T) {
	var units []legal.Unit
	for _, h := range []struct {
		level  int
		anchor string
	}{{3, "a"}, {2, "b"}, {3, "b1"}, {5, "b11"}, {4, "b12"}, {2, "c"}} {
		units = append(units, legal.Unit{Kind: legal.Heading, Level: h.level, Anchor: h.anchor}, legal.Unit{Kind: legal.Clause})
	}
	var write func([]Entry) string
	write = func(list []Entry) string {
		var parts []string
		for _, e := range list {
			parts = append(parts, e.Anchor+write(e.Entries))
		}
		if len(parts) == 0 {
			return ""
		}
		return "(" + strings.Join(parts, " ") + ")"
	}
	if got, want := write(contents(units)), "(a b(b1(b11 b12)) c)"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := contents(units[:2]); got != nil {
		t.Errorf("one heading has contents: %v", got)
	}
}
