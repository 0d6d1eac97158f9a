package redline

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"github.com/kelisim/kelisim/internal/legal"
)

// flat is a unit's text with what its markup says of every byte.
type flat struct {
	text  string
	spans []span // a partition of text, in order
	form  form
}

// span is a stretch of text of one run, or what stands between two runs.
type span struct {
	start, end int
	run        *legal.Run // nil between cells
	cell       int        // of a row; else 0
	brk        Break
}

// form is what of a unit's markup belongs to no run.
type form struct {
	kind               legal.UnitKind
	level, list, quote int
	head, verbatim     bool
	label              string
	code               string // source of a code block, whose white space matters
	aligns             string // of a row's columns
}

const cellBreak = " | "

// flatten folds a unit's runs into its text: NFC, valid UTF-8, runs of ASCII
// white space as one space, none at the ends of a cell.
func flatten(u *legal.Unit) *flat {
	f := &flat{form: form{kind: u.Kind, level: u.Level, list: u.List, quote: u.Quote,
		head: u.Head, verbatim: u.Verbatim, label: u.Label.Text}}
	for _, a := range u.Aligns {
		f.form.aligns += string(rune('0' + a))
	}
	if u.Kind == legal.Code && len(u.Runs) > 0 {
		f.form.code = u.Runs[0].Text
	}
	var b strings.Builder
	cells := u.Cells
	if u.Kind != legal.Row {
		cells = [][]legal.Run{u.Runs}
	}
	for i, runs := range cells {
		if i > 0 {
			f.write(&b, cellBreak, span{cell: i, brk: BreakCell})
		}
		f.cell(&b, runs, i)
	}
	f.text = b.String()
	return f
}

// cell appends the folded runs of one cell, or of a whole unit.
func (f *flat) cell(b *strings.Builder, runs []legal.Run, cell int) {
	start := b.Len()
	var pending span // folded white space, written only between words
	waiting := false
	for k, text := range normal(runs) {
		run := &runs[k]
		for text != "" {
			n := strings.IndexAny(text, " \t\n\r\f\v")
			if n != 0 {
				if n < 0 {
					n = len(text)
				}
				if waiting && b.Len() > start {
					f.write(b, " ", pending)
				}
				waiting = false
				f.write(b, text[:n], span{run: run, cell: cell})
				text = text[n:]
				continue
			}
			rest := strings.TrimLeft(text, " \t\n\r\f\v")
			if !waiting {
				waiting, pending = true, span{run: run, cell: cell}
			}
			if strings.Contains(text[:len(text)-len(rest)], "\n") {
				pending.brk = BreakLine
			}
			text = rest
		}
	}
}

// write appends text to b and its span, joined with the one before where they
// are alike.
func (f *flat) write(b *strings.Builder, text string, s span) {
	s.start = b.Len()
	b.WriteString(text)
	s.end = b.Len()
	if n := len(f.spans); n > 0 {
		if last := &f.spans[n-1]; last.run == s.run && last.cell == s.cell && last.brk == s.brk {
			last.end = s.end
			return
		}
	}
	f.spans = append(f.spans, s)
}

// normal returns the texts of the runs such that they are in NFC joined, too: a
// combining mark that begins a run goes to the one before.
func normal(runs []legal.Run) []string {
	texts := make([]string, len(runs))
	for i, r := range runs {
		texts[i] = strings.ToValidUTF8(r.Text, "\uFFFD")
	}
	if isPlain(texts) || norm.NFC.IsNormalString(strings.Join(texts, "")) {
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

// isPlain reports whether texts hold only letters and marks that NFC leaves as
// they are wherever they stand: Latin, the Cyrillic letters, general punctuation.
func isPlain(texts []string) bool {
	for _, text := range texts {
		for _, r := range text {
			if r >= 0x300 && (r < 0x400 || r > 0x481) && (r < 0x48A || r > 0x52F) && (r < 0x2010 || r > 0x205F) && r != '№' {
				return false
			}
		}
	}
	return true
}

// style is what readers see of a run besides its words. Links that are made from
// the words themselves are none of it.
type style struct {
	style       legal.Style
	kind        legal.LinkKind
	dest, title string
	brk         Break
}

func (s *span) style() style {
	if s.run == nil {
		return style{brk: s.brk}
	}
	out := style{style: s.run.Style, brk: s.brk}
	if l := s.run.Link; l != nil && l.Kind != legal.LinkClause {
		out.kind, out.dest, out.title = l.Kind, l.Dest, l.Title
	}
	return out
}

// cursor walks the spans of a text forward.
type cursor struct {
	spans []span
	at    int
}

// span returns the span that holds byte i, which is not before an earlier one.
func (c *cursor) span(i int) *span {
	for c.spans[c.at].end <= i {
		c.at++
	}
	return &c.spans[c.at]
}
