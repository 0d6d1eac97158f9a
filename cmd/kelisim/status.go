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
	"github.com/kelisim/kelisim/internal/standing"
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
	State      timeline.State      `json:"state"` // of the edition that answers for it; draft; unknown where the ledger cannot be read
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
	s := statusJSON{AsOf: stamp(p.AsOf), NextChange: stamp(p.Standing.Next),
		Errors: p.Findings.Count(diag.Error), Documents: []documentStatusJSON{}}
	s.Warnings = p.Findings.Count(diag.Warning) - s.Errors
	for _, d := range p.Standing.Documents {
		doc := documentStatusJSON{ID: d.ID, Editions: []editionStatusJSON{}}
		state, since := d.State()
		doc.State, doc.LastChange = state, stamp(since)
		for _, e := range d.Editions {
			if len(e.Content.Texts) > 0 {
				doc.Title = e.Content.Texts[0].Title
			}
			doc.Editions = append(doc.Editions, editionStatus(e))
		}
		s.Documents = append(s.Documents, doc)
	}
	return s
}

// editionStatus leaves out the span of a withdrawn edition, which never takes
// effect, and that of one of which it is not known whether it is published.
func editionStatus(e *standing.Edition) editionStatusJSON {
	s := editionStatusJSON{ID: e.ID, State: e.State(), Languages: []legal.Lang{}, Missing: []legal.Lang{}}
	for _, lang := range e.Document.Languages {
		if e.Content.Text(lang) != nil {
			s.Languages = append(s.Languages, lang)
		} else {
			s.Missing = append(s.Missing, lang)
		}
	}
	switch {
	case e.Record != nil:
		s.Published, s.From, s.Until = stamp(e.Record.Published), stamp(e.Record.From), stamp(e.Record.Until)
	case s.State == standing.Draft:
		s.From = stamp(e.Content.Effective)
	}
	return s
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
	if p.Standing.Broken {
		fmt.Fprintln(a.out, a.t("status.broken", "command", a.call("check")))
	}
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
		if e.State == standing.Draft {
			return a.t("status.on-publication")
		}
		return "–"
	}
	text := word(e.From, i18n.From)
	if e.Until != "" {
		text += " " + word(e.Until, i18n.Until)
	}
	return text
}
