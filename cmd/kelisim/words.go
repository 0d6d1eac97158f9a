package main

import (
	"errors"
	"io/fs"
	"strings"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/memo"
	"github.com/kelisim/kelisim/internal/render"
	"github.com/kelisim/kelisim/internal/source"
	"github.com/kelisim/kelisim/layouts"
)

// overlay is a folder of the site's own layouts and catalogues; nil if there is none.
func (f *folder) overlay(name string) fs.FS {
	root, err := f.root()
	if err != nil {
		return nil
	}
	return source.Overrides(root, name)
}

// inputs are the site's own files in such a folder, as inputs of a memo.
func (f *folder) inputs(name string) []any {
	if f.kept == nil {
		return nil
	}
	own := f.overlay(name)
	if own == nil {
		return nil
	}
	var parts []any
	names, _ := fs.Glob(own, "*")
	for _, name := range names {
		data, err := fs.ReadFile(own, name)
		if err != nil {
			data = []byte(err.Error())
		}
		parts = append(parts, name, data)
	}
	return parts
}

// The sizes of what is kept, in bytes, about.
const wordsSize, grammarsSize, rendererSize, lacksSize = 4 << 20, 16 << 20, 4 << 20, 1 << 10

// words are the catalogues of the pages: ours with the site's own over them.
func (f *folder) words() (*i18n.Catalog, error) {
	own := f.overlay("i18n")
	if own == nil {
		return f.catalog, nil
	}
	return memo.Do(f.kept, memo.Of("words", f.inputs("i18n")...), func() (*i18n.Catalog, int, error) {
		catalog, err := i18n.Load(i18n.Files(), own)
		if err == nil {
			err = catalog.Check()
		}
		if err != nil {
			return nil, 0, f.wordsError(own, err)
		}
		return catalog, wordsSize, nil
	})
}

// grammars are the languages of texts: ours, and those that the site's own i18n/ adds.
func (f *folder) grammars() (*language.Set, error) {
	return memo.Do(f.kept, memo.Of("grammars", f.inputs("i18n")...), func() (*language.Set, int, error) {
		own := f.overlay("i18n")
		if own == nil {
			set, err := language.Load(i18n.Files())
			return set, grammarsSize, err
		}
		set, err := language.Load(i18n.Files(), own)
		if err != nil {
			return nil, 0, f.wordsError(own, err)
		}
		return set, grammarsSize, nil
	})
}

// renderer makes the pages' renderer with the site's own layouts and i18n.
func (f *folder) renderer(site *legal.Site) (*render.Renderer, error) {
	inputs := append(append(f.inputs("layouts"), ""), f.inputs("i18n")...)
	return memo.Do(f.kept, memo.Of("renderer", append(inputs, site.Languages, site.Accent)...), func() (*render.Renderer, int, error) {
		catalog, err := f.words()
		if err != nil {
			return nil, 0, err
		}
		grammars, err := f.grammars()
		if err != nil {
			return nil, 0, err
		}
		r, err := render.New(layouts.Over(f.overlay("layouts")), catalog, grammars, site.Languages, site.Accent)
		if err != nil {
			return nil, 0, f.layoutError(err)
		}
		return r, rendererSize, nil
	})
}

// wordsError is an error of the site's own i18n/: findings if it is a file that has it.
func (f *folder) wordsError(own fs.FS, err error) error {
	const dir = "i18n/"
	var found diag.List
	names, _ := fs.Glob(own, "*.yaml")
	for _, name := range names {
		if data, err := fs.ReadFile(own, name); err == nil {
			found = append(found, source.Unreadable(dir+name, data)...)
		}
	}
	if len(found) > 0 {
		return f.found(found)
	}
	if bad := (*i18n.FileError)(nil); errors.As(err, &bad) {
		found.AddVariant(diag.WordsForm, string(bad.Problem), diag.Pos{File: dir + bad.File, Line: max(bad.Line, 1)}, diag.Args{"name": bad.Key})
		return f.found(found)
	}
	if bad := (*language.FileError)(nil); errors.As(err, &bad) {
		found.AddVariant(diag.WordsForm, string(i18n.Written), diag.Pos{File: dir + bad.File, Line: max(source.LineOf(bad.Err), 1)}, diag.Args{"name": bad.File})
		return f.found(found)
	}
	return contentError{f.t("error.catalog", "error", err.Error())}
}

// found is an error that is findings.
func (f *folder) found(list diag.List) foundError {
	var said strings.Builder
	f.report().Text(&said, list)
	return foundError{list, strings.TrimSpace(said.String())}
}

// layoutError is an error of the site's own layouts: a finding if it has a place.
func (f *folder) layoutError(err error) error {
	if bad := (*render.LayoutError)(nil); errors.As(err, &bad) {
		return f.found(diag.List{bad.Finding})
	}
	if bad := (*i18n.MissingError)(nil); errors.As(err, &bad) && f.overlay("i18n") != nil {
		if file := bad.File(); file != "" {
			var found diag.List
			found.AddVariant(diag.WordsForm, string(i18n.Gone), diag.Pos{File: "i18n/" + file, Line: 1}, diag.Args{"name": bad.Key})
			return f.found(found)
		}
	}
	return contentError{f.t("error.layouts", "error", err.Error())}
}

// idle finds what changes nothing in the site's own layouts.
func (f *folder) idle() (diag.List, error) {
	own := f.overlay("layouts")
	if own == nil {
		return nil, nil
	}
	found, err := render.IdleLayouts(own)
	if err != nil {
		return nil, err
	}
	names, err := layouts.Strangers(own)
	for _, name := range names {
		found.AddVariant(diag.LayoutIdle, "file", diag.Pos{File: "layouts/" + name}, diag.Args{"name": name})
	}
	return found, err
}

// layouts finds all that is to be said of the site's own layouts.
func (f *folder) layouts(site *legal.Site) (diag.List, error) {
	found, err := f.idle()
	if err != nil || f.overlay("layouts") == nil {
		return nil, err
	}
	_, err = f.renderer(site)
	if bad := (foundError{}); errors.As(err, &bad) {
		return append(found, bad.list...), nil
	}
	return found, err
}

// compare orders titles by the alphabet of a language, by code point if the
// program does not know it.
func (f *folder) compare(lang legal.Lang, x, y string) int {
	p, err := f.catalog.Printer(string(lang))
	if err != nil {
		return strings.Compare(x, y)
	}
	return p.Compare(x, y)
}

// lacks lists what is missing for texts and pages in a language of a site.
func lacks(words *i18n.Catalog, grammars *language.Set, lang legal.Lang, all []legal.Lang) []string {
	var names []string
	for _, l := range all {
		names = append(names, string(l))
	}
	out, err := words.Lacks(string(lang), names)
	if err != nil {
		return []string{err.Error()}
	}
	if grammars.Of(string(lang)) == nil {
		out = append(out, "grammar."+string(lang)+".yaml")
	}
	return out
}
