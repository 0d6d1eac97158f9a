package word

import (
	"strings"

	"github.com/kelisim/kelisim/internal/description"
	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/redline/marks"
)

// Table is the comparative table of a redline as it is filed: the clause, its old
// wording, its new one and the reason, only what changed, below the heading of its
// section. Words that the other wording lacks are bold, the removed ones struck
// through, too. old and new head the wordings.
func Table(p description.Printer, r *redline.Redline, old, new string) (*docx.Document, error) {
	says := func(key string) string {
		s, err := p.Text(key, nil)
		if err != nil {
			return key // a test of the catalogues proves that it is there
		}
		return s
	}
	cell := func(blocks ...docx.Block) docx.Cell { return docx.Cell{Span: 1, Blocks: blocks} }
	plain := func(s string, face docx.Face) docx.Block {
		return &docx.Paragraph{Format: docx.Format{Style: "normal"}, Runs: []docx.Run{{Text: s, Face: face}}}
	}
	t := &docx.Table{Widths: []int{18, 32, 32, 18}, Rows: []docx.Row{{Head: true, Cells: []docx.Cell{
		cell(plain("№", docx.Bold)), cell(plain(old, docx.Bold)), cell(plain(new, docx.Bold)), cell(plain(says("table.reason"), docx.Bold))}}}}
	for c := range marks.Changes(r) {
		if h := c.Heading; h != nil {
			label := h.Source[h.Index].Label.Text
			t.Rows = append(t.Rows, docx.Row{Cells: []docx.Cell{{Span: 4, Blocks: []docx.Block{plain(strings.TrimSpace(label+" "+h.Text), docx.Bold)}}}})
		}
		line, err := description.Record(p, c.Record)
		if err != nil {
			return nil, err
		}
		was, is := wording(c.Record, marks.Old), wording(c.Record, marks.New)
		if len(c.Old) == 0 {
			was = []docx.Block{plain(says("table.no-old"), docx.Italic)}
		}
		if len(c.New) == 0 {
			is = []docx.Block{plain(says("table.no-new"), docx.Italic)}
		}
		t.Rows = append(t.Rows, docx.Row{Cells: []docx.Cell{cell(plain(line, 0)), cell(was...), cell(is...), cell(plain(says("table.no-reason"), docx.Italic))}})
	}
	title := &docx.Paragraph{Format: docx.Format{Style: "title", Align: docx.AlignCenter}, Runs: []docx.Run{{Text: says("table.title")}}}
	return &docx.Document{Blocks: []docx.Block{title, t}}, nil
}

// wording are the units of one side of a record, a paragraph each.
func wording(r *redline.Record, side marks.Side) []docx.Block {
	units, others, face := r.New, r.Old, docx.Bold
	if side == marks.Old {
		units, others, face = r.Old, r.New, docx.Bold|docx.Struck
	}
	var out []docx.Block
	next := func() *docx.Paragraph {
		p := &docx.Paragraph{Format: docx.Format{Style: "normal"}}
		if k := len(out); k < len(units) {
			u := units[k]
			if label := u.Source[u.Index].Label.Text; label != "" {
				run := docx.Run{Text: label + " "}
				if k >= len(others) || others[k].Source[others[k].Index].Label.Text != label {
					run.Face = face
				}
				p.Runs = append(p.Runs, run)
			}
		}
		out = append(out, p)
		return p
	}
	p := next()
	for s := range marks.Segments(r, side) {
		for i, text := range strings.Split(s.Text, "\n\n") {
			if i > 0 {
				p = next()
			}
			run := docx.Run{Text: text}
			if s.Op != redline.Equal {
				run.Face = face
			}
			if text != "" {
				p.Runs = append(p.Runs, run)
			}
		}
	}
	return out
}
