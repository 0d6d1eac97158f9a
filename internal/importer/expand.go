package importer

import (
	"strings"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/diag"
)

// expander makes lines of what a reader took for one block.
type expander struct{ *file }

// expand makes lines of a reader's blocks where one block holds several: a
// paragraph in which forced line breaks part clauses or items, a table that only
// places words, a table that no text can hold.
func (e expander) expand() []blocks.Block {
	var out []blocks.Block
	for i := range e.src.Blocks {
		b := &e.src.Blocks[i]
		switch {
		case b.Kind == blocks.Table:
			out = append(out, e.expandTable(b)...)
		case b.Kind == blocks.Paragraph && !b.Code && strings.Contains(b.Text(), "\n"):
			out = append(out, e.expandBreaks(b)...)
		default:
			out = append(out, *b)
		}
	}
	return out
}

// expandBreaks parts a paragraph at its forced breaks if a number or a bullet
// stands behind one.
func (e expander) expandBreaks(b *blocks.Block) []blocks.Block {
	parts := splitRuns(b.Runs)
	clauses := 0
	for _, p := range parts[1:] {
		text := tidy(blocks.Text(p))
		mark, _ := cutBullet(text)
		c, ok := readLabel(e.rules, text)
		if mark != "" || ok && (c.how == plain || c.how == spaced) {
			clauses++
		}
	}
	if clauses == 0 {
		return []blocks.Block{*b}
	}
	var out []blocks.Block
	for _, p := range parts {
		if tidy(blocks.Text(p)) == "" {
			continue
		}
		one := *b
		one.Runs = p
		if len(out) > 0 {
			one.Label, one.List, one.Page = "", 0, false
		}
		out = append(out, one)
	}
	return out
}

// splitRuns parts runs at their line breaks.
func splitRuns(runs []blocks.Run) [][]blocks.Run {
	out := [][]blocks.Run{nil}
	for _, run := range runs {
		for i, text := range strings.Split(run.Text, "\n") {
			if i > 0 {
				out = append(out, nil)
			}
			if part := run; text != "" {
				part.Text = text
				out[len(out)-1] = append(out[len(out)-1], part)
			}
		}
	}
	return out
}

// expandTable keeps a table, or gives the paragraphs of its cells: if it has one
// column, or few cells with whole texts in them, it only places words; if it has
// more columns than a text can hold, each row is a paragraph.
func (e expander) expandTable(t *blocks.Block) []blocks.Block {
	columns, deep, covered := 0, 0, false
	for _, row := range t.Rows {
		columns = max(columns, len(row.Cells))
		for i := range row.Cells {
			deep = max(deep, len(row.Cells[i].Paragraphs))
			covered = covered || row.Cells[i].Covered
		}
	}
	l := &line{Block: t}
	words := diag.Args{"words": excerpt(tidy(strings.ReplaceAll(t.Text(), "\n", " ")))}
	switch {
	case columns == 0:
		return nil
	case columns == 2 && e.bilingual(t):
		e.tell(diag.ImportColumns, "", l, nil, nil)
		return flatten(t)
	case columns == 1 || deep > 2 && columns < 4:
		if columns > 1 {
			e.tell(diag.ImportLayout, "", l, nil, words)
		}
		return flatten(t)
	case columns > maxColumns:
		e.tell(diag.ImportWide, "", l, nil, words)
		return rowByRow(t)
	case covered:
		e.tell(diag.ImportMerged, "", l, nil, words)
	}
	return []blocks.Block{*t}
}

// flatten gives the paragraphs of all cells.
func flatten(t *blocks.Block) (out []blocks.Block) {
	for _, row := range t.Rows {
		for _, c := range row.Cells {
			out = append(out, c.Paragraphs...)
		}
	}
	return out
}

// rowByRow gives a paragraph for each row.
func rowByRow(t *blocks.Block) (out []blocks.Block) {
	for _, row := range t.Rows {
		p := blocks.Block{Place: t.Place, Gap: blocks.Unknown}
		for _, c := range row.Cells {
			for _, b := range c.Paragraphs {
				if len(p.Runs) > 0 {
					p.Runs = append(p.Runs, blocks.Run{Text: "; "})
				}
				if b.Label != "" {
					p.Runs = append(p.Runs, blocks.Run{Text: b.Label + " "})
				}
				p.Runs = append(p.Runs, b.Runs...)
			}
		}
		if len(p.Runs) > 0 {
			out = append(out, p)
		}
	}
	return out
}

// bilingual reports whether the two columns of a table are whole texts in two languages.
func (e expander) bilingual(t *blocks.Block) bool {
	var left, right strings.Builder
	for _, row := range t.Rows {
		if len(row.Cells) == 2 {
			left.WriteString(row.Cells[0].Text() + " ")
			right.WriteString(row.Cells[1].Text() + " ")
		}
	}
	a, b := Language(e.all, left.String()), Language(e.all, right.String())
	return a != b && a != "" && b != "" && left.Len() > 600 && right.Len() > 600
}
