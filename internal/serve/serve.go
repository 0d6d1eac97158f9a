// Package serve shows a site from memory: the preview of an editor.
package serve

import (
	"context"
	"errors"
	"mime"
	"net"
	"net/http"
	"path"
	"strings"
	"time"
)

// Site is what is served: the bytes of every file by its slash path.
type Site map[string][]byte

// policy is the strictest one under which every page works.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'"

// types of the files that the system may not know.
var types = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".md": "text/markdown; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".json": "application/json",
	".jsonl": "application/jsonl; charset=utf-8", ".svg": "image/svg+xml", ".pdf": "application/pdf",
	".png": "image/png", ".jpg": "image/jpeg",
}

// Run serves the site until ctx ends; then it stops at once and returns nil.
func Run(ctx context.Context, l net.Listener, site Site) error {
	server := &http.Server{Handler: Handler(site, l.Addr()), ReadHeaderTimeout: 10 * time.Second}
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

// Handler answers GET and HEAD for the site's files, and for nothing else. A
// request for another host is refused: a page elsewhere may have pointed its
// name at this machine (DNS rebinding).
func Handler(site Site, addr net.Addr) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !ours(r.Host, addr) {
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
		name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
		if name == "" || strings.HasSuffix(r.URL.Path, "/") {
			name = path.Join(name, "index.html")
		}
		status := http.StatusOK
		data, ok := site[name]
		if !ok {
			if _, folder := site[path.Join(name, "index.html")]; folder {
				// A relative address: an absolute one would take //host for a host.
				h.Set("Location", path.Base(name)+"/")
				w.WriteHeader(http.StatusMovedPermanently)
				return
			}
			name, status = "404.html", http.StatusNotFound
			data = site[name]
		}
		h.Set("Content-Type", contentType(name))
		w.WriteHeader(status)
		if r.Method == http.MethodGet {
			w.Write(data)
		}
	})
}

func contentType(name string) string {
	ext := path.Ext(name)
	if t := types[ext]; t != "" {
		return t
	}
	if t := mime.TypeByExtension(ext); t != "" {
		return t
	}
	return "application/octet-stream"
}

// ours reports whether a Host header names this server: localhost or an IP
// address, with the port that is listened on.
func ours(host string, addr net.Addr) bool {
	name, port, err := net.SplitHostPort(host)
	if err != nil {
		name, port = host, "80"
	}
	_, listening, err := net.SplitHostPort(addr.String())
	if err != nil || port != listening {
		return false
	}
	return name == "localhost" || net.ParseIP(strings.Trim(name, "[]")) != nil
}
