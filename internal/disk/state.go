package disk

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"maps"
	"os"
	"path/filepath"
	"strings"
)

// State is what a folder looks like with all that stands below it: names, kinds, sizes,
// instants. While it is the same, so is every byte.
type State [sha256.Size]byte

// Stater is a file system that knows the states of its folders.
type Stater interface {
	// State returns the state of a folder. ok is false if the system does not say
	// enough, or something was changed so lately that a second change could look the same.
	State(dir string) (s State, ok bool)
}

// State implements [Stater]. It is looked for again unless somebody watches the folder,
// see [Memory.Told].
func (f folder) State(dir string) (State, bool) {
	m, at := f.memory, f.at(dir)
	m.mu.Lock()
	known, ok := m.states[at]
	told, trusted := m.told, m.trusted
	m.mu.Unlock()
	if ok && trusted {
		return known.State, true
	}
	s, ok := f.now(dir)
	m.mu.Lock()
	defer m.mu.Unlock()
	switch {
	case !ok:
		delete(m.states, at)
	case m.told == told: // else it may be the state before what was told meanwhile
		m.states[at] = seen{s, f, dir}
	}
	return s, ok
}

// seen is the state of a folder as it was last looked for.
type seen struct {
	State
	of  folder
	dir string
}

// now is the state of a folder.
func (f folder) now(dir string) (s State, ok bool) {
	h := sha256.New()
	ok = f.look(h, dir, f.memory.now().Add(-settled).UnixNano())
	h.Sum(s[:0])
	return s, ok
}

// look puts the stamps of a file or folder, and of all below it, into a hash.
func (f folder) look(h hash.Hash, name string, youngest int64) bool {
	at := f.at(name)
	info, err := os.Lstat(at)
	if err != nil {
		return false
	}
	s := StampOf(info)
	if s == (Stamp{}) || max(s.Modified, s.Changed) >= youngest {
		return false
	}
	var b []byte
	b = append(binary.AppendUvarint(b, uint64(len(name))), name...)
	for _, n := range []uint64{uint64(s.Mode), uint64(s.Size), s.Device, s.Inode, uint64(s.Modified), uint64(s.Changed)} {
		b = binary.LittleEndian.AppendUint64(b, n)
	}
	h.Write(b)
	if !info.IsDir() {
		return true
	}
	entries, err := f.ReadDir(name)
	if err != nil {
		return false
	}
	for _, e := range entries {
		if !f.look(h, name+"/"+e.Name(), youngest) {
			return false
		}
	}
	return true
}

// Trust says whether the states of folders hold until [Memory.Told] says otherwise.
// Who trusts watches all of them.
func (m *Memory) Trust(yes bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.trusted = yes
}

// Stale looks for all states again, and forgets those that are others by now: of a folder of
// another machine the system does not tell all that happens. It reports whether there are any.
func (m *Memory) Stale() bool {
	m.mu.Lock()
	states := maps.Clone(m.states)
	m.mu.Unlock()
	some := false
	for at, was := range states {
		if s, ok := was.of.now(was.dir); ok && s == was.State {
			continue
		}
		some = true
		m.mu.Lock()
		if m.states[at].State == was.State {
			delete(m.states, at)
		}
		m.mu.Unlock()
	}
	return some
}

// Told takes in that the file or folder at a path of the system changed, came or went: the
// states of the folders around it, and below it, are looked for again. "" is for all:
// it is not known what changed.
func (m *Memory) Told(at string) {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.told++
	if at == "" {
		clear(m.states)
		return
	}
	some := false
	for dir := at; ; {
		if _, ok := m.states[dir]; ok {
			delete(m.states, dir)
			some = true
		}
		up := filepath.Dir(dir)
		if up == dir {
			break
		}
		dir = up
	}
	if some {
		return
	}
	for dir := range m.states {
		if strings.HasPrefix(dir, at+string(filepath.Separator)) {
			delete(m.states, dir)
		}
	}
}
