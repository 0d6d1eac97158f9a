package markdown

import (
	"bytes"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"golang.org/x/text/unicode/norm"

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
			case w.split.labels[n].Form != legal.NoLabel:
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
				w.add(legal.Unit{Kind: legal.Item, List: list, Quote: quote, Start: n.Pos(), End: n.Pos()})
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

// add numbers a unit into the list.
func (w *walker) add(u legal.Unit) *legal.Unit {
	u.Pos = w.pos(u.Start)
	u.Rule, w.rule = w.rule, false
	w.units = append(w.units, u)
	return &w.units[len(w.units)-1]
}

// block adds a unit with inline content.
func (w *walker) block(n ast.Node, u legal.Unit) {
	u.Label = w.split.labels[n]
	u.Start, u.End = w.extent(n)
	u.Runs = w.inline(n)
	w.refuse(w.add(u), n)
}

// extent is the range of a block's source: from its label or first mark to the
// end of its last line.
func (w *walker) extent(n ast.Node) (start, end int) {
	lines := n.Lines()
	start, labelled := w.split.starts[n]
	switch {
	case labelled:
		end = start + len(w.split.labels[n].Text)
	case n.Kind() == ast.KindHeading || lines.Len() == 0:
		start = max(n.Pos(), 0)
	default:
		start = lines.At(0).Start
	}
	if lines.Len() > 0 {
		end = lines.At(lines.Len() - 1).Stop
	}
	return start, max(start, end)
}

func (w *walker) code(n *ast.FencedCodeBlock, list, quote int) {
	var b strings.Builder
	lines := n.Lines()
	start, end := n.Pos(), n.Pos()
	for i := range lines.Len() {
		seg := lines.At(i)
		b.Write(seg.Value(w.in.Source))
		if i == 0 {
			start = seg.Start
		}
		end = seg.Stop
	}
	w.add(legal.Unit{Kind: legal.Code, List: list, Quote: quote, Start: start, End: end,
		Runs: []legal.Run{{Text: nfc(b.String()), Style: legal.CodeSpan}}})
	if n.Info != nil {
		info := n.Info.Segment
		w.found.Error("code-info", w.pos(info.Start), diag.Args{"text": string(info.Value(w.in.Source))})
		u := &w.units[len(w.units)-1]
		u.Verbatim, u.Start = true, info.Start
		u.Runs[0].Text = string(info.Value(w.in.Source)) + "\n" + u.Runs[0].Text
	}
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
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		start, end := w.rowExtent(row)
		u := w.add(legal.Unit{Kind: legal.Row, List: list, Quote: quote, Table: w.tables, Aligns: aligns,
			Head: row.Kind() == extast.KindTableHeader, Start: start, End: end})
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			u.Cells = append(u.Cells, w.inline(c))
		}
		line := w.in.Source[start:end]
		switch {
		case columns > maxColumns:
			w.found.Error("limit-columns", u.Pos, diag.Args{"limit": "12"})
			w.showSource(u)
		case !bytes.ContainsRune(line, '|') && columns > 1:
			w.found.Error("table-line", u.Pos, nil)
			w.showSource(u)
		case cellCount(line) > columns:
			w.found.Error("table-cells", u.Pos, diag.Args{"columns": itoa(columns), "cells": itoa(cellCount(line))})
			w.showSource(u)
		default:
			w.refuse(u, row)
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
	w.showSource(w.add(legal.Unit{Kind: legal.Paragraph, Start: start, End: end}))
}

// showSource makes a unit show its source: the profile refuses the block.
func (w *walker) showSource(u *legal.Unit) {
	src := string(w.in.Source[u.Start:u.End])
	if u.Kind != legal.Row {
		src = strings.TrimPrefix(src, u.Label.Text)
	}
	u.Verbatim = true
	u.Runs = []legal.Run{{Text: nfc(strings.TrimSpace(src))}}
	if u.Kind == legal.Row {
		u.Cells, u.Runs = [][]legal.Run{u.Runs}, nil
	}
}

func nfc(s string) string { return norm.NFC.String(s) }

func trimLeft(b []byte) []byte { return bytes.TrimLeftFunc(b, unicode.IsSpace) }
