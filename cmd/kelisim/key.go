package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/translog"
)

func newKey(f *folder) *cobra.Command {
	cmd := &cobra.Command{Use: "key", Short: f.t("cmd.key"), Long: f.t("help.key")}
	f.group(cmd, newKeyNew(f), newKeySign(f), newKeyChange(f))
	return cmd
}

// keyNewCommand makes a key pair: the private key goes into a new file that only its
// owner may read, the public one to stdout. Without a witness's name it is the key
// of the ledger of the site in -C.
type keyNewCommand struct {
	*folder
	file, witness string
}

func newKeyNew(f *folder) *cobra.Command {
	c := &keyNewCommand{folder: f}
	cmd := &cobra.Command{
		Use: "new --output FILE", Short: f.t("cmd.key-new"), Long: f.t("help.key-new"), Args: f.args(0, 0),
		RunE: func(*cobra.Command, []string) error {
			if c.file == "" {
				return usageError{f.t("error.flag-value", "flag", "output")}
			}
			return c.run(c.file, c.witness)
		},
	}
	cmd.Flags().StringVarP(&c.file, "output", "o", "", f.t("flag.key-output"))
	cmd.Flags().StringVar(&c.witness, "witness", "", f.t("flag.key-witness"))
	return cmd
}

func (c *keyNewCommand) run(output, witness string) error {
	name := witness
	if witness == "" {
		p, err := c.load(pipeline.Config{AsOf: c.clock})
		if err != nil {
			return err
		}
		name = p.Tree.Site.ID
	}
	for _, dir := range append(c.sources(), c.public("")) {
		if inside(output, dir) {
			return usageError{c.t("key.inside", "path", output, "dir", filepath.ToSlash(dir))}
		}
	}
	secret, err := translog.NewSecret(rand.Reader, name, witness != "")
	if errors.Is(err, translog.ErrForm) {
		return usageError{c.t("key.name", "name", name)}
	}
	if err != nil {
		return err
	}
	f, err := os.OpenFile(output, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return usageError{c.t("key.exists", "path", output)}
	}
	if err != nil {
		return err
	}
	_, err = f.WriteString(secret.Encode() + "\n")
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if witness != "" {
		fmt.Fprintln(c.out, string(secret.Key))
		c.say(c.t("key.witness-next", "path", output))
		return nil
	}
	fmt.Fprintln(c.out, "ledger_key: "+string(secret.Key))
	c.say(c.t("key.next", "path", output))
	return nil
}

// inside reports whether a file would lie in a folder.
func inside(file, dir string) bool {
	f, err1 := filepath.Abs(file)
	d, err2 := filepath.Abs(dir)
	rel, err := filepath.Rel(d, f)
	return errors.Join(err1, err2, err) == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
