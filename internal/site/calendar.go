package site

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/timeline"
)

// Calendar is an iCalendar of all effective dates in a language.
type Calendar struct {
	ID           string // of the site
	Organization string
	URL          string // of the document list; empty without base_url
	Dates        []Date // in order of time
}

// Date is an event of a calendar.
type Date struct {
	UID       string // the same for ever
	At        time.Time
	Known     time.Time // when what the event says became known
	Revision  int       // how often what it says was another before
	End       bool      // the document ends; else the edition takes effect
	Cancelled bool      // the edition was withdrawn
	Document  DocumentRef
	Edition   EditionRef
	URL       string // of the edition's page; empty without base_url
}

// calendars makes the calendar in every language; none if nothing is published.
func (p *planner) calendars(_ *plan.Bench, emit func(plan.Page) error) error {
	if len(p.view.Documents) == 0 {
		return nil
	}
	for _, lang := range p.site.Languages {
		if err := emit(plan.Page{Path: address.Calendar(lang), Lang: lang, View: p.calendar(lang)}); err != nil {
			return err
		}
	}
	return nil
}

func (p *planner) calendar(lang legal.Lang) *Calendar {
	v := &Calendar{ID: p.site.ID, Organization: p.organization(lang), URL: p.url(address.List(lang))}
	add := func(e *standing.Edition, name string, at, known time.Time, says func(time.Time) string) *Date {
		here := p.at(address.Edition(lang, e.Document.ID, e.ID), lang)
		v.Dates = append(v.Dates, Date{UID: strings.Join([]string{e.Document.ID, name, string(lang)}, ".") + "@" + p.site.ID,
			At: at, Known: known, Document: here.ref(e.Document), Edition: here.edition(e), URL: p.url(here.page)})
		d := &v.Dates[len(v.Dates)-1]
		d.revise(e.Document, says)
		return d
	}
	for _, d := range p.view.Documents {
		for _, e := range d.Editions {
			add(e, e.ID, e.Record.Effective, e.Record.Published, func(t time.Time) string { return titled(e, lang, t) }).Cancelled = e.Withdrawn()
		}
		for _, r := range d.Line.Repeals {
			if last := d.Ended(r); last != nil {
				x := add(last, "record-"+strconv.Itoa(r.Record), r.From, r.Recorded, func(t time.Time) string { return titled(ending(d, r, t), lang, t) })
				if x.End = true; !r.Dropped.IsZero() {
					x.Cancelled, x.Known = true, r.Dropped
				}
			}
		}
	}
	slices.SortStableFunc(v.Dates, func(a, b Date) int { return cmp.Or(a.At.Compare(b.At), strings.Compare(a.UID, b.UID)) })
	return v
}

// revise counts how often what an event says became another after it was first known, and
// notes when it last did. says names what it says by what was known at an instant.
func (x *Date) revise(d *standing.Document, says func(time.Time) string) {
	var instants []time.Time
	for _, e := range d.Editions {
		instants = append(instants, e.Record.Published)
		if e.Withdrawn() {
			instants = append(instants, e.Record.WithdrawnAt)
		}
		for _, t := range e.Record.Texts {
			instants = append(instants, t.Published)
		}
	}
	slices.SortFunc(instants, time.Time.Compare)
	said := says(x.Known)
	for _, t := range instants {
		if now := says(t); t.After(x.Known) && now != said {
			said, x.Known, x.Revision = now, t, x.Revision+1
		}
	}
}

// titled names the edition, the language of its title in a calendar of a language, and
// whether it was withdrawn, as known at an instant.
func titled(e *standing.Edition, lang legal.Lang, known time.Time) string {
	if e == nil {
		return ""
	}
	for _, t := range e.Texts {
		r := e.Record.Text(t.Lang)
		if r.Published.After(known) {
			continue
		}
		if e.Record.Text(lang) == nil || e.Record.Text(lang).Published.After(known) || t.Lang == lang {
			return fmt.Sprint(e.ID, " ", t.Lang, " ", e.Withdrawn() && !e.Record.WithdrawnAt.After(known))
		}
	}
	return ""
}

// ending is the edition that a repeal ends, as known at an instant.
func ending(d *standing.Document, r timeline.Repeal, known time.Time) (last *standing.Edition) {
	for _, e := range d.Editions {
		gone := e.Withdrawn() && !e.Record.WithdrawnAt.After(known)
		if !e.Record.Published.After(known) && !gone && e.Record.Effective.Before(r.From) && (last == nil || e.Record.Effective.After(last.Record.Effective)) {
			last = e
		}
	}
	return last
}
