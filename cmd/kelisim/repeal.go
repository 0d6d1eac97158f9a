package main

import (
	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/pipeline"
)

func newRepeal(f *folder) *cobra.Command {
	var from string
	var undo bool
	r := &recorder{folder: f}
	cmd := &cobra.Command{
		Use: "repeal DOCUMENT --from D | --undo", Short: f.t("cmd.repeal"), Long: f.t("help.repeal"), Args: f.args(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if (from == "") != undo {
				return usageError{f.t("error.flag-value", "flag", "from")}
			}
			return r.record(cmd.Context(), args[0], func(p *pipeline.Project) ([]ledger.Record, diag.List, error) {
				if undo {
					records, found := ledger.Unrepeal(p.Records, p.AsOf, args[0])
					return records, found, nil
				}
				t, err := f.instant("--from", from, p.Tree.Site.Zone)
				if err != nil {
					return nil, nil, err
				}
				records, found := ledger.Repeal(p.Records, p.AsOf, args[0], t)
				return records, found, nil
			})
		},
	}
	cmd.Flags().StringVar(&from, "from", "", f.t("flag.from"))
	cmd.Flags().BoolVar(&undo, "undo", false, f.t("flag.undo"))
	r.flags(cmd)
	r.countsFlag(cmd)
	return cmd
}
