package main

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
)

// skeleton is a new site: settings and one draft.
//
//go:embed skeleton
var skeleton embed.FS

func (a *app) initCommand() *cobra.Command {
	return &cobra.Command{
		Use: "init DIR", Short: a.t("cmd.init"), Long: a.t("help.init"), Args: a.args(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return a.init(args[0]) },
	}
}

// init makes a new site in a folder that does not exist or is empty.
func (a *app) init(dir string) error {
	entries, err := os.ReadDir(dir)
	if err == nil && len(entries) > 0 {
		return usageError{a.t("init.not-empty", "dir", dir)}
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	files, err := fs.Sub(skeleton, "skeleton")
	if err != nil {
		return err
	}
	if err := os.CopyFS(dir, files); err != nil {
		return err
	}
	err = fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() { // embedded files are read-only
			return err
		}
		return os.Chmod(filepath.Join(dir, filepath.FromSlash(name)), 0o644)
	})
	if err != nil {
		return err
	}
	fmt.Fprintln(a.out, a.t("init.done", "dir", dir))
	a.say(a.t("init.next", "dir", dir))
	return nil
}
