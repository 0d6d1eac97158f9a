package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/kelisim/kelisim/internal/regex"
)

type command struct {
	name string
	make func(*folder) *cobra.Command
}

// commands makes each command, by its name, in the order of the help.
var commands = []command{
	{"desk", newDeskCommand}, {"init", newInit}, {"build", newBuild}, {"serve", newServe}, {"check", newCheck}, {"status", newStatus}, {"show", newShow},
	{"diff", newDiff}, {"apply", newApply}, {"new", newNew}, {"import", newImport}, {"export", newExport}, {"pdf", newPDF}, {"agree", newAgree},
	{"publish", newPublish}, {"repeal", newRepeal}, {"withdraw", newWithdraw}, {"clock", newClock}, {"key", newKey}, {"witness", newWitness},
	{"bundle", newBundle}, {"verify", newVerify}, {"version", newVersion},
}

// called is the name of the command that arguments call, or "" for none or if that is not
// plain: something else than the flags of all commands may stand before it.
func called(args []string) string {
	for i := 0; i < len(args); i++ {
		switch a := args[i]; {
		case a == "-C" || a == "--directory" || a == "--lang":
			i++
		case strings.HasPrefix(a, "--directory=") || strings.HasPrefix(a, "--lang="):
		case slices.ContainsFunc(commands, func(c command) bool { return c.name == a }):
			return a
		default:
			return ""
		}
	}
	return ""
}

// newRoot builds the command tree with help in the caller's language: of all commands, or
// of the one that is called alone, so that a call pays for its own words.
func newRoot(f *folder, called string) *cobra.Command {
	root := &cobra.Command{
		Use:           "kelisim [command]",
		Short:         f.t("cmd.kelisim"),
		Long:          f.t("help.kelisim"),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return f.noCommand(cmd, args[0])
		},
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return f.emptyFlag(cmd) },
		RunE: func(cmd *cobra.Command, _ []string) error {
			return (&deskCommand{folder: f, addr: anyPort}).run(cmd)
		},
	}
	root.SuggestionsMinimumDistance = 2
	root.PersistentFlags().StringVarP(&f.dir, "directory", "C", ".", f.t("flag.directory"))
	root.PersistentFlags().String("lang", "", f.t("flag.lang"))
	for _, c := range commands {
		if called == "" || called == c.name {
			root.AddCommand(c.make(f))
		}
	}
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { f.help(cmd, f.out) })
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return usageError{f.flagError(err)} })
	if called == "" {
		root.InitDefaultHelpCmd()
		root.InitDefaultCompletionCmd()
	}
	for _, c := range append(allCommands(root), root) {
		c.InitDefaultHelpFlag()
		c.Flags().Lookup("help").Usage = f.t("flag.help")
		switch c.Name() {
		case "help":
			c.Short, c.Long = f.t("cmd.help"), ""
			c.RunE = func(_ *cobra.Command, args []string) error { return f.helpOf(root, args) }
		case "completion":
			c.Short, c.Long = f.t("cmd.completion"), ""
			f.group(c)
		}
		if c.HasParent() && c.Parent().Name() == "completion" {
			c.Short, c.Long = f.t("cmd.completion-shell", "shell", c.Name()), ""
			if flag := c.Flags().Lookup("no-descriptions"); flag != nil {
				flag.Usage = f.t("flag.no-descriptions")
			}
		}
	}
	return root
}

// group makes of a command one that is its subcommands alone: whoever names none of them
// is told which there are.
func (c *console) group(cmd *cobra.Command, sub ...*cobra.Command) {
	cmd.AddCommand(sub...)
	var names []string
	for _, s := range cmd.Commands() {
		names = append(names, s.Name())
	}
	cmd.Use += " " + strings.Join(names, "|")
	cmd.DisableFlagsInUseLine = true
	cmd.Args, cmd.SuggestionsMinimumDistance = cobra.ArbitraryArgs, 2
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usageError{c.t("error.arguments", "usage", c.usage(cmd))}
		}
		return c.noCommand(cmd, args[0])
	}
}

// noCommand refuses a name that is no command of parent's, and names those that are
// like it.
func (c *console) noCommand(parent *cobra.Command, name string) error {
	path := strings.TrimPrefix(parent.CommandPath()+" ", parent.Root().Name()+" ")
	text := c.t("error.command", "command", path+name)
	if near := parent.SuggestionsFor(name); len(near) > 0 {
		text += "; " + c.t("error.similar", "similar", path+strings.Join(near, ", "+path))
	}
	return usageError{text}
}

// helpOf writes the help of the command that args name.
func (c *console) helpOf(root *cobra.Command, args []string) error {
	cmd, rest, err := root.Find(args)
	if err != nil {
		return err
	}
	if len(rest) > 0 && cmd.HasSubCommands() {
		return c.noCommand(cmd, rest[0])
	}
	return cmd.Help()
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
func (c *console) emptyFlag(cmd *cobra.Command) error {
	var err error
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if err == nil && f.Value.Type() == "string" && f.Value.String() == "" {
			err = usageError{c.t("error.flag-value", "flag", f.Name)}
		}
	})
	return err
}

// flagError says in the caller's language what is wrong with a flag.
func (c *console) flagError(err error) string {
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
		return c.t("error.flag-unknown", "flag", flag)
	case errors.As(err, &value):
		return c.t("error.flag-value", "flag", value.GetFlag().Name)
	case errors.As(err, &invalid):
		return c.t("error.flag-invalid", "flag", invalid.GetFlag().Name, "value", invalid.GetValue())
	}
	return err.Error()
}

// help writes a command's help.
func (c *console) help(cmd *cobra.Command, w io.Writer) {
	fmt.Fprintf(w, "%s\n\n%s\n  %s\n", cmd.Short, c.t("help.usage"), c.usage(cmd))
	if cmd.Long != "" {
		fmt.Fprintf(w, "\n%s\n", strings.TrimSpace(cmd.Long))
	}
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(w, "\n%s\n", c.t("help.commands"))
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() || c.Name() == "help" {
				fmt.Fprintf(w, "  %-12s %s\n", c.Name(), c.Short)
			}
		}
	}
	c.helpFlags(w, c.t("help.flags"), cmd.LocalNonPersistentFlags())
	global := pflag.NewFlagSet("", pflag.ContinueOnError)
	cmd.Root().PersistentFlags().VisitAll(func(f *pflag.Flag) { global.AddFlag(f) })
	c.helpFlags(w, c.t("help.global"), global)
}

func (c *console) helpFlags(w io.Writer, title string, set *pflag.FlagSet) {
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
		} else if f.Value.Type() == value { // the library's own word for it
			value = c.t("usage.value")
		}
		fmt.Fprintf(w, "  %-28s %s\n", strings.TrimSpace(name+" "+value), usage)
	})
}

// usage is how a command is written, with its placeholders in the caller's language.
func (c *console) usage(cmd *cobra.Command) string {
	return placeholders.ReplaceAllStringFunc(cmd.UseLine(), func(word string) string {
		return c.t("usage." + placeholder[word])
	})
}

// placeholder gives the messages of the words that stand for something in usage
// lines.
var placeholder = map[string]string{"DOCUMENT": "document", "EDITION": "edition", "DIR": "folder", "FILE": "file", "OLD": "old", "NEW": "new",
	"D": "day", "ID": "id", "command": "command", "flags": "flags"}

var placeholders = regex.Of(`\b(DOCUMENT|EDITION|DIR|FILE|OLD|NEW|D|ID|command|flags)\b`)
