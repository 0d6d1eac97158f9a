package pipeline

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/html"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/publish"
	"github.com/kelisim/kelisim/internal/render"
)

// Remaker makes a site of content, as a build of this program does.
type Remaker struct {
	Load     func(Config) (*Project, error)
	Renderer func(*legal.Site) (*render.Renderer, error)
	Version  string // of this program
}

// remake makes a site again of the recorded bytes that it serves itself, and compares
// what only the program can make of them: redlines with their names, kinds and counts,
// amending orders, terms, feeds, calendars, search data, the data for programs, and Word
// files. With a manifest it reports files that are missing or foreign, too.
func (r *recorded) remake(make Remaker, list []ledger.Record, m *publish.Manifest) error {
	root, err := servedContent(r.site, list)
	if err != nil {
		return err
	}
	p, err := make.Load(Config{Root: root, AsOf: func(zone *time.Location) (time.Time, error) { return r.built.In(zone), nil }})
	if err != nil {
		return err
	}
	renderer, err := make.Renderer(p.Tree.Site)
	if err != nil {
		return err
	}
	var mu sync.Mutex
	made, told := map[string]bool{}, map[string]bool{}
	for _, f := range *r.found {
		told[f.Pos.File] = true
	}
	_, err = p.Render(renderer, false, func(name string, want []byte) error {
		got, err := fs.ReadFile(r.site, name)
		mu.Lock()
		defer mu.Unlock()
		made[name] = true
		switch {
		case err != nil && m != nil && !unsettled(name):
			r.found.AddVariant(diag.SiteFile, "missing", diag.Pos{File: name}, diag.Args{"name": name})
		case err == nil && follows(name) && !bytes.Equal(got, want) && !told[name]:
			r.differs(name, parts(name, want), parts(name, got))
			if n := len(*r.found); !slices.Equal(markup(name, want), markup(name, got)) && (n == 0 || (*r.found)[n-1].Pos.File != name) {
				r.found.AddVariant(diag.SiteFile, "form", diag.Pos{File: name}, diag.Args{"name": name})
			}
		}
		if err == nil && !bytes.Equal(got, want) && !slices.Equal(acting(name, want), acting(name, got)) {
			r.scripted = append(r.scripted, name)
		}
		if err == nil && follows(name) {
			r.files[name] = true
		}
		return nil
	})
	slices.Sort(r.scripted)
	if err != nil || m == nil {
		return err
	}
	for _, e := range m.Files {
		if !made[e.Name] && !unsettled(e.Name) && !told[e.Name] {
			r.found.AddVariant(diag.SiteFile, "foreign", diag.Pos{File: e.Name}, diag.Args{"name": e.Name})
		}
	}
	return nil
}

// unsettled reports whether it depends on more than what a site serves of its content
// if it has a file: its own settings, layouts and signatures, and checkpoints kept of the ledger.
func unsettled(name string) bool {
	return ofLog(name) || address.IsAsset(name) || path.Ext(name) == ".pdf"
}

// follows reports whether what a file says follows from the recorded bytes, the data of
// the site and the program alone: what approved an edition, and who publishes, are data of
// the site. Pages are compared in part, see parts.
func follows(name string) bool {
	switch address.Read(name).Kind {
	case address.ListPage, address.SearchPage, address.EmbedPointer, address.TextFile: // the last has a hash in the ledger
		return false
	case address.Other:
		return slices.Contains([]string{address.Current, address.Index, address.Sitemap, address.Robots}, name) || path.Ext(name) == ".docx" && !strings.HasPrefix(name, "files/")
	}
	return true
}

// shown are the classes of the parts of a page that the program makes of the texts; the
// other words of a page may be those of the site's own layouts.
var shown = strings.Fields("text comparison terms figures contents told clauses")

// parts are the words of a file that are compared: of a page those of its shown parts.
func parts(name string, data []byte) []string {
	switch path.Ext(name) {
	case ".docx":
		return []string{legal.SHA256(data)}
	case ".html":
	default:
		return sayings(name, data)
	}
	var out []string
	for _, n := range within(name, data, shown...) {
		out = append(out, wordsOf(n, nil)...)
	}
	return out
}

// within are the elements of a page with one of the classes that are in no other such
// one. A fragment is one as a whole.
func within(name string, data []byte, classes ...string) (out []*html.Node) {
	root, err := html.Parse(bytes.NewReader(data))
	if err != nil {
		return nil
	}
	if address.Read(name).Kind == address.EmbedFile {
		return []*html.Node{root}
	}
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if slices.ContainsFunc(classes, func(class string) bool { return n.Type == html.ElementNode && isOf(n, class) }) {
			out = append(out, n)
			return
		}
		for c := range n.ChildNodes() {
			walk(c)
		}
	}
	walk(root)
	return out
}

// markup is the text of a page with all of its marks, which no layout makes: a clause
// may be hidden, or a link lead elsewhere, although the words are the same.
func markup(name string, data []byte) (out []string) {
	if path.Ext(name) != ".html" {
		return nil
	}
	for _, n := range within(name, data, "text") {
		var b strings.Builder
		if html.Render(&b, n) == nil {
			out = append(out, b.String())
		}
	}
	return out
}

// acting is what a page runs, and the elements and attributes with which it could
// change or hide what it says.
func acting(name string, data []byte) (out []string) {
	if path.Ext(name) != ".html" {
		return nil
	}
	z := html.NewTokenizer(bytes.NewReader(data))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out
		case html.StartTagToken, html.SelfClosingTagToken:
			t := z.Token()
			foreign := slices.Contains([]string{"script", "style", "iframe", "object", "embed", "base"}, t.Data)
			for _, a := range t.Attr {
				if foreign || strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "http-equiv" {
					out = append(out, t.Data, a.Key, a.Val)
				}
			}
			if foreign && attribute(t, "src") == "" && z.Next() == html.TextToken && attribute(t, "type") != "application/ld+json" {
				out = append(out, t.Data, string(z.Text()))
			}
		}
	}
}
