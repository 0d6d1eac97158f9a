package legal

import (
	"slices"
	"strings"
)

// Index is what others need to know of a text when its units are not at hand.
type Index struct {
	SourceSHA256 string
	PlainSHA256  string  // of the form PlainFormat
	Anchors      Anchors // of all units
	Links        []*Link // copies of those to documents, to acts and to files of the edition
	Name         string  // by which citations find the text: see citation.NameOf
	Terms        bool    // it defines terms
}

// MakeIndex sets the text's Index from its Source and Units.
func (t *Text) MakeIndex() {
	x := &Index{SourceSHA256: SHA256(t.Source), PlainSHA256: SHA256(t.Plain()), Anchors: anchorsOf(t.Units)}
	for i := range t.Units {
		u := &t.Units[i]
		u.EachLink(func(l *Link) {
			if l.Kind == LinkDocument || l.Kind == LinkFile || l.Kind == LinkAct {
				x.Links = append(x.Links, l.apart())
			}
		})
	}
	t.Index = x
}

// apart is a copy of the link that keeps no text in memory: the words of a link are
// parts of the text's source.
func (l *Link) apart() *Link {
	c := *l
	for _, s := range []*string{&c.Dest, &c.Title, &c.Document, &c.Edition, &c.Anchor} {
		*s = strings.Clone(*s)
	}
	c.Names = slices.Clone(c.Names)
	for i := range c.Names {
		c.Names[i] = strings.Clone(c.Names[i])
	}
	return &c
}

// Anchors is a set of anchors. A site holds one of every text in memory, so it is
// no map, and no part of the text.
type Anchors string // each after a NUL, and one at the end

func anchorsOf(units []Unit) Anchors {
	var b strings.Builder
	for i := range units {
		if a := units[i].Anchor; a != "" {
			b.WriteString("\x00" + a)
		}
	}
	return Anchors(b.String() + "\x00")
}

// Has reports whether an anchor is of the set.
func (a Anchors) Has(anchor string) bool {
	return !strings.Contains(anchor, "\x00") && anchor != "" && strings.Contains(string(a), "\x00"+anchor+"\x00")
}
