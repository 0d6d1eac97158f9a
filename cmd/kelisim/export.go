package main

import (
	"cmp"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/word"
)

// exportCommand writes an edition's text as a Word document, or sealed as one HTML file.
type exportCommand struct {
	*folder
	language, format string
	word             wordFile
}

func newExport(f *folder) *cobra.Command {
	c := &exportCommand{folder: f, word: wordFile{folder: f}}
	cmd := &cobra.Command{
		Use: "export DOCUMENT EDITION", Short: f.t("cmd.export"), Long: f.t("help.export"), Args: f.args(2, 2),
		RunE: func(_ *cobra.Command, args []string) error { return c.run(args[0], args[1]) },
	}
	cmd.Flags().StringVar(&c.language, "language", "", f.t("flag.language"))
	cmd.Flags().StringVar(&c.format, "format", "docx", f.t("flag.format", "formats", "docx, html"))
	cmd.Flags().StringVar(&c.word.file, "file", "", f.t("flag.word-file"))
	return cmd
}

func (c *exportCommand) run(document, id string) error {
	if err := c.oneOf("--format", c.format, "docx", "html"); err != nil {
		return err
	}
	p, d, err := c.opened(document)
	if err != nil {
		return err
	}
	language := cmp.Or(legal.Lang(c.language), d.Languages[0])
	if c.format == "html" {
		return c.sealed(p, document, id, language)
	}
	text, side, _, err := c.editionText(p, d, id, language)
	if err != nil {
		return err
	}
	return c.word.write(legal.DownloadText, word.Pair{New: word.Edition{Text: text, ID: side.Edition, From: since(p, document, id)},
		Language: p.Language(language), Author: p.Tree.Site.Organization[language], Document: document}, word.Options{})
}

// sealed writes the edition with what is in force together with it as one HTML file.
func (c *exportCommand) sealed(p *pipeline.Project, document, id string, language legal.Lang) error {
	v, err := p.Sealed(document, id, language)
	if err != nil {
		return err
	}
	if v == nil {
		return usageError{c.t("export.unpublished", "document", document, "edition", id, "text", c.textIn(language, ""), "text_of", c.textIn(language, ".of"))}
	}
	r, err := c.renderer(p.Tree.Site)
	if err != nil {
		return err
	}
	page, err := r.Page(plan.Page{Path: document + "-" + id + ".html", Lang: language, View: v})
	if err != nil {
		return err
	}
	if c.word.file != "" {
		return os.WriteFile(c.word.file, page, 0o644)
	}
	_, err = c.out.Write(page)
	return err
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
