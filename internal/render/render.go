// Package render turns the views of package site into bytes: HTML by the
// templates of package layouts, the words by package i18n, the body of a text by
// one writer of its own (see body). A page depends on its view alone.
package render

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"sync"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/site"

	"github.com/kelisim/kelisim/i18n"
)

// Renderer makes pages. It is safe for concurrent use.
type Renderer struct {
	languages []legal.Lang
	speakers  map[legal.Lang]*speaker
	assets    []Asset
	buffers   sync.Pool
}

// speaker is everything that speaks one language.
type speaker struct {
	*i18n.Printer
	renderer  *Renderer
	templates *template.Template
}

// The template files: the shared parts first, then one for each kind of page,
// which defines a template of its name.
var (
	shared = []string{"base.html", "parts.html", "chart.html"}
	kinds  = []string{"languages", "list", "edition", "history", "bilingual", "missing", "notfound"}
)

// New reads the templates and assets of a site with these languages, the
// default one first. It is an error when a template asks for a message that one
// of the languages lacks.
func New(layouts fs.FS, catalog *i18n.Catalog, languages []legal.Lang) (*Renderer, error) {
	if len(languages) == 0 {
		return nil, fmt.Errorf("render: no language")
	}
	r := &Renderer{languages: languages, speakers: map[legal.Lang]*speaker{}}
	r.buffers.New = func() any { return new(bytes.Buffer) }
	for _, l := range languages {
		p, err := catalog.Printer(string(l))
		if err != nil {
			return nil, err
		}
		r.speakers[l] = &speaker{Printer: p, renderer: r}
	}
	names, err := r.loadAssets(layouts)
	if err != nil {
		return nil, err
	}
	files := append([]string{}, shared...)
	for _, k := range kinds {
		files = append(files, k+".html")
	}
	for _, l := range languages {
		s := r.speakers[l]
		s.templates = template.New("").Funcs(s.funcs(names)).Option("missingkey=error")
		for _, name := range files {
			data, err := fs.ReadFile(layouts, name)
			if err != nil {
				return nil, fmt.Errorf("layouts: %w", err)
			}
			if _, err := s.templates.New(name).Parse(string(data)); err != nil {
				return nil, fmt.Errorf("layouts: %w", err)
			}
		}
		if err := s.check(); err != nil {
			return nil, fmt.Errorf("layouts: %w", err)
		}
	}
	return r, nil
}

// Page returns the bytes of a page: its Data, or its View rendered.
func (r *Renderer) Page(p site.Page) ([]byte, error) {
	if p.View == nil {
		return p.Data, nil
	}
	name := kindOf(p.View)
	if name == "" {
		return nil, fmt.Errorf("render %s: no template for %T", p.Path, p.View)
	}
	lang := p.Lang
	if lang == "" {
		lang = r.languages[0]
	}
	s := r.speakers[lang]
	if s == nil {
		return nil, fmt.Errorf("render %s: the renderer does not speak %q", p.Path, lang)
	}
	b := r.buffers.Get().(*bytes.Buffer)
	defer r.buffers.Put(b)
	b.Reset()
	if err := s.templates.ExecuteTemplate(b, name, p.View); err != nil {
		return nil, fmt.Errorf("render %s: %w", p.Path, err)
	}
	return clean(b.Bytes()), nil
}

func kindOf(view any) string {
	switch view.(type) {
	case *site.Languages:
		return "languages"
	case *site.List:
		return "list"
	case *site.Edition:
		return "edition"
	case *site.History:
		return "history"
	case *site.Bilingual:
		return "bilingual"
	case *site.Missing:
		return "missing"
	case *site.NotFound:
		return "notfound"
	}
	return ""
}
