package render

import (
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/redline/marks"
)

// Rows of a table that did not change are out of sight until the reader asks for
// them, if there are more than fewRows; the stylesheet alone does that.
const fewRows = 3

// rows writes what stands above a table with changes: what became of a cell, if
// it is the only one, and the switch for the other rows.
func (m *redliner) rows(p part) error {
	records := m.view.Redline.Records
	if kindOfRecord(&records[p.changed[0]]) != legal.Row {
		return nil
	}
	if len(p.changed) == 1 {
		m.onlyCell(&records[p.changed[0]])
	}
	same := 0
	for _, i := range p.records {
		if r := &records[i]; isPlain(r) && !m.view.NewText.Units[r.New[0].Index].Head {
			same++
		}
	}
	if same <= fewRows {
		return nil
	}
	said, err := m.words.Count("redline.rows.same", same, nil)
	if err != nil {
		return err
	}
	m.raw(`<label class="rows"><input type="checkbox">`)
	m.escape(said)
	m.raw("</label>\n")
	return nil
}

// longCell is the length, in characters, from which on a cell is read in the table.
const longCell = 60

// onlyCell says of a row of which one short cell changed what it was and is, under
// the name of its column.
func (m *redliner) onlyCell(r *redline.Record) {
	if len(r.Old) != 1 || len(r.New) != 1 {
		return
	}
	old, new := &m.view.OldText.Units[r.Old[0].Index], &m.view.NewText.Units[r.New[0].Index]
	if len(old.Cells) != len(new.Cells) {
		return
	}
	at := -1
	for c := range new.Cells {
		if legal.Words(old.Cells[c]) == legal.Words(new.Cells[c]) {
			continue
		}
		if at >= 0 {
			return
		}
		at = c
	}
	if at < 0 || utf8.RuneCountInString(legal.Words(old.Cells[at])) > longCell || utf8.RuneCountInString(legal.Words(new.Cells[at])) > longCell {
		return
	}
	m.raw(`<p class="rows">`)
	if head := headOf(m.view.NewText.Units, r.New[0].Index); head != nil && at < len(head.Cells) {
		m.escape(legal.Words(head.Cells[at]) + ": ")
	}
	m.raw("<del>")
	m.inline(old.Cells[at], m.texts[marks.Old])
	m.raw("</del> → <ins>")
	m.inline(new.Cells[at], m.texts[marks.New])
	m.raw("</ins></p>\n")
}
