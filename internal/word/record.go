package word

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
)

// record shows a record word by word.
func (t *tracker) record(r *redline.Record) {
	o, n := r.Old[0].Index, r.New[0].Index
	switch {
	case isRow(&t.new[n]):
		t.rowRecord(r, o, n)
	case t.new[n].AsTyped():
		t.solidRecord(o, n)
	default:
		t.paragraphs(r)
	}
}

// solidRecord shows a unit whose words are equal, white space and all.
func (t *tracker) solidRecord(o, n int) {
	from, to := shapeOf(t.old, o), shapeOf(t.new, n)
	t.rule(from, to)
	p := &docx.Paragraph{Format: to.format, Runs: append(t.labels(from.label, to.label), words(&t.new[n])[0]...)}
	t.reformat(p, from.format)
	t.paragraph(p)
}

// rule shows the rule before a unit.
func (t *tracker) rule(from, to shape) {
	if !from.rule && !to.rule {
		return
	}
	p := &docx.Paragraph{Format: docx.Format{Style: "kelisim rule"}}
	if !from.rule {
		p.Ins = t.mark
	}
	if !to.rule {
		p.Del = t.mark
	}
	t.paragraph(p)
}

// reformat marks a change of the format of p.
func (t *tracker) reformat(p *docx.Paragraph, old docx.Format) {
	if old != p.Format {
		p.Old, p.By = &old, t.mark
	}
}

// labels are the runs of the label of a unit in both texts; empty: it has none. What
// parts both numbers from the words is not marked.
func (t *tracker) labels(old, new string) (runs []docx.Run) {
	if old == new && old != "" {
		return []docx.Run{{Text: new}}
	}
	for _, parted := range []string{"\t", " "} {
		if strings.HasSuffix(old, parted) && strings.HasSuffix(new, parted) {
			return append(t.labels(strings.TrimSuffix(old, parted), strings.TrimSuffix(new, parted)), docx.Run{Text: parted})
		}
	}
	if old != "" {
		runs = append(runs, docx.Run{Text: old, Del: t.mark})
	}
	if new != "" {
		runs = append(runs, docx.Run{Text: new, Ins: t.mark})
	}
	return runs
}

// paragraphs shows a record of one or more paragraphs on each side. The mark at
// the end of a paragraph is kept, removed or added as the break between the units.
func (t *tracker) paragraphs(r *redline.Record) {
	o, n := 0, 0
	from, to := shapeOf(t.old, r.Old[0].Index), shapeOf(t.new, r.New[0].Index)
	t.rule(from, to)
	runs := t.labels(from.label, to.label)
	cut := t.cutter(r.Old[0].Index, r.New[0].Index)
	end := func(ins, del *docx.Mark) {
		p := &docx.Paragraph{Format: to.format, Runs: runs, Ins: ins, Del: del}
		if del != nil {
			p.Format = from.format // it is there only if the change is rejected
		} else if ins == nil {
			t.reformat(p, from.format)
		}
		t.paragraph(p)
		runs = nil
	}
	for _, p := range r.Pieces() {
		if p.Break != legal.BreakUnit {
			runs = append(runs, cut.runs(p)...)
			continue
		}
		oldLabel, newLabel := "", ""
		if p.Op != redline.Insert {
			o++
		}
		if p.Op != redline.Delete {
			n++
		}
		was, is := shapeOf(t.old, r.Old[o].Index), shapeOf(t.new, r.New[n].Index)
		switch p.Op {
		case redline.Insert:
			end(t.mark, nil)
			newLabel = is.label
			cut.enterNew(r.New[n].Index)
		case redline.Delete:
			end(nil, t.mark)
			oldLabel = was.label
			cut.enterOld(r.Old[o].Index)
		default:
			end(nil, nil)
			oldLabel, newLabel = was.label, is.label
			cut.enterOld(r.Old[o].Index)
			cut.enterNew(r.New[n].Index)
		}
		from, to = was, is
		runs = t.labels(oldLabel, newLabel)
	}
	end(nil, nil)
}

// rowRecord shows a row cell by cell.
func (t *tracker) rowRecord(r *redline.Record, o, n int) {
	was, is := &t.old[o], &t.new[n]
	cells := make([][]docx.Run, len(is.Cells))
	aligned := true
	cut := t.cutter(o, n)
	for _, p := range r.Pieces() {
		if p.Break == legal.BreakCell {
			aligned = aligned && p.Op == redline.Equal && p.OldCell == p.NewCell
			cut.enterCell(p.NewCell)
			continue
		}
		if aligned {
			k := p.NewCell
			if p.Op == redline.Delete {
				k = p.OldCell
			}
			cells[k] = append(cells[k], cut.runs(p)...)
		}
	}
	row := docx.Row{Head: is.Head}
	for k := range is.Cells {
		if !aligned {
			cells[k] = t.replaced(words(was)[k], words(is)[k])
		}
		p := &docx.Paragraph{Format: cellFormat(is, k), Runs: cells[k]}
		t.reformat(p, cellFormat(was, k))
		row.Cells = append(row.Cells, docx.Cell{Span: 1, Blocks: []docx.Block{p}})
	}
	t.row(row, tableKey{was.Table, is.Table})
}

// replaced are the runs of words that are kept as they are, or else replaced.
func (t *tracker) replaced(old, new []docx.Run) []docx.Run {
	if slices.Equal(old, new) {
		return new
	}
	for i := range old {
		old[i].Del = t.mark
	}
	for i := range new {
		new[i].Ins = t.mark
	}
	return append(old, new...)
}

// cutter cuts the words of both texts as the pieces of a record say. A piece has
// a space where a text has a forced line break, and the cutter knows which.
type cutter struct {
	*tracker
	o, n       int // units
	old, new   string
	oldAt, nAt int
}

func (t *tracker) cutter(o, n int) *cutter {
	c := &cutter{tracker: t}
	c.enterOld(o)
	c.enterNew(n)
	return c
}

func (c *cutter) enterOld(i int) { c.o, c.old, c.oldAt = i, textOf(&c.tracker.old[i], 0), 0 }
func (c *cutter) enterNew(i int) { c.n, c.new, c.nAt = i, textOf(&c.tracker.new[i], 0), 0 }

// enterCell goes on with cell k of both rows.
func (c *cutter) enterCell(k int) {
	c.old, c.oldAt = textOf(&c.tracker.old[c.o], k), 0
	c.new, c.nAt = textOf(&c.tracker.new[c.n], k), 0
}

// textOf is the text of a unit, or of cell k of a row, as words has it.
func textOf(u *legal.Unit, k int) string {
	cells := words(u)
	if k < 0 || k >= len(cells) {
		return ""
	}
	return (&docx.Paragraph{Runs: cells[k]}).Text()
}

// runs are the runs of a piece of words.
func (c *cutter) runs(p redline.Piece) []docx.Run {
	oldText, newText := p.Text, p.Text
	if p.Op != redline.Insert {
		oldText = c.take(c.old, &c.oldAt, p.Text)
	}
	if p.Op != redline.Delete {
		newText = c.take(c.new, &c.nAt, p.Text)
	}
	was, is := styled(oldText, p.Old), styled(newText, p.New)
	switch p.Op {
	case redline.Delete:
		was.Del = c.mark
		return []docx.Run{was}
	case redline.Insert:
		is.Ins = c.mark
		return []docx.Run{is}
	}
	switch {
	case was == is:
		return []docx.Run{is}
	case was.Text == is.Text && was.Link == is.Link:
		is.Old, is.By = &was.Face, c.mark
		return []docx.Run{is}
	}
	was.Del, is.Ins = c.mark, c.mark
	return []docx.Run{was, is}
}

// take returns the next stretch of a text that says what a piece says, or the
// piece's own text if the text says something else.
func (c *cutter) take(text string, at *int, piece string) string {
	from := *at
	*at += len(piece)
	if *at > len(text) {
		return piece
	}
	if got := text[from:*at]; strings.ReplaceAll(got, "\n", " ") == piece {
		return got
	}
	return piece
}

// styled is text in the style of a run; nil for none.
func styled(text string, r *legal.Run) docx.Run {
	run := docx.Run{Text: text}
	if r != nil {
		run.Face, run.Link = face(r.Style), target(r.Link)
	}
	return run
}
