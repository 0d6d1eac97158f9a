package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/edit"
	"github.com/kelisim/kelisim/internal/importer"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/merge"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/report"
)

// intoJSON is the answer of import --into to programs.
type intoJSON struct {
	Written  bool             `json:"written"` // false with --dry-run, if nothing came in, or if an error stopped it
	File     string           `json:"file"`
	Taken    int              `json:"taken"` // clauses that came in: changed, added, removed or moved
	Findings []report.Finding `json:"findings"`
}

// takeIn takes what a colleague changed in a Word file into a draft.
func (c *importCommand) takeIn(p *pipeline.Project, name string, data []byte) error {
	d, err := c.folder.document(p, c.into)
	if err != nil {
		return err
	}
	if c.language == "" {
		c.language = string(d.Languages[0])
		if b, ok := baseOf(name, data); ok && slices.Contains(d.Languages, b) {
			c.language = string(b)
		}
	}
	t, side, _, err := c.editionText(p, d, c.edition, legal.Lang(c.language))
	if err != nil {
		return err
	}
	if e := p.Standing.Edition(d.Editions[slices.IndexFunc(d.Editions, func(e *legal.Edition) bool { return e.ID == c.edition })]); e.Recorded(legal.Lang(c.language)) {
		return usageError{c.t("import.published", "document", d.ID, "edition", c.edition)}
	}
	root, err := os.OpenRoot(c.dir)
	if err != nil {
		return err
	}
	defer root.Close()
	raw, err := os.ReadFile(filepath.Join(c.dir, filepath.FromSlash(side.Path)))
	if err != nil {
		return err
	}
	res, err := merge.Into(merge.Input{Document: d.ID, Draft: t, Raw: raw, Language: p.Language(legal.Lang(c.language)),
		Name: filepath.ToSlash(name), File: data, Changes: docx.Policy(c.changes)})
	if err != nil {
		return err
	}
	refused := res.Found.HasErrors()
	write := !c.dry && !refused && res.Taken > 0
	if write {
		if err := edit.Write(root, filepath.FromSlash(side.Path), legal.SHA256(raw), res.Raw); err != nil {
			return err
		}
	}
	if c.format == "json" {
		err = report.WriteJSON(c.out, intoJSON{Written: write, File: side.Path, Taken: res.Taken, Findings: c.report().Findings(res.Found)})
	} else {
		c.report().Text(c.err, res.Found)
		if !refused {
			fmt.Fprintln(c.out, side.Path)
			c.say(c.n("import.taken", res.Taken))
		}
		if c.dry {
			c.say(c.t("import.dry"))
		}
	}
	if err == nil && refused {
		err = errContent
	}
	return err
}

// baseOf is the language of the text that a Word file was made of.
func baseOf(name string, data []byte) (legal.Lang, bool) {
	b, ok := merge.BaseOf(name, data)
	return b.Language, ok
}

// restored gives the draft of a Word file that travels with its text that text, with
// what was changed in the file: no mark that Word does not know is lost.
func restored(name string, data []byte, changes docx.Policy, words func(legal.Lang) *language.Language, res *importer.Result) {
	if len(res.Drafts) != 1 || changes == docx.RejectAll { // rejected, the file is another text
		return
	}
	t, ok := merge.Restore(name, data, changes, words)
	if !ok {
		return
	}
	d := &res.Drafts[0]
	d.Markdown, d.Title, d.Body, d.TitleAt = t.Source, t.Title, t.Body, -1
	for k := range res.Found {
		res.Found[k].Line = 0 // the lines are those of the text
	}
}
