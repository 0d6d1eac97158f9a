package edit

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"

	"github.com/kelisim/kelisim/internal/legal"
)

// None is the hash of a file that is not there.
const None = "none"

// ChangedError says that a file holds other bytes than the editor saw: somebody
// else changed it. It was not written.
type ChangedError struct {
	Name string
	Now  string // hash of what it holds now
}

func (e *ChangedError) Error() string { return e.Name + " was changed by somebody else" }

// Hash is the hash of a file's bytes, to the byte; None if there is no such file.
func Hash(root *os.Root, name string) (string, error) {
	data, err := root.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return None, nil
	}
	if err != nil {
		return "", err
	}
	return legal.SHA256(data), nil
}

// Write puts data in the place of a file of root, in one step, if the file has the
// hash base. The error is a *ChangedError if it has another one: then its bytes stay.
func Write(root *os.Root, name, base string, data []byte) (err error) {
	tmp, f, err := beside(root, name)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			root.Remove(tmp)
		}
	}()
	_, err = f.Write(data)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	now, err := Hash(root, name)
	if err != nil {
		return err
	}
	if now != base {
		return &ChangedError{name, now}
	}
	if info, err := root.Stat(name); err == nil {
		if err := root.Chmod(tmp, info.Mode().Perm()); err != nil {
			return err
		}
	}
	if base == None { // a link fails if somebody was quicker
		if err := root.Link(tmp, name); err == nil || errors.Is(err, fs.ErrExist) {
			root.Remove(tmp)
			if err != nil {
				now, _ := Hash(root, name)
				return &ChangedError{name, now}
			}
			return nil
		}
	}
	return root.Rename(tmp, name)
}

// beside makes a file beside another one, with a name that no reader of content
// looks at.
func beside(root *os.Root, name string) (string, *os.File, error) {
	for n := range 1000 {
		tmp := path.Join(path.Dir(name), fmt.Sprintf(".kelisim-%d-%d", os.Getpid(), n))
		f, err := root.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if !errors.Is(err, fs.ErrExist) {
			return tmp, f, err
		}
	}
	return "", nil, fmt.Errorf("write %s: %w", name, fs.ErrExist)
}
