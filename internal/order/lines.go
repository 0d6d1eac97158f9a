package order

import (
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
)

// runOn reports, once for each quoted text, a line that goes on the paragraph above it
// though a sentence, or a part of a list, ends there. Whoever types a line for each
// paragraph leaves the blank lines out, and Markdown joins them:
//
//	«1.2. Вход по билетам.
//	Билет выдает касса.»
func runOn(o *Order, lang legal.Lang, l *language.Language) (found diag.List) {
	for i := range o.Instructions {
		in := &o.Instructions[i]
		if !strings.Contains(in.Text, "\n") {
			continue
		}
		t, _ := Read("", lang, []byte(in.Text), l)
		for k, b := range blocksOf(t, l.Labels()) {
			if u := &t.Units[k]; b.fixed || u.Kind == legal.Title {
				continue
			}
			if line := afterStop(b.raw); line != "" {
				found.Add(diag.OrderLines, diag.Pos{Line: in.Line, Col: 1}, diag.Args{"text": line})
				break
			}
		}
	}
	return found
}

// afterStop is the first line of a block that follows one with a stop at its end; empty
// if none does. A forced break, two spaces or a backslash, is no stop.
func afterStop(raw string) string {
	before := ' '
	for line := range strings.SplitSeq(raw, "\n") {
		if strings.ContainsRune(".!?;:", before) {
			return strings.Trim(line, "> \t")
		}
		before = lastRune(line)
	}
	return ""
}
