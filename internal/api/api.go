package api

import (
	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/standing"
	"github.com/kelisim/kelisim/internal/strand"
)

// Input is what the data is planned from.
type Input struct {
	Site     *legal.Site
	Standing *standing.Site // of all documents; the texts have their Index
	Reading  string         // the hash of the rules by which texts are read: see plan.FactsOf
	Ledger   []byte         // what the site serves of ledger.jsonl
	Version  string         // of the program, for index.json; may be empty
}

// planner is what all data has in common.
type planner struct {
	site    *legal.Site
	view    *standing.Site // what is published
	facts   *plan.Facts    // of the view
	known   Known
	version string
}

// Plan plans the data.
func Plan(in Input) plan.Plan {
	view := in.Standing.View(false)
	p := &planner{site: in.Site, view: view, facts: plan.FactsOf(view, in.Site, in.Reading), version: in.Version}
	p.known.AsOf = view.Boundary
	p.known.Ledger.Records, p.known.Ledger.SHA256 = ledger.Head(in.Ledger)
	out := plan.Plan{
		Whole: []plan.Group{{Name: "api", Inputs: p.facts.Inputs("api"), Make: p.schemas}},
		Last: func(sums map[string]string) []plan.Group {
			return []plan.Group{{Name: "api/index", Inputs: p.facts.Inputs("api/index", p.facts.All(), p.known, p.version, view.Next, sums),
				Make: func(_ *plan.Bench, emit func(plan.Page) error) error {
					return emit(plan.Page{Path: address.Index, View: p.index(sums)})
				}}}
		},
	}
	for _, d := range view.Documents {
		out.Parts = append(out.Parts, plan.Part{Document: d.ID, Groups: p.document(d)})
	}
	return out
}

// document lists the groups of a document's data. Those of an edition depend on no
// later text.
func (p *planner) document(d *standing.Document) []plan.Group {
	own := p.facts.Own(d)
	last := p.facts.Texts(d, len(d.Editions)-1)
	groups := []plan.Group{{Name: d.ID + "/data", Inputs: p.facts.Inputs(d.ID+"/data", own, p.known, last),
		Make: func(b *plan.Bench, emit func(plan.Page) error) error {
			if err := emit(plan.Page{Path: address.DocumentData(d.ID), View: p.documentData(d)}); err != nil {
				return err
			}
			return p.strands(b, d, func(s *strand.Strand) error { return p.since(s, emit) })
		}}, {Name: d.ID + "/sets", Inputs: p.facts.Inputs(d.ID+"/sets", p.known, p.facts.Family(d)),
		Make: func(_ *plan.Bench, emit func(plan.Page) error) error {
			return emit(plan.Page{Path: address.SetsData(d.ID), View: p.setsData(d)})
		}}}
	for i, e := range d.Editions {
		name := d.ID + "/" + e.ID + "/data"
		groups = append(groups, plan.Group{Name: name, Inputs: p.facts.Inputs(name, own, p.facts.Texts(d, i)),
			Make: func(b *plan.Bench, emit func(plan.Page) error) error {
				return p.strands(b, d, func(s *strand.Strand) error { return plan.EmitAll(p.texts(s, s.Index(e)), emit) })
			}})
	}
	return groups
}

// strands calls f for every strand of a document.
func (p *planner) strands(b *plan.Bench, d *standing.Document, f func(*strand.Strand) error) error {
	all, err := b.Strands(d, p.site.Languages)
	if err != nil {
		return err
	}
	for _, lang := range p.site.Languages {
		if err := f(all[lang]); err != nil {
			return err
		}
	}
	return nil
}

// schemas makes what is the same on every site of one program.
func (p *planner) schemas(_ *plan.Bench, emit func(plan.Page) error) error {
	pages := []plan.Page{{Path: address.Vectors, View: &VectorsData{}}}
	for _, name := range Schemas {
		pages = append(pages, plan.Page{Path: address.Schema(name), View: &SchemaData{name}})
	}
	return plan.EmitAll(pages, emit)
}

// address names a file.
func (p *planner) address(file string) Address {
	a := Address{Path: address.Escaped(address.Relative(address.Root, file))}
	if p.site.BaseURL != "" {
		a.URL = p.site.BaseURL + a.Path
	}
	return a
}

func (p *planner) addressIf(there bool, file string) *Address {
	if !there {
		return nil
	}
	a := p.address(file)
	return &a
}
