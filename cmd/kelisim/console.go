package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/report"
)

// console is where a command reads and writes, and the words that it does so with.
type console struct {
	in       io.Reader
	out, err io.Writer
	// aside gets what is for whoever types commands or runs the site: the command to type
	// next, hashes, the ledger's head. It is err, but for the desk, which keeps it apart.
	aside   io.Writer
	env     func(string) string
	catalog *i18n.Catalog
	msg     *i18n.Printer // in the language of the call
	// ask asks a person whether records are to be written; nil: whoever sits at the terminal.
	ask func([]ledger.Record) bool
}

// say writes a line to stderr, marked with the program's name.
func (c *console) say(text string) { fmt.Fprintln(c.err, "kelisim: "+text) }

// note is say for what is for whoever types commands or runs the site.
func (c *console) note(text string) { fmt.Fprintln(c.aside, "kelisim: "+text) }

// plain reports whether the words are for somebody who has the desk before her, and
// neither files nor commands.
func (c *console) plain() bool { return c.aside != c.err }

// t is a message in the language of the call. args are names and values in turn.
// The catalogues are held complete by a test, so an error is a bug of ours.
func (c *console) t(key string, args ...string) string { return c.msg.Say(key, args...) }

// own is t, at the desk in its own words if there are some.
func (c *console) own(key string, args ...string) string {
	if c.plain() && c.msg.Has("desk."+key) {
		key = "desk." + key
	}
	return c.t(key, args...)
}

// textIn is «the text in a language», in a case of the messages' language: "", ".of" or ".in".
func (c *console) textIn(lang legal.Lang, form string) string {
	return (&report.Writer{Words: c.msg}).TextIn(lang, form)
}

// n is a message with a count.
func (c *console) n(key string, n int, args ...string) string { return c.msg.SayCount(key, n, args...) }

// date writes an instant as the messages' language does.
func (c *console) date(t time.Time, form i18n.Case) string {
	return c.msg.Instant(t, form)
}

// args checks the number of arguments in the caller's language.
func (c *console) args(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) < least || most >= 0 && len(args) > most {
			return usageError{c.t("error.arguments", "usage", c.usage(cmd))}
		}
		return nil
	}
}

// colors reports whether the output is a terminal that wants colours.
func (c *console) colors() bool {
	f, ok := c.out.(io.Reader)
	return ok && c.env("NO_COLOR") == "" && c.env("TERM") != "dumb" && isTerminal(f)
}

// columns is the width of the terminal.
func (c *console) columns() int {
	if n, err := strconv.Atoi(c.env("COLUMNS")); err == nil && n > 0 {
		return n
	}
	if f, ok := c.out.(*os.File); ok {
		if n := terminalWidth(f); n > 0 {
			return n
		}
	}
	return 80
}

// oneOf checks a flag that takes one of some words.
func (c *console) oneOf(flag, value string, words ...string) error {
	if slices.Contains(words, value) {
		return nil
	}
	return usageError{c.t("error.one-of", "flag", flag, "value", value, "known", strings.Join(words, ", "))}
}

// isTerminal reports whether somebody can be asked.
func isTerminal(r io.Reader) bool {
	f, ok := r.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}
