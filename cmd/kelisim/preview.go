package main

import (
	"errors"
	"io/fs"
	"os"
	"sync"
	"time"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/disk"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/memo"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/render"
	"github.com/kelisim/kelisim/internal/serve"
)

// preview makes the site with its drafts in memory, again and again. What did not
// change is not made again: see pipeline.Config.Memo.
type preview struct {
	*folder
	asOf string
	memo *memo.Memo
	disk *disk.Memory
	size int // of the last site, in files

	project *pipeline.Project // of the last snapshot; nil: the site could not be read
}

// memoLimit bounds what the preview remembers, in bytes.
const memoLimit = 2 << 30

func newPreview(f *folder, asOf string) *preview {
	return &preview{folder: f, asOf: asOf, memo: memo.New(memoLimit), disk: disk.New(time.Now)}
}

// snapshot runs the pipe. What is wrong with the content is in the snapshot; the
// error is that there is no site, or the machine's.
func (v *preview) snapshot() (serve.Snapshot, error) {
	root, err := v.root()
	if err != nil {
		return serve.Snapshot{}, err
	}
	p, err := v.load(pipeline.Config{Root: v.disk.Over(v.dir, root), AsOf: v.instantOf(v.asOf), Memo: v.memo})
	v.project = p
	if text := mistake(err); text != "" {
		return serve.Snapshot{Failure: text}, nil
	}
	if err != nil {
		return serve.Snapshot{}, err
	}
	snap := serve.Snapshot{}
	list := withoutNotes(p.Findings)
	if len(p.Blocking()) == 0 {
		var found diag.List
		snap.Site, found, err = v.render(p)
		snap.Failure = mistake(err)
		if err != nil && snap.Failure == "" {
			return serve.Snapshot{}, err
		}
		list = append(list, found...)
	}
	snap.Findings, snap.Blocking = v.folder.desk().Findings(p, list), v.folder.desk().Findings(p, p.Blocking())
	return snap, nil
}

// mistake is the text of an error that the editor can mend; empty for others.
func mistake(err error) string {
	var content contentError
	if errors.As(err, &content) {
		return content.text
	}
	return ""
}

// failure says an error of the machine.
func (f *folder) failure(err error) string {
	var usage usageError
	if errors.As(err, &usage) {
		return usage.text
	}
	return f.machine(err)
}

// render makes every file of the site.
func (v *preview) render(p *pipeline.Project) (serve.Site, diag.List, error) {
	r, err := v.renderer(p.Tree.Site)
	if err != nil {
		return nil, nil, err
	}
	site := make(serve.Site, v.size)
	var mu sync.Mutex
	found, err := p.Render(r, true, func(name string, data []byte) error {
		mu.Lock()
		defer mu.Unlock()
		site[name] = data
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	v.size = len(site)
	return site, found, nil
}

// renderer is that of the folder, read again only when a layout or catalogue changed.
func (v *preview) renderer(site *legal.Site) (*render.Renderer, error) {
	parts := []any{site.Languages, site.Accent}
	for _, own := range []fs.FS{v.overlay("layouts"), v.overlay("i18n")} {
		if own == nil {
			own = os.DirFS(os.DevNull)
		}
		names, _ := fs.Glob(own, "*")
		for _, name := range names {
			data, err := fs.ReadFile(own, name)
			if err != nil {
				data = []byte(err.Error())
			}
			parts = append(parts, name, data)
		}
		parts = append(parts, "")
	}
	return memo.Do(v.memo, memo.Of("renderer", parts...), func() (*render.Renderer, int, error) {
		r, err := v.folder.renderer(site)
		return r, 4 << 20, err
	})
}
