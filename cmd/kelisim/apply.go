package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/importer"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/order"
)

// applyCommand makes the draft that an amending order makes of a text.
type applyCommand struct {
	*folder
	language, output string
}

func newApply(f *folder) *cobra.Command {
	c := &applyCommand{folder: f}
	cmd := &cobra.Command{
		Use:   "apply ORDER OLD.md",
		Short: f.t("cmd.apply"), Long: f.t("help.apply"), Args: f.args(2, 2),
		RunE: func(_ *cobra.Command, args []string) error { return c.run(args[0], args[1]) },
	}
	cmd.Flags().StringVar(&c.language, "language", "", f.t("flag.language-read"))
	cmd.Flags().StringVarP(&c.output, "output", "o", "", f.t("flag.draft"))
	return cmd
}

func (c *applyCommand) run(orderName, oldName string) error {
	lang := legal.Lang(c.language)
	said, err := c.named(orderName)
	if err != nil {
		return err
	}
	data, err := c.named(oldName)
	if err != nil {
		return err
	}
	typed, found := importer.Type(filepath.ToSlash(orderName), said)
	c.report().Text(c.err, found)
	if found.HasErrors() {
		return errContent
	}
	grammars, err := c.grammars()
	if err != nil {
		return err
	}
	grammar := grammars.Of(string(lang))
	if grammar == nil {
		grammar = grammars.Guess(string(data))
	}
	draft, found, err := c.amended(typed.Text, filepath.ToSlash(oldName), lang, data, grammar)
	if err != nil {
		return err
	}
	for i := range found {
		found[i].Pos.File, found[i].Pos.Line = filepath.ToSlash(orderName), typed.Line(found[i].Pos.Line)
	}
	c.report().Text(c.err, found)
	if c.output == "" {
		_, err = c.out.Write(draft)
	} else {
		err = os.WriteFile(c.output, draft, 0o666)
	}
	if err == nil && found.Count(diag.Error) > 0 {
		err = errContent
	}
	return err
}

// amended applies an order, in whichever language it is said.
func (c *applyCommand) amended(said []byte, name string, lang legal.Lang, data []byte, grammar *language.Language) ([]byte, diag.List, error) {
	var printers []order.Printer
	for _, l := range orderLanguages {
		p, err := c.catalog.Printer(l)
		if err != nil {
			return nil, nil, err
		}
		printers = append(printers, p)
	}
	old, found := order.Read(name, lang, data, grammar)
	if n := found.Count(diag.Error); n > 0 {
		c.say(c.n("diff.refused", n, "file", name))
	}
	o, unread, err := order.Parse(printers, said, old)
	if err != nil {
		return nil, nil, err
	}
	if len(o.Instructions) == 0 && len(unread) == 0 {
		c.say(c.t("apply.empty", "file", name))
	}
	draft, unplaced := order.Apply(o, old, grammar)
	list := append(unread, unplaced...)
	slices.SortStableFunc(list, func(x, y diag.Finding) int { return x.Pos.Line - y.Pos.Line })
	return draft, list, nil
}

// named reads a file that the caller named.
func (f *folder) named(name string) ([]byte, error) {
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, usageError{f.t("error.no-file", "file", name)}
	}
	return data, err
}
