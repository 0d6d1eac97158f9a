package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// exchange swaps two folders in one step. The error is errors.ErrUnsupported
// where the system or the file system cannot.
func exchange(parent *os.Root, a, b string) error {
	dir, err := parent.Open(".")
	if err != nil {
		return err
	}
	defer dir.Close()
	fd := int(dir.Fd())
	err = unix.Renameat2(fd, a, fd, b, unix.RENAME_EXCHANGE)
	if errors.Is(err, unix.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		return errors.ErrUnsupported
	}
	if err != nil {
		err = &os.LinkError{Op: "exchange", Old: a, New: filepath.Join(parent.Name(), b), Err: err}
	}
	return err
}

// syncFile does nothing: flush is a hundred times faster for many files.
func syncFile(*os.File) error { return nil }

// link gives a file of the output its name in the stage, whose folders are there. It
// follows a link on the way to the file, as no method of a Root does: who carries a
// file looks at what came of it.
func (s *Stage) link(name string) error {
	from, err := s.live.folder()
	if err != nil {
		return err
	}
	to, err := s.tree.folder()
	if err != nil {
		return err
	}
	return unix.Linkat(int(from.Fd()), name, int(to.Fd()), name, 0)
}

// flush brings the file system that holds root to the disk.
func flush(root *os.Root) error {
	dir, err := root.Open(".")
	if err != nil {
		return err
	}
	defer dir.Close()
	if err := unix.Syncfs(int(dir.Fd())); err != nil {
		return &fs.PathError{Op: "sync", Path: root.Name(), Err: err}
	}
	return nil
}

// syncFolder brings a folder's names to the disk.
func syncFolder(root *os.Root) error {
	dir, err := root.Open(".")
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}
