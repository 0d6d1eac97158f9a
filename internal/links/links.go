// Package links proves that a set of HTML files has no dead link: every relative
// address leads to a file of the set, every fragment to an id in that file. It
// also finds what the files would load from other hosts.
package links

import (
	"cmp"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
)

// Dead is a link that leads nowhere.
type Dead struct {
	File string // the file that holds it
	Href string // as written
}

// Checker collects the links and ids of files and compares them at the end. It
// is safe for concurrent use.
type Checker struct {
	mu   sync.Mutex
	sets []*Set
	read func(name string) ([]byte, error)
}

// New returns an empty checker. read gives the bytes of a file again, for the ids of
// files that were put in by sets that are lean; nil if none are.
func New(read func(name string) ([]byte, error)) *Checker { return &Checker{read: read} }

// Add takes in a file. name is its slash path in the set; data is looked at only
// if the name ends in .html, .css or .svg.
func (c *Checker) Add(name string, data []byte) { c.Put(Read(name, data)) }

// Put takes in files that were read.
func (c *Checker) Put(s *Set) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sets = append(c.sets, s)
}

// Dead returns the links that lead nowhere, by file and address. Of those in lean
// sets it names one file of all that hold them. The error is that of reading.
func (c *Checker) Dead() ([]Dead, error) {
	all := Join(c.sets...)
	dead := all.dead
	var last string // of the file that was read last
	var ids idSet
	for _, r := range all.out {
		if all.ids[r.target] == unread {
			if r.target != last {
				data, err := c.read(r.target)
				if err != nil {
					return nil, err
				}
				found, _, _ := Scan(data)
				last, ids = r.target, idSet{joined: joined(found)}
			}
			if ids.has(r.fragment) {
				continue
			}
		}
		dead = append(dead, Dead{r.file, r.href})
	}
	slices.SortFunc(dead, Dead.compare)
	return slices.Compact(dead), nil
}

// compare orders by file and address.
func (d Dead) compare(e Dead) int {
	return cmp.Or(strings.Compare(d.File, e.File), strings.Compare(d.Href, e.Href))
}

// Set is what some files say to a checker. It does not change.
type Set struct {
	ids     map[string]string // by file, each between two NUL; or unread
	out     []reference       // to what the set does not hold or does not know, by target and fragment
	dead    []Dead
	foreign []Dead
}

// Has reports whether a file is of the set.
func (s *Set) Has(file string) bool {
	_, ok := s.ids[file]
	return ok
}

// Size is how many bytes of memory the set takes, about.
func (s *Set) Size() int {
	const entry, text = 100, 4 * 16 // a place in a map, the heads of four strings
	n := 0
	for name, ids := range s.ids {
		n += entry + len(name) + len(ids)
	}
	for _, r := range s.out {
		n += text + len(r.href) + len(r.target) + len(r.fragment)
	}
	return n
}

type reference struct {
	file, href, target, fragment string
}

// Read looks at a file as Add does.
func Read(name string, data []byte) *Set {
	s := &Set{ids: map[string]string{name: ""}}
	var found, hrefs, loads []string
	switch path.Ext(name) {
	case ".html":
		found, hrefs, loads = Scan(data)
	case ".svg":
		_, _, loads = Scan(data)
	case ".css":
		loads = styleLoads(data)
	}
	for _, address := range loads {
		if isForeign(address) {
			s.foreign = append(s.foreign, Dead{name, address})
		}
	}
	slices.Sort(hrefs)
	for _, href := range slices.Compact(hrefs) { // navigation repeats
		switch ref, ok := resolve(name, href); {
		case !ok:
			s.dead = append(s.dead, Dead{name, href})
		case ref.target != "":
			s.out = append(s.out, ref)
		}
	}
	s.ids[name] = joined(found)
	return Join(s)
}

// joined is ids as a set keeps them.
func joined(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return "\x00" + strings.Join(ids, "\x00") + "\x00"
}

// unread stands for the ids of a file that are not known.
const unread = "?"

// Lean is the set in a small part of the memory: it does not know the ids of its
// files, and of the files that link to one place outside of it, it knows one.
func (s *Set) Lean() *Set {
	lean := &Set{ids: make(map[string]string, len(s.ids)), dead: s.dead, foreign: s.foreign}
	for name, ids := range s.ids {
		if ids != "" {
			ids = unread
		}
		lean.ids[name] = ids
	}
	for i, r := range s.out { // Join sorted them
		if i == 0 || r.target != s.out[i-1].target || r.fragment != s.out[i-1].fragment {
			lean.out = append(lean.out, r)
		}
	}
	return lean
}

// Join is several sets as one. Links from one to another are looked at here, so
// that joining what was joined before costs what leads out of it alone.
func Join(sets ...*Set) *Set {
	n := 0
	for _, s := range sets {
		n += len(s.ids)
	}
	all := &Set{ids: make(map[string]string, n)}
	for _, s := range sets {
		maps.Copy(all.ids, s.ids)
		all.dead = append(all.dead, s.dead...)
		all.foreign = append(all.foreign, s.foreign...)
	}
	for _, s := range sets {
		var last reference
		var ids idSet
		var known, good bool
		for i, r := range s.out {
			if i == 0 || r.target != last.target {
				ids.joined, known = all.ids[r.target]
				ids.asked = 0
			}
			if i == 0 || r.target != last.target || r.fragment != last.fragment {
				good = r.fragment == "" || !strings.HasSuffix(r.target, ".html") || ids.has(r.fragment)
			}
			switch last = r; {
			case !known, ids.joined == unread && r.fragment != "" && !good:
				all.out = append(all.out, r)
			case !good:
				all.dead = append(all.dead, Dead{r.file, r.href})
			}
		}
	}
	slices.SortFunc(all.out, func(a, b reference) int {
		return cmp.Or(strings.Compare(a.target, b.target), strings.Compare(a.fragment, b.fragment))
	})
	return all
}

// idSet answers which ids a file has: the first times by looking through them, then
// from a map, so that a page with as many links to itself costs no square.
type idSet struct {
	joined string
	asked  int
	byID   map[string]bool
}

const askedOften = 32

func (s *idSet) has(id string) bool {
	switch s.asked++; {
	case strings.Contains(id, "\x00"):
		return false
	case s.asked <= askedOften:
		return strings.Contains(s.joined, "\x00"+id+"\x00")
	case s.asked == askedOften+1:
		s.byID = map[string]bool{}
		for id := range strings.SplitSeq(strings.Trim(s.joined, "\x00"), "\x00") {
			s.byID[id] = true
		}
	}
	return s.byID[id]
}

// resolve gives the file that an address names. target is empty for an address
// outside the set (with a scheme or host); ok is false for one that no set of
// files can serve.
func resolve(file, href string) (r reference, ok bool) {
	to, fragment, plain := href, "", !strings.HasPrefix(href, "//") && !strings.ContainsFunc(href, parted)
	if plain {
		to, fragment, _ = strings.Cut(href, "#")
	} else {
		u, err := url.Parse(href)
		if err != nil {
			return r, false
		}
		if u.Scheme != "" || u.Host != "" {
			return r, true
		}
		to, fragment = u.Path, u.Fragment
	}
	if strings.HasPrefix(to, "/") {
		return r, false // would break under a path of the server
	}
	r = reference{file: file, href: href, target: file, fragment: fragment}
	if to != "" {
		r.target = path.Join(path.Dir(file), to)
		if strings.HasSuffix(to, "/") || r.target == "." || path.Base(to) == ".." || path.Base(to) == "." {
			r.target = path.Join(r.target, "index.html")
		}
	}
	return r, !strings.HasPrefix(r.target, "../")
}

// parted reports whether a character says more in an address than where a path or a
// fragment goes on, or is written otherwise there.
func parted(r rune) bool {
	return (r < '0' || r > '9') && (r|0x20 < 'a' || r|0x20 > 'z') && !strings.ContainsRune("-._~/#", r)
}
