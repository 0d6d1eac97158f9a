package publish

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync"
	"time"
)

// tree is a folder of many files. An os.Root opens every folder on the way to a file
// anew; a tree keeps those open that it passed last. Its methods are those of the
// Root, and it may be used from many goroutines.
type tree struct {
	*os.Root
	mu   sync.Mutex
	open map[string]*os.Root // by path, at most keptOpen
	made map[string]bool     // folders that MkdirFor has made, at most keptMade
}

const (
	keptDepth = 4 // of the folders that are kept open: kk/user-agreement/3/changes
	keptOpen  = 128
	keptMade  = 4096
)

func newTree(root *os.Root) *tree {
	return &tree{Root: root, open: map[string]*os.Root{}, made: map[string]bool{}}
}

// in calls do with a folder that is open and the rest of a name, below it.
func (t *tree) in(name string, do func(root *os.Root, rest string) error) error {
	parts := strings.SplitN(name, "/", keptDepth+1)
	rest := parts[len(parts)-1]
	root, err := t.folder(strings.TrimSuffix(name[:len(name)-len(rest)], "/"))
	if err != nil {
		return do(t.Root, name) // it says what is wrong
	}
	if err = do(root, rest); errors.Is(err, os.ErrClosed) {
		return do(t.Root, name) // others were opened in the meantime
	}
	return err
}

// folder opens a folder.
func (t *tree) folder(dir string) (*os.Root, error) {
	if dir == "" {
		return t.Root, nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if root := t.open[dir]; root != nil {
		return root, nil
	}
	above, rest := t.Root, dir
	for up := path.Dir(dir); up != "."; up = path.Dir(up) {
		if root := t.open[up]; root != nil {
			above, rest = root, dir[len(up)+1:]
			break
		}
	}
	root, err := above.OpenRoot(rest)
	if err != nil {
		return nil, err
	}
	if len(t.open) >= keptOpen {
		t.close()
	}
	t.open[dir] = root
	return root, nil
}

func (t *tree) close() error {
	var errs []error
	for _, root := range t.open {
		errs = append(errs, root.Close())
	}
	clear(t.open)
	return errors.Join(errs...)
}

// Let closes the folders that are kept open, so that they can be moved and removed.
func (t *tree) Let() error {
	if t == nil {
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.close()
}

func (t *tree) Close() error { return errors.Join(t.Let(), t.Root.Close()) }

// MkdirFor makes the folders of a file.
func (t *tree) MkdirFor(name string) error {
	dir := path.Dir(name)
	t.mu.Lock()
	known := dir == "." || t.open[dir] != nil || t.made[dir]
	t.mu.Unlock()
	if known {
		return nil
	}
	err := t.in(dir, func(root *os.Root, rest string) error { return root.MkdirAll(rest, 0o777) })
	if err == nil {
		t.mu.Lock()
		defer t.mu.Unlock()
		if len(t.made) >= keptMade {
			clear(t.made)
		}
		t.made[dir] = true
	}
	return err
}

func (t *tree) Remove(name string) error {
	return t.in(name, func(root *os.Root, rest string) error { return root.Remove(rest) })
}

func (t *tree) OpenFile(name string, flag int, perm fs.FileMode) (f *os.File, err error) {
	err = t.in(name, func(root *os.Root, rest string) (err error) {
		f, err = root.OpenFile(rest, flag, perm)
		return err
	})
	return f, err
}

func (t *tree) ReadFile(name string) (data []byte, err error) {
	err = t.in(name, func(root *os.Root, rest string) (err error) {
		data, err = root.ReadFile(rest)
		return err
	})
	return data, err
}

func (t *tree) Lstat(name string) (info fs.FileInfo, err error) {
	err = t.in(name, func(root *os.Root, rest string) (err error) {
		info, err = root.Lstat(rest)
		return err
	})
	return info, err
}

func (t *tree) Chtimes(name string, atime, mtime time.Time) error {
	return t.in(name, func(root *os.Root, rest string) error { return root.Chtimes(rest, atime, mtime) })
}
