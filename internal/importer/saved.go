package importer

import (
	"bytes"
	"io"
	"io/fs"
	"net/url"
	"path"
	"strings"
)

// saved are the files that were saved with a page: those in a web archive, or those that lie
// beside the page, as a browser saves «name.html» and «name_files/main.css». The net is
// never asked. A nil saved holds no file.
type saved struct {
	folder fs.FS             // of the page; nil: an archive
	parts  map[string][]byte // of an archive, by their addresses
	base   *url.URL          // of the page
	files  int               // that were read
	size   int               // of them
}

// Bounds of the style sheets of a page: a site has some tens, each of some hundred kilobytes.
const (
	maxSheets    = 50
	maxSheetSize = maxSize
)

// savedWith finds the files that were saved with a page: in data, if that is an archive, else in the folder
// of the page, which may be nil.
func savedWith(data []byte, folder fs.FS) *saved {
	s := &saved{parts: map[string][]byte{}}
	eachPart(data, func(p part) bool {
		if p.kind == "text/html" && s.base == nil {
			s.base, _ = url.Parse(p.location)
		}
		if p.kind == "text/css" {
			css := p.data()
			s.parts[p.location] = css
			if p.id != "" {
				s.parts["cid:"+p.id] = css
			}
		}
		return true
	})
	if s.base == nil && folder != nil {
		s.folder = folder
	}
	return s
}

// page is the address of the page, against which it links.
func (s *saved) page() *url.URL {
	if s == nil || s.base == nil {
		return &url.URL{}
	}
	return s.base
}

// read gives the file that stands at an address as the one at base writes it, and its own address. A file beside the page
// has to be linked by a path that stays in the folder of the page.
func (s *saved) read(href string, base *url.URL) (text string, at *url.URL, ok bool) {
	u, err := url.Parse(strings.TrimSpace(href))
	if s == nil || err != nil || s.files == maxSheets {
		return "", nil, false
	}
	var data []byte
	switch {
	case s.folder == nil:
		at = base.ResolveReference(u)
		if data, ok = s.parts[at.String()]; !ok {
			return "", nil, false
		}
	case u.IsAbs() || u.Host != "" || path.IsAbs(u.Path):
		return "", nil, false
	default:
		at = &url.URL{Path: path.Join(path.Dir(base.Path), u.Path)}
		if data = s.file(at.Path); data == nil {
			return "", nil, false
		}
	}
	s.files++
	s.size += len(data)
	return strings.ToValidUTF8(string(bytes.TrimPrefix(data, []byte("\ufeff"))), "\ufffd"), at, s.size <= maxSheetSize
}

// file is a file of the folder, nil if there is none or it is too large.
func (s *saved) file(name string) []byte {
	if !fs.ValidPath(name) {
		return nil
	}
	f, err := s.folder.Open(name)
	if err != nil {
		return nil
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil
	}
	data, err := io.ReadAll(io.LimitReader(f, maxSheetSize+1))
	if err != nil || len(data) > maxSheetSize {
		return nil
	}
	return data
}
