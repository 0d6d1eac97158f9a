package desk

import (
	"time"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/timeline"
)

// Status is the answer of status to programs.
type Status struct {
	AsOf       string           `json:"as_of"`
	NextChange string           `json:"next_change,omitempty"`
	Errors     int              `json:"errors"`
	Warnings   int              `json:"warnings"`
	Documents  []DocumentStatus `json:"documents"`
	Waits      []Wait           `json:"waits"`
}

// DocumentStatus is what status says of a document.
type DocumentStatus struct {
	ID         string          `json:"id"`
	Title      string          `json:"title"`
	State      timeline.State  `json:"state"` // of the edition that answers for it; draft; unknown if the ledger cannot be read
	Editions   []EditionStatus `json:"editions"`
	LastChange string          `json:"last_change,omitempty"`
}

// EditionStatus is what status says of an edition. Without Until the span is open;
// without From there is none, or it begins on publication.
type EditionStatus struct {
	ID        string         `json:"id"`
	State     timeline.State `json:"state"`
	Published string         `json:"published,omitempty"`
	From      string         `json:"from,omitempty"`
	Until     string         `json:"until,omitempty"`
	Languages []legal.Lang   `json:"languages"`
	Missing   []legal.Lang   `json:"missing"`
}

// Stamp writes an instant as programs read it; empty for none.
func Stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return civil.Format(t)
}

// StatusOf says what every document is at the instant of the project, without
// what waits.
func StatusOf(p *pipeline.Project) Status {
	s := Status{AsOf: Stamp(p.AsOf), NextChange: Stamp(p.Standing.Next),
		Errors: p.Findings.Count(diag.Error), Documents: []DocumentStatus{}}
	s.Warnings = p.Findings.Count(diag.Warning) - s.Errors
	for _, d := range p.Standing.Documents {
		doc := DocumentStatus{ID: d.ID, Title: d.Title(d.Languages[0]), Editions: []EditionStatus{}}
		state, since := d.State()
		doc.State, doc.LastChange = state, Stamp(since)
		for _, e := range d.Editions {
			doc.Editions = append(doc.Editions, editionStatus(e))
		}
		s.Documents = append(s.Documents, doc)
	}
	return s
}

// editionStatus leaves out the span of a withdrawn edition, which never takes
// effect, and that of one of which it is not known whether it is published.
func editionStatus(e *standing.Edition) EditionStatus {
	s := EditionStatus{ID: e.ID, State: e.State(), Languages: []legal.Lang{}, Missing: []legal.Lang{}}
	for _, lang := range e.Document.Languages {
		if e.Content.Text(lang) != nil {
			s.Languages = append(s.Languages, lang)
		} else {
			s.Missing = append(s.Missing, lang)
		}
	}
	switch {
	case e.Record != nil:
		s.Published, s.From, s.Until = Stamp(e.Record.Published), Stamp(e.Record.From), Stamp(e.Record.Until)
	case s.State == standing.Draft:
		s.From = Stamp(e.Content.Effective)
	}
	return s
}

// Span is an edition's span in words.
func (d *Desk) Span(e EditionStatus, zone *time.Location) string {
	word := func(s string, c i18n.Case) string {
		t, err := time.Parse(time.RFC3339, s)
		if err != nil {
			return ""
		}
		return d.Words.Instant(t.In(zone), c)
	}
	if e.From == "" {
		if e.State == standing.Draft {
			return d.Words.Say("status.on-publication")
		}
		return "–"
	}
	text := word(e.From, i18n.From)
	if e.Until != "" {
		text += " " + word(e.Until, i18n.Until)
	}
	return text
}
