package word

import (
	"strconv"
	"strings"

	"github.com/kelisim/kelisim/internal/description"
	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/redline/marks"
)

// tableDocument is the comparative table of a redline as it is filed: running number,
// structural element, old wording, new wording and reason, only what changed. Words that the other wording lacks are bold, the
// removed ones struck through, too. old and new head the wordings.
func tableDocument(p description.Printer, pair Pair, old, new string) (*docx.Document, error) {
	rows, err := description.Table(p, pair.Redline, pair.New.Text)
	if err != nil {
		return nil, err
	}
	w := &tabler{p: p}
	w.row(docx.Bold, "table.number", "table.element", "table.old", "table.new", "table.reason")
	head := &w.table.Rows[0]
	head.Head = true
	for k, name := range map[int]string{2: old, 3: new} {
		head.Cells[k].Blocks = append(head.Cells[k].Blocks, plain(name, 0))
	}
	for i, r := range rows {
		w.change(i, r)
	}
	title := &docx.Paragraph{Format: docx.Format{Style: "title", Align: docx.AlignCenter}, Runs: []docx.Run{{Text: w.says("table.title")}}}
	w.table.Widths = []int{10, 34, 59, 59, 38}
	return &docx.Document{Blocks: []docx.Block{title, &w.table}}, w.err
}

// tabler writes a comparative table and keeps the first error of its words.
type tabler struct {
	p     description.Printer
	table docx.Table
	err   error
}

func (w *tabler) says(key string) string {
	if key == "" {
		return ""
	}
	s, err := w.p.Text(key, nil)
	w.err = firstOf(w.err, err)
	return s
}

func (w *tabler) row(face docx.Face, keys ...string) {
	var r docx.Row
	for _, key := range keys {
		r.Cells = append(r.Cells, w.cell(w.says(key), face))
	}
	w.table.Rows = append(w.table.Rows, r)
}

func (w *tabler) cell(s string, face docx.Face) docx.Cell {
	return docx.Cell{Span: 1, Blocks: []docx.Block{plain(s, face)}}
}

func (w *tabler) none(key string) docx.Cell { return w.cell(w.says(key), docx.Italic) }

func plain(s string, face docx.Face) docx.Block {
	p := &docx.Paragraph{Format: docx.Format{Style: "normal"}}
	if s != "" {
		p.Runs = []docx.Run{{Text: s, Face: face}}
	}
	return p
}

// change writes row i of the table.
func (w *tabler) change(i int, r description.Row) {
	element := []docx.Block{plain(r.Name, 0)}
	if r.What != "" {
		element = append(element, plain(r.What, docx.Italic))
	}
	var was, is docx.Cell
	if r.Record == nil {
		was, is = lines(r.Old), lines(r.New)
	} else {
		was = docx.Cell{Span: 1, Blocks: wording(r.Record, marks.Old)}
		is = docx.Cell{Span: 1, Blocks: wording(r.Record, marks.New)}
		if len(r.Record.Old) == 0 {
			was = w.none("table.no-old")
		}
		if len(r.Record.New) == 0 {
			is = w.none("table.no-new")
		}
	}
	w.table.Rows = append(w.table.Rows, docx.Row{Cells: []docx.Cell{w.cell(strconv.Itoa(i+1), 0), {Span: 1, Blocks: element}, was, is, w.reason(r)}})
}

// reason is the cell of a row's reason, or what is below a cell that spans the row.
func (w *tabler) reason(r description.Row) docx.Cell {
	if r.Span == 0 {
		return docx.Cell{Span: 1, Below: true}
	}
	c := w.cell(r.Reason, 0)
	if r.Reason == "" {
		c = w.none("table.no-reason")
	}
	c.Merged = r.Span > 1
	return c
}

func lines(list []string) docx.Cell {
	c := docx.Cell{Span: 1}
	for _, s := range list {
		c.Blocks = append(c.Blocks, plain(s, 0))
	}
	return c
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
