package terminal

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/kelisim/kelisim/internal/description"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/redline/marks"
)

// Table writes the comparative table of a redline as a Markdown table: the
// clause, its old wording and its new one, only what changed. Removed words stand
// between ~~, added ones between **.
func Table(w io.Writer, p description.Printer, r *redline.Redline, o Options) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "| № | %s | %s |\n|---|---|---|\n", escape(o.Old), escape(o.New))
	for c := range marks.Changes(r) {
		line, err := description.Record(p, c.Record)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "| %s | %s | %s |\n", escape(line), side(c.Record, marks.Old, "~~"), side(c.Record, marks.New, "**"))
	}
	return out.Flush()
}

// side is one side of a record, with a mark around the words that the other lacks.
func side(r *redline.Record, side marks.Side, mark string) string {
	var b strings.Builder
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

// escape keeps text from ending a cell or becoming markup.
func escape(s string) string {
	return strings.NewReplacer("|", `\|`, "\n\n", "<br><br>", "\n", " ", "*", `\*`, "_", `\_`, "~", `\~`, "<", `\<`, "`", "\\`", "[", `\[`, `\`, `\\`).Replace(s)
}
