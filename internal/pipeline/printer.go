package pipeline

import (
	"path"
	"slices"
	"time"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/links"
	"github.com/kelisim/kelisim/internal/memo"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/publish"
	"github.com/kelisim/kelisim/internal/render"
	"github.com/kelisim/kelisim/internal/site"
)

// Printer prints pages to PDF, for the download pdf.
type Printer struct {
	// By names the program and its version, on which the bytes of a PDF depend.
	By string
	// Print prints a page that needs no other file. It is safe for concurrent use; made
	// is the instant that the PDF says. Nil: the site is planned with its PDFs, and they
	// are handed over without their bytes.
	Print func(page []byte, made time.Time) ([]byte, error)
}

// PrintError says that a page could not be printed: then no site is written.
type PrintError struct {
	Page string // path of the page in the site
	Err  error
}

func (e *PrintError) Error() string { return "print " + e.Page + ": " + e.Err.Error() }

func (e *PrintError) Unwrap() error { return e.Err }

// Unprinted plans a site as it was built: with PDFs if it has them, which are not printed.
func Unprinted(m *publish.Manifest) *Printer {
	if !slices.ContainsFunc(m.Files, func(e publish.Entry) bool { return path.Ext(e.Name) == ".pdf" && !address.Immutable(e.Name) }) {
		return nil
	}
	return &Printer{By: "nobody"}
}

// printedBy names what prints the site's pages; empty: nothing does.
func (p *Project) printedBy() string {
	if p.printer == nil {
		return ""
	}
	return p.printer.By
}

// printed is a PDF of a page. It is printed only if the last build did not print just
// this page in just this way.
func (m *maker) printed(name string, s *site.Sheets) (*file, error) {
	page, err := m.sheets(m.renderer, s)
	if err != nil {
		return nil, err
	}
	f := &file{name: name, links: links.Read(name, nil)}
	of := memo.Of("sheets", page, s.Edition.Published, m.printer.By)
	if m.carrier != nil && m.carrier.carryPrint(name, of) {
		f.carried = true
		return f, nil
	}
	if m.printer.Print == nil {
		return f, nil
	}
	if f.data, err = m.printer.Print(page, s.Edition.Published); err != nil {
		return nil, &PrintError{s.Page.Path, err}
	}
	return f, nil
}

// sheets is a page as it is printed: one file, made by alone.
func (s *store) sheets(r *render.Renderer, of *site.Sheets) ([]byte, error) {
	page, err := r.Sheets(of)
	if err != nil {
		return nil, err
	}
	return alone(r, s.tree.Site.BaseURL, of.Page.Path, page), nil
}

// Sheet is a page that is ready to be printed.
type Sheet struct {
	Form legal.Download
	Name string // for the file: "user-agreement-4-changes.kk.pdf", of a draft "user-agreement-5-draft.kk.pdf"
	Page []byte
	Made time.Time // see [Printer]
}

// Sheets are the pages of an edition in a language that are printed: the text, its changes,
// their table. Those of a published edition are printed as a site that hands them out
// prints them; those of a draft say on each sheet that it is one.
func (p *Project) Sheets(r *render.Renderer, document, edition string, lang legal.Lang) ([]Sheet, error) {
	d := p.Standing.Document(document)
	draft := d != nil && d.Edition(edition) != nil && d.Edition(edition).Draft()
	in := p.siteInput(p.Log(), draft)
	in.Prints = draft
	own := *in.Site
	if !slices.Contains(own.Downloads, legal.DownloadPDF) {
		own.Downloads = append(slices.Clone(own.Downloads), legal.DownloadPDF)
	}
	in.Site, in.Printer = &own, "the caller"
	var out []Sheet
	err := p.store.emit(site.Plan(in), document, edition+"/"+site.SheetsGroup, func(page plan.Page) error {
		s := page.View.(*site.Sheets)
		if s.Page.Lang != lang {
			return nil
		}
		data, err := p.store.sheets(r, s)
		saved, made := address.Saved, s.Edition.Published
		if draft {
			saved, made = address.SavedDraft, p.AsOf
		}
		out = append(out, Sheet{s.Form, saved(lang, document, edition, s.Form), data, made})
		return err
	})
	return out, err
}

// emit makes one group of a document's, if the plan has it.
func (s *store) emit(of plan.Plan, document, group string, emit func(plan.Page) error) error {
	for _, part := range of.Parts {
		for _, g := range part.Groups {
			if part.Document == document && g.Name == document+"/"+group {
				return g.Make(plan.NewBench(s), emit)
			}
		}
	}
	return nil
}
