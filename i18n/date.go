package i18n

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/kelisim/kelisim/internal/civil"
)

// Case is the form of a date in a sentence, by example.
type Case string

// Cases of dates.
const (
	Plain Case = "plain" // 2024 жылғы 15 қаңтар; 15 января 2024 года
	On    Case = "on"    // 2024 жылғы 15 қаңтарда; 15 января 2024 года
	From  Case = "from"  // 2024 жылғы 15 қаңтардан бастап; с 15 января 2024 года
	Until Case = "until" // 2024 жылғы 15 қаңтарға дейін; до 15 января 2024 года
	Of    Case = "of"    // 2024 жылғы 15 қаңтардағы; от 15 января 2024 года
)

// cases lists them all.
var cases = []Case{Plain, On, From, Until, Of}

// Every case has two messages: date.months.CASE, the twelve months with spaces
// between them, and date.CASE, the date around {{.year}} {{.month}} {{.day}}.
// date.instant puts {{.time}} and {{.zone}} behind a {{.date}}. A language in which
// a word follows the time has date.instant.CASE, with the parts of the date too.

// checkDates reports, once, what the language's dates lack.
func (p *Printer) checkDates() error {
	p.datesOne.Do(func() {
		p.months = map[Case][]string{}
		for _, c := range cases {
			months, err := p.Text("date.months."+string(c), nil)
			if err == nil {
				_, err = p.Text("date."+string(c), map[string]string{"year": "", "month": "", "day": ""})
			}
			if err != nil {
				p.dates = err
				return
			}
			if p.months[c] = strings.Fields(months); len(p.months[c]) != 12 {
				p.dates = fmt.Errorf("date.months.%s: %d months", c, len(p.months[c]))
				return
			}
		}
		_, p.dates = p.Text("date.instant", map[string]string{"date": "", "time": "", "zone": ""})
	})
	return p.dates
}

// Date writes a day as legal texts do.
func (p *Printer) Date(d civil.Date, c Case) string {
	s, err := p.Text("date."+string(c), map[string]string{
		"year": strconv.Itoa(d.Year), "month": p.month(d.Month, c), "day": strconv.Itoa(d.Day)})
	if err != nil {
		panic(err) // checkDates has proved that it is there
	}
	return s
}

// month is a month's name.
func (p *Printer) month(m time.Month, c Case) string {
	if err := p.checkDates(); err != nil {
		panic(err) // a printer was given out that has none: of ours, and a test holds that there is none
	}
	return p.months[c][m-1]
}

// Instant writes an instant in its own zone. The time of day and the offset
// follow only if the instant is not the day's start, and without seconds:
// «2026 жылғы 20 қараша (10:00, UTC+5)».
func (p *Printer) Instant(t time.Time, c Case) string {
	day := p.Date(civil.DateOf(t), c)
	if civil.IsDayStart(t) {
		return day
	}
	key := "date.instant"
	args := map[string]string{"date": day, "time": t.Format("15:04"), "zone": offset(t)}
	if own := key + "." + string(c); p.Has(own) {
		key = own
		args["year"], args["month"], args["day"] = strconv.Itoa(t.Year()), p.month(t.Month(), c), strconv.Itoa(t.Day())
	}
	s, err := p.Text(key, args)
	if err != nil {
		panic(err)
	}
	return s
}

// offset is "UTC", "UTC+5", "UTC+5:30", with a true minus.
func offset(t time.Time) string {
	_, seconds := t.Zone()
	if seconds == 0 {
		return "UTC"
	}
	sign := "+"
	if seconds < 0 {
		sign, seconds = "−", -seconds
	}
	s := "UTC" + sign + strconv.Itoa(seconds/3600)
	if minutes := seconds / 60 % 60; minutes != 0 {
		s += fmt.Sprintf(":%02d", minutes)
	}
	return s
}
