// Package assent knows what editions ask of people, whose answers hold for them, and
// who must be asked again: the rules of docs/integrator.md that do not need a person.
// The data of the site gives the answers to information systems, and commands give them
// to the editor before she publishes.
package assent

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/standing"
)

// Read returns a text of the content with its units, parsed anew if they are not at hand.
type Read func(*legal.Text) (*legal.Text, error)

// Purpose is a purpose of a published edition.
type Purpose struct {
	legal.Purpose
	Since    string                // the id of the edition from which on its words are what they are now, in every language
	Suffices []string              // the ids of the editions in which having given it is enough for this one, which is the last; none for a withdrawn one
	Words    map[legal.Lang]string // its clauses with their numbers, one a line
}

// Purposes returns the purposes of a published edition, in the order of its document.yaml;
// nil if it has none. Giving a purpose in an earlier edition holds for this one unless
// an edition between, this one included, is material for it: as edition.yaml names it,
// or if that names none, because its words or those that belong to no purpose changed.
func Purposes(e *standing.Edition, text Read) ([]Purpose, error) {
	asked := e.Record.Snapshot.Purposes
	if len(asked) == 0 {
		return nil, nil
	}
	line := []*standing.Edition{} // this one and those before it, the newest first
	for at := e; at != nil; at = at.Previous() {
		line = append(line, at)
	}
	read := make([]map[legal.Lang]wordsOf, len(line))
	for i, x := range line {
		read[i] = map[legal.Lang]wordsOf{}
		for _, t := range x.Texts {
			full, err := text(t)
			if err != nil {
				return nil, err
			}
			read[i][t.Lang] = read[i][t.Lang].of(full, x.Record.Snapshot.Purposes)
		}
	}
	out := []Purpose{}
	for _, asks := range asked {
		v := Purpose{Purpose: asks, Since: e.ID, Suffices: []string{}, Words: map[legal.Lang]string{}}
		for lang, w := range read[0] {
			v.Words[lang] = w.shown[asks.ID]
		}
		same, holds := true, !e.Withdrawn()
		for i, x := range line {
			if !slices.ContainsFunc(x.Record.Snapshot.Purposes, func(q legal.Purpose) bool { return q.ID == asks.ID }) {
				break
			}
			if same {
				v.Since = x.ID
			}
			if holds {
				v.Suffices = append(v.Suffices, x.ID)
			}
			if i+1 < len(line) {
				own, rest := changed(read[i+1], read[i], asks.ID)
				same = same && !own
				if names := x.Record.MaterialFor; len(names) > 0 {
					holds = holds && !slices.Contains(names, asks.ID)
				} else {
					holds = holds && !(x.Record.Material && (own || rest))
				}
			}
		}
		slices.Reverse(v.Suffices)
		out = append(out, v)
	}
	return out, nil
}

// wordsOf is a text by purposes: with numbers as it is shown, without them as it is
// compared.
type wordsOf struct {
	shown, bare map[string]string
	rest        string // bare, of what belongs to no purpose
}

func (wordsOf) of(t *legal.Text, purposes []legal.Purpose) wordsOf {
	w := wordsOf{shown: map[string]string{}, bare: map[string]string{}}
	taken := make([]bool, len(t.Units))
	for _, p := range purposes {
		var shown, bare []string
		for i := range t.Units {
			if u := &t.Units[i]; p.Holds(t.Units, i) {
				taken[i] = true
				shown = append(shown, strings.TrimSpace(u.Label.Text+" "+u.Plain()))
				bare = append(bare, u.Plain())
			}
		}
		w.shown[p.ID], w.bare[p.ID] = strings.Join(shown, "\n"), strings.Join(bare, "\n")
	}
	var rest []string
	for i := range t.Units {
		if !taken[i] {
			rest = append(rest, t.Units[i].Plain())
		}
	}
	w.rest = strings.Join(rest, "\n")
	return w
}

// changed reports whether the words of a purpose, and those of no purpose, differ
// between two editions in any language; in editions without a common language both do.
func changed(old, new map[legal.Lang]wordsOf, purpose string) (own, rest bool) {
	common := false
	for lang, a := range old {
		b, ok := new[lang]
		if !ok {
			continue
		}
		common = true
		own = own || a.bare[purpose] != b.bare[purpose]
		rest = rest || a.rest != b.rest
	}
	return own || !common, rest || !common
}
