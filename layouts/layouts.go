// Package layouts holds the templates and assets of the pages. A site may put
// files of the same name in its own layouts/ folder over single ones.
package layouts

import (
	"embed"
	"errors"
	"io/fs"
	"path"
)

//go:embed *.html *.css *.js *.svg
var files embed.FS

// Files holds the layouts that come with the program.
func Files() fs.FS { return files }

// Over is Files with single files of top in their place. A nil top changes nothing.
func Over(top fs.FS) fs.FS {
	if top == nil {
		return files
	}
	return overlay{top: top, base: files}
}

type overlay struct{ top, base fs.FS }

// Open implements fs.FS.
func (o overlay) Open(name string) (fs.File, error) {
	f, err := o.top.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.base.Open(name)
	}
	return f, err
}

// Strangers are the files of top that take no file's place and so change nothing:
// misspelt names, pictures. Names with a dot before them are none, nor is Go source: in
// the program's own folder this package stands among the layouts.
func Strangers(top fs.FS) ([]string, error) {
	if top == nil {
		return nil, nil
	}
	entries, err := fs.ReadDir(top, ".")
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if _, err := fs.Stat(files, e.Name()); errors.Is(err, fs.ErrNotExist) && e.Name()[0] != '.' && path.Ext(e.Name()) != ".go" {
			names = append(names, e.Name())
		}
	}
	return names, nil
}
