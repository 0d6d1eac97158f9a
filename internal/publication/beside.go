package publication

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/standing"
)

// Beside says what becomes of the documents that go with those of records which are
// about to be written, and that no record is of: annexes, what is incorporated, what a
// document is annexed to. A repeal or an edition of an agreement does nothing to its
// annex, and whoever makes it should know that.
func (w Words) Beside(out io.Writer, p *pipeline.Project, records []ledger.Record) {
	then := p.Then(records)
	var told []string
	for _, r := range records {
		d := then.Document(r.Document)
		if d == nil {
			continue
		}
		for _, other := range then.Documents {
			key := ""
			switch {
			case other.AnnexOf == d.ID:
				key = "beside.annex"
			case slices.Contains(d.Incorporates, other.ID):
				key = "beside.incorporated"
			case d.AnnexOf == other.ID:
				key = "beside.parent"
			default:
				continue
			}
			recorded := slices.ContainsFunc(records, func(x ledger.Record) bool { return x.Document == other.ID })
			line := w.Say(w.key(key), "document", w.document(d.ID), "other", w.document(other.ID), "state", w.stands(other))
			if !recorded && !slices.Contains(told, line) {
				told = append(told, line)
				fmt.Fprintln(out, line)
			}
		}
	}
}

// stands is what a document is, in words: the editions in force, to come and drafted.
func (w Words) stands(d *standing.Document) string {
	var parts []string
	for _, e := range d.Editions {
		switch state := e.State(); state {
		case "superseded", "withdrawn":
		case "":
			parts = append(parts, w.Say("beside.edition", "edition", e.ID, "state", w.Say("state.draft")))
		default:
			parts = append(parts, w.Say("beside.edition", "edition", e.ID, "state", w.Say("state."+string(state))))
		}
	}
	if len(parts) == 0 {
		return w.Say("beside.none")
	}
	return strings.Join(parts, "; ")
}
