package pipeline

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/timeline"
)

// Draft names an edition that the ledger does not record.
type Draft struct {
	Document, Edition string
}

// Drafts lists the drafts that have a text, by document and edition.
func (p *Project) Drafts() []Draft {
	var out []Draft
	for _, d := range p.Tree.Documents {
		for _, e := range d.Editions {
			if !p.Published(d.ID, e.ID) && len(e.Texts) > 0 {
				out = append(out, Draft{d.ID, e.ID})
			}
		}
	}
	return out
}

// Text returns a text with its source and units. It must exist.
func (p *Project) Text(document, edition string, lang legal.Lang) (*legal.Text, error) {
	for _, e := range p.Tree.Document(document).Editions {
		if e.ID == edition {
			return p.store.Text(e.Text(lang))
		}
	}
	return nil, nil
}

// Publish makes the records that publish editions as of the project's instant,
// judging them as if all of them were published. Findings are those about the
// editions, their documents and the site; with an error there are no records. The
// error is the machine's.
// The project must have been loaded with the editions as Exact.
func (p *Project) Publish(asked []ledger.Publication) ([]ledger.Record, diag.List, error) {
	about := func(f diag.Finding) bool {
		return slices.ContainsFunc(asked, func(a ledger.Publication) bool {
			return f.Pos.File == a.Document.File || strings.HasPrefix(f.Pos.File, a.Edition.Dir+"/") || f.Pos.File == a.Edition.Dir
		})
	}
	var found diag.List
	for _, f := range p.judged {
		if about(f) || f.Severity == diag.Error && !p.ofDraft(f.Pos.File) {
			found = append(found, f)
		}
	}
	for i := range asked {
		full := *asked[i].Edition // the ledger hashes source and plain form
		full.Texts = nil
		for _, t := range asked[i].Edition.Texts {
			x, err := p.store.Text(t)
			if err != nil {
				return nil, nil, err
			}
			full.Texts = append(full.Texts, x)
		}
		asked[i].Edition = &full
	}
	records, refused := ledger.Publish(p.Records, p.AsOf, asked)
	found = append(found, unsaid(refused)...)
	if !found.HasErrors() {
		then := *p
		then.Records = append(slices.Clone(p.Records), records...)
		then.Timelines = timeline.Of(then.Records, p.AsOf)
		then.Boundary = timeline.LastBoundary(then.Records, p.AsOf)
		for _, f := range then.Plan(false).CheckLinks() {
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
