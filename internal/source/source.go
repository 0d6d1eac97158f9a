// Package source finds and reads a site's content: which documents, editions and
// files there are, and what their YAML says. It reads texts on request, so that
// the caller decides how many are in memory.
//
//	content/
//	  site.yaml
//	  ledger.jsonl
//	  user-agreement/document.yaml
//	  user-agreement/3/edition.yaml
//	  user-agreement/3/kk.md
//	  user-agreement/3/order.pdf
//
// Everything is read strictly. A name that does not belong, a link, an unknown
// key is a finding; reading goes on, so that all findings come at once.
package source

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// Dir is the folder that holds the content, in the site's root.
const Dir = "content"

// LedgerFile is the ledger's path.
const LedgerFile = Dir + "/ledger.jsonl"

// SiteFile is the path of the site's settings.
const SiteFile = Dir + "/site.yaml"

// Tree is what stands under content/. Texts have their path and language; their
// content is read by Text.
type Tree struct {
	FS        fs.FS // the site's root
	Site      *legal.Site
	Documents []*legal.Document // by id
	Ledger    []byte            // nil where there is none
}

// Document returns the document with an id, or nil.
func (t *Tree) Document(id string) *legal.Document {
	for _, d := range t.Documents {
		if d.ID == id {
			return d
		}
	}
	return nil
}

// Load reads the tree below content/ of root. The error is the machine's: the
// folder cannot be read. fs.ErrNotExist means that root is no site.
func Load(root fs.FS) (*Tree, diag.List, error) {
	l := &loader{fs: root}
	entries, err := fs.ReadDir(root, Dir)
	if err != nil {
		return nil, nil, fmt.Errorf("read %s: %w", Dir, err)
	}
	t := &Tree{FS: root, Site: l.site()}
	for _, e := range l.entries(Dir, entries) {
		name := path.Join(Dir, e.Name())
		switch {
		case !e.IsDir() && name == SiteFile:
		case !e.IsDir() && name == LedgerFile:
			t.Ledger = l.read(name)
		case !e.IsDir():
			l.found.Error("file-unexpected", diag.Pos{File: name}, diag.Args{"name": e.Name()}).Variant = "content"
		case !legal.IsDocumentID(e.Name()):
			l.found.Error("name-invalid", diag.Pos{File: name}, diag.Args{"name": e.Name()}).Variant = "document"
		default:
			t.Documents = append(t.Documents, l.document(t.Site, e.Name()))
		}
	}
	return t, l.found, l.err
}

type loader struct {
	fs    fs.FS
	found diag.List
	err   error // the first failure of the machine
}

// entries drops what is ignored (dotfiles) or refused (links, devices), and
// reports names that differ in case alone: they are one file on Windows.
func (l *loader) entries(dir string, entries []fs.DirEntry) []fs.DirEntry {
	var kept []fs.DirEntry
	seen := map[string]string{}
	for _, e := range entries {
		name := path.Join(dir, e.Name())
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		if !e.IsDir() && !e.Type().IsRegular() {
			l.found.Error("file-kind", diag.Pos{File: name}, diag.Args{"name": e.Name()}).Variant = "special"
			continue
		}
		if info, err := e.Info(); err == nil && !e.IsDir() && hardLinks(info) > 1 {
			l.found.Error("file-kind", diag.Pos{File: name}, diag.Args{"name": e.Name()}).Variant = "hard-link"
			continue
		}
		folded := strings.ToLower(clean(e.Name()))
		if other, twice := seen[folded]; twice {
			l.found.Error("name-collision", diag.Pos{File: name}, diag.Args{"name": e.Name(), "other": other})
			continue
		}
		seen[folded] = e.Name()
		kept = append(kept, e)
	}
	return kept
}

func (l *loader) readDir(dir string) []fs.DirEntry {
	entries, err := fs.ReadDir(l.fs, dir)
	if err != nil && l.err == nil {
		l.err = fmt.Errorf("read %s: %w", dir, err)
	}
	return l.entries(dir, entries)
}

// read returns a file, or nil where it does not exist.
func (l *loader) read(name string) []byte {
	data, err := fs.ReadFile(l.fs, name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) && l.err == nil {
		l.err = fmt.Errorf("read %s: %w", name, err)
	}
	return data
}

// yaml reads a YAML file, reporting its absence.
func (l *loader) yaml(name string) *object {
	data := l.read(name)
	if data == nil {
		l.found.Error("file-missing", diag.Pos{File: name}, diag.Args{"name": path.Base(name)})
	}
	src, found := Decode(name, data)
	l.found = append(l.found, found...)
	return parseObject(name, src, &l.found)
}

func (l *loader) document(site *legal.Site, id string) *legal.Document {
	dir := path.Join(Dir, id)
	d := l.documentYAML(site, id, dir+"/document.yaml")
	for _, e := range l.readDir(dir) {
		name := path.Join(dir, e.Name())
		switch {
		case !e.IsDir() && e.Name() == "document.yaml":
		case !e.IsDir():
			l.found.Error("file-unexpected", diag.Pos{File: name}, diag.Args{"name": e.Name()}).Variant = "document"
		case !legal.IsEditionID(e.Name()):
			l.found.Error("name-invalid", diag.Pos{File: name}, diag.Args{"name": e.Name()}).Variant = "edition"
		default:
			d.Editions = append(d.Editions, l.edition(site, d, e.Name()))
		}
	}
	slices.SortFunc(d.Editions, func(a, b *legal.Edition) int { return legal.CompareEditionIDs(a.ID, b.ID) })
	return d
}

// edition lists an edition's files and reads edition.yaml.
func (l *loader) edition(site *legal.Site, d *legal.Document, id string) *legal.Edition {
	dir := path.Join(Dir, d.ID, id)
	e := l.editionYAML(site, dir+"/edition.yaml")
	e.ID, e.Dir = id, dir
	for _, entry := range l.readDir(dir) {
		name := path.Join(dir, entry.Name())
		lang, isText := strings.CutSuffix(entry.Name(), ".md")
		switch {
		case entry.IsDir():
			l.found.Error("file-unexpected", diag.Pos{File: name}, diag.Args{"name": entry.Name()}).Variant = "edition"
		case isText && slices.Contains(d.Languages, legal.Lang(lang)):
			e.Texts = append(e.Texts, &legal.Text{Lang: legal.Lang(lang), Path: name})
		case isText:
			f := l.found.Error("file-unexpected", diag.Pos{File: name}, diag.Args{"name": entry.Name(), "languages": join(d.Languages)})
			f.Variant = "language"
		case entry.Name() == "edition.yaml" || attachable(entry.Name()):
			e.Files = append(e.Files, legal.File{Name: entry.Name(), Path: name})
		default:
			l.found.Error("file-unexpected", diag.Pos{File: name}, diag.Args{"name": entry.Name()}).Variant = "edition"
		}
	}
	slices.SortFunc(e.Texts, func(a, b *legal.Text) int {
		return slices.Index(d.Languages, a.Lang) - slices.Index(d.Languages, b.Lang)
	})
	return e
}

// attachable reports whether a file of this name may belong to an edition.
func attachable(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".pdf", ".png", ".jpg", ".docx":
		return !strings.ContainsAny(name, `%?#&<>"'\:*|`)
	}
	return false
}

// Text reads a text's file. The text's own fields are set; Units stay empty.
func (t *Tree) Text(x *legal.Text) (diag.List, error) {
	data, err := fs.ReadFile(t.FS, x.Path)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", x.Path, err)
	}
	parsed, found := ParseText(x.Path, x.Lang, data, true)
	*x = *parsed
	return found, nil
}

// Hash reads a file of an edition and sets its hash and size.
func (t *Tree) Hash(f *legal.File) error {
	data, err := fs.ReadFile(t.FS, f.Path)
	if err != nil {
		return fmt.Errorf("read %s: %w", f.Path, err)
	}
	f.SHA256, f.Size = legal.SHA256(data), int64(len(data))
	return nil
}

func join(languages []legal.Lang) string {
	s := make([]string, len(languages))
	for i, l := range languages {
		s[i] = string(l)
	}
	return strings.Join(s, ", ")
}
