// Package serve shows a site that is written nowhere: the preview of an editor. The pages
// are those that are published, with a panel of findings above them. Browsers are told
// of every change. The desk stands before it (package studio) and answers for /_desk/.
package serve

import (
	"context"
	"embed"
	"errors"
	"html/template"
	"io/fs"
	"net"
	"net/http"
	"path"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/kelisim/kelisim/internal/address"
)

// Site is what is served. It is safe for concurrent use.
type Site interface {
	// File returns the bytes of a file by its slash path, which may be made just then. The
	// error is fs.ErrNotExist if the site has none of this name; another one says in words
	// of the editor why it cannot be made.
	File(name string) ([]byte, error)
}

// Words says messages: an i18n.Printer.
type Words interface {
	Lang() string
	Text(key string, args map[string]string) (string, error)
	Count(key string, n int, args map[string]string) (string, error)
}

// Snapshot is the state of the content after a change.
type Snapshot struct {
	Site Site // nil if there is none: the last good one stays
	// Failure says in words why there is no site, beside the findings; may be empty.
	Failure  string
	Findings []Finding // the gravest first
	Blocking []Finding // those because of which there is no site
}

// Server answers for the latest snapshot. It is safe for concurrent use.
type Server struct {
	words Words
	tmpl  *template.Template
	addr  net.Addr
	base  string

	mu  sync.Mutex
	now *state
}

// state is a snapshot with what was made of it. It does not change.
type state struct {
	Snapshot
	good   bool          // the site is the snapshot's own, not an earlier one
	before Site          // the last one before Site of which no file failed; may be nil
	failed atomic.Bool   // a file of Site could not be made
	next   chan struct{} // closed when another state is shown
}

//go:embed assets
var assets embed.FS

// New makes a server for a listening address. It has nothing to show yet. base stands
// before the addresses of what is not the site's, such as "/KEY"; whoever asks the
// server has taken it from the path. The site's own links are relative and need none.
func New(addr net.Addr, base string, words Words) (*Server, error) {
	s := &Server{words: words, addr: addr, base: base, now: &state{next: make(chan struct{})}}
	var err error
	s.tmpl, err = template.New("").Funcs(s.funcs()).ParseFS(assets, "assets/*.html")
	return s, err
}

// Show takes a new snapshot and lets the browsers know.
func (s *Server) Show(snap Snapshot) {
	st := &state{Snapshot: snap, good: snap.Site != nil, next: make(chan struct{})}
	s.mu.Lock()
	was := s.now
	switch st.before = was.before; {
	case !st.good:
		st.Site = was.Site
		st.failed.Store(was.failed.Load())
	case was.Site != nil && !was.failed.Load():
		st.before = was.Site
	}
	s.now = st
	s.mu.Unlock()
	close(was.next)
}

func (s *Server) state() *state {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

// Speak says all words from now on in another language.
func (s *Server) Speak(words Words) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.words = words
}

func (s *Server) speaker() Words {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.words
}

// Run lets a handler answer until ctx ends; then it stops at once and returns nil.
func Run(ctx context.Context, l net.Listener, h http.Handler) error {
	server := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		<-ctx.Done()
		server.Close()
	}()
	err := server.Serve(l)
	if errors.Is(err, http.ErrServerClosed) {
		<-stopped
		return nil
	}
	return err
}

// The addresses that are not the site's. No document can have such an id.
const (
	deskRoot = "/_desk/"
	goodRoot = "/_desk/good/" // the last good site, while the content has errors
)

// ServeHTTP answers GET and HEAD for the site's files and the desk, and for
// nothing else. A request for another host is refused: a page elsewhere may have
// pointed its name at this machine (DNS rebinding).
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !Ours(r.Host, s.addr) {
		http.Error(w, "unknown host", http.StatusMisdirectedRequest)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
		return
	}
	h := w.Header()
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	if r.URL.Path == deskRoot+"events" {
		s.events(w, r)
		return
	}
	a := s.state().answer(s, r.URL.Path)
	if a.err != nil {
		http.Error(w, a.err.Error(), http.StatusInternalServerError)
		return
	}
	if a.location != "" {
		h.Set("Location", a.location)
	}
	if a.kind != "" {
		h.Set("Content-Type", a.kind)
	}
	if a.fixed {
		h.Set("Cache-Control", "max-age=31536000, immutable")
	}
	w.WriteHeader(a.status)
	if r.Method == http.MethodGet {
		w.Write(a.data)
	}
}

// read gives a file of the site. If it cannot be made, and the last good one is asked for,
// that is an earlier site's. stale reports whether it is not of this snapshot.
func (st *state) read(name string, last bool) (data []byte, stale bool, err error) {
	if st.Site == nil {
		return nil, false, fs.ErrNotExist
	}
	data, err = st.Site.File(name)
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		return data, !st.good, err
	}
	st.failed.Store(true)
	if last && st.before != nil {
		data, err = st.before.File(name)
		return data, true, err
	}
	return nil, false, err
}

// answer is what a path of the server gives.
type answer struct {
	status         int
	kind, location string
	data           []byte
	fixed          bool // at this path stands nothing else, ever
	err            error
}

// answer finds what stands at a path, tagged for the preview if it is a page.
func (st *state) answer(s *Server, at string) answer {
	clean := path.Clean("/" + at)
	if clean != "/" && strings.HasSuffix(at, "/") {
		clean += "/"
	}
	switch own, found := strings.CutPrefix(clean, deskRoot); {
	case clean+"/" == deskRoot:
		return answer{status: http.StatusMovedPermanently, location: "_desk/"}
	case found && (own == "desk.css" || own == "preview.js" || own == "icon.svg"):
		data, err := assets.ReadFile("assets/" + own)
		return answer{status: http.StatusOK, kind: ContentType(own), data: data, err: err}
	case found && !strings.HasPrefix(clean, goodRoot):
		return answer{status: http.StatusNotFound, kind: types[".txt"]}
	case found:
		return st.file(s, strings.TrimPrefix(clean, goodRoot[:len(goodRoot)-1]), true)
	}
	return st.file(s, clean, false)
}

// file finds a file of the site. While the content has errors, a page gives way
// to them unless it is the last good one that is asked for; so does a file that cannot be
// made. What is not there gets a page of the preview's own: the site's 404.html finds
// its style and its links only below the address that base_url names.
func (st *state) file(s *Server, clean string, last bool) answer {
	name := strings.TrimPrefix(clean, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name = path.Join(name, "index.html")
	}
	data, stale, err := st.read(name, last)
	missing := errors.Is(err, fs.ErrNotExist)
	if missing {
		if _, _, err := st.read(path.Join(name, "index.html"), last); err == nil {
			// A relative address: an absolute one would take //host for a host.
			return answer{status: http.StatusMovedPermanently, location: path.Base(name) + "/"}
		}
	}
	switch {
	case err != nil && !missing || !last && !st.good && (missing || path.Ext(name) == ".html"):
		page, err := s.errorPage(st, clean, err)
		return answer{status: http.StatusServiceUnavailable, kind: types[".html"], data: tagged(page), err: err}
	case missing:
		page, err := s.page("missing", nil)
		return answer{status: http.StatusNotFound, kind: types[".html"], data: tagged(page), err: err}
	case path.Ext(name) != ".html":
		return answer{status: http.StatusOK, kind: ContentType(name), data: data, fixed: address.IsAsset(name)}
	}
	panel, err := s.panel(st, name, stale)
	return answer{status: http.StatusOK, kind: ContentType(name), data: tagged(s.inject(data, panel)), err: err}
}
