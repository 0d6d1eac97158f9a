package pipeline

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/kelisim/kelisim/internal/links"
	"github.com/kelisim/kelisim/internal/plan"
	"github.com/kelisim/kelisim/internal/publish"
)

// Shard is one of several parts of a site that are built apart, on one machine or on
// several, from the same content: the documents whose ordinal in the plan leaves the
// remainder Index-1 when divided by Of. The zero Shard is the whole site.
type Shard struct {
	Index, Of int // 1 <= Index <= Of
}

// shardName is the file that says what a shard's folder holds.
const shardName = "shard.json"

const shardSchema = "kelisim.shard/1"

// shardFile is what a shard records for the build that joins it. A group is taken only if its inputs
// are those that the joining program finds itself, so that shards of other content, of
// other layouts or of another moment never get into a site.
type shardFile struct {
	Schema  string       `json:"schema"`
	Version string       `json:"version"` // of the program
	Groups  []shardGroup `json:"groups"`  // by name
}

type shardGroup struct {
	Name   string   `json:"name"`
	Inputs string   `json:"inputs"`
	Files  []string `json:"files"`
}

// ShardError says why a folder cannot be joined.
type ShardError struct {
	Dir   string // "" if no folder has the group
	Group string // "" if it is not about one
	Err   error
}

func (e *ShardError) Error() string { return fmt.Sprintf("join %s %s: %v", e.Dir, e.Group, e.Err) }

// Unwrap returns what is wrong with the folder.
func (e *ShardError) Unwrap() error { return e.Err }

// of keeps the parts of a plan that are the shard's.
func (s Shard) of(all plan.Plan) plan.Plan {
	var own plan.Plan
	for i, part := range all.Parts {
		if i%s.Of == s.Index-1 {
			own.Parts = append(own.Parts, part)
		}
	}
	return own
}

// shardFile describes what a shard made.
func (p *Project) shardFile(groups map[string]builtGroup) ([]byte, error) {
	f := shardFile{Schema: shardSchema, Version: p.version}
	for name, g := range groups {
		x := shardGroup{Name: name, Inputs: hex.EncodeToString(g.Inputs[:])}
		for _, e := range g.Files {
			x.Files = append(x.Files, e.Name)
		}
		f.Groups = append(f.Groups, x)
	}
	slices.SortFunc(f.Groups, func(a, b shardGroup) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
	return json.MarshalIndent(f, "", " ")
}

// shardDir is the folder of a shard, opened.
type shardDir struct {
	dir      string
	fsys     fs.FS
	manifest *publish.Manifest
}

// madeShard is a group that stands in the folder of a shard.
type madeShard struct {
	shardDir
	shardGroup
}

// openShards reads what folders hold, by group.
func (p *Project) openShards(dirs []string, meta publish.Meta) (map[string]madeShard, error) {
	all := map[string]madeShard{}
	for _, dir := range dirs {
		s := shardDir{dir: dir, fsys: os.DirFS(dir)}
		var f shardFile
		data, err := fs.ReadFile(s.fsys, shardName)
		if err == nil {
			err = json.Unmarshal(data, &f)
		}
		if err == nil {
			s.manifest, err = publish.ReadManifest(s.fsys)
		}
		if err == nil && (f.Schema != shardSchema || f.Version != p.version || s.manifest.Meta != meta) {
			err = errOtherShard
		}
		if err != nil {
			return nil, &ShardError{Dir: dir, Err: err}
		}
		for _, g := range f.Groups {
			if _, twice := all[g.Name]; twice {
				return nil, &ShardError{Dir: dir, Group: g.Name, Err: errTwice}
			}
			all[g.Name] = madeShard{s, g}
		}
	}
	return all, nil
}

var (
	errOtherShard = errors.New("made by another program, from other content or layouts, or of another moment")
	errNoShard    = errors.New("in none of the folders")
	errTwice      = errors.New("in two of the folders")
)

// join takes the groups of all parts from the folders of shards: every one, each once,
// none besides, and each file as its shard's manifest says.
func (m *maker) join(parts []plan.Part, made map[string]madeShard) error {
	var wanted []madeShard
	for _, part := range parts {
		for _, group := range part.Groups {
			from, ok := made[group.Name]
			inputs := m.inputs(group)
			if !ok {
				return &ShardError{Group: group.Name, Err: errNoShard}
			}
			if from.Inputs != hex.EncodeToString(inputs[:]) {
				return &ShardError{Dir: from.dir, Group: group.Name, Err: errOtherShard}
			}
			wanted = append(wanted, from)
			delete(made, group.Name)
		}
	}
	for name, rest := range made {
		return &ShardError{Dir: rest.dir, Group: name, Err: errOtherShard}
	}
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, from := range wanted {
		g.Go(func() error { return m.take(from) })
	}
	return g.Wait()
}

// take hands over the files of one group of a shard.
func (m *maker) take(from madeShard) error {
	var sets []*links.Set
	for _, name := range from.Files {
		want, ok := from.manifest.Lookup(name)
		data, err := fs.ReadFile(from.fsys, name)
		if err == nil && (!ok || !want.Holds(data)) {
			err = fmt.Errorf("%s: not the file that the shard made", name)
		}
		if err != nil {
			return &ShardError{Dir: from.dir, Group: from.Name, Err: err}
		}
		f := m.read(plan.Page{Path: name}, data)
		sets = append(sets, f.links)
		if err := m.put(f); err != nil {
			return err
		}
	}
	m.putLinks(sets)
	return nil
}
