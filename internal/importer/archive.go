package importer

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"path"
	"strings"
)

// archivedPage is the page in a web archive (.mht, RFC 2557), as browsers save a page in one
// file and Word saves as "Single file web page"; nil if data is none.
func archivedPage(data []byte) (page []byte) {
	eachPart(data, func(p part) bool {
		if p.kind == "text/html" {
			page = p.data()
		}
		return page == nil
	})
	return page
}

// letter is a mail (.eml, RFC 5322).
type letter struct {
	subject  string
	attached string // the name of a document that came with it; empty for none
	page     []byte // its text as a page
	plain    []byte // its text
	flowed   bool   // whose lines say where paragraphs end (RFC 3676)
}

// documents are the endings of attachments that may be the text which a mail is about.
var documents = map[string]bool{".docx": true, ".doc": true, ".rtf": true, ".odt": true, ".pdf": true, ".txt": true, ".md": true, ".html": true, ".htm": true, ".zip": true}

// readLetter reads a mail; it is nil if data is none.
func readLetter(data []byte) *letter {
	var l letter
	header := eachPart(data, func(p part) bool {
		switch {
		case documents[strings.ToLower(path.Ext(p.name))]:
			l.attached = cmp.Or(l.attached, p.name)
		case p.name != "":
		case p.kind == "text/html" && l.page == nil:
			l.page = p.data()
		case p.kind == "text/plain" && l.plain == nil:
			l.plain, l.flowed = p.data(), strings.EqualFold(p.params["format"], "flowed")
		}
		return true
	})
	if header == nil || l.attached == "" && l.page == nil && l.plain == nil {
		return nil
	}
	l.subject = decodedWords(header.Get("Subject"))
	return &l
}

// decodedWords is a header in which words may be encoded (RFC 2047), in UTF-8 for the most part.
func decodedWords(s string) string {
	if out, err := new(mime.WordDecoder).DecodeHeader(s); err == nil {
		return out
	}
	return s
}

// part is a part of a mail or an archive that has no parts itself.
type part struct {
	kind     string            // text/html
	name     string            // of the file; empty for none
	location string            // its address; empty for none
	id       string            // by which others link it as "cid:"
	params   map[string]string // of its kind
	body     io.Reader
}

// data is the content of a part, nil if it is damaged.
func (p part) data() []byte {
	data, err := io.ReadAll(p.body)
	if err != nil {
		return nil
	}
	return data
}

// maxNested is how deep parts may stand in one another.
const maxNested = 4

// eachPart calls visit for the parts of a mail or an archive until it returns false. It
// returns the header, nil if data is neither.
func eachPart(data []byte, visit func(part) bool) mail.Header {
	m, err := mail.ReadMessage(bytes.NewReader(bytes.TrimLeft(data, "\ufeff\r\n")))
	if err != nil {
		return nil
	}
	visitParts(textproto.MIMEHeader(m.Header), m.Body, maxNested, visit)
	return m.Header
}

func visitParts(header textproto.MIMEHeader, body io.Reader, depth int, visit func(part) bool) bool {
	kind, params, err := mime.ParseMediaType(cmp.Or(header.Get("Content-Type"), "text/plain"))
	if err != nil || depth == 0 {
		return true
	}
	if strings.HasPrefix(kind, "multipart/") {
		for parts := multipart.NewReader(body, params["boundary"]); ; {
			p, err := parts.NextRawPart()
			if err != nil {
				return true
			}
			if !visitParts(p.Header, p, depth-1, visit) {
				return false
			}
		}
	}
	switch strings.ToLower(header.Get("Content-Transfer-Encoding")) {
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	}
	_, disposition, _ := mime.ParseMediaType(header.Get("Content-Disposition"))
	name := decodedWords(cmp.Or(disposition["filename"], params["name"]))
	return visit(part{kind, name, header.Get("Content-Location"), strings.Trim(header.Get("Content-Id"), "<> "), params, body})
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
