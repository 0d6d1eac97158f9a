package ledger

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/legal"
)

// The chain of hashes does not cover its last line, and who rewrites all of it
// rewrites the chain. So whatever a record repeats of the files that it names is
// compared with them: an edition's dates and whether it must be accepted again
// with edition.yaml, titles with the texts, and the last snapshot of each document
// with document.yaml.

// agree compares an edition's record with edition.yaml, whose hash it holds. It
// follows the rules by which [Publish] made the record.
func (v *verifier) agree(r Record, e *legal.Edition) {
	say := func(field string, got, want any) { v.contradict(r, e.Pos(field), "", field, got, want) }
	effective := r.Published
	if !e.Effective.IsZero() {
		effective = e.Effective.Truncate(time.Second)
	}
	if !r.Effective.Equal(effective) {
		say("effective", r.Effective, effective)
	}
	// A claim without published in edition.yaml came from the command line.
	if !e.Published.IsZero() && !(r.Claimed && r.Published.Equal(e.Published.Truncate(time.Second))) {
		say("published", r.Published, e.Published)
	}
	if material := e.Material == nil || *e.Material; r.Material != material && !e.Misread {
		say("material", strconv.FormatBool(r.Material), strconv.FormatBool(material))
	} else if !slices.Equal(r.MaterialFor, e.Purposes) && !e.Misread {
		say("material", strings.Join(r.MaterialFor, ", "), strings.Join(e.Purposes, ", "))
	}
}

// settled compares document.yaml with the snapshot in the document's last record
// of an edition. It may be ahead only if a draft waits, which will be published
// with it; what was said for a withdrawn edition may still stand there.
func (v *verifier) settled(records []Record, found []Found) {
	last, standing := map[string]Record{}, map[string]Record{}
	recorded, withdrawn := map[[2]string]bool{}, map[[2]string]bool{}
	for _, r := range records {
		recorded[[2]string{r.Document, r.Edition}] = true
		if r.Kind == WithdrawKind {
			withdrawn[[2]string{r.Document, r.Edition}] = true
		}
	}
	for _, r := range records {
		if r.Kind != EditionKind {
			continue
		}
		last[r.Document] = r
		if !withdrawn[[2]string{r.Document, r.Edition}] {
			standing[r.Document] = r
		}
	}
	settings := map[string]*legal.Document{}
	for _, f := range found {
		settings[f.Document] = f.Settings
	}
	for _, f := range found { // a draft
		if !recorded[[2]string{f.Document, f.Edition}] {
			delete(settings, f.Document)
		}
	}
	for id, d := range settings {
		r, ok := standing[id]
		if !ok {
			r = last[id]
		}
		if d == nil || r.Snapshot == nil || len(differences(r.Snapshot, d)) == 0 || len(differences(last[id].Snapshot, d)) == 0 {
			continue
		}
		for _, x := range differences(r.Snapshot, d) {
			v.contradict(r, d.Pos(x.field), "document", x.field, x.got, x.want)
		}
	}
}

// difference is a field of which a record says got and a file says want.
type difference struct{ field, got, want string }

// differences lists what a snapshot and document.yaml say otherwise: nothing of
// the order in lists, which no edition depends on, and nothing of a language that
// is yet to be published.
func differences(s *Snapshot, d *legal.Document) []difference {
	join := func(items []string) string { return strings.Join(items, ", ") }
	var out []difference
	for _, x := range []difference{
		{"kind", string(s.Kind), string(d.Kind)},
		{"annex_of", s.AnnexOf, d.AnnexOf},
		{"incorporates", join(s.Incorporates), join(d.Incorporates)},
		{"prevails", string(s.Prevails), string(d.Prevails)},
		{"acceptance", string(s.Acceptance), string(d.Acceptance)},
		{"expires", s.Expires, d.Expires},
		{"renew_notice", s.RenewNotice, d.RenewNotice},
		{"purposes", s.PurposesText(), d.PurposesText()},
	} {
		if x.got != x.want {
			out = append(out, x)
		}
	}
	for _, l := range s.Languages {
		if !slices.Contains(d.Languages, l) {
			out = append(out, difference{"languages", string(l), ""})
		}
	}
	return out
}

// contradict reports that a record says got of a field, and the file at says want;
// variant "" for what the record's own hash covers.
func (v *verifier) contradict(r Record, at diag.Pos, variant, field string, got, want any) {
	none := func(x any) any {
		if x == "" {
			return "-"
		}
		return x
	}
	f := v.list.AddVariant(diag.LedgerRecord, variant, r.Pos, seqArgs(r, diag.Args{"record": r.Seq,
		"field": field, "got": none(got), "want": none(want), "file": at.File}))
	f.Related = []diag.Related{{Pos: at, Key: "recorded-file", Args: diag.Args{"field": field}}}
}
