package check

import (
	"strconv"
	"strings"
	"time"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/script"
)

// calendarRule: a date in prose is a day of the calendar (prose-date.day), and its
// month is spelt as one (prose-date.month).
func calendarRule(e *Edition) {
	for k := range e.Edition.Texts {
		for j := range e.read[k] {
			p := &e.read[k][j]
			if p.has&digit == 0 {
				continue
			}
			e.monthWords(p)
			for _, f := range p.figures() {
				if f.kind == date && !strings.ContainsFunc(f.shown, script.IsCyrillic) && !strings.ContainsFunc(f.shown, script.IsLatin) {
					if _, err := civil.ParseDate(f.value); err != nil && f.value[:2] >= "19" && f.value[:2] <= "20" {
						warn(&e.found, diag.ProseDate, "day", p.pos(f.from), diag.Args{"value": f.shown})
					}
				}
			}
		}
	}
}

// monthWords judges the words behind a day: «31 ноября», «2026 жылғы 15 желтоксан».
func (e *Edition) monthWords(p *passage) {
	for _, w := range p.words {
		from := len(strings.TrimRight(p.s[:w.from], " \u00a0»\""))
		day, at := digitsBefore(p.s[:from])
		if day == 0 || w.from-from > 4 {
			continue
		}
		year, dated := p.year(w, at)
		month := p.lang.Word(p.small(w)).MonthOf()
		switch {
		case month > 0 && !exists(year, month, day):
			warn(&e.found, diag.ProseDate, "day", p.pos(at), diag.Args{"value": strings.TrimSpace(p.s[at:w.to])})
		case month == 0 && dated && day <= 31:
			if right := p.lang.NearMonth(p.small(w)); right != "" && e.tell(p, w.from) {
				warn(&e.found, diag.ProseDate, "month", p.pos(w.from), diag.Args{"value": p.of(w), "right": right})
			}
		}
	}
}

// digitsBefore reads a number of one or two digits at the end of s; 0: there is none.
func digitsBefore(s string) (n, from int) {
	from = len(s)
	for from > 0 && s[from-1] >= '0' && s[from-1] <= '9' {
		from--
	}
	if len(s)-from > 2 || from > 0 && strings.ContainsRune(".,-–/:№", rune(s[from-1])) {
		return 0, from
	}
	n, _ = strconv.Atoi(s[from:])
	return n, from
}

// year is the year of a date with a month in words: behind the month, or before the
// day with a word of its own («2026 жылғы 15 …»). 0 stands for none.
func (p *wording) year(w word, day int) (year int, ok bool) {
	if rest := strings.TrimLeft(p.s[w.to:], " \u00a0"); digitRun(rest) == 4 {
		year, _ = strconv.Atoi(rest[:4])
		return year, true
	}
	before := strings.TrimRight(p.s[:day], " \u00a0«\"")
	last := before[strings.LastIndexAny(before, " \u00a0")+1:]
	if !p.lang.Word(last).Is(language.Year) {
		return 0, false
	}
	before = strings.TrimRight(before[:len(before)-len(last)], " \u00a0")
	if len(before) >= 4 && digitRun(before[len(before)-4:]) == 4 {
		year, _ = strconv.Atoi(before[len(before)-4:])
	}
	return year, year > 0
}

// exists reports whether a month has a day; in year 0, in any year.
func exists(year, month, day int) bool {
	if year == 0 {
		year = 2024
	}
	return day <= time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day() && day > 0
}
