package check

import (
	"bytes"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// origin is where a passage stands in the source of its text.
type origin struct {
	text *legal.Text
	unit *legal.Unit // nil for the summary
	at   int         // index of the unit; -1 for the summary
}

// body is where the words of the unit begin in the source, behind its marks and label.
func (o *origin) body() int {
	rest := o.text.Source[o.unit.Start:o.unit.End]
	if o.unit.Kind == legal.Heading {
		rest = bytes.TrimLeft(rest, "# \t")
	}
	rest = bytes.TrimPrefix(rest, []byte(o.unit.Label.Text))
	return o.unit.End - len(rest)
}

// offset is the position of a byte of the unit's source.
func (o *origin) offset(i int) diag.Pos {
	pos := o.unit.Pos
	for _, c := range string(o.text.Source[o.unit.Start:i]) {
		if pos.Col++; c == '\n' {
			pos.Line, pos.Col = pos.Line+1, 1
		}
	}
	return pos
}
