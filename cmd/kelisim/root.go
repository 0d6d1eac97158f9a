package main

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// command builds the command tree with help in the caller's language.
func (a *app) command() *cobra.Command {
	root := &cobra.Command{
		Use:           "kelisim",
		Short:         a.t("cmd.kelisim"),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			text := a.t("error.command", "command", args[0])
			if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
				text += "; " + a.t("error.similar", "similar", strings.Join(near, ", "))
			}
			return usageError{text}
		},
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return a.emptyFlag(cmd) },
		RunE: func(cmd *cobra.Command, _ []string) error {
			a.help(cmd, a.err)
			return usageError{a.t("error.no-command")}
		},
	}
	root.SuggestionsMinimumDistance = 2
	root.PersistentFlags().StringVarP(&a.dir, "directory", "C", ".", a.t("flag.directory"))
	root.PersistentFlags().String("lang", "", a.t("flag.lang"))
	root.AddCommand(a.initCommand(), a.buildCommand(), a.serveCommand(), a.checkCommand(), a.statusCommand(),
		a.showCommand(), a.diffCommand(), a.applyCommand(), a.newCommand(), a.importCommand(), a.exportCommand(), a.publishCommand(), a.repealCommand(), a.withdrawCommand(), a.clockCommand(),
		a.keyCommand(), a.witnessCommand(), a.bundleCommand(),
		a.verifyCommand(), a.versionCommand())
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { a.help(cmd, a.out) })
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return usageError{a.flagError(err)} })
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range append(allCommands(root), root) {
		c.InitDefaultHelpFlag()
		c.Flags().Lookup("help").Usage = a.t("flag.help")
		switch c.Name() {
		case "help", "completion":
			c.Short, c.Long = a.t("cmd."+c.Name()), ""
		}
		if c.HasParent() && c.Parent().Name() == "completion" {
			c.Short, c.Long = a.t("cmd.completion-shell", "shell", c.Name()), ""
			if f := c.Flags().Lookup("no-descriptions"); f != nil {
				f.Usage = a.t("flag.no-descriptions")
			}
		}
	}
	return root
}

func allCommands(root *cobra.Command) []*cobra.Command {
	var out []*cobra.Command
	for _, c := range root.Commands() {
		out = append(out, c)
		out = append(out, allCommands(c)...)
	}
	return out
}

// emptyFlag refuses a flag whose value is empty, as a variable of a script that was
// never set leaves it: build --as-of "" must not take the clock's instant.
func (a *app) emptyFlag(cmd *cobra.Command) error {
	var err error
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if err == nil && f.Value.Type() == "string" && f.Value.String() == "" {
			err = usageError{a.t("error.flag-value", "flag", f.Name)}
		}
	})
	return err
}

// flagError says in the caller's language what is wrong with a flag.
func (a *app) flagError(err error) string {
	var unknown *pflag.NotExistError
	var value *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		flag := unknown.GetSpecifiedName()
		if len(unknown.GetSpecifiedShortnames()) > 0 {
			flag = "-" + flag
		} else {
			flag = "--" + flag
		}
		return a.t("error.flag-unknown", "flag", flag)
	case errors.As(err, &value):
		return a.t("error.flag-value", "flag", value.GetFlag().Name)
	case errors.As(err, &invalid):
		return a.t("error.flag-invalid", "flag", invalid.GetFlag().Name, "value", invalid.GetValue())
	}
	return err.Error()
}

// help writes a command's help.
func (a *app) help(cmd *cobra.Command, w io.Writer) {
	fmt.Fprintf(w, "%s\n\n%s\n  %s\n", cmd.Short, a.t("help.usage"), a.usage(cmd))
	if cmd.Long != "" {
		fmt.Fprintf(w, "\n%s\n", strings.TrimSpace(cmd.Long))
	}
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(w, "\n%s\n", a.t("help.commands"))
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() || c.Name() == "help" {
				fmt.Fprintf(w, "  %-12s %s\n", c.Name(), c.Short)
			}
		}
	}
	a.flags(w, a.t("help.flags"), cmd.LocalNonPersistentFlags())
	global := pflag.NewFlagSet("", pflag.ContinueOnError)
	cmd.Root().PersistentFlags().VisitAll(func(f *pflag.Flag) { global.AddFlag(f) })
	a.flags(w, a.t("help.global"), global)
}

func (a *app) flags(w io.Writer, title string, set *pflag.FlagSet) {
	if !set.HasAvailableFlags() {
		return
	}
	fmt.Fprintf(w, "\n%s\n", title)
	set.VisitAll(func(f *pflag.Flag) {
		name := "    --" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", --" + f.Name
		}
		value, usage := pflag.UnquoteUsage(f)
		if f.Value.Type() == "bool" {
			value = ""
		}
		fmt.Fprintf(w, "  %-28s %s\n", strings.TrimSpace(name+" "+value), usage)
	})
}

// usage is how a command is written, with its placeholders in the caller's language.
func (a *app) usage(cmd *cobra.Command) string {
	return placeholders.ReplaceAllStringFunc(cmd.UseLine(), func(word string) string {
		return a.t("usage." + placeholder[word])
	})
}

// placeholder gives the messages of the words that stand for something in usage
// lines.
var placeholder = map[string]string{"DOCUMENT": "document", "EDITION": "edition", "DIR": "folder", "FILE": "file", "OLD": "old", "NEW": "new",
	"D": "day", "ID": "id", "command": "command", "flags": "flags"}

var placeholders = regexp.MustCompile(`\b(DOCUMENT|EDITION|DIR|FILE|OLD|NEW|D|ID|command|flags)\b`)
