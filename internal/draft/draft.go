// Package draft makes drafts in content/: a new site with its sample, the next edition
// of a document, and the documents that an imported file becomes. It decides how they
// are named and what their files hold at first; the files are written all or none.
package draft

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
)

// Refused is the error of a draft that cannot be made as it was asked for. It names the
// message of the catalogue that says why.
type Refused struct {
	Key  string
	Args []string // names and values by turns
}

func (r *Refused) Error() string { return "draft refused: " + r.Key }

func refuse(key string, args ...string) *Refused { return &Refused{key, args} }

// File is a file to make in content/.
type File struct {
	Name   string // slash path from the site's root
	Data   []byte
	Before []byte // what it holds; nil if it is new
}

// Files are the files of a draft.
type Files struct {
	Writes []File
	// Sample are the files of the new site's sample that make room; nil if none do.
	Sample []string
}

func (f *Files) add(name, data string) {
	f.Writes = append(f.Writes, File{name, []byte(data), nil})
}

// Write makes the files below a site's root, all or none: if one fails, those made
// before are removed and the others hold again what they held. A new file never takes
// the place of one that exists.
func (f *Files) Write(dir string) (err error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	var undo []func()
	defer func() {
		if err != nil {
			for _, f := range slices.Backward(undo) {
				f()
			}
		}
	}()
	if err := removeSample(root, f.Sample, &undo); err != nil {
		return err
	}
	for _, file := range f.Writes {
		if err := file.write(root, &undo); err != nil {
			return err
		}
	}
	return nil
}

func (f File) write(root *os.Root, undo *[]func()) error {
	for _, dir := range parents(f.Name) {
		if err := root.Mkdir(dir, 0o755); err == nil {
			*undo = append(*undo, func() { root.Remove(dir) })
		} else if !errors.Is(err, fs.ErrExist) {
			return err
		}
	}
	flags := os.O_WRONLY | os.O_CREATE | os.O_EXCL
	if f.Before != nil {
		flags = os.O_WRONLY | os.O_TRUNC
		*undo = append(*undo, func() { root.WriteFile(f.Name, f.Before, 0o644) })
	}
	w, err := root.OpenFile(f.Name, flags, 0o644)
	if err != nil {
		return err
	}
	if f.Before == nil {
		*undo = append(*undo, func() { root.Remove(f.Name) })
	}
	_, err = w.Write(f.Data)
	return errors.Join(err, w.Sync(), w.Close())
}

// parents lists the folders above a file, outermost first.
func parents(name string) []string {
	var out []string
	for i, c := range name {
		if c == '/' {
			out = append(out, name[:i])
		}
	}
	return out
}

// exists reports whether a slash path below the site's folder is taken.
func exists(dir, name string) bool {
	_, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(name)))
	return err == nil
}

// recorded reports whether the ledger names an edition of a document.
func recorded(p *pipeline.Project, d *legal.Document, edition string) bool {
	return d != nil && slices.ContainsFunc(d.Editions, func(e *legal.Edition) bool {
		return e.ID == edition && p.Standing.Edition(e).Recorded("")
	})
}
