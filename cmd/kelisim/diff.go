package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/render"
	"github.com/kelisim/kelisim/internal/source"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/terminal"
	"github.com/kelisim/kelisim/internal/word"
	"github.com/kelisim/kelisim/layouts"
)

// diffCommand compares two editions of a document or two loose files.
type diffCommand struct {
	*folder
	language, format  string
	exitCode, changed bool
	word              wordFile
}

func newDiff(f *folder) *cobra.Command {
	c := &diffCommand{folder: f, word: wordFile{folder: f}}
	cmd := &cobra.Command{
		Use:   "diff DOCUMENT OLD NEW | OLD.md NEW.md",
		Short: f.t("cmd.diff"), Long: f.t("help.diff"), Args: f.args(2, 3),
		RunE: func(_ *cobra.Command, args []string) error { return c.run(args) },
	}
	cmd.Flags().StringVar(&c.language, "language", "", f.t("flag.language-diff"))
	cmd.Flags().StringVar(&c.format, "format", "text", f.t("flag.format", "formats", "text, json, html, table, order, docx, table-docx, order-docx"))
	cmd.Flags().BoolVar(&c.changed, "changed", false, f.t("flag.changed"))
	cmd.Flags().BoolVar(&c.exitCode, "exit-code", false, f.t("flag.exit-code"))
	c.word.flags(cmd)
	return cmd
}

func (c *diffCommand) run(args []string) error {
	if err := c.oneOf("--format", c.format, "text", "json", "html", "table", "order", "docx", "table-docx", "order-docx"); err != nil {
		return err
	}
	if c.changed && c.format != "json" {
		return usageError{c.t("diff.changed-json")}
	}
	pairs, err := c.pairs(args)
	if err != nil {
		return err
	}
	changed := false
	lines := make([]*redline.Redline, len(pairs))
	for i, pair := range pairs {
		lines[i] = redline.Compare(pair.language, pair.old.Units, pair.new.Units)
		changed = changed || !lines[i].Equal()
	}
	for i, pair := range pairs {
		if i > 0 {
			fmt.Fprintln(c.out)
		}
		if changed && lines[i].Equal() && len(pairs) > 1 { // "no changes" is said if there are none in any
			fmt.Fprintf(c.out, "%s: %s\n", pair.newName, c.t("redline.none"))
			continue
		}
		if err := c.print(pair, lines[i]); err != nil {
			return err
		}
	}
	if c.exitCode && changed {
		return errContent
	}
	return nil
}

// diffPair is two texts with their names as data and in words.
type diffPair struct {
	old, new         *legal.Text
	oldSide, newSide redline.Side
	oldName, newName string
	language         *language.Language
	// Of editions: from when they hold (zero: not known), and whose they are.
	oldAt, newAt time.Time
	author       string
	view         *standing.Site // that they are of; nil for loose files
	zone         *time.Location
}

// pairs are the texts to compare: of two editions without --language those in every
// language that both have, if the format shows one after the other; else those in the
// caller's language, or the document's first.
func (c *diffCommand) pairs(args []string) ([]diffPair, error) {
	if len(args) == 2 {
		pair, err := c.files(args[0], args[1], legal.Lang(c.language))
		return []diffPair{pair}, err
	}
	p, d, err := c.opened(args[0])
	if err != nil {
		return nil, err
	}
	wanted := []legal.Lang{legal.Lang(c.language)}
	if c.language == "" {
		wanted = both(d, args[1], args[2])
		if own := legal.Lang(c.msg.Lang()); c.format != "text" && c.format != "table" && slices.Contains(wanted, own) {
			wanted = []legal.Lang{own}
		} else if c.format != "text" && c.format != "table" || len(wanted) == 0 {
			wanted = append(wanted, d.Languages[0])[:1]
		}
	}
	var pairs []diffPair
	for _, lang := range wanted {
		pair, err := c.editions(p, d, args[1], args[2], lang)
		if err != nil {
			return nil, err
		}
		pairs = append(pairs, pair)
	}
	return pairs, nil
}

// both are the languages that two editions of a document have, in its order.
func both(d *legal.Document, oldID, newID string) []legal.Lang {
	has := func(id string, lang legal.Lang) bool {
		return slices.ContainsFunc(d.Editions, func(e *legal.Edition) bool { return e.ID == id && e.Text(lang) != nil })
	}
	return slices.DeleteFunc(slices.Clone(d.Languages), func(lang legal.Lang) bool { return !has(oldID, lang) || !has(newID, lang) })
}

// files reads two loose files: any Markdown, with or without front matter.
func (c *diffCommand) files(oldName, newName string, language legal.Lang) (pair diffPair, err error) {
	grammars, err := c.grammars()
	if err != nil {
		return pair, err
	}
	read := func(name string) (*legal.Text, redline.Side, error) {
		data, err := os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, redline.Side{}, usageError{c.t("error.no-file", "file", name)}
		}
		if err != nil {
			return nil, redline.Side{}, err
		}
		slash := filepath.ToSlash(name)
		t, found := source.ParseText(slash, language, data, false)
		at := diag.Pos{File: slash, Line: 1, Col: 1}
		var more diag.List
		if pair.language = grammars.Of(string(language)); pair.language == nil {
			pair.language = grammars.Guess(string(t.Source))
		}
		t.Units, more = markdown.Parse(markdown.Input{Path: slash, Source: t.Source, Body: t.Body, Title: t.Title, At: at,
			Loose: true, Language: pair.language})
		if n := append(found, more...).Count(diag.Error); n > 0 {
			c.say(c.n("diff.refused", n, "file", slash))
		}
		return t, redline.Side{Language: language, Path: slash, SHA256: legal.SHA256(t.Source)}, nil
	}
	if pair.old, pair.oldSide, err = read(oldName); err != nil {
		return pair, err
	}
	pair.new, pair.newSide, err = read(newName)
	pair.oldName, pair.newName = oldName, newName
	pair.author, pair.zone = "Kelisim", time.UTC
	return pair, err
}

// editions reads two editions of a document, drafts too.
func (c *diffCommand) editions(p *pipeline.Project, d *legal.Document, oldID, newID string, language legal.Lang) (pair diffPair, err error) {
	pair.language, pair.view = p.Language(language), p.Standing.View(true)
	if pair.old, pair.oldSide, pair.oldName, err = c.editionText(p, d, oldID, language); err != nil {
		return pair, err
	}
	pair.oldAt, pair.newAt = since(p, d.ID, oldID), since(p, d.ID, newID)
	pair.author, pair.zone = p.Tree.Site.Organization[language], p.Tree.Site.Zone
	pair.new, pair.newSide, pair.newName, err = c.editionText(p, d, newID, language)
	return pair, err
}

// editionText reads the text of an edition, a draft too, with its names as data
// and in words.
func (f *folder) editionText(p *pipeline.Project, d *legal.Document, id string, language legal.Lang) (*legal.Text, redline.Side, string, error) {
	var known []string
	for _, e := range d.Editions {
		if e.ID == id && e.Text(language) != nil {
			t, err := p.Text(e.Text(language))
			if err != nil {
				return nil, redline.Side{}, "", err
			}
			side := redline.Side{Document: d.ID, Edition: id, Language: language, Path: e.Text(language).Path, SHA256: t.Index.SourceSHA256}
			return t, side, f.t("diff.edition", "document", d.ID, "edition", id, "language", string(language)), nil
		}
		if e.Text(language) != nil {
			known = append(known, e.ID)
		}
	}
	return nil, redline.Side{}, "", usageError{f.t("diff.no-text", "document", d.ID, "edition", id,
		"text", f.textIn(language, ""), "known", strings.Join(known, ", "))}
}

// called is the name of a text for who reads a file of the comparison: an edition has the
// title of its document there, not the id.
func (f *folder) called(t *legal.Text, side redline.Side, name string) string {
	if side.Edition == "" || t.Title == "" {
		return name
	}
	return f.t("diff.edition", "document", t.Title, "edition", side.Edition, "language", f.textIn(side.Language, ""))
}

func (c *diffCommand) print(pair diffPair, r *redline.Redline) error {
	switch c.format {
	case "json":
		d := r.Document(pair.oldSide, pair.newSide)
		if c.changed {
			return c.printJSON(d.Short().JSON())
		}
		return c.printJSON(d.JSON())
	case "html":
		return c.page(pair, r)
	case string(legal.DownloadChanges), string(legal.DownloadTable), string(legal.DownloadOrder):
		return c.wordFile(pair, r)
	case "order":
		return c.order(pair, r)
	case "table":
		return terminal.Table(c.out, c.msg, r, pair.new, terminal.Options{Old: pair.oldName, New: pair.newName})
	}
	return terminal.Write(c.out, c.msg, r, terminal.Options{Color: c.colors(), Width: c.columns(), Old: pair.oldName, New: pair.newName})
}

// wordFile writes the redline as a Word file of a form, if it proves itself.
func (c *diffCommand) wordFile(pair diffPair, r *redline.Redline) error {
	o, err := c.word.options(pair)
	if err != nil {
		return err
	}
	texts := word.Pair{
		Old:     word.Edition{Text: pair.old, ID: pair.oldSide.Edition, Name: c.called(pair.old, pair.oldSide, pair.oldName), From: pair.oldAt},
		New:     word.Edition{Text: pair.new, ID: pair.newSide.Edition, Name: c.called(pair.new, pair.newSide, pair.newName), From: pair.newAt},
		Redline: r, Language: pair.language, Author: pair.author, Document: pair.newSide.Document}
	if pair.view != nil {
		for _, side := range []struct {
			redline.Side
			*legal.Text
		}{{pair.oldSide, pair.old}, {pair.newSide, pair.new}} {
			if e := pair.view.Document(side.Document).Edition(side.Edition); e != nil {
				texts.Cite(pair.view, e, side.Text)
			}
		}
	}
	return c.word.write(legal.Download(c.format), texts, o)
}

func (c *diffCommand) printJSON(data []byte, err error) error {
	if err != nil {
		return err
	}
	_, err = c.out.Write(data)
	return err
}

// page writes the redline as one HTML file. It speaks the texts' language
// if Kelisim does, else the caller's.
func (c *diffCommand) page(pair diffPair, r *redline.Redline) error {
	lang := legal.Lang(c.msg.Lang())
	if slices.Contains(languages, string(pair.new.Lang)) {
		lang = pair.new.Lang
	}
	page, err := render.ForLoose(layouts.Files(), c.catalog, lang)
	if err != nil {
		return err
	}
	data, err := page.Standalone(render.Loose{Old: pair.old, New: pair.new, Redline: r,
		OldName: c.called(pair.old, pair.oldSide, pair.oldName), NewName: c.called(pair.new, pair.newSide, pair.newName)})
	if err != nil {
		return err
	}
	_, err = c.out.Write(data)
	return err
}
