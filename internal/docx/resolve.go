package docx

import "slices"

// Accept returns the document as it is with all tracked changes, numbered and
// without marks.
func (d *Document) Accept() *Document { return d.resolve(true) }

// Reject returns the document as it was before all tracked changes, numbered
// and without marks.
func (d *Document) Reject() *Document { return d.resolve(false) }

func (d *Document) resolve(accept bool) *Document {
	v := &version{accept: accept, doc: d, out: &Document{Comments: d.Comments, numbering: d.numbering}, notes: map[int]int{}}
	v.out.Blocks = v.blocks(d.Blocks)
	for i := 0; i < len(v.kept); i++ { // a note may refer to another
		note := d.Notes[v.kept[i]]
		note.Blocks = v.blocks(note.Blocks)
		v.out.Notes = append(v.out.Notes, note)
	}
	v.out.countNotes()
	if d.numbering != nil {
		d.numbering.number(Paragraphs(v.out.Blocks))
		for _, note := range v.out.Notes {
			d.numbering.number(Paragraphs(note.Blocks)) // notes count for themselves
		}
	}
	return v.out
}

// version makes one of the two readings of a document.
type version struct {
	accept bool
	doc    *Document
	out    *Document
	notes  map[int]int // index of a note in out by that in doc, both from 1
	kept   []int       // indices in doc.Notes of the notes of out
}

// gone reports whether what has these marks is not in the reading.
func (v *version) gone(ins, del *Mark) bool {
	if v.accept {
		return del != nil
	}
	return ins != nil
}

// blocks returns the reading of blocks.
func (v *version) blocks(in []Block) []Block {
	var out, boxes []Block
	var open *Paragraph  // its mark is gone: what follows goes on in it
	var runIn *Paragraph // its mark is hidden: what follows without a number stands on its line
	for _, b := range in {
		switch b := b.(type) {
		case *Box:
			runIn = nil
			box := &Box{v.blocks(b.Blocks)}
			if open != nil {
				boxes = append(boxes, box)
			} else {
				out = append(out, box)
			}
		case *Table:
			runIn = nil
			t := v.table(b) // the paragraph before a table keeps its end, even if the table goes
			if open != nil && len(open.Runs) > 0 {
				out = append(out, open)
			}
			open = nil
			if len(t.Rows) > 0 {
				out = append(out, t)
			}
			out, boxes = append(out, boxes...), nil
		case *Paragraph:
			p := v.paragraph(b)
			if open != nil {
				p.Runs = joinRuns(append(open.Runs, p.Runs...))
				p.Place = open.Place
			}
			open = nil
			if v.gone(b.Ins, b.Del) {
				open = p
				continue
			}
			if b.hidden && len(p.Runs) == 0 {
				continue // Word shows nothing of it, and counts none
			}
			head := runIn
			if runIn = nil; head != nil && p.Num == (Num{}) {
				head.Runs = joinRuns(append(head.Runs, p.Runs...))
				p = head
			} else {
				out = append(out, p)
			}
			if b.hidden {
				runIn = p
			}
			out, boxes = append(out, boxes...), nil
		}
	}
	if open != nil && len(open.Runs) > 0 {
		out = append(out, open)
	}
	return append(out, boxes...)
}

func (v *version) paragraph(p *Paragraph) *Paragraph {
	q := &Paragraph{Format: p.Format, Place: p.Place, Capitals: p.Capitals, section: p.section}
	if !v.accept && p.Old != nil {
		q.Format = *p.Old
	}
	for _, r := range p.Runs {
		if v.gone(r.Ins, r.Del) {
			continue
		}
		if !v.accept && r.Old != nil {
			r.Face = *r.Old
		}
		if r.Note > 0 {
			r.Note = v.note(r.Note)
		}
		r.Ins, r.Del, r.Old, r.By = nil, nil, nil, nil
		q.Runs = append(q.Runs, r)
	}
	q.Runs = joinRuns(q.Runs)
	return q
}

// note returns the index in out of a note of doc.
func (v *version) note(i int) int {
	if v.notes[i] == 0 {
		v.kept = append(v.kept, i-1)
		v.notes[i] = len(v.kept)
	}
	return v.notes[i]
}

func (v *version) table(t *Table) *Table {
	out := &Table{}
	for _, row := range t.Rows {
		if v.gone(row.Ins, row.Del) {
			continue
		}
		kept := Row{Head: row.Head}
		for _, c := range row.Cells {
			if v.gone(c.Ins, c.Del) {
				continue
			}
			c.Ins, c.Del = nil, nil
			c.Blocks = v.blocks(c.Blocks)
			kept.Cells = append(kept.Cells, c)
		}
		out.Rows = append(out.Rows, kept)
	}
	out.square()
	return out
}

// Changes counts the tracked changes of a document: pieces of text, ends of
// paragraphs, rows, cells and formats that are not as they were.
type Changes struct {
	Count   int
	Authors []string // sorted
	Place   int      // of the first paragraph with a change; 0 for none
}

// Changes returns the tracked changes of the document.
func (d *Document) Changes() Changes {
	var c Changes
	c.blocks(d.Blocks)
	for _, n := range d.Notes {
		c.blocks(n.Blocks)
	}
	slices.Sort(c.Authors)
	c.Authors = slices.Compact(c.Authors)
	return c
}

func (c *Changes) add(p *Paragraph, marks ...*Mark) {
	for _, m := range marks {
		if m == nil {
			continue
		}
		c.count(p)
		if n := len(c.Authors); n == 0 || c.Authors[n-1] != m.Author {
			c.Authors = append(c.Authors, m.Author)
		}
	}
}

// count counts a change in the paragraph p; nil: it is none of a paragraph.
func (c *Changes) count(p *Paragraph) {
	c.Count++
	if c.Place == 0 && p != nil {
		c.Place = p.Place
	}
}

func (c *Changes) blocks(blocks []Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *Box:
			c.blocks(b.Blocks)
		case *Paragraph:
			for _, r := range b.Runs {
				c.add(b, r.Ins, r.Del)
				if r.By != nil { // else it follows the paragraph's format
					c.count(b)
				}
			}
			c.add(b, b.Ins, b.Del)
			if b.Old != nil && *b.Old != b.Format {
				c.count(b)
			}
		case *Table:
			for _, row := range b.Rows {
				c.add(nil, row.Ins, row.Del)
				for _, cell := range row.Cells {
					c.add(nil, cell.Ins, cell.Del)
					c.blocks(cell.Blocks)
				}
			}
		}
	}
}

// square gives all rows the same width, and lets no cell continue one that is
// not there.
func (t *Table) square() {
	most := 0
	for _, row := range t.Rows {
		most = max(most, row.width())
	}
	above := map[int]bool{} // columns where a merged cell goes on
	for i := range t.Rows {
		row := &t.Rows[i]
		if n := row.width(); n < most {
			row.Cells = append(row.Cells, Cell{Span: most - n})
		}
		col := 0
		for j := range row.Cells {
			c := &row.Cells[j]
			c.Below = c.Below && above[col]
			above[col] = c.Merged || c.Below
			col += c.Span
		}
	}
}

func (r Row) width() (n int) {
	for _, c := range r.Cells {
		n += c.Span
	}
	return n
}
