package civil

import (
	"fmt"
	"strconv"
	"time"
)

// Period is a length of time in whole days or more, as a text says it: "three
// years". The zero value is none.
type Period struct{ Years, Months, Days int }

var period = later(`^P(?:(\d{1,3})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?$`)

// ParsePeriod reads a period as ISO 8601 writes it: "P3Y", "P1Y6M", "P2W", "P30D".
// A time of day and a period of nothing are errors.
func ParsePeriod(s string) (Period, error) {
	m := period().FindStringSubmatch(s)
	if m == nil {
		return Period{}, fmt.Errorf("%q is no period: P3Y, P6M or P30D", s)
	}
	var n [4]int
	for i := range n {
		n[i], _ = strconv.Atoi(m[i+1]) // "" is 0
	}
	p := Period{n[0], n[1], 7*n[2] + n[3]}
	if p == (Period{}) {
		return p, fmt.Errorf("%q is a period of nothing", s)
	}
	return p, nil
}

var single = later(`^P(\d{1,5})([YMWD])$`)

// Single takes a period of one unit apart: "P3Y" is 3 of "Y". ok is false for a period of
// several units, and for what is none.
func Single(s string) (number, unit string, ok bool) {
	m := single().FindStringSubmatch(s)
	if m == nil {
		return "", "", false
	}
	return m[1], m[2], true
}

// End is the first instant after a period that runs from t, in the zone of t: the
// beginning of the day after its last one. The period runs from the day after t;
// its last day has the number of t's day, and if the month has none, it is the
// month's last (articles 173 and 174 of the Civil Code of Kazakhstan). Years and
// months are counted before days.
func (p Period) End(t time.Time) time.Time {
	d := DateOf(t)
	months := d.Year*12 + int(d.Month) - 1 + p.Years*12 + p.Months
	year, month := months/12, time.Month(months%12+1)
	last := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
	end := time.Date(year, month, min(d.Day, last)+p.Days+1, 0, 0, 0, 0, time.UTC)
	return Date{end.Year(), end.Month(), end.Day()}.Start(t.Location())
}
