package pipeline

import (
	"bytes"
	"runtime"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/links"
	"github.com/kelisim/kelisim/internal/publish"
	"github.com/kelisim/kelisim/internal/render"
	"github.com/kelisim/kelisim/internal/site"
)

// Plan plans the site as of the project's boundary, with or without drafts.
func (p *Project) Plan(drafts bool) *site.Plan {
	return site.New(site.Input{
		Site:     p.Tree.Site,
		Standing: p.Standing,
		Ledger:   p.servedLedger(),
		Drafts:   drafts,
		Version:  p.version,
		Compare:  p.compare,
	})
}

// servedLedger is the part of the ledger that is known as of the project's
// instant: the longest run of records from the first on that are.
func (p *Project) servedLedger() []byte {
	data := p.Tree.Ledger
	end := 0
	for _, r := range p.Records {
		known := r.Recorded
		if r.Kind == ledger.EditionKind || r.Kind == ledger.TextKind {
			known = r.Published
		}
		if known.After(p.AsOf) {
			break
		}
		end += bytes.IndexByte(data[end:], '\n') + 1
	}
	return data[:end]
}

// Render makes every file of the site and hands it to sink, in no order and from
// several goroutines. Then it looks for dead links in what was made: each is the
// error dead-link; what a page would load from another host is foreign-load.
func (p *Project) Render(r *render.Renderer, drafts bool, sink func(name string, data []byte) error) (diag.List, error) {
	plan := p.Plan(drafts)
	checker := links.New()
	var mu sync.Mutex
	sources := map[string]diag.Pos{}
	sums := map[string]string{} // see site.Plan.Last
	put := func(f *file) error {
		mu.Lock()
		if f.source.File != "" {
			sources[f.name] = f.source
		}
		if f.sum != "" {
			sums[f.name] = f.sum
		}
		mu.Unlock()
		return sink(f.name, f.data)
	}
	m := maker{p.store, r}
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	g.Go(func() error {
		for _, a := range r.Assets() {
			f, err := newFile(r, site.Page{Path: a.Name, Data: a.Data})
			if err != nil {
				return err
			}
			checker.Put(f.links)
			if err := put(f); err != nil {
				return err
			}
		}
		return nil
	})
	for _, task := range plan.Tasks() {
		g.Go(func() error { return m.do(task, put, checker.Put) })
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	if err := m.do(plan.Last(sums), put, checker.Put); err != nil {
		return nil, err
	}
	var found diag.List
	for _, d := range checker.Dead() {
		pos := sources[d.File]
		if pos.File == "" {
			pos.File = d.File
		}
		found.Add(diag.DeadLink, pos, diag.Args{"page": d.File, "target": d.Href})
	}
	base := p.Tree.Site.BaseURL
	for _, d := range checker.Foreign() {
		if base != "" && strings.HasPrefix(d.Href, base) {
			continue // the 404 cannot be relative
		}
		found.Add(diag.ForeignLoad, diag.Pos{File: d.File}, diag.Args{"target": d.Href})
	}
	return found, nil
}

// Output says where a site is written.
type Output struct {
	Dir       string
	Forbidden []string // source folders that Dir may not touch
	Drafts    bool
	Renderer  *render.Renderer
}

// Write builds the site and puts it in place of the output, whole or not at all.
// Findings that refuse it leave the output as it was.
func (p *Project) Write(o Output) (publish.Result, diag.List, error) {
	stage, err := publish.Open(o.Dir, o.Forbidden...)
	if err != nil {
		return publish.Result{}, nil, err
	}
	defer stage.Close()
	if found := p.older(stage.Manifest(), o); len(found) > 0 {
		return publish.Result{}, found, nil
	}
	var mu sync.Mutex
	made := map[string]string{} // hashes of the bytes that may never change
	found, err := p.Render(o.Renderer, o.Drafts, func(name string, data []byte) error {
		if immutable(name) {
			mu.Lock()
			made[name] = legal.SHA256(data)
			mu.Unlock()
		}
		return stage.Write(name, data)
	})
	if err != nil {
		return publish.Result{}, nil, err
	}
	if m := stage.Manifest(); m != nil && !m.Drafts {
		for _, e := range m.Files {
			if hash, there := made[e.Name]; immutable(e.Name) && hash != e.SHA256 {
				f := found.Add(diag.OutputChanged, diag.Pos{File: e.Name}, diag.Args{"name": e.Name})
				if !there {
					f.Variant = "missing"
				}
			}
		}
	}
	if len(found) > 0 {
		found.Sort()
		return publish.Result{}, found, nil
	}
	n, head := ledger.Head(p.servedLedger())
	result, err := stage.Commit(publish.Meta{AsOf: p.boundaryText(), LedgerRecords: n, LedgerSHA256: head, Drafts: o.Drafts})
	return result, nil, err
}

// immutable reports whether a file of the output is a published text's bytes or
// a published file.
func immutable(name string) bool {
	return strings.HasSuffix(name, "/text.md") || strings.HasSuffix(name, "/text.txt") || strings.HasPrefix(name, "files/")
}

func (p *Project) boundaryText() string {
	if p.Standing.Boundary.IsZero() {
		return ""
	}
	return civil.Format(p.Standing.Boundary)
}

// older refuses to take the output back: to a state before the one that it
// shows, or to another ledger than the one that it was built from.
func (p *Project) older(m *publish.Manifest, o Output) diag.List {
	var found diag.List
	if m == nil {
		return nil
	}
	pos := diag.Pos{File: o.Dir}
	if m.Drafts != o.Drafts {
		f := found.Add(diag.OutputDrafts, pos, nil)
		if m.Drafts {
			f.Variant = "published"
		}
		return found
	}
	if m.Drafts {
		return nil
	}
	served := p.servedLedger()
	n, _ := ledger.Head(served)
	head, ok := ledger.HeadAt(p.Tree.Ledger, m.LedgerRecords)
	was, err := time.Parse(time.RFC3339, m.AsOf)
	args := diag.Args{"as_of": was.In(p.Tree.Site.Zone), "records": m.LedgerRecords, "now": p.Standing.Boundary}
	switch {
	case !ok || head != m.LedgerSHA256:
		found.AddVariant(diag.OutputOlder, "ledger", pos, args)
	case n < m.LedgerRecords || err == nil && p.Standing.Boundary.Before(was):
		found.Add(diag.OutputOlder, pos, args)
	}
	return found
}
