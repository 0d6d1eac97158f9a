// Package memo remembers the results of pure functions by the hash of their
// inputs. It is what makes the one pipe incremental: the same stages run again,
// and those whose inputs are as before answer from memory.
package memo

import (
	"crypto/sha256"
	"encoding/json"
	"sync"
)

// Key is the hash of a stage's name and of all that its result depends on.
type Key [sha256.Size]byte

// Of makes a key. Bytes and strings count as they are, all else in the form of
// JSON: of a struct the exported fields, of a map the sorted keys.
func Of(stage string, inputs ...any) Key {
	h := sha256.New()
	part := func(data []byte) {
		sum := sha256.Sum256(data) // so that no part runs into the next
		h.Write(sum[:])
	}
	part([]byte(stage))
	for _, in := range inputs {
		switch in := in.(type) {
		case []byte:
			part(in)
		case string:
			part([]byte(in))
		default:
			data, err := json.Marshal(in)
			if err != nil {
				panic("memo: " + err.Error()) // a bug: inputs are plain data
			}
			part(data)
		}
	}
	return Key(h.Sum(nil))
}

// Memo holds results. It is safe for concurrent use. A nil Memo holds nothing.
type Memo struct {
	mu    sync.Mutex
	limit int
	size  int
	turn  int
	kept  map[Key]*entry
}

type entry struct {
	value any
	size  int
	turn  int // in which it was last asked for
}

// old is how many turns a result stays without being asked for.
const old = 8

// New returns an empty memo that holds results of at most so many bytes.
func New(limit int) *Memo { return &Memo{limit: limit, kept: map[Key]*entry{}} }

// Turn begins a run of the pipe. What no run of late asked for is forgotten.
func (m *Memo) Turn() {
	if m == nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.turn++
	m.forget(m.turn - old)
}

// Size is how many bytes are held, as the makers counted them.
func (m *Memo) Size() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.size
}

// forget drops what was last asked for before a turn.
func (m *Memo) forget(before int) {
	for k, e := range m.kept {
		if e.turn < before {
			m.size -= e.size
			delete(m.kept, k)
		}
	}
}

func (m *Memo) get(k Key) (any, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e := m.kept[k]
	if e == nil {
		return nil, false
	}
	e.turn = m.turn
	return e.value, true
}

// put keeps a result if there is room for it, else not.
func (m *Memo) put(k Key, value any, size int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.kept[k] != nil {
		return // made twice at once
	}
	if m.size+size > m.limit {
		m.forget(m.turn)
	}
	if m.size+size > m.limit {
		return
	}
	m.size += size
	m.kept[k] = &entry{value, size, m.turn}
}

// Do returns the result that is kept under a key, else makes it and keeps it.
// make says how many bytes its result holds. Nobody changes a result. An error
// is not kept.
func Do[T any](m *Memo, k Key, make func() (T, int, error)) (T, error) {
	if m != nil {
		if v, ok := m.get(k); ok {
			return v.(T), nil
		}
	}
	v, size, err := make()
	if err == nil && m != nil {
		m.put(k, v, size)
	}
	return v, err
}
