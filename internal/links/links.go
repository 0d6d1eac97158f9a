// Package links proves that a set of HTML files has no dead link: every relative
// address leads to a file of the set, every fragment to an id in that file.
package links

import (
	"bytes"
	"html"
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
	mu    sync.Mutex
	files map[string]string // file to its ids, each between two NUL
	out   []reference
	dead  []Dead
}

type reference struct {
	file, href, target, fragment string
}

// New returns an empty checker.
func New() *Checker { return &Checker{files: map[string]string{}} }

// Add takes in a file. name is its slash path in the set; data is looked at only
// when the name ends in .html.
func (c *Checker) Add(name string, data []byte) { c.Put(Read(name, data)) }

// File is what a file says to a checker. It does not change.
type File struct {
	name, ids string
	out       []reference
	dead      []Dead
}

// Read looks at a file as Add does.
func Read(name string, data []byte) *File {
	var ids string
	var out []reference
	var dead []Dead
	if strings.HasSuffix(name, ".html") {
		found, hrefs := Scan(data)
		ids = "\x00" + strings.Join(found, "\x00") + "\x00"
		slices.Sort(hrefs)
		for _, href := range slices.Compact(hrefs) { // navigation repeats
			ref, ok := resolve(name, href)
			switch {
			case !ok:
				dead = append(dead, Dead{name, href})
			case ref.target == "":
			case ref.target == name:
				if ref.fragment != "" && !hasID(ids, ref.fragment) {
					dead = append(dead, Dead{name, href})
				}
			default:
				out = append(out, ref)
			}
		}
	}
	return &File{name, ids, out, dead}
}

// Put takes in a file that was read.
func (c *Checker) Put(f *File) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.files[f.name] = f.ids
	c.out = append(c.out, f.out...)
	c.dead = append(c.dead, f.dead...)
}

// Dead returns the links that lead nowhere, by file and address.
func (c *Checker) Dead() []Dead {
	dead := slices.Clone(c.dead)
	var target, ids string
	var ok bool
	for _, r := range c.out {
		if r.target != target || !ok { // those of one file stand together
			target = r.target
			ids, ok = c.files[target]
		}
		if !ok || r.fragment != "" && strings.HasSuffix(r.target, ".html") && !hasID(ids, r.fragment) {
			dead = append(dead, Dead{r.file, r.href})
		}
	}
	slices.SortFunc(dead, func(a, b Dead) int { return strings.Compare(a.File+"\x00"+a.Href, b.File+"\x00"+b.Href) })
	return slices.Compact(dead)
}

func hasID(ids, id string) bool { return strings.Contains(ids, "\x00"+id+"\x00") }

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
