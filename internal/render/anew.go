package render

import (
	"html/template"

	"github.com/kelisim/kelisim/internal/description"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/naming"
	"github.com/kelisim/kelisim/internal/redline/marks"
	"github.com/kelisim/kelisim/internal/site"
)

// A text that was written anew has no marks: its page shows the new text, and the
// old one folded. Side by side, and in the table, clauses stand in pairs by their
// numbers. In each row "o" holds the old clause, hidden, and "b" the new one.

// anew writes both texts of the view.
func (m *redliner) anew() error {
	for _, g := range m.byNumber() {
		m.raw("<div class=\"pr\">\n")
		m.side(marks.Old, g.right, `<div class="o" hidden>`)
		m.side(marks.New, g.left, `<div class="b">`)
		m.raw("</div>\n")
	}
	said, err := m.words.Text("redline.old", nil)
	if err != nil {
		return err
	}
	m.raw(`<details class="same"><summary>`)
	m.escape(said)
	m.raw("</summary>\n")
	all := make([]int, 0, len(m.view.OldText.Units))
	for i := range m.view.OldText.Units {
		if m.view.OldText.Units[i].Kind != legal.Title {
			all = append(all, i)
		}
	}
	m.side(marks.Old, all, "<div>")
	m.raw("</details>\n")
	return nil
}

// byNumber pairs the units of the new text with those of the old one.
func (m *redliner) byNumber() []pairGroup {
	return groups(&site.Bilingual{Left: m.view.NewText, Right: m.view.OldText, Pairs: site.Pairs(m.view.NewText.Units, m.view.OldText.Units)})
}

// side writes units of one text. Those of the new one carry their anchors.
func (m *redliner) side(side marks.Side, indices []int, begin string) {
	m.raw(begin + "\n")
	for _, i := range indices {
		l := look{side: side, flat: side == marks.Old}
		if side == marks.New {
			l.id = m.free(m.texts[side].Units[i].Anchor)
		} else {
			l.copy = ", " + m.words.must("redline.old")
		}
		m.unit(i, l)
	}
	m.walker.End()
	m.raw("</div>\n")
}

// anewRows are the rows of the comparative table of a text that was written anew:
// every clause that is not the same, by its number.
func (s *speaker) anewRows(v *site.Table, m *redliner, reasons *legal.Text) ([]tableRow, error) {
	var out []tableRow
	old, new := v.OldText.Units, v.NewText.Units
	for _, p := range site.Pairs(new, old) {
		row := tableRow{}
		units, at := new, p.Left
		if at < 0 {
			units, at = old, p.Right
		}
		if units[at].Kind == legal.Title || p.Left >= 0 && p.Right >= 0 && new[p.Left].Plain() == old[p.Right].Plain() && new[p.Left].Number() == old[p.Right].Number() {
			continue
		}
		name, err := naming.Unit(s, units, at, naming.Nominative)
		if err != nil {
			return nil, err
		}
		row.Name = capital(name)
		row.Reason = reasons.Reason(units, at)
		if p.Left >= 0 {
			row.Href = v.New.Href + "#" + units[at].Anchor
			row.New = m.wording(&new[p.Left], marks.New)
		}
		if p.Right >= 0 {
			row.Old = m.wording(&old[p.Right], marks.Old)
		}
		out = append(out, row)
	}
	rows := make([]*description.Row, len(out))
	for i := range out {
		rows[i] = &out[i].Row
	}
	description.Spread(rows, reasons.Changes)
	return out, nil
}

// wording writes a unit as a paragraph of a cell of the table, without marks.
func (m *redliner) wording(u *legal.Unit, side marks.Side) template.HTML {
	m.out = m.out[:0]
	m.raw("<p>")
	if u.Label.Text != "" {
		m.escape(u.Label.Text + " ")
	}
	if u.Kind != legal.Row {
		m.inline(u.Runs, m.texts[side])
	}
	for c, cell := range u.Cells {
		if c > 0 {
			m.raw(" | ")
		}
		m.inline(cell, m.texts[side])
	}
	m.raw("</p>\n")
	return template.HTML(m.out)
}
