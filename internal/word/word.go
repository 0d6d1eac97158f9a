// Package word makes Word documents of texts and of redlines, and proves them.
//
//	doc := word.Text(units)                         // the clean text
//	doc := word.Redline(r, old, new, word.Options{}) // accepted: new; rejected: old
//	data, err := word.Pack(doc, old, new, settings)  // refuses what it cannot prove
//
// # Laws
//
//   - Accepting all changes of a redline's document gives the document of the new
//     text, rejecting them that of the old one: paragraphs, tables, styles, faces,
//     links, and the numbers, which are text.
//   - The paragraphs of a text's document are its units in order: the label as it
//     is typed, then the words of legal.Unit.Plain.
//
// Pack reads the bytes that it would hand out with the reader of package docx,
// accepts and rejects the changes, and compares both with the units.
package word

import (
	"strings"
	"unicode/utf8"

	"github.com/kelisim/kelisim/internal/docx"
	"github.com/kelisim/kelisim/internal/legal"
)

// step is how far a level stands from the one around it, in twentieths of a point.
const step = 567

// wide is how many characters of a number fit beside the words that hang behind it.
const wide = 5

// Text is the document of a text.
func Text(units []legal.Unit) *docx.Document {
	b := &builder{}
	for i := range units {
		b.whole(units, i, stays, nil, tableKey{new: units[i].Table})
	}
	return b.document()
}

// shape is what a unit looks like in Word.
type shape struct {
	format docx.Format
	label  string // with what parts it from the words
	table  int    // ordinal of its table; 0: a paragraph
	rule   bool   // a rule stands before it
}

// shapeOf is the shape of unit i.
func shapeOf(units []legal.Unit, i int) shape {
	u := &units[i]
	if u.Kind == legal.Row && !u.Verbatim {
		return shape{table: u.Table}
	}
	inside := 0 // clauses around it
	for p := u.Parent; p >= 0 && inside < 5; p = units[p].Parent {
		if units[p].Kind == legal.Clause {
			inside++
		}
	}
	s := shape{rule: u.Rule}
	f := &s.format
	f.Left = step * (inside + u.Quote)
	parted := " "
	switch {
	case u.AsTyped():
		f.Style = "html preformatted"
	case u.Kind == legal.Title:
		f.Style, f.Align, f.Left = "title", docx.AlignCenter, 0
	case u.Kind == legal.Heading:
		f.Style, f.Outline, f.Left = "heading "+string(rune('0'+u.Level)), u.Level, 0
	case u.Kind == legal.Item:
		f.Style, f.Num = "list bullet", docx.Num{ID: docx.Bullet, Level: min(max(u.List-1, 0), 8)}
		f.Left += step * max(u.List, 1)
		f.Hanging = step
	case u.List > 0:
		f.Style = "list continue"
		f.Left += step * u.List
	case u.Quote > 0:
		f.Style = "quote"
	}
	if u.Label.Text != "" && !u.Verbatim {
		if u.Kind != legal.Heading {
			f.Left, f.Hanging = f.Left+step, step
			if utf8.RuneCountInString(u.Label.Text) <= wide {
				parted = "\t"
			}
		}
		s.label = u.Label.Text
		if len(u.Runs) > 0 {
			s.label += parted
		}
	}
	if f.Style == "" {
		f.Style = "normal"
	}
	return s
}

// words are the runs of a unit's words, by cell; of anything but a row in one
// cell. White space is folded as the plain form has it, save that a forced line
// break stays, and that a code block and what is not understood keep all.
func words(u *legal.Unit) [][]docx.Run {
	out := make([][]docx.Run, max(len(u.Cells), 1))
	if u.AsTyped() {
		for _, r := range u.Runs {
			out[0] = append(out[0], docx.Run{Text: strings.TrimRight(r.Text, "\n")})
		}
		return out
	}
	flat := legal.Flatten(u)
	for _, s := range flat.Spans {
		if s.Break == legal.BreakCell {
			continue
		}
		run := docx.Run{Text: flat.Text[s.Start:s.End], Face: face(s.Run.Style), Link: target(s.Run.Link)}
		if s.Break == legal.BreakLine {
			run.Text = "\n"
		}
		out[s.Cell] = append(out[s.Cell], run)
	}
	return out
}

func face(s legal.Style) (f docx.Face) {
	if s&legal.Strong != 0 {
		f |= docx.Bold
	}
	if s&legal.Emphasis != 0 {
		f |= docx.Italic
	}
	if s&legal.CodeSpan != 0 {
		f |= docx.Code
	}
	return f
}

// target is where a link goes; empty for one that the program made of the words.
func target(l *legal.Link) string {
	if l == nil || l.Made() {
		return ""
	}
	return l.Dest
}

var aligns = map[legal.Align]docx.Align{legal.AlignCenter: docx.AlignCenter, legal.AlignRight: docx.AlignRight}

// cellFormat is the format of the paragraph in a cell.
func cellFormat(u *legal.Unit, cell int) docx.Format {
	f := docx.Format{Style: "normal"}
	if cell < len(u.Aligns) {
		f.Align = aligns[u.Aligns[cell]]
	}
	return f
}
