package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/build"
	"github.com/kelisim/kelisim/internal/diag"
)

func (a *app) checkCommand() *cobra.Command {
	var format, asOf string
	var strict bool
	cmd := &cobra.Command{
		Use: "check", Short: a.t("cmd.check"), Long: a.t("help.check"), Args: a.args(0, 0),
		RunE: func(*cobra.Command, []string) error {
			if err := a.oneOf("--format", format, "text", "json"); err != nil {
				return err
			}
			p, err := a.load(build.Config{AsOf: a.asOf(asOf)})
			if err != nil {
				return err
			}
			if format == "json" {
				if err := a.jsonFindings(a.out, p.Findings); err != nil {
					return err
				}
			} else {
				a.printFindings(a.out, p.Findings)
				fmt.Fprintln(a.err, a.summary(p.Findings))
			}
			if p.Findings.HasErrors() || strict && p.Findings.Count(diag.Warning) > 0 {
				return errContent
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", a.t("flag.format", "formats", "text, json"))
	cmd.Flags().StringVar(&asOf, "as-of", "", a.t("flag.as-of"))
	cmd.Flags().BoolVar(&strict, "strict", false, a.t("flag.strict"))
	return cmd
}

// oneOf checks a flag that takes one of some words.
func (a *app) oneOf(flag, value string, words ...string) error {
	known := ""
	for i, w := range words {
		if w == value {
			return nil
		}
		if i > 0 {
			known += ", "
		}
		known += w
	}
	return usageError{a.t("error.one-of", "flag", flag, "value", value, "known", known)}
}
