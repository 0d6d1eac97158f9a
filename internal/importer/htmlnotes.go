package importer

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/regex"
)

// Notes of a page: a raised figure that leads to them, and a link from them back to it.

var (
	noteID    = regex.Of(`^(?:ftn|edn)[0-9]+$`)
	noteWords = regex.Of(`^(?:[\[(]?[0-9]{1,3}[\])]?|\[?\*{1,3}\]?)$`)
)

// noteMarks finds the links of a page that are marks of notes, and the element of each note: it
// stands behind its mark and has a link back to it. backs are these links.
func noteMarks(body *html.Node) (marks map[*html.Node]*html.Node, backs map[*html.Node]bool) {
	named := map[string]*html.Node{}
	order := map[*html.Node]int{}
	var links []*html.Node
	for d := range body.Descendants() {
		if d.Type != html.ElementNode {
			continue
		}
		order[d] = len(order)
		for _, key := range []string{"id", "name"} {
			if name := attribute(d, key); name != "" && named[name] == nil && (key == "id" || d.DataAtom == atom.A) {
				named[name] = d
			}
		}
		if to := attribute(d, "href"); d.DataAtom == atom.A && strings.HasPrefix(to, "#") && noteWords.MatchString(wordsIn(d)) {
			links = append(links, d)
		}
	}
	marks, backs = map[*html.Node]*html.Node{}, map[*html.Node]bool{}
	taken := map[*html.Node]bool{} // a second mark of a note stays words
	for _, a := range links {
		at := named[attribute(a, "href")[1:]]
		if at == nil || !isRaised(a) || order[at] < order[a] {
			continue
		}
		for at != nil && !isBlock(at) {
			at = at.Parent
		}
		if at == nil || order[at] < order[a] || !isShort(at) || !leadsBack(at, a, backs) {
			continue
		}
		if !taken[at] {
			marks[a], taken[at] = at, true
		}
	}
	return marks, backs
}

// isShort reports whether an element holds no more than a note does: a part of a text is none.
func isShort(n *html.Node) bool {
	const most = 200
	held := 0
	for range n.Descendants() {
		if held++; held > most {
			return false
		}
	}
	return true
}

// isRaised reports whether a link stands above the line or in brackets, as the marks of notes do.
func isRaised(a *html.Node) bool {
	words := wordsIn(a)
	return strings.HasPrefix(words, "[") || attribute(a, "role") == "doc-noteref" || a.Parent.DataAtom == atom.Sup ||
		find(a, func(d *html.Node) bool { return d.DataAtom == atom.Sup && wordsIn(d) == words }) != nil
}

// leadsBack reports whether a note has links to its mark, to the link or to what holds it alone, and adds
// them to backs.
func leadsBack(note, mark *html.Node, backs map[*html.Node]bool) (leads bool) {
	to := []string{attribute(mark, "id"), attribute(mark, "name"), attribute(mark.Parent, "id")}
	for d := range note.Descendants() {
		if href := attribute(d, "href"); d.DataAtom == atom.A && len(href) > 1 && href[0] == '#' && slices.Contains(to, href[1:]) {
			backs[d], leads = true, true
		}
	}
	return leads
}

// noteMark reads the mark of a footnote: a link to one, or as Word writes it to _ftn1.
func (h *htmlReader) noteMark(n *html.Node) bool {
	id, word := strings.CutPrefix(attribute(n, "href"), "#_")
	note := h.marks[n]
	if word = word && noteID.MatchString(id); !word && note == nil {
		return false
	}
	h.out.Notes = append(h.out.Notes, blocks.Note{Place: blocks.Place{Line: h.line}})
	index := len(h.out.Notes)
	if word {
		h.notes[id] = index
	} else {
		h.noted[note] = index
	}
	h.cur.Runs = append(h.cur.Runs, blocks.Run{Text: strings.Trim(wordsIn(n), "[]() "), Note: index})
	return true
}

// isNote reads an element that is a note whose mark was read. It reports whether it is one.
func (h *htmlReader) isNote(n *html.Node, c context) bool {
	index := h.noted[n]
	if id := attribute(n, "id"); index == 0 && noteID.MatchString(id) {
		index = h.notes[id]
	}
	if index > 0 {
		h.note(n, index-1, c)
	}
	return index > 0
}

// note reads the words of a footnote, without its mark.
func (h *htmlReader) note(n *html.Node, index int, c context) {
	var back []*html.Node
	for d := range n.Descendants() {
		if h.backs[d] || strings.HasPrefix(attribute(d, "href"), "#_") && len(back) == 0 {
			back = append(back, d)
		}
	}
	for _, d := range back {
		d.Parent.RemoveChild(d)
	}
	keep, cells := h.cell, h.cells
	h.cur, h.cell, h.cells = blocks.Block{}, nil, true
	h.block(n, c)
	h.flush()
	if len(h.cell) > 0 && len(back) > 1 { // the sign before several links back
		text := h.cell[0].Text()
		h.cell[0].Runs = cutRuns(h.cell[0].Runs, len(text)-len(strings.TrimLeft(text, "↑↩^ \u00a0")))
	}
	h.out.Notes[index].Blocks = paragraphsOf(h.cell)
	h.cell, h.cells = keep, cells
}
