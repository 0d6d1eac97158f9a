// Package links proves that a set of HTML files has no dead link: every relative
// address leads to a file of the set, every fragment to an id in that file. It
// also finds what the files would load from other hosts.
package links

import (
	"bytes"
	"cmp"
	"html"
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

// Scan returns the ids of an HTML or SVG document, what its href and src
// attributes hold, in order, and which addresses a browser loads by itself.
func Scan(data []byte) (ids, hrefs, loads []string) {
	for {
		i := bytes.IndexByte(data, '<')
		if i < 0 {
			return ids, hrefs, loads
		}
		data = data[i+1:]
		switch {
		case bytes.HasPrefix(data, []byte("!--")):
			end := bytes.Index(data, []byte("-->"))
			if end < 0 {
				return ids, hrefs, loads
			}
			data = data[end+3:]
		case len(data) > 0 && isLetter(data[0]):
			var t tag
			t, data = scanTag(data)
			ids, hrefs, loads = append(ids, t.ids...), append(hrefs, t.hrefs...), append(loads, t.loads()...)
			if t.name == "style" {
				end := max(bytes.Index(bytes.ToLower(data), []byte("</style")), 0)
				loads = append(loads, styleLoads(data[:end])...)
			}
		}
	}
}

// tag is what a start tag says.
type tag struct {
	name       string
	rel, style string
	ids, hrefs []string
	other      []attribute // that may load something
}

type attribute struct{ name, value string }

// loads returns the addresses that the tag makes a browser fetch.
func (t *tag) loads() []string {
	var out []string
	for _, a := range t.other {
		if !loading(t.name, a.name, t.rel) {
			continue
		}
		if a.name != "srcset" {
			out = append(out, a.value)
			continue
		}
		for _, candidate := range strings.Split(a.value, ",") {
			if f := strings.Fields(candidate); len(f) > 0 {
				out = append(out, f[0])
			}
		}
	}
	return append(out, styleLoads([]byte(t.style))...)
}

// add takes in an attribute.
func (t *tag) add(name, raw []byte) {
	switch string(name) {
	case "id", "rel", "style", "href", "src", "srcset", "poster", "data", "background", "xlink:href":
	default:
		return
	}
	n := string(name)
	switch v := html.UnescapeString(string(raw)); n {
	case "id":
		t.ids = append(t.ids, v)
	case "rel":
		t.rel = v
	case "style":
		t.style = v
	case "href", "src":
		t.hrefs = append(t.hrefs, v)
		fallthrough
	default:
		t.other = append(t.other, attribute{n, v})
	}
}

// scanTag reads the start tag at the start of data, and returns what follows it.
func scanTag(data []byte) (t tag, rest []byte) {
	i := end(data, inTag)
	if i == len(data) {
		return t, nil
	}
	t.name = string(lower(data[:i]))
	data = data[i:]
	for {
		data = data[skip(data, space|slash):]
		if len(data) == 0 {
			return t, nil
		}
		if data[0] == '>' {
			return t, data[1:]
		}
		n := end(data, inTag|equals)
		if n == len(data) {
			return t, nil
		}
		if n == 0 { // a stray "="
			data = data[1:]
			continue
		}
		name := lower(data[:n])
		data = data[n:]
		data = data[skip(data, space):]
		if len(data) == 0 || data[0] != '=' {
			t.add(name, nil)
			continue
		}
		data = data[1:]
		data = data[skip(data, space):]
		value, rest := attributeValue(data)
		t.add(name, value)
		data = rest
	}
}

// Classes of the bytes that part a tag.
const (
	space = 1 << iota
	slash
	closing
	equals
	inTag = space | slash | closing
)

var classes = [256]byte{' ': space, '\t': space, '\r': space, '\n': space, '/': slash, '>': closing, '=': equals}

// skip counts the bytes of classes that data begins with.
func skip(data []byte, class byte) int {
	i := 0
	for i < len(data) && classes[data[i]]&class != 0 {
		i++
	}
	return i
}

// end is the place of the first byte of classes; the length if there is none.
func end(data []byte, class byte) int {
	i := 0
	for i < len(data) && classes[data[i]]&class == 0 {
		i++
	}
	return i
}

// lower is data in small letters; data itself if it has none to change.
func lower(data []byte) []byte {
	for _, c := range data {
		if c >= 'A' && c <= 'Z' || c >= 0x80 {
			return bytes.ToLower(data)
		}
	}
	return data
}

func attributeValue(data []byte) (value, rest []byte) {
	if len(data) > 0 && (data[0] == '"' || data[0] == '\'') {
		end := bytes.IndexByte(data[1:], data[0])
		if end < 0 {
			return data[1:], nil
		}
		return data[1 : end+1], data[end+2:]
	}
	n := end(data, space|closing)
	if n == len(data) {
		return data, nil
	}
	return data[:n], data[n:]
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
