package importer

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/legal"
)

// readWord gives the paragraphs and tables of a Word file. A place is the ordinal
// of a paragraph, since Word has no lines.
func readWord(name string, data []byte, policy docx.Policy, found *diag.List) (blocks.Source, bool) {
	d, told := docx.Open(name, data, policy)
	for _, f := range told {
		if f.Code != diag.DocxNestedTable { // that is told if the table around it is one
			*found = append(*found, f)
		}
	}
	if d == nil {
		return blocks.Source{}, false
	}
	w := &word{doc: d}
	w.blocks(d.Blocks)
	for _, n := range d.Notes {
		note := blocks.Note{Place: blocks.Place{Line: n.Place}}
		for _, p := range docx.Paragraphs(n.Blocks) {
			note.Blocks = append(note.Blocks, w.paragraph(p)...)
		}
		if n.Mark != "" && len(note.Blocks) > 0 { // it stands before the words, too
			text := note.Blocks[0].Text()
			if rest, has := strings.CutPrefix(strings.TrimSpace(text), n.Mark); has {
				note.Blocks[0].Runs = cutRuns(note.Blocks[0].Runs, len(strings.TrimRight(text, " \t\n\u00a0"))-len(rest))
			}
		}
		w.src.Notes = append(w.src.Notes, note)
	}
	if strings.TrimSpace(textOf(&w.src)) == "" {
		found.Add(diag.ImportEmpty, diag.Pos{File: name}, nil)
		return blocks.Source{}, false
	}
	if mistakenKazakh(textOf(&w.src)) {
		found.Add(diag.ImportConverted, diag.Pos{File: name, Line: 1}, diag.Args{"encoding": kazakhPage + " / Windows-1251"})
		w.src.Rewrite(kazakhLetters.Replace)
	}
	return w.src, true
}

// word turns a Word document into blocks.
type word struct {
	doc  *docx.Document
	src  blocks.Source
	gap  int // empty paragraphs before the next block
	page bool
	rule bool
}

func (w *word) blocks(in []docx.Block) {
	for _, b := range in {
		switch b := b.(type) {
		case *docx.Box:
			w.blocks(b.Blocks)
		case *docx.Table:
			if t := w.table(b); len(t.Rows) > 0 {
				w.add(t)
			}
		case *docx.Paragraph:
			if b.Style == docx.Rule && tidy(b.Text()) == "" {
				w.rule = true
				continue
			}
			for _, block := range w.paragraph(b) {
				w.add(block)
			}
		}
	}
}

// add adds a block, or counts it as a blank line.
func (w *word) add(b blocks.Block) {
	w.page = w.page || b.Page
	if b.Kind != blocks.Table && b.Label == "" && tidy(b.Text()) == "" && !noted(b.Runs) {
		w.gap++
		return
	}
	b.Gap, b.Page, b.Rule = w.gap, w.page, w.rule
	w.gap, w.page, w.rule = 0, false, false
	w.src.Blocks = append(w.src.Blocks, b)
}

// noted reports whether runs hold the mark of a note.
func noted(runs []blocks.Run) bool {
	for _, r := range runs {
		if r.Note > 0 {
			return true
		}
	}
	return false
}

// paragraph gives a paragraph; one with page breaks inside gives several.
func (w *word) paragraph(p *docx.Paragraph) []blocks.Block {
	b := blocks.Block{
		Place: blocks.Place{Line: p.Place}, Page: p.PageBreak,
		Centered: p.Align == docx.AlignCenter || p.Align == docx.AlignRight, Right: p.Align == docx.AlignRight,
		Title: p.Style == "title", Heading: p.Outline, Contents: p.Contents, Capitals: p.Capitals, Label: norm.NFC.String(p.Label.Text),
		Quote: p.Style == "quote" || p.Style == "intense quote", Code: p.Style == "html preformatted",
	}
	if p.Label.Bullet { // whatever character its font makes of it
		b.List, b.Label = p.Num.Level+1, "•"
	}
	out := []blocks.Block{b}
	for _, r := range p.Runs {
		run := blocks.Run{Style: styleOf(r.Face), Link: r.Link, Note: r.Note}
		if r.Note > 0 {
			run.Text = w.doc.NoteMark(r.Note)
			out[len(out)-1].Runs = append(out[len(out)-1].Runs, run)
			continue
		}
		for i, text := range strings.Split(r.Text, "\f") {
			if i > 0 {
				out = append(out, blocks.Block{Place: b.Place, Page: true, Centered: b.Centered, Quote: b.Quote, Code: b.Code})
			}
			if run.Text = plainText(text, r.Face); run.Text != "" {
				out[len(out)-1].Runs = append(out[len(out)-1].Runs, run)
			}
		}
	}
	return out
}

func styleOf(f docx.Face) (s legal.Style) {
	for face, style := range map[docx.Face]legal.Style{docx.Bold: legal.Strong, docx.Italic: legal.Emphasis, docx.Code: legal.CodeSpan} {
		if f&face != 0 {
			s |= style
		}
	}
	return s
}

// plainText is a run's text with what only its face says: an article 15¹ is not
// article 151.
func plainText(s string, face docx.Face) string {
	if face&docx.Raised != 0 {
		s = raised.Replace(s)
	}
	return norm.NFC.String(strings.ReplaceAll(unseen.Replace(s), "\u2011", "-"))
}

// table gives a table. The words of a merged cell stand in its first one.
func (w *word) table(t *docx.Table) blocks.Block {
	b := blocks.Block{Kind: blocks.Table}
	for _, row := range t.Rows {
		out := blocks.Row{Head: row.Head}
		for _, c := range row.Cells {
			cell := blocks.Cell{Paragraphs: w.cell(c.Blocks), Covered: c.Below}
			if len(cell.Paragraphs) > 0 {
				cell.Covered = false // it has words of its own, which Word hides
			}
			out.Cells = append(out.Cells, cell)
			for range c.Span - 1 {
				out.Cells = append(out.Cells, blocks.Cell{Covered: true})
			}
		}
		b.Rows = append(b.Rows, out)
	}
	for _, row := range t.Rows {
		for _, c := range row.Cells {
			if all := docx.Paragraphs(c.Blocks); len(all) > 0 && b.Place.Line == 0 {
				b.Place.Line = all[0].Place
			}
		}
	}
	return b
}

// cell gives the paragraphs and tables of a cell that have words.
func (w *word) cell(in []docx.Block) (out []blocks.Block) {
	for _, b := range in {
		switch b := b.(type) {
		case *docx.Box:
			out = append(out, w.cell(b.Blocks)...)
		case *docx.Table:
			if t := w.table(b); len(t.Rows) > 0 {
				out = append(out, t)
			}
		case *docx.Paragraph:
			for _, block := range w.paragraph(b) {
				if block.Label != "" || tidy(block.Text()) != "" || noted(block.Runs) {
					out = append(out, block)
				}
			}
		}
	}
	return out
}

// textOf is all words of a source, a block a line.
func textOf(src *blocks.Source) string {
	var b strings.Builder
	for i := range src.Blocks {
		b.WriteString(src.Blocks[i].Label + " " + src.Blocks[i].Text() + "\n")
	}
	for _, n := range src.Notes {
		for i := range n.Blocks {
			b.WriteString(n.Blocks[i].Text() + "\n")
		}
	}
	return b.String()
}
