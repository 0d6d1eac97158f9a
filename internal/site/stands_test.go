package site

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/legal"
)

// Read as the script reads them, the offsets are those of the zone at every hour.
func TestOffsets(t *testing.T) {
	for _, name := range []string{"Asia/Almaty", "UTC", "Europe/Berlin", "America/St_Johns", "Asia/Kathmandu"} {
		zone, err := civil.LoadZone(name)
		if err != nil {
			t.Fatal(err)
		}
		written := offsets(zone)
		if name == "Asia/Almaty" && written != "0=360 1709229600=300" {
			t.Errorf("Almaty: %s", written)
		}
		type from struct {
			second  int64
			minutes int
		}
		var list []from
		for _, one := range strings.Fields(written) {
			var f from
			if _, err := fmt.Sscanf(one, "%d=%d", &f.second, &f.minutes); err != nil {
				t.Fatalf("%s: %q: %v", name, one, err)
			}
			list = append(list, f)
		}
		for at := time.Date(firstOffset, 1, 1, 0, 0, 0, 0, time.UTC); at.Year() <= lastOffset; at = at.Add(5 * time.Hour) {
			got := 0
			for _, f := range list {
				if at.Unix() >= f.second {
					got = f.minutes
				}
			}
			if _, want := at.In(zone).Zone(); got*60 != want {
				t.Fatalf("%s at %v: %d minutes, want %d seconds", name, at, got, want)
			}
		}
	}
}

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
