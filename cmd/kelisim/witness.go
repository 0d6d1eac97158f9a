package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/translog"
)

// A witness is another office with a key of its own. It remembers the last head
// that it cosigned, and refuses one that does not continue it. Nothing needs a
// network: the publisher carries a request over, and the cosigned checkpoint back.
func (a *app) witnessCommand() *cobra.Command {
	cmd := &cobra.Command{Use: "witness", Short: a.t("cmd.witness"), Long: a.t("help.witness"), Args: a.args(0, 0),
		RunE: func(*cobra.Command, []string) error {
			return usageError{a.t("error.arguments", "usage", "kelisim witness request|sign|add|import")}
		}}
	cmd.AddCommand(a.witnessRequestCommand(), a.witnessSignCommand(), a.witnessAddCommand(), a.witnessImportCommand())
	return cmd
}

func (a *app) witnessRequestCommand() *cobra.Command {
	var since int64
	cmd := &cobra.Command{
		Use: "request", Short: a.t("cmd.witness-request"), Long: a.t("help.witness-request"), Args: a.args(0, 0),
		RunE: func(*cobra.Command, []string) error {
			p, err := a.judged()
			if err != nil {
				return err
			}
			kept := p.Tree.Checkpoints
			if len(kept) == 0 {
				return contentError{a.t("witness.unsigned")}
			}
			last := kept[len(kept)-1]
			if since < 0 || since > int64(last.Records) {
				return usageError{a.t("witness.since", "since", strconv.FormatInt(since, 10), "records", strconv.Itoa(last.Records))}
			}
			hashes, err := translog.New(p.Tree.Ledger).Consistency(since, int64(last.Records))
			if err != nil {
				return err
			}
			_, err = a.out.Write(translog.Request{Old: since, Hashes: hashes, Checkpoint: last.Note}.Encode())
			return err
		},
	}
	cmd.Flags().Int64Var(&since, "since", 0, a.t("flag.witness-since"))
	return cmd
}

func (a *app) witnessSignCommand() *cobra.Command {
	var key, state, log string
	cmd := &cobra.Command{
		Use: "sign REQUEST --key FILE --state FILE", Short: a.t("cmd.witness-sign"), Long: a.t("help.witness-sign"), Args: a.args(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			for flag, value := range map[string]string{"key": key, "state": state} {
				if value == "" {
					return usageError{a.t("error.flag-value", "flag", flag)}
				}
			}
			return a.cosign(cmd.Context(), args[0], key, state, log)
		},
	}
	cmd.Flags().StringVar(&key, "key", "", a.t("flag.witness-key"))
	cmd.Flags().StringVar(&state, "state", "", a.t("flag.witness-state"))
	cmd.Flags().StringVar(&log, "log", "", a.t("flag.witness-log"))
	return cmd
}

// cosign signs the checkpoint of a request for the witness whose memory is the file
// state, and writes it to stdout. What is refused changes nothing.
func (a *app) cosign(ctx context.Context, request, key, state, log string) error {
	text, err := os.ReadFile(key)
	if err != nil {
		return usageError{a.t("key.unreadable", "from", "--key", "path", key)}
	}
	secret, err := translog.ParseSecret(string(text))
	if err != nil || !secret.Key.Witness() {
		return usageError{a.t("witness.key", "path", key)}
	}
	w, err := a.remembered(state, log)
	if err != nil {
		return err
	}
	data, err := os.ReadFile(request)
	if err != nil {
		return usageError{a.t("key.unreadable", "from", "REQUEST", "path", request)}
	}
	r, err := translog.ParseRequest(legal.Canonical(data))
	if err != nil {
		return contentError{a.t("witness.form", "path", request)}
	}
	note, then, err := w.Cosign(r, secret, a.now().Unix())
	if err != nil {
		return a.notCosigned(request, w, r, err)
	}
	if err := ledger.Keep(ctx, state, then.Encode()); err != nil {
		return err
	}
	a.say(a.t("witness.signed", "records", strconv.FormatInt(then.Size(), 10), "log", then.Log.Name()))
	_, err = a.out.Write(note)
	return err
}

// remembered reads a witness's memory. One that is new begins with the log's key.
func (a *app) remembered(state, log string) (translog.Witness, error) {
	data, err := os.ReadFile(state)
	if errors.Is(err, os.ErrNotExist) {
		key, err := publicKey(log)
		if err != nil || key.Witness() {
			return translog.Witness{}, usageError{a.t("witness.first", "path", state)}
		}
		return translog.Witness{Log: key}, nil
	}
	if err != nil {
		return translog.Witness{}, err
	}
	w, err := translog.ParseWitness(legal.Canonical(data))
	if err != nil {
		return w, contentError{a.t("witness.state", "path", state)}
	}
	if key, err := publicKey(log); log != "" && (err != nil || key != w.Log) {
		return w, usageError{a.t("witness.log", "path", state, "key", string(w.Log))}
	}
	return w, nil
}

// notCosigned says why a witness refuses.
func (a *app) notCosigned(request string, w translog.Witness, r translog.Request, err error) error {
	args := []string{"path", request, "remembered", strconv.FormatInt(w.Size(), 10), "old", strconv.FormatInt(r.Old, 10)}
	for _, c := range []struct {
		err error
		key string
	}{
		{translog.ErrUnsigned, "witness.stranger"}, {translog.ErrSignature, "witness.stranger"}, {translog.ErrRemembered, "witness.remembered"},
		{translog.ErrShortened, "witness.shortened"}, {translog.ErrRewritten, "witness.rewritten"}, {translog.ErrForm, "witness.form"},
	} {
		if errors.Is(err, c.err) {
			return contentError{a.t(c.key, args...)}
		}
	}
	return err
}

func (a *app) witnessAddCommand() *cobra.Command {
	return &cobra.Command{
		Use: "add FILE", Short: a.t("cmd.witness-add"), Long: a.t("help.witness-add"), Args: a.args(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			p, err := a.judged()
			if err != nil {
				return err
			}
			data, err := os.ReadFile(args[0])
			if err != nil {
				return usageError{a.t("key.unreadable", "from", "FILE", "path", args[0])}
			}
			more := legal.Canonical(data)
			for _, c := range p.Tree.Checkpoints {
				note, err := translog.Merge(c.Note, more, p.Tree.Site.Witnesses...)
				if err != nil {
					continue // of another size, or no checkpoint at all
				}
				if string(note) == string(c.Note) {
					return contentError{a.t("witness.nothing", "path", args[0])}
				}
				if err := ledger.Keep(cmd.Context(), filepath.Join(a.dir, filepath.FromSlash(c.Path)), note); err != nil {
					return err
				}
				a.say(a.t("witness.added", "path", c.Path))
				return nil
			}
			return contentError{a.t("witness.foreign", "path", args[0])}
		},
	}
}

func (a *app) witnessImportCommand() *cobra.Command {
	return &cobra.Command{
		Use: "import HEADS.csv", Short: a.t("cmd.witness-import"), Long: a.t("help.witness-import"), Args: a.args(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			f, err := os.Open(args[0])
			if err != nil {
				return usageError{a.t("key.unreadable", "from", "HEADS.csv", "path", args[0])}
			}
			defer f.Close()
			heads, bad := ledger.ReadHeads(filepath.Base(args[0]), f)
			if bad != 0 {
				return contentError{a.t("witness.csv", "path", args[0], "line", strconv.Itoa(bad))}
			}
			p, err := a.load(pipeline.Config{AsOf: a.clock})
			if err != nil {
				return err
			}
			found := ledger.CompareHeads(p.Tree.Ledger, heads)
			a.report().Text(a.err, found)
			if found.HasErrors() {
				a.say(a.t("witness.fork", "bad", strconv.Itoa(found.Count(diag.Error)), "heads", strconv.Itoa(len(heads))))
				return errContent
			}
			last := 0
			for _, h := range heads {
				last = max(last, h.Records)
			}
			fmt.Fprintln(a.out, a.t("witness.same", "heads", strconv.Itoa(len(heads)), "record", strconv.Itoa(last)))
			return nil
		},
	}
}

// publicKey reads a public key: the key itself, or a file whose first line it is, as
// of ledger/keys.txt or of site.yaml's line.
func publicKey(value string) (translog.Key, error) {
	if data, err := os.ReadFile(value); err == nil {
		line, _, _ := strings.Cut(string(legal.Canonical(data)), "\n")
		value = strings.TrimPrefix(line, "ledger_key: ")
	}
	return translog.ParseKey(value)
}
