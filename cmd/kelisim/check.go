package main

import (
	"errors"
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
	if c.fix && err == nil {
		changed, failed := (&fixer{c.folder}).fix(p)
		if err = failed; err == nil && changed {
			p, err = c.judge()
		}
	}
	if bad := (foundError{}); errors.As(err, &bad) { // the site's own words cannot be read, so nothing else is judged
		return c.tell(bad.list)
	}
	if err != nil {
		return err
	}
	own, err := c.layouts(p.Tree.Site)
	if err != nil {
		return err
	}
	return c.tell(append(p.Findings, own...))
}

// tell writes findings in the form that the call asks for.
func (c *checkCommand) tell(found diag.List) (err error) {
	found.Sort()
	switch c.format {
	case "json":
		err = c.report().JSON(c.out, found)
	case "sarif":
		err = c.report().SARIF(c.out, found)
	case "github":
		c.report().GitHub(c.out, found)
	default:
		c.report().Text(c.out, found)
		fmt.Fprintln(c.err, c.report().Summary(found))
	}
	if err != nil {
		return err
	}
	if found.HasErrors() || c.strict && found.Count(diag.Warning) > 0 {
		return errContent
	}
	return nil
}

// judge reads the site and judges it at the instant that the call asks for.
func (c *checkCommand) judge() (*pipeline.Project, error) {
	return c.load(pipeline.Config{AsOf: c.instantOf(c.asOf), Now: c.now(), Known: c.known(c.public("")), Served: pipeline.ServedCheckpoints(c.public(""))})
}
