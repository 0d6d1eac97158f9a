package order

import (
	"strings"

	"github.com/kelisim/kelisim/internal/language"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/markdown"
)

// Blocks are quoted Markdown as the units that it says, to be shown in an order: the
// address of a link stands in brackets behind its words, since an order is read on
// paper, and is what some instructions change. l is as in Read.
func Blocks(quoted string, l *language.Language) []legal.Unit {
	units, _ := markdown.Parse(markdown.Input{Source: []byte(quoted), Loose: true, Language: l})
	if strings.HasPrefix(quoted, "---\n") && strings.Contains(quoted, "\ntitle:") {
		t, _ := Read("", "", []byte(quoted), l)
		units = t.Units
	}
	for i := range units {
		u := &units[i]
		if u.Verbatim || u.Kind == legal.Code {
			continue
		}
		u.Runs = addressed(u.Runs)
		for k := range u.Cells {
			u.Cells[k] = addressed(u.Cells[k])
		}
	}
	return units
}

// Inline is quoted Markdown within a sentence, as Blocks shows it.
func Inline(quoted string, l *language.Language) []legal.Run {
	const before = "Z " // so that nothing is read as the number or mark of a block
	units := Blocks(before+quoted, l)
	if len(units) != 1 || len(units[0].Runs) == 0 || units[0].Verbatim || !strings.HasPrefix(units[0].Runs[0].Text, before) {
		return []legal.Run{{Text: quoted}}
	}
	runs := units[0].Runs
	if runs[0].Text = runs[0].Text[len(before):]; runs[0].Text == "" {
		runs = runs[1:]
	}
	return runs
}

// addressed are runs without links, whose addresses stand behind their words.
func addressed(runs []legal.Run) []legal.Run {
	var out []legal.Run
	for k, r := range runs {
		link := r.Link
		r.Link = nil
		out = append(out, r)
		if link != nil && !link.Auto && !link.Made() && (k+1 == len(runs) || runs[k+1].Link != link) {
			out = append(out, legal.Run{Text: " (" + link.Dest + ")"})
		}
	}
	return out
}
