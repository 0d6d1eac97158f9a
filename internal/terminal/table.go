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
// reasons: those of its clauses, else the summary of its changes, once.
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
	n := 0
	for c := range marks.Changes(r) {
		name, err := description.Name(p, c.Record)
		if err == nil && (c.Change == redline.Unchanged || len(c.Old)+len(c.New) > 2) {
			name, err = description.Record(p, c.Record) // what happened is not seen in the words
		}
		if err != nil {
			return err
		}
		was, is := side(c.Record, marks.Old, "~~"), side(c.Record, marks.New, "**")
		if len(c.Old) == 0 {
			was = says("table.no-old")
		}
		if len(c.New) == 0 {
			is = says("table.no-new")
		}
		n++
		reason := reasonOf(new, c.Record)
		if new.Reasons == nil && n == 1 {
			reason = new.Changes
		}
		fmt.Fprintf(out, "| %d | %s | %s | %s | %s |\n", n, escape(name), was, is, escape(reason))
	}
	return cmp.Or(failed, out.Flush())
}

// reasonOf is the reason for what happened to a record.
func reasonOf(new *legal.Text, r *redline.Record) string {
	units := r.New
	if len(units) == 0 {
		units = r.Old
	}
	return new.Reason(units[0].Source, units[0].Index)
}

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
