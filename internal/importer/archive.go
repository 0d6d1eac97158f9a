package importer

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
)

// archivedPage is the page in a web archive (.mht, RFC 2557), as browsers save a page in one
// file and Word saves as "Single file web page"; nil if data is none.
func archivedPage(data []byte) []byte {
	m, err := mail.ReadMessage(bytes.NewReader(bytes.TrimLeft(data, "\ufeff\r\n")))
	if err != nil {
		return nil
	}
	return pageIn(m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body, maxNested)
}

// maxNested is how deep parts of an archive may stand in one another.
const maxNested = 4

// pageIn is the first page in a part of an archive.
func pageIn(kind, coding string, body io.Reader, depth int) []byte {
	kind, params, err := mime.ParseMediaType(kind)
	switch {
	case err != nil || depth == 0:
		return nil
	case strings.HasPrefix(kind, "multipart/"):
		parts := multipart.NewReader(body, params["boundary"])
		for {
			part, err := parts.NextRawPart()
			if err != nil {
				return nil
			}
			if page := pageIn(part.Header.Get("Content-Type"), part.Header.Get("Content-Transfer-Encoding"), part, depth-1); page != nil {
				return page
			}
		}
	case kind != "text/html":
		return nil
	}
	switch strings.ToLower(coding) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	page, err := io.ReadAll(body)
	if err != nil {
		return nil
	}
	return page
}

// isPage reports whether data begins as a web page does, whatever the file is called.
// Sites of laws and Word itself give pages the name of a Word document.
func isPage(data []byte) bool {
	start := bytes.ToLower(bytes.TrimSpace(bytes.TrimPrefix(data[:min(len(data), 1000)], []byte("\ufeff"))))
	if bytes.HasPrefix(start, []byte("<?xml")) {
		start = bytes.TrimSpace(start[bytes.IndexByte(start, '>')+1:])
	}
	return bytes.HasPrefix(start, []byte("<html")) || bytes.HasPrefix(start, []byte("<!doctype html"))
}
