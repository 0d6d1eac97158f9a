package desk

import (
	"io/fs"
	"path"
	"slices"
	"strconv"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/source"
)

// File is a file of the site to be written: its slash path and its bytes.
type File struct {
	Name string
	Data []byte
}

// NewDocument are the files of a new document with its first draft, whose texts hold
// nothing but a title, or why there can be none, in words. A document that is an
// annex names the one that it belongs to.
func (d *Desk) NewDocument(p *pipeline.Project, id, kind, annexOf, title string) ([]File, string) {
	switch {
	case !legal.IsDocumentID(id):
		return nil, d.Words.Say("error.document-id", "document", id)
	case p.Tree.Document(id) != nil:
		return nil, d.Words.Say("studio.document-exists", "document", id)
	case !slices.Contains(legal.Kinds, legal.Kind(kind)) || annexOf != "" && p.Tree.Document(annexOf) == nil:
		return nil, d.Words.Say("studio.document-kind")
	}
	yaml := "kind: " + kind + "\n"
	if annexOf != "" {
		yaml += "annex_of: " + annexOf + "\n"
	}
	order := 1
	for _, other := range p.Tree.Documents {
		order = max(order, other.Order+1)
	}
	yaml += "order: " + strconv.Itoa(order) + "\n"
	dir := path.Join(source.Dir, id)
	files := []File{{path.Join(dir, "document.yaml"), []byte(yaml)},
		{path.Join(dir, "1", "edition.yaml"), []byte("# " + d.Words.Say("work.comment-effective") + "\n")}}
	for _, lang := range p.Tree.Site.Languages {
		text := Begin("", true)
		if string(lang) == d.Words.Lang() {
			text = Begin(title, true)
		}
		files = append(files, File{path.Join(dir, "1", string(lang)+".md"), text})
	}
	return files, ""
}

// Restore are the files of a published edition, its texts and edition.yaml among them,
// that the content holds with other bytes than the ledger records, or not at all; with
// the recorded bytes as a built site has them, else the history that kept gives by name.
func (d *Desk) Restore(p *pipeline.Project, site fs.FS, kept func(name string) [][]byte, document, edition string) []File {
	var out []File
	restore := func(file, at string, recorded func([]byte) bool) {
		name := path.Join(source.Dir, document, edition, file)
		if now, err := p.Tree.Read(name); err == nil && recorded(now) {
			return
		}
		if data, err := fs.ReadFile(site, at); err == nil && recorded(data) {
			out = append(out, File{name, data})
			return
		}
		if all := kept(name); slices.ContainsFunc(all, recorded) {
			out = append(out, File{name, all[slices.IndexFunc(all, recorded)]})
		}
	}
	for _, r := range p.Records {
		if r.Document != document || r.Edition != edition || r.Kind != ledger.EditionKind && r.Kind != ledger.TextKind {
			continue
		}
		for _, t := range r.Texts {
			restore(string(t.Language)+".md", address.Source(t.Language, document, edition), func(data []byte) bool { return legal.SHA256(legal.Canonical(data)) == t.SourceSHA256 })
		}
		for _, f := range r.Files {
			restore(f.Name, address.File(document, edition, f.Name), func(data []byte) bool {
				return legal.SHA256(data) == f.SHA256 || legal.SHA256(legal.Canonical(data)) == f.SHA256
			})
		}
	}
	return out
}
