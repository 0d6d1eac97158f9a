package pipeline

import (
	"bytes"
	"time"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/civil"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/proof"
	"github.com/kelisim/kelisim/internal/publish"
	"github.com/kelisim/kelisim/internal/render"
)

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

// Log is the log of the whole ledger, with the checkpoints that hold.
func (p *Project) Log() *proof.Log {
	log, _ := p.logOf(p.Tree.Ledger) // what does not hold was told by Load
	return log
}

// logOf is the log of a beginning of the ledger, with the checkpoints that were
// kept of it, and what is wrong with these: of the whole ledger Load says that.
func (p *Project) logOf(data []byte) (*proof.Log, diag.List) {
	whole := len(data) == len(p.Tree.Ledger)
	if whole && p.log != nil {
		return p.log, nil
	}
	n, _ := ledger.Head(data)
	in := proof.Input{Origin: p.Tree.Site.ID, Ledger: data, Records: p.Records, Key: p.Tree.Site.LedgerKey, Witnesses: p.Tree.Site.Witnesses}
	if n < len(p.Records) {
		in.Key = ledger.KeyAt(p.Records, n, in.Key)
		in.Records = p.Records[:n]
	}
	for _, c := range p.Tree.Checkpoints {
		if whole || c.Records <= n {
			in.Kept = append(in.Kept, proof.Kept{Records: c.Records, Path: c.Path, Note: c.Note, Stamp: c.Stamp})
		}
	}
	return proof.Open(in)
}

// Output says where a site is written.
type Output struct {
	Dir string
	// Progress is called with how far making and writing are; nil: nobody is.
	Progress  Progress
	Forbidden []string // source folders that Dir may not touch
	Drafts    bool
	Renderer  *render.Renderer
	// Shard, if it is not zero, has the files of its documents alone written to Dir, to
	// be joined later. Their links are proved then.
	Shard Shard
	// Join names the folders of all shards: the files of documents are taken from
	// them and not made. A folder that does not fit gives a [*ShardError].
	Join []string
}

// Write builds the site and puts it in place of the output, whole or not at all.
// Findings that refuse it leave the output as it was.
func (p *Project) Write(o Output) (publish.Result, diag.List, error) {
	var name string // of what the last build of the output left
	var known publish.Folders
	stage, err := publish.Open(o.Dir, func(output string) publish.Folders {
		name = "built-" + legal.SHA256([]byte(output))[:16]
		known = foldersFrom(p.shelf.Get("folders-" + name))
		return known
	}, o.Forbidden...)
	if err != nil {
		return publish.Result{}, nil, err
	}
	defer stage.Close()
	n, head := ledger.Head(p.servedLedger())
	meta := publish.Meta{AsOf: p.boundaryText(), LedgerRecords: n, LedgerSHA256: head, Drafts: o.Drafts}
	if o.Shard != (Shard{}) {
		return p.writeShard(stage, o, meta)
	}
	if found := p.older(stage.Manifest(), o); len(found) > 0 {
		return publish.Result{}, found, nil
	}
	m := newStager(p.store, o, stage)
	m.carrier = newCarrier(stage, p.shelf.Get(name))
	all := p.plan(o.Drafts)
	if len(o.Join) > 0 {
		m.carrier = nil
		made, err := p.openShards(o.Join, meta)
		if err == nil {
			err = m.join(all.Parts, made)
		}
		if err != nil {
			return publish.Result{}, nil, err
		}
		m.joined, all.Parts = all.Parts, nil
	}
	found, err := p.make(m, all)
	if err != nil {
		return publish.Result{}, nil, err
	}
	if old := stage.Manifest(); old != nil && !old.Drafts {
		for _, e := range old.Files {
			if !address.Immutable(e.Name) {
				continue
			}
			if now, there := stage.Kept(e.Name); now.Entry != e {
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
	carrier := m.carrier // of all else that the maker holds nothing is needed from here on
	result, err := stage.Commit(meta)
	if err != nil {
		return result, nil, err
	}
	if now := stage.Folders(); now != known {
		_ = p.shelf.Put("folders-"+name, foldersBytes(now)) // without it the next build reads all folders
	}
	if carrier == nil {
		return result, nil, nil
	}
	if carrier.allCarried() && result.Written+result.Removed == 0 && !carrier.restamped() {
		return result, nil, nil
	}
	if data, err := carrier.result(); err == nil {
		_ = p.shelf.Put(name, data) // without it the next build makes all again
	}
	return result, nil, nil
}

// writeShard writes the files of a shard's documents, and what they were made from.
func (p *Project) writeShard(stage *publish.Stage, o Output, meta publish.Meta) (publish.Result, diag.List, error) {
	m := newStager(p.store, o, stage)
	m.carrier, m.printer = newCarrier(stage, nil), p.printer
	err := m.all(o.Shard.of(p.plan(o.Drafts)))
	var data []byte
	if err == nil {
		data, err = p.shardFile(m.carrier.next)
	}
	if err == nil {
		err = stage.Write(shardName, data)
	}
	if err != nil {
		return publish.Result{}, nil, err
	}
	result, err := stage.Commit(meta)
	return result, nil, err
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
