package terminal

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/kelisim/kelisim/internal/description"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/redline/marks"
)

// Table writes the comparative table of a redline as it is filed, as a Markdown
// table: running number, structural element, old wording, new wording, reason, only
// what changed. Removed words stand between ~~, added ones between **. new gives the
// reasons: those of its clauses, else the summary of its changes, once for each run
// of rows, with their numbers.
func Table(w io.Writer, p description.Printer, r *redline.Redline, new *legal.Text, o Options) error {
	out := bufio.NewWriter(w)
	var failed error
	says := func(key string) string {
		s, err := p.Text(key, nil)
		failed = cmp.Or(failed, err)
		return s
	}
	fmt.Fprintf(out, "| %s | %s | %s: %s | %s: %s | %s |\n|---|---|---|---|---|\n", says("table.number"), says("table.element"),
		says("table.old"), escape(o.Old), says("table.new"), escape(o.New), says("table.reason"))
	rows, err := description.Table(p, r, new)
	if err != nil {
		return err
	}
	for i, c := range rows {
		reason := ""
		if c.Span > 0 {
			reason = c.Reason
		}
		if c.Span > 1 && reason != "" {
			// Markdown has no cell that spans rows.
			reason = fmt.Sprintf("№ %d–%d: %s", i+1, i+c.Span, reason)
		}
		if c.Record == nil {
			fmt.Fprintf(out, "| %d | %s | %s | %s | %s |\n", i+1, escape(c.Name), lines(c.Old), lines(c.New), escape(reason))
			continue
		}
		name := c.Name
		if c.Change.Change == redline.Unchanged || len(c.Record.Old)+len(c.Record.New) > 2 {
			// What happened is not seen in the words.
			if name, err = p.Text("change.line", map[string]string{"unit": name, "what": c.What}); err != nil {
				return err
			}
		}
		was, is := side(c.Record, marks.Old, "~~"), side(c.Record, marks.New, "**")
		if len(c.Record.Old) == 0 {
			was = says("table.no-old")
		}
		if len(c.Record.New) == 0 {
			is = says("table.no-new")
		}
		fmt.Fprintf(out, "| %d | %s | %s | %s | %s |\n", i+1, escape(name), was, is, escape(reason))
	}
	return cmp.Or(failed, out.Flush())
}

// lines are paragraphs of a cell.
func lines(list []string) string { return escape(strings.Join(list, "\n\n")) }

// side is one side of a record, with a mark around the words that the other lacks.
func side(r *redline.Record, side marks.Side, mark string) string {
	var b strings.Builder
	b.WriteString(label(r, side, mark))
	for s := range marks.Segments(r, side) {
		if s.Op == redline.Equal {
			b.WriteString(escape(s.Text))
			continue
		}
		// Markdown wants the marks at the words, not at the space before them.
		text := strings.TrimLeft(s.Text, " ")
		b.WriteString(s.Text[:len(s.Text)-len(text)])
		if words := strings.TrimRight(text, " "); words != "" {
			b.WriteString(mark + escape(words) + mark + text[len(words):])
		}
	}
	return b.String()
}

// label is the number of a side's first unit, marked if the other has another one.
func label(r *redline.Record, side marks.Side, mark string) string {
	units, others := r.New, r.Old
	if side == marks.Old {
		units, others = others, units
	}
	if len(units) == 0 {
		return ""
	}
	text := units[0].Source[units[0].Index].Label.Text
	switch {
	case text == "":
		return ""
	case len(others) > 0 && others[0].Source[others[0].Index].Label.Text == text:
		return escape(text) + " "
	}
	return mark + escape(text) + mark + " "
}

// escape keeps text from ending a cell or becoming markup.
func escape(s string) string {
	return strings.NewReplacer("|", `\|`, "\n\n", "<br><br>", "\n", " ", "*", `\*`, "_", `\_`, "~", `\~`, "<", `\<`, "`", "\\`", "[", `\[`, `\`, `\\`).Replace(s)
}
