package site

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/civil"
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
		for one := range strings.FieldsSeq(written) {
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
