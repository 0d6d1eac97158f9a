package importer

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// expander makes lines of what a reader took for one block.
type expander struct {
	*file
	size int // of all words of the source, in bytes
}

// expand makes lines of a reader's blocks where one block holds several: a
// paragraph in which forced line breaks part clauses or items, a table that only
// places words, a table that no text can hold.
func (e expander) expand() []blocks.Block { return e.expandAll(e.src.Blocks) }

func (e expander) expandAll(all []blocks.Block) []blocks.Block {
	var out []blocks.Block
	for i := range all {
		b := &all[i]
		switch {
		case b.Kind == blocks.Table:
			if flat := e.expandTable(b); flat != nil {
				out = append(out, e.expandAll(flat)...)
			} else if len(b.Rows) > 0 {
				out = append(out, e.unnested(b))
			}
		case b.Kind == blocks.Paragraph && !b.Code && strings.Contains(b.Text(), "\n"):
			out = append(out, e.expandBreaks(b)...)
		default:
			out = append(out, *b)
		}
	}
	return out
}

// expandBreaks parts a paragraph at its forced breaks if they end paragraphs as a reader
// sees them: so many write in Word, by Shift+Enter, and so do pages whose text is one
// paragraph. Else only an empty line ends one.
func (e expander) expandBreaks(b *blocks.Block) (out []blocks.Block) {
	lines := splitRuns(b.Runs)
	ends := e.endsParagraphs(lines) || len(lines) > 3 && 2*len(b.Text()) > e.size
	var above []string // of the paragraph so far
	for _, runs := range lines {
		text := tidy(legal.Words(runs))
		if len(out) == 0 || above[len(above)-1] == "" || ends && e.beginsAnew(above, text) {
			one := *b
			if one.Runs = nil; len(out) > 0 {
				one.Label, one.List, one.Page = "", 0, false
			}
			out, above = append(out, one), nil
		} else {
			last := &out[len(out)-1]
			last.Runs = append(last.Runs, blocks.Run{Text: "\n"})
		}
		last := &out[len(out)-1]
		last.Runs, above = append(last.Runs, runs...), append(above, text)
	}
	return slices.DeleteFunc(out, func(b blocks.Block) bool { return tidy(b.Text()) == "" && b.Label == "" })
}

// endsParagraphs reports whether the breaks between lines end paragraphs: the first line
// alone is bold, a number or a bullet stands behind a break, or a field of an address in a
// clause, the first is that of an article, or all of three lines and more are sentences.
func (e expander) endsParagraphs(lines [][]blocks.Run) bool {
	sentences := 0
	if strong(lines[0]) && !slices.ContainsFunc(lines[1:], strong) {
		return true // a heading above its text
	}
	labelled := false
	for i, runs := range lines {
		text := tidy(legal.Words(runs))
		mark, _ := cutBullet(text)
		c, ok := readLabel(e.rules, text)
		labelled = labelled || i == 0 && ok
		if i > 0 && labelled && e.signs.isField(text) {
			return true
		}
		if i > 0 && (mark != "" || ok && (c.how == plain || c.how == spaced)) || i == 0 && ok && wordy(c.label.Form) {
			return true
		}
		if text == "" || startsUpper(text) && stopped(text, ".!?…:") && strings.Contains(text, " ") {
			sentences++
		}
	}
	return sentences > 2 && sentences == len(lines)
}

// beginsAnew reports whether a line begins a paragraph behind those above it, which a
// forced break parts from it: not if it goes on with a sentence or with a title.
func (e expander) beginsAnew(above []string, text string) bool {
	last := above[len(above)-1]
	if c, ok := readLabel(e.rules, above[0]); ok && wordy(c.label.Form) && c.rest == "" && len(above) == 1 {
		_, labelled := readLabel(e.rules, text)
		return labelled || stopped(text, ".:;")
	}
	return !startsLower(text) && !strings.HasPrefix(text, "№") || stopped(last, ".:;!?…") || e.signs.datedPlace(text)
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

// expandTable gives the paragraphs of a table's cells, or nil to keep it: if it has one
// column, or few cells with whole texts in them, it only places words; if it has
// more columns than a text can hold, each row is a paragraph.
func (e expander) expandTable(t *blocks.Block) []blocks.Block {
	columns, deep, covered, filled := 0, 0, false, map[int]bool{}
	for _, row := range t.Rows {
		columns = max(columns, len(row.Cells))
		for i := range row.Cells {
			if n := len(row.Cells[i].Paragraphs); n > 0 {
				deep, filled[i] = max(deep, n), true
			}
			if n := strings.Count(row.Cells[i].Text(), "\n"); n > 1 || n > 0 && strings.Contains(row.Cells[i].Text(), "__") {
				deep = max(deep, n+2) // breaks part who signs and where
			}
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
	case columns == 1, len(filled) == 1 && (len(t.Rows) == 1 || !filled[0]): // words set to the right
		return flatten(t)
	case len(t.Rows) == 1 && !t.Rows[0].Head && deep == 1 && columns < 4: // an office and who signs for it, a date and a number
		return oneLineOf(t)
	case columns == 2 && e.numbersBeside(t):
		return sideBySide(t)
	case deep > 2 && columns < 4:
		e.tell(diag.ImportLayout, "", l, nil, words)
		return flatten(t)
	case columns > maxColumns:
		e.tell(diag.ImportWide, "", l, nil, words)
		t := e.unnested(t)
		return rowByRow(&t)
	case covered:
		e.tell(diag.ImportMerged, "", l, nil, words)
	}
	return nil
}

// numbersBeside reports whether a table of two columns sets the numbers of clauses beside
// their words: every cell on the left is empty or a number alone, and some number has
// several parts. A list whose rows are counted has other cells, or single numbers.
func (e expander) numbersBeside(t *blocks.Block) bool {
	numbers, deep := 0, false
	for _, row := range t.Rows {
		left := &row.Cells[0]
		text := tidy(left.Text())
		if len(left.Paragraphs) == 1 && left.Paragraphs[0].Label != "" && text == "" {
			text = left.Paragraphs[0].Label
		}
		if text == "" || row.Cells[1].Covered {
			continue
		}
		c, ok := readLabel(e.rules, text)
		if !ok || c.rest != "" || c.label.Form == legal.NoLabel || len(row.Cells[1].Paragraphs) == 0 {
			return false
		}
		numbers++
		deep = deep || c.label.Form == legal.Decimal && len(c.label.Path) > 1
	}
	return deep && numbers > 1
}

// sideBySide gives the paragraphs of the right cells, the first of each behind the number
// on its left.
func sideBySide(t *blocks.Block) (out []blocks.Block) {
	for _, row := range t.Rows {
		left, right := row.Cells[0].Paragraphs, row.Cells[1].Paragraphs
		if len(left) != 1 || len(right) == 0 || left[0].Kind == blocks.Table || right[0].Kind == blocks.Table || right[0].Label != "" {
			out = append(append(out, left...), right...)
			continue
		}
		first := right[0]
		if first.Label = left[0].Label; first.Label == "" {
			first.Runs = slices.Concat(left[0].Runs, []blocks.Run{{Text: " "}}, first.Runs)
		}
		out = append(append(out, first), right[1:]...)
	}
	return out
}

// unnested is a table with the rows of tables in its cells as paragraphs, each told.
func (e expander) unnested(t *blocks.Block) blocks.Block {
	out := *t
	out.Rows = nil
	for _, row := range t.Rows {
		cells := slices.Clone(row.Cells)
		for i := range cells {
			var flat []blocks.Block
			for k := range cells[i].Paragraphs {
				p := &cells[i].Paragraphs[k]
				if p.Kind != blocks.Table {
					flat = append(flat, *p)
					continue
				}
				e.tell(diag.DocxNestedTable, "", &line{Block: p}, nil, nil)
				inner := e.unnested(p)
				flat = append(flat, rowByRow(&inner)...)
			}
			cells[i].Paragraphs = flat
		}
		row.Cells = cells
		out.Rows = append(out.Rows, row)
	}
	return out
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

// oneLineOf gives the words of all cells as one paragraph.
func oneLineOf(t *blocks.Block) []blocks.Block {
	one := blocks.Block{Apart: true, Place: t.Place, Gap: t.Gap, Page: t.Page, Rule: t.Rule}
	for _, b := range flatten(t) {
		if b.Kind == blocks.Table {
			return flatten(t)
		}
		if b.Label != "" {
			b.Runs = append([]blocks.Run{{Text: b.Label + " "}}, b.Runs...)
		}
		if len(one.Runs) > 0 {
			one.Runs = append(one.Runs, blocks.Run{Text: " "})
		}
		one.Runs = append(one.Runs, b.Runs...)
	}
	return []blocks.Block{one}
}

// paragraphsOf gives paragraphs with those of the cells of tables, in order.
func paragraphsOf(all []blocks.Block) (out []blocks.Block) {
	for i := range all {
		if all[i].Kind == blocks.Table {
			out = append(out, paragraphsOf(flatten(&all[i]))...)
		} else {
			out = append(out, all[i])
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
