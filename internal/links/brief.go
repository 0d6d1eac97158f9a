package links

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"
	"strings"
)

// between stands between a target and a fragment; no file has it in its name.
const between = "\x00"

// Brief is a lean set in few bytes: the names of its files, where links lead out of
// it, and what it would load from other hosts. Of each text it holds what differs from
// the one before, for they are sorted. It does not hold the dead links within the set: a
// set that has some is not to be written down.
func (s *Set) Brief() []byte {
	var b []byte
	var last string
	text := func(t string) {
		n := 0
		for n < min(len(t), len(last)) && t[n] == last[n] {
			n++
		}
		b = binary.AppendUvarint(b, uint64(n))
		b = append(binary.AppendUvarint(b, uint64(len(t)-n)), t[n:]...)
		last = t
	}
	b = binary.AppendUvarint(b, uint64(len(s.ids)))
	for _, name := range slices.Sorted(maps.Keys(s.ids)) {
		text(name)
	}
	b = binary.AppendUvarint(b, uint64(len(s.out)))
	for _, r := range s.out { // Join sorted them
		text(r.target + between + r.fragment)
	}
	b = binary.AppendUvarint(b, uint64(len(s.foreign)))
	for _, d := range s.foreign {
		text(d.File)
		text(d.Href)
	}
	return b
}

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
	var last string
	text := func() string {
		same, n := number(), number()
		if same > len(last) || n > len(rest) {
			whole, rest = false, ""
			return ""
		}
		if same < len(last) || n > 0 {
			last = last[:same] + rest[:n]
		}
		rest = rest[n:]
		return last
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
		r := reference{file: of}
		r.target, r.fragment, _ = strings.Cut(text(), between)
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
