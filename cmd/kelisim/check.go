package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/pipeline"
)

func (a *app) checkCommand() *cobra.Command {
	var format, asOf string
	var strict, fix bool
	cmd := &cobra.Command{
		Use: "check", Short: a.t("cmd.check"), Long: a.t("help.check"), Args: a.args(0, 0),
		RunE: func(*cobra.Command, []string) error {
			if err := a.oneOf("--format", format, "text", "json", "sarif", "github"); err != nil {
				return err
			}
			if fix && format != "text" {
				return usageError{a.t("error.fix-format")}
			}
			p, err := a.load(pipeline.Config{AsOf: a.asOf(asOf), Now: a.now(), Known: a.known(a.output(""))})
			if err != nil {
				return err
			}
			if fix {
				if changed, err := a.fix(p); err != nil {
					return err
				} else if changed {
					if p, err = a.load(pipeline.Config{AsOf: a.asOf(asOf), Now: a.now(), Known: a.known(a.output(""))}); err != nil {
						return err
					}
				}
			}
			switch format {
			case "json":
				err = a.report().JSON(a.out, p.Findings)
			case "sarif":
				err = a.report().SARIF(a.out, p.Findings)
			case "github":
				a.report().GitHub(a.out, p.Findings)
			default:
				a.report().Text(a.out, p.Findings)
				fmt.Fprintln(a.err, a.report().Summary(p.Findings))
			}
			if err != nil {
				return err
			}
			if p.Findings.HasErrors() || strict && p.Findings.Count(diag.Warning) > 0 {
				return errContent
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", a.t("flag.format", "formats", "text, json, sarif, github"))
	cmd.Flags().StringVar(&asOf, "as-of", "", a.t("flag.as-of"))
	cmd.Flags().BoolVar(&fix, "fix", false, a.t("flag.fix"))
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
