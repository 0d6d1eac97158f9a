package serve

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"

	"github.com/kelisim/kelisim/internal/address"
)

// Finding is a finding in the words of the editor.
type Finding struct {
	Severity string // error, warning, note
	Message  string
	Hint     string
	Document string // the id of the document that it is about; empty: the site
	Edition  string // the id of the edition; empty: the document as a whole
	File     string
	Line     int
	Column   int
	Text     string // of the line; may be empty
}

// Link is a page of the site, its address from the root.
type Link struct{ Name, Href string }

// funcs are the words of the templates.
func (s *Server) funcs() template.FuncMap {
	pairs := func(args []any) map[string]string {
		m := map[string]string{}
		for i := 0; i+1 < len(args); i += 2 {
			m[fmt.Sprint(args[i])] = fmt.Sprint(args[i+1])
		}
		return m
	}
	return template.FuncMap{
		"t": func(key string, args ...any) (string, error) { return s.speaker().Text("desk."+key, pairs(args)) },
		"n": func(key string, n int, args ...any) (string, error) {
			return s.speaker().Count("desk."+key, n, pairs(args))
		},
		"lang": func() string { return s.speaker().Lang() },
		"base": func() string { return s.base },
		"count": func(list []Finding, severity string) int {
			n := 0
			for _, f := range list {
				if f.Severity == severity {
					n++
				}
			}
			return n
		},
	}
}

func (s *Server) page(name string, data any) ([]byte, error) {
	var b bytes.Buffer
	err := s.tmpl.ExecuteTemplate(&b, name, data)
	return b.Bytes(), err
}

// mostShown is how many findings a panel lists; the desk has them all.
const mostShown = 30

// panelData is what the panel shows.
type panelData struct {
	Findings []Finding // of the page's document and edition
	More     int       // of them, not shown
	Others   int       // of other documents
	Stale    bool      // this is the last good page: the content has errors
}

func (s *Server) panel(st *state, name string, stale bool) ([]byte, error) {
	d := panelData{Stale: stale}
	at := address.Read(name)
	if at.Kind == address.SincePage || at.Kind == address.ComingPage {
		at.Edition = "" // the page is about all that came after it
	}
	for _, f := range st.Findings {
		if f.concerns(at.Document, at.Edition) {
			d.Findings = append(d.Findings, f)
		} else {
			d.Others++
		}
	}
	if len(d.Findings) > mostShown {
		d.More = len(d.Findings) - mostShown
		d.Findings = d.Findings[:mostShown]
	}
	return s.page("panel", d)
}

// concerns reports whether a finding belongs on the page of a document and an
// edition: those about the site belong on every page. Pages without an edition show
// all of the document, and those without a document everything.
func (f Finding) concerns(document, edition string) bool {
	return document == "" || f.Document == "" ||
		f.Document == document && (edition == "" || f.Edition == "" || f.Edition == edition)
}

// errorData is what the page shows that stands in the place of all pages.
type errorData struct {
	Failure  string
	Findings []Finding
	Good     string // the last good page; empty for none
}

// errorPage is shown instead of the page at an address. failed is why that one cannot be
// made, if the snapshot does not say.
func (s *Server) errorPage(st *state, at string, failed error) ([]byte, error) {
	d := errorData{Failure: st.Failure, Findings: st.Blocking}
	if st.good && failed != nil {
		d.Failure = failed.Error()
	}
	if st.good && st.before != nil || !st.good && st.Site != nil {
		d.Good = s.base + goodRoot + strings.TrimPrefix(at, "/")
	}
	return s.page("error", d)
}

// inject puts the panel and what it needs into a page: before all that the page shows,
// so that it never lies over a word. A file without a head is no page of its own and
// stays as it is.
func (s *Server) inject(page, panel []byte) []byte {
	head := bytes.Index(page, []byte("</head>"))
	body := bytes.Index(page, []byte("<body"))
	if head < 0 || body < head {
		return page
	}
	body += bytes.IndexByte(page[body:], '>') + 1
	needs := `<link rel="stylesheet" href="` + s.base + `/_desk/desk.css">
<script src="` + s.base + `/_desk/preview.js" data-tag="` + tagMark + `" defer></script>
`
	out := make([]byte, 0, len(page)+len(needs)+len(panel))
	out = append(append(out, page[:head]...), needs...)
	out = append(append(out, page[head:body]...), panel...)
	return append(out, page[body:]...)
}
