package check

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/regex"
)

var (
	hourLike = regex.Of(`\b(\d{1,2}):(\d{2})\b`)
	// spanLike is two numbers with a dash between that count the same: «7–11».
	spanLike = regex.Of(`(?:^|[ \x{a0}(])(\d{1,4})–(\d{1,4})[- \x{a0}]`)
)

// timesRule: an hour of the day exists (prose-date.hour), the end of a span is not before
// its beginning (prose-date.order), a day of the week is that of its date
// (prose-date.weekday), and no act is later than the text that speaks of it
// (prose-date.later).
func timesRule(e *Edition) {
	for k := range e.Edition.Texts {
		for j := range e.read[k] {
			p := &e.read[k][j]
			if p.unit == nil || p.has&digit == 0 {
				continue
			}
			e.hours(p)
			e.spans(p)
			e.weekdays(p)
			e.laterActs(p)
		}
	}
}

func (e *Edition) hours(p *passage) {
	last, begin, end := -1, 0, 0
	for _, m := range hourLike.FindAllStringSubmatchIndex(p.s, -1) {
		hour, _ := strconv.Atoi(p.s[m[2]:m[3]])
		minute, _ := strconv.Atoi(p.s[m[4]:m[5]])
		if before := p.before(m[0]); before == ':' || p.after(m[1]) == ':' {
			continue
		}
		if hour > 24 || minute > 59 || hour == 24 && minute > 0 {
			warn(&e.found, diag.ProseDate, "hour", p.pos(m[0]), diag.Args{"value": p.s[m[0]:m[1]]})
			continue
		}
		now := hour*60 + minute
		night := last >= nightBegins && now <= nightEnds
		if last > now && !night && p.lang.Prose().Span.Has(strings.Trim(p.lower[end:m[0]], " \u00a0-")) {
			warn(&e.found, diag.ProseDate, "order", p.pos(m[0]), diag.Args{"value": p.s[begin:m[1]]})
		}
		last, begin, end = now, m[0], m[1]
	}
}

// A span of hours that begins and ends in these ends the next day: «с 22:00 до 06:00».
const (
	nightBegins = 20 * 60 // minutes
	nightEnds   = 8 * 60
)

// spans judges spans of numbers, «15–5 февраля», «с 15 по 5 февраля», and of days of the year,
// «20 ақпаннан бастап 1 ақпанға дейін».
func (e *Edition) spans(p *passage) {
	for _, m := range spanLike.FindAllStringSubmatchIndex(p.s, -1) {
		from, _ := strconv.Atoi(p.s[m[2]:m[3]])
		if to, _ := strconv.Atoi(p.s[m[4]:m[5]]); from > to && p.s[m[4]] != '0' {
			warn(&e.found, diag.ProseDate, "order", p.pos(m[2]), diag.Args{"value": p.s[m[2]:m[5]]})
		}
	}
	e.daySpans(p)
	for i := 1; i+1 < len(p.words); i++ { // «с 15 по 5 февраля»
		a, b, month := p.words[i-1], p.words[i], p.words[i+1]
		if !p.lang.Prose().Through.Has(p.small(a)+" "+p.small(b)) || p.lang.Word(p.small(month)).MonthOf() == 0 {
			continue
		}
		from, err := strconv.Atoi(strings.Trim(p.s[a.to:b.from], " \u00a0"))
		to, bad := strconv.Atoi(strings.Trim(p.s[b.to:month.from], " \u00a0"))
		if err == nil && bad == nil && from > to {
			warn(&e.found, diag.ProseDate, "order", p.pos(a.from), diag.Args{"value": p.s[a.from:month.to]})
		}
	}
}

// daySpans judges spans of two days, each with its month: both of one year, or of no year and one
// month. A span of days without a year goes over the new year.
func (e *Edition) daySpans(p *passage) {
	list := p.figures()
	for i := 1; i < len(list); i++ {
		a, b := list[i-1], list[i]
		from, to := max(a.to, a.end), b.from
		if !p.through(from, to) {
			continue
		}
		switch {
		case a.kind == date && b.kind == date && b.value < a.value && a.month == b.month: // 0: each has its year
		case a.kind == number && b.kind == number && a.month > 0 && a.month == b.month && amountOf(a) > amountOf(b):
		default:
			continue
		}
		warn(&e.found, diag.ProseDate, "order", p.pos(a.from), diag.Args{"value": p.s[a.from:max(b.to, b.end)]})
	}
}

// through reports whether nothing but the words of a span stands between two places.
func (p *wording) through(from, to int) bool {
	if to < from || to-from > besideDate*2 {
		return false
	}
	between := strings.Fields(p.lower[from:to])
	return len(between) > 0 && !slices.ContainsFunc(between, func(w string) bool {
		return !p.lang.Prose().Span.Has(w) && !p.lang.Prose().Leaves.Has(w) && p.lang.Word(w).MonthOf() == 0 && !p.lang.Word(w).Is(language.Year)
	})
}

func amountOf(f figure) int {
	n, _ := strconv.Atoi(f.value)
	return n
}

const besideDate = 24 // bytes between a date and its day of the week

func (e *Edition) weekdays(p *passage) {
	for i, w := range p.words {
		day := p.lang.Prose().Weekday(p.small(w))
		if day < 0 {
			continue
		}
		for _, f := range p.figures() {
			gap := min(abs(f.from-w.to), abs(w.from-f.to))
			if f.kind != date || gap > besideDate || i > 0 && p.lang.Prose().And.Has(p.small(p.words[i-1])) {
				continue
			}
			if d, err := civil.ParseDate(f.value); err == nil && int(d.Start(time.UTC).Weekday()+6)%7 != day {
				warn(&e.found, diag.ProseDate, "weekday", p.pos(w.from), diag.Args{"value": f.shown, "right": p.of(w)})
			}
		}
	}
}

func abs(n int) int { return max(n, -n) }

// laterActs reports acts with a number whose date is behind the day from which the text is
// in force, or the day on which a draft without one is judged.
func (e *Edition) laterActs(p *passage) {
	last := e.Edition.Effective
	if last.IsZero() {
		last = e.AsOf
	}
	if last.IsZero() || !strings.Contains(p.s, "№") {
		return
	}
	approved := p.approves()
	for _, f := range p.figures() {
		if f.kind != date || approved || !p.numbersAct(f.to) { // approvalRule judges the act that approved the text
			continue
		}
		if d, err := civil.ParseDate(f.value); err == nil && d.Start(e.Site.Zone).After(last) {
			warn(&e.found, diag.ProseDate, "later", p.pos(f.from), diag.Args{"value": f.shown})
		}
	}
}

// numbersAct reports whether «№» stands behind a date, with no more than a word between.
func (p *passage) numbersAct(at int) bool {
	rest := strings.TrimLeft(p.s[at:], " \u00a0")
	if word, begin := nextWord(rest, 0); begin == 0 {
		rest = strings.TrimLeft(rest[len(word):], ". \u00a0")
	}
	return strings.HasPrefix(rest, "№")
}
