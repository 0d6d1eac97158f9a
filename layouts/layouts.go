// Package layouts holds the templates and assets of the pages. A site may put
// files of the same name in its own layouts/ folder over single ones.
package layouts

import (
	"embed"
	"errors"
	"io/fs"
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

func (o overlay) Open(name string) (fs.File, error) {
	f, err := o.top.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return o.base.Open(name)
	}
	return f, err
}
