package site

import (
	"testing"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/legal"
)

// Who follows the addresses of a feed's pages back reads all of them, and forward, too; the
// first page has none before it and the last one none after it.
func TestChained(t *testing.T) {
	p := &planner{site: &legal.Site{BaseURL: "https://example.org/"}}
	const file = "kk/feed.xml"
	for _, n := range []int{0, 1, 3} {
		feed := &Feed{}
		pages := p.chained(feed, file, make([][]Notice, n))
		if len(pages) != n+1 || pages[file] != feed || feed.Archive || feed.Next != "" {
			t.Fatalf("%d archives: %d pages, %+v", n, len(pages), feed)
		}
		byURL := map[string]*Feed{}
		for i := 1; i <= n; i++ {
			x := pages[address.FeedArchive(file, i)]
			byURL[x.Self] = x
			if !x.Archive || x.Current != p.url(file) {
				t.Errorf("archive %d of %d: %+v", i, n, x)
			}
		}
		later, back := "", 0
		for at := feed.Prev; at != ""; back++ {
			x := byURL[at]
			if x == nil || x.Next != later {
				t.Fatalf("%d archives: %s is before %q, and has %+v", n, at, later, x)
			}
			later, at = at, x.Prev
		}
		if back != n {
			t.Errorf("%d of %d archives are reached", back, n)
		}
	}
}
