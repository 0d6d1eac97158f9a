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
// The site's root may hold layouts/ and i18n/ besides: see Overrides.
//
// Everything is read strictly. A name that does not belong, a link, an unknown
// key is a finding; reading goes on, so that all findings come at once.
package source

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/disk"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/memo"
)

// Dir is the folder that holds the content, in the site's root.
const Dir = "content"

// LedgerFile is the ledger's path.
const LedgerFile = Dir + "/ledger.jsonl"

// SiteFile is the path of the site's settings.
const SiteFile = Dir + "/site.yaml"

// Tree is what stands under content/. Texts have their path and language; their
// content is read by whoever parses them.
type Tree struct {
	FS          fs.FS // the site's root
	Site        *legal.Site
	Documents   []*legal.Document // by id
	Ledger      []byte            // in canonical form, see legal.Canonical; nil if there is none
	Checkpoints []Checkpoint      // of the ledger, by their size
	// Refused lists, by folder, the names in an edition that had a finding.
	Refused map[string][]string
	// HasUnsure names the folders of editions that have an UnsureFile.
	HasUnsure map[string]bool
	// Folders are what the folders of Documents gave, in the same order.
	Folders []*Folder
}

// Folder is a document as its folder gave it.
type Folder struct {
	Document *legal.Document
	Found    diag.List           // what is wrong in it
	refused  map[string][]string // its part of Tree.Refused
	unsure   map[string]bool     // and of Tree.HasUnsure
}

// Known gives a folder as an earlier load read it, while nothing has changed in it, nor in the
// site's settings; nil: it is read.
type Known func(site *legal.Site, id string) *Folder

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
// folder cannot be read. fs.ErrNotExist means that root is no site. The memo, which
// may be nil, keeps what was read of edition.yaml files. The languages know under
// which names an editor writes an act. known may be nil.
func Load(root fs.FS, languages *language.Set, m *memo.Memo, known Known) (*Tree, diag.List, error) {
	l := &loader{fs: root, languages: languages, memo: m}
	if info, err := fs.Stat(root, Dir); err == nil && !info.IsDir() {
		return nil, nil, fmt.Errorf("read %s: %w", Dir, fs.ErrNotExist)
	}
	content := l.folder(Dir)
	l.overrides()
	if l.err != nil {
		return nil, nil, l.err
	}
	t := &Tree{FS: root, Site: l.site(content), Refused: map[string][]string{}, HasUnsure: map[string]bool{}}
	if content.files["ledger.jsonl"] {
		t.Ledger = legal.Canonical(l.read(LedgerFile))
	}
	for _, e := range content.entries {
		name := path.Join(Dir, e.Name())
		switch {
		case name == SiteFile || name == LedgerFile || e.Name() == l.picture:
		case name == CheckpointDir && e.IsDir():
			t.Checkpoints = l.checkpoints()
		case !e.IsDir():
			l.found.AddVariant(diag.FileUnexpected, "content", diag.Pos{File: name}, diag.Args{"name": e.Name()})
		case !legal.IsDocumentID(e.Name()):
			l.found.AddVariant(diag.NameInvalid, "document", diag.Pos{File: name}, diag.Args{"name": e.Name()})
		default:
			var f *Folder
			if known != nil {
				f = known(t.Site, e.Name())
			}
			if f == nil {
				f = l.document(t.Site, e.Name())
			}
			l.found = append(l.found, f.Found...)
			maps.Copy(t.Refused, f.refused)
			maps.Copy(t.HasUnsure, f.unsure)
			t.Documents, t.Folders = append(t.Documents, f.Document), append(t.Folders, f)
		}
	}
	return t, l.found, l.err
}

type loader struct {
	fs        fs.FS
	languages *language.Set
	memo      *memo.Memo
	found     diag.List
	err       error // the first failure of the machine

	refused map[string][]string // of a document: see Folder
	unsure  map[string]bool
	picture string // the file that site.yaml names as the logo
}

// folder is what stands in a folder of the content.
type folder struct {
	dir     string
	entries []fs.DirEntry   // to be looked at, by name
	files   map[string]bool // the names among them that are files
	refused []string        // names that have had their finding
}

// yamlFiles are the files with a fixed name.
var yamlFiles = []string{"site.yaml", "ledger.jsonl", "document.yaml", "edition.yaml"}

// windowsFiles are what Windows leaves in folders that people look at, in small letters.
var windowsFiles = []string{"desktop.ini", "thumbs.db", "ehthumbs.db"}

// folder lists a folder. It drops what is ignored (dotfiles, what Windows leaves in
// folders, and the ~$ files that stand beside a document while Word has it open) and
// what is refused: links, devices, a folder in the place of a settings file, and names
// that differ in case alone, which are one file on Windows.
func (l *loader) folder(dir string) folder {
	f := folder{dir: dir, files: map[string]bool{}}
	entries, err := fs.ReadDir(l.fs, dir)
	if err != nil && l.err == nil {
		l.err = readError(dir, err)
	}
	// Of names that differ in case the one in small letters is kept.
	fold := func(e fs.DirEntry) string { return strings.ToLower(clean(e.Name())) }
	slices.SortStableFunc(entries, func(a, b fs.DirEntry) int {
		return cmp.Or(cmp.Compare(fold(a), fold(b)), cmp.Compare(b.Name(), a.Name()))
	})
	seen := map[string]string{}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") || strings.HasPrefix(e.Name(), "~$") || slices.Contains(windowsFiles, strings.ToLower(e.Name())) {
			continue
		}
		pos, args := diag.Pos{File: path.Join(dir, e.Name())}, diag.Args{"name": e.Name()}
		other, twice := seen[fold(e)]
		if kind := refusedKind(e); kind != "" {
			l.found.AddVariant(diag.FileKind, kind, pos, args)
			f.refused = append(f.refused, e.Name())
			continue
		} else if twice {
			args["other"] = other
			l.found.Add(diag.NameCollision, pos, args)
			f.refused = append(f.refused, e.Name())
			continue
		}
		seen[fold(e)] = e.Name()
		f.entries = append(f.entries, e)
		f.files[e.Name()] = !e.IsDir()
	}
	slices.SortFunc(f.entries, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return f
}

// misnamed is the file that is meant to be the settings file base, which the
// folder lacks: edition.yml and edition.yaml.txt for edition.yaml; "" for none.
func (f folder) misnamed(base string) string {
	if f.files[base] {
		return ""
	}
	for _, e := range f.entries {
		name := strings.TrimSuffix(strings.ToLower(e.Name()), ".txt")
		if stem, ok := strings.CutSuffix(name, ".yml"); ok {
			name = stem + ".yaml"
		}
		if !e.IsDir() && name == base {
			return e.Name()
		}
	}
	return ""
}

// refusedKind says why an entry is not looked at: a variant of file-kind, or "".
func refusedKind(e fs.DirEntry) string {
	switch {
	case !e.IsDir() && !e.Type().IsRegular():
		return "special"
	case e.IsDir() && slices.Contains(yamlFiles, e.Name()):
		return "folder"
	case e.IsDir():
		return ""
	}
	if info, err := e.Info(); err == nil && hardLinks(info) > 1 {
		return "hard-link"
	}
	return ""
}

// readError says what could not be read, once.
func readError(name string, err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	return fmt.Errorf("read %s: %w", name, err)
}

// read returns a file's bytes, never nil. Nobody changes them: a file system may keep them.
func (l *loader) read(name string) []byte {
	data, err := fs.ReadFile(l.fs, name)
	if err != nil && l.err == nil {
		l.err = readError(name, err)
	}
	if data == nil {
		data = []byte{}
	}
	return slices.Clip(data)
}

// yaml reads the YAML file of a folder, reporting its absence; kind is its
// variant of file-missing.
func (l *loader) yaml(f folder, base, kind string) *object {
	name := path.Join(f.dir, base)
	if !f.files[base] {
		if other := f.misnamed(base); other != "" {
			l.found.AddVariant(diag.FileUnexpected, "settings", diag.Pos{File: path.Join(f.dir, other)}, diag.Args{"name": other, "right": base})
		} else if !slices.Contains(f.refused, base) {
			l.found.AddVariant(diag.FileMissing, kind, diag.Pos{File: name}, diag.Args{"name": base})
		}
		return newObject(name, &l.found, true)
	}
	src, found := decode(name, l.read(name))
	l.found = append(l.found, found...)
	return parseObject(name, src, &l.found)
}

// document reads the folder of a document.
func (l *loader) document(site *legal.Site, id string) *Folder {
	own := &loader{fs: l.fs, languages: l.languages, memo: l.memo, refused: map[string][]string{}, unsure: map[string]bool{}}
	d := own.readDocument(site, id)
	if l.err == nil {
		l.err = own.err
	}
	return &Folder{d, own.found, own.refused, own.unsure}
}

func (l *loader) readDocument(site *legal.Site, id string) *legal.Document {
	f := l.folder(path.Join(Dir, id))
	d := l.documentYAML(site, id, f)
	misnamed := len(f.refused) > 0
	for _, e := range f.entries {
		pos := diag.Pos{File: path.Join(f.dir, e.Name())}
		switch {
		case e.Name() == "document.yaml", e.Name() == f.misnamed("document.yaml"):
		case !e.IsDir():
			l.found.AddVariant(diag.FileUnexpected, "document", pos, diag.Args{"name": e.Name()})
			misnamed = true
		case !legal.IsEditionID(e.Name()):
			l.found.AddVariant(diag.NameInvalid, "edition", pos, diag.Args{"name": e.Name()})
			misnamed = true
		default:
			d.Editions = append(d.Editions, l.edition(site, d, e.Name()))
		}
	}
	if len(d.Editions) == 0 && !misnamed && f.files["document.yaml"] {
		l.found.Add(diag.DocumentEmpty, diag.Pos{File: f.dir + "/document.yaml"}, diag.Args{"document": id})
	}
	slices.SortFunc(d.Editions, func(a, b *legal.Edition) int { return legal.CompareEditionIDs(a.ID, b.ID) })
	return d
}

// edition lists an edition's files and reads edition.yaml.
func (l *loader) edition(site *legal.Site, d *legal.Document, id string) *legal.Edition {
	f := l.folder(path.Join(Dir, d.ID, id))
	e := l.editionYAML(site, f)
	e.ID, e.Dir = id, f.dir
	for _, entry := range f.entries {
		before := len(l.found)
		name := path.Join(f.dir, entry.Name())
		args := diag.Args{"name": entry.Name()}
		lang, isText := strings.CutSuffix(entry.Name(), ".md")
		meant := legal.MeantLang(entry.Name())
		switch {
		case entry.Name() == f.misnamed("edition.yaml"):
		case entry.Name() == UnsureFile && !entry.IsDir():
			l.unsure[f.dir] = true
		case !entry.IsDir() && isText && slices.Contains(d.Languages, legal.Lang(lang)):
			e.Texts = append(e.Texts, &legal.Text{Lang: legal.Lang(lang), Path: name})
		case entry.IsDir() && isText:
			l.found.AddVariant(diag.FileKind, "folder", diag.Pos{File: name}, args)
		case !entry.IsDir() && slices.Contains(d.Languages, meant) && (!f.files[string(meant)+".md"] || isText && l.wordless(f, meant)):
			args["right"] = string(meant) + ".md"
			l.found.AddVariant(diag.FileUnexpected, "text", diag.Pos{File: name}, args)
		case isText && slices.Contains(d.Languages, meant) && !legal.IsLang(lang):
			args["right"] = string(meant) + ".md"
			l.found.AddVariant(diag.FileUnexpected, "copy", diag.Pos{File: name}, args)
		case isText:
			args["languages"] = d.Languages
			l.found.AddVariant(diag.FileUnexpected, "language", diag.Pos{File: name}, args)
		case entry.IsDir() || legal.ShownFile(entry.Name()) && !attachable(entry.Name()) && !f.signature(entry.Name()):
			l.found.AddVariant(diag.FileUnexpected, "edition", diag.Pos{File: name}, args)
		case !fitting(entry.Name()):
			l.found.AddVariant(diag.NameInvalid, "file", diag.Pos{File: name}, args)
		default:
			e.Files = append(e.Files, legal.File{Name: entry.Name(), Path: name})
			if info, err := entry.Info(); err == nil && info.Size() == 0 && entry.Name() != "edition.yaml" {
				l.found.Add(diag.FileEmpty, diag.Pos{File: name}, args)
			}
		}
		if len(l.found) > before {
			f.refused = append(f.refused, entry.Name())
		}
	}
	l.refused[f.dir] = f.refused
	slices.SortFunc(e.Texts, func(a, b *legal.Text) int {
		return slices.Index(d.Languages, a.Lang) - slices.Index(d.Languages, b.Lang)
	})
	return e
}

// wordless reports whether the text in a language has a title at the most: a file beside
// it is no copy of that, but the text.
func (l *loader) wordless(f folder, lang legal.Lang) bool {
	name := path.Join(f.dir, string(lang)+".md")
	data := l.read(name)
	t, _ := ParseText(name, lang, data, false)
	return (len(data) == 0 || len(t.Source) > 0) && len(bytes.TrimSpace(t.Source[t.Body:])) == 0
}

// attachable reports whether a file of this kind may belong to an edition.
func attachable(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".pdf", ".png", ".jpg", ".docx":
		return true
	}
	return false
}

// signature reports whether a file is a signature of one beside it: kk.md.p7s.
func (f folder) signature(name string) bool {
	of, ok := strings.CutSuffix(name, ".p7s")
	return ok && f.files[of] && (of == "edition.yaml" || strings.HasSuffix(of, ".md") || attachable(of))
}

// fitting reports whether a name is one on every file system and in an address:
// in NFC and without marks that mean something there.
func fitting(name string) bool {
	return norm.NFC.IsNormalString(name) && !strings.ContainsFunc(name, func(r rune) bool {
		return !disk.Fits(r) || strings.ContainsRune(`%#&'`, r) || r == utf8.RuneError || refused(r, utf8.RuneLen(r)) != ""
	})
}

// Read returns the bytes of a file of the tree.
func (t *Tree) Read(name string) ([]byte, error) {
	data, err := fs.ReadFile(t.FS, name)
	if err != nil {
		return nil, readError(name, err)
	}
	return data, nil
}

// Hash reads a file of an edition and sets its hash and size.
func (t *Tree) Hash(f *legal.File) error {
	data, err := t.Read(f.Path)
	if err != nil {
		return err
	}
	f.SHA256, f.Forms, f.Size = legal.SHA256(data), nil, int64(len(data))
	if !f.Shown() {
		f.SHA256, f.Forms = legal.SHA256(legal.Canonical(data)), legal.Forms(data)
	}
	return nil
}
