package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/internal/diag"
	"github.com/kelisim/kelisim/internal/ledger"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/publication"
	"github.com/kelisim/kelisim/internal/source"
)

func (a *app) publishCommand() *cobra.Command {
	var at string
	var how recording
	cmd := &cobra.Command{
		Use: "publish DOCUMENT EDITION [DOCUMENT EDITION ...]", Short: a.t("cmd.publish"), Long: a.t("help.publish"),
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 || len(args)%2 != 0 {
				return usageError{a.t("error.arguments", "usage", a.usage(cmd))}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.publish(cmd.Context(), args, at, how)
		},
	}
	cmd.Flags().StringVar(&at, "at", "", a.t("flag.at"))
	how.flags(a, cmd)
	how.counts(a, cmd)
	return cmd
}

func (a *app) publish(ctx context.Context, args []string, at string, how recording) error {
	var exact []string
	for i := 0; i < len(args); i += 2 {
		exact = append(exact, args[i]+"/"+args[i+1])
	}
	p, err := a.load(pipeline.Config{AsOf: a.clock, Exact: exact, Known: a.known(a.output(""))})
	if err != nil {
		return err
	}
	var claimed time.Time
	if at != "" {
		if claimed, err = a.instant("--at", at, p.Tree.Site.Zone); err != nil {
			return err
		}
	}
	asked, err := a.publications(p, args, claimed)
	if err != nil {
		return err
	}
	records, found, err := p.Publish(asked)
	if err != nil {
		return err
	}
	if err := a.refuse(found); err != nil {
		return err
	}
	return a.append(ctx, p, records, how)
}

// refuse says the findings and is an error where one of them is.
func (a *app) refuse(found diag.List) error {
	a.report().Text(a.err, found)
	if !found.HasErrors() {
		return nil
	}
	a.say(a.n("publish.refused", found.Count(diag.Error)))
	return errContent
}

// publications are the editions that the arguments name.
func (a *app) publications(p *pipeline.Project, args []string, at time.Time) ([]ledger.Publication, error) {
	var asked []ledger.Publication
	for i := 0; i < len(args); i += 2 {
		d := p.Tree.Document(args[i])
		if d == nil {
			return nil, a.noDocument(p, args[i])
		}
		pub := ledger.Publication{Document: d, At: at}
		var known []string
		for _, e := range d.Editions {
			known = append(known, e.ID)
			if e.ID == args[i+1] {
				pub.Edition = e
			}
		}
		if pub.Edition == nil {
			return nil, usageError{a.t("error.no-edition", "document", d.ID, "edition", args[i+1], "known", strings.Join(known, ", "))}
		}
		if !slices.ContainsFunc(asked, func(x ledger.Publication) bool { return x.Edition == pub.Edition }) {
			asked = append(asked, pub)
		}
	}
	return asked, nil
}

// append writes the records and then says what they say. Without yes it says that
// first and asks; if nobody can be asked it refuses, for a pipe is no answer. At
// the end it signs the new head, if there is a key.
func (a *app) append(ctx context.Context, p *pipeline.Project, records []ledger.Record, how recording) error {
	secret, err := a.secret(p.Tree.Site, how.key)
	if err != nil {
		return err
	}
	return a.appendThen(ctx, p, records, how, func(ctx context.Context, data []byte) error {
		return a.sign(ctx, p.Tree.Site, data, secret)
	})
}

// appendThen is append with another end: then is called with the ledger's new bytes.
func (a *app) appendThen(ctx context.Context, p *pipeline.Project, records []ledger.Record, how recording, then func(context.Context, []byte) error) error {
	words := publication.Words{Printer: a.msg}
	counts, err := a.counts(p, how.accepted)
	if err != nil {
		return err
	}
	for _, doubt := range a.doubts(p, records[0].Recorded) {
		a.say(doubt)
	}
	for _, r := range records {
		if !how.yes {
			words.Describe(a.err, r)
		}
		if err := words.Changes(a.err, p, records, r); err != nil {
			return err
		}
	}
	if err := words.Again(a.err, p, records, counts); err != nil {
		return err
	}
	if !how.yes {
		for _, key := range publication.Undoing(records) {
			fmt.Fprintln(a.err, a.t(key))
		}
		if !isTerminal(a.in) {
			return usageError{a.t("publish.needs-yes")}
		}
		fmt.Fprint(a.err, a.t("publish.ask")+" ")
		answer, _ := bufio.NewReader(a.in).ReadString('\n')
		switch strings.ToLower(strings.TrimSpace(answer)) {
		case "y", "yes", "иә", "и", "ия", "да", "д":
		default:
			a.say(a.t("publish.cancelled"))
			return errContent
		}
	}
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	file := filepath.Join(a.dir, filepath.FromSlash(source.LedgerFile))
	if err := ledger.Append(ctx, file, p.Tree.Ledger, records); err != nil {
		return err
	}
	for _, r := range records {
		if how.yes {
			words.Describe(a.out, r)
		}
	}
	a.say(a.n("publish.done", len(records)))
	last := records[len(records)-1]
	a.say(a.t("publish.head", "head", ledger.FormatHead(last.Seq, last.Hash)))
	data := slices.Clone(p.Tree.Ledger)
	for _, r := range records {
		data = append(append(data, r.Line()...), '\n')
	}
	return then(ctx, data)
}

// recording is how records are to be made.
type recording struct {
	yes      bool   // nobody is asked
	key      string // the file of the key that signs; empty: KELISIM_KEY says it
	accepted string // the file of how many people accepted which set; empty: none
}

func (r *recording) counts(a *app, cmd *cobra.Command) {
	cmd.Flags().StringVar(&r.accepted, "accepted", "", a.t("flag.accepted"))
}

// counts reads the file of --accepted; nil without one.
func (a *app) counts(p *pipeline.Project, file string) (publication.Counts, error) {
	if file == "" {
		return nil, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	counts, err := publication.ReadCounts(f)
	var bad *publication.CountsError
	if errors.As(err, &bad) {
		return nil, usageError{a.t("again.line", "file", file, "line", strconv.Itoa(bad.Line), "text", bad.Text)}
	}
	if err != nil {
		return nil, err
	}
	for _, id := range counts.Unknown(p) {
		return nil, usageError{a.t("again.unknown", "file", file, "set", id)}
	}
	return counts, nil
}

func (r *recording) flags(a *app, cmd *cobra.Command) {
	cmd.Flags().BoolVarP(&r.yes, "yes", "y", false, a.t("flag.yes"))
	cmd.Flags().StringVar(&r.key, "key", "", a.t("flag.key"))
}

// isTerminal reports whether somebody can be asked.
func isTerminal(r io.Reader) bool {
	f, ok := r.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}

func (a *app) repealCommand() *cobra.Command {
	var from string
	var how recording
	cmd := &cobra.Command{
		Use: "repeal DOCUMENT --from D", Short: a.t("cmd.repeal"), Long: a.t("help.repeal"), Args: a.args(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if from == "" {
				return usageError{a.t("error.flag-value", "flag", "from")}
			}
			return a.record(cmd.Context(), how, args[0], func(p *pipeline.Project) ([]ledger.Record, error) {
				t, err := a.instant("--from", from, p.Tree.Site.Zone)
				if err != nil {
					return nil, err
				}
				records, found := ledger.Repeal(p.Records, p.AsOf, args[0], t)
				return records, a.refuse(found)
			})
		},
	}
	cmd.Flags().StringVar(&from, "from", "", a.t("flag.from"))
	how.flags(a, cmd)
	how.counts(a, cmd)
	return cmd
}

func (a *app) withdrawCommand() *cobra.Command {
	var how recording
	cmd := &cobra.Command{
		Use: "withdraw DOCUMENT EDITION", Short: a.t("cmd.withdraw"), Long: a.t("help.withdraw"), Args: a.args(2, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			return a.record(cmd.Context(), how, args[0], func(p *pipeline.Project) ([]ledger.Record, error) {
				records, found := ledger.Withdraw(p.Records, p.AsOf, args[0], args[1])
				return records, a.refuse(found)
			})
		},
	}
	how.flags(a, cmd)
	how.counts(a, cmd)
	return cmd
}

// record loads the site, makes records about a document and appends them.
func (a *app) record(ctx context.Context, how recording, document string, make func(*pipeline.Project) ([]ledger.Record, error)) error {
	p, err := a.load(pipeline.Config{AsOf: a.clock, Known: a.known(a.output(""))})
	if err != nil {
		return err
	}
	if err := a.blocked(p); err != nil {
		return err
	}
	if p.Tree.Document(document) == nil {
		return a.noDocument(p, document)
	}
	records, err := make(p)
	if err != nil {
		return err
	}
	return a.append(ctx, p, records, how)
}
