package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/draft"
	"github.com/kelisim/kelisim/internal/importer"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
)

// importCommand makes draft texts of a file.
type importCommand struct {
	*folder
	document, edition, language, annex, format, changes string
	into                                                string // a document whose draft the file was made of

	dry bool
}

func newImport(f *folder) *cobra.Command {
	c := &importCommand{folder: f}
	cmd := &cobra.Command{
		Use: "import FILE --document ID | FILE --into DOCUMENT EDITION", Short: f.t("cmd.import"), Long: f.t("help.import"), Args: f.args(1, 2),
		RunE: func(_ *cobra.Command, args []string) error { return c.run(args) },
	}
	cmd.Flags().StringVar(&c.document, "document", "", f.t("flag.document"))
	cmd.Flags().StringVar(&c.into, "into", "", f.t("flag.into"))
	cmd.Flags().StringVar(&c.edition, "edition", "1", f.t("flag.edition"))
	cmd.Flags().StringVar(&c.language, "language", "", f.t("flag.language-read"))
	cmd.Flags().StringVar(&c.annex, "annex-id", "", f.t("flag.annex-id"))
	cmd.Flags().StringVar(&c.format, "format", "text", f.t("flag.format", "formats", "text, json"))
	cmd.Flags().StringVar(&c.changes, "changes", string(docx.AcceptAll), f.t("flag.changes"))
	cmd.Flags().BoolVar(&c.dry, "dry-run", false, f.t("flag.dry-run"))
	return cmd
}

func (c *importCommand) run(args []string) error {
	name := args[0]
	switch {
	case c.into != "" && (len(args) < 2 || c.document != ""):
		return usageError{c.t("import.into")}
	case c.into != "":
		c.edition = args[1]
	case len(args) > 1:
		return usageError{c.t("import.into")}
	case c.document == "":
		return usageError{c.t("error.flag-value", "flag", "document")}
	}
	if err := c.oneOf("--format", c.format, "text", "json"); err != nil {
		return err
	}
	if err := c.oneOf("--changes", c.changes, string(docx.AcceptAll), string(docx.RejectAll), string(docx.RefuseAll)); err != nil {
		return err
	}
	p, err := c.load(pipeline.Config{AsOf: c.instantOf("")})
	if err != nil {
		return err
	}
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return usageError{c.t("error.no-file", "file", name)}
	}
	if err != nil {
		return err
	}
	if c.into != "" {
		return c.takeIn(p, name, data)
	}
	grammars, err := c.grammars()
	if err != nil {
		return err
	}
	beside, err := os.OpenRoot(filepath.Dir(name)) // no link leads out of it
	if err != nil {
		return err
	}
	defer beside.Close()
	result := importer.Import(filepath.ToSlash(name), data, importer.Options{Language: legal.Lang(c.language), Changes: docx.Policy(c.changes),
		Languages: grammars, Site: p.Tree.Site.Languages, Beside: beside.FS()})
	restored(filepath.ToSlash(name), data, docx.Policy(c.changes), p.Language, &result)
	c.language = string(result.Language)
	at := draft.Place{Document: c.document, Edition: c.edition, Language: legal.Lang(c.language), Annex: c.annex, Unsure: c.t("import.unsure-file")}
	if err := at.Check(p); err != nil {
		return err
	}
	if result.List().HasErrors() {
		return errors.Join(c.print(nil, result), errContent)
	}
	made, err := draft.Imported(c.dir, p, &result, at)
	if err != nil {
		return err
	}
	if !c.dry {
		if err := made.Write(c.dir); err != nil {
			return err
		}
	}
	return c.print(made, result)
}
