package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/source"
	"github.com/kelisim/kelisim/internal/translog"
	"github.com/kelisim/kelisim/internal/tsa"
)

func (a *app) keyCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "key", Short: a.t("cmd.key"), Long: a.t("help.key"), Args: a.args(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return usageError{a.t("error.arguments", "usage", "kelisim key new|sign|change")}
		}}
	cmd.AddCommand(a.keyNewCommand(), a.keySignCommand(), a.keyChangeCommand())
	return cmd
}

func (a *app) keyNewCommand() *cobra.Command {
	var output, witness string
	cmd := &cobra.Command{
		Use: "new --output FILE", Short: a.t("cmd.key-new"), Long: a.t("help.key-new"), Args: a.args(0, 0),
		RunE: func(*cobra.Command, []string) error {
			if output == "" {
				return usageError{a.t("error.flag-value", "flag", "output")}
			}
			return a.newKey(output, witness)
		},
	}
	cmd.Flags().StringVarP(&output, "output", "o", "", a.t("flag.key-output"))
	cmd.Flags().StringVar(&witness, "witness", "", a.t("flag.key-witness"))
	return cmd
}

// newKey makes a key pair: the private key goes into a new file that only its
// owner may read, the public one to stdout. Without a witness's name it is the key
// of the ledger of the site in -C.
func (a *app) newKey(output, witness string) error {
	name := witness
	if witness == "" {
		p, err := a.load(pipeline.Config{AsOf: a.clock})
		if err != nil {
			return err
		}
		name = p.Tree.Site.ID
	}
	for _, dir := range append(a.sources(), a.output("")) {
		if inside(output, dir) {
			return usageError{a.t("key.inside", "path", output, "dir", filepath.ToSlash(dir))}
		}
	}
	secret, err := translog.NewSecret(rand.Reader, name, witness != "")
	if errors.Is(err, translog.ErrForm) {
		return usageError{a.t("key.name", "name", name)}
	}
	if err != nil {
		return err
	}
	f, err := os.OpenFile(output, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return usageError{a.t("key.exists", "path", output)}
	}
	if err != nil {
		return err
	}
	_, err = f.WriteString(secret.Encode() + "\n")
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if witness != "" {
		fmt.Fprintln(a.out, string(secret.Key))
		a.say(a.t("key.witness-next", "path", output))
		return nil
	}
	fmt.Fprintln(a.out, "ledger_key: "+string(secret.Key))
	a.say(a.t("key.next", "path", output))
	return nil
}

// inside reports whether a file would lie in a folder.
func inside(file, dir string) bool {
	f, err1 := filepath.Abs(file)
	d, err2 := filepath.Abs(dir)
	rel, err := filepath.Rel(d, f)
	return errors.Join(err1, err2, err) == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// secret reads the private key of the site's ledger: from the file that --key
// names, else from KELISIM_KEY, which is the key itself or names its file. It is nil
// if there is none, which is no error: a ledger need not be signed.
func (a *app) secret(site *legal.Site, file string) (*translog.Secret, error) {
	from, text := "--key", ""
	if file == "" {
		from, file = "KELISIM_KEY", a.env("KELISIM_KEY")
		if strings.HasPrefix(file, "PRIVATE+KEY+") {
			file, text = "", file
		}
	}
	if file == "" && text == "" {
		return nil, nil
	}
	if text == "" {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, usageError{a.t("key.unreadable", "from", from, "path", file)}
		}
		text = string(data)
	}
	secret, err := translog.ParseSecret(text)
	switch {
	case err != nil:
		return nil, usageError{a.t("key.form", "from", from)}
	case site.LedgerKey == "":
		return nil, usageError{a.t("key.site", "line", "ledger_key: "+string(secret.Key))}
	case secret.Key != site.LedgerKey:
		return nil, usageError{a.t("key.other", "from", from, "key", string(secret.Key), "want", string(site.LedgerKey))}
	}
	return &secret, nil
}

// sign signs the head of a ledger and keeps the checkpoint, with a time-stamp if
// site.yaml names a service. Without a key it says so, and that is all; a service
// that does not answer is told and stops nothing.
func (a *app) sign(ctx context.Context, site *legal.Site, data []byte, secret *translog.Secret) error {
	head := translog.New(data).Head(site.ID)
	if secret == nil {
		if site.LedgerKey == "" {
			a.say(a.t("key.unsigned"))
		} else {
			a.say(a.t("key.missing"))
		}
		return nil
	}
	note, err := translog.Sign(head.Unsigned(), *secret, 0)
	if err != nil {
		return err
	}
	file := func(ext string) string {
		return filepath.Join(a.dir, filepath.FromSlash(source.CheckpointPath(int(head.Size), ext)))
	}
	// Cosignatures that it has already stay.
	if old, err := os.ReadFile(file(".txt")); err == nil && bytes.HasPrefix(legal.Canonical(old), note) {
		note = nil
	}
	if note != nil {
		if err := ledger.Keep(ctx, file(".txt"), note); err != nil {
			return err
		}
	}
	a.say(a.t("key.signed", "path", source.CheckpointPath(int(head.Size), ".txt")))
	if site.TSA == "" {
		return nil
	}
	if _, err := os.Stat(file(".tsr")); err == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, 20*time.Second)
	defer cancel()
	answer, err := tsa.Get(ctx, http.DefaultClient, site.TSA, []byte(head.Text()))
	if err != nil {
		a.say(a.t("key.unstamped", "error", err.Error()))
		return nil
	}
	return ledger.Keep(ctx, file(".tsr"), answer)
}

func (a *app) keySignCommand() *cobra.Command {
	var key string
	cmd := &cobra.Command{
		Use: "sign", Short: a.t("cmd.key-sign"), Long: a.t("help.key-sign"), Args: a.args(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			p, err := a.judged()
			if err != nil {
				return err
			}
			secret, err := a.secret(p.Tree.Site, key)
			if err != nil {
				return err
			}
			if secret == nil {
				return usageError{a.t("key.needed")}
			}
			if len(p.Records) == 0 {
				return contentError{a.t("key.nothing")}
			}
			return a.sign(cmd.Context(), p.Tree.Site, p.Tree.Ledger, secret)
		},
	}
	cmd.Flags().StringVar(&key, "key", "", a.t("flag.key"))
	return cmd
}

// judged loads the site in -C and refuses it if its ledger does not hold.
func (a *app) judged() (*pipeline.Project, error) {
	p, err := a.load(pipeline.Config{AsOf: a.clock, Known: a.known(a.output(""))})
	if err != nil {
		return nil, err
	}
	return p, a.blocked(p)
}

func (a *app) keyChangeCommand() *cobra.Command {
	var how recording
	cmd := &cobra.Command{
		Use: "change NEW", Short: a.t("cmd.key-change"), Long: a.t("help.key-change"), Args: a.args(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			p, err := a.judged()
			if err != nil {
				return err
			}
			old, err := a.secret(p.Tree.Site, how.key)
			if err != nil {
				return err
			}
			if old == nil {
				return usageError{a.t("key.needed")}
			}
			text, err := os.ReadFile(args[0])
			if err != nil {
				return usageError{a.t("key.unreadable", "from", "NEW", "path", args[0])}
			}
			next, err := translog.ParseSecret(string(text))
			if err != nil {
				return usageError{a.t("key.form", "from", args[0])}
			}
			return a.changeKey(cmd.Context(), p, *old, next, how)
		},
	}
	how.flags(a, cmd)
	return cmd
}

// changeKey records that a key follows the old one, puts it into site.yaml, and
// signs the ledger with it.
func (a *app) changeKey(ctx context.Context, p *pipeline.Project, old, next translog.Secret, how recording) error {
	records, found := ledger.ChangeKey(p.Records, p.AsOf, old, next.Key)
	if err := a.refuse(found); err != nil {
		return err
	}
	file := filepath.Join(a.dir, filepath.FromSlash(source.SiteFile))
	settings, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if bytes.Count(settings, []byte(old.Key)) != 1 {
		return contentError{a.t("key.settings", "path", source.SiteFile)}
	}
	then := *p.Tree.Site
	then.LedgerKey = next.Key
	return a.appendThen(ctx, p, records, how, func(ctx context.Context, data []byte) error {
		if err := ledger.Keep(ctx, file, bytes.Replace(settings, []byte(old.Key), []byte(next.Key), 1)); err != nil {
			return err
		}
		return a.sign(ctx, &then, data, &next)
	})
}
