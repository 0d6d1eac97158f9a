package publish

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// innerStage is the stage inside an output that cannot be moved.
const innerStage = ".kelisim-stage"

// bothName is the manifest of old and new site in the stage. No file of the site
// begins with a dot.
const bothName = ".kelisim-both.json"

// place puts the new files into the output one by one. All that can fail for want
// of space is done before the first of them is replaced. While it runs, the
// output's manifest lists the files of both sites, so that after a kill they are
// known to be ours.
func (s *Stage) place(p *plan, res *Result) error {
	files := inOrder(p)
	if err := s.moveIn(files, p); err != nil {
		return errors.Join(err, s.live.RemoveAll(innerStage))
	}
	gone := p.gone
	err := s.rename(bothName, ManifestName)
	if err == nil && clash(s.old, p.next) {
		err = s.removeFiles(gone)
		gone = nil
	}
	for _, e := range files {
		if err == nil {
			err = s.rename(e.Name, e.Name)
		}
	}
	// While old files stay, so does the manifest that says they are ours: else the
	// next build would take them for foreign and refuse.
	var left error
	if err == nil {
		left = s.removeFiles(gone)
	}
	if err == nil && left == nil {
		err = s.rename(ManifestName, ManifestName)
	}
	if err != nil {
		return fmt.Errorf("the output holds files of two builds, build again: %w", err)
	}
	res.Durability = flush(s.live.Root)
	res.Leftover = errors.Join(s.left, left, s.live.RemoveAll(innerStage))
	return nil
}

// inOrder lists the files to replace, so that what is linked to comes before what
// links: assets and texts, then pages and indexes with the deepest first.
func inOrder(p *plan) []Entry {
	var files []Entry
	for i, e := range p.next.Files {
		if p.fresh[i] {
			files = append(files, e)
		}
	}
	slices.SortStableFunc(files, func(a, b Entry) int {
		return cmp.Or(
			cmp.Compare(rank(a.Name), rank(b.Name)),
			cmp.Compare(strings.Count(b.Name, "/"), strings.Count(a.Name, "/")),
		)
	})
	return files
}

func rank(name string) int {
	switch path.Ext(name) {
	case ".html", ".json", ".xml", ".ics":
		return 1
	}
	return 0
}

// moveIn makes the inner stage: the outer one moved, or, across a mount, copied.
func (s *Stage) moveIn(files []Entry, p *plan) error {
	both := newManifest(p.next.Meta, slices.Concat(s.old.files(), p.next.without(s.old)))
	if s.old != nil {
		both.Meta = s.old.Meta
	}
	data, err := both.encode()
	if err != nil {
		return err
	}
	if err := put(s.tree, bothName, data); err != nil {
		return err
	}
	if err := s.parent.Rename(s.name, path.Join(s.base, innerStage)); err != nil {
		for _, e := range append(files, Entry{Name: bothName}, p.manifest) {
			if err := copyFile(s.live, path.Join(innerStage, e.Name), s.tree, e.Name); err != nil {
				return err
			}
		}
	}
	return flush(s.live.Root)
}

// rename moves a file out of the inner stage.
func (s *Stage) rename(from, to string) error {
	if dir := path.Dir(to); dir != "." {
		if err := s.live.MkdirAll(dir, 0o777); err != nil {
			return err
		}
	}
	return s.live.Rename(path.Join(innerStage, from), to)
}

// removeFiles removes files of the old site, and folders that are empty then.
// Files that are gone already are no error.
func (s *Stage) removeFiles(files []Entry) error {
	for _, e := range files {
		if err := s.live.Remove(e.Name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		for dir := path.Dir(e.Name); dir != "."; dir = path.Dir(dir) {
			if s.live.Remove(dir) != nil {
				break
			}
		}
	}
	return nil
}

// clash reports whether a file of one site is a folder of the other.
func clash(a, b *Manifest) bool {
	within := func(files, others *Manifest) bool {
		return slices.ContainsFunc(files.files(), func(e Entry) bool {
			for dir := path.Dir(e.Name); dir != "."; dir = path.Dir(dir) {
				if _, isFile := others.Lookup(dir); isFile {
					return true
				}
			}
			return false
		})
	}
	return within(a, b) || within(b, a)
}
