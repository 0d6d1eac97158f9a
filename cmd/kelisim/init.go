package main

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
)

// skeleton is a new site: settings, one draft, and what keeps Git from changing
// line ends.
//
//go:embed all:skeleton
var skeleton embed.FS

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
	files, err := fs.Sub(skeleton, "skeleton")
	if err != nil {
		return err
	}
	if err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		at := filepath.Join(dir, filepath.FromSlash(name))
		if err != nil {
			return err
		}
		if d.IsDir() {
			return os.MkdirAll(at, 0o755)
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		return os.WriteFile(at, c.commented(data), 0o644)
	}); err != nil {
		return err
	}
	fmt.Fprintln(c.out, c.t("init.done", "dir", dir))
	c.say(c.t("init.next", "dir", dir))
	return nil
}

// commented puts the comments, in the user's language, where a file of the
// skeleton names them.
func (c *initCommand) commented(data []byte) []byte {
	for _, key := range []string{"init.comment-id", "init.comment-address", "work.comment-effective"} {
		data = bytes.ReplaceAll(data, []byte("{"+key+"}"), []byte(c.t(key)))
	}
	return data
}
