package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"golang.org/x/sys/unix"

	"github.com/kelisim/kelisim/internal/disk"
)

// exchange swaps two folders in one step. The error is errors.ErrUnsupported if the
// system or the file system cannot do that.
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

// look looks at a name. Like link it follows a link on the way: a stamp tells what was
// written there from all else, and what has no known one is read through the Root.
func (t *tree) look(name string) (looked, error) {
	dir, err := t.folder()
	if err != nil {
		return looked{}, err
	}
	stamp, err := disk.StampAt(int(dir.Fd()), name)
	if stamp == (disk.Stamp{}) {
		return looked{mode: fs.ModeIrregular}, err
	}
	return looked{stamp.Mode, stamp.Size, stamp}, err
}

// makeFolder makes a folder of the stage, which nobody else knows, in one that is there.
func (t *tree) makeFolder(name string) error {
	dir, err := t.folder()
	if err != nil {
		return err
	}
	if err := unix.Mkdirat(int(dir.Fd()), name, 0o777); err != nil {
		return &fs.PathError{Op: "mkdir", Path: name, Err: err}
	}
	return nil
}

// open opens a file by one call with its whole name. It follows no link and leaves the tree
// by none; what it cannot open the tree's Root may, or says what is wrong.
func (t *tree) open(name string, flags uint64, mode uint64) (fd int, err error) {
	dir, err := t.folder()
	if err != nil {
		return -1, err
	}
	how := unix.OpenHow{Flags: flags | unix.O_CLOEXEC, Mode: mode, Resolve: unix.RESOLVE_BENEATH | unix.RESOLVE_NO_SYMLINKS}
	err = again(func() (err error) {
		fd, err = unix.Openat2(int(dir.Fd()), name, &how)
		return err
	})
	return fd, err
}

// again repeats a call that a signal ended.
func again(call func() error) error {
	for {
		if err := call(); !errors.Is(err, unix.EINTR) {
			return err
		}
	}
}

// create writes a new file whose folders are there. An os.File costs twice as many calls
// of the system, because it might be something that can be waited for.
func (t *tree) create(name string, data []byte) error {
	fd, err := t.open(name, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL, 0o666)
	if err != nil {
		return t.createByRoot(name, data)
	}
	for len(data) > 0 && err == nil {
		err = again(func() error {
			n, err := unix.Write(fd, data)
			data = data[max(n, 0):]
			return err
		})
	}
	if closed := unix.Close(fd); err == nil {
		err = closed
	}
	if err != nil {
		return &fs.PathError{Op: "write", Path: filepath.Join(t.Name(), name), Err: err}
	}
	return nil
}

// pieces are buffers to read files with.
var pieces = sync.Pool{New: func() any { return new([64 << 10]byte) }}

// entry reads a file and gives what a manifest would say of it.
func (t *tree) entry(name string) (Entry, error) {
	fd, err := t.open(name, unix.O_RDONLY, 0)
	if err != nil {
		return t.entryByRoot(name)
	}
	defer unix.Close(fd)
	piece := pieces.Get().(*[64 << 10]byte)
	defer pieces.Put(piece)
	e, sum := Entry{Name: name}, sha256.New()
	for n := 1; n > 0; {
		err := again(func() (err error) {
			n, err = unix.Read(fd, piece[:])
			return err
		})
		if err != nil {
			return Entry{}, &fs.PathError{Op: "read", Path: filepath.Join(t.Name(), name), Err: err}
		}
		sum.Write(piece[:n])
		e.Size += int64(n)
	}
	e.SHA256 = hex.EncodeToString(sum.Sum(nil))
	return e, nil
}

// removeEmpty removes a folder if nothing is in it.
func (t *tree) removeEmpty(name string) {
	if dir, err := t.folder(); err == nil {
		_ = unix.Unlinkat(int(dir.Fd()), name, unix.AT_REMOVEDIR)
	}
}

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
