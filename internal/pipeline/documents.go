package pipeline

import (
	"path"
	"slices"
	"sync"

	"github.com/kelisim/kelisim/internal/disk"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/memo"
	"github.com/kelisim/kelisim/internal/source"
	"github.com/kelisim/kelisim/internal/standing"
)

// Documents keeps documents as a load read and judged them, for the next load of the same
// site: while nothing changed in a folder, it is not looked into again. Kept are the documents
// without drafts, which are nearly all of a large site. The zero Documents holds none. It serves
// one load at a time.
type Documents struct {
	key    memo.Key // see sitePart
	kept   map[string]*keptDocument
	states map[string]disk.State // of the folders, before this load read them
	anew   bool                  // this load is the first one with the key
}

// keptDocument is a document with all of its editions read.
type keptDocument struct {
	state    disk.State
	folder   *source.Folder
	editions []*reading
	bytes    *sync.Map // of its files, see readOnce
}

// known begins a load: what of the folders of a site is known already.
func (k *Documents) known(cfg Config) source.Known {
	root, ok := cfg.Root.(disk.Stater)
	if k == nil || !ok {
		return nil
	}
	k.states = map[string]disk.State{}
	asked := false
	return func(site *legal.Site, id string) *source.Folder {
		if !asked {
			asked = true
			key := sitePart(site, cfg)
			if k.anew = key != k.key; k.anew {
				k.key, k.kept = key, nil
			}
		}
		state, ok := root.State(path.Join(source.Dir, id))
		if !ok {
			return nil
		}
		k.states[id] = state
		if d := k.kept[id]; d != nil && d.state == state {
			return d.folder
		}
		return nil
	}
}

// sitePart is what the reading of every document depends on.
func sitePart(site *legal.Site, cfg Config) memo.Key {
	return memo.Of("site", siteInputs(site), site.Zone.String(), cfg.Languages.Sum(), cfg.Mendable, cfg.Exact)
}

// of returns what is kept of a document of this load; nil: it is to be read.
func (k *Documents) of(d *legal.Document) *keptDocument {
	if k == nil {
		return nil
	}
	if kept := k.kept[d.ID]; kept != nil && kept.folder.Document == d {
		return kept
	}
	return nil
}

// renew puts documents that are to be read again in the place of those that stand otherwise
// than when they were read, by what was published since. It reports whether there are any.
func (k *Documents) renew(documents []*legal.Document, now *standing.Site) bool {
	some := false
	for i, d := range documents {
		if kept := k.of(d); kept != nil && slices.ContainsFunc(kept.editions, func(r *reading) bool { return !r.stands(now) }) {
			documents[i], some = unread(d), true
			delete(k.kept, d.ID)
		}
	}
	return some
}

// stands reports whether an edition stands at the instant as it did when it was read.
func (r *reading) stands(now *standing.Site) bool {
	at := now.Edition(r.Edition.Edition)
	return at.Draft() == r.Draft && at.First() == r.First && !slices.ContainsFunc(r.Edition.Edition.Texts, func(t *legal.Text) bool {
		return at.Reading(t.Lang) != t.Reading || at.Recorded(t.Lang) != t.Recorded
	})
}

// unread is a document as its folder gave it, before its texts and files were read: others
// read those of the document itself.
func unread(d *legal.Document) *legal.Document {
	own := *d
	own.Editions = make([]*legal.Edition, len(d.Editions))
	for i, e := range d.Editions {
		e := *e
		e.Files, e.Texts = slices.Clone(e.Files), slices.Clone(e.Texts)
		for j, f := range e.Files {
			e.Files[j] = legal.File{Name: f.Name, Path: f.Path}
		}
		for j, t := range e.Texts {
			e.Texts[j] = &legal.Text{Lang: t.Lang, Path: t.Path}
		}
		own.Editions[i] = &e
	}
	return &own
}

// keep ends a load.
func (k *Documents) keep(tree *source.Tree, all []*reading, files *readOnce) {
	if k == nil || k.states == nil {
		return
	}
	kept := make(map[string]*keptDocument, len(tree.Documents))
	for i, d := range tree.Documents {
		n := 0
		for n < len(all) && all[n].Document == d {
			n++
		}
		editions := all[:n:n]
		all = all[n:]
		state, ok := k.states[d.ID]
		switch was := k.of(d); {
		case was != nil:
			kept[d.ID] = was
		case ok && !slices.ContainsFunc(editions, func(r *reading) bool { return r.Draft }):
			folder := *tree.Folders[i]
			folder.Document = d
			kept[d.ID] = &keptDocument{state, &folder, editions, files.of[d.ID]}
		}
	}
	k.kept = kept
}

// bytesOf are the files of each document that were read already, by its id.
func (k *Documents) bytesOf(documents []*legal.Document) map[string]*sync.Map {
	out := make(map[string]*sync.Map, len(documents))
	for _, d := range documents {
		if kept := k.of(d); kept != nil {
			out[d.ID] = kept.bytes
		} else {
			out[d.ID] = new(sync.Map)
		}
	}
	return out
}

// begins reports whether a load begins with nothing: of a site that was not read before, or
// with other settings.
func (k *Documents) begins() bool { return k == nil || k.anew }
