package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/pipeline"
)

// checkCommand lists the findings of a site, and mends some of them with --fix.
type checkCommand struct {
	*folder
	format, asOf string
	strict, fix  bool
}

func newCheck(f *folder) *cobra.Command {
	c := &checkCommand{folder: f}
	cmd := &cobra.Command{
		Use: "check", Short: f.t("cmd.check"), Long: f.t("help.check"), Args: f.args(0, 0),
		RunE: func(*cobra.Command, []string) error { return c.run() },
	}
	cmd.Flags().StringVar(&c.format, "format", "text", f.t("flag.format", "formats", "text, json, sarif, github"))
	cmd.Flags().StringVar(&c.asOf, "as-of", "", f.t("flag.as-of"))
	cmd.Flags().BoolVar(&c.fix, "fix", false, f.t("flag.fix"))
	cmd.Flags().BoolVar(&c.strict, "strict", false, f.t("flag.strict"))
	return cmd
}

func (c *checkCommand) run() error {
	if err := c.oneOf("--format", c.format, "text", "json", "sarif", "github"); err != nil {
		return err
	}
	if c.fix && c.format != "text" {
		return usageError{c.t("error.fix-format")}
	}
	p, err := c.judge()
	if err != nil {
		return err
	}
	if c.fix {
		changed, err := (&fixer{c.folder}).fix(p)
		if err == nil && changed {
			p, err = c.judge()
		}
		if err != nil {
			return err
		}
	}
	own, err := c.layouts(p.Tree.Site)
	if err != nil {
		return err
	}
	p.Findings = append(p.Findings, own...)
	p.Findings.Sort()
	switch c.format {
	case "json":
		err = c.report().JSON(c.out, p.Findings)
	case "sarif":
		err = c.report().SARIF(c.out, p.Findings)
	case "github":
		c.report().GitHub(c.out, p.Findings)
	default:
		c.report().Text(c.out, p.Findings)
		fmt.Fprintln(c.err, c.report().Summary(p.Findings))
	}
	if err != nil {
		return err
	}
	if p.Findings.HasErrors() || c.strict && p.Findings.Count(diag.Warning) > 0 {
		return errContent
	}
	return nil
}

// judge reads the site and judges it at the instant that the call asks for.
func (c *checkCommand) judge() (*pipeline.Project, error) {
	return c.load(pipeline.Config{AsOf: c.instantOf(c.asOf), Now: c.now(), Known: c.known(c.public("")), Served: pipeline.ServedCheckpoints(c.public(""))})
}
