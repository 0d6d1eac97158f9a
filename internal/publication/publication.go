// Package publication says in words what records of the ledger will say and change,
// before they are written: an editor reads it and is asked, for a record cannot be
// removed.
package publication

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/description"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/redline"
)

// Words are the messages in the editor's language.
type Words struct {
	*i18n.Printer
	// Text names the text in a language, for somebody who has no files before her; nil: a
	// text is told by its language's tag, its hash and its title.
	Text func(legal.Lang) string
	// Title names a document, for the same reader; nil: it is told by its id.
	Title func(document string) string
}

// key is the key of a message, or of the one that names no commands, if there is one and
// the reader has none before her.
func (w Words) key(key string) string {
	if w.Title != nil && w.Has("desk."+key) {
		return "desk." + key
	}
	return key
}

// asked are the messages of what a material change asks of people, by what the document
// asks of them: the end of publish.material.
var asked = map[legal.Acceptance]string{legal.Required: "", legal.Optional: "-optional", legal.Informed: "-informed"}

func (w Words) document(id string) string {
	if w.Title == nil {
		return id
	}
	return w.Title(id)
}

// Describe says in words what a record will say.
func (w Words) Describe(out io.Writer, r ledger.Record) {
	published := w.Instant(r.Published, i18n.Plain)
	if r.Claimed {
		published += " (" + w.Say("publish.claimed") + ")"
	}
	switch r.Kind {
	case ledger.EditionKind:
		key := "publish.edition"
		if r.Effective.Equal(r.Published) {
			key = "publish.edition-now"
		}
		fmt.Fprintln(out, w.Say(key, "document", w.document(r.Document), "edition", r.Edition, "published", published, "from", w.Instant(r.Effective, i18n.From)))
		switch {
		case r.EditionSeq == 1: // nothing was accepted before
		case len(r.MaterialFor) > 0:
			fmt.Fprintln(out, "  "+w.Say("publish.material-for", "purposes", strings.Join(r.MaterialFor, ", ")))
		case r.Material:
			fmt.Fprintln(out, "  "+w.Say("publish.material"+asked[r.Snapshot.Asks(r.Snapshot.Kind)]))
		default:
			fmt.Fprintln(out, "  "+w.Say("publish.editorial"))
		}
	case ledger.TextKind:
		fmt.Fprintln(out, w.Say("publish.text", "document", w.document(r.Document), "edition", r.Edition, "published", published))
	case ledger.RepealKind:
		fmt.Fprintln(out, w.Say("publish.repeal", "document", w.document(r.Document), "from", w.Instant(r.From, i18n.From)))
	case ledger.UnrepealKind:
		fmt.Fprintln(out, w.Say("publish.unrepeal", "document", w.document(r.Document), "from", w.Instant(r.From, i18n.From)))
	case ledger.WithdrawKind:
		fmt.Fprintln(out, w.Say("publish.withdraw", "document", w.document(r.Document), "edition", r.Edition))
	case ledger.ClockKind:
		key := "publish.clock"
		if r.Corrects == r.Seq-1 {
			key = "publish.clock-one"
		}
		fmt.Fprintln(out, w.Say(key, "record", strconv.Itoa(r.Corrects), "last", strconv.Itoa(r.Seq-1), "recorded", w.Instant(r.Recorded, i18n.Plain)))
	case ledger.KeyKind:
		fmt.Fprintln(out, w.Say("publish.key", "old", string(r.OldKey), "key", string(r.Key)))
	}
	for _, t := range r.Texts {
		if w.Text != nil {
			fmt.Fprintf(out, "  %s: %s\n", w.Text(t.Language), t.Title)
			continue
		}
		fmt.Fprintf(out, "  %s  %s  %s\n", t.Language, t.SourceSHA256, t.Title)
	}
}

// Changes says what a record changes for readers: per language what differs
// from the edition before, and the author's summary of it. records are all that
// are about to be written.
func (w Words) Changes(out io.Writer, p *pipeline.Project, records []ledger.Record, r ledger.Record) error {
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
		name := string(t.Language)
		if w.Text != nil {
			name = w.Text(t.Language)
		}
		args := []string{"document", w.document(r.Document), "edition", r.Edition, "language", name}
		if before := edition.Before(t.Language); before == nil {
			fmt.Fprintln(out, w.Say(w.key("work.first"), args...))
		} else {
			old, err := p.Text(before.Text(t.Language))
			if err != nil {
				return err
			}
			x := redline.Compare(p.Language(t.Language), old.Units, text.Units)
			counts, err := description.Counts(w.Printer, x.Summary, x.Replacements)
			if err != nil {
				return err
			}
			fmt.Fprintln(out, w.Say(w.key("work.against"), append(args, "before", before.ID, "counts", strings.Join(counts, ", "))...))
		}
		if text.Changes != "" {
			fmt.Fprintln(out, "  "+w.Say("work.changes", "text", text.Changes))
		}
	}
	return nil
}

// Agreed says who agreed to the drafts that records publish.
func (w Words) Agreed(out io.Writer, p *pipeline.Project, records []ledger.Record) error {
	for _, r := range records {
		d := p.Tree.Document(r.Document)
		if r.Kind != ledger.EditionKind || d == nil {
			continue
		}
		for _, e := range d.Editions {
			if e.ID != r.Edition {
				continue
			}
			state, _, err := p.Agreement(d, e)
			if err != nil {
				return err
			}
			of := len(records) > 1 // with several it has to be said whose they are
			for _, word := range state.Words {
				if word.Holds() {
					if of {
						fmt.Fprintln(out, w.Say("publish.undo-of", "records", w.named(r)))
						of = false
					}
					fmt.Fprintln(out, w.Say("agree.record", "office", word.Office, "name", word.Line.Name, "at", w.Instant(word.Line.At.In(p.Tree.Site.Zone), i18n.Plain)))
				}
			}
		}
	}
	return nil
}

// Digest is a hash of all that records will say but when they are made, and what
// follows from that: two plans with the same digest publish the same bytes with the
// same effect.
func Digest(records []ledger.Record) string {
	h := sha256.New()
	for _, r := range records {
		if r.Effective.Equal(r.Recorded) {
			r.Effective = time.Time{}
		}
		if !r.Claimed {
			r.Published = time.Time{}
		}
		r.Seq, r.Prev, r.Recorded, r.Clock, r.Hash, r.Pos = 0, "", time.Time{}, time.Time{}, "", diag.Pos{}
		data, err := json.Marshal(r)
		if err != nil {
			panic(err) // a record is plain data
		}
		h.Write(append(data, '\n'))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Undoing says which of the records can be taken back, and by what: each way once, in the
// order of the records. Of several records each way says which it is of.
func (w Words) Undoing(records []ledger.Record) []string {
	var ways []string
	of := map[string][]string{}
	for _, r := range records {
		key := undoing(r)
		if of[key] == nil {
			ways = append(ways, key)
		}
		of[key] = append(of[key], w.named(r))
	}
	var lines []string
	for _, key := range ways {
		if len(records) > 1 {
			lines = append(lines, w.Say("publish.undo-of", "records", strings.Join(of[key], "; ")))
		}
		lines = append(lines, w.Say(w.key(key)))
	}
	return lines
}

// named is what a record is of, in words.
func (w Words) named(r ledger.Record) string {
	if r.Edition == "" {
		return w.document(r.Document)
	}
	return w.Say("publish.named", "document", w.document(r.Document), "edition", r.Edition)
}

// undoing is the key of the message that says how a record can be taken back.
func undoing(r ledger.Record) string {
	switch {
	case r.Kind == ledger.RepealKind && r.From.After(r.Recorded):
		return "publish.undo-repeal"
	case r.Kind == ledger.RepealKind:
		return "publish.undo-repealed"
	case r.Kind == ledger.UnrepealKind:
		return "publish.undo-unrepeal"
	case r.Kind == ledger.WithdrawKind:
		return "publish.undo-withdraw"
	case r.Kind == ledger.ClockKind || r.Kind == ledger.KeyKind:
		return "publish.undo-ledger"
	case r.Kind == ledger.EditionKind && r.Effective.After(r.Recorded):
		return "publish.undo"
	}
	return "publish.undo-never"
}
