package importer

import (
	"path"
	"strings"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/docx"
)

// Typed is what somebody typed, as lines of text, with nothing decided about its structure.
type Typed struct {
	// Text is UTF-8 in NFC with LF and without BOM. Of a Word file or a web page it has a
	// paragraph or a row of a table a line, a blank line between two blocks, and within
	// «quotation marks» the marks of Markdown for what is bold, italic or a link; notes stand
	// behind all else, their marks in brackets.
	Text []byte

	places []int // for each line the line of the source; nil if they are the same
}

// Line is the line of the source that line n of Text was made of; both from 1.
func (t Typed) Line(n int) int {
	if t.places == nil || n < 1 {
		return n
	}
	return t.places[min(n, len(t.places))-1]
}

// Type reads the file called name as Import does, but gives its lines. A file whose name has
// an ending that Import does not know is text. Text is nil if the findings hold an error.
func Type(name string, data []byte) (Typed, diag.List) {
	var found diag.List
	if isWordFile(name, data) {
		source, ok := readWord(name, data, docx.AcceptAll, &found)
		if !ok {
			return Typed{}, found
		}
		return typed(&source), found
	}
	called := name
	if _, known := forms[strings.ToLower(path.Ext(name))]; !known {
		called += ".txt"
	}
	src, kind, ok := decode(called, data, &found)
	for i := range found {
		found[i].Pos.File = name
	}
	switch {
	case !ok:
		return Typed{}, found
	case kind == formHTML:
		source, told := readHTML(name, src, nil)
		for _, t := range told {
			found = append(found, t.Finding)
		}
		return typed(&source), found
	}
	return Typed{Text: []byte(src)}, found
}

func typed(source *blocks.Source) Typed {
	var t Typed
	var b strings.Builder
	depth := 0
	line := func(words string, place int) {
		b.WriteString(words + "\n")
		t.places = append(t.places, place)
	}
	for i := range source.Blocks {
		x := &source.Blocks[i]
		if i > 0 {
			line("", x.Place.Line)
		}
		if x.Kind != blocks.Table {
			words := quotedMarks(x.Runs, &depth)
			if x.Label != "" {
				words = x.Label + " " + words
			}
			for part := range strings.SplitSeq(words, "\n") {
				line(part, x.Place.Line)
			}
			continue
		}
		for _, row := range x.Rows {
			line(typedRow(row, &depth), x.Place.Line)
		}
	}
	for i := range source.Notes {
		for k := range source.Notes[i].Blocks {
			x := &source.Notes[i].Blocks[k]
			line("", x.Place.Line)
			line(strings.ReplaceAll(x.Text(), "\n", " "), x.Place.Line)
		}
	}
	t.Text = []byte(b.String())
	return t
}

// typedRow is a row between bars. Quotation marks around rows stand outside of the bars.
func typedRow(row blocks.Row, depth *int) string {
	var cells []string
	for i := range row.Cells {
		var parts []string
		for k := range row.Cells[i].Paragraphs {
			p := &row.Cells[i].Paragraphs[k]
			parts = append(parts, strings.TrimSpace(p.Label+" "+quotedMarks(p.Runs, depth)))
		}
		cells = append(cells, strings.ReplaceAll(strings.Join(parts, " "), "\n", " "))
	}
	before, after := "", ""
	first, last := &cells[0], &cells[len(cells)-1]
	if rest, opens := strings.CutPrefix(*first, "«"); opens && strings.Count(*first, "«") > strings.Count(*first, "»") {
		before, *first = "«", rest
	}
	if at := strings.LastIndex(*last, "»"); at >= 0 && strings.Trim((*last)[at+len("»"):], ".;,") == "" && strings.Count(*last, "»") > strings.Count(*last, "«") {
		after, *last = (*last)[at:], (*last)[:at]
	}
	return before + "| " + strings.Join(cells, " | ") + " |" + after
}

// quotedMarks writes runs, with marks of Markdown within quotation marks alone: what an order
// says itself may be bold, and is not quoted. depth is how many quotation marks are open.
func quotedMarks(runs []blocks.Run, depth *int) string {
	var b strings.Builder
	var quoted []blocks.Run
	flush := func() {
		b.WriteString(styledRuns(quoted))
		quoted = nil
	}
	for _, r := range runs {
		rest := r.Text
		if r.Note > 0 {
			rest = noteMark(rest)
		}
		for rest != "" {
			at := strings.IndexAny(rest, "«»")
			if at < 0 {
				at = len(rest)
			}
			part := r
			part.Text, rest = rest[:at], rest[at:]
			if *depth > 0 {
				quoted = append(quoted, part)
			} else {
				b.WriteString(part.Text)
			}
			switch {
			case strings.HasPrefix(rest, "«"):
				*depth++
				part.Text, rest = "«", rest[len("«"):]
				if *depth == 1 {
					b.WriteString(part.Text)
				} else {
					quoted = append(quoted, part)
				}
			case strings.HasPrefix(rest, "»"):
				*depth = max(*depth-1, 0)
				part.Text, rest = "»", rest[len("»"):]
				if *depth == 0 {
					flush()
					b.WriteString(part.Text)
				} else {
					quoted = append(quoted, part)
				}
			}
		}
	}
	flush()
	return b.String()
}
