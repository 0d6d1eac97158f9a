package render

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"

	"github.com/kelisim/kelisim/internal/api"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/search"
	"github.com/kelisim/kelisim/internal/site"
	"github.com/kelisim/kelisim/internal/word"
)

// The JSON Schemas (2020-12) of /api/v1/, and the test vectors of its rules.
//
//go:embed schema/*.json openapi.json vectors.json
var apiFiles embed.FS

// machine makes the files that programs read. ok is false for a view that is a
// page for people.
func (r *Renderer) machine(p plan.Page) (data []byte, ok bool, err error) {
	s := r.speakers[p.Lang]
	if s == nil {
		s = r.speakers[r.languages[0]]
	}
	switch v := p.View.(type) {
	case *api.StaticData:
		data, err = apiFiles.ReadFile(v.Name)
	case *api.VectorsData:
		data, err = vectors()
	case *api.HeartbeatData, *api.IndexData, *api.CurrentData, *api.DocumentData, *api.SinceData,
		*search.Index, *search.Part:
		data, err = canonical(v)
	case *api.RedlineData:
		data, err = v.JSON()
	case *api.TextData:
		data, err = canonical(s.textData(v))
	case *site.Embed:
		data, err = s.embed(v)
	case *site.Element:
		data = r.element
	case *site.Feed:
		data, err = s.atom(v)
	case *site.Calendar:
		data, err = s.calendar(v)
	case *site.Download:
		data, err = word.File(s.Printer, v.Form, v.Pair, word.Options{})
	case *site.Sitemap:
		data, err = sitemap(v)
	case *site.Robots:
		data = robots(v)
	default:
		return nil, false, nil
	}
	if err != nil {
		return nil, true, fmt.Errorf("render %s: %w", p.Path, err)
	}
	return data, true, nil
}

// vectors is vectors.json on one line.
func vectors() ([]byte, error) {
	data, err := apiFiles.ReadFile("vectors.json")
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = json.Compact(&b, data)
	b.WriteByte('\n')
	return b.Bytes(), err
}

// canonical is the one form of a value as JSON: the fields in the order of its
// type on one line, with a line end, and with < > & as they are.
func canonical(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(v)
	return b.Bytes(), err
}

// textData sets the HTML of all clauses.
func (s *speaker) textData(v *api.TextData) *api.TextData {
	w := s.writer(&site.Body{Lang: v.Language, Units: v.Units, Hrefs: v.Hrefs})
	var fill func(list []*api.ClauseData)
	fill = func(list []*api.ClauseData) {
		for _, c := range list {
			w.out = w.out[:0]
			walker := legal.NewWalker(inside{w})
			walker.Unit(v.Units, c.Index)
			walker.End()
			html := string(clean(w.out))
			w.out = w.out[:0]
			if w.escape(c.Text); c.Kind == legal.Row || html != string(clean(w.out)) {
				c.HTML = html
			}
			fill(c.Clauses)
		}
	}
	fill(v.Clauses)
	return v
}

// inside is the visitor of one unit that writes what stands inside its element: of a
// row the cells, else the words, without the number.
type inside struct{ *writer }

// Enter begins a cell.
func (w inside) Enter(n *legal.Node) { w.tag("<", n) }

// Words writes the words of the unit or of a cell.
func (w inside) Words(n *legal.Node, runs []legal.Run) { w.content(n, runs) }

// Leave ends a cell.
func (w inside) Leave(n *legal.Node) { w.tag("</", n) }

func (w inside) tag(bracket string, n *legal.Node) {
	switch {
	case n.Kind != legal.NodeCell:
	case n.Unit.Head:
		w.raw(bracket + "th>")
	default:
		w.raw(bracket + "td>")
	}
}

// embed writes a text alone. Its title is an h2 and its headings begin with h3:
// the page around it has an h1 of its own.
func (s *speaker) embed(v *site.Embed) ([]byte, error) {
	w := s.writer(v.Text)
	w.top = 2
	w.raw(`<article class="kelisim-text"`)
	w.attribute("lang", string(v.Text.Lang))
	w.attribute("data-document", v.Document)
	w.attribute("data-edition", v.Edition)
	w.attribute("data-language", string(v.Text.Lang))
	w.attribute("data-sha256", v.Source)
	w.attribute("data-plain-sha256", v.Plain)
	newTab, err := w.words.Text("embed.new-tab", nil)
	if err != nil {
		return nil, err
	}
	w.attribute("data-new-tab", newTab)
	w.raw(">\n<h2>")
	w.escape(v.Title)
	w.raw("</h2>\n")
	w.text(v.Text)
	w.raw("</article>\n")
	return clean(prefixed(w.out)), nil
}

// prefixed puts kt- before every class name but kelisim-text, so that no rule of another
// system's stylesheet takes them for its own. Quotation marks of a text are escaped: what
// looks like an attribute is one.
func prefixed(html []byte) []byte {
	const class = ` class="`
	out := make([]byte, 0, len(html)+len(html)/8)
	for {
		before, after, found := bytes.Cut(html, []byte(class))
		out = append(out, before...)
		if !found {
			return out
		}
		out = append(out, class...)
		names, rest, _ := bytes.Cut(after, []byte{'"'})
		for i, name := range bytes.Fields(names) {
			if i > 0 {
				out = append(out, ' ')
			}
			if string(name) != "kelisim-text" {
				out = append(out, "kt-"...)
			}
			out = append(out, name...)
		}
		out, html = append(out, '"'), rest
	}
}
