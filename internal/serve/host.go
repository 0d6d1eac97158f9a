package serve

import (
	"mime"
	"net"
	"path"
	"strings"
)

// policy is the strictest one under which every page works. The desk of this host
// may show pages in a frame, and nobody else.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'self'"

// types of the files that the system may not know.
var types = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".md": "text/markdown; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".json": "application/json",
	".jsonl": "application/jsonl; charset=utf-8", ".svg": "image/svg+xml", ".pdf": "application/pdf",
	".png": "image/png", ".jpg": "image/jpeg",
}

// ContentType is the type of a file by its name.
func ContentType(name string) string {
	ext := path.Ext(name)
	if t := types[ext]; t != "" {
		return t
	}
	if t := mime.TypeByExtension(ext); t != "" {
		return t
	}
	return "application/octet-stream"
}

// Ours reports whether a Host header names this server: localhost or an IP
// address, with the port that is listened on.
func Ours(host string, addr net.Addr) bool {
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
