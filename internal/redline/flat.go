package redline

import "github.com/kelisim/kelisim/internal/legal"

// flat is a unit's plain text with its markup.
type flat struct {
	text  string
	spans []legal.Span // a partition of text, in order
	form  form
}

const cellBreak = legal.CellBreak

// form is what of a unit's markup belongs to no run.
type form struct {
	kind               legal.UnitKind
	level, list, quote int
	head, verbatim     bool
	label              string
	code               string // source of a code block, whose white space matters
	aligns             string // of a row's columns
}

// flatten folds a unit's runs into its text and notes the rest of its markup.
func flatten(u *legal.Unit) *flat {
	plain := legal.Flatten(u)
	f := &flat{text: plain.Text, spans: plain.Spans, form: form{kind: u.Kind, level: u.Level, list: u.List, quote: u.Quote,
		head: u.Head, verbatim: u.Verbatim, label: u.Label.Text}}
	for _, a := range u.Aligns {
		f.form.aligns += string(rune('0' + a))
	}
	if u.Kind == legal.Code && len(u.Runs) > 0 {
		f.form.code = u.Runs[0].Text
	}
	return f
}

// style is what readers see of a run besides its words. Links that are made from
// the words themselves are none of it.
type style struct {
	style       legal.Style
	kind        legal.LinkKind
	dest, title string
	brk         legal.Break
}

func styleOf(s *legal.Span) style {
	if s.Run == nil {
		return style{brk: s.Break}
	}
	out := style{style: s.Run.Style, brk: s.Break}
	if l := s.Run.Link; l != nil && !l.Made() {
		out.kind, out.dest, out.title = l.Kind, l.Dest, l.Title
	}
	return out
}

// cursor walks the spans of a text forward.
type cursor struct {
	spans []legal.Span
	at    int
}

// span returns the span that holds byte i, which is not before an earlier one.
func (c *cursor) span(i int) *legal.Span {
	for c.spans[c.at].End <= i {
		c.at++
	}
	return &c.spans[c.at]
}
