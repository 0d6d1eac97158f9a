package pipeline

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"sync"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/links"
	"github.com/kelisim/kelisim/internal/memo"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/render"
)

// Pages are the files of a site, each made when it is asked for: those that a build would
// write, byte for byte. It is safe for concurrent use.
type Pages struct {
	project *Project
	maker   *maker
	proved  *memo.Memo
	plan    func() plan.Plan

	mu    sync.Mutex
	bench *plan.Bench // of the document that was asked for last
	of    string
}

// Pages gives the files of the site, with or without drafts. Nothing is made yet. made keeps
// files and what was read for them, proved what Prove found out, for the next Pages of the
// site; nil: nothing.
func (p *Project) Pages(r *render.Renderer, drafts bool, made, proved *memo.Memo) *Pages {
	made.Turn()
	store := *p.store
	store.memo = made
	m := newMaker(&store, r, nil)
	m.printer = p.printer
	return &Pages{project: p, maker: m, proved: proved, plan: sync.OnceValue(func() plan.Plan {
		all := p.plan(drafts)
		all.Whole = append([]plan.Group{assets(r)}, all.Whole...)
		return all
	})}
}

// errFound ends the making of a group once the file is there that was asked for.
var errFound = errors.New("found")

// File returns the bytes of a file by its slash path. The error is [fs.ErrNotExist] if the
// site has none of this name. The three files that name the bytes of others take long at
// first: all others are made for them.
func (s *Pages) File(name string) ([]byte, error) {
	g, document, ok := s.plan().Holding(name)
	if !ok {
		for i, stage := range s.plan().Last {
			if stage.Path == name {
				return s.last(i)
			}
		}
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.file(g, document, name)
}

// file makes a file of a group.
func (s *Pages) file(g plan.Group, document, name string) ([]byte, error) {
	inputs := s.maker.inputs(g)
	return memo.Do(s.maker.memo, memo.Of("file", inputs[:], name), func() ([]byte, int, error) {
		if s.bench == nil || s.of != document {
			s.bench, s.of = plan.NewBench(s.maker.store), document
		}
		var f *file
		err := g.Make(s.bench, func(page plan.Page) (err error) {
			if page.Path != name {
				return nil
			}
			if f, err = s.maker.file(page); err == nil {
				err = errFound
			}
			return err
		})
		switch {
		case err == nil:
			return nil, 0, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
		case err != errFound:
			return nil, 0, err
		}
		return f.data, len(f.data), nil
	})
}

// last makes the file of a stage of the plan: all others before it are made for their hashes.
func (s *Pages) last(stage int) ([]byte, error) {
	all, err := s.prove(context.Background())
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.file(all.last[stage], "", s.plan().Last[stage].Path)
}

// Prove looks for what a build would look for in all files: dead links, and what would
// be loaded from another host. Of what it made it keeps the links of each document, so that
// it makes those documents again alone of which something changed. It ends with the error
// of ctx if that does.
func (s *Pages) Prove(ctx context.Context) (diag.List, error) {
	all, err := s.prove(ctx)
	if err != nil {
		return nil, err
	}
	dead, err := all.check(s.File).Dead()
	if err != nil {
		return nil, err
	}
	m := newMaker(s.maker.store, s.maker.renderer, nil)
	for i, groups := range all.parts { // of a dead link, a set in brief names one file of all that hold it
		for _, d := range dead {
			if all.sets[i].links.Has(d.File) {
				if all.sets[i], err = s.look(ctx, groups, m.sources); err != nil {
					return nil, err
				}
				break
			}
		}
	}
	s.proved.Turn()
	m.checker = all.check(s.File)
	if dead, err = m.checker.Dead(); err != nil {
		return nil, err
	}
	return s.project.linkFindings(m, dead), nil
}

// proven are the links of all files of a site, by the groups that are made together.
type proven struct {
	parts [][]plan.Group
	sets  []seen
	last  []plan.Group // of the stages of the plan
}

// seen is what is known of the files of some groups.
type seen struct {
	links *links.Set
	sums  map[string]string // see plan.Stage
}

// check gives all sets to a checker that reads files by read.
func (v *proven) check(read func(string) ([]byte, error)) *links.Checker {
	c := links.New(read)
	for _, s := range v.sets {
		c.Put(s.links)
	}
	return c
}

// prove looks at all files of the site, or knows them from earlier.
func (s *Pages) prove(ctx context.Context) (*proven, error) {
	var all proven
	sums := map[string]string{}
	add := func(groups []plan.Group) error {
		key := []any{}
		for _, g := range groups {
			inputs := s.maker.inputs(g)
			key = append(key, inputs[:])
		}
		set, err := memo.Do(s.proved, memo.Of("links", key...), func() (seen, int, error) {
			set, err := s.look(ctx, groups, nil)
			set.links = set.links.Lean()
			return set, set.links.Size(), err
		})
		if err != nil {
			return err
		}
		all.parts, all.sets = append(all.parts, groups), append(all.sets, set)
		maps.Copy(sums, set.sums)
		return nil
	}
	of := s.plan()
	for _, part := range of.Parts {
		if err := add(part.Groups); err != nil {
			return nil, err
		}
	}
	for _, g := range of.Whole {
		if err := add([]plan.Group{g}); err != nil {
			return nil, err
		}
	}
	for _, stage := range of.Last {
		g := stage.Group(sums)
		all.last = append(all.last, g)
		if err := add([]plan.Group{g}); err != nil {
			return nil, err
		}
	}
	return &all, nil
}

// look makes groups on one bench for what is to be known of their files. sources, unless it
// is nil, gets by the name of a file the place at which a dead link in it is the author's.
func (s *Pages) look(ctx context.Context, groups []plan.Group, sources map[string]diag.Pos) (seen, error) {
	store := *s.maker.store
	store.memo = nil // nobody asked for these texts
	bench := plan.NewBench(&store)
	var sets []*links.Set
	out := seen{links: links.Join(), sums: map[string]string{}}
	for _, g := range groups {
		err := g.Make(bench, func(page plan.Page) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			f, err := s.maker.file(page)
			if err != nil {
				return err
			}
			sets = append(sets, f.links)
			if sources != nil && f.source.File != "" {
				sources[f.name] = f.source
			}
			if address.Summed(f.name) {
				out.sums[f.name] = legal.SHA256(f.data)
			}
			return nil
		})
		if err != nil {
			return out, err
		}
	}
	out.links = links.Join(sets...)
	return out, nil
}
