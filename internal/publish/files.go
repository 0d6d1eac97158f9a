package publish

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"
)

// put writes a new file with its folders.
func put(root *tree, name string, data []byte) error {
	if err := root.MkdirFor(name); err != nil {
		return err
	}
	return root.create(name, data)
}

// createByRoot writes a new file whose folders are there.
func (t *tree) createByRoot(name string, data []byte) error {
	f, err := t.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil {
		err = syncFile(f)
	}
	return errors.Join(err, f.Close())
}

// entryByRoot reads a file and gives what a manifest would say of it.
func (t *tree) entryByRoot(name string) (Entry, error) {
	data, err := t.ReadFile(name)
	if err != nil {
		return Entry{}, err
	}
	return entryOf(name, data), nil
}

// verify reads a file and compares it with what was handed in. A disk that lost a
// write without saying so was seen.
func verify(root *tree, name string, want Entry) error {
	got, err := root.entry(name)
	if err != nil {
		return err
	}
	if got.Size != want.Size || got.SHA256 != want.SHA256 {
		return fmt.Errorf("%s reads back as %d bytes with SHA-256 %s, want %d with %s",
			name, got.Size, got.SHA256, want.Size, want.SHA256)
	}
	return nil
}

// copyFile copies a regular file with its mode and modification time, and verifies it.
func copyFile(dst *tree, dstName string, src *tree, srcName string) error {
	info, err := src.Lstat(srcName)
	if err != nil {
		return err
	}
	data, err := src.ReadFile(srcName)
	if err != nil {
		return err
	}
	if err := put(dst, dstName, data); err != nil {
		return err
	}
	return errors.Join(
		verify(dst, dstName, entryOf(dstName, data)),
		dst.Chtimes(dstName, time.Time{}, info.ModTime()),
		dst.Chmod(dstName, info.Mode()),
	)
}

// copyFolder makes a folder with the mode it has in src, and writable for us.
func copyFolder(dst, src *tree, name string) error {
	info, err := src.Lstat(name)
	if err != nil {
		return err
	}
	if err := dst.Mkdir(name, 0o777); err != nil {
		return err
	}
	return dst.Chmod(name, info.Mode()|0o700)
}

// each calls do for 0..n-1, several at a time, and returns the first error.
func each(n int, do func(i int) error) error {
	var g errgroup.Group
	g.SetLimit(2 * runtime.GOMAXPROCS(0))
	for i := range n {
		g.Go(func() error { return do(i) })
	}
	return g.Wait()
}
