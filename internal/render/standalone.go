package render

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/site"
)

// Loose is a redline of two texts that need not belong to a site.
type Loose struct {
	Old, New         *legal.Text
	OldName, NewName string
	Redline          *redline.Redline // of Old.Units and New.Units
}

// ForLoose makes a renderer for Standalone alone, in one language, which needs
// no messages but those of redlines.
func ForLoose(layouts fs.FS, catalog *i18n.Catalog, lang legal.Lang) (*Renderer, error) {
	p, err := catalog.Printer(string(lang))
	if err != nil {
		return nil, err
	}
	r := &Renderer{languages: []legal.Lang{lang}, speakers: map[legal.Lang]*speaker{}}
	r.buffers.New = func() any { return new(bytes.Buffer) }
	s := &speaker{Printer: p, renderer: r}
	r.speakers[lang] = s
	style, err := redlineStyle(layouts)
	if err != nil {
		return nil, err
	}
	s.style = template.CSS(style)
	s.templates = template.New("").Funcs(s.funcs(assetNames{})).Funcs(s.redlineFuncs(assetNames{})).Option("missingkey=error")
	for _, name := range []string{"redline.html", "standalone.html"} {
		data, err := fs.ReadFile(layouts, name)
		if err != nil {
			return nil, fmt.Errorf("layouts: %w", err)
		}
		if _, err := s.templates.New(name).Parse(string(data)); err != nil {
			return nil, fmt.Errorf("layouts: %w", err)
		}
	}
	for _, key := range append([]string{"body.table", "body.verbatim"}, redlineKeys...) {
		if !s.Has(key) {
			return nil, fmt.Errorf("layouts: no message %q in %s", key, lang)
		}
	}
	return r, nil
}

// redlineStyle is the stylesheet of pages with a redline: one file.
func redlineStyle(layouts fs.FS) ([]byte, error) {
	style, err := joined(layouts, []string{"style", "marks", "redline", "blocks", "rows", "wide"}, ".css")
	return shrink(style, false), err
}

// loosePage is what the template standalone is given.
type loosePage struct {
	*site.Changes
	Style            template.CSS
	OldName, NewName string
}

// Standalone is a redline as one HTML file: no script, no other file, every way
// of reading by the stylesheet in it. Links into the texts lead within the page,
// links to a site's documents to nowhere.
func (r *Renderer) Standalone(l Loose) ([]byte, error) {
	lang := r.languages[0]
	s := r.speakers[lang]
	page := loosePage{Style: s.style, OldName: l.OldName, NewName: l.NewName, Changes: &site.Changes{
		Frame:   site.Frame{Lang: lang, Title: l.New.Title},
		Redline: l.Redline,
		OldText: &site.Body{Lang: l.Old.Lang, Units: l.Old.Units},
		NewText: &site.Body{Lang: l.New.Lang, Units: l.New.Units},
	}}
	for i := 0; page.Title == "" && i < len(l.New.Units); i++ {
		if u := &l.New.Units[i]; u.Kind == legal.Heading {
			page.Title = u.Plain()
		}
	}
	if page.Title == "" {
		page.Title = l.NewName
	}
	b := r.buffers.Get().(*bytes.Buffer)
	defer r.buffers.Put(b)
	b.Reset()
	if err := s.execute(b, "standalone", page); err != nil {
		return nil, err
	}
	return clean(b.Bytes()), nil
}

// redlineKeys are the messages that redlines put together.
var redlineKeys = append([]string{
	"redline.old", "redline.new", "redline.same", "redline.same.blocks", "redline.rows", "redline.items", "redline.previous", "redline.next",
	"redline.anew", "redline.rows.same", "redline.gone",
	"redline.figure.changed", "redline.figure.added", "redline.figure.removed", "redline.figure.split", "redline.figure.merged",
	"redline.figure.moved", "redline.figure.renumbered", "redline.figure.formatting",
}, heard...)
