package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/order"
	"github.com/kelisim/kelisim/internal/redline"
)

// orderLanguages are those in which orders are said.
var orderLanguages = []string{"kk", "ru"}

// diffOrder writes the amending order, which has proved itself: in the language of
// the texts, else in the caller's.
func (a *app) diffOrder(pair diffPair, r *redline.Redline) error {
	lang := a.msg.Lang()
	if pair.language != nil && slices.Contains(orderLanguages, pair.language.Code) {
		lang = pair.language.Code
	}
	if pair.new.Lang != "" {
		lang = string(pair.new.Lang)
	}
	if !slices.Contains(orderLanguages, lang) {
		return usageError{a.t("order.language", "language", lang)}
	}
	p, err := a.catalog.Printer(lang)
	if err != nil {
		return err
	}
	o, err := order.Make(p, r, pair.old, pair.new, pair.language)
	if err != nil {
		return err
	}
	text, err := order.Text(p, o, pair.old)
	if err == nil {
		_, err = a.out.Write(text)
	}
	return err
}

func (a *app) applyCommand() *cobra.Command {
	var lang, output string
	cmd := &cobra.Command{
		Use:   "apply ORDER OLD.md",
		Short: a.t("cmd.apply"), Long: a.t("help.apply"), Args: a.args(2, 2),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.apply(args[0], args[1], output, legal.Lang(lang))
		},
	}
	cmd.Flags().StringVar(&lang, "language", "", a.t("flag.language"))
	cmd.Flags().StringVarP(&output, "output", "o", "", a.t("flag.draft"))
	return cmd
}

// apply makes the draft that an order makes of a text.
func (a *app) apply(orderName, oldName, output string, lang legal.Lang) error {
	said, err := a.named(orderName)
	if err != nil {
		return err
	}
	data, err := a.named(oldName)
	if err != nil {
		return err
	}
	grammars, err := a.grammars()
	if err != nil {
		return err
	}
	grammar := grammars.Of(string(lang))
	if grammar == nil {
		grammar = grammars.Guess(string(data))
	}
	draft, found, err := a.amended(said, filepath.ToSlash(oldName), lang, data, grammar)
	if err != nil {
		return err
	}
	for i := range found {
		found[i].Pos.File = filepath.ToSlash(orderName)
	}
	a.report().Text(a.err, found)
	if output == "" {
		_, err = a.out.Write(draft)
	} else {
		err = os.WriteFile(output, draft, 0o666)
	}
	if err == nil && len(found) > 0 {
		err = errContent
	}
	return err
}

// amended applies an order, in whichever language it is said.
func (a *app) amended(said []byte, name string, lang legal.Lang, data []byte, grammar *language.Language) ([]byte, diag.List, error) {
	var printers []order.Printer
	for _, l := range orderLanguages {
		p, err := a.catalog.Printer(l)
		if err != nil {
			return nil, nil, err
		}
		printers = append(printers, p)
	}
	old, found := order.Read(name, lang, data, grammar)
	if n := found.Count(diag.Error); n > 0 {
		a.say(a.n("diff.refused", n, "file", name))
	}
	o, unread, err := order.Parse(printers, said, old)
	if err != nil {
		return nil, nil, err
	}
	if len(o.Instructions) == 0 && len(unread) == 0 {
		a.say(a.t("apply.empty", "file", name))
	}
	draft, unplaced := order.Apply(o, old, grammar)
	list := append(unread, unplaced...)
	slices.SortStableFunc(list, func(x, y diag.Finding) int { return x.Pos.Line - y.Pos.Line })
	return draft, list, nil
}

// named reads a file that the caller named.
func (a *app) named(name string) ([]byte, error) {
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, usageError{a.t("error.no-file", "file", name)}
	}
	return data, err
}
