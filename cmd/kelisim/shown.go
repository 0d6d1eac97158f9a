package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/kelisim/kelisim/internal/description"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/redline"
	"github.com/kelisim/kelisim/internal/timeline"
)

// describeChanges says what a record changes for readers: per language what differs
// from the edition before, and the author's summary of it. records are all that
// are about to be written.
func (a *app) describeChanges(w io.Writer, p *pipeline.Project, records []ledger.Record, r ledger.Record) error {
	if r.Kind != ledger.EditionKind && r.Kind != ledger.TextKind {
		return nil
	}
	all := append(slices.Clone(p.Records), records...)
	line := timeline.Find(timeline.Of(all, all[len(all)-1].Recorded), r.Document)
	if line == nil {
		return nil
	}
	for _, t := range r.Texts {
		text, err := p.Text(r.Document, r.Edition, t.Language)
		if err != nil {
			return err
		}
		args := []string{"document", r.Document, "edition", r.Edition, "language", string(t.Language)}
		if before := beforeIt(line, r.Edition, t.Language); before == "" {
			fmt.Fprintln(w, a.t("work.first", args...))
		} else {
			old, err := p.Text(r.Document, before, t.Language)
			if err != nil {
				return err
			}
			x := redline.Compare(old.Units, text.Units)
			counts, err := description.Counts(a.msg, x.Summary, x.Replacements)
			if err != nil {
				return err
			}
			fmt.Fprintln(w, a.t("work.against", append(args, "before", before, "counts", strings.Join(counts, ", "))...))
		}
		if text.Changes != "" {
			fmt.Fprintln(w, "  "+a.t("work.changes", "text", text.Changes))
		}
	}
	return nil
}

// beforeIt is the edition with which a text is compared: the last one before it
// that has the language and was not withdrawn; "" for none.
func beforeIt(line *timeline.Timeline, id string, lang legal.Lang) string {
	last := ""
	for i := range line.Editions {
		e := &line.Editions[i]
		if e.ID == id {
			break
		}
		if e.Text(lang) != nil && !e.Withdrawn {
			last = e.ID
		}
	}
	return last
}
