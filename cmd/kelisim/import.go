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

// importFlags say where the imported text goes.
type importFlags struct {
	document, edition, language, annex, format, changes string

	dry bool
}

func (a *app) importCommand() *cobra.Command {
	var f importFlags
	cmd := &cobra.Command{
		Use: "import FILE --document ID", Short: a.t("cmd.import"), Long: a.t("help.import"), Args: a.args(1, 1),
		RunE: func(_ *cobra.Command, args []string) error { return a.importFile(args[0], f) },
	}
	cmd.Flags().StringVar(&f.document, "document", "", a.t("flag.document"))
	cmd.Flags().StringVar(&f.edition, "edition", "1", a.t("flag.edition"))
	cmd.Flags().StringVar(&f.language, "language", "", a.t("flag.language"))
	cmd.Flags().StringVar(&f.annex, "annex-id", "", a.t("flag.annex-id"))
	cmd.Flags().StringVar(&f.format, "format", "text", a.t("flag.format", "formats", "text, json"))
	cmd.Flags().StringVar(&f.changes, "changes", string(docx.AcceptAll), a.t("flag.changes"))
	cmd.Flags().BoolVar(&f.dry, "dry-run", false, a.t("flag.dry-run"))
	return cmd
}

func (a *app) importFile(name string, f importFlags) error {
	if f.document == "" {
		return usageError{a.t("error.flag-value", "flag", "document")}
	}
	if err := a.oneOf("--format", f.format, "text", "json"); err != nil {
		return err
	}
	if err := a.oneOf("--changes", f.changes, string(docx.AcceptAll), string(docx.RejectAll), string(docx.RefuseAll)); err != nil {
		return err
	}
	p, err := a.load(pipeline.Config{AsOf: a.asOf("")})
	if err != nil {
		return err
	}
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return usageError{a.t("error.no-file", "file", name)}
	}
	if err != nil {
		return err
	}
	result := importer.Import(filepath.ToSlash(name), data, importer.Options{Language: legal.Lang(f.language), Changes: docx.Policy(f.changes), Words: func(lang legal.Lang) *language.Language {
		if lang == "" {
			lang = p.Tree.Site.Languages[0]
		}
		return p.Language(lang)
	}})
	if f.language == "" {
		f.language = string(p.Tree.Site.Languages[0])
		if is := result.Language; slices.Contains(p.Tree.Site.Languages, is) {
			f.language = string(is)
		}
	}
	if err := a.checkImport(p, &f); err != nil {
		return err
	}
	if result.List().HasErrors() {
		return errors.Join(a.printImport(f, nil, result), errContent)
	}
	plan, err := a.importPlan(p, f, &result)
	if err != nil {
		return err
	}
	if !f.dry {
		if err := a.writeAll(plan); err != nil {
			return err
		}
	}
	return a.printImport(f, plan, result)
}

// checkImport refuses ids that cannot be and places that are taken.
func (a *app) checkImport(p *pipeline.Project, f *importFlags) error {
	switch {
	case !legal.IsDocumentID(f.document):
		return usageError{a.t("error.document-id", "document", f.document)}
	case f.annex != "" && (!legal.IsDocumentID(f.annex) || f.annex == f.document):
		return usageError{a.t("error.document-id", "document", f.annex)}
	case !legal.IsEditionID(f.edition):
		return usageError{a.t("error.edition-id", "edition", f.edition)}
	case !slices.Contains(p.Tree.Site.Languages, legal.Lang(f.language)):
		return usageError{a.t("error.language", "language", f.language)}
	}
	return nil
}

// newFile is a file that import makes, in content/.
type newFile struct {
	name   string // slash path from the site's root
	data   []byte
	before []byte // what it held; nil if it is new
}

// importPlan is what an import makes: the files, and the document of each draft.
type importPlan struct {
	sample    []string // the files of init's sample, which make room
	files     []newFile
	documents []importedJSON
}

// importPlan lists the files that the drafts become. A language may join a draft
// edition; a text that exists, or a published edition, is refused.
func (a *app) importPlan(p *pipeline.Project, f importFlags, result *importer.Result) (*importPlan, error) {
	plan := &importPlan{sample: a.untouchedSample(p)}
	annexes, others := 0, len(p.Tree.Documents)
	if plan.sample != nil {
		others--
	}
	for i := range result.Drafts {
		d := &result.Drafts[i]
		id := f.document
		if d.Annex {
			annexes++
			id = f.annexID(annexes)
		}
		dir := path.Join("content", id, f.edition)
		text := path.Join(dir, f.language+".md")
		doc, exists := p.Tree.Document(id), a.exists
		if plan.sample != nil && id == sampleID {
			doc, exists = nil, func(string) bool { return false }
		}
		made := importedJSON{Document: id, Edition: f.edition, Language: f.language, File: text, Title: d.Title, Counts: countsJSON(d.Counts)}
		switch {
		case recorded(p, doc, f.edition) || exists(text):
			return nil, usageError{a.t("import.exists", "document", id, "edition", f.edition)}
		case doc != nil && !slices.Contains(doc.Languages, legal.Lang(f.language)):
			return nil, usageError{a.t("error.language", "language", f.language)}
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
				made.AnnexOf = f.document
				yaml += "annex_of: " + f.document + "\n"
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
		if list := a.unsure(made, result.Drafts[i], i, result.Found); list != "" {
			name := path.Join(path.Dir(made.File), source.UnsureFile)
			before, err := os.ReadFile(filepath.Join(a.dir, filepath.FromSlash(name)))
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
func (f *importFlags) annexID(n int) string {
	switch {
	case f.annex == "":
		return f.document + "-annex-" + strconv.Itoa(n)
	case n > 1:
		return f.annex + "-" + strconv.Itoa(n)
	}
	return f.annex
}

func (a *app) exists(name string) bool {
	_, err := os.Lstat(filepath.Join(a.dir, filepath.FromSlash(name)))
	return err == nil
}

// writeAll makes the files of a plan, all or none: if one fails, those made before
// are removed and the others hold again what they held.
func (a *app) writeAll(plan *importPlan) (err error) {
	root, err := os.OpenRoot(a.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	var undo []func()
	defer func() {
		if err != nil {
			for _, f := range slices.Backward(undo) {
				f()
			}
		}
	}()
	if err := removeSample(root, plan.sample, &undo); err != nil {
		return err
	}
	for _, f := range plan.files {
		for _, dir := range parents(f.name) {
			if mkErr := root.Mkdir(dir, 0o755); mkErr == nil {
				undo = append(undo, func() { root.Remove(dir) })
			} else if !errors.Is(mkErr, fs.ErrExist) {
				return mkErr
			}
		}
		flags := os.O_WRONLY | os.O_CREATE | os.O_EXCL
		if f.before != nil {
			flags = os.O_WRONLY | os.O_TRUNC
			undo = append(undo, func() { root.WriteFile(f.name, f.before, 0o644) })
		}
		w, err := root.OpenFile(f.name, flags, 0o644)
		if err != nil {
			return err
		}
		if f.before == nil {
			undo = append(undo, func() { root.Remove(f.name) })
		}
		_, err = w.Write(f.data)
		if err := errors.Join(err, w.Sync(), w.Close()); err != nil {
			return err
		}
	}
	return nil
}

// removeSample removes the files and folders of init's sample.
func removeSample(root *os.Root, names []string, undo *[]func()) error {
	if names == nil {
		return nil
	}
	for _, name := range names {
		data, err := root.ReadFile(name)
		if err != nil {
			return err
		}
		if err := root.Remove(name); err != nil {
			return err
		}
		*undo = append(*undo, func() { root.WriteFile(name, data, 0o644) })
	}
	for _, dir := range sampleFolders() {
		if err := root.Remove(dir); err != nil {
			return err
		}
		*undo = append(*undo, func() { root.Mkdir(dir, 0o755) })
	}
	return nil
}

// parents lists the folders above a file, outermost first.
func parents(name string) []string {
	var out []string
	for i, c := range name {
		if c == '/' {
			out = append(out, name[:i])
		}
	}
	return out
}

// recorded reports whether the ledger names an edition of a document.
func recorded(p *pipeline.Project, d *legal.Document, edition string) bool {
	return d != nil && slices.ContainsFunc(d.Editions, func(e *legal.Edition) bool {
		return e.ID == edition && p.Standing.Edition(e).Recorded("")
	})
}
