package check

import (
	"bytes"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// bulletMarks are typed for the mark of a list, or pasted from Word, but make none: with a
// space behind them, or the tab that Word has there.
var bulletMarks = []string{"–", "—", "•", "·", "‣", "▪", "◦", "●"}

// bulletsRule: the items of a list have the mark that makes one (bullet-dash): «- ».
// Behind «–» or «•» every item is a paragraph, or all are one. It is told once a list.
func bulletsRule(e *Edition) {
	for k := range e.Edition.Texts {
		last := -2 // the last unit that had such a mark
		for j := range e.read[k] {
			p := &e.read[k][j]
			if p.unit == nil || p.unit.Kind != legal.Paragraph && p.unit.Kind != legal.Clause && p.unit.Kind != legal.Item {
				continue
			}
			from, mark := p.bullet()
			if mark == "" {
				continue
			}
			if p.at != last+1 {
				e.found.Add(diag.BulletDash, p.offset(from), diag.Args{"mark": mark})
			}
			last = p.at
		}
	}
}

// bullet is where the first line of a unit that begins with such a mark does; a
// clause's first line has its number before.
func (o *origin) bullet() (from int, mark string) {
	src := o.text.Source[:o.unit.End]
	for at := o.unit.Start; at < len(src); {
		line := src[at:]
		if i := bytes.IndexByte(line, '\n'); i >= 0 {
			line = line[:i+1]
		}
		text := bytes.TrimLeft(line, " \t>")
		for _, m := range bulletMarks {
			words, found := bytes.CutPrefix(text, []byte(m))
			after := bytes.TrimLeft(words, " \t\u00a0")
			if found && len(after) < len(words) && len(bytes.TrimSpace(after)) > 0 {
				return at + len(line) - len(text), m
			}
		}
		at += len(line)
	}
	return 0, ""
}

// typedMarksRule: a line that was meant as a heading or as a row of a table is one
// (mark-shown): «##4. Оплата» lacks a space, and a blank line ends a table.
func typedMarksRule(e *Edition) {
	for k := range e.Edition.Texts {
		for j := range e.read[k] {
			p := &e.read[k][j]
			if p.unit == nil || p.unit.Kind != legal.Paragraph && p.unit.Kind != legal.Clause {
				continue
			}
			src := bytes.TrimSpace(p.text.Source[p.unit.Start:p.unit.End])
			words := bytes.TrimLeft(src, "#")
			switch n := len(src) - len(words); {
			case n > 0 && n <= 6 && len(words) > 0 && words[0] != ' ' && words[0] != '\t':
				warn(&e.found, diag.MarkShown, "heading", p.unit.Pos, diag.Args{"mark": string(src[:n])})
			case len(src) > 2 && src[0] == '|' && src[len(src)-1] == '|':
				warn(&e.found, diag.MarkShown, "row", p.unit.Pos, diag.Args{"mark": "|"})
			}
		}
	}
}
