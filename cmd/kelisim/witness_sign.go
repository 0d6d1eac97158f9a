package main

import (
	"context"
	"errors"
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/translog"
)

// witnessSignCommand signs the checkpoint of a request for the witness whose memory is
// the file of --state, and writes it to stdout. What is refused changes nothing.
type witnessSignCommand struct {
	*folder
	key, state, log string
}

func newWitnessSign(f *folder) *cobra.Command {
	c := &witnessSignCommand{folder: f}
	cmd := &cobra.Command{
		Use: "sign REQUEST --key FILE --state FILE", Short: f.t("cmd.witness-sign"), Long: f.t("help.witness-sign"), Args: f.args(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error { return c.run(cmd.Context(), args[0]) },
	}
	cmd.Flags().StringVar(&c.key, "key", "", f.t("flag.witness-key"))
	cmd.Flags().StringVar(&c.state, "state", "", f.t("flag.witness-state"))
	cmd.Flags().StringVar(&c.log, "log", "", f.t("flag.witness-log"))
	return cmd
}

func (c *witnessSignCommand) run(ctx context.Context, request string) error {
	for _, flag := range []struct{ name, value string }{{"key", c.key}, {"state", c.state}} {
		if flag.value == "" {
			return usageError{c.t("error.flag-value", "flag", flag.name)}
		}
	}
	text, err := os.ReadFile(c.key)
	if err != nil {
		return usageError{c.t("key.unreadable", "from", "--key", "path", c.key)}
	}
	secret, err := translog.ParseSecret(string(text))
	if err != nil || !secret.Key.Witness() {
		return usageError{c.t("witness.key", "path", c.key)}
	}
	w, err := c.remembered()
	if err != nil {
		return err
	}
	data, err := os.ReadFile(request)
	if err != nil {
		return usageError{c.t("key.unreadable", "from", "REQUEST", "path", request)}
	}
	r, err := translog.ParseRequest(legal.Canonical(data))
	if err != nil {
		return contentError{c.t("witness.form", "path", request)}
	}
	note, then, err := w.Cosign(r, secret, c.now().Unix())
	if err != nil {
		return c.notCosigned(request, w, r, err)
	}
	if err := ledger.Keep(ctx, c.state, then.Encode()); err != nil {
		return err
	}
	c.say(c.t("witness.signed", "records", strconv.FormatInt(then.Size(), 10), "log", then.Log.Name()))
	_, err = c.out.Write(note)
	return err
}

// remembered reads a witness's memory. One that is new begins with the log's key.
func (c *witnessSignCommand) remembered() (translog.Witness, error) {
	data, err := os.ReadFile(c.state)
	if errors.Is(err, os.ErrNotExist) {
		if c.log == "" {
			return translog.Witness{}, usageError{c.t("witness.first", "path", c.state)}
		}
		key, err := publicKey(c.log)
		if err != nil || key.Witness() {
			return translog.Witness{}, usageError{c.t("bundle.key", "value", c.log)}
		}
		return translog.Witness{Log: key}, nil
	}
	if err != nil {
		return translog.Witness{}, err
	}
	w, err := translog.ParseWitness(legal.Canonical(data))
	if err != nil {
		return w, contentError{c.t("witness.state", "path", c.state)}
	}
	if key, err := publicKey(c.log); c.log != "" && (err != nil || key != w.Log) {
		return w, usageError{c.t("witness.log", "path", c.state, "key", string(w.Log))}
	}
	return w, nil
}

// notCosigned says why a witness refuses.
func (c *witnessSignCommand) notCosigned(request string, w translog.Witness, r translog.Request, err error) error {
	args := []string{"path", request, "remembered", strconv.FormatInt(w.Size(), 10), "old", strconv.FormatInt(r.Old, 10)}
	for _, refusal := range []struct {
		err error
		key string
	}{
		{translog.ErrUnsigned, "witness.stranger"}, {translog.ErrSignature, "witness.stranger"}, {translog.ErrRemembered, "witness.remembered"},
		{translog.ErrShortened, "witness.shortened"}, {translog.ErrRewritten, "witness.rewritten"}, {translog.ErrForm, "witness.form"},
	} {
		if errors.Is(err, refusal.err) {
			return contentError{c.t(refusal.key, args...)}
		}
	}
	return err
}
