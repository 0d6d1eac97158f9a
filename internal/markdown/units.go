package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// maxColumns is the widest table: more cannot be read on paper.
const maxColumns = 12

// blocks adds the units of a container's children. list and quote are the
// depths of lists and quotations around them.
func (w *walker) blocks(parent ast.Node, list, quote int) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			w.block(n, legal.Unit{Kind: legal.Heading, Level: n.Level, List: list, Quote: quote})
		case *ast.Paragraph, *ast.TextBlock:
			kind := legal.Paragraph
			switch {
			case w.split.marks[n].label.Form != legal.NoLabel:
				kind = legal.Clause
			case parent.Kind() == ast.KindListItem && n == parent.FirstChild():
				kind = legal.Item
			case quote > 0:
				kind = legal.Quote
			}
			w.block(n, legal.Unit{Kind: kind, List: list, Quote: quote})
		case *ast.List:
			w.blocks(n, list+1, quote)
		case *ast.ListItem:
			if f := n.FirstChild(); f == nil || f.Kind() != ast.KindParagraph && f.Kind() != ast.KindTextBlock {
				at := w.bullet(n)
				w.add(legal.Unit{Kind: legal.Item, List: list, Quote: quote, Start: at, End: at})
			}
			w.blocks(n, list, quote)
		case *ast.Blockquote:
			w.blocks(n, list, quote+1)
		case *ast.FencedCodeBlock:
			w.code(n, list, quote)
		case *ast.ThematicBreak:
			w.rule = true
		case *extast.Table:
			w.table(n, list, quote)
		}
	}
}

// bullet is the place of an item that has no words. goldmark counts a tab before
// it as several bytes.
func (w *walker) bullet(n ast.Node) int {
	low, at := w.units[len(w.units)-1].End, min(n.Pos(), len(w.in.Source)-1)
	for at > low && w.in.Source[at] != '-' && w.in.Source[at] != '*' {
		at--
	}
	return max(at, low)
}

// add numbers a unit into the list.
func (w *walker) add(u legal.Unit) *legal.Unit {
	u.Pos = w.pos(u.Start)
	u.Rule, w.rule = w.rule, false
	w.units = append(w.units, u)
	return &w.units[len(w.units)-1]
}

// block adds a unit with inline content. Its range is from its label or first
// mark to the end of its last line.
func (w *walker) block(n ast.Node, u legal.Unit) {
	lines := n.Lines()
	m, labelled := w.split.marks[n]
	if !labelled {
		first := lines.At(0).Start
		m.start, m.end = first, first
	}
	u.Label, u.Start = m.label, m.start
	if u.Kind == legal.Heading {
		u.Start = min(n.Pos(), m.start)
	}
	u.End = m.end
	if lines.Len() > 0 {
		u.End = max(m.end, lines.At(lines.Len()-1).Stop)
	}
	u.Runs = w.inline(n)
	added := w.add(u)
	w.refuse(added, n, m.end)
	if !added.Verbatim {
		w.literals(n)
	}
}

// code adds a fenced code block, unless it is blank. The words after the fence
// would not be shown: they are refused.
func (w *walker) code(n *ast.FencedCodeBlock, list, quote int) {
	lines := n.Lines()
	if n.Info == nil && len(bytes.TrimSpace(lines.Value(w.in.Source))) == 0 {
		return
	}
	u := legal.Unit{Kind: legal.Code, List: list, Quote: quote}
	if lines.Len() > 0 {
		u.Start, u.End = lines.At(0).Start, lines.At(lines.Len()-1).Stop
	}
	text := string(lines.Value(w.in.Source))
	if n.Info != nil {
		info := n.Info.Segment
		word := string(info.Value(w.in.Source))
		w.found.Add(diag.CodeInfo, w.pos(info.Start), diag.Args{"text": word})
		u.Verbatim, u.Start, u.End = true, info.Start, max(u.End, info.Stop)
		text = word + "\n" + text
	}
	u.Runs = []legal.Run{{Text: legal.NFC(text), Style: legal.CodeSpan}}
	w.add(u)
}

func (w *walker) table(n *extast.Table, list, quote int) {
	w.tables++
	columns := len(n.Alignments)
	aligns := make([]legal.Align, columns)
	for i, a := range n.Alignments {
		switch a {
		case extast.AlignLeft:
			aligns[i] = legal.AlignLeft
		case extast.AlignCenter:
			aligns[i] = legal.AlignCenter
		case extast.AlignRight:
			aligns[i] = legal.AlignRight
		}
	}
	if columns > maxColumns {
		start, _ := w.rowExtent(n.FirstChild())
		w.found.Add(diag.LimitColumns, w.pos(start), diag.Args{"limit": maxColumns})
	}
	w.cell = true
	defer func() { w.cell = false }()
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		start, end := w.rowExtent(row)
		u := w.add(legal.Unit{Kind: legal.Row, List: list, Quote: quote, Table: w.tables, Aligns: aligns,
			Head: row.Kind() == extast.KindTableHeader, Start: start, End: end})
		u.Cells = make([][]legal.Run, 0, columns)
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			u.Cells = append(u.Cells, w.inline(c))
		}
		line := w.in.Source[start:end]
		switch cells := cellCount(line); {
		case columns > maxColumns:
			w.showSource(u, start)
		case bytes.IndexByte(line, '|') < 0:
			w.found.Add(diag.TableLine, u.Pos, nil)
			w.showSource(u, start)
		case cells > columns:
			w.found.Add(diag.TableCells, u.Pos, diag.Args{"columns": columns, "cells": cells})
			w.showSource(u, start)
		default:
			if cells < columns {
				w.found.Add(diag.CellsFew, u.Pos, diag.Args{"columns": columns, "cells": cells})
			}
			w.refuse(u, row, start)
			w.literals(row)
		}
	}
}

// rowExtent is the row's line without its end.
func (w *walker) rowExtent(row ast.Node) (start, end int) {
	start = row.Pos()
	if start < 0 && row.FirstChild() != nil {
		start = row.FirstChild().Pos()
	}
	end = start
	for end < len(w.in.Source) && w.in.Source[end] != '\n' {
		end++
	}
	return start, end
}

// cellCount counts the cells of a table line as GFM does: a pipe after a
// backslash parts nothing.
func cellCount(line []byte) int {
	s := strings.TrimSpace(string(line))
	s = strings.TrimPrefix(s, "|")
	if strings.HasSuffix(s, "|") && !strings.HasSuffix(s, `\|`) {
		s = s[:len(s)-1]
	}
	n := 1
	for i := range len(s) {
		if s[i] == '|' && (i == 0 || s[i-1] != '\\') {
			n++
		}
	}
	return n
}

// verbatim adds the source in [start, end) as one unit that shows it as it is.
func (w *walker) verbatim(start, end int) {
	if strings.TrimSpace(string(w.in.Source[start:end])) == "" {
		return
	}
	w.showSource(w.add(legal.Unit{Kind: legal.Paragraph, Start: start, End: end}), start)
}

// showSource makes a unit show its source, from the end of its label on: the
// profile refuses the block.
func (w *walker) showSource(u *legal.Unit, from int) {
	u.Verbatim = true
	u.Runs = []legal.Run{{Text: legal.NFC(strings.TrimSpace(string(w.in.Source[from:u.End])))}}
	if u.Kind == legal.Row {
		u.Cells, u.Runs = [][]legal.Run{u.Runs}, nil
	}
}
