package main

import (
	"errors"
	"io"
	"os"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/text/language"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/word"
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

// proofing is the language of Word's spelling checks: with the country where most
// of its readers live, as Word wants it.
func proofing(l legal.Lang) string {
	tag, err := language.Parse(string(l))
	if err != nil {
		return string(l)
	}
	region, _ := tag.Region()
	return tag.String() + "-" + region.String()
}

// diffWord writes the redline as a Word document with tracked changes, if it
// proves itself.
func (a *app) diffWord(pair diffPair, r *redline.Redline, f wordFlags) error {
	mark := docx.Mark{Author: f.author, Date: pair.newAt}
	if mark.Author == "" {
		mark.Author = pair.author
	}
	if f.date != "" {
		at, err := a.instant("--date", f.date, pair.zone)
		if err != nil {
			return err
		}
		mark.Date = at
	}
	s := docx.Settings{Title: pair.new.Title, Author: mark.Author, Created: mark.Date}
	if pair.language != nil {
		s.Language = proofing(legal.Lang(pair.language.Code))
	}
	if pair.newSide.Edition == "" {
		s.Head = []string{pair.oldName + " → " + pair.newName}
	} else {
		p, err := a.wordPrinter(pair.new.Lang)
		if err != nil {
			return err
		}
		head, err := p.Text("word.changes", map[string]string{"old": pair.oldSide.Edition, "new": pair.newSide.Edition})
		if err != nil {
			return err
		}
		s.Head = []string{head}
		for _, e := range []struct {
			id string
			at time.Time
		}{{pair.oldSide.Edition, pair.oldAt}, {pair.newSide.Edition, pair.newAt}} {
			line, err := editionLine(p, e.id, e.at)
			if err != nil {
				return err
			}
			s.Head = append(s.Head, line)
		}
	}
	d := word.Redline(r, pair.old.Units, pair.new.Units, word.Options{Mark: mark, Moves: f.moves})
	return a.writeWord(d, pair.old, pair.new, s, f.file)
}

// wordPrinter speaks the language of a text where Kelisim does, else the caller's.
func (a *app) wordPrinter(lang legal.Lang) (*i18n.Printer, error) {
	catalog, err := a.words()
	if err != nil {
		return nil, err
	}
	if p, err := catalog.Printer(string(lang)); err == nil && p.Has("word.changes") {
		return p, nil
	}
	return a.msg, nil
}

// editionLine says from when an edition holds; at is zero if that is not known yet.
func editionLine(p *i18n.Printer, id string, at time.Time) (string, error) {
	if at.IsZero() {
		return p.Text("word.draft", map[string]string{"edition": id})
	}
	return p.Text("word.edition", map[string]string{"edition": id, "date": p.Instant(at, i18n.From)})
}

// writeWord writes a document that proves itself into a file, or to standard
// output if none is named.
func (a *app) writeWord(d *docx.Document, old, new *legal.Text, s docx.Settings, file string) error {
	data, err := word.Pack(d, old.Units, new.Units, s)
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

// diffWordTable writes the comparative table as a Word document. It speaks the
// texts' language where Kelisim does.
func (a *app) diffWordTable(pair diffPair, r *redline.Redline, f wordFlags) error {
	p, err := a.wordPrinter(pair.new.Lang)
	if err != nil {
		return err
	}
	heads := []string{pair.oldName, pair.newName}
	for i, side := range []redline.Side{pair.oldSide, pair.newSide} {
		if side.Edition == "" {
			continue
		}
		if heads[i], err = editionLine(p, side.Edition, []time.Time{pair.oldAt, pair.newAt}[i]); err != nil {
			return err
		}
	}
	d, err := word.Table(p, r, heads[0], heads[1])
	if err != nil {
		return err
	}
	s := docx.Settings{Title: pair.new.Title, Author: pair.author, Created: pair.newAt, Head: []string{pair.new.Title}, Landscape: true}
	if pair.language != nil {
		s.Language = proofing(legal.Lang(pair.language.Code))
	}
	data, err := docx.Write(d, s)
	if err != nil {
		return err
	}
	return a.deliver(data, f.file)
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
	print, err := a.wordPrinter(language)
	if err != nil {
		return err
	}
	at := since(p, document, id)
	head, err := editionLine(print, side.Edition, at)
	if err != nil {
		return err
	}
	s := docx.Settings{Title: text.Title, Author: p.Tree.Site.Organization[language], Language: proofing(language), Created: at, Head: []string{head}}
	return a.writeWord(word.Text(text.Units), text, text, s, file)
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
