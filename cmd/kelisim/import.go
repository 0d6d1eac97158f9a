package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/importer"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/source"
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
	cmd.Flags().StringVar(&c.language, "language", "", f.t("flag.language"))
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
	words := func(lang legal.Lang) *language.Language {
		if lang == "" {
			lang = p.Tree.Site.Languages[0]
		}
		return p.Language(lang)
	}
	result := importer.Import(filepath.ToSlash(name), data, importer.Options{Language: legal.Lang(c.language), Changes: docx.Policy(c.changes), Words: words})
	restored(filepath.ToSlash(name), data, docx.Policy(c.changes), words, &result)
	if c.language == "" {
		c.language = string(p.Tree.Site.Languages[0])
		if is := result.Language; slices.Contains(p.Tree.Site.Languages, is) {
			c.language = string(is)
		}
	}
	if err := c.checkPlace(p); err != nil {
		return err
	}
	if result.List().HasErrors() {
		return errors.Join(c.print(nil, result), errContent)
	}
	plan, err := c.plan(p, &result)
	if err != nil {
		return err
	}
	if !c.dry {
		if err := writeAll(c.dir, plan.files, plan.sample); err != nil {
			return err
		}
	}
	return c.print(plan, result)
}

// checkPlace refuses ids that cannot be and places that are taken.
func (c *importCommand) checkPlace(p *pipeline.Project) error {
	switch {
	case !legal.IsDocumentID(c.document):
		return usageError{c.t("error.document-id", "document", c.document)}
	case c.annex != "" && (!legal.IsDocumentID(c.annex) || c.annex == c.document):
		return usageError{c.t("error.document-id", "document", c.annex)}
	case !legal.IsEditionID(c.edition):
		return usageError{c.t("error.edition-id", "edition", c.edition)}
	case !slices.Contains(p.Tree.Site.Languages, legal.Lang(c.language)):
		return usageError{c.t("error.language", "language", c.language)}
	}
	return nil
}

// importPlan is what an import makes: the files, and the document of each draft.
type importPlan struct {
	sample    []string // the files of init's sample, which make room
	files     []newFile
	documents []importedJSON
}

// plan lists the files that the drafts become. A language may join a draft
// edition; a text that exists, or a published edition, is refused.
func (c *importCommand) plan(p *pipeline.Project, result *importer.Result) (*importPlan, error) {
	plan := &importPlan{sample: c.untouchedSample(p)}
	annexes, others := 0, len(p.Tree.Documents)
	if plan.sample != nil {
		others--
	}
	for i := range result.Drafts {
		d := &result.Drafts[i]
		id := c.document
		if d.Annex {
			annexes++
			id = c.annexID(annexes)
		}
		dir := path.Join("content", id, c.edition)
		text := path.Join(dir, c.language+".md")
		doc, exists := p.Tree.Document(id), c.exists
		if plan.sample != nil && id == sampleID {
			doc, exists = nil, func(string) bool { return false }
		}
		made := importedJSON{Document: id, Edition: c.edition, Language: c.language, File: text, Title: d.Title, Counts: countsJSON(d.Counts)}
		switch {
		case recorded(p, doc, c.edition) || exists(text):
			return nil, usageError{c.t("import.exists", "document", id, "edition", c.edition)}
		case doc != nil && !slices.Contains(doc.Languages, legal.Lang(c.language)):
			return nil, usageError{c.t("error.language", "language", c.language)}
		case doc == nil:
			made.Kind = d.Kind
			if made.Kind == "" {
				made.Kind = legal.Rules
				variant := ""
				if d.Annex {
					variant = "annex"
				}
				result.Tell(diag.ImportKind, variant, i, diag.Args{"kind": string(made.Kind)})
			}
			yaml := "kind: " + string(made.Kind) + "\n"
			if d.Annex {
				made.AnnexOf = c.document
				yaml += "annex_of: " + c.document + "\n"
			}
			order := others + 1 + annexes
			plan.add("content/"+id+"/document.yaml", yaml+"order: "+strconv.Itoa(order)+"\n")
		default:
			made.Kind, made.AnnexOf = doc.Kind, doc.AnnexOf
		}
		if !exists(path.Join(dir, "edition.yaml")) {
			edition := ""
			if doc != nil && len(doc.Editions) > 0 {
				edition = "material: true\n"
			}
			if x := d.Approved; x != nil {
				made.Approved = &approvedJSON{x.Act, x.Number, x.Date.String()}
				edition += fmt.Sprintf("approved: {act: %s, number: %q, date: %s}\n", x.Act, x.Number, x.Date)
			}
			plan.add(path.Join(dir, "edition.yaml"), edition)
		}
		plan.add(text, string(d.Markdown))
		plan.documents = append(plan.documents, made)
	}
	for i, made := range plan.documents {
		if list := c.unsure(made, result.Drafts[i], i, result.Found); list != "" {
			name := path.Join(path.Dir(made.File), source.UnsureFile)
			before, err := os.ReadFile(filepath.Join(c.dir, filepath.FromSlash(name)))
			if err != nil && !errors.Is(err, fs.ErrNotExist) {
				return nil, err
			}
			plan.files = append(plan.files, newFile{name, append(before, list...), before})
		}
	}
	return plan, nil
}

func (p *importPlan) add(name, data string) {
	p.files = append(p.files, newFile{name, []byte(data), nil})
}

// annexID is the id of the document that annex n becomes.
func (c *importCommand) annexID(n int) string {
	switch {
	case c.annex == "":
		return c.document + "-annex-" + strconv.Itoa(n)
	case n > 1:
		return c.annex + "-" + strconv.Itoa(n)
	}
	return c.annex
}

// recorded reports whether the ledger names an edition of a document.
func recorded(p *pipeline.Project, d *legal.Document, edition string) bool {
	return d != nil && slices.ContainsFunc(d.Editions, func(e *legal.Edition) bool {
		return e.ID == edition && p.Standing.Edition(e).Recorded("")
	})
}
