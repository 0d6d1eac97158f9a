package main

import (
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/desk"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/report"
)

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
			s := desk.StatusOf(p)
			if s.Waits, err = a.desk().Waits(p); err != nil {
				return err
			}
			if format == "json" {
				return report.WriteJSON(a.out, s)
			}
			a.printStatus(p, s)
			return nil
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", a.t("flag.format", "formats", "text, json"))
	cmd.Flags().StringVar(&asOf, "as-of", "", a.t("flag.as-of"))
	return cmd
}

func (a *app) printStatus(p *pipeline.Project, s desk.Status) {
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
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", name, e.ID, a.t("state."+string(e.State)), a.desk().Span(e, p.Tree.Site.Zone), text)
			name = ""
		}
	}
	w.Flush()
	fmt.Fprintln(a.out)
	if p.Standing.Broken {
		fmt.Fprintln(a.out, a.t("status.broken", "command", a.call("check")))
	}
	if len(s.Waits) > 0 {
		fmt.Fprintln(a.out, a.t("work.waits"))
		for _, w := range s.Waits {
			fmt.Fprintln(a.out, "  "+a.desk().Line(w))
		}
		fmt.Fprintln(a.out)
	}
	if s.NextChange != "" {
		t, _ := time.Parse(time.RFC3339, s.NextChange)
		fmt.Fprintln(a.out, a.t("status.next", "date", a.date(t.In(p.Tree.Site.Zone), i18n.Plain)))
	}
	fmt.Fprintln(a.out, a.report().Summary(p.Findings))
}

// desk is where the editor works, in the words of the call.
func (a *app) desk() *desk.Desk {
	return &desk.Desk{Words: a.msg, Report: a.report(), Call: a.call, Sample: isSample, Failure: a.failure}
}
