package publish

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
)

// tree is a folder of many files. An os.Root opens every folder on the way to a file
// anew; a tree keeps open the folders on the trails that it went last. Its methods are
// those of the Root, and it may be used from many goroutines. Whoever takes files in
// the order of their names has each folder opened once.
type tree struct {
	*os.Root
	mu     sync.Mutex
	trails []*trail        // at most keptTrails that nobody is on, the last one last
	made   map[string]bool // folders that MkdirFor has made, at most keptMade
	dir    *os.File        // see folder; nil until asked for
}

const (
	keptTrails = 16
	keptMade   = 4096
)

func newTree(root *os.Root) *tree { return &tree{Root: root, made: map[string]bool{}} }

// trail is the open folders from a tree's own one, which is not among them, down to one.
type trail struct {
	names []string
	roots []*os.Root
}

// common is how many folders from the first on a trail shares with another one.
func (w *trail) common(names []string) int {
	n := 0
	for n < min(len(w.names), len(names)) && w.names[n] == names[n] {
		n++
	}
	return n
}

// to leads the trail to another folder and returns it.
func (w *trail) to(names []string, from *os.Root) (*os.Root, error) {
	w.cut(w.common(names))
	for _, name := range names[len(w.names):] {
		root, err := w.end(from).OpenRoot(name)
		if err != nil {
			return nil, err
		}
		w.names, w.roots = append(w.names, name), append(w.roots, root)
	}
	return w.end(from), nil
}

func (w *trail) end(from *os.Root) *os.Root {
	if len(w.roots) == 0 {
		return from
	}
	return w.roots[len(w.roots)-1]
}

// cut leaves the first n folders open.
func (w *trail) cut(n int) error {
	var errs []error
	for _, root := range w.roots[n:] {
		errs = append(errs, root.Close())
	}
	w.names, w.roots = w.names[:n], w.roots[:n]
	return errors.Join(errs...)
}

// in calls do with the folder of a name, open, and the name's last part.
func (t *tree) in(name string, do func(root *os.Root, rest string) error) error {
	dir, rest := path.Split(name)
	if dir == "" {
		return do(t.Root, name)
	}
	names := strings.Split(strings.TrimSuffix(dir, "/"), "/")
	w := t.take(names)
	defer t.give(w)
	root, err := w.to(names, t.Root)
	if err != nil {
		return do(t.Root, name) // it says what is wrong, and follows links
	}
	return do(root, rest)
}

// take is the kept trail that shares most with another one, or a new one.
func (t *tree) take(names []string) *trail {
	t.mu.Lock()
	defer t.mu.Unlock()
	best, most := -1, 0
	for i, w := range t.trails {
		if n := w.common(names); n > 0 && n >= most {
			best, most = i, n
		}
	}
	if best < 0 && len(t.trails) < keptTrails {
		return &trail{}
	}
	best = max(best, 0)
	w := t.trails[best]
	t.trails = slices.Delete(t.trails, best, best+1)
	return w
}

func (t *tree) give(w *trail) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.trails) == keptTrails {
		w.cut(0)
		return
	}
	t.trails = append(t.trails, w)
}

// folder is the tree's own folder as a file, for calls that no Root has.
func (t *tree) folder() (*os.File, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.dir == nil {
		var err error
		if t.dir, err = t.Open("."); err != nil {
			return nil, err
		}
	}
	return t.dir, nil
}

// Let closes the folders that are kept open, so that they can be moved and removed.
func (t *tree) Let() error {
	if t == nil {
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	var errs []error
	for _, w := range t.trails {
		errs = append(errs, w.cut(0))
	}
	t.trails = nil
	if t.dir != nil {
		errs = append(errs, t.dir.Close())
		t.dir = nil
	}
	return errors.Join(errs...)
}

func (t *tree) Close() error { return errors.Join(t.Let(), t.Root.Close()) }

// MkdirFor makes the folders of a file.
func (t *tree) MkdirFor(name string) error { return t.mkdir(path.Dir(name)) }

func (t *tree) mkdir(dir string) error {
	t.mu.Lock()
	known := dir == "." || t.made[dir]
	t.mu.Unlock()
	if known {
		return nil
	}
	if err := t.mkdir(path.Dir(dir)); err != nil {
		return err
	}
	err := t.makeFolder(dir)
	if errors.Is(err, fs.ErrExist) {
		var info fs.FileInfo
		if info, err = t.Stat(dir); err == nil && !info.IsDir() {
			err = &fs.PathError{Op: "mkdir", Path: dir, Err: syscall.ENOTDIR}
		}
	}
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
