package edit

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"time"

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
// Two programs that write the same file at once do so one after the other.
func Write(root *os.Root, name, base string, data []byte) error {
	err := write(root, name, base, data)
	if at := (*fs.PathError)(nil); errors.As(err, &at) { // of the file beside, which nobody knows
		return &fs.PathError{Op: at.Op, Path: name, Err: at.Err}
	}
	return err
}

func write(root *os.Root, name, base string, data []byte) (err error) {
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

// A file beside another one is its next bytes and its lock: who has made it may compare
// and rename, and the renaming ends the lock. Of a program that died it is left behind;
// one that stays the same for so many looks is taken for that, because a file of content
// is written in much less time.
const (
	looks   = 150
	between = 20 * time.Millisecond
)

// beside makes the file beside another one, under a name that no reader of content
// looks at.
func beside(root *os.Root, name string) (string, *os.File, error) {
	tmp := path.Join(path.Dir(name), ".kelisim-"+path.Base(name))
	var seen fs.FileInfo
	for n := 0; ; n++ {
		f, err := root.OpenFile(tmp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
		if !errors.Is(err, fs.ErrExist) {
			return tmp, f, err
		}
		now, err := root.Stat(tmp)
		switch {
		case errors.Is(err, fs.ErrNotExist): // just released
			continue
		case err != nil:
			return "", nil, err
		case seen == nil || !os.SameFile(seen, now) || !seen.ModTime().Equal(now.ModTime()):
			seen, n = now, 0
		case n >= looks:
			if err := clearLeft(root, tmp, seen); err != nil {
				return "", nil, err
			}
		}
		time.Sleep(between)
	}
}

// clearLeft removes what a program that died left behind, if it still is that. Only one of
// those who wait does so: another one could remove the file of the next writer.
func clearLeft(root *os.Root, tmp string, left fs.FileInfo) error {
	turn := tmp + ".clear"
	f, err := root.OpenFile(turn, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer root.Remove(turn)
	now, err := root.Stat(tmp)
	if err == nil && os.SameFile(left, now) && left.ModTime().Equal(now.ModTime()) {
		err = root.Remove(tmp)
	}
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return errors.Join(err, f.Close())
}

// Remove takes a file of root away, if it has the hash base. The error is a
// *ChangedError if it has another one: then it stays.
func Remove(root *os.Root, name, base string) error {
	now, err := Hash(root, name)
	if err != nil {
		return err
	}
	if now != base {
		return &ChangedError{name, now}
	}
	return root.Remove(name)
}
