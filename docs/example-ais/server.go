package main

import (
	"embed"
	"html/template"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

// policy lets a page load what this server serves and nothing else; the one
// piece of code that may write HTML is the element.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types kelisim-text"

//go:embed pages
var files embed.FS

// A Server shows the pages. It asks the mirror for texts, never the legal site.
type Server struct {
	mirror *Mirror
	book   *Book
	clock  func() time.Time
	pages  map[string]*template.Template
	forms  Forms

	mu       sync.Mutex
	signedIn map[string]string // user by visitor
}

// NewServer returns a server that judges by a clock.
func NewServer(mirror *Mirror, book *Book, clock func() time.Time) *Server {
	s := &Server{mirror: mirror, book: book, clock: clock, pages: map[string]*template.Template{}, signedIn: map[string]string{}}
	for _, name := range []string{"register", "login", "home", "accept", "receipt", "text", "waiting"} {
		s.pages[name] = template.Must(template.ParseFS(files, "pages/layout.html", "pages/texts.html", "pages/"+name+".html"))
	}
	return s
}

// Handler returns the handler of all addresses.
func (s *Server) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /{$}", http.RedirectHandler("/kk/", http.StatusFound))
	for lang := range languages {
		page := func(pattern string, show func(*Visit)) {
			method, path, _ := strings.Cut(pattern, " ")
			mux.HandleFunc(method+" /"+lang+path, func(w http.ResponseWriter, r *http.Request) { show(s.visit(w, r, lang)) })
		}
		page("GET /{$}", (*Visit).home)
		page("GET /register", (*Visit).register)
		page("POST /register", (*Visit).registered)
		page("GET /login", (*Visit).login)
		page("POST /login", (*Visit).loggedIn)
		page("POST /logout", (*Visit).loggedOut)
		page("GET /accept", (*Visit).accept)
		page("POST /accept", (*Visit).accepted)
		page("GET /coming", (*Visit).coming)
		page("POST /withdraw", (*Visit).withdrawn)
		page("GET /receipts/{record}", (*Visit).receipt)
		page("GET /texts/{name}", (*Visit).text)
	}
	mux.HandleFunc("GET /texts/{name}", s.textBytes)
	mux.HandleFunc("GET /kelisim-text.js", s.element)
	mux.HandleFunc("GET /style.css", s.asset)
	mux.HandleFunc("GET /icon.svg", s.asset)
	return headers(http.NewCrossOriginProtection().Handler(mux))
}

func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cache-Control", "private, no-cache")
		r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
		next.ServeHTTP(w, r)
	})
}

// types are those of a text's files. A script is none: what a fragment might name
// is not to run.
var types = map[string]string{
	".html": "text/html; charset=utf-8",
	".md":   "text/markdown; charset=utf-8",
	".txt":  "text/plain; charset=utf-8",
}

// textBytes serves the bytes of a text. Their name is their hash: they never change.
func (s *Server) textBytes(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	s.bytes(w, r, Name(name), types[path.Ext(name)])
}

// element serves the script of <kelisim-text>, if the legal site has it.
func (s *Server) element(w http.ResponseWriter, r *http.Request) {
	if c := s.mirror.Copy(); c != nil && c.Element.Path != "" {
		s.bytes(w, r, c.files[c.Element.Path], "text/javascript; charset=utf-8")
		return
	}
	http.NotFound(w, r)
}

func (s *Server) bytes(w http.ResponseWriter, r *http.Request, name Name, kind string) {
	data, err := s.mirror.store.Get(name)
	if err != nil || kind == "" {
		w.Header().Set("Cache-Control", "no-store")
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", kind)
	w.Write(data)
}

func (s *Server) asset(w http.ResponseWriter, r *http.Request) {
	http.ServeFileFS(w, r, files, "pages"+r.URL.Path)
}

// A Visit is one request for a page: who, in which language, when, and what the
// texts were at that moment.
type Visit struct {
	*Server
	w       http.ResponseWriter
	r       *http.Request
	visitor string // a random id in a cookie

	Lang  string
	Words Words
	User  string // "" for a stranger
	Now   time.Time
	Copy  *Copy // nil before the first good one
}

func (s *Server) visit(w http.ResponseWriter, r *http.Request, lang string) *Visit {
	v := &Visit{Server: s, w: w, r: r, Lang: lang, Words: languages[lang], Copy: s.mirror.Copy()}
	v.Now = s.clock().In(v.Copy.Zone()).Truncate(time.Millisecond)
	if c, err := r.Cookie("visitor"); err == nil {
		v.visitor = c.Value
		s.mu.Lock()
		v.User = s.signedIn[c.Value]
		s.mu.Unlock()
	} else {
		v.setVisitor()
	}
	return v
}

// setVisitor gives the visitor a new id, so that none that was known before she
// signed in or out is any good after it.
func (v *Visit) setVisitor() {
	v.mu.Lock()
	delete(v.signedIn, v.visitor)
	v.mu.Unlock()
	v.visitor = newID()
	http.SetCookie(v.w, &http.Cookie{Name: "visitor", Value: v.visitor, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: v.r.TLS != nil})
}

func (v *Visit) signIn(user string) {
	v.setVisitor()
	v.mu.Lock()
	v.signedIn[v.visitor] = user
	v.mu.Unlock()
}

// Others are this page in the other languages.
func (v *Visit) Others() (others []Other) {
	for _, lang := range slices.Sorted(maps.Keys(languages)) {
		if lang != v.Lang {
			others = append(others, Other{lang, languages[lang].Self, "/" + lang + strings.TrimPrefix(v.r.URL.Path, "/"+v.Lang)})
		}
	}
	return others
}

// An Other is a page in another language.
type Other struct{ Lang, Self, Path string }

// goTo sends the visitor to another page of her language.
func (v *Visit) goTo(page string) {
	http.Redirect(v.w, v.r, "/"+v.Lang+"/"+page, http.StatusSeeOther)
}

// show writes a page.
func (v *Visit) show(status int, page string, data any) {
	var b strings.Builder
	if err := v.pages[page].ExecuteTemplate(&b, "layout", data); err != nil {
		v.fail(err)
		return
	}
	v.w.Header().Set("Content-Type", types[".html"])
	v.w.WriteHeader(status)
	io.WriteString(v.w, b.String())
}

// fail tells of a failure of this machine.
func (v *Visit) fail(err error) {
	slog.Error("a page failed", "path", v.r.URL.Path, "why", err)
	http.Error(v.w, v.Words.Failed, http.StatusInternalServerError)
}
