package source

import (
	"errors"
	"io/fs"
	"path"
	"slices"

	"github.com/kelisim/kelisim/internal/diag"
)

// overrideDirs are the folders of a site's root whose files take the place of
// single files of the program's own.
var overrideDirs = []string{"layouts", "i18n"}

// Overrides is the folder dir of a site's root as layouts and catalogues are read
// from it: the regular files that stand there now. It is nil if there is no such
// folder. Links, devices and pipes are left out, because reading one could
// publish a file from outside of the site, or never end; Load has the findings
// about them.
func Overrides(root fs.FS, dir string) fs.FS {
	kept, _, err := overridesIn(root, dir)
	if err != nil {
		return nil
	}
	sub, err := fs.Sub(root, dir)
	if err != nil {
		return nil
	}
	return regular{sub, kept}
}

// regular shows some files at the root of a file system.
type regular struct {
	fs   fs.FS
	kept []fs.DirEntry // by name
}

// Open implements fs.FS.
func (r regular) Open(name string) (fs.File, error) {
	if name != "." && !slices.ContainsFunc(r.kept, func(e fs.DirEntry) bool { return e.Name() == name }) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	return r.fs.Open(name)
}

// ReadDir implements fs.ReadDirFS.
func (r regular) ReadDir(name string) ([]fs.DirEntry, error) {
	if name != "." {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	return r.kept, nil
}

// overridesIn lists a folder of overrides: the files that are read, and findings
// about what is not. The error is fs.ErrNotExist if the folder is missing or a link.
func overridesIn(root fs.FS, dir string) ([]fs.DirEntry, diag.List, error) {
	var found diag.List
	top, err := fs.ReadDir(root, ".")
	if err != nil {
		return nil, nil, err
	}
	at := slices.IndexFunc(top, func(e fs.DirEntry) bool { return e.Name() == dir })
	if at < 0 || !top[at].IsDir() {
		if at >= 0 && !top[at].Type().IsRegular() {
			found.AddVariant(diag.FileKind, "special", diag.Pos{File: dir}, diag.Args{"name": dir})
		}
		return nil, found, fs.ErrNotExist
	}
	entries, err := fs.ReadDir(root, dir)
	var kept []fs.DirEntry
	for _, e := range entries {
		if kind := refusedKind(e); kind != "" {
			found.AddVariant(diag.FileKind, kind, diag.Pos{File: path.Join(dir, e.Name())}, diag.Args{"name": e.Name()})
		} else if !e.IsDir() {
			kept = append(kept, e)
		}
	}
	return kept, found, err
}

// overrides reports what Overrides leaves out.
func (l *loader) overrides() {
	for _, dir := range overrideDirs {
		_, found, err := overridesIn(l.fs, dir)
		l.found = append(l.found, found...)
		if err != nil && !errors.Is(err, fs.ErrNotExist) && l.err == nil {
			l.err = readError(dir, err)
		}
	}
}
