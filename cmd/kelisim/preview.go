package main

import (
	"context"
	"errors"
	"io/fs"
	"time"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/disk"
	"github.com/kelisim/kelisim/internal/memo"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/render"
	"github.com/kelisim/kelisim/internal/serve"
	"github.com/kelisim/kelisim/internal/shelf"
)

// preview reads the site with its drafts again and again, and makes the files that are
// asked for. What did not change is not read or made again: see pipeline.Config.Memo.
type preview struct {
	*folder
	asOf   string
	memo   *memo.Memo // of what is known of all texts
	made   *memo.Memo // of pipeline.Project.Pages, as proved is
	proved *memo.Memo
	read   *pipeline.Documents
	disk   *disk.Memory
	shelf  *shelf.Shelf

	project *pipeline.Project // of the last snapshot; nil: the site could not be read
	pages   *pipeline.Pages   // of the last snapshot; nil: there is no site
}

// The limits of what the preview keeps, in bytes: knownLimit of what every text is asked for at
// every change, some kilobytes each; madeLimit of files that were asked for and of the texts
// that they were made of.
const knownLimit, madeLimit = 1 << 30, 96 << 20

func newPreview(f *folder, asOf string) *preview {
	own := *f
	own.kept = memo.New(knownLimit)
	return &preview{folder: &own, asOf: asOf, memo: own.kept, made: memo.New(madeLimit), proved: memo.New(knownLimit),
		read: &pipeline.Documents{}, disk: disk.New(time.Now), shelf: own.shelf()}
}

// snapshot reads and judges the site; nothing is made yet. What is wrong with the content is
// in the snapshot; the error is that there is no site, or the machine's.
func (v *preview) snapshot() (serve.Snapshot, error) {
	root, err := v.root()
	if err != nil {
		return serve.Snapshot{}, err
	}
	p, err := v.load(pipeline.Config{Root: v.disk.Over(v.dir, root), AsOf: v.instantOf(v.asOf), Memo: v.memo, Documents: v.read, Mendable: true, Shelf: v.shelf})
	v.project, v.pages = p, nil
	if text := mistake(err); text != "" {
		return serve.Snapshot{Failure: text}, nil
	}
	if err != nil {
		return serve.Snapshot{}, err
	}
	snap := serve.Snapshot{Findings: v.findings(withoutNotes(p.Findings)), Blocking: v.findings(p.Blocking())}
	if len(snap.Blocking) > 0 {
		return snap, nil
	}
	r, err := v.renderer(p.Tree.Site)
	if snap.Failure = mistake(err); snap.Failure != "" {
		return snap, nil
	}
	if err != nil {
		return serve.Snapshot{}, err
	}
	v.pages = p.Pages(r, true, v.made, v.proved)
	snap.Site = shownSite{v.pages, v.folder}
	return snap, nil
}

// findings puts findings of the last snapshot in words.
func (v *preview) findings(list diag.List) []serve.Finding {
	return v.folder.desk().Findings(v.project, list)
}

// prove gives a snapshot the findings that need all files of its site, made one after
// the other.
func (v *preview) prove(ctx context.Context, snap serve.Snapshot) (serve.Snapshot, error) {
	found, err := v.pages.Prove(ctx)
	if len(found) > 0 {
		snap.Findings = v.findings(append(withoutNotes(v.project.Findings), found...))
	}
	return snap, err
}

// shownSite is a site whose errors are in words of the editor.
type shownSite struct {
	*pipeline.Pages
	words *folder
}

// File implements serve.Site.
func (s shownSite) File(name string) ([]byte, error) {
	data, err := s.Pages.File(name)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		err = errors.New(s.words.failure(err))
	}
	return data, err
}

// mistake is the text of an error that the editor can mend; empty for others.
func mistake(err error) string {
	var content contentError
	var found foundError
	switch {
	case errors.As(err, &content):
		return content.text
	case errors.As(err, &found):
		return found.text
	}
	return ""
}

// failure says an error of the machine.
func (f *folder) failure(err error) string {
	var usage usageError
	var template *render.TemplateError
	switch {
	case errors.As(err, &usage):
		return usage.text
	case errors.As(err, &template) && f.overlay("layouts") != nil:
		return f.layoutError(template).Error()
	}
	return f.machine(err)
}
