package docx

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// Limits keep a hostile file from taking more than a few hundred megabytes.
const (
	maxSize     = 32 << 20 // bytes of a file
	maxPart     = 32 << 20 // bytes of an unpacked part
	maxElements = 1 << 20  // of all parts together
	maxDepth    = 256      // of elements inside each other
	maxParts    = 1 << 14
)

// Reasons why a file is not read.
var (
	errEncrypted = errors.New("encrypted or of the old binary format")
	errLimit     = errors.New("too large")
)

// partError says what is wrong with a part of the package.
type partError struct {
	part string
	err  error
}

func (e *partError) Error() string { return e.part + ": " + e.err.Error() }
func (e *partError) Unwrap() error { return e.err }

var errMissing = errors.New("missing")

// pack is an opened package: parts by name, as relationships name them.
type pack struct {
	files    map[string]*zip.File // by name in small letters, without the leading slash
	elements int                  // left of maxElements
}

// openPack opens the package in data.
func openPack(data []byte) (*pack, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		// An OLE container: a .docx under a password, or a .doc.
		return nil, errEncrypted
	case len(data) > maxSize:
		return nil, errLimit
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, &partError{"ZIP", err}
	}
	if len(z.File) > maxParts {
		return nil, errLimit
	}
	p := &pack{files: make(map[string]*zip.File, len(z.File)), elements: maxElements}
	for _, f := range z.File {
		name := partName(f.Name)
		if strings.HasSuffix(name, "/") {
			continue
		}
		if p.files[name] != nil {
			return nil, &partError{f.Name, errors.New("stands twice in the package")}
		}
		p.files[name] = f
	}
	return p, nil
}

// partName is the form in which names of parts are compared.
func partName(s string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(s, `\`, "/"), "/"))
}

// attached is what Settings.Attached wrote; empty if nothing did. Other programs
// attach parts of their own, in any form, which are nothing to this one.
func (p *pack) attached(rels []relation) string {
	for _, r := range rels {
		if r.kind != "customXml" || r.extern {
			continue
		}
		data, err := p.unpack(r.target)
		if err != nil || !bytes.Contains(data, []byte(attachedNS)) {
			continue
		}
		if root, err := parseXML(data, &p.elements); err == nil && root.name == "k:text" {
			return string(root.text)
		}
	}
	return ""
}

// read unpacks a part and returns its root element.
func (p *pack) read(name string) (*node, error) {
	data, err := p.unpack(name)
	if err != nil {
		return nil, err
	}
	root, err := parseXML(data, &p.elements)
	switch {
	case errors.Is(err, errLimit):
		return nil, err
	case err != nil:
		return nil, &partError{name, err}
	}
	return root, nil
}

// unpack is the bytes of a part.
func (p *pack) unpack(name string) ([]byte, error) {
	f := p.files[partName(name)]
	if f == nil {
		return nil, &partError{name, errMissing}
	}
	r, err := f.Open()
	if err != nil {
		return nil, &partError{name, err}
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, maxPart+1))
	switch {
	case len(data) > maxPart:
		return nil, errLimit
	case err != nil:
		return nil, &partError{name, err}
	}
	return data, nil
}

// relation is one relationship of a part.
type relation struct {
	id     string
	kind   string // last element of its type: "styles", "hyperlink"
	target string // name of a part, or an address
	extern bool
}

// relations reads the relationships of a part; of the package if part is empty.
// A part without relationships has none.
func (p *pack) relations(part string) ([]relation, error) {
	dir, base := path.Split(part)
	name := dir + "_rels/" + base + ".rels"
	if p.files[partName(name)] == nil {
		if part == "" {
			return nil, &partError{name, errMissing}
		}
		return nil, nil
	}
	root, err := p.read(name)
	if err != nil {
		return nil, err
	}
	var out []relation
	for _, n := range root.kids {
		r := relation{id: n.attr("Id"), kind: path.Base(n.attr("Type")), target: n.attr("Target"), extern: n.attr("TargetMode") == "External"}
		if !r.extern {
			r.target = path.Join("/", dir, r.target)[1:]
			if t := n.attr("Target"); strings.HasPrefix(t, "/") {
				r.target = path.Clean(t)[1:]
			}
		}
		out = append(out, r)
	}
	return out, nil
}

// find returns the target of the first relationship of a kind; empty if there is none.
func find(rels []relation, kind string) string {
	for _, r := range rels {
		if r.kind == kind && !r.extern {
			return r.target
		}
	}
	return ""
}

// optional reads the part of a kind. It is nil if the document names none; a
// part that is named must be there.
func (p *pack) optional(rels []relation, kind string) (*node, error) {
	name := find(rels, kind)
	if name == "" {
		return nil, nil
	}
	root, err := p.read(name)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", kind, err)
	}
	return root, nil
}
