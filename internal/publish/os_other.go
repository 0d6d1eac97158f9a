//go:build !linux

package publish

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"runtime"

	"github.com/kelisim/kelisim/internal/disk"
)

// exchange cannot swap folders in one step here. Windows does not even move a
// folder in which a reader has a file open.
func exchange(*os.Root, string, string) error {
	if runtime.GOOS == "windows" {
		return errImmovable
	}
	return errors.ErrUnsupported
}

// look looks at a name.
func (t *tree) look(name string) (looked, error) {
	info, err := t.Lstat(name)
	if err != nil {
		return looked{}, err
	}
	return looked{info.Mode(), info.Size(), disk.StampOf(info)}, nil
}

// makeFolder makes a folder of the stage in one that is there.
func (t *tree) makeFolder(name string) error {
	return t.in(name, func(root *os.Root, rest string) error { return root.Mkdir(rest, 0o777) })
}

func (t *tree) create(name string, data []byte) error { return t.createByRoot(name, data) }

func (t *tree) entry(name string) (Entry, error) { return t.entryByRoot(name) }

// removeEmpty leaves an empty folder to who removes all.
func (t *tree) removeEmpty(string) {}

// link gives a file of the output its name in the stage, whose folders are there.
func (s *Stage) link(name string) error {
	return s.parent.Link(path.Join(s.base, name), path.Join(s.name, name))
}

// syncFile brings a written file to the disk.
func syncFile(f *os.File) error { return f.Sync() }

// flush brings the names in root's folders to the disk; the files are there.
func flush(root *os.Root) error {
	return fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		return syncNames(root, name)
	})
}

// syncFolder brings a folder's names to the disk.
func syncFolder(root *os.Root) error { return syncNames(root, ".") }

// syncNames does nothing on Windows, which has no such call for folders.
func syncNames(root *os.Root, name string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	dir, err := root.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}
