// Package render turns the views of packages site and api into bytes: HTML by the
// templates of package layouts, the words by package i18n, the body of a text by
// one writer of its own (see body). A page depends on its view alone.
package render

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"html/template"
	"io/fs"
	"sync"

	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/order"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/site"

	"github.com/kelisim/kelisim/i18n"
)

// Renderer makes pages. It is safe for concurrent use.
type Renderer struct {
	languages []legal.Lang
	speakers  map[legal.Lang]*speaker
	assets    []Asset
	grammars  *language.Set
	sources   map[string]string // the templates by their names, for the places of their errors
	element   []byte            // the script of kelisim-text
	style     []byte            // the stylesheet of a text's page, for a file that stands alone
	buffers   sync.Pool
	id        string
}

// speaker is everything that speaks one language.
type speaker struct {
	*i18n.Printer
	orders    *order.Speech
	renderer  *Renderer
	templates *template.Template // executed by execute
	folded    sync.Once
	style     template.CSS // of a page that stands alone; see ForLoose
}

// The template files: the shared parts first, then one for each kind of page,
// which defines a template of its name.
var (
	shared = []string{"base.html", "parts.html", "chart.html", "jsonld.html", "redline.html"}
	kinds  = []string{"languages", "list", "edition", "history", "bilingual", "missing", "notfound", "data", "pointer",
		"changes", "table", "order", "since", "changes-bilingual", "search", "sealed", "terms"}
)

// New reads the templates and assets of a site with these languages, the
// default one first. It is a *LayoutError when a template cannot be read or asks for a
// message that one of the languages lacks. The grammars say where no line may end; none need be given.
// The accent is the colour of the site's links and edges.
func New(layouts fs.FS, catalog *i18n.Catalog, grammars *language.Set, languages []legal.Lang, accent legal.Accent) (*Renderer, error) {
	if len(languages) == 0 {
		return nil, fmt.Errorf("render: no language")
	}
	r := &Renderer{languages: languages, grammars: grammars, speakers: map[legal.Lang]*speaker{}, sources: map[string]string{}}
	layouts, sum := hashing(layouts)
	fmt.Fprintln(sum, catalog.Sum(), grammars.Sum(), languages, accent)
	r.buffers.New = func() any { return new(bytes.Buffer) }
	for _, l := range languages {
		p, err := catalog.Printer(string(l))
		if err != nil {
			return nil, err
		}
		r.speakers[l] = &speaker{Printer: p, orders: order.NewSpeech(p), renderer: r}
	}
	names, err := r.loadAssets(layouts, accent)
	if err != nil {
		return nil, err
	}
	files := append([]string{}, shared...)
	for _, k := range kinds {
		files = append(files, k+".html")
	}
	for _, l := range languages {
		s := r.speakers[l]
		s.templates = template.New("").Funcs(s.funcs(names)).Funcs(s.redlineFuncs(names)).Option("missingkey=error")
		for _, name := range files {
			data, err := fs.ReadFile(layouts, name)
			if err != nil {
				return nil, fmt.Errorf("layouts: %w", err)
			}
			r.sources[name] = string(data)
			if _, err := s.templates.New(name).Parse(string(data)); err != nil {
				return nil, r.ofLayout(err)
			}
		}
		if err := s.check(); err != nil {
			return nil, err
		}
	}
	r.id = hex.EncodeToString(sum.Sum(nil))
	return r, nil
}

// hashing hashes every file that is read from a file system, in that order.
func hashing(fsys fs.FS) (fs.FS, hash.Hash) {
	sum := sha256.New()
	return hashedFS{fsys, sum}, sum
}

type hashedFS struct {
	fs.FS
	sum hash.Hash
}

// ReadFile implements fs.ReadFileFS.
func (h hashedFS) ReadFile(name string) ([]byte, error) {
	data, err := fs.ReadFile(h.FS, name)
	fmt.Fprintln(h.sum, name, len(data), err)
	h.sum.Write(data)
	return data, err
}

// ID names what the pages depend on besides their views: renderers of one ID make
// equal pages.
func (r *Renderer) ID() string { return r.id }

// Page returns the bytes of a page: its Data, or its View rendered.
func (r *Renderer) Page(p plan.Page) ([]byte, error) {
	if p.View == nil {
		return p.Data, nil
	}
	if data, ok, err := r.machine(p); ok {
		return data, err
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
	if err := s.execute(b, name, p.View); err != nil {
		return nil, &TemplateError{Page: p.Path, Err: r.ofLayout(err)}
	}
	return r.unbroken(clean(b.Bytes())), nil
}

// TemplateError says that a template failed on a page: a field that the view does
// not have, a template that is not defined.
type TemplateError struct {
	Page string // its path in the site
	Err  error  // with the template's file, line and column if there are any
}

func (e *TemplateError) Error() string { return fmt.Sprintf("%s: %v", e.Page, e.Err) }

// Unwrap returns what the template said.
func (e *TemplateError) Unwrap() error { return e.Err }

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
	case *site.Data:
		return "data"
	case *site.Changes:
		return "changes"
	case *site.Table:
		return "table"
	case *site.Order:
		return "order"
	case *site.Since:
		return "since"
	case *site.BilingualChanges:
		return "changes-bilingual"
	case *site.Search:
		return "search"
	case *site.Terms:
		return "terms"
	case *site.Sealed:
		return "sealed"
	case *site.Pointer:
		return "pointer"
	}
	return ""
}
