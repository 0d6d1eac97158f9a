package main

import (
	"fmt"
	"github.com/kelisim/kelisim/internal/report"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/kelisim/kelisim/i18n"
	"github.com/kelisim/kelisim/internal/desk"
	"github.com/kelisim/kelisim/internal/legal"
	"github.com/kelisim/kelisim/internal/pipeline"
	"github.com/kelisim/kelisim/internal/timeline"
)

// showJSON is the exact text in force at an instant, with its proof.
type showJSON struct {
	On           string     `json:"on"`
	Document     string     `json:"document"`
	Edition      string     `json:"edition"`
	Language     legal.Lang `json:"language"`
	Title        string     `json:"title"`
	From         string     `json:"from"`
	Until        string     `json:"until,omitempty"`
	Published    string     `json:"published"`
	Claimed      bool       `json:"claimed"`
	Recorded     string     `json:"recorded"`
	Record       int        `json:"record"`
	SourceSHA256 string     `json:"source_sha256"`
	PlainSHA256  string     `json:"plain_sha256"`
	PlainFormat  string     `json:"plain_format"`
	Source       string     `json:"source"`
	Plain        string     `json:"plain"`
}

func (a *app) showCommand() *cobra.Command {
	var on, language, format string
	cmd := &cobra.Command{
		Use: "show DOCUMENT", Short: a.t("cmd.show"), Long: a.t("help.show"), Args: a.args(1, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			if err := a.oneOf("--format", format, "text", "json"); err != nil {
				return err
			}
			return a.show(args[0], on, legal.Lang(language), format)
		},
	}
	cmd.Flags().StringVar(&on, "on", "", a.t("flag.on"))
	cmd.Flags().StringVar(&language, "language", "", a.t("flag.language"))
	cmd.Flags().StringVar(&format, "format", "text", a.t("flag.format", "formats", "text, json"))
	return cmd
}

func (a *app) show(document, on string, language legal.Lang, format string) error {
	p, err := a.load(pipeline.Config{AsOf: a.asOf("")})
	if err != nil {
		return err
	}
	if err := a.blocked(p); err != nil {
		return err
	}
	at := p.AsOf
	if on != "" {
		if at, err = a.instant("--on", on, p.Tree.Site.Zone); err != nil {
			return err
		}
	}
	d := p.Tree.Document(document)
	if d == nil {
		return a.noDocument(p, document)
	}
	if language == "" {
		language = d.Languages[0]
	}
	if !slices.Contains(p.Tree.Site.Languages, language) {
		return usageError{a.t("error.language", "language", string(language))}
	}
	// What is known today of the instant asked for: nothing later than now exists.
	line := timeline.Find(timeline.Of(p.Records, later(at, p.AsOf)), document)
	if line == nil {
		a.say(a.t("show.never", "document", document))
		return errContent
	}
	e, t := line.TextInForce(language, at)
	when := a.date(at, i18n.On)
	switch {
	case e == nil:
		a.say(a.t("show.none", "document", document, "date", when))
		return errContent
	case t == nil:
		a.say(a.t("show.no-language", "document", document, "edition", e.ID, "language", string(language), "date", when))
		return errContent
	}
	text, err := p.Text(p.Standing.Document(document).Content(e.ID).Text(language))
	if err != nil {
		return err
	}
	s := showJSON{
		On: desk.Stamp(at), Document: document, Edition: e.ID, Language: language, Title: text.Title,
		From: desk.Stamp(e.From), Until: desk.Stamp(e.Until), Published: desk.Stamp(t.Published), Claimed: t.Claimed,
		Recorded: desk.Stamp(t.Recorded), Record: t.Record, SourceSHA256: t.SourceSHA256, PlainSHA256: t.PlainSHA256,
		PlainFormat: t.PlainFormat, Source: string(text.Source), Plain: string(text.Plain()),
	}
	if format == "json" {
		return report.WriteJSON(a.out, s)
	}
	a.printShow(s, e, t)
	return nil
}

func (a *app) printShow(s showJSON, e *timeline.Edition, t *timeline.Text) {
	line := func(key, value string) { fmt.Fprintf(a.out, "%s: %s\n", a.t("show."+key), value) }
	line("document", s.Document)
	line("edition", s.Edition)
	line("language", string(s.Language))
	line("from", a.date(e.From, i18n.Plain))
	if !e.Until.IsZero() {
		line("until", a.date(e.Until, i18n.Plain))
	}
	published := a.date(t.Published, i18n.Plain)
	if s.Claimed {
		published += " (" + a.t("show.claimed", "date", a.date(t.Recorded, i18n.Plain)) + ")"
	}
	line("published", published)
	line("record", strconv.Itoa(s.Record))
	line("source", s.SourceSHA256)
	line("plain", s.PlainSHA256+" ("+s.PlainFormat+")")
	fmt.Fprintf(a.out, "\n%s", s.Plain)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// blocked refuses to answer from content that is not what the ledger records.
func (a *app) blocked(p *pipeline.Project) error {
	blocking := p.Blocking()
	if len(blocking) == 0 {
		return nil
	}
	a.report().Text(a.err, blocking)
	return errContent
}

func (a *app) noDocument(p *pipeline.Project, id string) error {
	known := ""
	for i, d := range p.Tree.Documents {
		if i > 0 {
			known += ", "
		}
		known += d.ID
	}
	return usageError{a.t("error.no-document", "document", id, "known", known)}
}
