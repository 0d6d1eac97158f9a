package links

import (
	"encoding/binary"
	"errors"
	"iter"
	"strings"
)

// between stands between a target and a fragment; no file has it in its name.
const between = "\x00"

// Brief is a lean set in few bytes: where links lead out of it, and what it would load
// from other hosts. Of each text it holds what differs from the one before, for they are
// sorted. It holds neither the names of the files nor the dead links within the set: a set
// that has some is not to be written down.
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

// ReadBrief reads what Brief wrote of files. It leaves out links to files that are not
// needed: it is known that they lead somewhere. A link that turns out dead is reported as
// one of a file called of.
func ReadBrief(of string, files iter.Seq[string], data []byte, needed func(file string) bool) (*Set, error) {
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
	for name := range files {
		if s.ids[name] = ""; strings.HasSuffix(name, ".html") {
			s.ids[name] = unread
		}
	}
	for range number() {
		if !whole {
			break
		}
		target, fragment, _ := strings.Cut(text(), between)
		if needed(target) {
			s.out = append(s.out, reference{of, strings.TrimSuffix(target+"#"+fragment, "#"), target, fragment})
		}
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
