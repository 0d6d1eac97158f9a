package docx

import (
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
)

// blocks reads an element of the body, of a cell or of a note.
func (r *reader) blocks(n *node, m mark) []Block {
	switch n.name {
	case "w:p":
		return r.paragraph(n, m)
	case "w:tbl":
		return []Block{r.readTable(n, m)}
	case "w:altChunk", "w:subDoc":
		r.found.Add(diag.DocxForeign, r.at(), nil)
		return nil
	case "w:moveFromRangeStart", "w:moveToRangeStart":
		r.move = n.attr("w:name")
		return nil
	case "w:sectPr", "w:sdtPr", "w:sdtEndPr", "w:tcPr":
		return nil
	}
	m = r.with(m, n)
	var out []Block
	for _, k := range n.kids {
		out = append(out, r.blocks(k, m)...)
	}
	if n.name == "w:sdt" && strings.EqualFold(n.kid("w:sdtPr").find("w:docPartGallery").attr("w:val"), "Table of Contents") {
		for _, p := range Paragraphs(out) {
			p.Contents = true
		}
	}
	return out
}

// paragraph reads a paragraph and, behind it, those of its text boxes.
func (r *reader) paragraph(n *node, m mark) []Block {
	r.place++
	props := n.kid("w:pPr")
	p := &Paragraph{Format: r.styles.format(props, r.doc.numbering), Place: r.place, section: props.kid("w:sectPr") != nil}
	p.Capitals = true // until a word is shown as it is stored
	p.hidden, _ = props.kid("w:rPr").toggle("w:vanish")
	if drop := props.kid("w:framePr").attr("w:dropCap"); drop == "drop" || drop == "margin" {
		p.hidden = true // the large first letter of the next one
	}
	own := r.marks(m, props.kid("w:rPr"))
	p.Ins, p.Del = own.ins, own.del
	if change := props.kid("w:pPrChange"); change != nil {
		old := r.styles.format(change.kid("w:pPr"), r.doc.numbering)
		p.Old, p.By = &old, r.readMark(change)
	} else if num := props.kid("w:numPr"); num.kid("w:ins") != nil {
		old := p.Format
		old.Num = Num{}
		p.Old, p.By = &old, r.readMark(num.kid("w:ins"))
	}
	p.Contents = p.Contents || r.inContents()
	outer, boxes := r.boxes, []Block(nil)
	r.boxes = nil
	in := &inline{reader: r, p: p, style: r.styles.of(props.val("w:pStyle"))}
	in.oldStyle = in.style
	if change := props.kid("w:pPrChange"); change != nil {
		in.oldStyle = r.styles.of(change.kid("w:pPr").val("w:pStyle"))
	}
	for _, k := range n.kids {
		in.read(k, m, "")
	}
	if end := props.kid("w:sectPr"); end != nil {
		r.endSection(end)
	}
	p.Runs = joinRuns(p.Runs)
	p.Capitals = p.Capitals && len(p.Runs) > 0
	boxes, r.boxes = r.boxes, outer
	p.Contents = p.Contents || r.inContents()
	return append([]Block{p}, boxes...)
}

// inContents reports whether a table of contents is open.
func (r *reader) inContents() bool {
	k := len(r.fields)
	return k > 0 && r.fields[k-1].contents
}

// readTable reads a table.
func (r *reader) readTable(n *node, m mark) *Table {
	t := &Table{}
	r.table++
	if r.table == 2 {
		r.found.Add(diag.DocxNestedTable, r.at(), nil)
	}
	r.rows(n, m, t)
	r.table--
	t.square()
	return t
}

func (r *reader) rows(n *node, m mark, t *Table) {
	for _, k := range n.kids {
		switch k.name {
		case "w:tblPr", "w:tblGrid", "w:sdtPr", "w:sdtEndPr":
		case "w:tr":
			t.Rows = append(t.Rows, r.row(k, m))
		default:
			r.rows(k, r.with(m, k), t)
		}
	}
}

func (r *reader) row(n *node, m mark) Row {
	props := n.kid("w:trPr")
	own := r.marks(m, props)
	row := Row{Ins: own.ins, Del: own.del}
	row.Head, _ = props.toggle("w:tblHeader")
	pad := func(name string) {
		if v, ok := props.number(name); ok && v > 0 {
			row.Cells = append(row.Cells, Cell{Span: min(v, maxSpan)})
		}
	}
	pad("w:gridBefore")
	r.cells(n, m, &row)
	pad("w:gridAfter")
	return row
}

// maxSpan is the largest number of columns that a cell may cover; Word has 63.
const maxSpan = 64

func (r *reader) cells(n *node, m mark, row *Row) {
	for _, k := range n.kids {
		switch k.name {
		case "w:trPr", "w:tblPrEx", "w:sdtPr", "w:sdtEndPr":
		case "w:tc":
			row.Cells = append(row.Cells, r.cell(k, m))
		default:
			r.cells(k, r.with(m, k), row)
		}
	}
}

func (r *reader) cell(n *node, m mark) Cell {
	props := n.kid("w:tcPr")
	c := Cell{Span: 1}
	if v, ok := props.number("w:gridSpan"); ok {
		c.Span = min(max(v, 1), maxSpan)
	}
	if v := props.kid("w:vMerge"); v != nil {
		c.Merged = v.attr("w:val") == "restart"
		c.Below = !c.Merged
	}
	if props.kid("w:cellIns") != nil {
		c.Ins = r.readMark(props.kid("w:cellIns"))
	}
	if props.kid("w:cellDel") != nil {
		c.Del = r.readMark(props.kid("w:cellDel"))
	}
	for _, k := range n.kids {
		c.Blocks = append(c.Blocks, r.blocks(k, m)...)
	}
	return c
}

// readNotes reads the notes that the body refers to, and those that they refer to.
func (r *reader) readNotes() {
	for i := 0; i < len(r.doc.Notes); i++ {
		var blocks []Block
		if n := r.noteBody[i]; n != nil {
			for _, k := range n.kids {
				r.place = r.doc.Notes[i].Place - 1 // findings name the paragraph with the reference
				blocks = append(blocks, r.blocks(k, mark{})...)
			}
		}
		r.doc.Notes[i].Blocks = blocks
	}
}

// note returns the index of a note in the document's, from 1.
func (r *reader) note(kind, id string) int {
	key := kind + " " + id
	if r.noteIndex[key] == 0 {
		r.doc.Notes = append(r.doc.Notes, Note{End: kind == "w:endnote", Place: r.place})
		r.noteBody = append(r.noteBody, r.notes[key])
		r.noteIndex[key] = len(r.doc.Notes)
		if r.notes[key] == nil {
			r.found.Add(diag.DocxNoteMissing, r.at(), nil)
		}
	}
	return r.noteIndex[key]
}

// readComments lists the comments in the order of the file.
func (r *reader) readComments() {
	if r.comments == nil {
		return
	}
	for _, n := range r.comments.kids {
		if n.name != "w:comment" {
			continue
		}
		c := Comment{Author: n.attr("w:author"), Date: readDate(n.attr("w:date"))}
		var lines []string
		for _, k := range n.kids {
			var b strings.Builder
			words(k, &b)
			if line := strings.Join(strings.Fields(b.String()), " "); line != "" {
				lines = append(lines, line)
			}
		}
		c.Text = strings.Join(lines, "\n")
		if at := r.anchors[n.attr("w:id")]; at != nil {
			c.Anchor, c.Place = excerpt(at.Anchor), at.Place
		}
		r.doc.Comments = append(r.doc.Comments, c)
		variant := ""
		if c.Anchor != "" {
			variant = "anchor"
		}
		r.found.AddVariant(diag.DocxComment, variant, diag.Pos{File: r.name, Line: max(c.Place, 1)}, diag.Args{"author": c.Author, "text": excerpt(c.Text), "anchor": c.Anchor})
	}
}
