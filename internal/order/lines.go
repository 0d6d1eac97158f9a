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
func (a *applier) runOn(o *Order, l *language.Language) {
	for i := range o.Instructions {
		in := &o.Instructions[i]
		if !strings.Contains(in.Text, "\n") {
			continue
		}
		t, _ := Read("", a.old.Lang, []byte(a.dressed(in)), l)
		for k, b := range blocksOf(t, l.Labels()) {
			if u := &t.Units[k]; b.fixed || u.Kind == legal.Title {
				continue
			}
			if line := afterStop(b.raw); line != "" {
				a.refuse(diag.OrderLines, in, diag.Args{"text": line})
				break
			}
		}
	}
}

// dressed is the quoted text of an instruction as it comes into the draft.
func (a *applier) dressed(in *Instruction) string {
	switch {
	case in.Verb == Restate && in.Target.Cell == 0 && in.Target.Sentence == 0:
		return a.dress(in.Target.Index, in.Text)
	case in.Verb == Add:
		text := in.Text
		if _, ok := headingLabel(a.rules, text); in.Level > 0 && !ok && !strings.HasPrefix(text, "#") {
			text = numberSigns(in.Level) + text
		}
		return headed(a.old.Units, a.rules, text, in.Heading)
	}
	return in.Text
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
