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

// Restore are the texts of a published edition that the content holds with other
// bytes than the ledger records, with the recorded bytes as a built site has them.
func (d *Desk) Restore(p *pipeline.Project, site fs.FS, document, edition string) []File {
	var out []File
	for _, r := range p.Records {
		if r.Document != document || r.Edition != edition || r.Kind != ledger.EditionKind && r.Kind != ledger.TextKind {
			continue
		}
		for _, t := range r.Texts {
			name := path.Join(source.Dir, document, edition, string(t.Language)+".md")
			if now, err := p.Tree.Read(name); err == nil && legal.SHA256(legal.Canonical(now)) == t.SourceSHA256 {
				continue
			}
			data, err := fs.ReadFile(site, address.Source(t.Language, document, edition))
			if err != nil || legal.SHA256(legal.Canonical(data)) != t.SourceSHA256 {
				continue // the site does not have these bytes either
			}
			out = append(out, File{name, data})
		}
	}
	return out
}
