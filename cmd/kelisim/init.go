package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/draft"
)

// initCommand makes a new site in a folder that does not exist or is empty.
type initCommand struct{ *console }

func newInit(f *folder) *cobra.Command {
	c := &initCommand{f.console}
	return &cobra.Command{
		Use: "init DIR", Short: f.t("cmd.init"), Long: f.t("help.init"), Args: f.args(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return c.run(args[0]) },
	}
}

func (c *initCommand) run(dir string) error {
	entries, err := os.ReadDir(dir)
	if err == nil && len(entries) > 0 {
		return usageError{c.t("init.not-empty", "dir", dir)}
	}
	if err := draft.Site(dir, c.t); err != nil {
		return err
	}
	fmt.Fprintln(c.out, c.t("init.done", "dir", dir))
	c.note(c.t("init.next", "dir", dir))
	return nil
}
