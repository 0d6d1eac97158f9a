package main

import (
	"errors"
	"io"
	"os"
	"time"

	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/word"
	"github.com/spf13/cobra"
)

// wordFlags say how a Word document marks changes.
type wordFlags struct {
	author, date, file string
	moves              bool
}

func (f *wordFlags) add(a *app, cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.author, "author", "", a.t("flag.author"))
	cmd.Flags().StringVar(&f.date, "date", "", a.t("flag.date"))
	cmd.Flags().StringVar(&f.file, "file", "", a.t("flag.word-file"))
	cmd.Flags().BoolVar(&f.moves, "moves", false, a.t("flag.moves"))
}

// diffWord writes the redline as a Word file of a form, if it proves itself.
func (a *app) diffWord(pair diffPair, r *redline.Redline, form legal.Download, f wordFlags) error {
	o := word.Options{Mark: docx.Mark{Author: f.author}, Moves: f.moves}
	if f.date != "" {
		at, err := a.instant("--date", f.date, pair.zone)
		if err != nil {
			return err
		}
		o.Mark.Date = at
	}
	return a.writeWord(form, word.Pair{
		Old:     word.Edition{Text: pair.old, ID: pair.oldSide.Edition, Name: pair.oldName, From: pair.oldAt},
		New:     word.Edition{Text: pair.new, ID: pair.newSide.Edition, Name: pair.newName, From: pair.newAt},
		Redline: r, Language: pair.language, Author: pair.author}, o, f.file)
}

// writeWord writes a Word file that proves itself, or to standard output if no file
// is named. It speaks the language of its texts where Kelisim does, else the caller's.
func (a *app) writeWord(form legal.Download, pair word.Pair, o word.Options, file string) error {
	catalog, err := a.words()
	if err != nil {
		return err
	}
	p, err := catalog.Printer(string(pair.New.Lang))
	if err != nil || !p.Has("word.changes") {
		p = a.msg
	}
	data, err := word.File(p, form, pair, o)
	var unproved *word.Unproved
	if errors.As(err, &unproved) {
		key := "word.unproved-rejected"
		if unproved.Accepted {
			key = "word.unproved"
		}
		a.say(a.t(key, "want", unproved.Want, "got", unproved.Got))
		return errContent
	}
	if err != nil {
		return err
	}
	return a.deliver(data, file)
}

// deliver writes the bytes of a Word document.
func (a *app) deliver(data []byte, file string) error {
	if file != "" {
		return os.WriteFile(file, data, 0o644)
	}
	if out, ok := a.out.(io.Reader); ok && isTerminal(out) {
		return usageError{a.t("word.terminal")}
	}
	_, err := a.out.Write(data)
	return err
}

func (a *app) exportCommand() *cobra.Command {
	var language, format, file string
	cmd := &cobra.Command{
		Use: "export DOCUMENT EDITION", Short: a.t("cmd.export"), Long: a.t("help.export"), Args: a.args(2, 2),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := a.oneOf("--format", format, "docx"); err != nil {
				return err
			}
			return a.export(args[0], args[1], legal.Lang(language), file)
		},
	}
	cmd.Flags().StringVar(&language, "language", "", a.t("flag.language"))
	cmd.Flags().StringVar(&format, "format", "docx", a.t("flag.format", "formats", "docx"))
	cmd.Flags().StringVar(&file, "file", "", a.t("flag.word-file"))
	return cmd
}

// export writes an edition's text as a Word document.
func (a *app) export(document, id string, language legal.Lang, file string) error {
	p, err := a.load(pipeline.Config{AsOf: a.asOf("")})
	if err != nil {
		return err
	}
	d := p.Tree.Document(document)
	if d == nil {
		return a.noDocument(p, document)
	}
	if language == "" {
		language = d.Languages[0]
	}
	text, side, _, err := a.editionText(p, d, id, language)
	if err != nil {
		return err
	}
	return a.writeWord(legal.DownloadText, word.Pair{New: word.Edition{Text: text, ID: side.Edition, From: since(p, document, id)},
		Language: p.Language(language), Author: p.Tree.Site.Organization[language]}, word.Options{}, file)
}

// since is the instant from which an edition holds: what the ledger says, else
// what a draft says; zero if the draft says nothing.
func since(p *pipeline.Project, document, id string) time.Time {
	d := p.Standing.Document(document)
	if d == nil {
		return time.Time{}
	}
	e := d.Edition(id)
	switch {
	case e == nil:
		return time.Time{}
	case e.Record != nil:
		return e.Record.Effective
	}
	return e.Content.Effective
}
