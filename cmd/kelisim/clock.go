package main

import (
	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/ledger"
)

// newClock makes the command that records that the clock was wrong.
func newClock(f *folder) *cobra.Command {
	r := &recorder{folder: f}
	cmd := &cobra.Command{
		Use: "clock", Short: f.t("cmd.clock"), Long: f.t("help.clock"), Args: f.args(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			p, err := f.judged()
			if err != nil {
				return err
			}
			records, found := ledger.CorrectClock(p.Records, p.AsOf)
			if err := r.refuse(found); err != nil {
				return err
			}
			return r.append(cmd.Context(), p, records)
		},
	}
	r.flags(cmd)
	return cmd
}
