package main

import (
	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/pipeline"
)

func newWithdraw(f *folder) *cobra.Command {
	r := &recorder{folder: f}
	cmd := &cobra.Command{
		Use: "withdraw DOCUMENT EDITION", Short: f.t("cmd.withdraw"), Long: f.t("help.withdraw"), Args: f.args(2, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return r.record(cmd.Context(), args[0], func(p *pipeline.Project) ([]ledger.Record, diag.List, error) {
				records, found := ledger.Withdraw(p.Records, p.AsOf, args[0], args[1])
				return records, found, nil
			})
		},
	}
	r.flags(cmd)
	r.countsFlag(cmd)
	return cmd
}
