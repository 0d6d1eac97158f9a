package check

import (
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
)

// proseDatesRule: a date that a text gives for its own effect or approval is the
// one in edition.yaml (date-differs); of an approval that edition.yaml does not have, the
// first text of a first edition tells: that of a later one may name the act of the first.
func proseDatesRule(e *Edition) {
	told := false
	for k := range e.Edition.Texts {
		for j := range e.read[k] {
			p := &e.read[k][j]
			if p.unit == nil {
				continue
			}
			words := p.lang.Prose()
			effect := containsAny(p.lower, words.Effect.Says...)
			approved := p.approves() && (e.Edition.Approved != nil || e.Draft && e.First && !told && onlyApproves(p))
			if !effect && !approved {
				continue
			}
			for _, f := range p.figures() {
				if f.kind != date {
					continue
				}
				switch {
				case effect && (dated{&p.wording, f}).stated(&words.Effect):
					e.compareEffective(p, f)
				case approved && !(dated{&p.wording, f}).stated(&words.Approval):
				case approved && e.Edition.Approved == nil:
					warn(&e.found, diag.DateDiffers, "no-approved", p.pos(f.from), diag.Args{"value": f.shown})
					told = true
				case approved && f.value != e.Edition.Approved.Date.String():
					e.once(diag.DateDiffers, "approved", f.value, p, f.from, diag.Args{"value": f.shown, "date": e.Edition.Approved.Date})
				}
			}
		}
	}
}

func (e *Edition) compareEffective(p *passage, f figure) {
	args := diag.Args{"value": f.shown}
	if e.Edition.Effective.IsZero() {
		if e.Draft || e.Edition.Published.IsZero() {
			e.once(diag.DateDiffers, "no-effective", f.value, p, f.from, args)
		}
		return
	}
	day := civil.DateOf(e.Edition.Effective)
	if args["date"] = day; day.String() != f.value {
		e.once(diag.DateDiffers, "effective", f.value, p, f.from, args)
	}
}

// dated is a date in the words around it: what they say of it.
type dated struct {
	*wording
	at figure
}

// stated reports whether a date is the one that a statement speaks of: «настоящее
// Соглашение вступает в силу с 1 декабря», «осы редакция … бастап күшіне енеді».
func (d dated) stated(by *language.Dated) bool {
	from, to := d.sentence(d.at.from)
	if len(by.Of) > 0 && !containsAny(d.lower[from:to], by.Of...) && !d.namesKind(from) {
		return false
	}
	before, after := d.lower[from:d.at.from], d.lower[d.at.to:to]
	if !by.Final {
		lead := strings.TrimRight(before, " \u00a0«")
		return by.Lead.Has(lead[strings.LastIndexAny(lead, " \u00a0")+1:]) && containsAny(before, by.Verbs...) && !containsAny(before, by.Not...)
	}
	if len(by.Trail) > 0 {
		after = after[:min(len(after), 80)]
		i, _ := indexAny(after, by.Trail...)
		if i < 0 || i > 20 {
			return false
		}
		after = after[i:]
	}
	return containsAny(after, by.Verbs...) && !containsAny(after, by.Not...)
}

// namesKind reports whether a sentence begins with what the text is: «Правила вступают …».
func (p *wording) namesKind(from int) bool {
	s := strings.TrimLeft(p.s[from:], ". \u00a0")
	return isCapital(s) && hasAny(strings.ToLower(s[:min(len(s), 40)]), p.lang.Prose().Kinds...)
}

// sentence is the range of the sentence around a place: from a dot before a
// capital to the next one. The dots of «ж.», «г.» and «п.» end none.
func (p *wording) sentence(at int) (from, to int) {
	ends := func(i int) bool {
		if p.s[i] != '.' || i < 4 || !strings.HasPrefix(p.s[i+1:], " ") || !isCapital(p.s[i+2:]) {
			return false
		}
		_, size := utf8.DecodeLastRuneInString(p.s[:i])
		return isWordRune(p.before(i)) && !isSpace(p.before(i-size))
	}
	for from = at; from > 0 && !ends(from-1); from-- {
	}
	for to = at; to < len(p.s) && !ends(to); to++ {
	}
	return from, to
}

// noticeRule: between publication and effect lie the days that site.yaml's
// notice_days asks for (notice-short). A first edition has nobody to notify.
func noticeRule(e *Edition) {
	days := e.Site.NoticeDays
	if days == 0 || e.First || !e.Draft && e.Edition.Published.IsZero() {
		return
	}
	args := diag.Args{"days": days}
	if e.Edition.Effective.IsZero() {
		warn(&e.found, diag.NoticeShort, "none", e.Edition.Pos(""), args)
		return
	}
	published := e.Edition.Published
	if published.IsZero() {
		published = e.AsOf
	}
	if published.IsZero() {
		return
	}
	zone := e.Site.Zone
	from, to := civil.DateOf(published.In(zone)), civil.DateOf(e.Edition.Effective.In(zone))
	left := int(math.Round(to.Start(time.UTC).Sub(from.Start(time.UTC)).Hours() / 24))
	if left < days && left >= 0 {
		args["left"] = left
		e.found.Add(diag.NoticeShort, e.Edition.Pos("effective"), args)
	}
}
