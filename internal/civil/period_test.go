package civil

import (
	"testing"
	"time"
)

func TestPeriod(t *testing.T) {
	zone, err := LoadZone("Asia/Almaty")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ at, period, want string }{
		{"2026-11-29T10:00:00+05:00", "P3Y", "2029-11-30T00:00:00+05:00"},
		{"2026-11-29T23:59:59+05:00", "P1D", "2026-12-01T00:00:00+05:00"},
		{"2026-11-29T19:00:00Z", "P1D", "2026-12-02T00:00:00+05:00"}, // the next day in the zone
		{"2028-02-29T10:00:00+05:00", "P1Y", "2029-03-01T00:00:00+05:00"},
		{"2026-08-31T10:00:00+05:00", "P6M", "2027-03-01T00:00:00+05:00"},
		{"2026-12-31T10:00:00+05:00", "P1Y1M1D", "2028-02-02T00:00:00+05:00"},
		{"2026-01-01T00:00:00+05:00", "P2W", "2026-01-16T00:00:00+05:00"},
		{"2021-03-01T10:00:00+06:00", "P3Y", "2024-03-02T00:00:00+05:00"}, // the offset changed on 1 March 2024
	} {
		at, err := time.Parse(time.RFC3339, c.at)
		if err != nil {
			t.Fatal(err)
		}
		p, err := ParsePeriod(c.period)
		if err != nil {
			t.Fatal(err)
		}
		if got := Format(p.End(at.In(zone))); got != c.want {
			t.Errorf("%s after %s ends at %s, want %s", c.period, c.at, got, c.want)
		}
	}
	for s, want := range map[string]string{"P3Y": "3 Y", "P06M": "06 M", "P2W": "2 W", "P30D": "30 D", "P1Y6M": " ", "3Y": " ", "": " ", "PT1H": " "} {
		if number, unit, ok := Single(s); number+" "+unit != want || ok != (want != " ") {
			t.Errorf("%q is %q of %q, %v", s, number, unit, ok)
		}
	}
	for _, s := range []string{"", "P", "3Y", "P3", "PT1H", "P0D", "P-1Y", "P1.5Y", "p3y", "P1D1Y", " P1Y"} {
		if p, err := ParsePeriod(s); err == nil {
			t.Errorf("%q is %v", s, p)
		}
	}
}
