package importer

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
	"github.com/kelisim/kelisim/internal/regex"
)

// writer writes one draft.
type writer struct {
	*file
	b    strings.Builder
	line int // of the next byte
}

func (w *writer) write(s string) {
	w.b.WriteString(s)
	w.line += strings.Count(s, "\n")
}

// para writes one paragraph and its line end.
func (w *writer) para(p *para) {
	if p.first.Rule {
		w.write("---\n\n")
	}
	switch {
	case p.kind == table:
		w.table(p)
		return
	case p.kind == item:
		w.write(strings.Repeat("  ", p.depth) + "- ")
	case p.kind == note || p.first.Quote:
		w.write("> ")
	case p.level > 0:
		w.write(strings.Repeat("#", p.level) + " ")
	}
	text := w.inline(p)
	if p.level > 0 || p.kind == note || p.first.Quote || p.kind == item {
		text = strings.ReplaceAll(text, "\\\n", " ")
	}
	if p.label.Form != legal.NoLabel {
		w.write(p.label.Text)
		if text != "" {
			w.write(" ")
		}
	}
	w.write(text + "\n")
}

// inline writes the words of a paragraph behind its label. Marks that Markdown
// would not read as they are meant here are left out, with a finding.
func (w *writer) inline(p *para) string {
	plainText := escapeLines(w.rules, legal.Words(p.runs))
	if !styled(p.runs) || p.level > 0 {
		return plainText
	}
	s := escapeStartMarks(w.rules, styledRuns(p.runs))
	want, _ := markdown.Parse(markdown.Input{Source: []byte(plainText), Language: w.words})
	got, found := markdown.Parse(markdown.Input{Source: []byte(s), Language: w.words})
	if len(want) == 2 && len(got) == 2 && !found.HasErrors() && got[1].Plain() == want[1].Plain() && got[1].Label.Text == want[1].Label.Text {
		return s
	}
	w.tell(diag.ImportMarks, "", p.first, p, diag.Args{"words": excerpt(p.text)})
	return plainText
}

func styled(runs []blocks.Run) bool {
	return slices.ContainsFunc(runs, func(r blocks.Run) bool { return r.Style != 0 || r.Link != "" })
}

// notes writes the notes that a paragraph marks, as quotations below it.
func (w *writer) notes(p *para) {
	for _, run := range p.runs {
		if run.Note > 0 && run.Note <= len(w.src.Notes) {
			w.note(w.src.Notes[run.Note-1], run.Text)
		}
	}
	for i := range p.rows {
		for j := range p.rows[i].Cells {
			for _, b := range p.rows[i].Cells[j].Paragraphs {
				for _, run := range b.Runs {
					if run.Note > 0 && run.Note <= len(w.src.Notes) {
						w.note(w.src.Notes[run.Note-1], run.Text)
					}
				}
			}
		}
	}
}

func (w *writer) note(n blocks.Note, mark string) {
	var words []string
	for i := range n.Blocks {
		words = append(words, tidy(n.Blocks[i].Label+" "+n.Blocks[i].Text()))
	}
	w.write("\n> " + escapeStart(w.rules, escape(strings.TrimSpace(noteMark(mark)+" "+strings.Join(words, " ")))) + "\n")
}

// noteMark is how the draft shows the mark of a note: "[1]".
func noteMark(mark string) string {
	if mark = strings.Trim(mark, "[]() "); mark == "" {
		mark = "*"
	}
	return "[" + mark + "]"
}

// table writes a table, a row a line.
func (w *writer) table(p *para) {
	for i := range p.rows {
		var b strings.Builder
		for j := range p.rows[i].Cells {
			b.WriteString("| " + w.cell(&p.rows[i].Cells[j]) + " ")
		}
		w.write(b.String() + "|\n")
		if i == 0 {
			for j := range p.rows[i].Cells {
				w.write(dashes(p.rows, j))
			}
			w.write("|\n")
		}
	}
}

// cellWords writes the words of a paragraph in a cell, without the marks that Markdown
// would not read as they are meant.
func (w *writer) cellWords(runs []blocks.Run) string {
	plain := escape(tidy(legal.Words(runs)))
	if !styled(runs) {
		return plain
	}
	s := tidy(styledRuns(runs))
	read := func(cell string) *legal.Unit {
		units, _ := markdown.Parse(markdown.Input{Source: []byte("| " + cell + " |\n|---|\n"), Language: w.words})
		if len(units) != 2 || units[1].Kind != legal.Row {
			return nil
		}
		return &units[1]
	}
	want, got := read(plain), read(s)
	if want == nil || got == nil || want.Plain() != got.Plain() {
		return plain
	}
	return s
}

// dashes are what stands below the head of column j: how all of its cells are set.
func dashes(rows []blocks.Row, j int) string {
	center, right := true, true
	some := false
	for i := range rows {
		if j >= len(rows[i].Cells) {
			continue
		}
		for k := range rows[i].Cells[j].Paragraphs {
			b := &rows[i].Cells[j].Paragraphs[k]
			some = true
			center, right = center && b.Centered && !b.Right, right && b.Right
		}
	}
	switch {
	case some && center:
		return "|:-:"
	case some && right:
		return "|--:"
	}
	return "|---"
}

func (w *writer) cell(c *blocks.Cell) string {
	var parts []string
	for i := range c.Paragraphs {
		b := &c.Paragraphs[i]
		if b.Label != "" {
			parts = append(parts, escape(b.Label))
		}
		runs := slices.Clone(b.Runs)
		for k := range runs {
			if runs[k].Note > 0 {
				runs[k].Text = noteMark(runs[k].Text)
			}
			runs[k].Text = strings.ReplaceAll(runs[k].Text, "\n", " ")
		}
		parts = append(parts, w.cellWords(runs))
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}

// plainScalar is a title that YAML reads as it stands.
var plainScalar = regex.Of(`^[\p{L}«][\p{L}\p{N} «»().,/№–—-]*$`)

// yamlString writes s as a YAML string.
func yamlString(s string) string {
	words := []string{"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
	if plainScalar.MatchString(s) && !slices.Contains(words, strings.ToLower(s)) {
		return s
	}
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		if r == '"' || r == '\\' {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	b.WriteByte('"')
	return b.String()
}

func plainRuns(s string) []blocks.Run { return []blocks.Run{{Text: s}} }
