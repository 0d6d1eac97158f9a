// Package shelf keeps what one run of the program leaves for the next, as files in
// a folder of the user's: never in the site, whose folder others write to and whose
// output others read.
//
//	$XDG_CACHE_HOME/kelisim/3f0c.../read
//
// What is not whole, was written by another program or by another version of this
// one is as if it were not there. A shelf may be emptied at any time.
package shelf

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
)

// magic begins every file; behind it stand the hash of the program, the hash of all
// that follows, and what was put.
const magic = "kelisim shelf 1\n"

// Shelf is a folder of one program. A nil Shelf holds nothing and takes nothing.
type Shelf struct {
	dir     string
	program [sha256.Size]byte
}

// Open is the shelf for a folder of content below base, which need not exist.
// program names the program to the byte: what another one put is not found.
func Open(base, content, program string) *Shelf {
	sum := sha256.Sum256([]byte(content))
	return &Shelf{filepath.Join(base, hex.EncodeToString(sum[:16])), sha256.Sum256([]byte(program))}
}

// Get returns what was put under a name; nil if there is nothing that can be trusted.
func (s *Shelf) Get(name string) []byte {
	if s == nil {
		return nil
	}
	data, err := os.ReadFile(filepath.Join(s.dir, name))
	if err != nil {
		return nil
	}
	data, ok := bytes.CutPrefix(data, []byte(magic))
	if !ok || len(data) < 2*sha256.Size || !bytes.Equal(data[:sha256.Size], s.program[:]) {
		return nil
	}
	sum, data := data[sha256.Size:2*sha256.Size], data[2*sha256.Size:]
	if got := sha256.Sum256(data); !bytes.Equal(got[:], sum) {
		return nil
	}
	return data
}

// Put keeps data under a name, whole or not at all. An error is no reason to fail:
// the next run does the work again.
func (s *Shelf) Put(name string, data []byte) error {
	if s == nil {
		return nil
	}
	if err := os.MkdirAll(s.dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(s.dir, name+".*")
	if err != nil {
		return err
	}
	sum := sha256.Sum256(data)
	for _, part := range [][]byte{[]byte(magic), s.program[:], sum[:], data} {
		if err == nil {
			_, err = f.Write(part)
		}
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), filepath.Join(s.dir, name))
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}
