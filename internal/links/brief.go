package links

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"
	"strings"
)

// Brief is a lean set in few bytes: the names of its files, where links lead out of
// it, and what it would load from other hosts. It does not hold the dead links within
// the set: a set that has some is not to be written down.
func (s *Set) Brief() []byte {
	var b []byte
	text := func(t string) { b = append(binary.AppendUvarint(b, uint64(len(t))), t...) }
	b = binary.AppendUvarint(b, uint64(len(s.ids)))
	for _, name := range slices.Sorted(maps.Keys(s.ids)) {
		text(name)
	}
	b = binary.AppendUvarint(b, uint64(len(s.out)))
	for _, r := range s.out { // Join sorted them
		text(r.target)
		text(r.fragment)
	}
	b = binary.AppendUvarint(b, uint64(len(s.foreign)))
	for _, d := range s.foreign {
		text(d.File)
		text(d.Href)
	}
	return b
}

// HasDead reports whether a link from one file of the set to another is dead.
func (s *Set) HasDead() bool { return len(s.dead) > 0 }

var errBrief = errors.New("links: not a set in brief")

// ReadBrief reads what Brief wrote. A link that turns out dead is reported as one of a
// file called of.
func ReadBrief(of string, data []byte) (*Set, error) {
	rest, whole := string(data), true
	number := func() int {
		var n, shift uint64
		for i := 0; i < len(rest) && shift < 35; i++ {
			c := rest[i]
			n |= uint64(c&0x7f) << shift
			if shift += 7; c < 0x80 {
				rest = rest[i+1:]
				return int(n)
			}
		}
		whole, rest = false, ""
		return 0
	}
	text := func() string {
		n := number()
		if n > len(rest) {
			whole, rest = false, ""
			return ""
		}
		t := rest[:n]
		rest = rest[n:]
		return t
	}
	s := &Set{ids: map[string]string{}}
	for range number() {
		if !whole {
			break
		}
		name := text()
		if s.ids[name] = ""; strings.HasSuffix(name, ".html") {
			s.ids[name] = unread
		}
	}
	for range number() {
		if !whole {
			break
		}
		r := reference{file: of, target: text(), fragment: text()}
		r.href = strings.TrimSuffix(r.target+"#"+r.fragment, "#")
		s.out = append(s.out, r)
	}
	for range number() {
		if !whole {
			break
		}
		s.foreign = append(s.foreign, Dead{text(), text()})
	}
	if !whole || rest != "" {
		return nil, errBrief
	}
	return s, nil
}
