// Package links proves that a set of HTML files has no dead link: every relative
// address leads to a file of the set, every fragment to an id in that file.
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
}

// New returns an empty checker.
func New() *Checker { return &Checker{} }

// Add takes in a file. name is its slash path in the set; data is looked at only
// when the name ends in .html.
func (c *Checker) Add(name string, data []byte) { c.Put(Read(name, data)) }

// Put takes in files that were read.
func (c *Checker) Put(s *Set) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.sets = append(c.sets, s)
}

// Dead returns the links that lead nowhere, by file and address.
func (c *Checker) Dead() []Dead {
	all := Join(c.sets...)
	dead := all.dead
	for _, r := range all.out {
		dead = append(dead, Dead{r.file, r.href})
	}
	slices.SortFunc(dead, func(a, b Dead) int { return cmp.Or(strings.Compare(a.File, b.File), strings.Compare(a.Href, b.Href)) })
	return slices.Compact(dead)
}

// Set is what some files say to a checker. It does not change.
type Set struct {
	ids  map[string]string // by file, each between two NUL
	out  []reference       // to files that are not in the set, by target and fragment
	dead []Dead
}

type reference struct {
	file, href, target, fragment string
}

// Read looks at a file as Add does.
func Read(name string, data []byte) *Set {
	if !strings.HasSuffix(name, ".html") {
		return &Set{ids: map[string]string{name: ""}}
	}
	found, hrefs := Scan(data)
	s := &Set{}
	slices.Sort(hrefs)
	for _, href := range slices.Compact(hrefs) { // navigation repeats
		switch ref, ok := resolve(name, href); {
		case !ok:
			s.dead = append(s.dead, Dead{name, href})
		case ref.target != "":
			s.out = append(s.out, ref)
		}
	}
	s.ids = map[string]string{name: "\x00" + strings.Join(found, "\x00") + "\x00"}
	return Join(s)
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
	}
	for _, s := range sets {
		var last reference
		var ids string
		var known, good bool
		for i, r := range s.out {
			if i == 0 || r.target != last.target {
				ids, known = all.ids[r.target]
			}
			if i == 0 || r.target != last.target || r.fragment != last.fragment {
				good = r.fragment == "" || !strings.HasSuffix(r.target, ".html") || hasID(ids, r.fragment)
			}
			switch last = r; {
			case !known:
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

func hasID(ids, id string) bool {
	return !strings.Contains(id, "\x00") && strings.Contains(ids, "\x00"+id+"\x00")
}

// resolve gives the file that an address names. target is empty for an address
// outside the set (with a scheme or host); ok is false for one that no set of
// files can serve.
func resolve(file, href string) (r reference, ok bool) {
	u, err := url.Parse(href)
	if err != nil {
		return r, false
	}
	if u.Scheme != "" || u.Host != "" {
		return r, true
	}
	if strings.HasPrefix(u.Path, "/") {
		return r, false // would break under a path of the server
	}
	r = reference{file: file, href: href, target: file, fragment: u.Fragment}
	if u.Path != "" {
		r.target = path.Join(path.Dir(file), u.Path)
		if strings.HasSuffix(u.Path, "/") || r.target == "." || path.Base(u.Path) == ".." || path.Base(u.Path) == "." {
			r.target = path.Join(r.target, "index.html")
		}
	}
	return r, !strings.HasPrefix(r.target, "../")
}

// Scan returns the ids of an HTML document, and what its href and src
// attributes hold, in order.
func Scan(data []byte) (ids, hrefs []string) {
	for {
		i := bytes.IndexByte(data, '<')
		if i < 0 {
			return ids, hrefs
		}
		data = data[i+1:]
		switch {
		case bytes.HasPrefix(data, []byte("!--")):
			end := bytes.Index(data, []byte("-->"))
			if end < 0 {
				return ids, hrefs
			}
			data = data[end+3:]
		case len(data) > 0 && isLetter(data[0]):
			data = scanTag(data, func(name, value []byte) {
				switch string(name) {
				case "id":
					ids = append(ids, html.UnescapeString(string(value)))
				case "href", "src":
					hrefs = append(hrefs, html.UnescapeString(string(value)))
				}
			})
		}
	}
}

// scanTag calls f for the attributes of the start tag at the begin of data and
// returns what follows the tag.
func scanTag(data []byte, f func(name, value []byte)) []byte {
	i := bytes.IndexAny(data, " \t\r\n/>")
	if i < 0 {
		return nil
	}
	data = data[i:]
	for {
		data = bytes.TrimLeft(data, " \t\r\n/")
		if len(data) == 0 {
			return nil
		}
		if data[0] == '>' {
			return data[1:]
		}
		end := bytes.IndexAny(data, " \t\r\n/>=")
		if end < 0 {
			return nil
		}
		if end == 0 { // a stray "="
			data = data[1:]
			continue
		}
		name := bytes.ToLower(data[:end])
		data = bytes.TrimLeft(data[end:], " \t\r\n")
		if len(data) == 0 || data[0] != '=' {
			f(name, nil)
			continue
		}
		data = bytes.TrimLeft(data[1:], " \t\r\n")
		value, rest := attributeValue(data)
		f(name, value)
		data = rest
	}
}

func attributeValue(data []byte) (value, rest []byte) {
	if len(data) > 0 && (data[0] == '"' || data[0] == '\'') {
		end := bytes.IndexByte(data[1:], data[0])
		if end < 0 {
			return data[1:], nil
		}
		return data[1 : end+1], data[end+2:]
	}
	end := bytes.IndexAny(data, " \t\r\n>")
	if end < 0 {
		return data, nil
	}
	return data[:end], data[end:]
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
