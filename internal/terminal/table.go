package terminal

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/kelisim/kelisim/internal/description"
	"github.com/kelisim/kelisim/internal/redline"
)

// Table writes the comparative table of a redline as a Markdown table: the
// clause, its old wording and its new one, only what changed. Removed words stand
// between ~~, added ones between **.
func Table(w io.Writer, p description.Printer, r *redline.Redline, o Options) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "| № | %s | %s |\n|---|---|---|\n", escape(o.Old), escape(o.New))
	for i := range r.Records {
		rec := &r.Records[i]
		if rec.Equal() {
			continue
		}
		line, err := description.Record(p, rec)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "| %s | %s | %s |\n", escape(line), side(rec, redline.Delete), side(rec, redline.Insert))
	}
	return out.Flush()
}

// side is one side of a record, with the words of op marked.
func side(r *redline.Record, op redline.Op) string {
	mark := "**"
	if op == redline.Delete {
		mark = "~~"
	}
	var b strings.Builder
	for _, s := range r.Segments {
		switch {
		case s.Op == redline.Equal:
			b.WriteString(escape(s.Text))
		case s.Op == op:
			// Markdown wants the marks at the words, not at the space before them.
			text := strings.TrimLeft(s.Text, " ")
			b.WriteString(s.Text[:len(s.Text)-len(text)])
			if words := strings.TrimRight(text, " "); words != "" {
				b.WriteString(mark + escape(words) + mark + text[len(words):])
			}
		}
	}
	return b.String()
}

// escape keeps text from ending a cell or becoming markup.
func escape(s string) string {
	return strings.NewReplacer("|", `\|`, "\n\n", "<br><br>", "\n", " ", "*", `\*`, "_", `\_`, "~", `\~`, "<", `\<`, "`", "\\`", "[", `\[`, `\`, `\\`).Replace(s)
}
