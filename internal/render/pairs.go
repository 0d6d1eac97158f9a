package render

import (
	"html/template"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline/marks"
	"github.com/kelisim/kelisim/internal/site"
)

// pairs writes a text in two languages: a row for each pair of units, with a
// cell for each language. Rows of one table and items of one list share a row.
// Every anchor stands once: in the left cell, or in the right one if the left
// text has no such unit.
func (s *speaker) pairs(b *site.Bilingual) template.HTML {
	left, right := s.writer(b.Left), s.writer(b.Right)
	have := make(map[string]bool, len(b.Left.Units))
	for i := range b.Left.Units {
		have[b.Left.Units[i].Anchor] = true
	}
	out := make([]byte, 0, cap(left.out)+cap(right.out))
	cell := func(w *writer, indices []int) {
		b := w.texts[marks.New].Body
		w.out = w.out[:0]
		w.raw(`<div class="cell"`)
		w.attribute("lang", string(b.Lang))
		w.raw(">\n")
		for _, i := range indices {
			l := look{id: b.Units[i].Anchor, named: w == left}
			if w == right && have[l.id] {
				l.id = ""
			}
			w.unit(i, l)
		}
		w.walker.End()
		w.raw("</div>\n")
		out = append(out, w.out...)
	}
	in := &entries{units: b.Left.Units, raw: func(s string) { out = append(out, s...) }}
	for _, group := range groups(b) {
		if len(group.left) > 0 {
			in.to(group.left[0])
		} else {
			in.beside(&b.Right.Units[group.right[0]])
		}
		out = append(out, "<div class=\"pair\">\n"...)
		cell(left, group.left)
		cell(right, group.right)
		out = append(out, "</div>\n"...)
	}
	in.end()
	return template.HTML(out)
}

type pairGroup struct{ left, right []int }

// groups joins pairs that must share their table or list. Titles are left out:
// the page shows them above.
func groups(b *site.Bilingual) []pairGroup {
	var out []pairGroup
	var last legal.Unit
	for _, p := range b.Pairs {
		var first *legal.Unit
		g := pairGroup{}
		if p.Left >= 0 && b.Left.Units[p.Left].Kind != legal.Title {
			first, g.left = &b.Left.Units[p.Left], []int{p.Left}
		}
		if p.Right >= 0 && b.Right.Units[p.Right].Kind != legal.Title {
			g.right = []int{p.Right}
			if first == nil {
				first = &b.Right.Units[p.Right]
			}
		}
		if first == nil {
			continue
		}
		joins := first.Kind == last.Kind && (first.Kind == legal.Item || first.Kind == legal.Row && first.Table == last.Table)
		if joins {
			end := &out[len(out)-1]
			end.left, end.right = append(end.left, g.left...), append(end.right, g.right...)
		} else {
			out = append(out, g)
		}
		last = *first
	}
	return out
}
