package api

import (
	"path"
	"strings"

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
	Records  []ledger.Record
	Version  string // of the program, for index.json; may be empty
}

// planner is what all data has in common.
type planner struct {
	site    *legal.Site
	view    *standing.Site // what is published
	facts   *plan.Facts    // of the view
	known   Known
	records []ledger.Record
	version string
}

// Plan plans the data.
func Plan(in Input) plan.Plan {
	view := in.Standing.View(false)
	p := &planner{site: in.Site, view: view, facts: plan.FactsOf(view, in.Site, in.Reading), records: in.Records, version: in.Version}
	p.known = Known{AsOf: view.Boundary, NextChange: view.Next}
	p.known.Ledger.Records, p.known.Ledger.SHA256 = ledger.Head(in.Ledger)
	out := plan.Plan{Whole: []plan.Group{{Name: "api", Inputs: func() string { return p.facts.Inputs("api") }, Holds: isStatic, Make: p.static}}, Last: p.last()}
	for _, d := range view.Documents {
		out.Parts = append(out.Parts, plan.Part{Document: d.ID, Groups: p.document(d)})
	}
	return out
}

// last are the files that name the bytes of others, each after those that it names.
func (p *planner) last() []plan.Stage {
	stage := func(file string, view func(*plan.Bench, map[string]string) (any, error), more func() []any) plan.Stage {
		name := "api/" + path.Base(file)
		return plan.Stage{Path: file, Group: func(sums map[string]string) plan.Group {
			return plan.Group{Name: name, Inputs: func() string { return p.facts.Inputs(name, append(more(), p.known, sums)...) },
				Holds: address.Named(file),
				Make: func(b *plan.Bench, emit func(plan.Page) error) error {
					v, err := view(b, sums)
					if err != nil {
						return err
					}
					return emit(plan.Page{Path: file, View: v})
				}}
		}}
	}
	return []plan.Stage{
		stage(address.Current, func(b *plan.Bench, sums map[string]string) (any, error) { return p.current(b, sums) }, func() []any { return []any{p.facts.All()} }),
		stage(address.Index, func(_ *plan.Bench, sums map[string]string) (any, error) { return p.index(sums), nil }, func() []any { return []any{p.facts.All(), p.version} }),
		stage(address.Heartbeat, func(_ *plan.Bench, sums map[string]string) (any, error) { return p.heartbeat(sums), nil }, func() []any { return []any{p.view.At} }),
	}
}

// document lists the groups of a document's data. Those of an edition depend on no
// later text.
func (p *planner) document(d *standing.Document) []plan.Group {
	group := func(name string, parts func() []any, holds func(path string) bool, make func(*plan.Bench, func(plan.Page) error) error) plan.Group {
		name = d.ID + "/" + name
		return plan.Group{Name: name, Inputs: func() string { return p.facts.Inputs(name, append([]any{p.facts.Own(d)}, parts()...)...) }, Holds: holds, Make: make}
	}
	last := len(d.Editions) - 1
	groups := []plan.Group{group("data", func() []any { return []any{p.facts.Family(d), p.facts.Texts(d, last)} },
		address.Named(address.DocumentData(d.ID)),
		func(b *plan.Bench, emit func(plan.Page) error) error {
			v, err := p.documentData(b, d)
			if err != nil {
				return err
			}
			return emit(plan.Page{Path: address.DocumentData(d.ID), View: v})
		}), group("since", func() []any { return []any{p.facts.Texts(d, last)} },
		address.Among(d.ID, "", address.SinceDataFile, address.ComingDataFile),
		func(b *plan.Bench, emit func(plan.Page) error) error {
			return p.strands(b, d, func(s *strand.Strand) error { return p.since(s, emit) })
		})}
	for i, e := range d.Editions {
		groups = append(groups, group(e.ID+"/data", func() []any { return []any{p.facts.Texts(d, i)} },
			address.Among(d.ID, e.ID, address.TextDataFile, address.RedlineDataFile),
			func(b *plan.Bench, emit func(plan.Page) error) error {
				return p.strands(b, d, func(s *strand.Strand) error { return plan.EmitAll(p.texts(s, s.Index(e)), emit) })
			}))
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

// isStatic reports whether a file is one of those that static makes.
func isStatic(path string) bool {
	return path == address.Vectors || path == address.OpenAPI || strings.HasPrefix(path, address.Schema(""))
}

// static makes what is the same on every site of one program.
func (p *planner) static(_ *plan.Bench, emit func(plan.Page) error) error {
	pages := []plan.Page{{Path: address.Vectors, View: &VectorsData{}}, {Path: address.OpenAPI, View: &StaticData{"openapi.json"}}}
	for _, name := range Schemas {
		pages = append(pages, plan.Page{Path: address.Schema(name), View: &StaticData{"schema/" + name}})
	}
	return plan.EmitAll(pages, emit)
}
