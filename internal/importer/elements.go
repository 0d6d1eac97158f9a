package importer

import (
	"hash/maphash"
	"strings"

	"golang.org/x/net/html"
)

// element is what selectors ask of an element of a page. It is read once: a page with the style
// sheets of a site asks some thousand times.
type element struct {
	*html.Node
	id      string
	classes []string
	parent  *element
	before  *element // the one before it in the same element
	within  names    // of the elements that it stands in
	behind  names    // of those before it in the same one
}

// readElement reads an element without those around it.
func readElement(n *html.Node) *element {
	return &element{Node: n, id: attribute(n, "id"), classes: strings.Fields(attribute(n, "class"))}
}

// elements are those of a page that were asked for.
type elements map[*html.Node]*element

// of is the element of a node; nil for a node that is none.
func (all elements) of(n *html.Node) *element {
	if n == nil || n.Type != html.ElementNode {
		return nil
	}
	e, known := all[n]
	if !known {
		e = readElement(n)
		if e.parent = all.of(n.Parent); e.parent != nil {
			e.within = e.parent.within
			e.within.add(e.parent.Data, e.parent.id, e.parent.classes)
		}
		if e.before = all.of(beside(n, true)); e.before != nil {
			e.behind = e.before.behind
			e.behind.add(e.before.Data, e.before.id, e.before.classes)
		}
		all[n] = e
	}
	return e
}

// names is a set of the names of elements, their ids and their classes, of which it is known
// which ones are certainly not in it.
type names [4]uint64

var namesSeed = maphash.MakeSeed()

func (s *names) add(tag, id string, classes []string) {
	add := func(kind byte, name string) {
		var h maphash.Hash
		h.SetSeed(namesSeed)
		_ = h.WriteByte(kind)
		_, _ = h.WriteString(name)
		bit := h.Sum64() % 256
		s[bit/64] |= 1 << (bit % 64)
	}
	if tag != "" {
		add(' ', tag)
	}
	if id != "" {
		add('#', id)
	}
	for _, c := range classes {
		add('.', c)
	}
}

// mayHold reports whether all of others may be in s.
func (s *names) mayHold(others *names) bool {
	for i := range s {
		if others[i]&^s[i] != 0 {
			return false
		}
	}
	return true
}
