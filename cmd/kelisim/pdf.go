package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/browser"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
)

// pdfCommand prints an edition's pages with an installed browser.
type pdfCommand struct {
	*folder
	language, browser, output string
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
	return cmd
}

// longest is how long a browser may take for one page.
const longest = 2 * time.Minute

func (c *pdfCommand) run(ctx context.Context, document, id string) error {
	program, err := browser.Find(c.browser)
	if errors.Is(err, browser.ErrNone) {
		return errors.New(c.t("pdf.none"))
	}
	if err != nil {
		return err
	}
	p, err := c.load(pipeline.Config{AsOf: c.instantOf("")})
	if err != nil {
		return err
	}
	d, err := c.document(p, document)
	if err != nil {
		return err
	}
	language := cmp.Or(legal.Lang(c.language), d.Languages[0])
	sealed, err := p.Sealed(document, id, language) // nil for what is not published
	if err != nil {
		return err
	}
	if sealed == nil {
		return usageError{c.t("export.unpublished", "document", document, "edition", id, "language", string(language))}
	}
	r, err := c.renderer(p.Tree.Site)
	if err != nil {
		return err
	}
	made, err := p.EditionFiles(r, document, id)
	if err != nil {
		return err
	}
	edition := sealed.Texts[0].Edition
	words, err := c.words()
	if err != nil {
		return err
	}
	said, err := words.Printer(string(language))
	if err != nil {
		return err
	}
	within, err := said.Text("edition.within", map[string]string{"edition": id})
	if err != nil {
		return err
	}
	head := sheets(sealed.Title+", "+within, edition.Source)
	for _, page := range []struct{ at, name string }{
		{address.Edition(language, document, id), ""}, {address.Changes(language, document, id), "-changes"}, {address.Table(language, document, id), "-table"},
	} {
		data, ok := made[page.at]
		if !ok {
			continue // the first edition has no changes
		}
		alone := pipeline.Alone(r, p.Tree.Site.BaseURL, page.at, data)
		alone = []byte(strings.Replace(string(alone), "</head>", head+"</head>", 1))
		limited, cancel := context.WithTimeout(ctx, longest)
		pdf, err := browser.Print(limited, program, alone, edition.Published)
		cancel()
		if err != nil {
			return errors.New(c.t("pdf.failed", "error", err.Error()))
		}
		name := filepath.Join(c.output, document+"-"+id+page.name+"."+string(language)+".pdf")
		if err := os.WriteFile(name, pdf, 0o644); err != nil {
			return err
		}
		fmt.Fprintln(c.out, filepath.ToSlash(name))
	}
	return nil
}

// sheets is the style that puts a head and a foot on every sheet: the title with the
// edition, and the beginning of the text's hash. Folded parts are open on paper, as
// the script opens them for a reader.
func sheets(title, hash string) string {
	return "<style>@page{@top-left{content:" + quoted(title) + ";font:8pt sans-serif}@bottom-left{content:" + quoted("SHA-256 "+hash[:16]+"…") +
		";font:8pt sans-serif}}details::details-content{content-visibility:visible}</style>\n"
}

// quoted is a string of CSS in a style element.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		if r < ' ' || strings.ContainsRune(`"\<>&`, r) {
			fmt.Fprintf(&b, `\%x `, r)
			continue
		}
		b.WriteRune(r)
	}
	b.WriteByte('"')
	return b.String()
}
