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

// verifyCommand holds a content tree, a built site or a bundle against its ledger.
type verifyCommand struct {
	*folder
	heads      []string
	since, key string
}

func newVerify(f *folder) *cobra.Command {
	c := &verifyCommand{folder: f}
	cmd := &cobra.Command{
		Use: "verify [DIR|BUNDLE.zip]", Short: f.t("cmd.verify"), Long: f.t("help.verify"), Args: f.args(0, 1),
		RunE: func(_ *cobra.Command, args []string) error { return c.run(args) },
	}
	cmd.Flags().StringVar(&c.key, "ledger-key", "", f.t("flag.ledger-key"))
	cmd.Flags().StringVar(&c.since, "since", "", f.t("flag.since"))
	cmd.Flags().StringArrayVar(&c.heads, "head", nil, f.t("flag.head"))
	return cmd
}

func (c *verifyCommand) run(args []string) error {
	c.anew = true
	kept, err := c.keptHeads()
	if err != nil {
		return err
	}
	if len(args) == 0 {
		return c.content(kept)
	}
	switch info, err := os.Stat(args[0]); {
	case errors.Is(err, fs.ErrNotExist):
		return usageError{c.t("machine.missing", "path", args[0])}
	case err == nil && info.Mode().IsRegular():
		return c.bundle(args[0])
	}
	for _, name := range []string{publish.ManifestName, address.Ledger} { // of a site, of its mirror
		if _, err := os.Stat(filepath.Join(args[0], filepath.FromSlash(name))); err == nil {
			return c.site(args[0], kept)
		}
	}
	c.dir = args[0]
	if filepath.Base(c.dir) == source.Dir {
		c.dir = filepath.Dir(filepath.Clean(c.dir))
	}
	if _, err := os.Stat(filepath.Join(c.dir, source.Dir)); errors.Is(err, fs.ErrNotExist) {
		return usageError{c.t("verify.neither", "path", args[0])}
	}
	return c.content(kept)
}

// keptHeads reads the values of --head.
func (c *verifyCommand) keptHeads() ([]ledger.Known, error) {
	var out []ledger.Known
	for _, s := range c.heads {
		records, sum, ok := ledger.ParseHead(s)
		if !ok {
			return nil, usageError{c.t("error.head", "value", s)}
		}
		out = append(out, ledger.Known{Records: records, SHA256: sum, From: "--head"})
	}
	return out, nil
}

// content compares content/ with its ledger, and that with the heads that
// are known beside it.
func (c *verifyCommand) content(kept []ledger.Known) error {
	p, err := c.load(pipeline.Config{AsOf: c.instantOf(""), Now: c.now(), Served: pipeline.ServedCheckpoints(c.public("")), Known: func(data []byte) []ledger.Known {
		return append(slices.Clone(kept), c.known(c.public(""))(data)...)
	}})
	if err != nil {
		return err
	}
	if err := c.blocked(p); err != nil {
		c.say(c.own("verify.bad", "path", c.dir))
		return err
	}
	last, err := c.sinceHead(p.Tree.Site.ID, p.Tree.Ledger)
	if err != nil {
		return err
	}
	fmt.Fprintln(c.out, c.n("verify.content", len(p.Records), "path", c.dir))
	for _, s := range p.Signatures {
		fmt.Fprintln(c.out, c.t("verify.signature", "path", s.Path, "signers", strings.Join(s.Signers, "; ")))
	}
	c.proven(p.Tree.Ledger, kept, last)
	return nil
}

// site compares a built site with the ledger that it serves.
func (c *verifyCommand) site(dir string, kept []ledger.Known) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	v, err := pipeline.VerifySite(root.FS(), kept)
	if errors.Is(err, fs.ErrNotExist) {
		return usageError{c.t("error.no-site", "dir", dir)}
	}
	if err != nil {
		return err
	}
	again, err := c.again(root.FS(), &v)
	if err != nil {
		return err
	}
	c.report().Text(c.err, v.Findings)
	if v.Findings.HasErrors() {
		c.say(c.own("verify.bad-site", "path", dir))
		return errContent
	}
	last, err := c.sinceHead(v.Origin, v.Ledger)
	if err != nil {
		return err
	}
	fmt.Fprintln(c.out, c.n("verify.site", v.Records, "path", dir, "files", strconv.Itoa(v.Files)))
	if v.Absent > 0 {
		c.say(c.n("verify.absent", v.Absent))
	}
	c.proven(v.Ledger, kept, last)
	c.say(again)
	return nil
}

// again makes a site again if content/ is at hand, else compares what the site says with
// the recorded texts that it serves. It adds to v what is otherwise there, and says what
// that proves.
func (c *verifyCommand) again(site fs.FS, v *pipeline.Verdict) (string, error) {
	if v.Findings.HasErrors() {
		return "", nil
	}
	if _, err := os.Stat(filepath.Join(c.dir, source.LedgerFile)); err != nil || v.Manifest == nil {
		catalog, err := c.words()
		if err != nil {
			return "", err
		}
		version, _ := buildInfo()
		compared, err := pipeline.Recorded(site, v, catalog, pipeline.Remaker{Load: c.load, Renderer: c.renderer, Version: version})
		if err != nil {
			return "", err
		}
		if n := len(compared.Scripted); n > 0 {
			c.say(c.n("verify.scripted", n, "page", compared.Scripted[0]))
		}
		switch args := []string{"files", strconv.Itoa(compared.Files)}; {
		case compared.Remade:
			return c.t("verify.again-recorded", args...), nil
		case compared.Files > 0:
			return c.t("verify.again-recorded-part", args...), nil
		}
		return c.t("verify.again-not"), nil
	}
	m, wrong := v.Manifest, false
	p, err := c.load(pipeline.Config{Records: m.LedgerRecords, AsOf: func(zone *time.Location) (time.Time, error) {
		built, err := api.Built(site) // no other file says more than the boundary
		return built.In(zone), err
	}, Known: func(data []byte) []ledger.Known {
		n, sum := ledger.Head(data)
		wrong = n != m.LedgerRecords || sum != m.LedgerSHA256
		return []ledger.Known{{Records: m.LedgerRecords, SHA256: m.LedgerSHA256, From: publish.ManifestName}}
	}, Printer: func() *pipeline.Printer { return pipeline.Unprinted(m) }})
	if err != nil {
		return "", err
	}
	if blocking := p.Blocking(); wrong || len(blocking) > 0 {
		v.Findings = append(v.Findings, blocking...)
		return "", nil
	}
	r, err := c.renderer(p.Tree.Site)
	if err != nil {
		return "", err
	}
	version, _ := buildInfo()
	found, err := p.Again(r, site, m, v.Version == version)
	if err != nil {
		return "", err
	}
	v.Findings = append(v.Findings, found.Findings...)
	if found.PDF > 0 {
		c.say(c.n("verify.pdf", found.PDF))
	}
	args := []string{"path", filepath.ToSlash(c.dir), "files", strconv.Itoa(found.Files), "version", v.Version}
	if found.Words > 0 || v.Version != version {
		return c.t("verify.again-words", args...), nil
	}
	return c.t("verify.again", args...), nil
}

// proven says the ledger's head, and what its comparison with the files does not
// prove. last is how many records the checkpoint of --since has.
func (c *verifyCommand) proven(data []byte, kept []ledger.Known, last int) {
	n, sum := ledger.Head(data)
	if n == 0 {
		return
	}
	fmt.Fprintln(c.out, c.t("verify.head", "head", ledger.FormatHead(n, sum)))
	for _, k := range kept {
		last = max(last, k.Records)
	}
	switch {
	case last == 0:
		c.say(c.t("verify.unproven"))
	case last < n:
		c.say(c.t("verify.proven-until", "record", strconv.Itoa(last)))
	default:
		c.say(c.t("verify.proven-all"))
	}
}

// sinceHead compares a ledger with the checkpoint of --since, a file, and gives how many
// records that has; 0 for no file.
func (c *verifyCommand) sinceHead(origin string, data []byte) (records int, err error) {
	file := c.since
	if file == "" {
		return 0, nil
	}
	kept, err := os.ReadFile(file)
	if err != nil {
		return 0, usageError{c.t("key.unreadable", "from", "--since", "path", file)}
	}
	records, found := pipeline.Since(origin, data, filepath.ToSlash(file), legal.Canonical(kept))
	c.report().Text(c.err, found)
	if found.HasErrors() {
		c.say(c.t("verify.inconsistent", "path", file))
		return 0, errContent
	}
	return records, nil
}
