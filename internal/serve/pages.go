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

// Desk is the start page of the editor.
type Desk struct {
	Organization string
	Problems     []Finding // of no document
	Blocking     string    // what waits for the site as a whole; may be empty
	Next         string    // the next change of what is in force; may be empty
	Documents    []Document
}

// Document is one document on the desk.
type Document struct {
	ID, Title string
	Href      string // from the site's root; may be empty
	State     string // class: in-force, scheduled, draft …
	InForce   string // the state in words
	Drafts    []Draft
	Missing   string // languages that the edition in force lacks, in words
	Findings  []Finding
}

// Draft is an edition that is not published, or a text that was added to one.
type Draft struct {
	Edition  string
	From     string // when it would take effect, in words
	Texts    []Link
	Redlines []Redline
	Missing  string // languages, in words
	Findings []Finding
	Waits    []string // what is next, in words
	Commands []string // to be copied
}

// Redline is what a draft changes against an edition, by language.
type Redline struct {
	Before string
	Pages  []Link
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

func (s *Server) panel(st *state, name string) ([]byte, error) {
	d := panelData{Stale: !st.good}
	document, edition := address.Of(name)
	for _, f := range st.Findings {
		if f.concerns(document, edition) {
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

func (s *Server) errorPage(st *state, at string) ([]byte, error) {
	d := errorData{Failure: st.Failure, Findings: st.Blocking}
	if st.Site != nil {
		d.Good = goodRoot + strings.TrimPrefix(at, "/")
	}
	return s.page("error", d)
}

func (st *state) desk0() ([]byte, error) {
	if st.desk == nil {
		return nil, nil
	}
	return st.desk()
}

func (s *Server) deskPage(st *state) ([]byte, error) {
	if st.Desk == nil {
		return s.errorPage(st, "/")
	}
	return s.page("desk", st.Desk())
}

// inject puts the panel and what it needs into a page. A file without a head is
// no page of its own and stays as it is.
func inject(page, panel []byte) []byte {
	head, body := bytes.Index(page, []byte("</head>")), bytes.LastIndex(page, []byte("</body>"))
	if head < 0 || body < head {
		return page
	}
	const needs = `<link rel="stylesheet" href="/_desk/desk.css">
<script src="/_desk/preview.js" data-tag="` + tagMark + `" defer></script>
`
	out := make([]byte, 0, len(page)+len(needs)+len(panel))
	out = append(append(out, page[:head]...), needs...)
	out = append(append(out, page[head:body]...), panel...)
	return append(out, page[body:]...)
}
