package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/memo"
	"github.com/kelisim/kelisim/internal/order"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/report"
	"github.com/kelisim/kelisim/internal/source"
)

// folder is the folder of a site, which -C names, as commands open it: read and
// judged, with the instant that the call asks for and the site's own words over ours.
type folder struct {
	*console
	now  func() time.Time
	dir  string     // -C
	anew bool       // nothing is taken from what an earlier run kept: verify
	kept *memo.Memo // of what was read of layouts and catalogues; nil: nothing
	// site is the one that a command of the desk has loaded; nil before.
	site report.Site
}

// report puts findings in the words of the call.
func (f *folder) report() *report.Writer {
	version, _ := buildInfo()
	return &report.Writer{Words: f.msg, Catalog: f.catalog, Dir: f.dir, Version: version, Plain: f.plain(), Site: f.site}
}

// root opens the site in -C.
func (f *folder) root() (fs.FS, error) {
	if info, err := os.Stat(f.dir); err == nil && !info.IsDir() {
		return nil, f.noSite(fs.ErrNotExist)
	}
	root, err := os.OpenRoot(f.dir)
	if err != nil {
		return nil, f.noSite(err)
	}
	return root.FS(), nil
}

// load reads the site in -C, by cfg.Root if that is set.
func (f *folder) load(cfg pipeline.Config) (*pipeline.Project, error) {
	if cfg.Root == nil {
		var err error
		if cfg.Root, err = f.root(); err != nil {
			return nil, err
		}
	}
	cfg.Compare = f.compare
	if cfg.Shelf == nil && cfg.Memo == nil && !f.anew {
		cfg.Shelf = f.shelf()
	}
	cfg.Version, _ = buildInfo()
	words, err := f.words()
	if err != nil {
		return nil, err
	}
	if cfg.Languages, err = f.grammars(); err != nil {
		return nil, err
	}
	cfg.Lacks = func(lang legal.Lang, all []legal.Lang) []string {
		list, _ := memo.Do(f.kept, memo.Of("lacks", append(f.inputs("i18n"), lang, all)...), func() ([]string, int, error) {
			return lacks(words, cfg.Languages, lang, all), lacksSize, nil
		})
		return list
	}
	cfg.Ordered = func(lang legal.Lang) bool {
		p, err := words.Printer(string(lang))
		return err == nil && order.Speaks(p)
	}
	p, err := pipeline.Load(cfg)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, f.noSite(err)
	}
	if err == nil && f.plain() {
		f.site = p.Standing.In(legal.Lang(f.msg.Lang()))
	}
	return p, err
}

func (f *folder) noSite(err error) error {
	switch {
	case !errors.Is(err, fs.ErrNotExist):
		return err
	case f.dir == ".":
		return usageError{f.t("error.no-site-here")}
	}
	return usageError{f.t("error.no-site", "dir", f.dir)}
}

// public is the folder that build writes to.
func (f *folder) public(flag string) string {
	if flag != "" {
		return flag
	}
	return filepath.Join(f.dir, "public")
}

// sources are the folders that no output may touch.
func (f *folder) sources() []string {
	var out []string
	for _, name := range []string{"content", "layouts", "i18n"} {
		out = append(out, filepath.Join(f.dir, name))
	}
	return out
}

// blocked refuses to answer from content that is not what the ledger records.
func (f *folder) blocked(p *pipeline.Project) error {
	blocking := p.Blocking()
	if len(blocking) == 0 {
		return nil
	}
	f.report().Text(f.err, blocking)
	return errContent
}

// document is a document that the call names.
func (f *folder) document(p *pipeline.Project, id string) (*legal.Document, error) {
	if d := p.Tree.Document(id); d != nil {
		return d, nil
	}
	known := make([]string, 0, len(p.Tree.Documents))
	for _, d := range p.Tree.Documents {
		known = append(known, d.ID)
	}
	return nil, usageError{f.t("error.no-document", "document", id, "known", strings.Join(known, ", "))}
}

// edition is an edition of a document that the call names.
func (f *folder) edition(d *legal.Document, id string) (*legal.Edition, error) {
	known := make([]string, 0, len(d.Editions))
	for _, e := range d.Editions {
		if e.ID == id {
			return e, nil
		}
		known = append(known, e.ID)
	}
	return nil, usageError{f.t("error.no-edition", "document", d.ID, "edition", id, "known", strings.Join(known, ", "))}
}

// opened loads the site in -C, as it is now, and finds a document of it.
func (f *folder) opened(id string) (*pipeline.Project, *legal.Document, error) {
	p, err := f.load(pipeline.Config{AsOf: f.instantOf("")})
	if err != nil {
		return nil, nil, err
	}
	d, err := f.document(p, id)
	return p, d, err
}

// judged loads the site in -C and refuses it if its ledger does not hold.
func (f *folder) judged() (*pipeline.Project, error) {
	p, err := f.load(pipeline.Config{AsOf: f.clock, Known: f.known(f.public("")), Served: pipeline.ServedCheckpoints(f.public(""))})
	if err != nil {
		return nil, err
	}
	return p, f.blocked(p)
}

// call is a command of ours as the caller would type it.
func (f *folder) call(args ...string) string {
	words := []string{"kelisim"}
	if f.dir != "." {
		dir := f.dir
		if strings.ContainsAny(dir, " \t'\"$") {
			dir = `"` + dir + `"`
		}
		words = append(words, "-C", dir)
	}
	return strings.Join(append(words, args...), " ")
}

// instantOf gives the instant of --as-of, else SOURCE_DATE_EPOCH, else the clock.
func (f *folder) instantOf(flag string) func(*time.Location) (time.Time, error) {
	return func(zone *time.Location) (time.Time, error) {
		if flag != "" {
			return f.instant("--as-of", flag, zone)
		}
		if epoch := f.env("SOURCE_DATE_EPOCH"); epoch != "" {
			n, err := strconv.ParseInt(epoch, 10, 64)
			if err != nil {
				return time.Time{}, usageError{f.t("error.epoch", "value", epoch)}
			}
			return time.Unix(n, 0).In(zone), nil
		}
		return f.now().Truncate(time.Second).In(zone), nil
	}
}

// clock is the instant of now, whatever --as-of says.
func (f *folder) clock(zone *time.Location) (time.Time, error) {
	return f.now().Truncate(time.Second).In(zone), nil
}

// instant reads a date or instant of the command line.
func (f *folder) instant(flag, value string, zone *time.Location) (time.Time, error) {
	t, err := civil.ParseInstant(value, zone)
	if err != nil {
		var found diag.List
		source.DateFinding(&found, diag.Pos{}, value, err)
		message, hint := f.report().Message(found[0])
		return t, usageError{flag + ": " + message + "; " + hint}
	}
	return t, nil
}

// known gives the heads that are kept beside the ledger of the site in -C, in outputs
// and in Git's history.
func (f *folder) known(outputs ...string) func(data []byte) []ledger.Known {
	return pipeline.KnownHeads(f.dir, outputs, func(err error) { f.say(f.t("verify.no-git", "error", err.Error())) })
}
