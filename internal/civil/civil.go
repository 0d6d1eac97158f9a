// Package civil holds the rules of dates and instants: which day a text names,
// and at which instant that day begins in the site's time zone. It knows no
// clock.
//
// A bare date ("2026-12-01") means 00:00 of that day in the zone. A local time
// without an offset ("2026-12-01T10:00") is read in the zone; it is refused
// if the clock of the zone showed it twice or never. An instant with an
// offset ("2026-12-01T10:00:00+05:00", RFC 3339) stands for itself.
package civil

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"sync"
	"time"
)

// Date is a day of the calendar, in no zone. The zero Date is no day.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// Errors of this package. Test with errors.Is.
var (
	ErrForm      = errors.New("not a date (YYYY-MM-DD) or an instant (RFC 3339)")
	ErrNoSuchDay = errors.New("no such day in the calendar")
	// ErrNoSuchMonth is an ErrNoSuchDay of which already the month is wrong.
	ErrNoSuchMonth = fmt.Errorf("no such month: %w", ErrNoSuchDay)
	ErrNoTime      = errors.New("no such time of day")
	ErrAmbiguous   = errors.New("the clock showed this time twice: write the offset")
	ErrSkipped     = errors.New("the clock never showed this time: write the offset")
	ErrNoZone      = errors.New("unknown time zone")
)

var (
	dateForm  = later(`^(\d{4})-(\d{2})-(\d{2})$`)
	localForm = later(`^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2}))?$`)
)

// later compiles an expression when it is first asked for.
func later(expr string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// ParseDate reads YYYY-MM-DD, with years from 1900 to 2200. 31 February is
// ErrNoSuchDay, any other form ErrForm.
func ParseDate(s string) (Date, error) {
	m := dateForm().FindStringSubmatch(s)
	if m == nil {
		return Date{}, ErrForm
	}
	year, _ := strconv.Atoi(m[1])
	month, _ := strconv.Atoi(m[2])
	day, _ := strconv.Atoi(m[3])
	if month < 1 || month > 12 {
		return Date{}, ErrNoSuchMonth
	}
	d := Date{year, time.Month(month), day}
	if DateOf(time.Date(year, time.Month(month), day, 12, 0, 0, 0, time.UTC)) != d || year < 1900 || year > 2200 {
		return Date{}, ErrNoSuchDay
	}
	return d, nil
}

// DateOf is the day of t in t's own zone.
func DateOf(t time.Time) Date {
	year, month, day := t.Date()
	return Date{year, month, day}
}

// IsZero reports whether d is no day.
func (d Date) IsZero() bool { return d == Date{} }

// String returns YYYY-MM-DD.
func (d Date) String() string { return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day) }

// Start is the instant at which d begins in the zone: 00:00, or the first
// instant of the day if the clock skipped 00:00.
func (d Date) Start(zone *time.Location) time.Time {
	t := time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, zone)
	for DateOf(t) != d { // 00:00 was skipped: time.Date gave the day before
		t = t.Add(15 * time.Minute)
	}
	return t
}

// ParseInstant reads a date, a local time or an RFC 3339 instant with whole
// seconds, and returns the instant it means, in the zone.
func ParseInstant(s string, zone *time.Location) (time.Time, error) {
	if dateForm().MatchString(s) {
		d, err := ParseDate(s)
		if err != nil {
			return time.Time{}, err
		}
		return d.Start(zone), nil
	}
	if m := localForm().FindStringSubmatch(s); m != nil {
		return parseLocal(m, zone)
	}
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		if len(s) >= 10 {
			if _, e := ParseDate(s[:10]); errors.Is(e, ErrNoSuchDay) {
				return time.Time{}, e
			}
		}
		return time.Time{}, ErrForm
	}
	if _, err := ParseDate(s[:10]); err != nil {
		return time.Time{}, err
	}
	if t.Nanosecond() != 0 {
		return time.Time{}, ErrForm
	}
	return t.In(zone), nil
}

func parseLocal(m []string, zone *time.Location) (time.Time, error) {
	d, err := ParseDate(m[1])
	if err != nil {
		return time.Time{}, err
	}
	hour, _ := strconv.Atoi(m[2])
	minute, _ := strconv.Atoi(m[3])
	second := 0
	if m[4] != "" {
		second, _ = strconv.Atoi(m[4])
	}
	if hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, ErrNoTime
	}
	t := time.Date(d.Year, d.Month, d.Day, hour, minute, second, 0, zone)
	if t.Hour() != hour || t.Minute() != minute {
		return time.Time{}, ErrSkipped
	}
	// The offsets in force a day before and a day after are the only other
	// candidates: a zone does not change its offset twice in two days.
	for _, other := range []time.Time{t.Add(-24 * time.Hour), t.Add(24 * time.Hour)} {
		_, offset := other.Zone()
		u := time.Date(d.Year, d.Month, d.Day, hour, minute, second, 0, time.FixedZone("", offset)).In(zone)
		if !u.Equal(t) && u.Hour() == hour && u.Minute() == minute && DateOf(u) == d {
			return time.Time{}, ErrAmbiguous
		}
	}
	return t, nil
}

// Format writes t as RFC 3339 with whole seconds and the offset of its zone.
func Format(t time.Time) string { return t.Format(time.RFC3339) }

// IsDayStart reports whether t is the first instant of its day in its zone, so
// that the day alone says it all.
func IsDayStart(t time.Time) bool { return DateOf(t).Start(t.Location()).Equal(t) }
