package main

import (
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
func newWitness(f *folder) *cobra.Command {
	cmd := &cobra.Command{Use: "witness", Short: f.t("cmd.witness"), Long: f.t("help.witness")}
	f.group(cmd, newWitnessRequest(f), newWitnessSign(f), newWitnessAdd(f), newWitnessImport(f))
	return cmd
}

func newWitnessRequest(f *folder) *cobra.Command {
	var since int64
	cmd := &cobra.Command{
		Use: "request", Short: f.t("cmd.witness-request"), Long: f.t("help.witness-request"), Args: f.args(0, 0),
		RunE: func(*cobra.Command, []string) error {
			p, err := f.judged()
			if err != nil {
				return err
			}
			kept := p.Tree.Checkpoints
			if len(kept) == 0 {
				return contentError{f.t("witness.unsigned")}
			}
			last := kept[len(kept)-1]
			if since < 0 || since > int64(last.Records) {
				return usageError{f.t("witness.since", "since", strconv.FormatInt(since, 10), "records", strconv.Itoa(last.Records))}
			}
			hashes, err := translog.New(p.Tree.Ledger).Consistency(since, int64(last.Records))
			if err != nil {
				return err
			}
			_, err = f.out.Write(translog.Request{Old: since, Hashes: hashes, Checkpoint: last.Note}.Encode())
			return err
		},
	}
	cmd.Flags().Int64Var(&since, "since", 0, f.t("flag.witness-since"))
	return cmd
}

func newWitnessAdd(f *folder) *cobra.Command {
	return &cobra.Command{
		Use: "add FILE", Short: f.t("cmd.witness-add"), Long: f.t("help.witness-add"), Args: f.args(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			p, err := f.judged()
			if err != nil {
				return err
			}
			data, err := os.ReadFile(args[0])
			if err != nil {
				return usageError{f.t("key.unreadable", "from", f.t("usage.file"), "path", args[0])}
			}
			more := legal.Canonical(data)
			for _, c := range p.Tree.Checkpoints {
				note, err := translog.Merge(c.Note, more, p.Tree.Site.Witnesses...)
				if err != nil {
					continue // of another size, or no checkpoint at all
				}
				if string(note) == string(c.Note) {
					return contentError{f.t("witness.nothing", "path", args[0])}
				}
				if err := ledger.Keep(cmd.Context(), filepath.Join(f.dir, filepath.FromSlash(c.Path)), note); err != nil {
					return err
				}
				f.say(f.t("witness.added", "path", c.Path))
				return nil
			}
			return contentError{f.t("witness.foreign", "path", args[0])}
		},
	}
}

func newWitnessImport(f *folder) *cobra.Command {
	return &cobra.Command{
		Use: "import HEADS.csv", Short: f.t("cmd.witness-import"), Long: f.t("help.witness-import"), Args: f.args(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			file, err := os.Open(args[0])
			if err != nil {
				return usageError{f.t("key.unreadable", "from", "HEADS.csv", "path", args[0])}
			}
			defer file.Close()
			heads, bad := ledger.ReadHeads(filepath.Base(args[0]), file)
			if bad != 0 {
				return contentError{f.t("witness.csv", "path", args[0], "line", strconv.Itoa(bad))}
			}
			p, err := f.load(pipeline.Config{AsOf: f.clock})
			if err != nil {
				return err
			}
			found := ledger.CompareHeads(p.Tree.Ledger, heads)
			f.report().Text(f.err, found)
			if found.HasErrors() {
				f.say(f.t("witness.fork", "bad", strconv.Itoa(found.Count(diag.Error)), "heads", strconv.Itoa(len(heads))))
				return errContent
			}
			last := 0
			for _, h := range heads {
				last = max(last, h.Records)
			}
			fmt.Fprintln(f.out, f.t("witness.same", "heads", strconv.Itoa(len(heads)), "record", strconv.Itoa(last)))
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
