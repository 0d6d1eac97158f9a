package pipeline

import (
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/api"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/links"
	"github.com/kelisim/kelisim/internal/memo"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/proof"
	"github.com/kelisim/kelisim/internal/publish"
	"github.com/kelisim/kelisim/internal/render"
	"github.com/kelisim/kelisim/internal/site"
)

// plan plans the site as of the project's boundary, with or without drafts.
func (p *Project) plan(drafts bool) plan.Plan {
	served := p.servedLedger()
	log, _ := p.logOf(served) // what does not hold was told by Load
	return plan.Join(
		site.Plan(p.siteInput(log, drafts)),
		log.Plan(),
		api.Plan(api.Input{Site: p.Tree.Site, Standing: p.Standing, Reading: p.store.languages.Sum(), Ledger: served, Records: p.Records, Version: p.version}))
}

// siteInput is what the pages are planned from.
func (p *Project) siteInput(log *proof.Log, drafts bool) site.Input {
	return site.Input{Site: p.Tree.Site, Standing: p.Standing, Reading: p.store.languages.Sum(), Proved: log.Of, Drafts: drafts, Printer: p.printedBy(),
		Compare: p.compare, Ordered: p.ordered, Languages: p.store.languages}
}

// assets is the group of the files that all pages take in.
func assets(r *render.Renderer) plan.Group {
	names := make([]string, len(r.Assets()))
	for i, a := range r.Assets() {
		names[i] = a.Name
	}
	return plan.Group{Name: "assets", Inputs: r.ID, Holds: address.Named(names...), Make: func(_ *plan.Bench, emit func(plan.Page) error) error {
		for _, a := range r.Assets() {
			if err := emit(plan.Page{Path: a.Name, Data: a.Data}); err != nil {
				return err
			}
		}
		return nil
	}}
}

// Render makes every file of the site and hands it to sink, in no order and from
// several goroutines. Then it looks for dead links in what was made: each is the
// error dead-link; what a page would load from another host is foreign-load.
func (p *Project) Render(r *render.Renderer, drafts bool, sink func(name string, data []byte) error) (diag.List, error) {
	return p.make(newMaker(p.store, r, sink), p.plan(drafts))
}

func newMaker(s *store, r *render.Renderer, sink func(name string, data []byte) error) *maker {
	return &maker{store: s, renderer: r, sink: sink, checker: links.New(nil), sources: map[string]diag.Pos{}, sums: map[string]string{}}
}

// newStager is a maker whose files go to a stage, from which they can be read again.
func newStager(s *store, o Output, stage *publish.Stage) *maker {
	m := newMaker(s, o.Renderer, stage.Write)
	m.checker, m.lean, m.tell = links.New(stage.Read), true, o.Progress
	if o.Progress != nil {
		stage.Progress = func(done, of int) { o.Progress(Writing, done, of) }
	}
	return m
}

// make makes, or carries over, the files of a plan, and proves its links.
func (p *Project) make(m *maker, all plan.Plan) (diag.List, error) {
	all.Whole = append([]plan.Group{assets(m.renderer)}, all.Whole...)
	m.printer = p.printer
	if err := m.all(all); err != nil {
		return nil, err
	}
	if m.carrier != nil {
		if m.carrier.allCarried() {
			return nil, nil // the links are those of the last build, of which none was dead
		}
		if err := m.carrier.check(m.checker); err != nil {
			return nil, err
		}
	}
	dead, err := m.checker.Dead()
	if err == nil && len(dead) > 0 && m.lean {
		dead, err = m.again(all)
	}
	if err != nil {
		return nil, err
	}
	return p.linkFindings(m, dead), nil
}

// all makes, or carries over, the files of a plan.
func (m *maker) all(all plan.Plan) error {
	made := m.tell.begin(Making, len(all.Parts))
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, group := range all.Whole {
		g.Go(func() error { return m.make([]plan.Group{group}) })
	}
	for _, part := range all.Parts {
		g.Go(func() error {
			defer made.step()
			return m.make(part.Groups)
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	for _, stage := range all.Last {
		group := stage.Group(maps.Clone(m.sums))
		m.last = append(m.last, group)
		if err := m.make([]plan.Group{group}); err != nil {
			return err
		}
	}
	return nil
}

func (p *Project) linkFindings(m *maker, dead []links.Dead) diag.List {
	var found diag.List
	for _, d := range dead {
		pos := m.sources[d.File]
		if pos.File == "" {
			pos.File = d.File
		}
		found.Add(diag.DeadLink, pos, diag.Args{"page": d.File, "target": d.Href})
	}
	own := p.Tree.Site.BaseURL  // the 404 names the site's own files by it
	joined := map[string]bool{} // a layout stands in several assets: it has one finding
	for _, d := range m.checker.Foreign() {
		if own != "" && strings.HasPrefix(d.Href, own) || address.IsAsset(d.File) && joined[d.Href] {
			continue
		}
		joined[d.Href] = joined[d.Href] || address.IsAsset(d.File)
		found.Add(diag.ForeignLoad, diag.Pos{File: d.File}, diag.Args{"target": d.Href})
	}
	return found
}

// again makes all groups of a plan once more, for their links alone: one of them is
// dead, and what was kept of them does not say in which files it stands.
func (m *maker) again(all plan.Plan) ([]links.Dead, error) {
	m.checker = links.New(nil)
	parts := slices.Concat(m.joined, all.Parts)
	for _, g := range slices.Concat(all.Whole, m.last) {
		parts = append(parts, plan.Part{Groups: []plan.Group{g}})
	}
	for _, part := range parts {
		bench := plan.NewBench(m.store)
		for _, g := range part.Groups {
			err := g.Make(bench, func(page plan.Page) error {
				if _, ok := page.View.(*site.Sheets); ok {
					m.checker.Put(links.Read(page.Path, nil))
					return nil
				}
				f, err := m.file(page)
				if err != nil {
					return err
				}
				m.checker.Put(f.links)
				if f.source.File != "" {
					m.sources[f.name] = f.source
				}
				return nil
			})
			if err != nil {
				return nil, err
			}
		}
	}
	return m.checker.Dead()
}

// file is one file of the site, made.
type file struct {
	name   string
	data   []byte
	source diag.Pos // where a dead link in it is the author's
	sum    string   // SHA-256 in hex, if address.Summed(name)
	links  *links.Set

	carried bool // it stays as the output has it, and data is not known
}

// maker makes groups of files and hands them over, with their links.
type maker struct {
	*store
	renderer *render.Renderer
	sink     func(name string, data []byte) error
	checker  *links.Checker
	carrier  *carrier // nil: every group is made
	printer  *Printer // nil: no page is printed
	tell     Progress
	lean     bool         // links are kept in brief; see again
	joined   []plan.Part  // taken from shards
	last     []plan.Group // of the stages of plan.Plan.Last

	mu      sync.Mutex
	sources map[string]diag.Pos
	sums    map[string]string // see plan.Plan.Last
}

// make makes groups on one bench. If nothing is kept, each file is handed over
// as soon as it is made; else a group whose inputs are as before is not made again.
func (m *maker) make(groups []plan.Group) error {
	bench := plan.NewBench(m.store)
	if m.memo == nil {
		var sets []*links.Set
		for _, g := range groups {
			set, err := m.stream(bench, g)
			if err != nil {
				return err
			}
			if set != nil {
				sets = append(sets, set)
			}
		}
		m.putLinks(sets)
		return nil
	}
	var sets []*links.Set
	key := []any{m.renderer.ID()}
	for _, g := range groups {
		files, err := m.group(bench, g)
		if err != nil {
			return err
		}
		for _, f := range files {
			if err := m.put(f); err != nil {
				return err
			}
			sets = append(sets, f.links)
		}
		key = append(key, g.Name, g.Inputs())
	}
	joined, err := memo.Do(m.memo, memo.Of("links", key...), func() (*links.Set, int, error) {
		return links.Join(sets...), linkSize * len(sets), nil
	})
	m.checker.Put(joined)
	return err
}

// putLinks hands the links of files to the checker.
func (m *maker) putLinks(sets []*links.Set) {
	set := links.Join(sets...)
	if m.lean {
		set = set.Lean()
	}
	m.checker.Put(set)
}

// stream makes a group and returns its links, or carries it over and returns nil.
func (m *maker) stream(bench *plan.Bench, g plan.Group) (*links.Set, error) {
	inputs := m.inputs(g)
	if m.carrier != nil {
		if files, ok := m.carrier.carry(g.Name, inputs); ok {
			m.mu.Lock()
			defer m.mu.Unlock()
			addSums(files, m.sums)
			return nil, nil
		}
	}
	var names []string
	var sets []*links.Set
	err := g.Make(bench, func(page plan.Page) error {
		f, err := m.file(page)
		if err != nil {
			return err
		}
		names, sets = append(names, f.name), append(sets, f.links)
		return m.put(f)
	})
	if err != nil {
		return nil, err
	}
	set := links.Join(sets...)
	if m.carrier != nil {
		m.carrier.made(g.Name, inputs, names, set.Lean().Brief())
	}
	return set, nil
}

// inputs is what the files of a group depend on.
func (m *maker) inputs(g plan.Group) memo.Key {
	return memo.Of("group", g.Name, g.Inputs(), m.renderer.ID())
}

// linkSize is how many bytes the links of a file take once joined, about.
const linkSize = 1000

// group makes the files of a group, or knows them from earlier.
func (m *maker) group(bench *plan.Bench, g plan.Group) ([]*file, error) {
	return memo.Do(m.memo, m.inputs(g), func() ([]*file, int, error) {
		var files []*file
		size := 0
		err := g.Make(bench, func(page plan.Page) error {
			f, err := m.file(page)
			if err != nil {
				return err
			}
			files, size = append(files, f), size+len(f.data)
			return nil
		})
		return files, size, err
	})
}

func (m *maker) file(page plan.Page) (*file, error) {
	if s, ok := page.View.(*site.Sheets); ok {
		return m.printed(page.Path, s)
	}
	data, err := m.renderer.Page(page)
	if err != nil {
		return nil, err
	}
	return m.read(page, data), nil
}

// read looks at the bytes of a page.
func (m *maker) read(page plan.Page, data []byte) *file {
	f := &file{name: page.Path, data: data, source: page.Source, links: links.Read(page.Path, data)}
	if address.Summed(page.Path) {
		f.sum = legal.SHA256(data)
	}
	return f
}

func (m *maker) put(f *file) error {
	m.mu.Lock()
	if f.source.File != "" && !m.lean {
		m.sources[f.name] = f.source
	}
	if f.sum != "" {
		m.sums[f.name] = f.sum
	}
	m.mu.Unlock()
	if f.carried {
		return nil
	}
	return m.sink(f.name, f.data)
}
