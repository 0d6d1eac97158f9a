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

	"github.com/kelisim/kelisim/internal/importer"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
)

// importFlags say where the imported text goes.
type importFlags struct {
	document, edition, language, annex string
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
	return cmd
}

func (a *app) importFile(name string, f importFlags) error {
	if f.document == "" {
		return usageError{a.t("error.flag-value", "flag", "document")}
	}
	p, err := a.load(pipeline.Config{AsOf: a.asOf("")})
	if err != nil {
		return err
	}
	if f.language == "" {
		f.language = string(p.Tree.Site.Languages[0])
	}
	if err := a.checkImport(p, &f); err != nil {
		return err
	}
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return usageError{a.t("error.no-file", "file", name)}
	}
	if err != nil {
		return err
	}
	result, found := importer.Import(filepath.ToSlash(name), data, importer.Options{Language: legal.Lang(f.language), Labels: p.Language(legal.Lang(f.language)).Labels()})
	found.Sort()
	a.printFindings(a.err, found)
	if found.HasErrors() {
		return errContent
	}
	files, err := a.importPlan(p, f, result)
	if err != nil {
		return err
	}
	if err := a.writeAll(files); err != nil {
		return err
	}
	for _, file := range files {
		fmt.Fprintln(a.out, file.name)
	}
	a.say(a.t("import.next", "document", f.document, "edition", f.edition))
	return nil
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
	name string // slash path from the site's root
	data []byte
}

// importPlan lists the files that the drafts become. A language may join a draft
// edition; a text that exists, or a published edition, is refused.
func (a *app) importPlan(p *pipeline.Project, f importFlags, result importer.Result) ([]newFile, error) {
	var files []newFile
	annexes := 0
	for _, d := range result.Drafts {
		id, yaml := f.document, "kind: agreement\n"
		if d.Annex {
			annexes++
			id = f.document + "-annex-" + strconv.Itoa(annexes)
			if f.annex != "" {
				id = f.annex
				if annexes > 1 {
					id += "-" + strconv.Itoa(annexes)
				}
			}
			yaml = "kind: consent\nannex_of: " + f.document + "\n"
		}
		dir := path.Join("content", id, f.edition)
		text := path.Join(dir, f.language+".md")
		doc := p.Tree.Document(id)
		switch {
		case recorded(p, doc, f.edition) || a.exists(text):
			return nil, usageError{a.t("import.exists", "document", id, "edition", f.edition)}
		case doc != nil && !slices.Contains(doc.Languages, legal.Lang(f.language)):
			return nil, usageError{a.t("error.language", "language", f.language)}
		case doc == nil:
			order := len(p.Tree.Documents) + 1 + annexes
			files = append(files, newFile{path.Join("content", id, "document.yaml"), []byte(yaml + "order: " + strconv.Itoa(order) + "\n")})
		}
		if !a.exists(path.Join(dir, "edition.yaml")) {
			edition := ""
			if doc != nil && len(doc.Editions) > 0 {
				edition = "material: true\n"
			}
			files = append(files, newFile{path.Join(dir, "edition.yaml"), []byte(edition)})
		}
		files = append(files, newFile{text, d.Markdown})
	}
	return files, nil
}

func (a *app) exists(name string) bool {
	_, err := os.Lstat(filepath.Join(a.dir, filepath.FromSlash(name)))
	return err == nil
}

// writeAll makes new files, all or none: what was made is removed when one fails.
func (a *app) writeAll(files []newFile) (err error) {
	root, err := os.OpenRoot(a.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	var made []string
	defer func() {
		if err != nil {
			for _, name := range slices.Backward(made) {
				root.Remove(name)
			}
		}
	}()
	for _, f := range files {
		for _, dir := range parents(f.name) {
			if mkErr := root.Mkdir(dir, 0o755); mkErr == nil {
				made = append(made, dir)
			} else if !errors.Is(mkErr, fs.ErrExist) {
				return mkErr
			}
		}
		w, err := root.OpenFile(f.name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if err != nil {
			return err
		}
		made = append(made, f.name)
		_, err = w.Write(f.data)
		if err := errors.Join(err, w.Sync(), w.Close()); err != nil {
			return err
		}
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
