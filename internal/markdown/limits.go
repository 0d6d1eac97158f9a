package markdown

import (
	"bytes"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/diag"
)

// Limits of a text: generous for law, fatal for attacks on the parser, whose
// work is quadratic in some of these.
const (
	MaxSize      = 4 << 20 // bytes of a text
	maxLine      = 10_000  // characters of a line
	maxDepth     = 16      // of lists and quotations around a line
	maxIndent    = 100     // columns before a line's first mark
	maxMarks     = 1_500   // brackets and runs of * _ ` between two blank lines
	maxBlank     = 100     // blank lines in a row
	maxParagraph = 300_000 // bytes between two blank lines
	maxParts     = 10_000  // units of a text: each stands on every page of its document
	maxMissing   = 10_000  // cells that the rows of all tables lack: a row of one byte would get twelve
)

// limits reports whether the text may be parsed. If it may not, a finding
// says why and where.
func (w *walker) limits() bool {
	if len(w.in.Source) > MaxSize && !w.in.Loose {
		w.found.Add(diag.LimitSize, diag.Pos{File: w.in.Path}, diag.Args{"limit": MaxSize >> 20})
		return false
	}
	marks, size, blank, columns, missing := 0, 0, 0, 0, 0
	for at := w.in.Body; at < len(w.in.Source); {
		line := w.in.Source[at:]
		if i := bytes.IndexByte(line, '\n'); i >= 0 {
			line = line[:i]
		}
		if len(bytes.TrimSpace(line)) == 0 {
			marks, size, blank, columns = 0, 0, blank+1, 0
		} else {
			marks, size, blank = marks+countMarks(line), size+len(line), 0
		}
		cells := 0
		if isDelimiter(line) {
			columns = cellCount(line)
		} else if columns > 0 {
			cells = cellCount(line)
			missing += max(0, columns-cells)
		}
		depth, indent := prefix(line)
		code, limit := diag.Code(0), 0
		switch {
		case missing > maxMissing:
			w.found.Add(diag.TableCells, w.pos(at), diag.Args{"columns": columns, "cells": cells})
			return false
		case columns > maxColumns+1: // a list's mark may look like one
			code, limit = diag.LimitColumns, maxColumns
		case len(line) > maxLine && utf8.RuneCount(line) > maxLine:
			code, limit = diag.LimitLine, maxLine
		case depth > maxDepth || indent > maxIndent:
			code, limit = diag.LimitDepth, maxDepth
		case marks > maxMarks:
			code, limit = diag.LimitMarks, maxMarks
		case size > maxParagraph:
			code, limit = diag.LimitParagraph, maxParagraph/1000
		case blank > maxBlank:
			code, limit = diag.LimitBlank, maxBlank
		}
		if limit > 0 {
			w.found.Add(code, w.pos(at), diag.Args{"limit": limit})
			return false
		}
		at += len(line) + 1
	}
	return true
}

// parts shows a text of too many units as it is typed, and says where they begin to be
// too many. The limit is younger than the others: a recorded text is read without it.
func (w *walker) parts() {
	if len(w.units)-1 <= maxParts || w.in.Loose || w.in.Recorded {
		return
	}
	w.found.Add(diag.LimitParts, w.units[maxParts+1].Pos, diag.Args{"limit": maxParts})
	w.units = w.units[:1]
	w.verbatim(w.in.Body, len(w.in.Source))
}

// isDelimiter reports whether a line can be the row of dashes below a table's head.
func isDelimiter(line []byte) bool {
	return bytes.IndexByte(line, '|') >= 0 && len(bytes.Trim(line, "|:- \t>*")) == 0 && bytes.IndexByte(line, '-') >= 0
}

// countMarks counts what the inline parser keeps open: brackets, and runs of
// stars, underscores and backticks.
func countMarks(line []byte) int {
	n := 0
	for i, c := range line {
		switch c {
		case '[', ']', '<':
			n++
		case '*', '_', '`':
			if i == 0 || line[i-1] != c {
				n++
			}
		}
	}
	return n
}

// prefix counts the list and quotation marks at the start of a line, and the
// columns of white space there.
func prefix(line []byte) (depth, indent int) {
	for i, c := range line {
		switch c {
		case ' ':
			indent++
		case '\t':
			indent += 4
		case '>':
			depth++
		case '-', '+', '*':
			if i+1 < len(line) && line[i+1] != ' ' && line[i+1] != '\t' {
				return depth, indent
			}
			depth++
		default:
			return depth, indent
		}
	}
	return depth, indent
}
