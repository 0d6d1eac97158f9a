package word

import (
	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/legal"
)

// op is what happens to a whole unit.
type op uint8

const (
	stays op = iota
	goes
	comes
)

// builder puts a document together, block by block.
type builder struct {
	blocks []docx.Block
	table  *docx.Table // the last block, if it is one
	key    tableKey    // of table
}

// tableKey names a table of a redline by its ordinals in both texts; 0: none.
type tableKey struct{ old, new int }

func (b *builder) document() *docx.Document { return &docx.Document{Blocks: apart(b.blocks)} }

// apart marks what was added to the end of a paragraph and what was added behind
// that end such that the end between them does not seem to be added, too: that is
// what LibreOffice makes of two additions with nothing but an end between them.
//
// Whole paragraphs behind it are marked as Word does while one types: the end of
// the first paragraph is what was added, and the last new one has the end that was
// there. Before a paragraph that only begins with added words the end is replaced
// by another one.
func apart(blocks []docx.Block) []docx.Block {
	var out []docx.Block
	for i := range blocks {
		first, ok := blocks[i].(*docx.Paragraph)
		out = append(out, blocks[i])
		if !ok || first.Ins != nil || first.Del != nil || len(first.Runs) == 0 || first.Runs[len(first.Runs)-1].Ins == nil || i+1 == len(blocks) {
			continue
		}
		next, ok := blocks[i+1].(*docx.Paragraph)
		if !ok || len(next.Runs) == 0 || next.Runs[0].Ins == nil {
			continue
		}
		old := first.Format
		if first.Old != nil {
			old = *first.Old
		}
		mark := &docx.Mark{Author: next.Runs[0].Ins.Author, Date: next.Runs[0].Ins.Date}
		first.Ins, first.Old, first.By = mark, nil, nil
		if next.Ins == nil || next.Ins.Move != "" || !added(next.Runs) {
			out = append(out, &docx.Paragraph{Format: old, Del: mark})
			continue
		}
		next.Ins = nil
		if old != next.Format {
			next.Old, next.By = &old, mark
		}
	}
	return out
}

// added reports whether all runs are added ones.
func added(runs []docx.Run) bool {
	for _, r := range runs {
		if r.Ins == nil || r.Del != nil {
			return false
		}
	}
	return true
}

func (b *builder) paragraph(p *docx.Paragraph) {
	b.blocks, b.table = append(b.blocks, p), nil
}

// row adds a row to its table, which it begins if it is not the last block.
func (b *builder) row(r docx.Row, key tableKey) {
	if b.table == nil || b.key != key {
		b.table, b.key = &docx.Table{}, key
		b.blocks = append(b.blocks, b.table)
	}
	b.table.Rows = append(b.table.Rows, r)
}

// whole adds unit i of a text as a whole: as it stands, as removed or as added.
// A row belongs to the table key.
func (b *builder) whole(units []legal.Unit, i int, what op, m *docx.Mark, key tableKey) {
	u, s := &units[i], shapeOf(units, i)
	var ins, del *docx.Mark
	switch what {
	case goes:
		del = m
	case comes:
		ins = m
	}
	mark := func(runs []docx.Run) []docx.Run {
		for i := range runs {
			runs[i].Ins, runs[i].Del = ins, del
		}
		return runs
	}
	if s.table > 0 {
		row := docx.Row{Head: u.Head, Ins: ins, Del: del}
		for k, cell := range words(u)[:len(u.Cells)] {
			p := &docx.Paragraph{Format: cellFormat(u, k), Runs: mark(cell), Ins: ins, Del: del}
			row.Cells = append(row.Cells, docx.Cell{Span: 1, Blocks: []docx.Block{p}})
		}
		b.row(row, key)
		return
	}
	if s.rule {
		b.paragraph(&docx.Paragraph{Format: docx.Format{Style: docx.Rule}, Ins: ins, Del: del})
	}
	runs := words(u)[0]
	if s.label != "" {
		runs = append([]docx.Run{{Text: s.label}}, runs...)
	}
	b.paragraph(&docx.Paragraph{Format: s.format, Runs: mark(runs), Ins: ins, Del: del})
}
