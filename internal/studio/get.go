package studio

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"html/template"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/desk"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/serve"
	"github.com/kelisim/kelisim/internal/source"
	"github.com/kelisim/kelisim/internal/standing"
)

// policy is that of the preview, but that the desk's pages show pages of this host in
// frames.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; " +
	"base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// pages are what the desk shows and hands out.
type pages struct{ *Server }

// get answers for the desk's own addresses; false: it is none of them.
func (s *Server) get(w http.ResponseWriter, r *http.Request, own string) bool {
	s.greet.Do(func() { s.understand(r.Header.Get("Accept-Language")) })
	p := pages{s}
	head, rest, _ := strings.Cut(own, "/")
	switch {
	case !soundQuery(r.URL.Query()):
		http.Error(w, "bad request", http.StatusBadRequest)
	case own == "studio.css" || own == "studio.js":
		s.asset(w, own)
	case own == "":
		s.page(w, func() ([]byte, error) { return p.home() })
	case head == "write":
		document, edition, _ := strings.Cut(rest, "/")
		s.page(w, func() ([]byte, error) { return p.writing(document, edition) })
	case head == "agreed":
		document, edition, _ := strings.Cut(rest, "/")
		s.page(w, func() ([]byte, error) { return p.agreed(document, edition) })
	case head == "about":
		s.page(w, func() ([]byte, error) { return p.about(rest) })
	case own == "compare":
		s.page(w, func() ([]byte, error) { return p.compare(r) })
	case own == "redline":
		p.redline(w, r)
	case own == "get":
		p.download(w, r)
	default:
		return false
	}
	return true
}

// spoken are the languages of the desk.
var spoken = []string{"kk", "ru", "en"}

// understand takes the language that a browser prefers, unless somebody chose one. A
// program that was started by a double click knows none.
func (s *Server) understand(accept string) {
	if s.program.Chosen() || accept == "" {
		return
	}
	var tags []language.Tag
	for _, tag := range spoken {
		tags = append(tags, language.Make(tag))
	}
	_, i := language.MatchStrings(language.NewMatcher(tags), accept)
	s.change.Lock()
	defer s.change.Unlock()
	if err := s.program.Speak(spoken[i]); err != nil {
		s.program.Log(s.program.Failure(err))
	}
}

// asset sends a file of the desk's own.
func (s *Server) asset(w http.ResponseWriter, own string) {
	data, err := assets.ReadFile("assets/" + own)
	s.send(w, serve.ContentType(own), data, err)
}

// send writes an answer under the desk's policy.
func (s *Server) send(w http.ResponseWriter, kind string, data []byte, err error) {
	w.Header().Set("Content-Type", kind)
	s.reply(w, http.StatusOK, data, err)
}

// reply is send with a status of its own, for a page that was made.
func (s *Server) reply(w http.ResponseWriter, status int, data []byte, err error) {
	h := w.Header()
	if h.Get("Content-Security-Policy") == "" {
		h.Set("Content-Security-Policy", policy)
	}
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	switch {
	case errors.Is(err, errNoEdition):
		h.Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusNotFound)
		data, _ = s.execute("lost", lostPage{s.say("no-edition")}) // it has no value that could fail
	case err != nil:
		h.Set("Content-Type", "text/plain; charset=utf-8")
		w.WriteHeader(http.StatusInternalServerError)
		data = []byte(s.program.Failure(err))
	default:
		w.WriteHeader(status)
	}
	w.Write(data)
}

// lostPage is what stands where an edition was.
type lostPage struct{ Title string }

func (s *Server) page(w http.ResponseWriter, make func() ([]byte, error)) {
	s.change.Lock()
	data, err := make()
	s.change.Unlock()
	s.send(w, "text/html; charset=utf-8", data, err)
}

func (s *Server) execute(name string, data any) ([]byte, error) {
	var b bytes.Buffer
	err := s.tmpl.ExecuteTemplate(&b, name, data)
	return b.Bytes(), err
}

// funcs are the words of the templates.
func (s *Server) funcs() template.FuncMap {
	return template.FuncMap{
		"t": func(key string, args ...any) (string, error) {
			return s.program.Words().Text("studio."+key, i18n.Args(args...))
		},
		"n": func(key string, n int, args ...any) (string, error) {
			return s.program.Words().Count("studio."+key, n, i18n.Args(args...))
		},
		"lang":      func() string { return s.program.Words().Lang() },
		"severity":  func(name string) string { return s.program.Words().Say("desk.severity." + name) },
		"language":  func(l legal.Lang) string { return s.languageName(string(l)) },
		"language2": s.languageName,
		"in":        func(l legal.Lang) string { return inLanguage(s.program.Words(), l) },
		"text2":     func(l string) string { return s.program.Desk().Report.TextIn(legal.Lang(l), "") },
		"text":      func(l legal.Lang) string { return s.program.Desk().Report.TextIn(l, "") },
		"textin":    func(l legal.Lang) string { return s.program.Desk().Report.TextIn(l, ".in") },
		"fileword": func(name string) string {
			if word := s.program.Desk().Report.File(name); word != name {
				return word
			}
			return ""
		},
		"cap":     capital,
		"kinds":   func() []legal.Kind { return legal.Kinds },
		"acts":    func() []string { return legal.Acts },
		"accepts": func() []legal.Acceptance { return legal.Acceptances },
		"units":   func() []string { return desk.Units },
		"isday":   isDay,
		"speaks":  func() []string { return spoken },
		"line":    strconv.Itoa,
		"root":    s.root,
		"base":    func() string { return s.way.Base },
		"version": func() string { return s.program.Desk().Report.Version },
		"reads":   func() bool { return s.way.Reads },
	}
}

// languageName names a language in the desk's language, else by its tag.
func (s *Server) languageName(tag string) string {
	if key := "studio.language." + tag; s.program.Words().Has(key) {
		return s.program.Words().Say(key)
	}
	return tag
}

// inLanguage is « in a language», to be set behind what is in it.
func inLanguage(words *i18n.Printer, tag legal.Lang) string {
	if key := "studio.in." + string(tag); words.Has(key) {
		return " " + words.Say(key)
	}
	return " (" + string(tag) + ")"
}

// capital is a text as a sentence begins.
func capital(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[n:]
}

// isDay reports whether a date has no time of day, so that a calendar can change it.
func isDay(s string) bool {
	return s == "" || len(s) == len("2026-12-01") && strings.Count(s, "-") == 2
}

// homePage is what the start page shows.
type homePage struct {
	Title string
	Dir   string
	Site  bool
	Gone  bool // there was a site in the folder, or there is a part of one
	Home  desk.Home
	Fail  string
	Undo  bool
	Today string
}

func (s pages) home() ([]byte, error) {
	page := homePage{Title: s.say("title"), Dir: s.program.Dir(), Site: s.program.HasSite(), Undo: s.undoable() > 0}
	if !page.Site {
		_, err := os.Stat(filepath.Join(page.Dir, source.Dir))
		page.Gone = s.had || err == nil
		return s.execute("begin-site", page)
	}
	s.had = true
	p, err := s.program.Project()
	if err != nil {
		page.Fail = s.program.Failure(err)
		return s.execute("home", page)
	}
	page.Home, err = s.program.Desk().Home(p, os.DirFS(s.program.Output()))
	if err != nil {
		return nil, err
	}
	return s.execute("home", page)
}

// writePage is what the page of an edition shows.
type writePage struct {
	Title string
	*desk.Sheet
	Draft   bool
	Undo    bool
	Preview []serve.Link // what readers will see, by language
	Changes []serve.Link
	Fixes   int
	Editor  bool // something of it can be changed
}

func (s pages) writing(document, edition string) ([]byte, error) {
	if err := s.program.Fresh(); err != nil {
		return nil, err
	}
	p, err := s.program.Project()
	if err != nil {
		return nil, err
	}
	sheet, err := s.sheet(p, document, edition)
	if err != nil {
		return nil, err
	}
	page := writePage{Title: sheet.Title + ", " + sheet.Edition, Sheet: sheet, Draft: sheet.State == standing.Draft, Undo: s.undoable() > 0}
	page.Editor = !sheet.Facts.Fixed
	for _, t := range sheet.Texts {
		at := path.Join("/", string(t.Lang), document, edition) + "/"
		if t.Hash != "none" {
			page.Preview = append(page.Preview, serve.Link{Name: string(t.Lang), Href: at})
		}
		if t.Before != "" {
			page.Changes = append(page.Changes, serve.Link{Name: string(t.Lang), Href: at + "changes/"})
		}
		page.Fixes += t.Fixes
		page.Editor = page.Editor || !t.Fixed
	}
	return s.execute("write", page)
}

// agreedPage is the sheet of agreement, to be printed.
type agreedPage struct {
	Title string
	*desk.Sheet
}

func (s pages) agreed(document, edition string) ([]byte, error) {
	p, err := s.program.Project()
	if err != nil {
		return nil, err
	}
	sheet, err := s.sheet(p, document, edition)
	if err != nil {
		return nil, err
	}
	return s.execute("agreed", agreedPage{s.say("agreement-sheet") + ": " + sheet.Title, sheet})
}

// comparePage shows any two editions of a document.
type comparePage struct {
	Title              string
	Document, Name     string
	Old, New, Language string
	Editions           []string
	Languages          []legal.Lang
	Query              string
	Undo               bool
	Same               bool
}

func (s pages) compare(r *http.Request) ([]byte, error) {
	p, err := s.program.Project()
	if err != nil {
		return nil, err
	}
	q := r.URL.Query()
	doc := p.Standing.Document(q.Get("document"))
	if doc == nil || len(doc.Editions) == 0 {
		return nil, errNoEdition
	}
	page := comparePage{Document: doc.ID, Name: cmp.Or(doc.Title(legal.Lang(s.program.Words().Lang())), doc.ID), Old: q.Get("old"), New: q.Get("new"), Language: q.Get("language"), Languages: doc.Languages, Undo: s.undoable() > 0}
	for _, e := range doc.Editions {
		page.Editions = append(page.Editions, e.ID)
	}
	n := len(page.Editions)
	if doc.Edition(page.New) == nil {
		page.New = page.Editions[n-1]
	}
	if doc.Edition(page.Old) == nil {
		page.Old = page.Editions[max(n-2, 0)]
	}
	if page.Language == "" {
		page.Language = string(doc.Languages[0])
		for _, l := range doc.Languages {
			if string(l) == s.program.Words().Lang() {
				page.Language = string(l)
			}
		}
	}
	page.Title = s.say("compare") + ": " + page.Name
	page.Same = page.Old == page.New
	return s.execute("compare", page)
}

// redline is the comparison of two editions as one page, whose style stands in it.
func (s pages) redline(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	s.change.Lock()
	o := s.program.Run(context.Background(), "diff", q.Get("document"), q.Get("old"), q.Get("new"), "--language", q.Get("language"), "--format", "html")
	s.change.Unlock()
	if o.Status != 0 {
		s.send(w, "text/plain; charset=utf-8", []byte(o.Said), nil)
		return
	}
	styles := ""
	for rest := o.Out; ; {
		_, after, ok := bytes.Cut(rest, []byte("<style>"))
		style, after, closed := bytes.Cut(after, []byte("</style>"))
		if !ok || !closed {
			break
		}
		sum := sha256.Sum256(style)
		styles += " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
		rest = after
	}
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src"+styles+"; base-uri 'none'; form-action 'none'; frame-ancestors 'self'")
	s.send(w, "text/html; charset=utf-8", o.Out, nil)
}

// downloads are the files that a command makes: the command's format, and the end of
// the file's name.
var downloads = map[string]struct{ command, format, name, kind string }{
	"text":    {"export", "docx", ".docx", docx},
	"redline": {"diff", "docx", "-changes.docx", docx},
	"table":   {"diff", "table-docx", "-table.docx", docx},
	"order":   {"diff", "order-docx", "-order.docx", docx},
	"sealed":  {"export", "html", ".html", "text/html; charset=utf-8"},
	"page":    {"diff", "html", "-changes.html", "text/html; charset=utf-8"},
}

const docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

func (s pages) download(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	if sheet, ok := sheets[q.Get("what")]; ok {
		s.print(w, r, sheet.form, sheet.only)
		return
	}
	d, ok := downloads[q.Get("what")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	args := []string{d.command, q.Get("document")}
	if d.command == "diff" {
		args = append(args, q.Get("old"))
	}
	args = append(args, q.Get("new"), "--language", q.Get("language"), "--format", d.format)
	s.change.Lock()
	o := s.program.Run(context.Background(), args...)
	s.change.Unlock()
	if o.Status != 0 {
		s.send(w, "text/plain; charset=utf-8", []byte(strings.TrimSpace(string(o.Out)+"\n"+o.Said)), nil)
		return
	}
	s.attach(w, q.Get("document")+"-"+q.Get("new")+"-"+q.Get("language")+d.name, d.kind, o.Out)
}

// attach sends a file to be kept.
func (s pages) attach(w http.ResponseWriter, name, kind string, data []byte) {
	w.Header().Set("Content-Disposition", `attachment; filename="`+strings.Map(plainName, name)+`"`)
	s.send(w, kind, data, nil)
}

// sheets are the pages that the command pdf prints, and what it calls them.
var sheets = map[string]struct {
	form legal.Download
	only string
}{"pdf": {legal.DownloadPDF, "text"}, "pdf-changes": {legal.DownloadPDFChanges, "changes"}, "pdf-table": {legal.DownloadPDFTable, "table"}}

// print makes the PDF of an edition, or says why there is none.
func (s pages) print(w http.ResponseWriter, r *http.Request, form legal.Download, only string) {
	dir, err := os.MkdirTemp("", "kelisim-pdf-")
	if err != nil {
		s.send(w, "", nil, err)
		return
	}
	defer os.RemoveAll(dir)
	q := r.URL.Query()
	document, edition, lang := q.Get("document"), q.Get("new"), legal.Lang(q.Get("language"))
	s.change.Lock()
	o := s.program.Run(r.Context(), "pdf", document, edition, "--language", string(lang), "--only", only, "--output", dir)
	s.change.Unlock()
	if o.Status != 0 {
		s.send(w, "text/plain; charset=utf-8", []byte(o.Said), nil)
		return
	}
	names := []string{address.Saved(lang, document, edition, form), address.SavedDraft(lang, document, edition, form)}
	name := ""
	for file := range strings.Lines(string(o.Out)) {
		if base := path.Base(strings.TrimSpace(file)); slices.Contains(names, base) {
			name = base
		}
	}
	if name == "" {
		s.send(w, "text/plain; charset=utf-8", []byte(s.say("no-pdf")), nil)
		return
	}
	data, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		s.send(w, "", nil, err)
		return
	}
	s.attach(w, name, "application/pdf", data)
}

// plainName keeps of a file's name what needs no quoting.
func plainName(r rune) rune {
	if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '.' {
		return r
	}
	return -1
}
