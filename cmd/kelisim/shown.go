package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/kelisim/kelisim/internal/description"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/redline"
)

// describeChanges says what a record changes for readers: per language what differs
// from the edition before, and the author's summary of it. records are all that
// are about to be written.
func (a *app) describeChanges(w io.Writer, p *pipeline.Project, records []ledger.Record, r ledger.Record) error {
	if r.Kind != ledger.EditionKind && r.Kind != ledger.TextKind {
		return nil
	}
	edition := p.Then(records).Document(r.Document).Edition(r.Edition)
	if edition == nil {
		return nil
	}
	for _, t := range r.Texts {
		text, err := p.Text(edition.Text(t.Language))
		if err != nil {
			return err
		}
		args := []string{"document", r.Document, "edition", r.Edition, "language", string(t.Language)}
		if before := edition.Before(t.Language); before == nil {
			fmt.Fprintln(w, a.t("work.first", args...))
		} else {
			old, err := p.Text(before.Text(t.Language))
			if err != nil {
				return err
			}
			x := redline.Compare(p.Language(t.Language), old.Units, text.Units)
			counts, err := description.Counts(a.msg, x.Summary, x.Replacements)
			if err != nil {
				return err
			}
			fmt.Fprintln(w, a.t("work.against", append(args, "before", before.ID, "counts", strings.Join(counts, ", "))...))
		}
		if text.Changes != "" {
			fmt.Fprintln(w, "  "+a.t("work.changes", "text", text.Changes))
		}
	}
	return nil
}
