package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/publish"
)

func (a *app) verifyCommand() *cobra.Command {
	return &cobra.Command{
		Use: "verify [DIR]", Short: a.t("cmd.verify"), Long: a.t("help.verify"), Args: a.args(0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return a.verifyContent()
			}
			if _, err := os.Stat(filepath.Join(args[0], publish.ManifestName)); err == nil {
				return a.verifySite(args[0])
			}
			a.dir = args[0]
			return a.verifyContent()
		},
	}
}

// verifyContent compares content/ with its ledger.
func (a *app) verifyContent() error {
	p, err := a.load(pipeline.Config{AsOf: a.asOf("")})
	if err != nil {
		return err
	}
	if err := a.blocked(p); err != nil {
		a.say(a.t("verify.bad", "path", a.dir))
		return err
	}
	fmt.Fprintln(a.out, a.n("verify.content", len(p.Records), "path", a.dir))
	return nil
}

// verifySite compares a built site with the ledger that it serves.
func (a *app) verifySite(dir string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	records, files, found, err := pipeline.VerifySite(root.FS())
	if errors.Is(err, fs.ErrNotExist) {
		return usageError{a.t("error.no-site", "dir", dir)}
	}
	if err != nil {
		return err
	}
	a.printFindings(a.err, found)
	if found.HasErrors() {
		a.say(a.t("verify.bad", "path", dir))
		return errContent
	}
	fmt.Fprintln(a.out, a.n("verify.site", records, "path", dir, "files", strconv.Itoa(files)))
	return nil
}
