package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/browser"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
)

// pdfCommand prints an edition's pages with an installed browser.
type pdfCommand struct {
	*folder
	language, browser, output, only string
}

func newPDF(f *folder) *cobra.Command {
	c := &pdfCommand{folder: f}
	cmd := &cobra.Command{
		Use: "pdf DOCUMENT EDITION", Short: f.t("cmd.pdf"), Long: f.t("help.pdf"), Args: f.args(2, 2),
		RunE: func(cmd *cobra.Command, args []string) error { return c.run(cmd.Context(), args[0], args[1]) },
	}
	cmd.Flags().StringVar(&c.language, "language", "", f.t("flag.language"))
	cmd.Flags().StringVar(&c.browser, "browser", "", f.t("flag.browser"))
	cmd.Flags().StringVar(&c.output, "output", ".", f.t("flag.pdf-output"))
	cmd.Flags().StringVar(&c.only, "only", "", f.t("flag.pdf-only"))
	return cmd
}

// printable are the pages that --only names.
var printable = map[string]legal.Download{"text": legal.DownloadPDF, "changes": legal.DownloadPDFChanges, "table": legal.DownloadPDFTable}

// longest is how long a browser may take for one page.
const longest = 2 * time.Minute

func (c *pdfCommand) run(ctx context.Context, document, id string) error {
	if c.only != "" {
		if err := c.oneOf("--only", c.only, "text", "changes", "table"); err != nil {
			return err
		}
	}
	program, err := browser.Find(c.browser)
	if errors.Is(err, browser.ErrNone) {
		return errors.New(c.t("pdf.none"))
	}
	if err != nil {
		return err
	}
	p, d, err := c.opened(document)
	if err != nil {
		return err
	}
	language := cmp.Or(legal.Lang(c.language), d.Languages[0])
	r, err := c.renderer(p.Tree.Site)
	if err != nil {
		return err
	}
	sheets, err := p.Sheets(r, document, id, language)
	if err != nil {
		return err
	}
	if len(sheets) == 0 {
		return usageError{c.t("export.unpublished", "document", document, "edition", id, "text", c.textIn(language, ""), "text_of", c.textIn(language, ".of"))}
	}
	if c.only != "" {
		sheets = slices.DeleteFunc(sheets, func(s pipeline.Sheet) bool { return s.Form != printable[c.only] })
	}
	if len(sheets) == 0 {
		return usageError{c.t("pdf.first", "edition", id)}
	}
	if err := os.MkdirAll(filepath.Join(c.output, "."), 0o755); err != nil {
		return err
	}
	for _, sheet := range sheets {
		pdf, err := printed(ctx, program, sheet.Page, sheet.Made)
		if err != nil {
			return errors.New(c.t("pdf.failed", "error", c.unprinted(err)))
		}
		name := filepath.Join(c.output, sheet.Name)
		if err := os.WriteFile(name, pdf, 0o644); err != nil {
			return err
		}
		fmt.Fprintln(c.out, filepath.ToSlash(name))
	}
	return nil
}

// printed prints a page in the time that a browser may take.
func printed(ctx context.Context, program string, page []byte, made time.Time) ([]byte, error) {
	limited, cancel := context.WithTimeout(ctx, longest)
	defer cancel()
	return browser.Print(limited, program, page, made)
}

// unprinted says why a browser printed no page.
func (f *folder) unprinted(err error) string {
	if errors.Is(err, browser.ErrLate) {
		return f.t("pdf.late")
	}
	return err.Error()
}

// printer is the installed browser that prints pages; if there is none, it says what
// the message without has to say of that.
func (f *folder) printer(without string) *pipeline.Printer {
	program, err := browser.Find("")
	by := ""
	if err == nil {
		by, err = browser.Version(program)
	}
	if err != nil {
		f.say(f.t(without))
		return nil
	}
	return &pipeline.Printer{By: by, Print: func(page []byte, made time.Time) ([]byte, error) {
		return printed(context.Background(), program, page, made)
	}}
}
