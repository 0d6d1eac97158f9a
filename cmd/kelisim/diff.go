package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
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
	"github.com/kelisim/kelisim/internal/terminal"
	"github.com/kelisim/kelisim/layouts"
)

func (a *app) diffCommand() *cobra.Command {
	var language, format string
	var exitCode, changed bool
	var f wordFlags
	cmd := &cobra.Command{
		Use:   "diff DOCUMENT OLD NEW | OLD.md NEW.md",
		Short: a.t("cmd.diff"), Long: a.t("help.diff"), Args: a.args(2, 3),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := a.oneOf("--format", format, "text", "json", "html", "table", "order", "docx", "table-docx"); err != nil {
				return err
			}
			if changed {
				if format != "json" {
					return usageError{a.t("diff.changed-json")}
				}
				format = jsonChanged
			}
			pair, err := a.diffPair(args, legal.Lang(language))
			if err != nil {
				return err
			}
			r := redline.Compare(pair.language, pair.old.Units, pair.new.Units)
			if err := a.printDiff(pair, r, format, f); err != nil {
				return err
			}
			if exitCode && !r.Equal() {
				return errContent
			}
			return nil
		},
	}
	cmd.Flags().StringVar(&language, "language", "", a.t("flag.language"))
	cmd.Flags().StringVar(&format, "format", "text", a.t("flag.format", "formats", "text, json, html, table, order, docx, table-docx"))
	cmd.Flags().BoolVar(&changed, "changed", false, a.t("flag.changed"))
	cmd.Flags().BoolVar(&exitCode, "exit-code", false, a.t("flag.exit-code"))
	f.add(a, cmd)
	return cmd
}

// jsonChanged is the format json with --changed.
const jsonChanged = "json --changed"

// diffPair is two texts with their names as data and in words.
type diffPair struct {
	old, new         *legal.Text
	oldSide, newSide redline.Side
	oldName, newName string
	language         *language.Language
	// Of editions: from when they hold (zero: not known), and whose they are.
	oldAt, newAt time.Time
	author       string
	zone         *time.Location
}

func (a *app) diffPair(args []string, language legal.Lang) (diffPair, error) {
	if len(args) == 2 {
		return a.diffFiles(args[0], args[1], language)
	}
	return a.diffEditions(args[0], args[1], args[2], language)
}

// diffFiles reads two loose files: any Markdown, with or without front matter.
func (a *app) diffFiles(oldName, newName string, language legal.Lang) (pair diffPair, err error) {
	grammars, err := a.grammars()
	if err != nil {
		return pair, err
	}
	read := func(name string) (*legal.Text, redline.Side, error) {
		data, err := os.ReadFile(name)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, redline.Side{}, usageError{a.t("error.no-file", "file", name)}
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
			a.say(a.n("diff.refused", n, "file", slash))
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

// diffEditions reads two editions of a document, drafts too.
func (a *app) diffEditions(document, oldID, newID string, language legal.Lang) (pair diffPair, err error) {
	p, err := a.load(pipeline.Config{AsOf: a.asOf("")})
	if err != nil {
		return pair, err
	}
	d := p.Tree.Document(document)
	if d == nil {
		return pair, a.noDocument(p, document)
	}
	if language == "" {
		language = d.Languages[0]
	}
	pair.language = p.Language(language)
	if pair.old, pair.oldSide, pair.oldName, err = a.editionText(p, d, oldID, language); err != nil {
		return pair, err
	}
	pair.oldAt, pair.newAt = since(p, document, oldID), since(p, document, newID)
	pair.author, pair.zone = p.Tree.Site.Organization[language], p.Tree.Site.Zone
	pair.new, pair.newSide, pair.newName, err = a.editionText(p, d, newID, language)
	return pair, err
}

// editionText reads the text of an edition, a draft too, with its names as data
// and in words.
func (a *app) editionText(p *pipeline.Project, d *legal.Document, id string, language legal.Lang) (*legal.Text, redline.Side, string, error) {
	var known []string
	for _, e := range d.Editions {
		if e.ID == id && e.Text(language) != nil {
			t, err := p.Text(e.Text(language))
			if err != nil {
				return nil, redline.Side{}, "", err
			}
			side := redline.Side{Document: d.ID, Edition: id, Language: language, Path: e.Text(language).Path, SHA256: t.Index.SourceSHA256}
			return t, side, a.t("diff.edition", "document", d.ID, "edition", id, "language", string(language)), nil
		}
		if e.Text(language) != nil {
			known = append(known, e.ID)
		}
	}
	return nil, redline.Side{}, "", usageError{a.t("diff.no-text", "document", d.ID, "edition", id,
		"language", string(language), "known", strings.Join(known, ", "))}
}

func (a *app) printDiff(pair diffPair, r *redline.Redline, format string, f wordFlags) error {
	switch format {
	case "json", jsonChanged:
		d := r.Document(pair.oldSide, pair.newSide)
		write := d.JSON
		if format == jsonChanged {
			write = d.Short().JSON
		}
		data, err := write()
		if err == nil {
			_, err = a.out.Write(data)
		}
		return err
	case "html":
		return a.diffPage(pair, r)
	case string(legal.DownloadChanges), string(legal.DownloadTable):
		return a.diffWord(pair, r, legal.Download(format), f)
	case "order":
		return a.diffOrder(pair, r)
	case "table":
		return terminal.Table(a.out, a.msg, r, pair.new, terminal.Options{Old: pair.oldName, New: pair.newName})
	}
	return terminal.Write(a.out, a.msg, r, terminal.Options{Color: a.colors(), Width: a.columns(), Old: pair.oldName, New: pair.newName})
}

// diffPage writes the redline as one HTML file. It speaks the texts' language
// where Kelisim does, else the caller's.
func (a *app) diffPage(pair diffPair, r *redline.Redline) error {
	lang := legal.Lang(a.msg.Lang())
	if slices.Contains(languages, string(pair.new.Lang)) {
		lang = pair.new.Lang
	}
	page, err := render.ForLoose(layouts.Files(), a.catalog, lang)
	if err != nil {
		return err
	}
	data, err := page.Standalone(render.Loose{Old: pair.old, New: pair.new, OldName: pair.oldName, NewName: pair.newName, Redline: r})
	if err != nil {
		return err
	}
	_, err = a.out.Write(data)
	return err
}

// colors reports whether the output is a terminal that wants colours.
func (a *app) colors() bool {
	f, ok := a.out.(io.Reader)
	return ok && a.env("NO_COLOR") == "" && a.env("TERM") != "dumb" && isTerminal(f)
}

// columns is the width of the terminal.
func (a *app) columns() int {
	if n, err := strconv.Atoi(a.env("COLUMNS")); err == nil && n > 0 {
		return n
	}
	if f, ok := a.out.(*os.File); ok {
		if n := terminalWidth(f); n > 0 {
			return n
		}
	}
	return 80
}
