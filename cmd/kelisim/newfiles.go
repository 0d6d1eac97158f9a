package main

import (
	"errors"
	"io/fs"
	"os"
	"slices"
)

// newFile is a file that a command makes in content/.
type newFile struct {
	name   string // slash path from the site's root
	data   []byte
	before []byte // what it held; nil if it is new
}

// writeAll makes files below a site's root, all or none: if one fails, those made
// before are removed and the others hold again what they held. Before that it removes
// the files of the sample, if any are named.
func writeAll(dir string, files []newFile, sample []string) (err error) {
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
	if err := removeSample(root, sample, &undo); err != nil {
		return err
	}
	for _, f := range files {
		for _, dir := range parents(f.name) {
			if mkErr := root.Mkdir(dir, 0o755); mkErr == nil {
				undo = append(undo, func() { root.Remove(dir) })
			} else if !errors.Is(mkErr, fs.ErrExist) {
				return mkErr
			}
		}
		flags := os.O_WRONLY | os.O_CREATE | os.O_EXCL
		if f.before != nil {
			flags = os.O_WRONLY | os.O_TRUNC
			undo = append(undo, func() { root.WriteFile(f.name, f.before, 0o644) })
		}
		w, err := root.OpenFile(f.name, flags, 0o644)
		if err != nil {
			return err
		}
		if f.before == nil {
			undo = append(undo, func() { root.Remove(f.name) })
		}
		_, err = w.Write(f.data)
		if err := errors.Join(err, w.Sync(), w.Close()); err != nil {
			return err
		}
	}
	return nil
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
