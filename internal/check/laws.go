package check

import (
	"strings"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/script"
)

const besideLaw = 160 // bytes between the title of a law and its date

// lawsRule: a law that a text names by its title has the date and the number that it was
// made with (law-differs). The prose lists those that agreements name most.
func lawsRule(e *Edition) {
	for k := range e.Edition.Texts {
		for j := range e.read[k] {
			p := &e.read[k][j]
			laws := p.lang.Prose().Laws
			if p.unit == nil || p.has&digit == 0 || len(laws) == 0 || !strings.Contains(p.s, "№") {
				continue
			}
			for _, law := range laws {
				if at := strings.Index(p.lower, "«"+law.Title+"»"); at >= 0 {
					from, to := p.sentence(at)
					e.law(p, law.Title, law.Date, law.Number, max(from, at-besideLaw), min(to, at+len(law.Title)+besideLaw), at)
				}
			}
		}
	}
}

// law compares the date and number nearest to a title, from one place to another.
func (e *Edition) law(p *passage, title, day, want string, from, to, at int) {
	var near *figure
	figures := p.figures()
	for i := range figures {
		f := &figures[i]
		if f.kind == date && f.from >= from && f.to <= to && (near == nil || abs(f.from-at) < abs(near.from-at)) {
			near = f
		}
	}
	if near == nil {
		return
	}
	place, number := dated{&p.wording, *near}.actNumber()
	if number == "" || near.value == day && strings.EqualFold(plainNumber(number), want) {
		return
	}
	pos := place
	if near.value != day {
		pos = near.from
	}
	made, err := civil.ParseDate(day)
	if err != nil {
		return
	}
	warn(&e.found, diag.LawDiffers, "", p.pos(pos), diag.Args{"title": p.s[at+len("«") : at+len("«")+len(title)], "date": made, "number": want})
}

// plainNumber is the number of a law with Latin Roman numerals and without what makes it a
// word: «94-V-тің», «94-V ЗРК».
func plainNumber(s string) string {
	s = strings.Map(func(r rune) rune {
		if latin := script.Latin(r); latin != 0 {
			return latin
		}
		return r
	}, strings.ToUpper(s))
	head, rest, ok := strings.Cut(s, "-")
	if !ok {
		return s
	}
	if i := strings.IndexFunc(rest, func(r rune) bool { return !strings.ContainsRune("IVX", r) }); i >= 0 {
		rest = rest[:i]
	}
	return head + "-" + rest
}
