package importer

import (
	"strings"

	"github.com/kelisim/kelisim/internal/blocks"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/regex"
)

// stamp is what a messenger writes before a message that is copied: who sent it and when, on
// a line of its own or before the first words: «[12:01, 04.03.2026] Айгуль: », «04.03.2026,
// 12:01 - Айгуль: », «Айгуль, [04.03.2026 12:01]».
var stamp = regex.Of(`^(?:\[(?:` + stampTime + `,? ` + stampDay + `|` + stampDay + `,? ` + stampTime + `)\] ?[^:\[\]]{1,40}:|` +
	stampDay + `,? ` + stampTime + ` [-–] [^:]{1,40}:|[^\[\]:,]{1,40}, \[` + stampDay + `,? ` + stampTime + `\]:?)(?:[ \x{00a0}]|$)`)

const (
	stampDay  = `[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{2,4}`
	stampTime = `[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: [AP]M)?`
)

// dropStamps takes such stamps out of a text that begins with one: each begins a message, and
// so a paragraph. A text that only quotes a message begins with other words.
func (f *file) dropStamps(all []blocks.Block) []blocks.Block {
	if len(all) == 0 || all[0].Kind != blocks.Line || !stamp.MatchString(tidy(all[0].Text())) {
		return all
	}
	var out []blocks.Block
	begins := false
	for _, b := range all {
		text := strings.TrimSpace(b.Text())
		if mark := strings.TrimSpace(stamp.FindString(text)); mark != "" && b.Kind == blocks.Line {
			f.tell(diag.ImportMessage, "", &line{Block: &b}, nil, diag.Args{"mark": mark})
			begins = true
			if text = strings.TrimSpace(text[len(mark):]); text == "" {
				continue
			}
			b.Runs = plainRuns(text)
		}
		if begins && len(out) > 0 {
			b.Gap = max(b.Gap, 1)
		}
		begins = false
		out = append(out, b)
	}
	return out
}
