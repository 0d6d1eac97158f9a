// Package disk reads a folder again and again, and each file of it only when that
// has changed. A preview looks at everything after each save, and nearly all of it
// is as it was.
//
// A file has not changed if the system says so: it is the same file, of the
// same size, and the instants of its last changes are the same and lie well before
// it was read. A younger one is read each time, since a second write may leave no
// trace in a coarse clock. So is a symbolic link: it does not change with what it
// leads to. If the system does not say when a file was last changed in whatever
// way (all but Linux), everything is read each time.
//
// Of a whole folder a [State] says whether anything in it changed. Who has the system tell of
// changes may trust the states of the others, and looks at them not even once.
package disk

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// settled is how long a file must have been left alone before it was read.
const settled = 2 * time.Second

// Memory holds what was read. It is safe for concurrent use. A nil Memory holds
// nothing.
type Memory struct {
	now func() time.Time

	mu    sync.Mutex
	files map[string]kept[[]byte]
	lists map[string]kept[[]fs.DirEntry]
	last  map[string][]byte // of files, whatever their stamps

	states  map[string]seen // of folders
	told    int             // how often something was told
	trusted bool            // states hold until something is told
}

// kept is what was read of a name while it had a stamp.
type kept[T any] struct {
	stamp Stamp
	value T
}

// Stamp distinguishes the states of a file or folder. The zero Stamp is that of
// none: the system does not say enough.
type Stamp struct {
	Mode              fs.FileMode
	Size              int64
	Device, Inode     uint64
	Modified, Changed int64 // nanoseconds
}

// StampOf is the stamp of what info was asked of without following links; zero
// for a symbolic link, and if the system does not say all of it.
func StampOf(info fs.FileInfo) Stamp {
	var s Stamp
	if info.Mode()&fs.ModeSymlink != 0 || !s.read(info) {
		return Stamp{}
	}
	return s
}

// ButChanged reports whether two stamps differ in nothing but [Stamp.Changed], as
// those of a file that has got another name, or lost one.
func (s Stamp) ButChanged(other Stamp) bool {
	s.Changed = other.Changed
	return s == other
}

// New returns a memory that holds nothing. now is the clock of the files' system.
func New(now func() time.Time) *Memory {
	return &Memory{now: now, files: map[string]kept[[]byte]{}, lists: map[string]kept[[]fs.DirEntry]{}, last: map[string][]byte{}, states: map[string]seen{}}
}

// Over is the folder dir, read by fsys, whose files and lists are remembered.
// Nobody changes what it returns.
func (m *Memory) Over(dir string, fsys fs.FS) fs.FS {
	if m == nil {
		return fsys
	}
	return folder{m, dir, fsys}
}

type folder struct {
	memory *Memory
	dir    string
	fs.FS
}

// at is the path of a name for the system.
func (f folder) at(name string) string { return filepath.Join(f.dir, filepath.FromSlash(name)) }

// Stat implements [fs.StatFS].
func (f folder) Stat(name string) (fs.FileInfo, error) { return fs.Stat(f.FS, name) }

// ReadFile implements [fs.ReadFileFS]. While a file holds the same bytes, so does each
// answer, in the same place of the memory.
func (f folder) ReadFile(name string) ([]byte, error) {
	data, err := remembered(f, f.memory.files, name, fs.ReadFile)
	if err != nil {
		return data, err
	}
	m, at := f.memory, f.at(name)
	m.mu.Lock()
	defer m.mu.Unlock()
	if last, ok := m.last[at]; ok && bytes.Equal(last, data) {
		return last, nil
	}
	m.last[at] = data
	return data, nil
}

// ReadDir implements [fs.ReadDirFS]. An entry's Info is asked for each time.
func (f folder) ReadDir(name string) ([]fs.DirEntry, error) {
	return remembered(f, f.memory.lists, name, fs.ReadDir)
}

func remembered[T any](f folder, all map[string]kept[T], name string, read func(fs.FS, string) (T, error)) (T, error) {
	m, at := f.memory, f.at(name)
	var now Stamp
	info, err := os.Lstat(at)
	if err == nil {
		now = StampOf(info)
	}
	told := now != Stamp{}
	if told {
		m.mu.Lock()
		k, ok := all[at]
		m.mu.Unlock()
		if ok && k.stamp == now {
			return k.value, nil
		}
	}
	youngest := m.now().Add(-settled).UnixNano()
	value, err := read(f.FS, name)
	m.mu.Lock()
	defer m.mu.Unlock()
	// What changes while it is read has a young stamp by then, and is read again.
	if told && err == nil && max(now.Modified, now.Changed) < youngest {
		all[at] = kept[T]{now, value}
	} else {
		delete(all, at)
	}
	return value, err
}
