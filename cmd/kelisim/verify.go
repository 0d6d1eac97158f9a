package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/api"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/publish"
	"github.com/kelisim/kelisim/internal/source"
)

func (a *app) verifyCommand() *cobra.Command {
	var heads []string
	var since, key string
	cmd := &cobra.Command{
		Use: "verify [DIR|BUNDLE.zip]", Short: a.t("cmd.verify"), Long: a.t("help.verify"), Args: a.args(0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			a.anew = true
			kept, err := a.heads(heads)
			if err != nil {
				return err
			}
			if len(args) == 0 {
				return a.verifyContent(kept, since)
			}
			if info, err := os.Stat(args[0]); err == nil && info.Mode().IsRegular() {
				return a.verifyBundle(args[0], key)
			}
			for _, name := range []string{publish.ManifestName, address.Ledger} { // of a site, of its mirror
				if _, err := os.Stat(filepath.Join(args[0], filepath.FromSlash(name))); err == nil {
					return a.verifySite(args[0], kept, since)
				}
			}
			a.dir = args[0]
			return a.verifyContent(kept, since)
		},
	}
	cmd.Flags().StringVar(&key, "ledger-key", "", a.t("flag.ledger-key"))
	cmd.Flags().StringVar(&since, "since", "", a.t("flag.since"))
	cmd.Flags().StringArrayVar(&heads, "head", nil, a.t("flag.head"))
	return cmd
}

// heads reads the values of --head.
func (a *app) heads(values []string) ([]ledger.Known, error) {
	var out []ledger.Known
	for _, s := range values {
		records, sum, ok := ledger.ParseHead(s)
		if !ok {
			return nil, usageError{a.t("error.head", "value", s)}
		}
		out = append(out, ledger.Known{Records: records, SHA256: sum, From: "--head"})
	}
	return out, nil
}

// verifyContent compares content/ with its ledger, and that with the heads that
// are known beside it.
func (a *app) verifyContent(kept []ledger.Known, since string) error {
	p, err := a.load(pipeline.Config{AsOf: a.asOf(""), Now: a.now(), Known: func(data []byte) []ledger.Known {
		return append(slices.Clone(kept), a.known(a.output(""))(data)...)
	}})
	if err != nil {
		return err
	}
	if err := a.blocked(p); err != nil {
		a.say(a.t("verify.bad", "path", a.dir))
		return err
	}
	last, err := a.since(p.Tree.Site.ID, p.Tree.Ledger, since)
	if err != nil {
		return err
	}
	fmt.Fprintln(a.out, a.n("verify.content", len(p.Records), "path", a.dir))
	for _, s := range p.Signatures {
		fmt.Fprintln(a.out, a.t("verify.signature", "path", s.Path, "signers", strings.Join(s.Signers, "; ")))
	}
	a.proven(p.Tree.Ledger, kept, last)
	return nil
}

// verifySite compares a built site with the ledger that it serves.
func (a *app) verifySite(dir string, kept []ledger.Known, since string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	v, err := pipeline.VerifySite(root.FS(), kept)
	if errors.Is(err, fs.ErrNotExist) {
		return usageError{a.t("error.no-site", "dir", dir)}
	}
	if err != nil {
		return err
	}
	again, err := a.again(root.FS(), &v)
	if err != nil {
		return err
	}
	a.report().Text(a.err, v.Findings)
	if v.Findings.HasErrors() {
		a.say(a.t("verify.bad", "path", dir))
		return errContent
	}
	last, err := a.since(v.Origin, v.Ledger, since)
	if err != nil {
		return err
	}
	fmt.Fprintln(a.out, a.n("verify.site", v.Records, "path", dir, "files", strconv.Itoa(v.Files)))
	a.proven(v.Ledger, kept, last)
	a.say(again)
	return nil
}

// again makes a site again if content/ is at hand, adds to v what is otherwise
// there, and says what that proves.
func (a *app) again(site fs.FS, v *pipeline.Verdict) (string, error) {
	_, err := os.Stat(filepath.Join(a.dir, source.LedgerFile))
	if err != nil || v.Manifest == nil || v.Findings.HasErrors() {
		return a.t("verify.again-not"), nil
	}
	m, wrong := v.Manifest, false
	p, err := a.load(pipeline.Config{Records: m.LedgerRecords, AsOf: func(zone *time.Location) (time.Time, error) {
		built, err := api.Built(site) // no other file says more than the boundary
		return built.In(zone), err
	}, Known: func(data []byte) []ledger.Known {
		n, sum := ledger.Head(data)
		wrong = n != m.LedgerRecords || sum != m.LedgerSHA256
		return []ledger.Known{{Records: m.LedgerRecords, SHA256: m.LedgerSHA256, From: publish.ManifestName}}
	}})
	if err != nil {
		return "", err
	}
	if blocking := p.Blocking(); wrong || len(blocking) > 0 {
		v.Findings = append(v.Findings, blocking...)
		return "", nil
	}
	r, err := a.renderer(p.Tree.Site.Languages)
	if err != nil {
		return "", err
	}
	version, _ := buildInfo()
	found, err := p.Again(r, site, m, v.Version == version)
	if err != nil {
		return "", err
	}
	v.Findings = append(v.Findings, found.Findings...)
	args := []string{"path", filepath.ToSlash(a.dir), "files", strconv.Itoa(found.Files), "version", v.Version}
	if found.Words > 0 || v.Version != version {
		return a.t("verify.again-words", args...), nil
	}
	return a.t("verify.again", args...), nil
}

// proven says the ledger's head, and what its comparison with the files does not
// prove. last is how many records the checkpoint of --since has.
func (a *app) proven(data []byte, kept []ledger.Known, last int) {
	n, sum := ledger.Head(data)
	if n == 0 {
		return
	}
	fmt.Fprintln(a.out, a.t("verify.head", "head", ledger.FormatHead(n, sum)))
	for _, k := range kept {
		last = max(last, k.Records)
	}
	switch {
	case last == 0:
		a.say(a.t("verify.unproven"))
	case last < n:
		a.say(a.t("verify.proven-until", "record", strconv.Itoa(last)))
	default:
		a.say(a.t("verify.proven-all"))
	}
}

// since compares a ledger with the checkpoint of --since, a file, and gives how many
// records that has; 0 for no file.
func (a *app) since(origin string, data []byte, file string) (records int, err error) {
	if file == "" {
		return 0, nil
	}
	kept, err := os.ReadFile(file)
	if err != nil {
		return 0, usageError{a.t("key.unreadable", "from", "--since", "path", file)}
	}
	records, found := pipeline.Since(origin, data, filepath.ToSlash(file), legal.Canonical(kept))
	a.report().Text(a.err, found)
	if found.HasErrors() {
		a.say(a.t("verify.inconsistent", "path", file))
		return 0, errContent
	}
	return records, nil
}
