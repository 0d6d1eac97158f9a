package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/publish"
	"github.com/kelisim/kelisim/internal/render"
	"github.com/kelisim/kelisim/internal/report"
	"github.com/kelisim/kelisim/internal/source"
	"github.com/kelisim/kelisim/layouts"
)

// Exit statuses.
const (
	exitGood    = 0
	exitContent = 1
	exitUsage   = 2
	exitMachine = 3
)

// languages of messages, the fallback last.
var languages = []string{"kk", "ru", "en"}

// app is the program with its surroundings, so that a test can replace them.
type app struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) string
	now      func() time.Time
	catalog  *i18n.Catalog
	msg      *i18n.Printer
	dir      string          // -C
	anew     bool            // nothing is taken from what an earlier run kept: verify
	ctx      context.Context // nil: never ends
}

// usageError is a wrong call: exit 2. contentError is a mistake in the site that
// is no finding: exit 1. errContent has said its findings.
type (
	usageError   struct{ text string }
	contentError struct{ text string }
)

func (e usageError) Error() string   { return e.text }
func (e contentError) Error() string { return e.text }

var errContent = errors.New("the content has errors")

func (a *app) main(args []string) int {
	var err error
	if a.catalog, err = i18n.Load(i18n.Files()); err != nil {
		fmt.Fprintln(a.err, "kelisim:", err)
		return exitMachine
	}
	lang, ok := a.language(args)
	if a.msg, err = a.catalog.Printer(lang); err != nil {
		fmt.Fprintln(a.err, "kelisim:", err)
		return exitMachine
	}
	root := a.command()
	root.SetArgs(args)
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	ctx := a.ctx
	if ctx == nil {
		ctx = context.Background()
	}
	if !ok {
		err = usageError{a.t("error.lang")}
	} else {
		err = root.ExecuteContext(ctx)
	}
	return a.exit(err)
}

// exit says an error and returns its status.
func (a *app) exit(err error) int {
	var usage usageError
	var content contentError
	var refused *publish.RefusedError
	var busy *publish.BusyError
	var changed legal.ChangedError
	var template *render.TemplateError
	switch {
	case err == nil:
		return exitGood
	case errors.Is(err, errContent):
		return exitContent
	case errors.As(err, &content):
		a.say(content.text)
		return exitContent
	case errors.As(err, &usage):
		a.say(usage.text)
		a.say(a.t("error.help"))
		return exitUsage
	case errors.As(err, &refused) && refused.Reason == publish.BadManifest:
		a.say(a.t("refused.bad-manifest", "path", filepath.ToSlash(refused.Path)))
		return exitContent
	case errors.As(err, &template) && a.overlay("layouts") != nil:
		a.say(a.t("error.layouts", "error", template.Error()))
		return exitContent
	case errors.As(err, &changed):
		a.say(a.t("error.changed", "path", changed.Path))
		return exitMachine
	case errors.As(err, &refused):
		a.say(a.t("refused."+string(refused.Reason), "path", refused.Path, "names", strings.Join(refused.Names, ", ")))
		return exitUsage
	case errors.As(err, &busy):
		a.say(a.t("error.busy", "path", busy.Path, "pid", strconv.Itoa(busy.Holder.PID), "host", busy.Holder.Host))
		return exitMachine
	case errors.Is(err, ledger.ErrChanged):
		a.say(a.t("error.ledger-changed"))
		return exitMachine
	}
	a.say(a.machine(err))
	return exitMachine
}

// say writes a line to stderr, marked with the program's name.
func (a *app) say(text string) { fmt.Fprintln(a.err, "kelisim: "+text) }

// t is a message in the language of the call. args are names and values in turn.
// The catalogues are held complete by a test, so an error is a bug of ours.
func (a *app) t(key string, args ...string) string { return a.msg.Say(key, args...) }

// n is a message with a count.
func (a *app) n(key string, n int, args ...string) string { return a.msg.SayCount(key, n, args...) }

// language finds the language of messages before anything is parsed: --lang,
// else LC_ALL or LANG, else English. ok is false for a --lang that there is not.
func (a *app) language(args []string) (lang string, ok bool) {
	known := func(s string) (string, bool) {
		s = strings.ToLower(s)
		for _, l := range languages {
			if s == l || strings.HasPrefix(s, l+"_") || strings.HasPrefix(s, l+"-") || strings.HasPrefix(s, l+".") {
				return l, true
			}
		}
		return "en", false
	}
	env := a.env("LC_ALL")
	if env == "" {
		env = a.env("LANG")
	}
	lang, _ = known(env)
	for i, arg := range args {
		value, found := strings.CutPrefix(arg, "--lang=")
		if arg == "--lang" && i+1 < len(args) {
			value, found = args[i+1], true
		}
		if arg == "--" {
			break
		}
		if found {
			l, ok := known(value)
			if !ok {
				return lang, false
			}
			lang = l
		}
	}
	return lang, true
}

// date writes an instant as the messages' language does.
func (a *app) date(t time.Time, c i18n.Case) string {
	return a.msg.Instant(t, c)
}

// asOf gives the instant of --as-of, else SOURCE_DATE_EPOCH, else the clock.
func (a *app) asOf(flag string) func(*time.Location) (time.Time, error) {
	return func(zone *time.Location) (time.Time, error) {
		if flag != "" {
			return a.instant("--as-of", flag, zone)
		}
		if epoch := a.env("SOURCE_DATE_EPOCH"); epoch != "" {
			n, err := strconv.ParseInt(epoch, 10, 64)
			if err != nil {
				return time.Time{}, usageError{a.t("error.epoch", "value", epoch)}
			}
			return time.Unix(n, 0).In(zone), nil
		}
		return a.now().Truncate(time.Second).In(zone), nil
	}
}

// clock is the instant of now, whatever --as-of says.
func (a *app) clock(zone *time.Location) (time.Time, error) {
	return a.now().Truncate(time.Second).In(zone), nil
}

// instant reads a date or instant of the command line.
func (a *app) instant(flag, value string, zone *time.Location) (time.Time, error) {
	t, err := civil.ParseInstant(value, zone)
	if err != nil {
		var found diag.List
		source.DateFinding(&found, diag.Pos{}, value, err)
		message, hint := a.report().Message(found[0])
		return t, usageError{flag + ": " + message + "; " + hint}
	}
	return t, nil
}

// report puts findings in the words of the call.
func (a *app) report() *report.Writer {
	version, _ := buildInfo()
	return &report.Writer{Words: a.msg, Catalog: a.catalog, Dir: a.dir, Version: version}
}

// root opens the site in -C.
func (a *app) root() (fs.FS, error) {
	if info, err := os.Stat(a.dir); err == nil && !info.IsDir() {
		return nil, a.noSite(fs.ErrNotExist)
	}
	root, err := os.OpenRoot(a.dir)
	if err != nil {
		return nil, a.noSite(err)
	}
	return root.FS(), nil
}

// load reads the site in -C, by cfg.Root where that is set.
func (a *app) load(cfg pipeline.Config) (*pipeline.Project, error) {
	if cfg.Root == nil {
		var err error
		if cfg.Root, err = a.root(); err != nil {
			return nil, err
		}
	}
	cfg.Compare = a.compare
	if cfg.Memo == nil && !a.anew {
		cfg.Shelf = a.shelf()
	}
	cfg.Version, _ = buildInfo()
	words, err := a.words()
	if err != nil {
		return nil, err
	}
	if cfg.Languages, err = a.grammars(); err != nil {
		return nil, err
	}
	cfg.Lacks = func(lang legal.Lang, all []legal.Lang) []string { return lacks(words, cfg.Languages, lang, all) }
	p, err := pipeline.Load(cfg)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, a.noSite(err)
	}
	return p, err
}

// lacks lists what is missing for texts and pages in a language of a site.
func lacks(words *i18n.Catalog, grammars *language.Set, lang legal.Lang, all []legal.Lang) []string {
	var names []string
	for _, l := range all {
		names = append(names, string(l))
	}
	out, err := words.Lacks(string(lang), names)
	if err != nil {
		return []string{err.Error()}
	}
	if grammars.Of(string(lang)) == nil {
		out = append(out, "grammar."+string(lang)+".yaml")
	}
	return out
}

func (a *app) noSite(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return usageError{a.t("error.no-site", "dir", a.dir)}
	}
	return err
}

// overlay is a folder of the site's own layouts and catalogues; nil if there is none.
func (a *app) overlay(name string) fs.FS {
	root, err := a.root()
	if err != nil {
		return nil
	}
	return source.Overrides(root, name)
}

// words are the catalogues of the pages: ours with the site's own over them.
func (a *app) words() (*i18n.Catalog, error) {
	own := a.overlay("i18n")
	if own == nil {
		return a.catalog, nil
	}
	catalog, err := i18n.Load(i18n.Files(), own)
	if err == nil {
		err = catalog.Check()
	}
	if err != nil {
		return nil, contentError{a.t("error.catalog", "error", err.Error())}
	}
	return catalog, nil
}

// grammars are the languages of texts: ours, and those that the site's own i18n/ adds.
func (a *app) grammars() (*language.Set, error) {
	set, err := language.Load(i18n.Files())
	if own := a.overlay("i18n"); err == nil && own != nil {
		if set, err = language.Load(i18n.Files(), own); err != nil {
			return nil, contentError{a.t("error.catalog", "error", err.Error())}
		}
	}
	return set, err
}

// renderer makes the pages' renderer with the site's own layouts and i18n.
func (a *app) renderer(languages []legal.Lang) (*render.Renderer, error) {
	catalog, err := a.words()
	if err != nil {
		return nil, err
	}
	r, err := render.New(layouts.Over(a.overlay("layouts")), catalog, languages)
	if err != nil {
		return nil, contentError{a.t("error.layouts", "error", err.Error())}
	}
	return r, nil
}

// compare orders titles by the alphabet of a language, by code point where the
// program does not know it.
func (a *app) compare(lang legal.Lang, x, y string) int {
	p, err := a.catalog.Printer(string(lang))
	if err != nil {
		return strings.Compare(x, y)
	}
	return p.Compare(x, y)
}

// output is the folder that build writes to.
func (a *app) output(flag string) string {
	if flag != "" {
		return flag
	}
	return filepath.Join(a.dir, "public")
}

// sources are the folders that no output may touch.
func (a *app) sources() []string {
	var out []string
	for _, name := range []string{"content", "layouts", "i18n"} {
		out = append(out, filepath.Join(a.dir, name))
	}
	return out
}

// args checks the number of arguments in the caller's language.
func (a *app) args(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) < least || most >= 0 && len(args) > most {
			return usageError{a.t("error.arguments", "usage", a.usage(cmd))}
		}
		return nil
	}
}
