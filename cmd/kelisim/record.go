package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/publication"
	"github.com/kelisim/kelisim/internal/source"
)

// recorder makes records in the ledger: it says what they change, asks, appends them,
// and signs the new head. The commands that record embed it.
type recorder struct {
	*folder
	yes      bool      // nobody is asked
	key      string    // the file of the key that signs; empty: KELISIM_KEY says it
	accepted string    // the file of how many people accepted which set; empty: none
	told     diag.List // what the desk says behind the plan
}

func (r *recorder) flags(cmd *cobra.Command) {
	cmd.Flags().BoolVarP(&r.yes, "yes", "y", false, r.t("flag.yes"))
	cmd.Flags().StringVar(&r.key, "key", "", r.t("flag.key"))
}

func (r *recorder) countsFlag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&r.accepted, "accepted", "", r.t("flag.accepted"))
}

// counts reads the file of --accepted; nil without one.
func (r *recorder) counts(p *pipeline.Project) (publication.Counts, error) {
	if r.accepted == "" {
		return nil, nil
	}
	f, err := os.Open(r.accepted)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	counts, err := publication.ReadCounts(f)
	var bad *publication.CountsError
	if errors.As(err, &bad) {
		return nil, usageError{r.t("again.line", "file", r.accepted, "line", strconv.Itoa(bad.Line), "text", bad.Text)}
	}
	if err != nil {
		return nil, err
	}
	for _, id := range counts.Unknown(p) {
		return nil, usageError{r.t("again.unknown", "file", r.accepted, "set", id)}
	}
	return counts, nil
}

func (r *recorder) signer() *signer { return &signer{r.folder, r.key} }

// record loads the site, makes records about a document and appends them.
func (r *recorder) record(ctx context.Context, document string, make func(*pipeline.Project) ([]ledger.Record, diag.List, error)) error {
	p, err := r.judged()
	if err != nil {
		return err
	}
	if _, err := r.document(p, document); err != nil {
		return err
	}
	records, found, err := make(p)
	if err != nil {
		return err
	}
	if err := r.refuse(found); err != nil {
		return err
	}
	return r.append(ctx, p, records)
}

// append writes the records and then says what they say. Without yes it says that
// first and asks. At the end it signs the new head, if there is a key.
func (r *recorder) append(ctx context.Context, p *pipeline.Project, records []ledger.Record) error {
	signer := r.signer()
	secret, err := signer.secret(p.Tree.Site)
	if err != nil {
		return err
	}
	return r.appendThen(ctx, p, records, func(ctx context.Context, data []byte) error {
		return signer.sign(ctx, p.Tree.Site, data, secret)
	})
}

// appendThen is append with another end: then is called with the ledger's new bytes.
func (r *recorder) appendThen(ctx context.Context, p *pipeline.Project, records []ledger.Record, then func(context.Context, []byte) error) error {
	words := publication.Words{Printer: r.msg}
	if r.plain() {
		words.Text = func(lang legal.Lang) string { return r.textIn(lang, "") }
		words.Title = func(id string) string {
			if d := p.Standing.Document(id); d != nil {
				return r.report().Titled(cmp.Or(d.Title(legal.Lang(r.msg.Lang())), id))
			}
			return id
		}
	}
	counts, err := r.counts(p)
	if err != nil {
		return err
	}
	now := records[0].Recorded
	for _, doubt := range publication.Doubts(r.dir, p, now) {
		r.say(r.t(doubt.Key, "now", r.date(now, i18n.Plain), "then", r.date(doubt.Then.In(now.Location()), i18n.Plain)))
	}
	undoing := func() {
		for _, line := range words.Undoing(records) {
			fmt.Fprintln(r.err, line)
		}
	}
	if r.plain() { // at the desk it stands first: a long plan is not read to its end
		undoing()
		fmt.Fprintln(r.err)
	}
	for _, record := range records {
		if !r.yes {
			words.Describe(r.err, record)
		}
		if err := words.Changes(r.err, p, records, record); err != nil {
			return err
		}
	}
	if err := words.Agreed(r.err, p, records); err != nil {
		return err
	}
	if err := words.Again(r.err, p, records, counts); err != nil {
		return err
	}
	words.Beside(r.err, p, records)
	if !r.yes {
		if !r.plain() {
			undoing()
		}
		if len(r.told) > 0 {
			fmt.Fprintln(r.err)
			r.report().Text(r.err, r.told)
		}
		if err := r.confirm(records); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	file := filepath.Join(r.dir, filepath.FromSlash(source.LedgerFile))
	if err := ledger.Append(ctx, file, p.Tree.Ledger, records); err != nil {
		return err
	}
	for _, record := range records {
		if r.yes {
			words.Describe(r.out, record)
		}
	}
	r.note(r.n("publish.done", len(records)))
	last := records[len(records)-1]
	r.note(r.t("publish.head", "head", ledger.FormatHead(last.Seq, last.Hash)))
	data := slices.Clone(p.Tree.Ledger)
	for _, record := range records {
		data = append(append(data, record.Line()...), '\n')
	}
	return then(ctx, data)
}

// confirm asks whether to go on. If nobody can be asked it refuses, for a pipe is no
// answer.
func (r *recorder) confirm(records []ledger.Record) error {
	ask := r.ask
	if ask == nil {
		if !isTerminal(r.in) {
			return usageError{r.t("publish.needs-yes")}
		}
		ask = r.askAtTerminal
	}
	if !ask(records) {
		r.say(r.t("publish.cancelled"))
		return errContent
	}
	return nil
}

// askAtTerminal asks whoever sits there. A yes in any language of the program is one,
// for the keyboard may be set to another than the messages.
func (c *console) askAtTerminal([]ledger.Record) bool {
	fmt.Fprint(c.err, c.t("publish.ask")+" ")
	answer, _ := bufio.NewReader(c.in).ReadString('\n')
	answer = strings.ToLower(strings.TrimSpace(answer))
	for _, lang := range c.catalog.Languages() {
		if p, err := c.catalog.Printer(lang); err == nil && slices.Contains(strings.Fields(p.Say("answer.yes")), answer) {
			return true
		}
	}
	return false
}

// refuse writes the findings and is an error if one of them is. At the desk what stops
// nothing comes after the plan, which is what she says yes to; if there is none, only
// what stops it is said.
func (r *recorder) refuse(found diag.List) error {
	switch {
	case !r.plain():
	case found.HasErrors():
		found = slices.DeleteFunc(found, func(f diag.Finding) bool { return f.Severity < diag.Error })
	default:
		r.told = found
		return nil
	}
	r.report().Text(r.err, found)
	if !found.HasErrors() {
		return nil
	}
	r.say(r.n("publish.refused", found.Count(diag.Error)))
	return errContent
}
