package pipeline

import (
	"bytes"
	"encoding/binary"
	"encoding/gob"
	"io"
	"maps"
	"slices"
	"sync"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/links"
	"github.com/kelisim/kelisim/internal/memo"
	"github.com/kelisim/kelisim/internal/publish"
)

// builtGroup is what a build of an output leaves for the next one of a group: which files
// it made from which inputs. They are written down one after the other.
type builtGroup struct {
	Name   string
	Inputs memo.Key // of the group, by this renderer
	Files  []publish.Kept
	Prints map[string]memo.Key // of its PDFs: the page that each was printed of, and how
	Links  []byte              // its set of links, in brief
}

// carrier decides which groups are carried over from the output as it stands, and
// remembers what was made instead. It is safe for concurrent use.
type carrier struct {
	stage *publish.Stage
	last  map[string]builtGroup // by name
	// printed are the PDFs of last, by name.
	printed map[string]print

	mu      sync.Mutex
	next    map[string]builtGroup // of files that were made the names alone
	carried map[string]bool       // the groups that were not made
	prints  map[string]memo.Key   // of PDFs of groups that were made
}

// print is a PDF, and the page that it was printed of.
type print struct {
	of   memo.Key
	file publish.Entry
}

// newCarrier reads what the last build left; with nothing readable all is made.
func newCarrier(stage *publish.Stage, last []byte) *carrier {
	c := &carrier{stage: stage, last: map[string]builtGroup{}, printed: map[string]print{}, carried: map[string]bool{}, next: map[string]builtGroup{}, prints: map[string]memo.Key{}}
	for dec := gob.NewDecoder(bytes.NewReader(last)); ; {
		var g builtGroup
		switch err := dec.Decode(&g); {
		case err == io.EOF:
			return c
		case err != nil:
			c.last, c.printed = map[string]builtGroup{}, map[string]print{}
			return c
		}
		stage.Trust(g.Files...)
		for i, f := range g.Files {
			if e, ok := stage.Manifest().Lookup(f.Name); ok && e == f.Entry {
				g.Files[i].Entry = e // one copy of its words
			}
			if of, ok := g.Prints[f.Name]; ok {
				c.printed[f.Name] = print{of, f.Entry}
			}
		}
		c.last[g.Name] = g
	}
}

// carry reports whether a group's files are carried over: its inputs are those of the
// last build, and the output holds all of its files as they were made.
func (c *carrier) carry(group string, inputs memo.Key) ([]publish.Entry, bool) {
	last, ok := c.last[group]
	if !ok || last.Inputs != inputs {
		return nil, false
	}
	files := make([]publish.Entry, len(last.Files))
	for i, f := range last.Files {
		files[i] = f.Entry
	}
	if !c.stage.Carry(files...) {
		return nil, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.next[group], c.carried[group] = last, true
	return files, true
}

// carryPrint reports whether a PDF is carried over: it was printed of the same page in
// the same way, and the output holds it.
func (c *carrier) carryPrint(name string, of memo.Key) bool {
	last, ok := c.printed[name]
	ok = ok && last.of == of && c.stage.Carry(last.file)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.prints[name] = of
	return ok
}

// made takes in a group that was made.
func (c *carrier) made(name string, inputs memo.Key, files []string, brief []byte) {
	g := builtGroup{Name: name, Inputs: inputs, Files: make([]publish.Kept, len(files)), Links: brief}
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, f := range files {
		g.Files[i].Name = f
		if of, ok := c.prints[f]; ok {
			if g.Prints == nil {
				g.Prints = map[string]memo.Key{}
			}
			g.Prints[f] = of
		}
	}
	c.next[name] = g
}

// allCarried reports whether the groups are those of the last build and none was made.
func (c *carrier) allCarried() bool {
	return len(c.carried) == len(c.next) && len(c.next) == len(c.last)
}

// restamped reports whether files of the output have other stamps than the last
// build left them with: they were read and found equal.
func (c *carrier) restamped() bool {
	for _, g := range c.next {
		for _, f := range g.Files {
			if now, _ := c.stage.Kept(f.Name); now != f {
				return true
			}
		}
	}
	return false
}

// check puts the links of carried groups to those of the others. One from a carried file
// to another was proved by the last build: both are what they were.
func (c *carrier) check(to *links.Checker) error {
	touched := map[string]bool{} // the files that were made, or are gone
	for _, of := range []map[string]builtGroup{c.last, c.next} {
		for name, g := range of {
			if !c.carried[name] {
				for _, f := range g.Files {
					touched[f.Name] = true
				}
			}
		}
	}
	for name := range c.carried {
		g := c.last[name]
		names := func(yield func(string) bool) {
			for i := 0; i < len(g.Files) && yield(g.Files[i].Name); i++ {
			}
		}
		set, err := links.ReadBrief(name, names, g.Links, func(file string) bool { return touched[file] })
		if err != nil {
			return err
		}
		to.Put(set)
	}
	return nil
}

// result is what the next build shall know.
func (c *carrier) result() ([]byte, error) {
	var out bytes.Buffer
	enc := gob.NewEncoder(&out)
	for _, name := range slices.Sorted(maps.Keys(c.next)) {
		g := c.next[name]
		for i, f := range g.Files {
			g.Files[i], _ = c.stage.Kept(f.Name)
		}
		if err := enc.Encode(g); err != nil {
			return nil, err
		}
	}
	return out.Bytes(), nil
}

// addSums adds the hashes of those of the files that others name.
func addSums(files []publish.Entry, to map[string]string) {
	for _, f := range files {
		if address.Summed(f.Name) {
			to[f.Name] = f.SHA256
		}
	}
}

// foldersBytes and foldersFrom write and read what is kept of an output's folders; what
// cannot be read is not known.
func foldersBytes(f publish.Folders) []byte {
	data := binary.LittleEndian.AppendUint64(nil, uint64(f.Count))
	return binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(data, f.Sum[0]), f.Sum[1])
}

func foldersFrom(data []byte) publish.Folders {
	if len(data) != 24 {
		return publish.Folders{}
	}
	n := func(i int) uint64 { return binary.LittleEndian.Uint64(data[i:]) }
	return publish.Folders{Count: int(n(0)), Sum: [2]uint64{n(8), n(16)}}
}
