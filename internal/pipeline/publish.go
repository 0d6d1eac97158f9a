package pipeline

import (
	"slices"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/standing"
)

// Draft names an edition that the ledger does not record.
type Draft struct {
	Document, Edition string
}

// Drafts lists the drafts that have a text, by document and edition.
func (p *Project) Drafts() []Draft {
	var out []Draft
	for _, d := range p.Standing.Documents {
		for _, e := range d.Editions {
			if e.State() == standing.Draft && len(e.Texts) > 0 {
				out = append(out, Draft{d.ID, e.ID})
			}
		}
	}
	return out
}

// Text returns a text of the content with its source and units.
func (p *Project) Text(t *legal.Text) (*legal.Text, error) { return p.store.Text(t) }

// Publish makes the records that publish editions as of the project's instant,
// judging them as if all of them were published. Findings are those about the
// editions, their documents and the site; with an error there are no records. The
// error is the machine's.
// The project must have been loaded with the editions as Exact.
func (p *Project) Publish(asked []ledger.Publication) ([]ledger.Record, diag.List, error) {
	about := func(f diag.Finding) bool {
		return slices.ContainsFunc(asked, func(a ledger.Publication) bool {
			return p.Standing.Subject(f.Pos.File).About(p.Standing.Edition(a.Edition))
		})
	}
	var found diag.List
	for _, f := range p.judged {
		if f.Code == diag.AnnexDraft && f.Variant == "" && about(f) {
			continue // just this annex is being published
		}
		if about(f) || p.Standing.Stops(f) {
			found = append(found, f)
		}
	}
	for i := range asked { // the ledger hashes source and plain form
		full, err := p.full(asked[i].Edition)
		if err != nil {
			return nil, nil, err
		}
		asked[i].Edition = full
	}
	unagreed, err := p.unagreed(asked)
	if err != nil {
		return nil, nil, err
	}
	found = append(found, unagreed...)
	found = append(found, p.skipping(asked)...)
	records, refused := ledger.Publish(p.Records, p.AsOf, asked)
	found = append(found, p.unsaid(refused)...)
	if !found.HasErrors() {
		for _, f := range p.Then(records).View(false).CheckLinks() {
			if about(f) {
				found = append(found, f)
			}
		}
	}
	found.Sort()
	if found.HasErrors() {
		return nil, found, nil
	}
	return records, found, nil
}

// behind finds that a draft has a number before that of an edition that it follows.
func behind(e *standing.Edition) (found diag.List) {
	if other := e.Behind(); other != nil {
		found.AddVariant(diag.EditionOrder, "published", diag.Pos{File: e.Content.Dir}, diag.Args{"document": e.Document.ID, "edition": e.ID, "other": other.ID})
	}
	return found
}

// skipping finds the editions before which a draft stands that is not published with
// them. Afterwards it could take effect after them alone, under a smaller number, and its
// text would lack what they changed. It finds such a draft, too.
func (p *Project) skipping(asked []ledger.Publication) (found diag.List) {
	for _, a := range asked {
		e := p.Standing.Edition(a.Edition)
		found = append(found, behind(e)...)
		before := e.Waits()
		if before != nil && !slices.ContainsFunc(asked, func(x ledger.Publication) bool { return p.Standing.Edition(x.Edition) == before }) {
			found.AddVariant(diag.EditionOrder, "draft", diag.Pos{File: a.Edition.Dir}, diag.Args{"document": a.Document.ID, "edition": e.ID, "other": before.ID})
		}
	}
	return found
}

// Then is the standing at the project's instant once the ledger holds more records.
func (p *Project) Then(records []ledger.Record) *standing.Site {
	return standing.Of(standing.Input{Documents: p.Tree.Documents, Records: append(slices.Clone(p.Records), records...), At: p.AsOf})
}
