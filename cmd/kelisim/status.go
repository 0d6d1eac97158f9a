package main

import (
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/desk"
	"github.com/kelisim/kelisim/internal/draft"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/report"
)

// statusCommand prints the state of each document and what waits for whom.
type statusCommand struct {
	*folder
	format, asOf string
}

func newStatus(f *folder) *cobra.Command {
	c := &statusCommand{folder: f}
	cmd := &cobra.Command{
		Use: "status", Short: f.t("cmd.status"), Long: f.t("help.status"), Args: f.args(0, 0),
		RunE: func(*cobra.Command, []string) error { return c.run() },
	}
	cmd.Flags().StringVar(&c.format, "format", "text", f.t("flag.format", "formats", "text, json"))
	cmd.Flags().StringVar(&c.asOf, "as-of", "", f.t("flag.as-of"))
	return cmd
}

func (c *statusCommand) run() error {
	if err := c.oneOf("--format", c.format, "text", "json"); err != nil {
		return err
	}
	p, err := c.load(pipeline.Config{AsOf: c.instantOf(c.asOf)})
	if err != nil {
		return err
	}
	s := desk.StatusOf(p)
	if s.Waits, err = c.desk().Waits(p); err != nil {
		return err
	}
	if c.format == "json" {
		return report.WriteJSON(c.out, s)
	}
	c.print(p, s)
	return nil
}

func (c *statusCommand) print(p *pipeline.Project, s desk.Status) {
	w := tabwriter.NewWriter(c.out, 0, 4, 2, ' ', 0)
	fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", c.t("status.document"), c.t("status.edition"), c.t("status.state"),
		c.t("status.span"), c.t("status.languages"))
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
			fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", name, e.ID, c.t("state."+string(e.State)), c.desk().Span(e, p.Tree.Site.Zone), text)
			name = ""
		}
	}
	w.Flush()
	fmt.Fprintln(c.out)
	if p.Standing.Broken {
		fmt.Fprintln(c.out, c.t("status.broken", "command", c.call("check")))
	}
	if len(s.Waits) > 0 {
		fmt.Fprintln(c.out, c.t("work.waits"))
		for _, w := range s.Waits {
			fmt.Fprintln(c.out, "  "+c.desk().Line(w))
		}
		fmt.Fprintln(c.out)
	}
	if s.NextChange != "" {
		t, _ := time.Parse(time.RFC3339, s.NextChange)
		fmt.Fprintln(c.out, c.t("status.next", "date", c.date(t.In(p.Tree.Site.Zone), i18n.Plain)))
	}
	fmt.Fprintln(c.out, c.report().Summary(p.Findings))
}

// desk is where the editor works, in the words of the call.
func (f *folder) desk() *desk.Desk {
	return &desk.Desk{Words: f.msg, Report: f.report(), Call: f.call, Sample: draft.IsSample, Failure: f.failure}
}
