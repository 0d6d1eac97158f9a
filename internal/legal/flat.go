package legal

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Flat is a unit's plain text with what its markup says of every byte.
type Flat struct {
	// Text is the unit's text without its number and markup: NFC, valid UTF-8, runs
	// of ASCII white space (but no no-break space) as one space and none at the ends.
	// Cells are joined by " | ".
	Text  string
	Spans []Span // a partition of Text, in order
}

// Span is a stretch of a flat text of one run, or what stands between two runs.
type Span struct {
	Start, End int
	Run        *Run // nil between cells
	Cell       int  // of a row; else 0
	Break      Break
}

// Break is what a stretch of plain text stands for if it is no text of a run.
type Break uint8

// The breaks.
const (
	NoBreak   Break = iota
	BreakLine       // a space that is a forced line break in the markup
	BreakCell       // " | " between two cells of a row
	BreakUnit       // "\n\n" between the texts of two units that are read together
)

// CellBreak stands between the texts of two cells.
const CellBreak = " | "

// Flatten folds a unit's runs into its plain text.
func Flatten(u *Unit) Flat {
	cells := u.Cells
	if u.Kind != Row {
		cells = [][]Run{u.Runs}
	}
	if len(cells) == 1 && len(cells[0]) == 1 && isFlat(cells[0][0].Text) {
		run := &cells[0][0]
		return Flat{run.Text, []Span{{End: len(run.Text), Run: run}}}
	}
	var f flattener
	for i, runs := range cells {
		if i > 0 {
			f.write(CellBreak, Span{Cell: i, Break: BreakCell})
		}
		f.cell(runs, i)
	}
	return Flat{f.String(), f.spans}
}

// isFlat reports whether a run that stands alone is its own plain text.
func isFlat(text string) bool {
	last := ' '
	for _, r := range text {
		if r == ' ' && last == ' ' || r >= '\t' && r <= '\r' || !composed(r) {
			return false
		}
		last = r
	}
	return last != ' '
}

// Plain is the unit's plain text; see Flat.
func (u *Unit) Plain() string { return Flatten(u).Text }

// plainRuns is the plain text of one cell, or of a whole unit.
func plainRuns(runs []Run) string {
	var f flattener
	f.cell(runs, 0)
	return f.String()
}

type flattener struct {
	strings.Builder
	spans []Span
}

// cell appends the folded runs of one cell, or of a whole unit.
func (f *flattener) cell(runs []Run, cell int) {
	start := f.Len()
	var pending Span // folded white space, written only between words
	waiting := false
	for k, text := range normal(runs) {
		run := &runs[k]
		for text != "" {
			n := strings.IndexAny(text, " \t\n\r\f\v")
			if n != 0 {
				if n < 0 {
					n = len(text)
				}
				if waiting && f.Len() > start {
					f.write(" ", pending)
				}
				waiting = false
				f.write(text[:n], Span{Run: run, Cell: cell})
				text = text[n:]
				continue
			}
			rest := strings.TrimLeft(text, " \t\n\r\f\v")
			if !waiting {
				waiting, pending = true, Span{Run: run, Cell: cell}
			}
			if strings.Contains(text[:len(text)-len(rest)], "\n") {
				pending.Break = BreakLine
			}
			text = rest
		}
	}
}

// write appends text and its span, joined with the one before if they
// are alike.
func (f *flattener) write(text string, s Span) {
	s.Start = f.Len()
	f.WriteString(text)
	s.End = f.Len()
	if n := len(f.spans); n > 0 {
		if last := &f.spans[n-1]; last.Run == s.Run && last.Cell == s.Cell && last.Break == s.Break {
			last.End = s.End
			return
		}
	}
	f.spans = append(f.spans, s)
}

// normal returns the texts of the runs such that they are in NFC joined, too: a
// combining mark that begins a run goes to the one before.
func normal(runs []Run) []string {
	texts := make([]string, len(runs))
	for i, r := range runs {
		texts[i] = strings.ToValidUTF8(r.Text, "\uFFFD")
	}
	if areComposed(texts) || norm.NFC.IsNormalString(strings.Join(texts, "")) {
		return texts
	}
	for i := len(texts) - 1; i > 0; i-- {
		if n := norm.NFC.FirstBoundaryInString(texts[i]); n != 0 {
			if n < 0 {
				n = len(texts[i])
			}
			texts[i-1] += texts[i][:n]
			texts[i] = texts[i][n:]
		}
	}
	for i := range texts {
		texts[i] = norm.NFC.String(texts[i])
	}
	return texts
}

// areComposed reports whether texts are in form C wherever they stand: see composed.
func areComposed(texts []string) bool {
	for _, text := range texts {
		for _, r := range text {
			if !composed(r) {
				return false
			}
		}
	}
	return true
}

// FoldSpace replaces every run of spaces, tabs and line ends by one space and
// trims both ends. No-break and other Unicode spaces stay: they were typed on purpose.
func FoldSpace(s string) string {
	if !strings.ContainsAny(s, "\t\n\r\f\v") && !strings.Contains(s, "  ") {
		return strings.Trim(s, " ")
	}
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool {
		return r == ' ' || r >= '\t' && r <= '\r'
	}), " ")
}
