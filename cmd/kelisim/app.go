package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/draft"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/publish"
	"github.com/kelisim/kelisim/internal/render"
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

// app is the program: it finds the language of the call, runs a command and says how
// that ended. Its surroundings are those of console and folder, so that a test can
// replace them.
type app struct {
	*folder
	ctx context.Context
}

func newApp(in io.Reader, out, err io.Writer, env func(string) string, now func() time.Time) *app {
	c := &console{in: in, out: out, err: err, aside: err, env: env}
	return &app{folder: &folder{console: c, now: now, dir: "."}, ctx: context.Background()}
}

// usageError is a wrong call: exit 2. contentError is a mistake in the site that
// is no finding: exit 1; foundError is one that is, with its words. errContent has said
// its findings.
type (
	usageError   struct{ text string }
	contentError struct{ text string }
	foundError   struct {
		list diag.List
		text string
	}
)

func (e usageError) Error() string   { return e.text }
func (e contentError) Error() string { return e.text }
func (e foundError) Error() string   { return e.text }

var errContent = errors.New("the content has errors")

func (a *app) main(args []string) int {
	a.catalog = i18n.Ours()
	lang, ok := callLanguage(args, a.env)
	var err error
	if a.msg, err = a.catalog.Printer(lang); err != nil {
		fmt.Fprintln(a.err, "kelisim:", err)
		return exitMachine
	}
	if !ok {
		return a.exit(usageError{a.t("error.lang")})
	}
	root := newRoot(a.folder, called(args))
	root.SetArgs(args)
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	return a.exit(root.ExecuteContext(a.ctx))
}

// exit says an error and returns its status.
func (a *app) exit(err error) int {
	var usage usageError
	var content contentError
	var undrafted *draft.Refused
	var refused *publish.RefusedError
	var busy *publish.BusyError
	var changed legal.ChangedError
	var template *render.TemplateError
	var found foundError
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
		if !a.plain() {
			a.say(a.t("error.help"))
		}
		return exitUsage
	case errors.As(err, &undrafted):
		return a.exit(usageError{a.own(undrafted.Key, undrafted.Args...)})
	case errors.As(err, &refused) && refused.Reason == publish.BadManifest:
		a.say(a.t("refused.bad-manifest", "path", filepath.ToSlash(refused.Path)))
		return exitContent
	case errors.As(err, &found):
		a.report().Text(a.err, found.list)
		return exitContent
	case errors.As(err, &template) && a.overlay("layouts") != nil:
		return a.exit(a.layoutError(template))
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

// systemLanguage is the language that LC_ALL or LANG names; English and false if we
// speak none of that name.
func systemLanguage(getenv func(string) string) (string, bool) {
	env := getenv("LC_ALL")
	if env == "" {
		env = getenv("LANG")
	}
	return knownLanguage(env)
}

// knownLanguage is the one of ours that a name such as ru_RU.UTF-8 means.
func knownLanguage(name string) (string, bool) {
	name = strings.ToLower(name)
	for _, l := range languages {
		if name == l || strings.HasPrefix(name, l+"_") || strings.HasPrefix(name, l+"-") || strings.HasPrefix(name, l+".") {
			return l, true
		}
	}
	return "en", false
}

// callLanguage finds the language of messages before anything is parsed: --lang,
// else LC_ALL or LANG, else English. ok is false for a --lang that there is not.
func callLanguage(args []string, getenv func(string) string) (lang string, ok bool) {
	lang, _ = systemLanguage(getenv)
	for i, arg := range args {
		value, found := strings.CutPrefix(arg, "--lang=")
		if arg == "--lang" && i+1 < len(args) {
			value, found = args[i+1], true
		}
		if arg == "--" {
			break
		}
		if found {
			l, ok := knownLanguage(value)
			if !ok {
				return lang, false
			}
			lang = l
		}
	}
	return lang, true
}
