package pipeline

import (
	"bytes"
	"encoding/binary"
	"encoding/gob"
	"maps"
	"sync"

	"github.com/kelisim/kelisim/internal/address"
	"github.com/kelisim/kelisim/internal/disk"
	"github.com/kelisim/kelisim/internal/links"
	"github.com/kelisim/kelisim/internal/memo"
	"github.com/kelisim/kelisim/internal/publish"
)

// built is what a build of an output leaves for the next one: which group made which
// files from which inputs.
type built struct {
	Groups map[string]builtGroup // by name
	Stamps map[string]disk.Stamp // by file; see publish.Stage.Stamps
	Prints map[string]builtPrint // by file
}

// builtPrint is a PDF: the page that it was printed of, and how; and its bytes.
type builtPrint struct {
	Of   memo.Key
	File publish.Entry
}

type builtGroup struct {
	Inputs memo.Key // of the group, by this renderer
	Files  []publish.Entry
	// Links is where its set of links stands in brief among those of all, half-open.
	Links [2]int
}

// carrier decides which groups are carried over from the output as it stands, and
// remembers what was made instead. It is safe for concurrent use.
type carrier struct {
	stage *publish.Stage
	last  built
	links []byte // in which the sets of last.Groups stand; see builtGroup.Links

	mu      sync.Mutex
	next    map[string]builtGroup // Files of those that were made have no hash yet
	sets    map[string][]byte     // of the groups that were made, in brief
	carried []string              // the groups that were not made
	prints  map[string]builtPrint // File of those that were printed has no hash yet
}

// newCarrier reads what the last build left; with nothing readable all is made.
func newCarrier(stage *publish.Stage, last []byte) *carrier {
	c := &carrier{stage: stage, next: map[string]builtGroup{}, sets: map[string][]byte{}, prints: map[string]builtPrint{}}
	head, sets, ok := divide(last)
	if !ok || gob.NewDecoder(bytes.NewReader(head)).Decode(&c.last) != nil {
		c.last = built{}
	}
	c.links = sets
	stage.Trust(c.last.Stamps)
	return c
}

// divide takes apart what result joined: the length of built in 8 bytes, built, and
// the sets of links, which are read only if one of them is needed.
func divide(data []byte) (head, sets []byte, ok bool) {
	if len(data) < 8 {
		return nil, nil, false
	}
	n, data := binary.BigEndian.Uint64(data), data[8:]
	if n > uint64(len(data)) {
		return nil, nil, false
	}
	return data[:n], data[n:], true
}

// carry reports whether a group's files are carried over: its inputs are those of the
// last build, and the output holds all of its files as they were made.
func (c *carrier) carry(group string, inputs memo.Key) ([]publish.Entry, bool) {
	last, ok := c.last.Groups[group]
	if !ok || last.Inputs != inputs || last.Links[0] < 0 || last.Links[0] > last.Links[1] || last.Links[1] > len(c.links) || !c.stage.Carry(last.Files...) {
		return nil, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.next[group], c.carried = last, append(c.carried, group)
	for _, f := range last.Files {
		if print, ok := c.last.Prints[f.Name]; ok {
			c.prints[f.Name] = print
		}
	}
	return last.Files, true
}

// carryPrint reports whether a PDF is carried over: it was printed of the same page in
// the same way, and the output holds it.
func (c *carrier) carryPrint(name string, of memo.Key) bool {
	last, ok := c.last.Prints[name]
	ok = ok && last.Of == of && c.stage.Carry(last.File)
	c.mu.Lock()
	defer c.mu.Unlock()
	if !ok {
		last = builtPrint{Of: of}
	}
	c.prints[name] = last
	return ok
}

// made takes in a group that was made.
func (c *carrier) made(name string, inputs memo.Key, files []string, brief []byte) {
	g := builtGroup{Inputs: inputs}
	for _, f := range files {
		g.Files = append(g.Files, publish.Entry{Name: f})
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.next[name], c.sets[name] = g, brief
}

// allCarried reports whether the groups are those of the last build and none was made.
func (c *carrier) allCarried() bool {
	return len(c.sets) == 0 && len(c.next) == len(c.last.Groups)
}

// restamped reports whether files of the output have other stamps than the last
// build left them with: they were read and found equal.
func (c *carrier) restamped() bool { return !maps.Equal(c.last.Stamps, c.stage.Stamps()) }

// check puts the links of carried groups to those of the others.
func (c *carrier) check(to *links.Checker) error {
	for _, name := range c.carried {
		at := c.last.Groups[name].Links
		set, err := links.ReadBrief(name, c.links[at[0]:at[1]])
		if err != nil {
			return err
		}
		to.Put(set)
	}
	return nil
}

// result is what the next build shall know.
func (c *carrier) result() ([]byte, error) {
	entries := c.stage.Entries()
	out := built{Groups: make(map[string]builtGroup, len(c.next)), Stamps: c.stage.Stamps(), Prints: make(map[string]builtPrint, len(c.prints))}
	for name, print := range c.prints {
		out.Prints[name] = builtPrint{print.Of, entries[name]}
	}
	var sets []byte
	for name, g := range c.next {
		from := len(sets)
		if brief := c.sets[name]; brief != nil {
			sets = append(sets, brief...)
			for i, f := range g.Files {
				g.Files[i] = entries[f.Name]
			}
		} else {
			sets = append(sets, c.links[g.Links[0]:g.Links[1]]...)
		}
		g.Links = [2]int{from, len(sets)}
		out.Groups[name] = g
	}
	b := bytes.NewBuffer(make([]byte, 8))
	err := gob.NewEncoder(b).Encode(out)
	binary.BigEndian.PutUint64(b.Bytes(), uint64(b.Len()-8))
	return append(b.Bytes(), sets...), err
}

// addSums adds the hashes of those of the files that others name.
func addSums(files []publish.Entry, to map[string]string) {
	for _, f := range files {
		if address.Summed(f.Name) {
			to[f.Name] = f.SHA256
		}
	}
}
