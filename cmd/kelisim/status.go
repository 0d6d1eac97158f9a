package main

import (
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/timeline"
)

// statusJSON is the answer of status to programs.
type statusJSON struct {
	AsOf       string               `json:"as_of"`
	NextChange string               `json:"next_change,omitempty"`
	Errors     int                  `json:"errors"`
	Warnings   int                  `json:"warnings"`
	Documents  []documentStatusJSON `json:"documents"`
	Waits      []waitJSON           `json:"waits"`
}

type documentStatusJSON struct {
	ID         string              `json:"id"`
	Title      string              `json:"title"`
	State      timeline.State      `json:"state"` // of its latest edition: in-force, scheduled, repealed …; draft
	Editions   []editionStatusJSON `json:"editions"`
	LastChange string              `json:"last_change,omitempty"`
}

type editionStatusJSON struct {
	ID        string         `json:"id"`
	State     timeline.State `json:"state"`
	Published string         `json:"published,omitempty"`
	From      string         `json:"from,omitempty"`
	Until     string         `json:"until,omitempty"`
	Languages []legal.Lang   `json:"languages"`
	Missing   []legal.Lang   `json:"missing"`
}

// draft is the state of an edition that the ledger does not know.
const draft timeline.State = "draft"

func (a *app) statusCommand() *cobra.Command {
	var format, asOf string
	cmd := &cobra.Command{
		Use: "status", Short: a.t("cmd.status"), Long: a.t("help.status"), Args: a.args(0, 0),
		RunE: func(*cobra.Command, []string) error {
			if err := a.oneOf("--format", format, "text", "json"); err != nil {
				return err
			}
			p, err := a.load(pipeline.Config{AsOf: a.asOf(asOf)})
			if err != nil {
				return err
			}
			s := a.status(p)
			if s.Waits, err = a.waits(p); err != nil {
				return err
			}
			if format == "json" {
				return writeJSON(a.out, s)
			}
			a.printStatus(p, s)
			return nil
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", a.t("flag.format", "formats", "text, json"))
	cmd.Flags().StringVar(&asOf, "as-of", "", a.t("flag.as-of"))
	return cmd
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return civil.Format(t)
}

func (a *app) status(p *pipeline.Project) statusJSON {
	s := statusJSON{AsOf: stamp(p.AsOf), NextChange: stamp(timeline.NextChange(p.Records, p.AsOf)),
		Errors: p.Findings.Count(diag.Error), Documents: []documentStatusJSON{}}
	s.Warnings = p.Findings.Count(diag.Warning) - s.Errors
	for _, d := range p.Tree.Documents {
		line := timeline.Find(p.Timelines, d.ID)
		doc := documentStatusJSON{ID: d.ID, State: draft, Editions: []editionStatusJSON{}}
		for _, e := range d.Editions {
			es := editionStatusJSON{ID: e.ID, State: draft, From: stamp(e.Effective), Languages: []legal.Lang{}, Missing: []legal.Lang{}}
			for _, lang := range d.Languages {
				if e.Text(lang) != nil {
					es.Languages = append(es.Languages, lang)
				} else {
					es.Missing = append(es.Missing, lang)
				}
			}
			if len(e.Texts) > 0 {
				doc.Title = e.Texts[0].Title
			}
			if line != nil && line.Edition(e.ID) != nil {
				at := line.Edition(e.ID)
				es.State = at.State(p.AsOf)
				es.Published, es.From, es.Until = stamp(at.Published), stamp(at.Effective), stamp(at.Until)
			} else if p.Published(d.ID, e.ID) {
				continue // recorded later than the instant asked for
			}
			doc.Editions = append(doc.Editions, es)
		}
		if line != nil {
			doc.State, doc.LastChange = documentState(line, p.AsOf)
		}
		s.Documents = append(s.Documents, doc)
	}
	return s
}

// documentState is the state of the edition that answers for the document: the
// one in force, else the latest that was, else the first to come.
func documentState(line *timeline.Timeline, at time.Time) (timeline.State, string) {
	e := line.InForce(at)
	if e == nil {
		e = line.Last(at)
	}
	if e == nil {
		e = line.Next(at)
	}
	if e == nil {
		e = &line.Editions[len(line.Editions)-1]
	}
	return e.State(at), stamp(e.Effective)
}

func (a *app) printStatus(p *pipeline.Project, s statusJSON) {
	w := tabwriter.NewWriter(a.out, 0, 4, 2, ' ', 0)
	fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", a.t("status.document"), a.t("status.edition"), a.t("status.state"),
		a.t("status.span"), a.t("status.languages"))
	for _, d := range s.Documents {
		name := d.ID
		for _, e := range d.Editions {
			langs := make([]string, 0, len(e.Languages))
			for _, l := range e.Languages {
				langs = append(langs, string(l))
			}
			text := strings.Join(langs, " ")
			for _, l := range e.Missing {
				text += " −" + string(l)
			}
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", name, e.ID, a.t("state."+string(e.State)), a.span(e, p), text)
			name = ""
		}
	}
	w.Flush()
	fmt.Fprintln(a.out)
	a.printWaits(s.Waits)
	if s.NextChange != "" {
		t, _ := time.Parse(time.RFC3339, s.NextChange)
		fmt.Fprintln(a.out, a.t("status.next", "date", a.date(t.In(p.Tree.Site.Zone), i18n.Plain)))
	}
	fmt.Fprintln(a.out, a.summary(p.Findings))
}

// span is an edition's span in words.
func (a *app) span(e editionStatusJSON, p *pipeline.Project) string {
	word := func(s string, c i18n.Case) string {
		t, err := time.Parse(time.RFC3339, s)
		if err != nil {
			return ""
		}
		return a.date(t.In(p.Tree.Site.Zone), c)
	}
	if e.From == "" {
		return a.t("status.on-publication")
	}
	text := word(e.From, i18n.From)
	if e.Until != "" {
		text += " " + word(e.Until, i18n.Until)
	}
	return text
}
