package order

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
)

// Shown shows what an order quotes to those who read it.
type Shown struct {
	Printer  Printer
	Language *language.Language // as in Read
	// Cited is what links to documents are called, by their addresses as they are written. An
	// address that is not among them is shown itself.
	Cited map[string]Cited
}

// Cited is what the address of a link leads to: a document by its title, and the edition
// and clause that the address names, if any. Without a title the address itself is shown.
type Cited struct {
	Title, Edition, Clause string
}

// Quoted are the units that a quoted line says, and the marks that stand before its first
// words and behind its last.
func (s Shown) Quoted(l *Line) (before string, units []legal.Unit, after string) {
	for _, p := range l.Parts {
		switch {
		case p.Markdown:
			units = append(units, s.blocks(p)...)
		case units == nil:
			before += p.Text
		default:
			after += p.Text
		}
	}
	return before, units, after
}

// blocks are quoted Markdown as the units that it says, to be shown in an order, without
// links. Where the links are all that an instruction changes, what they lead to stands in
// brackets behind their words, since an order is read on paper.
func (s Shown) blocks(p Part) []legal.Unit {
	l, quoted := s.Language, p.Text
	units, _ := markdown.Parse(markdown.Input{Source: []byte(quoted), Loose: true, Language: l})
	if rows := rowsAlone(quoted, l); rows != nil {
		units = rows
	}
	if strings.HasPrefix(quoted, "---\n") && strings.Contains(quoted, "\ntitle:") {
		t, _ := Read("", "", []byte(quoted), l)
		units = t.Units
	}
	for i := range units {
		u := &units[i]
		if u.AsTyped() {
			continue
		}
		u.Runs = s.addressed(u.Runs, p.Links)
		for k := range u.Cells {
			u.Cells[k] = s.addressed(u.Cells[k], p.Links)
		}
	}
	return units
}

// rowsAlone are the rows of a table that are quoted without its head, which Markdown would
// read as a paragraph with bars; nil if something else is quoted.
func rowsAlone(quoted string, l *language.Language) []legal.Unit {
	if !isNewRow(quoted) {
		return nil
	}
	first, _, _ := strings.Cut(quoted, "\n")
	columns := strings.Count(first, "|") - strings.Count(first, `\|`) - 1
	if columns < 1 {
		return nil
	}
	head := strings.Repeat("|   ", columns) + "|\n" + strings.Repeat("|---", columns) + "|\n"
	units, _ := markdown.Parse(markdown.Input{Source: []byte(head + quoted), Loose: true, Language: l})
	if len(units) < 2 || slices.ContainsFunc(units, func(u legal.Unit) bool { return u.Kind != legal.Row || u.Parent >= 0 }) {
		return nil
	}
	return units[1:]
}

// Inline is quoted Markdown within a sentence, as a quoted line is shown.
func (s Shown) Inline(p Part) []legal.Run {
	const before = "Z " // so that nothing is read as the number or mark of a block
	quoted := p.Text
	p.Text = before + quoted
	units := s.blocks(p)
	if len(units) != 1 || len(units[0].Runs) == 0 || units[0].Verbatim || !strings.HasPrefix(units[0].Runs[0].Text, before) {
		return []legal.Run{{Text: quoted}}
	}
	runs := units[0].Runs
	if runs[0].Text = runs[0].Text[len(before):]; runs[0].Text == "" {
		runs = runs[1:]
	}
	return runs
}

// addressed are runs without links, what they lead to behind their words if so is wanted.
func (s Shown) addressed(runs []legal.Run, wanted bool) []legal.Run {
	var out []legal.Run
	for k, r := range runs {
		link := r.Link
		r.Link = nil
		out = append(out, r)
		if wanted && link != nil && !link.Auto && !link.Made() && (k+1 == len(runs) || runs[k+1].Link != link) {
			out = append(out, legal.Run{Text: " (" + s.called(link.Dest) + ")"})
		}
	}
	return out
}

// called is what an address is shown as. Two addresses are never called the same.
func (s Shown) called(dest string) string {
	c := s.Cited[dest]
	if c.Title == "" {
		return dest
	}
	key := "order.link"
	if c.Edition != "" {
		key = "order.link.edition"
	}
	words, err := s.Printer.Text(key, map[string]string{"title": c.Title, "edition": c.Edition})
	if err != nil {
		return dest
	}
	if c.Clause != "" {
		words += ", " + c.Clause
	}
	return words
}
