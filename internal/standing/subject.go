package standing

import (
	"path"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// Subject is what a file of the content belongs to. A finding concerns what its
// file belongs to: nobody else derives that from a path.
type Subject struct {
	Document *Document  // nil: the site
	Edition  *Edition   // nil: the document as a whole
	File     string     // the name in the edition's folder; empty for the folder itself
	Lang     legal.Lang // of a text: kk for kk.md
}

// Subject finds what a path belongs to, whether or not there is a file: a rule
// may speak of a text that is missing.
func (s *Site) Subject(file string) Subject {
	if e := s.folders[file]; e != nil {
		return Subject{Document: e.Document, Edition: e}
	}
	dir, name := path.Split(file)
	dir = strings.TrimSuffix(dir, "/")
	if e := s.folders[dir]; e != nil {
		x := Subject{Document: e.Document, Edition: e, File: name}
		if lang, ok := strings.CutSuffix(name, ".md"); ok {
			x.Lang = legal.Lang(lang)
		}
		return x
	}
	for ; dir != "." && dir != ""; dir = path.Dir(dir) {
		if d := s.roots[dir]; d != nil {
			return Subject{Document: d}
		}
	}
	return Subject{Document: s.roots[file]}
}

// Fixed reports whether the ledger records the file, at whatever instant: nobody
// can mend what is wrong with it. It is not so of an edition's folder.
func (x Subject) Fixed() bool {
	return x.Edition != nil && x.File != "" && x.Edition.Recorded(x.Lang)
}

// Draft reports whether the file belongs to nothing that is published: to a draft,
// to a document of which nothing is recorded, or to a text that would be added
// to a published edition.
func (x Subject) Draft() bool {
	switch {
	case x.Document == nil:
		return false
	case x.Edition == nil:
		return !x.Document.site.recorded[key{x.Document.ID, "", ""}]
	case x.Edition.Draft():
		return true
	}
	return slices.Contains(x.Document.Languages, x.Lang) && !x.Edition.Recorded(x.Lang)
}

// About reports whether the file belongs to the edition: to its folder, or, as
// document.yaml, to its document as a whole.
func (x Subject) About(e *Edition) bool {
	return x.Document == e.Document && (x.Edition == nil || x.Edition == e)
}

// Awaited reports whether an error in the file must be mended before something of
// the edition can be published: the file is about the draft, or it is a text that
// would be added to the published edition.
func (x Subject) Awaited(e *Edition) bool {
	return e.Draft() && x.About(e) || x.Edition == e && slices.Contains(e.Fresh(), x.Lang)
}

// IDs are the ids of the document and the edition; empty for the site, or for the
// document as a whole.
func (x Subject) IDs() (document, edition string) {
	if x.Document != nil {
		document = x.Document.ID
	}
	if x.Edition != nil {
		edition = x.Edition.ID
	}
	return document, edition
}

// Named is a site for messages in one language: whose a file is, and what documents are called.
type Named struct {
	site *Site
	lang legal.Lang
}

// In is the site for messages in a language.
func (s *Site) In(lang legal.Lang) Named { return Named{s, lang} }

// Whose gives the ids of the document and the edition that a file belongs to, "" for none.
func (n Named) Whose(file string) (document, edition string) { return n.site.Subject(file).IDs() }

// Title is that of a document by its id; "" if there is no such document, or it has none.
func (n Named) Title(document string) string {
	d := n.site.Document(document)
	if d == nil {
		return ""
	}
	return d.Title(n.lang)
}

// Stops reports whether a finding stops a build: an error about the site's files,
// the ledger or what is published. One about a draft stops nothing.
func (s *Site) Stops(f diag.Finding) bool {
	return f.Severity == diag.Error && !s.Subject(f.Pos.File).Draft()
}
