package civil_test

import (
	"errors"
	"testing"
	"time"

	"github.com/kelisim/kelisim/internal/civil"
)

func almaty(t testing.TB) *time.Location {
	t.Helper()
	zone, err := civil.LoadZone("Asia/Almaty")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

func TestParseDate(t *testing.T) {
	for s, want := range map[string]error{
		"2026-12-01": nil, "2024-02-29": nil, "1900-01-01": nil, "2200-12-31": nil,
		"2026-02-29": civil.ErrNoSuchDay, "2026-02-31": civil.ErrNoSuchDay, "2026-13-45": civil.ErrNoSuchDay,
		"2026-00-10": civil.ErrNoSuchDay, "1899-12-31": civil.ErrNoSuchDay, "2201-01-01": civil.ErrNoSuchDay,
		"31.12.2026": civil.ErrForm, "2026-1-1": civil.ErrForm, "": civil.ErrForm, "2026-12-01 ": civil.ErrForm,
	} {
		d, err := civil.ParseDate(s)
		if !errors.Is(err, want) || want == nil && err != nil {
			t.Errorf("ParseDate(%q): got %v, want %v", s, err, want)
		}
		if err == nil && d.String() != s {
			t.Errorf("ParseDate(%q) is %s", s, d)
		}
	}
}

// Asia/Almaty was at UTC+6 until 1 March 2024, 00:00, and is at UTC+5 since; the
// last hour of 29 February was shown twice.
func TestParseInstant(t *testing.T) {
	zone := almaty(t)
	for s, want := range map[string]string{
		"2024-02-29":                "2024-02-29T00:00:00+06:00",
		"2024-03-01":                "2024-03-01T00:00:00+05:00",
		"2024-02-29T22:59":          "2024-02-29T22:59:00+06:00",
		"2024-02-29T23:30:00+06:00": "2024-02-29T23:30:00+06:00",
		"2024-02-29T23:30:00+05:00": "2024-02-29T23:30:00+05:00",
		"2026-12-01T10:00":          "2026-12-01T10:00:00+05:00",
		"2026-12-01 10:00:30":       "2026-12-01T10:00:30+05:00",
		"2026-12-01T05:00:00Z":      "2026-12-01T10:00:00+05:00",
	} {
		got, err := civil.ParseInstant(s, zone)
		if err != nil || civil.Format(got) != want {
			t.Errorf("ParseInstant(%q): got %s, %v, want %s", s, civil.Format(got), err, want)
		}
	}
	for s, want := range map[string]error{
		"2024-02-29T23:30":          civil.ErrAmbiguous,
		"2024-02-29T23:00":          civil.ErrAmbiguous,
		"2024-02-29T23:59:59":       civil.ErrAmbiguous,
		"2026-12-01T24:00":          civil.ErrNoTime,
		"2026-12-01T10:60":          civil.ErrNoTime,
		"2026-02-30T10:00":          civil.ErrNoSuchDay,
		"2026-02-30T10:00:00+05:00": civil.ErrNoSuchDay,
		"2026-12-01T10:00:00.5Z":    civil.ErrForm,
		"tomorrow":                  civil.ErrForm,
		"01.12.2026":                civil.ErrForm,
	} {
		if _, err := civil.ParseInstant(s, zone); !errors.Is(err, want) {
			t.Errorf("ParseInstant(%q): got %v, want %v", s, err, want)
		}
	}
}

func TestSkippedTime(t *testing.T) {
	zone, err := civil.LoadZone("Europe/Berlin") // 02:00 became 03:00 on 29 March 2026
	if err != nil {
		t.Fatal(err)
	}
	if _, err := civil.ParseInstant("2026-03-29T02:30", zone); !errors.Is(err, civil.ErrSkipped) {
		t.Errorf("got %v, want %v", err, civil.ErrSkipped)
	}
	cairo, err := civil.LoadZone("Africa/Cairo") // 00:00 became 01:00 on 28 April 2023
	if err != nil {
		t.Fatal(err)
	}
	d, _ := civil.ParseDate("2023-04-28")
	if got := civil.Format(d.Start(cairo)); got != "2023-04-28T01:00:00+03:00" {
		t.Errorf("the day begins at %s", got)
	}
}

func TestLoadZone(t *testing.T) {
	for _, name := range []string{"", "Asia", "asia/almaty/..", "Nowhere/City", "../etc/passwd"} {
		if _, err := civil.LoadZone(name); !errors.Is(err, civil.ErrNoZone) {
			t.Errorf("LoadZone(%q): %v", name, err)
		}
	}
}

// A day begins at its first instant, and every instant of it is in it.
func FuzzStart(f *testing.F) {
	f.Add(int64(0), "2024-02-29")
	f.Fuzz(func(t *testing.T, _ int64, s string) {
		d, err := civil.ParseDate(s)
		if err != nil {
			return
		}
		start := d.Start(almaty(t))
		if civil.DateOf(start) != d || civil.DateOf(start.Add(-time.Second)) == d || !civil.IsDayStart(start) {
			t.Errorf("%s begins at %s", s, start)
		}
	})
}
