package draft

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/importer"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/source"
)

// Place is where an imported file goes.
type Place struct {
	Document, Edition string
	Language          legal.Lang
	Annex             string // the id of its annex; empty: the document's id and a number
	Unsure            string // the comment above the places of which the import was not sure
}

// Check refuses ids that cannot be, and a language that the site does not have.
func (at Place) Check(p *pipeline.Project) error {
	switch {
	case !legal.IsDocumentID(at.Document):
		return refuse("error.document-id", "document", at.Document)
	case at.Annex != "" && (!legal.IsDocumentID(at.Annex) || at.Annex == at.Document):
		return refuse("error.document-id", "document", at.Annex)
	case !legal.IsEditionID(at.Edition):
		return refuse("error.edition-id", "edition", at.Edition)
	case !slices.Contains(p.Tree.Site.Languages, at.Language):
		return refuse("error.language", "language", string(at.Language))
	}
	return nil
}

// Document is what one draft of an import becomes.
type Document struct {
	ID      string
	Text    string // the slash path of its text, from the site's root
	Kind    legal.Kind
	AnnexOf string
	// Approved is the act that the new edition.yaml holds; nil if there is none, or if
	// that file exists already.
	Approved *legal.Approval
}

// Import is what an imported file becomes: a document for each draft, in order.
type Import struct {
	Documents []Document
	Files
}

// Imported lists the files that the drafts of an import become below dir, the site's
// folder. A language may join a draft edition; a text that exists, or an edition that
// the ledger records, is refused. The untouched sample of a new site makes room. If
// nothing says what kind of document a draft is, it becomes rules, and the result gets
// a finding.
func Imported(dir string, p *pipeline.Project, result *importer.Result, at Place) (*Import, error) {
	m := &maker{dir: dir, project: p, result: result, at: at, others: len(p.Tree.Documents)}
	m.Sample = untouchedSample(dir, p)
	if m.Sample != nil {
		m.others--
	}
	for i := range result.Drafts {
		if err := m.document(i); err != nil {
			return nil, err
		}
	}
	for i := range result.Drafts {
		if err := m.unsure(i); err != nil {
			return nil, err
		}
	}
	return &m.Import, nil
}

// maker makes the documents of an import.
type maker struct {
	Import
	dir     string
	project *pipeline.Project
	result  *importer.Result
	at      Place

	annexes int // so far
	others  int // documents of the site that stay
}

// document makes the files of draft i.
func (m *maker) document(i int) error {
	d := &m.result.Drafts[i]
	made := Document{ID: m.at.Document}
	if d.Annex {
		m.annexes++
		made.ID = m.annexID()
	}
	folder := path.Join(source.Dir, made.ID, m.at.Edition)
	made.Text = path.Join(folder, string(m.at.Language)+".md")
	doc, taken := m.project.Tree.Document(made.ID), func(name string) bool { return exists(m.dir, name) }
	if m.Sample != nil && made.ID == sampleID {
		doc, taken = nil, func(string) bool { return false }
	}
	switch {
	case recorded(m.project, doc, m.at.Edition) || taken(made.Text):
		return refuse("import.exists", "document", made.ID, "edition", m.at.Edition)
	case doc != nil && !slices.Contains(doc.Languages, m.at.Language):
		return refuse("error.language", "language", string(m.at.Language))
	case doc == nil:
		m.settings(&made, i)
	default:
		made.Kind, made.AnnexOf = doc.Kind, doc.AnnexOf
	}
	if name := path.Join(folder, "edition.yaml"); !taken(name) {
		edition := ""
		if doc != nil && len(doc.Editions) > 0 {
			edition = "material: true\n"
		}
		if x := d.Approved; x != nil {
			made.Approved = x
			edition += fmt.Sprintf("approved: {act: %s, number: %q, date: %s}\n", x.Act, x.Number, x.Date)
		}
		m.add(name, edition)
	}
	m.add(made.Text, string(d.Markdown))
	m.Documents = append(m.Documents, made)
	return nil
}

// settings makes document.yaml for draft i.
func (m *maker) settings(made *Document, i int) {
	d := &m.result.Drafts[i]
	made.Kind = d.Kind
	if made.Kind == "" {
		made.Kind = legal.Rules
		variant := ""
		if d.Annex {
			variant = "annex"
		}
		m.result.Tell(diag.ImportKind, variant, i, diag.Args{"kind": string(made.Kind)})
	}
	yaml := "kind: " + string(made.Kind) + "\n"
	if d.Annex {
		made.AnnexOf = m.at.Document
		yaml += "annex_of: " + made.AnnexOf + "\n"
	}
	m.add(path.Join(source.Dir, made.ID, "document.yaml"), yaml+"order: "+strconv.Itoa(m.others+1+m.annexes)+"\n")
}

// annexID is the id of the document that the present annex becomes.
func (m *maker) annexID() string {
	switch {
	case m.at.Annex == "":
		return m.at.Document + "-annex-" + strconv.Itoa(m.annexes)
	case m.annexes > 1:
		return m.at.Annex + "-" + strconv.Itoa(m.annexes)
	}
	return m.at.Annex
}

// unsure adds the places of draft i of which the import was not sure to the file that
// check reads beside the text, if there are any. Numbers of an unknown form are not
// among them: check finds those itself.
func (m *maker) unsure(i int) error {
	text := m.Documents[i].Text
	lines := strings.Split(string(m.result.Drafts[i].Markdown), "\n")
	var b strings.Builder
	for _, t := range m.result.Found {
		if t.Draft != i || t.Line == 0 || t.Severity != diag.Warning || t.Line > len(lines) || t.Code == diag.ImportLabel && slices.Contains([]string{"again", "none", "odd"}, t.Variant) {
			continue
		}
		fmt.Fprintf(&b, "- text: %s\n  finding: %s\n  line: %s\n", path.Base(text), t.Key(), strconv.Quote(beginning(lines[t.Line-1])))
		for _, name := range slices.Sorted(maps.Keys(t.Args)) {
			fmt.Fprintf(&b, "  %s: %s\n", name, strconv.Quote(fmt.Sprint(t.Args[name])))
		}
	}
	if b.Len() == 0 {
		return nil
	}
	name := path.Join(path.Dir(text), source.UnsureFile)
	before, err := os.ReadFile(filepath.Join(m.dir, filepath.FromSlash(name)))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	list := "# " + m.at.Unsure + "\n" + b.String()
	m.Writes = append(m.Writes, File{name, append(slices.Clip(before), list...), before})
	return nil
}

// beginning is as much of a line as finds it again.
func beginning(line string) string {
	const most = 80
	if runes := []rune(line); len(runes) > most {
		return string(runes[:most])
	}
	return line
}
