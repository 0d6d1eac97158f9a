package order

import (
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/regex"
)

// linkParts is a link of a body: its words, and where it leads.
var linkParts = regex.Of(`\[([^\[\]]*)\]\(([^()\s]*)\)`)

// link is a link of a body.
type link struct{ words, target string }

func linksOf(body string) (all []link) {
	for _, m := range linkParts.FindAllStringSubmatch(body, -1) {
		all = append(all, link{m[1], m[2]})
	}
	return all
}

// keptTargets warns of each link of unit i whose words an edit changes and which still leads where
// it led: a person who types an order quotes what stands on paper, where no target is seen.
func (a *applier) keptTargets(in *Instruction, i int, e edit) {
	body := a.blocks[i].body
	was := linksOf(body)
	if was == nil || slices.ContainsFunc(in.Words, func(w Words) bool { return strings.Contains(w.New, "](") }) {
		return // nothing to keep, or the order itself says where its words lead
	}
	is := linksOf(body[:e.from] + e.text + body[e.to:])
	if len(is) != len(was) {
		return
	}
	for k := range was {
		if is[k].target == was[k].target && is[k].words != was[k].words {
			a.refuse(diag.OrderLink, in, diag.Args{"text": was[k].words, "target": was[k].target})
		}
	}
}
