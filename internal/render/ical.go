package render

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/site"
)

// calendar writes an iCalendar (RFC 5545): one event for every instant at which
// an edition takes effect or a document ends. If that is the beginning of a
// day the event is the whole day; else it is the instant, in UTC.
func (s *speaker) calendar(v *site.Calendar) ([]byte, error) {
	var c calendar
	name, err := s.Text("feed.calendar", map[string]string{"organization": v.Organization})
	if err != nil {
		return nil, err
	}
	c.line("BEGIN", "VCALENDAR")
	c.line("VERSION", "2.0")
	c.line("PRODID", "-//Kelisim//NONSGML Kelisim//EN")
	c.line("CALSCALE", "GREGORIAN")
	c.text("NAME;LANGUAGE="+s.Lang(), name)
	c.text("X-WR-CALNAME", name)
	c.line("REFRESH-INTERVAL;VALUE=DURATION", "P1D")
	if v.URL != "" {
		c.line("URL", v.URL)
	}
	for i := range v.Dates {
		if err := s.date(&c, &v.Dates[i]); err != nil {
			return nil, err
		}
	}
	c.line("END", "VCALENDAR")
	return []byte(c.String()), nil
}

func (s *speaker) date(c *calendar, d *site.Date) error {
	key := "feed.date.effective"
	if d.End {
		key = "feed.date.end"
	}
	summary, err := s.Text(key, map[string]string{"title": d.Edition.Title, "edition": d.Edition.ID})
	if err != nil {
		return err
	}
	from, err := s.Text(key+".text", map[string]string{
		"edition": d.Edition.ID, "date": s.Instant(d.At, i18n.Plain), "published": s.Instant(d.Edition.Published, i18n.Plain)})
	if err != nil {
		return err
	}
	text := []string{from}
	if d.Edition.Changes != "" && !d.End {
		text = append(text, d.Edition.Changes)
	}
	language := ";LANGUAGE=" + s.Lang()
	c.line("BEGIN", "VEVENT")
	c.text("UID", d.UID)
	c.line("DTSTAMP", utc(d.Known))
	if civil.IsDayStart(d.At) {
		c.line("DTSTART;VALUE=DATE", d.At.Format("20060102"))
	} else {
		c.line("DTSTART", utc(d.At))
	}
	if d.Revision > 0 {
		c.line("SEQUENCE", strconv.Itoa(d.Revision))
	}
	if d.Cancelled {
		c.line("STATUS", "CANCELLED")
	} else {
		c.line("STATUS", "CONFIRMED")
	}
	c.line("TRANSP", "TRANSPARENT")
	c.text("SUMMARY"+language, summary)
	c.text("DESCRIPTION"+language, strings.Join(text, "\n\n"))
	if d.URL != "" {
		c.line("URL", d.URL)
	}
	c.line("END", "VEVENT")
	return nil
}

func utc(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

// calendar is a file of content lines.
type calendar struct{ strings.Builder }

var textEscapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`)

// text writes a property of the type TEXT.
func (c *calendar) text(name, value string) {
	c.line(name, textEscapes.Replace(string(clean([]byte(value)))))
}

// lineOctets is the longest line without its line end.
const lineOctets = 75

// line writes a content line, folded between characters.
func (c *calendar) line(name, value string) {
	line, room := name+":"+value, lineOctets
	for len(line) > room {
		n := room
		for n > 0 && !utf8.RuneStart(line[n]) {
			n--
		}
		c.WriteString(line[:n] + "\r\n ")
		line, room = line[n:], lineOctets-1
	}
	c.WriteString(line + "\r\n")
}
