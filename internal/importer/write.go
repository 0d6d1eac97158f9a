package importer

import (
	"regexp"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
)

// writer writes one draft.
type writer struct {
	r    *recognizer
	b    strings.Builder
	line int // of the next byte
}

func (w *writer) write(s string) {
	w.b.WriteString(s)
	w.line += strings.Count(s, "\n")
}

// draft writes paragraphs as a text with its title, sections and clauses. n is
// its place among the drafts.
func (r *recognizer) draft(paras []*para, n int) Draft {
	d := Draft{Annex: n > 0, Pos: diag.Pos{File: r.name, Line: 1}}
	if len(paras) > 0 {
		d.Pos = r.pos(paras[0].first)
	}
	at := r.signs.titleIndex(paras)
	paras, at = r.mergeTitle(paras, at)
	if at >= 0 {
		d.Title = oneLine(paras[at].whole())
	}
	d.Kind = r.signs.kindOfText(paras, d.Title)
	paras = r.approval(paras, at, &d)
	at = slices.IndexFunc(paras, func(p *para) bool { return at >= 0 && oneLine(p.whole()) == d.Title })
	r.signs.structure(paras, at, func(p *para) {
		r.tell(diag.ImportPieces, "", p.first, p, diag.Args{"words": excerpt(p.text)})
	})
	w := writer{r: r, line: 1}
	w.write("---\ntitle: " + yamlString(d.Title) + "\n---\n")
	d.Body = w.b.Len()
	d.TitleAt = d.Body
	if at >= 0 {
		paras[at].level = 0
	}
	for _, p := range paras {
		if p.guessed {
			r.tell(diag.ImportHeading, map[bool]string{true: "kept"}[p.level == 0], p.first, p, diag.Args{"words": excerpt(p.text)})
		}
	}
	r.tellEdges(paras, at)
	for i, p := range paras {
		p.draft, p.line = n, w.line+1
		if i == at {
			p.line = 2
			d.TitleAt = w.b.Len()
			w.notes(p)
			continue
		}
		d.paras = append(d.paras, p)
		if !(p.kind == item && i > 0 && i-1 != at && paras[i-1].kind == item) {
			w.write("\n")
		} else {
			p.line--
		}
		w.para(p)
		w.notes(p)
		d.Counts.add(p)
		if p.level > 0 {
			d.Headings = append(d.Headings, Heading{p.level, oneLine(p.whole())})
		}
	}
	d.Markdown = []byte(w.b.String())
	return d
}

// Counts say what a draft is made of.
type Counts struct {
	Headings, Clauses, Items, Tables, Paragraphs int
}

func (c *Counts) add(p *para) {
	switch {
	case p.level > 0:
		c.Headings++
	case p.label.Form != legal.NoLabel:
		c.Clauses++
	case p.kind == item:
		c.Items++
	case p.kind == table:
		c.Tables++
	default:
		c.Paragraphs++
	}
}

// approval takes who approved the text out of the paragraphs before its title.
// It stays in the text where it says more than edition.yaml can hold.
func (r *recognizer) approval(paras []*para, at int, d *Draft) []*para {
	for i, p := range paras[:max(min(at, len(paras)), 0)] {
		if !r.signs.isApproval(p.text) || p.label.Form != legal.NoLabel || p.kind != prose && p.kind != assent {
			continue
		}
		a, whole, ok := r.readApproval(p.text)
		if !ok {
			r.tell(diag.ImportApproved, "kept", p.first, p, diag.Args{"words": excerpt(p.text)})
			continue
		}
		d.Approved = &a
		args := diag.Args{"words": p.text, "number": a.Number, "date": a.Date.String()}
		if !whole {
			r.tell(diag.ImportApproved, "copied", p.first, p, args)
			continue
		}
		r.tell(diag.ImportApproved, "", p.first, nil, args)
		return append(append([]*para{}, paras[:i]...), paras[i+1:]...)
	}
	return paras
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
	text := w.r.inline(p)
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
func (r *recognizer) inline(p *para) string {
	plainText := escapeLines(r.rules, blocks.Text(p.runs))
	if !styled(p.runs) || p.level > 0 {
		return plainText
	}
	s := escapeStartMarks(r.rules, styledRuns(p.runs))
	want, _ := markdown.Parse(markdown.Input{Source: []byte(plainText), Language: r.words})
	got, found := markdown.Parse(markdown.Input{Source: []byte(s), Language: r.words})
	if len(want) == 2 && len(got) == 2 && !found.HasErrors() && got[1].Plain() == want[1].Plain() && got[1].Label.Text == want[1].Label.Text {
		return s
	}
	r.tell(diag.ImportMarks, "", p.first, p, diag.Args{"words": excerpt(p.text)})
	return plainText
}

func styled(runs []blocks.Run) bool {
	return slices.ContainsFunc(runs, func(r blocks.Run) bool { return r.Style != 0 || r.Link != "" })
}

// notes writes the notes that a paragraph marks, as quotations below it.
func (w *writer) notes(p *para) {
	for _, run := range p.runs {
		if run.Note > 0 && run.Note <= len(w.r.src.Notes) {
			w.note(w.r.src.Notes[run.Note-1], run.Text)
		}
	}
	for i := range p.rows {
		for j := range p.rows[i].Cells {
			for _, b := range p.rows[i].Cells[j].Paragraphs {
				for _, run := range b.Runs {
					if run.Note > 0 && run.Note <= len(w.r.src.Notes) {
						w.note(w.r.src.Notes[run.Note-1], run.Text)
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
	w.write("\n> " + escapeStart(w.r.rules, escape(strings.TrimSpace(noteMark(mark)+" "+strings.Join(words, " ")))) + "\n")
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
func (r *recognizer) cellWords(runs []blocks.Run) string {
	plain := escape(tidy(blocks.Text(runs)))
	if !styled(runs) {
		return plain
	}
	s := tidy(styledRuns(runs))
	read := func(cell string) *legal.Unit {
		units, _ := markdown.Parse(markdown.Input{Source: []byte("| " + cell + " |\n|---|\n"), Language: r.words})
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
		parts = append(parts, w.r.cellWords(runs))
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}

// plainScalar is a title that YAML reads as it stands.
var plainScalar = regexp.MustCompile(`^[\p{L}«][\p{L}\p{N} «»().,/№–—-]*$`)

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
