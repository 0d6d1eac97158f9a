package main

import (
	"bytes"
	"context"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/source"
	"github.com/kelisim/kelisim/internal/translog"
	"github.com/kelisim/kelisim/internal/tsa"
)

// signer signs the head of a ledger, if there is a key.
type signer struct {
	*folder
	key string // the file of the key; empty: KELISIM_KEY says it
}

func newKeySign(f *folder) *cobra.Command {
	s := &signer{folder: f}
	cmd := &cobra.Command{
		Use: "sign", Short: f.t("cmd.key-sign"), Long: f.t("help.key-sign"), Args: f.args(0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			p, err := f.judged()
			if err != nil {
				return err
			}
			secret, err := s.needed(p.Tree.Site)
			if err != nil {
				return err
			}
			if len(p.Records) == 0 {
				return contentError{f.t("key.nothing")}
			}
			return s.sign(cmd.Context(), p.Tree.Site, p.Tree.Ledger, &secret)
		},
	}
	cmd.Flags().StringVar(&s.key, "key", "", f.t("flag.key"))
	return cmd
}

// secret reads the private key of the site's ledger: from the file that --key
// names, else from KELISIM_KEY, which is the key itself or names its file. It is nil
// if there is none, which is no error: a ledger need not be signed.
func (s *signer) secret(site *legal.Site) (*translog.Secret, error) {
	from, text, file := "--key", "", s.key
	if file == "" {
		from, file = "KELISIM_KEY", s.env("KELISIM_KEY")
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
			return nil, usageError{s.t("key.unreadable", "from", from, "path", file)}
		}
		text = string(data)
	}
	secret, err := translog.ParseSecret(text)
	switch {
	case err != nil:
		return nil, usageError{s.t("key.form", "from", from)}
	case site.LedgerKey == "":
		return nil, usageError{s.t("key.site", "line", "ledger_key: "+string(secret.Key))}
	case secret.Key != site.LedgerKey:
		return nil, usageError{s.t("key.other", "from", from, "key", string(secret.Key), "want", string(site.LedgerKey))}
	}
	return &secret, nil
}

// needed is secret for commands that cannot do without one.
func (s *signer) needed(site *legal.Site) (translog.Secret, error) {
	secret, err := s.secret(site)
	if err == nil && secret == nil {
		err = usageError{s.t("key.needed")}
	}
	if err != nil {
		return translog.Secret{}, err
	}
	return *secret, nil
}

// sign signs the head of a ledger and keeps the checkpoint, with a time-stamp if
// site.yaml names a service. Without a key it says so, and that is all; a service
// that does not answer is reported and stops nothing.
func (s *signer) sign(ctx context.Context, site *legal.Site, data []byte, secret *translog.Secret) error {
	head := translog.New(data).Head(site.ID)
	if secret == nil {
		if site.LedgerKey == "" {
			s.note(s.t("key.unsigned"))
		} else {
			s.note(s.t("key.missing"))
		}
		return nil
	}
	note, err := translog.Sign(head.Unsigned(), *secret, 0)
	if err != nil {
		return err
	}
	file := func(ext string) string {
		return filepath.Join(s.dir, filepath.FromSlash(source.CheckpointPath(int(head.Size), ext)))
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
	s.note(s.t("key.signed", "path", source.CheckpointPath(int(head.Size), ".txt")))
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
		s.say(s.t("key.unstamped", "error", err.Error()))
		return nil
	}
	return ledger.Keep(ctx, file(".tsr"), answer)
}
