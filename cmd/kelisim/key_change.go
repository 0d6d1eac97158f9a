package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/source"
	"github.com/kelisim/kelisim/internal/translog"
)

// keyChangeCommand records that a key follows the ledger's, puts it into site.yaml,
// and signs the ledger with it.
type keyChangeCommand struct{ recorder }

func newKeyChange(f *folder) *cobra.Command {
	c := &keyChangeCommand{recorder{folder: f}}
	cmd := &cobra.Command{
		Use: "change FILE", Short: f.t("cmd.key-change"), Long: f.t("help.key-change"), Args: f.args(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			p, err := f.judged()
			if err != nil {
				return err
			}
			old, err := c.signer().needed(p.Tree.Site)
			if err != nil {
				return err
			}
			text, err := os.ReadFile(args[0])
			if err != nil {
				return usageError{f.t("key.unreadable", "from", f.t("usage.file"), "path", args[0])}
			}
			next, err := translog.ParseSecret(string(text))
			if err != nil {
				return usageError{f.t("key.form", "from", args[0])}
			}
			return c.run(cmd.Context(), p, old, next)
		},
	}
	c.flags(cmd)
	return cmd
}

func (c *keyChangeCommand) run(ctx context.Context, p *pipeline.Project, old, next translog.Secret) error {
	records, found := ledger.ChangeKey(p.Records, p.AsOf, old, next.Key)
	if err := c.refuse(found); err != nil {
		return err
	}
	file := filepath.Join(c.dir, filepath.FromSlash(source.SiteFile))
	settings, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if bytes.Count(settings, []byte(old.Key)) != 1 {
		return contentError{c.t("key.settings", "path", source.SiteFile)}
	}
	then := *p.Tree.Site
	then.LedgerKey = next.Key
	return c.appendThen(ctx, p, records, func(ctx context.Context, data []byte) error {
		if err := ledger.Keep(ctx, file, bytes.Replace(settings, []byte(old.Key), []byte(next.Key), 1)); err != nil {
			return err
		}
		return c.signer().sign(ctx, &then, data, &next)
	})
}
